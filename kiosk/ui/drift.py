"""Where the whole picture stands, moved by a point now and then, so that nothing burns in.

A screen that shows one picture for a year keeps it. So all of the picture moves: one point a
minute, through every place within a few points of where it was drawn, and the same way back.
"""

from typing import Final

from PySide6.QtCore import QPoint

EVERY_SECONDS: Final = 60.0

REACH: Final = 4
"""Points to each side: less than a tenth of a finger's width on any screen."""

_SIDE: Final = 2 * REACH + 1
_PLACES: Final = _SIDE * _SIDE
_MIDDLE: Final = _PLACES // 2


def place_after(steps: int) -> QPoint:
    """Where the picture stands after so many steps: at first where it was drawn.

    Two places in a row are one point apart.
    """
    there_and_back = (_MIDDLE + steps) % (2 * _PLACES - 2)
    place = min(there_and_back, 2 * _PLACES - 2 - there_and_back)
    row, column = divmod(place, _SIDE)
    # Every other row is walked backwards, so that no step is longer than the others.
    across = column if row % 2 == 0 else _SIDE - 1 - column
    return QPoint(across - REACH, row - REACH)
