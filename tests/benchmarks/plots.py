"""The evaluation's figures as pictures: plain SVG, so that no plotting library is needed."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from tests.benchmarks.intervals import Figures

_WIDTH: Final = 640
_HEIGHT: Final = 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 16, 44, 124
_INK: Final = "#22302b"
_CROWDED: Final = 30
"""Pixels a name under which it is written upright."""

_FAINT: Final = "#c9d2cd"
_BARS: Final = ("#2f6f5e", "#c58b2a")

Bar = tuple[float | None, float | None, float | None]
"""A value, and the low and high end of its interval."""

Point = tuple[float, float, float, float]
"""Where it lies across, its value, and the low and high end of its interval."""


def plots(found: Figures) -> Iterator[tuple[str, str]]:
    """Each plot as the name of its file and the SVG text."""
    bands = found["by_band"]
    yield (
        "age-by-band.svg",
        bars(
            "Age error by true band (years, 95 % interval; bias beside it)",
            list(bands),
            [
                [(of["age"]["mae"], of["age"]["low"], of["age"]["high"]) for of in bands.values()],
                [(of["age"]["bias"], None, None) for of in bands.values()],
            ],
        ),
    )
    yield (
        "gender-by-group.svg",
        bars(
            "Gender right, by race label and gender (share, 95 % interval)",
            list(found["by_race_and_gender"]),
            [[_interval(of["gender"]) for of in found["by_race_and_gender"].values()]],
            bottom=0.5,
        ),
    )
    yield (
        "range-by-band.svg",
        bars(
            "The shown range holds the true age, by true band (share, 95 % interval)",
            list(bands),
            [[_interval(of["range"]) for of in bands.values()]],
        ),
    )
    sure = found["sureness"]
    yield (
        "calibration.svg",
        lines(
            "How sure it is of a gender, and how often it is right (95 % interval)",
            ("confidence", "right"),
            [(each["confidence"], *_interval(each["right"])) for each in sure["calibration"]],
            diagonal=True,
        ),
    )
    yield (
        "coverage.svg",
        lines(
            "How many get a gender named, and how often it is right (95 % interval)",
            ("named", "right"),
            [
                (each["named"]["share"], *_interval(each["right"]))
                for each in sure["thresholds"]
                if each["right"]["share"] is not None
            ],
        ),
    )
    rows = found["robustness"]
    if rows:
        yield (
            "robustness.svg",
            bars(
                "Age error in spoilt pictures (years): all with a face, and those let by",
                [row["strength"] or row["way"] for row in rows],
                [
                    [(row["age_mae"], None, None) for row in rows],
                    [(row["age_mae_let_by"], None, None) for row in rows],
                ],
            ),
        )


def bars(
    title: str,
    names: Sequence[str],
    groups: Sequence[Sequence[Bar]],
    bottom: float = 0.0,
) -> str:
    """Bars side by side for each name; a value may be negative, or missing with its interval."""
    values = [end for group in groups for bar in group for end in bar if end is not None]
    low, high = min([bottom, *values]), max([bottom, *values]) * 1.05
    wide = (_WIDTH - _LEFT - _RIGHT) / len(names)
    part = 0.8 * wide / len(groups)
    drawn = [*_axis(low, high)]
    for g, group in enumerate(groups):
        for n, (value, least, most) in enumerate(group):
            if value is None:
                continue
            x = _LEFT + n * wide + 0.1 * wide + g * part
            top, foot = sorted((_y(value, low, high), _y(max(low, 0.0), low, high)))
            drawn.append(
                f'<rect x="{x:.1f}" y="{top:.1f}" width="{part:.1f}" height="{foot - top:.1f}" '
                f'fill="{_BARS[g]}"/>'
            )
            if least is not None and most is not None:
                drawn.append(_whisker(x + part / 2, least, most, low, high))
    for n, name in enumerate(names):
        drawn.append(_slanted(_LEFT + (n + 0.5) * wide, name, -90 if wide < _CROWDED else -35))
    return _svg(title, drawn)


def lines(
    title: str, axes: tuple[str, str], points: Sequence[Point], *, diagonal: bool = False
) -> str:
    """Points joined from left to right, both axes shares; with the diagonal that a perfect
    calibration would follow.
    """
    across = [point[0] for point in points]
    left, right = min(across), max(*across, 1.0)
    low = min(point[2] for point in points)
    drawn = [*_axis(low, 1.0)]

    def x_of(value: float) -> float:
        return _LEFT + (value - left) / (right - left or 1) * (_WIDTH - _LEFT - _RIGHT)

    if diagonal:
        start = max(left, low)
        drawn.append(
            f'<line x1="{x_of(start):.1f}" y1="{_y(start, low, 1.0):.1f}" x2="{x_of(1):.1f}" '
            f'y2="{_y(1.0, low, 1.0):.1f}" stroke="{_FAINT}" stroke-dasharray="4 4"/>'
        )
    path = " ".join(f"{x_of(x):.1f},{_y(y, low, 1.0):.1f}" for x, y, _, _ in sorted(points))
    drawn.append(f'<polyline points="{path}" fill="none" stroke="{_BARS[0]}" stroke-width="2"/>')
    for x, y, least, most in points:
        drawn.append(
            f'<circle cx="{x_of(x):.1f}" cy="{_y(y, low, 1.0):.1f}" r="4" fill="{_BARS[0]}"/>'
        )
        drawn.append(_whisker(x_of(x), least, most, low, 1.0))
    foot = _HEIGHT - _BOTTOM + 18
    for value in (left, (left + right) / 2, right):
        drawn.append(_text(x_of(value), foot, f"{value:.2f}", "middle"))
    drawn.append(_text((_LEFT + _WIDTH - _RIGHT) / 2, foot + 22, axes[0], "middle"))
    drawn.append(_text(_LEFT, _TOP - 8, axes[1], "end"))
    return _svg(title, drawn)


def _interval(share: Figures) -> tuple[float, float, float]:
    return share["share"], share["low"], share["high"]


def _y(value: float, low: float, high: float) -> float:
    return _HEIGHT - _BOTTOM - (value - low) / (high - low or 1) * (_HEIGHT - _TOP - _BOTTOM)


def _axis(low: float, high: float) -> Iterator[str]:
    for step in range(5):
        value = low + (high - low) * step / 4
        y = _y(value, low, high)
        yield (
            f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}" '
            f'stroke="{_FAINT}"/>'
        )
        yield _text(_LEFT - 6, y + 4, f"{value:.2f}" if high <= 1.1 else f"{value:.1f}", "end")


def _whisker(x: float, least: float, most: float, low: float, high: float) -> str:
    return (
        f'<line x1="{x:.1f}" y1="{_y(least, low, high):.1f}" x2="{x:.1f}" '
        f'y2="{_y(most, low, high):.1f}" stroke="{_INK}" stroke-width="1.5"/>'
    )


def _slanted(x: float, words: str, degrees: int) -> str:
    y = _HEIGHT - _BOTTOM + 12
    return (
        f'<text x="{x:.1f}" y="{y}" text-anchor="end" '
        f'transform="rotate({degrees} {x:.1f} {y})">{escape(words)}</text>'
    )


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(title: str, drawn: Sequence[str]) -> str:
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
            f'font-family="sans-serif" font-size="11" fill="{_INK}">',
            f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
            f'<text x="{_LEFT}" y="20" font-size="14">{escape(title)}</text>',
            *drawn,
            "</svg>",
            "",
        )
    )
