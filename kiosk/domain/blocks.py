"""Blocks: runs of visits that close at fixed times, and what is released of each, once.

A visit is in one block and in one cell of each of its three tables. To every cell, also an empty
one, noise is added, so that no table tells what any one visitor answered; everything longer or
wider (a day, a month, a chain) is a sum of blocks. When a block closes is decided by the clock and
by how many visits it holds, never by what anybody answered. See docs/figures.md.
"""

import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction
from typing import Final, NamedTuple

from kiosk.domain.consent import Way
from kiosk.domain.estimate import UNSAID, AgeBand, Answer, Gender
from kiosk.domain.noise import discrete_laplace

DEFAULT_EPSILON: Final = 2.0
LARGEST_EPSILON: Final = 4.0
SMALLEST_EPSILON: Final = 0.1
"""How much, at most, all that is released may tell of one visit; more tells more."""

DEFAULT_TIMES: Final = (time(13), time(17))
"""When blocks close while a business day goes on; at its end they do too."""

AT_CLOSE: Final = "close"
"""Stands for a time of day where a block closed with its business day, or with a visit's window."""

_ENOUGH_AT_A_TIME: Final = 40
_ENOUGH_AT_CLOSE: Final = 20

UNDER_18: Final = "under_18"
BANDS: Final = (UNDER_18, "18-34", "35-54", "55+")
"""The bands that are released, youngest first; where nobody under 18 is asked, one is empty."""

_STARTS: Final = (0, 18, 35, 55)

GENDERS: Final = tuple(gender.value for gender in Gender)
AGES: Final = (*BANDS, UNSAID)


class Source(enum.Enum):
    """Estimates err as a model does, answers do not: they are released apart."""

    CAMERA = "camera"
    SAID = "said"

    @staticmethod
    def of(way: Way) -> "Source":
        """What a visitor corrected was said, whatever had been estimated before."""
        return Source.CAMERA if way is Way.CAMERA else Source.SAID


SOURCES: Final = tuple(source.value for source in Source)


class Table(enum.Enum):
    """What is told apart in a table: its rows, then its columns."""

    SOURCE_GENDER = "source_gender"
    SOURCE_AGE = "source_age"
    GENDER_AGE = "gender_age"


ROWS_AND_COLUMNS: Final[Mapping[Table, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    Table.SOURCE_GENDER: (SOURCES, GENDERS),
    Table.SOURCE_AGE: (SOURCES, AGES),
    Table.GENDER_AGE: (GENDERS, AGES),
}

_PART_OF_EPSILON: Final[Mapping[Table, Fraction]] = {
    Table.SOURCE_GENDER: Fraction(40, 100),
    Table.SOURCE_AGE: Fraction(35, 100),
    Table.GENDER_AGE: Fraction(25, 100),
}
"""They add up to 1, for a visit is in all three tables."""


class Cell(NamedTuple):
    """One number of a table: of which row and column."""

    table: Table
    row: str
    column: str

    @property
    def name(self) -> str:
        """The name it has as a column of a file: "camera_age_18_34"."""
        of = "gender" if self.table is Table.SOURCE_GENDER else "age"
        return f"{self.row}_{of}_{self.column.replace('-', '_').replace('+', '_plus')}"


CELLS: Final = tuple(
    Cell(table, row, column)
    for table, (rows, columns) in ROWS_AND_COLUMNS.items()
    for row in rows
    for column in columns
)
"""Every cell of a block, in the order in which a block holds its numbers."""

_PLACES: Final = {cell: place for place, cell in enumerate(CELLS)}

Counted = tuple[Source, Answer]
"""What is counted of one visit."""

Draw = Callable[[Fraction], int]
"""Draws noise for an epsilon."""


@dataclass(frozen=True, slots=True)
class ReleaseRules:
    """How answers are released, as it is set today: when blocks close, and with which epsilon."""

    epsilon: float = DEFAULT_EPSILON
    times: tuple[time, ...] = DEFAULT_TIMES


@dataclass(frozen=True, slots=True)
class Block:
    """A closed run of ``visits`` visits, exactly so many, and what was released of it.

    ``first_day`` to ``last_day`` are the business days of its visits, ``closed_on`` the one on
    which it closed, ``closed_at`` the time of day ("13:00") or AT_CLOSE. It belongs to the day on
    which it closed. ``cells`` are in the order of CELLS, with noise: they may be under nought.
    """

    first_day: date
    last_day: date
    closed_on: date
    closed_at: str
    visits: int
    epsilon: float
    cells: tuple[int, ...]


def epsilon_of(table: Table, epsilon: float) -> Fraction:
    """What of a visit's epsilon is one table's."""
    # By its decimals, so that 2.2 is 22/10 and not the nearest binary fraction.
    return _PART_OF_EPSILON[table] * Fraction(str(epsilon))


def is_enough(visits: int, *, at_close: bool) -> bool:
    """Whether a block of so many visits closes now: at a time of day, or at close of day."""
    return visits >= (_ENOUGH_AT_CLOSE if at_close else _ENOUGH_AT_A_TIME)


def release(
    visits: Iterable[tuple[Counted, int]], epsilon: float, draw: Draw = discrete_laplace
) -> tuple[int, ...]:
    """The three tables of these visits, each cell with noise of its own, in the order of CELLS.

    Not to be called twice for the same visits: the mean of many releases is the truth.
    """
    cells = count(visits)
    parts = {table: epsilon_of(table, epsilon) for table in Table}
    return tuple(
        number + draw(parts[cell.table]) for number, cell in zip(cells, CELLS, strict=True)
    )


def count(visits: Iterable[tuple[Counted, int]]) -> tuple[int, ...]:
    """The same tables without noise: never to be shown, written or kept."""
    cells = [0] * len(CELLS)
    for (source, answer), number in visits:
        gender, ages = answer.gender.value, band_of(answer.age_band)
        for cell in (
            Cell(Table.SOURCE_GENDER, source.value, gender),
            Cell(Table.SOURCE_AGE, source.value, ages),
            Cell(Table.GENDER_AGE, gender, ages),
        ):
            cells[_PLACES[cell]] += number
    return tuple(cells)


def band_of(band: AgeBand | None) -> str:
    """Which of AGES a visit of this band is counted in."""
    if band is None:
        return UNSAID
    return BANDS[sum(band.first >= start for start in _STARTS) - 1]


def bands_from(minimum_age: int) -> tuple[str, ...]:
    """The bands that anybody can be in where nobody under this age is asked."""
    return BANDS if minimum_age < _STARTS[1] else BANDS[1:]


def ages_from(minimum_age: int) -> tuple[AgeBand, ...]:
    """The same bands as ages in years."""
    starts = (minimum_age, *(start for start in _STARTS if start > minimum_age))
    ends = (*(start - 1 for start in starts[1:]), None)
    return tuple(AgeBand(first, last) for first, last in zip(starts, ends, strict=True))


def group_name(bands: Sequence[str]) -> str:
    """What neighbouring BANDS are called together: "under_35", "18-54", "35+", "all"."""
    if len(bands) == 1:
        return bands[0]
    oldest = bands[-1]
    if tuple(bands) == BANDS:
        return "all"
    if bands[0] == UNDER_18:
        return f"under_{int(oldest.partition('-')[2]) + 1}"
    youngest = bands[0].partition("-")[0]
    return f"{youngest}+" if oldest.endswith("+") else f"{youngest}-{oldest.partition('-')[2]}"
