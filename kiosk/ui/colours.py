"""The colours, by what they mean: light, dark, and both with the contrast turned up.

Every text colour has 7:1 or more on what it is written on, every outline of something to
press 3:1 or more; a test computes them.
"""

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Colours:
    """One look. Nothing but the lamp and the counting ring uses the ``lamp_*`` colours."""

    paper: str
    card: str
    ink: str
    soft_ink: str
    """For what may be missed; still 7:1."""
    line: str
    """Rules and card edges: they carry no meaning."""
    control_line: str
    """The outline of small things to press."""
    pressed: str
    green: str
    """The one filled button, icons, charts."""
    on_green: str
    green_pressed: str
    terracotta: str
    """The one warm accent, never for text."""
    focus: str
    sand: str
    sand_deep: str
    trough: str
    """What a bar has not yet covered."""
    ebb: str
    """What is left of a countdown."""
    pill: str
    on_pill: str
    lamp_on: str
    lamp_on_ink: str
    lamp_on_fill: str
    qr_light: str
    qr_dark: str

    def of(self, name: str) -> QColor:
        """The colour that goes by this name."""
        return QColor(getattr(self, name))


LIGHT: Final = Colours(
    paper="#F5F1E8",
    card="#FFFDF8",
    ink="#1B2320",
    soft_ink="#48514B",
    line="#D9D2C3",
    control_line="#857D6C",
    pressed="#E6DDCA",
    green="#1F4D45",
    on_green="#FFFFFF",
    green_pressed="#143631",
    terracotta="#C9673B",
    focus="#B04F25",
    sand="#EAE3D3",
    sand_deep="#DED4BD",
    trough="#E5DDCC",
    ebb="#7C8279",
    pill="#232B28",
    on_pill="#FFFDF8",
    lamp_on="#1FA35B",
    lamp_on_ink="#0C4F2A",
    lamp_on_fill="#E7F6EC",
    qr_light="#FFFFFF",
    qr_dark="#1B2320",
)

DARK: Final = replace(
    LIGHT,
    paper="#161C1A",
    card="#1F2724",
    ink="#F3EEE2",
    soft_ink="#BFC4BB",
    line="#39423E",
    control_line="#8A9389",
    pressed="#34403B",
    green="#A9D3C6",
    on_green="#0D201C",
    green_pressed="#83B3A4",
    terracotta="#D97E54",
    focus="#F0A27C",
    sand="#232C28",
    sand_deep="#2E3833",
    trough="#333D38",
    ebb="#9AA29A",
    pill="#F3EEE2",
    on_pill="#161C1A",
    lamp_on="#37C878",
    lamp_on_ink="#A6F0C6",
    lamp_on_fill="#10301F",
)

LIGHT_HIGH: Final = replace(
    LIGHT,
    paper="#FFFFFF",
    card="#FFFFFF",
    ink="#000000",
    soft_ink="#1C1C1C",
    line="#000000",
    control_line="#000000",
    pressed="#D0D0D0",
    green="#00332B",
    green_pressed="#001A16",
    focus="#A33A0C",
    sand="#ECECEC",
    sand_deep="#D8D8D8",
    trough="#C8C8C8",
    ebb="#3A3A3A",
    pill="#000000",
    on_pill="#FFFFFF",
    lamp_on="#0B7A3E",
    lamp_on_ink="#003B1B",
    lamp_on_fill="#FFFFFF",
    qr_dark="#000000",
)

DARK_HIGH: Final = replace(
    DARK,
    paper="#000000",
    card="#000000",
    ink="#FFFFFF",
    soft_ink="#EDEDED",
    line="#FFFFFF",
    control_line="#FFFFFF",
    pressed="#444444",
    green="#C4F2E4",
    on_green="#000000",
    green_pressed="#8FCBB9",
    focus="#FFB38F",
    sand="#1A1A1A",
    sand_deep="#333333",
    trough="#555555",
    ebb="#D0D0D0",
    pill="#FFFFFF",
    on_pill="#000000",
    lamp_on="#4BE08E",
    lamp_on_ink="#C8FFE0",
    lamp_on_fill="#000000",
)


def colours(*, dark: bool, high_contrast: bool) -> Colours:
    """The look for this shop and this visitor."""
    if high_contrast:
        return DARK_HIGH if dark else LIGHT_HIGH
    return DARK if dark else LIGHT
