"""A soak's measures over its visits, one strip above the other, as plain SVG."""

from collections.abc import Sequence
from html import escape
from typing import Final

from tests.soak.trend import Point

_WIDTH: Final = 720
_STRIP: Final = 120
_LEFT, _RIGHT, _TOP, _GAP, _FOOT = 64, 16, 40, 34, 44
_INK: Final = "#22302b"
_FAINT: Final = "#c9d2cd"
_COLOURS: Final = ("#2f6f5e", "#c58b2a", "#7a4f9a")

Strip = tuple[str, dict[str, Sequence[Point]]]
"""What it shows, and each line in it by its name."""


def picture(title: str, strips: Sequence[Strip]) -> str:
    """Every strip begins at zero, so that a flat line looks flat and a rise is in proportion."""
    everything = [visit for _, lines in strips for line in lines.values() for _, visit, _ in line]
    last = max(everything)
    height = _TOP + len(strips) * (_STRIP + _GAP) + _FOOT - _GAP
    drawn = [f'<text x="{_LEFT}" y="20" font-size="14">{escape(title)}</text>']
    for place, (name, lines) in enumerate(strips):
        drawn += _strip(_TOP + place * (_STRIP + _GAP), name, lines, last)
    foot = height - _FOOT + 18
    for part in range(5):
        visit = last * part / 4
        drawn.append(_text(_x(visit, last), foot, f"{visit:,.0f}", "middle"))
    drawn.append(_text((_LEFT + _WIDTH - _RIGHT) / 2, foot + 18, "visits", "middle"))
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'font-family="sans-serif" font-size="11" fill="{_INK}">'
    )
    background = f'<rect width="{_WIDTH}" height="{height}" fill="white"/>'
    return "\n".join([opening, background, *drawn, "</svg>", ""])


def _strip(top: float, name: str, lines: dict[str, Sequence[Point]], last: int) -> list[str]:
    most = 1.1 * max(value for line in lines.values() for _, _, value in line)
    drawn: list[str] = []
    for part in (0.0, 0.5, 1.0):
        y = top + _STRIP * (1 - part)
        drawn.append(
            f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}" '
            f'stroke="{_FAINT}"/>'
        )
        drawn.append(_text(_LEFT - 6, y + 4, f"{most * part:,.0f}", "end"))
    drawn.append(_text(_LEFT, top - 6, name, "start"))
    for number, (label, line) in enumerate(lines.items()):
        colour = _COLOURS[number]
        for run in sorted({run for run, _, _ in line}):
            path = " ".join(
                f"{_x(visit, last):.1f},{top + _STRIP * (1 - value / most):.1f}"
                for each, visit, value in line
                if each == run
            )
            drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}"/>')
        at = _WIDTH - _RIGHT - 150 * (len(lines) - 1 - number)
        drawn.append(_text(at, top - 6, label, "end", colour))
    return drawn


def _x(visit: float, last: int) -> float:
    return _LEFT + visit / last * (_WIDTH - _LEFT - _RIGHT)


def _text(x: float, y: float, words: str, anchor: str, colour: str = _INK) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(words)}</text>"
    )
