"""Batches: closed sets of visits, and what of a set may be shown, decided once.

Whatever is said of genders and ages is said of a batch, and everything longer or wider is a sum
of batches. No cell that is shown holds 1 to k - 1 visits, and no sum or difference of cells
does: a batch gives one partition of its visits (a table), or the two margins of one table.

When a batch closes must not tell either. It is looked at only after enough visits that no look
before has seen (``is_due``), so that its closing is never the work of its last visitor.
"""

import enum
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kiosk.domain.consent import Way
from kiosk.domain.estimate import UNSAID, AgeBand, Answer, Gender

WHOLE: Final = ""
"""Stands in a cell for all genders, or for all ages (said or not), that are not told apart."""

_DURING_THE_DAY: Final = 8
_AT_CLOSE_OF_DAY: Final = 2

_ADULT: Final = 18
_ADULT_BANDS: Final = (AgeBand(18, 34), AgeBand(35, 54), AgeBand(55, None))

_MERGINGS: Final[Mapping[int, tuple[tuple[int, ...], ...]]] = {
    3: ((1, 1, 1), (1, 2), (2, 1)),
    # Not (1, 2, 1). It would be chosen only where both inner bands are smaller than k, so that
    # a sum of 2k - 2 would tell both.
    4: ((1, 1, 1, 1), (2, 1, 1), (1, 1, 2), (2, 2), (3, 1), (1, 3)),
}
"""How many neighbouring bands go into each cell, by the number of bands; the first that fits is
taken, so that nothing but sizes under k decides."""


class Source(enum.Enum):
    """Estimates err as a model does, answers do not: a batch is of one or of the other."""

    CAMERA = "camera"
    SAID = "said"

    @staticmethod
    def of(way: Way) -> "Source":
        """What a visitor corrected was said, whatever had been estimated before."""
        return Source.CAMERA if way is Way.CAMERA else Source.SAID

    @property
    def unknown(self) -> Gender:
        """What is neither woman nor man: the camera is not sure, a visitor does not say."""
        return Gender.NOT_SURE if self is Source.CAMERA else Gender.UNSAID


class Form(enum.Enum):
    """Which cells a batch has: gender by age; each by itself, or one of them; none."""

    TABLE = "table"
    MARGINS = "margins"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Cell:
    """How many visits of a batch are of this gender and these ages; WHOLE is all of them.

    ``ages`` is the name of a band, of merged neighbours ("14-34") or UNSAID.
    """

    gender: str
    ages: str
    visits: int


@dataclass(frozen=True, slots=True)
class Release:
    """What may be said of one set of visits."""

    form: Form
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """A closed set of ``visits`` visits, from its oldest visit's day to its newest's."""

    source: Source
    first_day: date
    last_day: date
    form: Form
    visits: int
    cells: tuple[Cell, ...]

    @property
    def by_gender(self) -> dict[str, int]:
        """Visits by gender; empty where genders are not told apart."""
        return _added((cell.gender, cell.visits) for cell in self.cells if cell.gender != WHOLE)

    @property
    def by_ages(self) -> dict[str, int]:
        """Visits by ages, as far as they are told apart; in a table that may not be all visits."""
        return _added((cell.ages, cell.visits) for cell in self.cells if cell.ages != WHOLE)


@dataclass(frozen=True, slots=True)
class Sum:
    """Batches added up. ``of_gender`` and ``of_ages`` are how many visits are told apart.

    The ages of one sum may overlap ("18-34" beside "14-34"): each says how many visits were
    released as just these ages, and no visit is in two of them.
    """

    visits: int
    by_gender: Mapping[str, int]
    by_ages: Mapping[str, int]

    @property
    def of_gender(self) -> int:
        return sum(self.by_gender.values())

    @property
    def of_ages(self) -> int:
        return sum(self.by_ages.values())


def is_due(unseen: int, k: int, *, at_close: bool) -> bool:
    """True once a set may be looked at: 8k visits that no look has seen, or 2k at close of day."""
    return unseen >= k * (_AT_CLOSE_OF_DAY if at_close else _DURING_THE_DAY)


