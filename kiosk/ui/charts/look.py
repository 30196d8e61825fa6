"""What a chart is drawn with: the theme's colours and letters, or those of paper."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from kiosk.ui.colours import Colours
from kiosk.ui.paper.letters import MM, Size, font_of
from kiosk.ui.paper.sheet import COLOURS
from kiosk.ui.theme import CAPITAL, Theme, Type

_LINE: Final = 1.3
"""The height of a line of labels in ems."""

TONES: Final = (0.08, 0.16, 0.25, 1.0)
"""How much of the green is in each tone of a heat map. Numbers stand on all of them at 7:1 or
more, which leaves nothing between the palest quarter and the full colour."""


@dataclass(frozen=True)
class Look:
    """``unit`` is a design unit in the pixels, or in the dots of the paper, that are drawn in."""

    colours: Colours
    unit: float
    font: QFont

    def px(self, units: float) -> float:
        return units * self.unit

    def colour(self, name: str) -> QColor:
        return self.colours.of(name)

    def tone(self, step: int) -> QColor:
        """A heat map's colour: 0 is the ground itself, then paler to deeper green."""
        if step == 0:
            return self.colour("card")
        ground, green, share = self.colour("card"), self.colour("green"), TONES[step - 1]
        return QColor.fromRgbF(
            ground.redF() + (green.redF() - ground.redF()) * share,
            ground.greenF() + (green.greenF() - ground.greenF()) * share,
            ground.blueF() + (green.blueF() - ground.blueF()) * share,
        )

    def ink_on(self, step: int) -> QColor:
        """What numbers are written in on a tone."""
        return self.colour("on_green" if step == len(TONES) else "ink")

    @property
    def line(self) -> float:
        """The height of a line of labels."""
        return self.font.pixelSize() * _LINE

    @property
    def capital(self) -> float:
        """The height of a capital letter or a figure."""
        return self.font.pixelSize() * CAPITAL

    def width_of(self, text: str) -> float:
        return QFontMetricsF(self.font).horizontalAdvance(text)


def on_screen(theme: Theme) -> Look:
    """As the theme says."""
    return Look(theme.colours, theme.scale, theme.font(Type.LABEL))


def on_paper() -> Look:
    """In the dots of a sheet, as large beside a table's letters as on the screens."""
    size = Size.NOTE
    return Look(COLOURS, size.millimetres * MM / Type.LABEL.value[0], font_of(size))
