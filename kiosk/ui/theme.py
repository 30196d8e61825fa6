"""The tokens: type, space, shape and motion, in design units and in this screen's pixels.

A design unit is a pixel of the drawings: 1,080 by 1,920 in portrait, 2,200 by 1,300 in
landscape. Millimetres come in where a hand or an eye sets the limit.
"""

import enum
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont

from kiosk.ui.colours import LIGHT, Colours

FAMILIES: Final = ["Noto Sans", "Noto Sans SC"]

CAPITAL: Final = 0.714
"""Height of a capital letter of Noto Sans, in ems."""

LARGER: Final = 1.25
LARGER_HEADINGS: Final = 1.12
"""Headings are six times the smallest readable size already; at 1.25 they would only crowd."""

_CODE_SPACING: Final = 108.0
"""Letters of a receipt's code stand apart, in per cent, to be copied one by one."""

_LANDSCAPE_TEXT: Final = 1.12
"""Landscape drawings are finer, but eyes are not: reading sizes are drawn larger there."""

_BUTTON_MM: Final = 25.0
_TAP_MM: Final = 20.0
_APART_MM: Final = 8.0
_BODY_MM: Final = 4.8
_HEADING_MM: Final = 7.0

_MOST_PIXELS_A_UNIT_MM: Final = 6.0
"""On a screen too small for hands' millimetres, they shrink with the rest of the design."""


class Type(enum.Enum):
    """The sizes of type. Each is (design units, weight, line height in ems, smallest in mm)."""

    QUESTION = (112.0, QFont.Weight.Light, 1.14, _HEADING_MM)
    TITLE = (72.0, QFont.Weight.Light, 1.18, _HEADING_MM)
    HEADING = (44.0, QFont.Weight.Normal, 1.28, _BODY_MM)
    LEAD = (44.0, QFont.Weight.Normal, 1.42, _BODY_MM)
    DOOR = (40.0, QFont.Weight.Normal, 1.26, _BODY_MM)
    BODY = (36.0, QFont.Weight.Normal, 1.42, _BODY_MM)
    NOTE = (33.0, QFont.Weight.Normal, 1.36, _BODY_MM)
    CHIP = (34.0, QFont.Weight.Normal, 1.3, 0.0)
    LABEL = (28.0, QFont.Weight.Normal, 1.36, 0.0)
    FIGURE = (92.0, QFont.Weight.Light, 1.16, _HEADING_MM)
    NUMBER = (210.0, QFont.Weight.Normal, 1.14, _HEADING_MM)
    CODE = (84.0, QFont.Weight.Normal, 1.2, _HEADING_MM)

    @property
    def is_heading(self) -> bool:
        return self in (Type.QUESTION, Type.TITLE, Type.FIGURE, Type.NUMBER, Type.CODE)


@dataclass(frozen=True, slots=True)
class Space:
    """Distances in design units."""

    margin: float = 72
    gap: float = 28
    small: float = 16
    card: float = 48


@dataclass(frozen=True, slots=True)
class Shape:
    """Radii and strokes in design units."""

    radius: float = 28
    stroke: float = 3
    hair: float = 2
    focus: float = 6
    focus_off: float = 7


@dataclass(frozen=True, slots=True)
class Motion:
    """How long what moves moves, in milliseconds; zero where motion is unwelcome."""

    eye: int = 260


STILL: Final = Motion(eye=0)


@dataclass(frozen=True)
class Theme:
    """Everything a widget needs to know to draw itself on this screen for this visitor."""

    size: QSize
    pixels_per_mm: float = 0.0
    colours: Colours = LIGHT
    larger: bool = False
    motion: Motion = field(default_factory=Motion)
    space: Space = field(default_factory=Space)
    shape: Shape = field(default_factory=Shape)

    @property
    def portrait(self) -> bool:
        return self.size.height() > self.size.width()

    @property
    def scale(self) -> float:
        """Pixels a design unit."""
        if self.portrait:
            return min(self.size.width() / 1080, self.size.height() / 1920)
        return min(self.size.width() / 2200, self.size.height() / 1300)

    def px(self, units: float) -> int:
        """Design units in whole pixels; at least one for anything that is there at all."""
        return max(1, round(units * self.scale)) if units else 0

    def mm(self, millimetres: float) -> float:
        """Millimetres in pixels, as far as this screen has room for them."""
        return millimetres * min(self.pixels_per_mm, _MOST_PIXELS_A_UNIT_MM * self.scale)

    def button(self, units: float = 0) -> int:
        """The height of a main button: so many units, and never less than a hand needs."""
        return max(self.px(units), round(self.mm(_BUTTON_MM)))

    def tap(self, units: float = 0) -> int:
        """The height or width of anything else to tap."""
        return max(self.px(units), round(self.mm(_TAP_MM)))

    @property
    def apart(self) -> int:
        """The least distance between two things to tap."""
        return max(self.px(22), round(self.mm(_APART_MM)))

    def text_px(self, kind: Type) -> int:
        """The size of this type in pixels."""
        units, _, _, least = kind.value
        if not (self.portrait or kind.is_heading):
            units *= _LANDSCAPE_TEXT
        size = max(units * self.scale, self.mm(least) / CAPITAL)
        if self.larger:
            size *= LARGER_HEADINGS if kind.is_heading else LARGER
        return round(size)

    def font(self, kind: Type) -> QFont:
        spaced = _CODE_SPACING if kind is Type.CODE else 100.0
        return QFont(_font(self.text_px(kind), kind.value[1], spaced))

    def colour(self, name: str) -> QColor:
        """The colour that goes by this name; see Colours."""
        return self.colours.of(name)

    @property
    def margin(self) -> int:
        return self.px(self.space.margin)

    @property
    def head_height(self) -> int:
        """Everything above a screen: name, badge and lamp; in landscape high enough for
        the strip that asks who is still there."""
        return self.px(172) if self.portrait else max(self.px(144), self.tap() + self.px(20))

    @property
    def foot_height(self) -> int:
        """Everything under a screen; in portrait the strip has its place here, within reach."""
        if self.portrait:
            return max(self.px(150), self.apart + self.tap() + self.px(14))
        return max(self.px(104), round(self.text_px(Type.LABEL) * 2))


@lru_cache(maxsize=128)
def _font(pixels: int, weight: QFont.Weight, spaced: float) -> QFont:
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, spaced)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
