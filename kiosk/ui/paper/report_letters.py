"""The sizes of a report's letters and the edges of its page: more on a sheet than a notice has."""

from typing import Final

from PySide6.QtGui import QFont

from kiosk.ui.paper.letters import MM, Size
from kiosk.ui.paper.sheet import HEIGHT, WIDTH

LEFT: Final = 15 * MM
TOP: Final = 11 * MM
FOOT: Final = 13 * MM
TEXT_WIDTH: Final = WIDTH - 2 * LEFT
TEXT_HEIGHT: Final = HEIGHT - TOP - FOOT

TITLE: Final = Size(6.6, QFont.Weight.Light, 1.2)
PLACE: Final = Size(3.2, QFont.Weight.Medium, 1.35)
LEAD: Final = Size(3.1, QFont.Weight.Normal, 1.4)
KEY: Final = Size(6.0, QFont.Weight.Light, 1.15)
KEY_LABEL: Final = Size(2.7, QFont.Weight.Normal, 1.25)
CARD_TITLE: Final = Size(3.4, QFont.Weight.Medium, 1.3)
WORDS: Final = Size(2.8, QFont.Weight.Normal, 1.32)
CELL: Final = Size(2.6, QFont.Weight.Normal, 1.29)
CELL_HEAD: Final = Size(2.6, QFont.Weight.Medium, 1.29)
NOTE: Final = Size(2.5, QFont.Weight.Normal, 1.38)
MARK: Final = Size(46, QFont.Weight.Medium, 1.2)
