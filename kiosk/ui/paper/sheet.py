"""A4 sheets of paper, drawn on by a painter and kept as the bytes of one PDF."""

import os
import uuid
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QUuid
from PySide6.QtGui import QGuiApplication, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from kiosk.ui.assets import load_fonts
from kiosk.ui.colours import LIGHT, Colours
from kiosk.ui.paper.letters import DOTS_PER_INCH, MM

WIDTH: Final = 210 * MM
HEIGHT: Final = 297 * MM
COLOURS: Final[Colours] = LIGHT

Draw = Callable[[QPainter], None]
"""Draws one page, whose top left corner is (0, 0), in units of ``letters.MM``."""

_applications: Final[list[QApplication]] = []
"""The one made here, where there was none: it must outlive every letter that is measured."""


def with_paper() -> None:
    """Make it possible to print, on a command line without a screen as well. Costs once."""
    if QGuiApplication.instance() is None:
        _applications.append(QApplication(["askfirst", "-platform", "offscreen"]))
    _load_fonts_once()


@lru_cache(maxsize=1)
def _load_fonts_once() -> None:
    load_fonts()


def print_pages(title: str, pages: Sequence[Draw], about: str) -> bytes:
    """The PDF with these pages; the same ``about`` gives it the same document number."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("AskFirst")
    writer.setDocumentId(QUuid(str(uuid.uuid5(uuid.NAMESPACE_OID, f"{title}\n{about}"))))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setResolution(DOTS_PER_INCH)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, draw in enumerate(pages):
            if number:
                writer.newPage()
            painter.save()
            painter.setClipRect(QRectF(0, 0, WIDTH, HEIGHT))
            draw(painter)
            painter.restore()
    finally:
        # A painter that outlives its writer takes the process with it.
        painter.end()
    return bytes(buffer.data().data())


def keep(pdf: bytes, path: Path) -> None:
    """Write the file so that it is whole under its name, or not there at all.

    Raises OSError. A file of that name is replaced.
    """
    unfinished = path.with_name(f".{path.name}.new")
    try:
        with unfinished.open("wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
