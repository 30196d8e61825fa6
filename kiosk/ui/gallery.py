"""A picture of every screen: each state and variant, in each language, at each size.

    python -m kiosk.ui.gallery FOLDER [--size 1080x1920] [--language zh_CN] [--only notice]

Everything shown is made up; a webcam is never near it, and pictures are refused if one were.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication

from kiosk.ui import samples
from kiosk.ui.assets import load_fonts
from kiosk.ui.exhibits import CLOCK, Item, exhibits
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.pictures import save_picture
from kiosk.ui.place import Appearance
from kiosk.ui.staff.exhibits import staff_exhibits

SIZES: Final = {
    "1080x1920": (QSize(1080, 1920), 2.71),
    "1920x1080": (QSize(1920, 1080), 3.21),
    "1280x800": (QSize(1280, 800), 3.81),
}
"""Name to size in pixels and pixels a millimetre: kiosks of 32, 27 and 15.6 inches."""

LANGUAGES: Final = ("en", "zh_CN")

_OTHER_LOOKS: Final = (
    "idle",
    "notice",
    "notice-full",
    "notice-still-there",
    "notice-phone-wifi",
    "phone-code-wrong",
    "armed",
    "age-camera",
    "looking",
    "result-not-sure",
    "result-countdown",
    "correcting",
    "telling-picked",
    "receipt",
    "receipt-phone",
    "code-found-nothing",
    "record",
    "record-corrected",
    "inside",
    "inside-end",
    "farewell-withdrawn",
    "staff-pin-typing",
    "staff-recovery",
    "staff-today",
)


def items() -> tuple[Item, ...]:
    """Everything there is to look at, and some of it in other looks."""
    once = (*exhibits(), *staff_exhibits())
    return (*once, *_in_other_looks(once))


def _in_other_looks(once: tuple[Item, ...]) -> Iterator[Item]:
    for item in once:
        if item.name in _OTHER_LOOKS:
            yield replace(item, name=f"{item.name}--larger", larger=True)
            yield replace(item, name=f"{item.name}--contrast", contrast=True)
            yield replace(item, name=f"{item.name}--dark", dark=True)


class Gallery:
    """One window after the other, each with one item in it."""

    def __init__(self) -> None:
        self._preview = samples.SamplePreview()

    def hang(self, item: Item, language: str, size: str, *, larger: bool = False) -> KioskWindow:
        """A window of this size that shows the item in this language; its owner takes it down."""
        pixels, per_mm = SIZES[size]
        front = samples.SampleFront()
        front.left = item.left
        look = Appearance(dark=item.dark, reduced_motion=True, pixels_per_mm=per_mm)
        window = KioskWindow(
            front,
            samples.NOTICES,
            self._preview,
            item.place,
            look,
            size=pixels,
            clock=CLOCK,
            guard_seconds=0,
            desk=item.desk(),
            phone=item.phone(),
        )
        window.show_language(language)
        window.show_visit(item.visit(language))
        window.aids.set_larger(larger or item.larger)
        window.aids.set_contrast(item.contrast)
        window.show()
        # Nobody touches a screen before it has been painted.
        QApplication.processEvents()
        item.prepare(window)
        QApplication.processEvents()
        return window


def take_down(window: KioskWindow) -> None:
    """Close a window that the gallery made."""
    window.allow_close()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


def main(arguments: list[str] | None = None) -> int:
    """Write the pictures; exit code 0."""
    parser = argparse.ArgumentParser(description="A picture of every screen.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=[*SIZES], action="append")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--only", action="append", help="the beginning of an item's name")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    load_fonts()
    gallery = Gallery()
    for size in chosen.size or SIZES:
        for language in chosen.language or LANGUAGES:
            folder = chosen.folder / size / language
            folder.mkdir(parents=True, exist_ok=True)
            for item in items():
                if chosen.only and not item.name.startswith(tuple(chosen.only)):
                    continue
                window = gallery.hang(item, language, size)
                save_picture(window, folder / f"{item.name}.png")
                take_down(window)
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main())
