"""What each chart draws: labels in words, numbers as they may be shown, and gaps with a sign.

Nothing here knows a colour or a pixel. A value of None is a gap: ``shown`` is then the sign
that stands in it, for what is not known or still to come is never drawn as nought.
"""

from dataclasses import dataclass
from typing import Final

GAP: Final = "–"
"""Stands where there is no number, or none yet."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``shown`` is the number written at its end, or the sign in its gap."""

    label: str
    value: float | None
    shown: str
    interval: tuple[float, float] | None = None
    growing: bool = False
    """Not over yet: its number is rounded down, and rises."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Upright bars. ``top`` is where the scale ends, ``ticks`` are the numbers on it."""

    bars: tuple[Bar, ...]
    top: float
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two parts of a whole, women first: ``value`` is their share, ``names`` what both are called.

    ``low``: it is drawn lower, and where half of it lies is marked without a word.
    """

    value: float
    interval: tuple[float, float]
    shown: tuple[str, str]
    names: tuple[str, str]
    low: bool = False


@dataclass(frozen=True, slots=True)
class PyramidRow:
    """One age band: how many of all are women of it, and how many men."""

    label: str
    women: Bar
    men: Bar


@dataclass(frozen=True, slots=True)
class PyramidData:
    """Bands, oldest first. ``top`` is where the scale ends on either side."""

    rows: tuple[PyramidRow, ...]
    names: tuple[str, str]
    top: float
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class DayPoint:
    """One day of a line. ``marked``: a weekend, or the weekday that is looked at; ``shown`` is
    its number as it is written.
    """

    label: str
    value: float | None
    shown: str
    marked: bool
    growing: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Days in order; ``before`` the period before, day for day, where it is known.

    ``names`` are this period and the one before; ``mark`` is what the marked days are.
    """

    days: tuple[DayPoint, ...]
    before: tuple[float | None, ...]
    names: tuple[str, str]
    mark: str
    top: float
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Weekdays by hours. ``steps`` are where each deeper tone begins, ``scale`` what it means."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[float | None, ...], ...]
    shown: tuple[tuple[str, ...], ...]
    steps: tuple[float, ...]
    scale: tuple[str, ...]

    def step_of(self, value: float) -> int:
        """Which tone a value has: 0 is the palest, and stands for nothing at all."""
        return sum(value >= step for step in self.steps)


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One number now and before. Widths are of the longest of all rows of its kind."""

    label: str
    now: Bar
    before: Bar
    top: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """This period beside the one before; ``names`` are what the two are called."""

    rows: tuple[ComparisonRow, ...]
    names: tuple[str, str]


ChartData = Bars | Ratio | PyramidData | Line | HeatMap | Comparison


@dataclass(frozen=True, slots=True)
class Table:
    """The same numbers in rows; every row is as long as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart and all that is said of it. ``data`` is None where there is nothing to draw.

    ``sentences`` begin with the one that matters most; ``words`` is all of them in a row.
    """

    title: str
    sentences: tuple[str, ...]
    words: str
    data: ChartData | None
    table: Table
