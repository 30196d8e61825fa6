"""What is in this machine: what is said of it, how it stays true, and its seal read back."""

from dataclasses import replace
from datetime import date, timedelta

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kiosk.adapters.records.checkpoint import parse_checkpoint
from kiosk.domain import events, states
from kiosk.domain.inside import Inside, LedgerHead
from kiosk.ui import inside_words, samples
from kiosk.ui.gallery import SIZES
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.place import Place
from kiosk.ui.samples import FOUND, INSIDE, PLACE, SampleFront
from kiosk.ui.screens.inside import REFRESH_SECONDS, InsideScreen
from kiosk.ui.widgets.words import Words
from tests.saying import numbers
from tests.ui.conftest import MakeWindow, StoppedClock
from tests.ui.inspection import faults
from tests.wording import a_line_has

SHOP = replace(PLACE, demo=False)


def show(window: KioskWindow, inside: Inside | None, place: Place = PLACE) -> InsideScreen:
    window.place = place
    window.show_visit(states.ReadingInside(inside))
    # The second time for what the first one found to be taller than the room it has.
    QApplication.processEvents()
    QApplication.processEvents()
    screen = window.shown
    assert isinstance(screen, InsideScreen)
    return screen


def text_of(screen: InsideScreen) -> str:
    return "\n".join(words.text() for words in screen.findChildren(Words))


# What it says -----------------------------------------------------------------------------------


def test_every_column_of_a_visit_is_there_in_words(window: KioskWindow) -> None:
    text = text_of(show(window, INSIDE))
    for column in INSIDE.columns:
        assert inside_words.column(column) in text
        assert column in ("day", "hour", "gender") or inside_words.column(column) != column


def test_a_column_without_a_word_is_named_rather_than_left_out(window: KioskWindow) -> None:
    text = text_of(show(window, replace(INSIDE, columns=("day", "mood"))))
    assert "mood" in text


def test_the_demo_shows_every_number_as_it_is(window: KioskWindow) -> None:
    text = text_of(show(window, INSIDE))
    for number in ("143", "1,204", "61 so far", "2,914 visits", "38 lines", "12,400 entries"):
        assert number in text


def test_in_a_shop_a_number_is_said_in_steps_of_five(window: KioskWindow) -> None:
    screen = show(window, INSIDE, SHOP)
    for exact in range(1, 1300):
        step = exact - exact % 5
        assert screen._words.live(exact) == f"{step:,}"
    inside = replace(INSIDE, records=9, openings=1204, waiting=4)
    screen = show(window, inside, SHOP)
    assert (screen.records.text(), screen.openings.text()) == ("5", "1,200")
    assert " 0 lines wait" in screen.becomes.text()
    # Of the lines, and of the proofs.
    assert text_of(screen).count("up to four more") == 2


def test_in_a_shop_the_camera_is_told_of_by_the_day(window: KioskWindow) -> None:
    shop = replace(INSIDE, camera_last_opened=date(2026, 11, 23), camera_opened_for=None)
    opened = show(window, shop, SHOP).opened.text()
    assert opened.startswith("Monday 23 November")
    assert "o’clock" not in opened
    none = show(window, replace(shop, camera_last_opened=None), SHOP).opened.text()
    assert "enough people" in none and numbers(none) == []


def test_the_gauge_is_there_where_the_law_has_one(window: KioskWindow) -> None:
    screen = show(window, INSIDE)
    assert screen.pictures.text() == "0"
    assert "100,000" in screen.about_pictures.text()


def test_without_such_a_law_none_is_ever_stored(window: KioskWindow) -> None:
    screen = show(window, INSIDE, replace(PLACE, filing_from=None))
    assert screen.about_pictures.text() == "none is ever stored"


def test_when_the_next_lines_go_and_when_the_camera_was_open(window: KioskWindow) -> None:
    text = text_of(show(window, INSIDE))
    assert a_line_has(text, "Thursday 26 November", "04:00")
    assert a_line_has(text, "Tuesday 24 November", "14 and 15", "entry 12,399")
    assert "is locked away" in text and "cannot be locked" not in text


def test_a_machine_that_cannot_lock_the_look_away_says_that_it_never_looks(
    window: KioskWindow,
) -> None:
    text = text_of(show(window, FOUND, replace(SHOP, unconfinable=True)))
    assert a_line_has(text, "cannot be locked away", "never looks")
    assert "is locked away" not in text


def test_what_there_is_none_of_is_said(window: KioskWindow) -> None:
    bare = replace(PLACE, unconfined=True, accuracy=None, notice_url=None)
    inside = replace(FOUND, checked=None)
    text = text_of(show(window, inside, bare))
    for said in (
        "It has not been open yet.",
        "No line is due to go.",
        "cannot be locked away",
        "The figures of the model card are missing here.",
        "has not finished yet",
        "It has not been sealed yet.",
    ):
        assert said in text
    assert "It is also here" not in text


