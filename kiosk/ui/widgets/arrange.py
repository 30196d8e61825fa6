"""Pieces one above the other or side by side, written as they are seen."""

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

Piece = QWidget | QLayout | int | None
"""A widget, a layout, a gap in pixels, or None for a stretch that takes what is left."""


def column(*pieces: Piece) -> QVBoxLayout:
    """Pieces from top to bottom."""
    layout = QVBoxLayout()
    _fill(layout, pieces)
    return layout


def row(*pieces: Piece) -> QHBoxLayout:
    """Pieces from start to end, in reading order."""
    layout = QHBoxLayout()
    _fill(layout, pieces)
    return layout


def holder(layout: QLayout) -> QWidget:
    """A widget around a layout, for where one of a whole column's size is needed."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


def _fill(layout: QBoxLayout, pieces: tuple[Piece, ...]) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for piece in pieces:
        match piece:
            case None:
                layout.addStretch(1)
            case int():
                layout.addSpacing(piece)
            case QWidget():
                layout.addWidget(piece)
            case QLayout():
                layout.addLayout(piece)
