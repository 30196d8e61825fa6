"""Every screen in every language, size and text size: nothing clipped, crowded or lopsided."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication

from kiosk.ui.gallery import LANGUAGES, SIZES, Gallery, Item, items, take_down
from kiosk.ui.kiosk_window import KioskWindow
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


@pytest.mark.parametrize("larger", [False, True], ids=["text", "larger-text"])
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