def release(
    answers: Mapping[Answer, int], source: Source, k: int, minimum_age: int
) -> Release | None:
    """What a look at these answers gives, or None if their genders cannot be told apart.

    They can with k women and k men or more, and no one or k or more of unknown gender.
    """
    rows = _rows(answers, source)
    genders = {gender: row.total() for gender, row in rows.items()}
    unknown = genders[source.unknown]
    if min(genders[Gender.WOMAN], genders[Gender.MAN]) < k or 0 < unknown < k:
        return None
    bands = _wide_bands(answers, minimum_age)
    split = {gender: _told_apart(row, bands, k) for gender, row in rows.items() if row}
    if split[Gender.WOMAN] and split[Gender.MAN]:
        return Release(
            Form.TABLE,
            tuple(
                Cell(gender.value, ages, visits)
                for gender, cells in split.items()
                for ages, visits in (cells or {WHOLE: genders[gender]}).items()
            ),
        )
    margin = [Cell(gender.value, WHOLE, visits) for gender, visits in genders.items() if visits]
    return Release(Form.MARGINS, (*margin, *_age_margin(rows.values(), bands, k)))


def last_release(
    answers: Mapping[Answer, int], source: Source, k: int, minimum_age: int
) -> Release:
    """What answers give that can wait no longer: their ages if these can be told apart.

    Never their genders: a look at nearly the same visits has just failed to tell them apart,
    and the difference would tell of the few that came or went between.
    """
    rows = _rows(answers, source).values()
    cells = _age_margin(rows, _wide_bands(answers, minimum_age), k)
    return Release(Form.MARGINS if cells else Form.TOTAL, cells)


def wide_bands(minimum_age: int) -> tuple[AgeBand, ...]:
    """The four bands of batches, youngest first; three where nobody under 18 is asked."""
    young = (AgeBand(minimum_age, _ADULT - 1),) if minimum_age < _ADULT else ()
    return (*young, *_ADULT_BANDS)


def add_up(batches: Iterable[Batch]) -> Sum:
    """Everything that is longer than one batch, or wider."""
    visits = 0
    genders: Counter[str] = Counter()
    ages: Counter[str] = Counter()
    for batch in batches:
        visits += batch.visits
        genders.update(batch.by_gender)
        ages.update(batch.by_ages)
    return Sum(visits, dict(genders), dict(ages))


_Row = Counter[AgeBand | None]
"""Visits by the age band they were counted in."""


def _rows(answers: Mapping[Answer, int], source: Source) -> dict[Gender, _Row]:
    rows: dict[Gender, _Row] = {
        gender: Counter() for gender in (Gender.WOMAN, Gender.MAN, source.unknown)
    }
    for answer, visits in answers.items():
        known = answer.gender in (Gender.WOMAN, Gender.MAN)
        rows[answer.gender if known else source.unknown][answer.age_band] += visits
    return rows


def _wide_bands(answers: Iterable[Answer], minimum_age: int) -> tuple[AgeBand, ...]:
    """As ``wide_bands``, or from a younger age if one was counted before the settings changed."""
    youngest = (answer.age_band.first for answer in answers if answer.age_band is not None)
    return wide_bands(min(minimum_age, *youngest, _ADULT))


def _age_margin(rows: Iterable[_Row], bands: Sequence[AgeBand], k: int) -> tuple[Cell, ...]:
    ages = _told_apart(sum(rows, _Row()), bands, k)
    return tuple(Cell(WHOLE, name, visits) for name, visits in ages.items())


def _told_apart(row: _Row, bands: Sequence[AgeBand], k: int) -> dict[str, int]:
    """The ages of a row as two or more cells of k visits or more; empty if that cannot be.

    A band without visits is merged like any small one: "nobody" is an answer about everybody.
    Only nobody unsaid is passed over, for that says of no one how old they are.
    """
    unsaid = row[None]
    if 0 < unsaid < k:
        return {}
    sizes = [
        sum(visits for band, visits in row.items() if band and wide.holds(band.first))
        for wide in bands
    ]
    cells = _merged(sizes, bands, k)
    if not cells:
        whole = AgeBand(bands[0].first, None).name
        cells = {whole: sum(sizes)} if sum(sizes) >= k and unsaid else {}
    if not cells or not unsaid:
        return cells
    return {**cells, UNSAID: unsaid}


def _merged(sizes: Sequence[int], bands: Sequence[AgeBand], k: int) -> dict[str, int]:
    for merging in _MERGINGS[len(bands)]:
        ends = [sum(merging[: place + 1]) for place in range(len(merging))]
        parts = [slice(end - width, end) for end, width in zip(ends, merging, strict=True)]
        if all(sum(sizes[part]) >= k for part in parts):
            return {
                AgeBand(bands[part][0].first, bands[part][-1].last).name: sum(sizes[part])
                for part in parts
            }
    return {}


def _added(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    added: Counter[str] = Counter()
    for name, visits in pairs:
        added[name] += visits
    return dict(added)
