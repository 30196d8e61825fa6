"""Every screen in every language, size and text size: nothing clipped, crowded or lopsided."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication

from kiosk.bootstrap import parts
from kiosk.domain.states import Ask, Reading
from kiosk.ui.gallery import LANGUAGES, SIZES, Gallery, Item, items, take_down
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.phone import PhoneCodes
from kiosk.ui.samples import MOMENT, served_in_wifi
from kiosk.ui.screens.notice import NoticeScreen
from tests.ui.conftest import MakeWindow
from tests.ui.inspection import faults


@pytest.fixture(scope="module")
def gallery(fonts: None) -> Gallery:
    return Gallery()


def _each(
    gallery: Gallery, language: str, size: str, larger: bool
) -> Iterator[tuple[Item, KioskWindow]]:
    for item in items():
        # The looks without their own size of text are arranged as the plain ones are.
        if "--" in item.name:
            continue
        window = gallery.hang(item, language, size, larger=larger)
        yield item, window
        take_down(window)
    QApplication.processEvents()


TEXTS = (
    pytest.param(False, id="text"),
    pytest.param(True, id="larger-text", marks=pytest.mark.system),
)


@pytest.mark.slow
@pytest.mark.parametrize("larger", TEXTS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_every_screen_is_laid_out_well(
    gallery: Gallery, size: str, language: str, larger: bool
) -> None:
    found: list[str] = []
    lamps: set[tuple[int, int, int, int]] = set()
    for item, window in _each(gallery, language, size, larger):
        found += [f"{item.name}: {fault}" for fault in faults(window)]
        lamp = window.head.lamp
        box = QRect(lamp.mapTo(window, QPoint(0, 0)), lamp.size())
        lamps.add((box.x(), box.y(), box.width(), box.height()))
    assert not found, "\n".join(found)
    assert len(lamps) == 1, f"the lamp moves: {lamps}"


@pytest.mark.parametrize("phone", [None, served_in_wifi], ids=["read-only", "phone"])
@pytest.mark.parametrize("larger", TEXTS)
@pytest.mark.parametrize("size", SIZES)
def test_the_shipped_notices_fit(
    fonts: None,
    make_window: MakeWindow,
    size: str,
    larger: bool,
    phone: Callable[[], PhoneCodes] | None,
) -> None:
    settings = parts.load_settings(Path(), demo=True)
    if phone is not None:
        settings = replace(settings, phone=replace(settings.phone, mode="network"))
    offered = parts.notices_of(settings, bytes(range(32))).offered()
    pixels, per_mm = SIZES[size]
    for language, notice in offered.items():
        window = make_window(
            notices=offered, size=pixels, pixels_per_mm=per_mm, phone=phone and phone()
        )
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