def test_the_worst_group_is_the_cards(window: KioskWindow) -> None:
    assert PLACE.accuracy is not None
    other = replace(PLACE.accuracy, worst=("asian", "male"), worst_right=71)
    text = text_of(show(window, INSIDE, replace(PLACE, accuracy=other)))
    assert a_line_has(text, f"{inside_words.group('asian', 'male')}: ", "71 in 100")
    assert inside_words.group("black", "female") not in text


@pytest.mark.parametrize("gender", ["female", "male"])
@pytest.mark.parametrize("origin", ["asian", "black", "indian", "other", "white"])
def test_every_group_of_the_card_has_a_word(origin: str, gender: str) -> None:
    assert inside_words.group(origin, gender) != f"{origin} {gender}"


def test_what_was_found_is_counted_and_not_shown(window: KioskWindow) -> None:
    screen = show(window, FOUND)
    assert numbers(screen.looked.text())[-3:] == ["1", "0", "2"], "pictures, faces, all of them"
    assert screen.pictures.text() == "1"
    assert "none" in screen.about_pictures.text()
    assert "1.png" not in text_of(screen)


def test_a_clean_look_says_when_and_at_how_much(window: KioskWindow) -> None:
    looked = show(window, INSIDE).looked.text()
    assert [fact for fact in ("24 November", "04:02", "98,214", "17 ") if fact not in looked] == []
    assert "nothing that does not belong" in looked


def test_the_notice_is_the_one_of_the_language_shown(window: KioskWindow) -> None:
    text = text_of(show(window, INSIDE))
    assert f"Version {samples.NOTICES['en'].version.short}." in text
    assert "lakeside.example/notice" in text


def test_the_key_stands_as_the_notice_gives_it(window: KioskWindow) -> None:
    assert "8a88 e3dd 7409 f195" in show(window, INSIDE).key.text()


# How it stays true ------------------------------------------------------------------------------


def test_it_is_counted_again_while_it_is_read(
    window: KioskWindow, front: SampleFront, clock: StoppedClock
) -> None:
    front.left = (100.0, 15.0)
    screen = show(window, INSIDE)
    clock.now += REFRESH_SECONDS - 0.1
    screen.tick(100, 15)
    assert front.posted == []
    clock.now += 0.2
    screen.tick(100, 15)
    screen.tick(100, 15)
    assert front.posted == [events.InsideOutdated()]
    assert show(window, replace(INSIDE, records=200)) is screen
    assert "200" in text_of(screen)
    clock.now += REFRESH_SECONDS
    screen.tick(100, 15)
    assert front.posted == [events.InsideOutdated()] * 2


def test_a_store_that_has_not_answered_is_not_asked_again(
    window: KioskWindow, front: SampleFront, clock: StoppedClock
) -> None:
    screen = show(window, None)
    clock.now += 100
    screen.tick(100, 15)
    assert front.posted == []


def test_what_was_empty_and_fills_is_laid_out_as_if_it_had_been_there(
    make_window: MakeWindow,
) -> None:
    for name, (size, per_mm) in SIZES.items():
        window = make_window(size=size, pixels_per_mm=per_mm)
        screen = show(window, None)
        assert show(window, INSIDE) is screen
        assert not faults(window), name
        assert screen.body.is_longer
        assert screen.body.button.isVisible()


# The seal ---------------------------------------------------------------------------------------


def decoded(screen: InsideScreen) -> str:
    """What a reader that is not ours finds in a picture of the window."""
    while not screen.body.is_at_end:
        screen.body.turn_page()
    QApplication.processEvents()
    assert screen.seal.code is not None
    window = screen.window()
    corner = screen.seal.code.mapTo(window, QPoint(0, 0))
    picture = window.grab(QRect(corner, screen.seal.code.size())).toImage()
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), -1)
    content, _, _ = cv2.QRCodeDetector().detectAndDecodeBytes(rows[:, : grey.width()].copy())
    return content.decode()


@pytest.mark.parametrize("larger", [False, True], ids=["text", "larger-text"])
@pytest.mark.parametrize("size", SIZES)
def test_the_seal_can_be_read_from_the_screen(
    make_window: MakeWindow, size: str, larger: bool
) -> None:
    pixels, per_mm = SIZES[size]
    window = make_window(size=pixels, pixels_per_mm=per_mm)
    window.aids.set_larger(larger)
    screen = show(window, INSIDE)
    text = decoded(screen)
    assert INSIDE.head is not None
    assert text == INSIDE.head.checkpoint
    assert parse_checkpoint(text).is_signed_by([INSIDE.public_key])


def test_another_seal_takes_the_place_of_the_last(window: KioskWindow) -> None:
    screen = show(window, replace(INSIDE, head=None))
    assert screen.seal.code is None
    show(window, INSIDE)
    first = screen.seal.code
    show(window, replace(INSIDE, records=1))
    assert screen.seal.code is first is not None
    assert INSIDE.head is not None
    later = LedgerHead(12500, INSIDE.head.hour + timedelta(hours=8), "another\n")
    show(window, replace(INSIDE, head=later))
    assert decoded(screen) == "another\n"
    assert a_line_has(screen.book.text(), "12,500", "Tuesday 24 November", "12:00")
