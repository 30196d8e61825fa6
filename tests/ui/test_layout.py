"""Every screen in every language, size and text size: nothing clipped, crowded or lopsided."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect
from PySide6.QtWidgets import QApplication

from kiosk.bootstrap import parts
from kiosk.domain.notice import Notice
from kiosk.domain.states import Ask, Reading, SavingCorrection, Starting
from kiosk.ui.exhibits import CLOCK, Item
from kiosk.ui.gallery import LANGUAGES, SIZES, items, take_down
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.phone import PhoneCodes
from kiosk.ui.place import Appearance
from kiosk.ui.sample_notices import NOTICES
from kiosk.ui.samples import CODE, MOMENT, PLACE, SampleFront, SamplePreview, served_in_wifi
from kiosk.ui.screens.notice import NoticeScreen
from kiosk.ui.staff.sample_desk import SampleDesk
from tests.ui.conftest import MakeWindow
from tests.ui.inspection import faults


class Wall:
    """One window of a size, a language and a size of text, in which item after item hangs.

    It is painted in one size and at one size of text; where things lie is known without.
    """

    def __init__(self, preview: SamplePreview, language: str, size: str, *, larger: bool) -> None:
        pixels, per_mm = SIZES[size]
        self._language = language
        self._larger = larger
        self._front = SampleFront()
        self.window = KioskWindow(
            self._front,
            NOTICES,
            preview,
            PLACE,
            Appearance(reduced_motion=True, pixels_per_mm=per_mm),
            size=pixels,
            clock=CLOCK,
            guard_seconds=0,
            desk=SampleDesk(),
        )
        self.window.show_language(language)
        self.window.aids.set_larger(larger)
        self.window.show()
        self.window.setUpdatesEnabled(size == next(iter(SIZES)) and not larger)

    def hang(self, item: Item) -> None:
        """Show this item as a window shows it that was made for it."""
        window = self.window
        visit = item.visit(self._language)
        if type(visit) is type(window.visit):
            # From another state, so that nothing of the item before is carried over.
            window.show_visit(SavingCorrection(CODE))
        self._front.left = item.left
        window.desk = item.desk()
        window.phone = item.phone() or PhoneCodes.of_page(item.place.notice_url)
        if window.place != item.place:
            window.place = item.place
            window.show_language(self._language)
        window.show_visit(visit)
        # The idle screen has turned them off.
        window.aids.set_larger(self._larger)
        # Nobody touches a screen before it has been painted.
        QApplication.processEvents()
        item.prepare(window)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()


# Every screen at once: that the lamp stays where it is, is of all of them together.
@pytest.mark.slow
@pytest.mark.parametrize("larger", [False, True], ids=["text", "larger-text"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_every_screen_is_laid_out_well(
    fonts: None, preview: SamplePreview, size: str, language: str, larger: bool
) -> None:
    found: list[str] = []
    lamps: set[tuple[int, int, int, int]] = set()
    wall = Wall(preview, language, size, larger=larger)
    window = wall.window
    for item in items():
        # The looks without their own size of text are arranged as the plain ones are.
        if "--" in item.name:
            continue
        wall.hang(item)
        assert window.aids.larger == larger
        found += [f"{item.name}: {fault}" for fault in faults(window)]
        lamp = window.head.lamp
        box = QRect(lamp.mapTo(window, QPoint(0, 0)), lamp.size())
        lamps.add((box.x(), box.y(), box.width(), box.height()))
    take_down(window)
    assert not found, "\n".join(found)
    assert len(lamps) == 1, f"the lamp moves: {lamps}"


@functools.cache
def shipped(*, by_phone: bool) -> Mapping[str, Notice]:
    """The notices of a shop that has set up nothing, by language."""
    settings = parts.load_settings(Path(), demo=True)
    if by_phone:
        settings = replace(settings, phone=replace(settings.phone, mode="network"))
    return parts.notices_of(settings, bytes(range(32))).offered()


@pytest.mark.parametrize("phone", [None, served_in_wifi], ids=["read-only", "phone"])
@pytest.mark.parametrize("larger", [False, True], ids=["text", "larger-text"])
@pytest.mark.parametrize("size", SIZES)
def test_the_shipped_notices_fit(
    fonts: None,
    make_window: MakeWindow,
    size: str,
    larger: bool,
    phone: Callable[[], PhoneCodes] | None,
) -> None:
    offered = shipped(by_phone=phone is not None)
    pixels, per_mm = SIZES[size]
    window = make_window(
        notices=offered, size=pixels, pixels_per_mm=per_mm, phone=phone and phone()
    )
    for language, notice in offered.items():
        window.show_visit(Starting())
        window.show_language(language)
        window.aids.set_larger(larger)
        ask = Ask(notice.version, notice.minimum_age, True, MOMENT)
        window.show_visit(Reading(ask))
        screen = window.shown
        assert isinstance(screen, NoticeScreen)
        QApplication.processEvents()
        assert not faults(window)
        assert larger or not screen.cards.is_longer, "the five cards are to be seen at once"
        screen.show_in_full(True)
        QApplication.processEvents()
        assert not faults(window)
