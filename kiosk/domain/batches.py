"""Batches: closed sets of visits, and what of a set may be shown, decided once.

Whatever is said of genders and ages is said of a batch, and everything longer or wider is a sum
of batches. No cell that is shown holds 1 to k - 1 visits, and no sum or difference of cells
does: a batch gives one partition of its visits (a table), or the two margins of one table.

When a batch closes must not tell anything either. So its size is settled before its first
visit, by what the batch before it showed to everyone, and nothing that its own visitors answer
makes it close sooner or later.
"""

import enum
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Final

from kiosk.domain.consent import Way
from kiosk.domain.estimate import UNSAID, AgeBand, Answer, Gender

WHOLE: Final = ""
"""Stands in a cell for all genders, or for all ages (said or not), that are not told apart."""

JOINED: Final = "/"
"""Stands between the names of what a cell is merged of."""

_GENDERS: Final = frozenset(gender.value for gender in Gender)

_STEP: Final = 4
_LARGEST: Final = 64
"""Sizes go from 4k to 64k, in steps of 4k."""

_RAREST: Final = 2
"""A batch is to be so large that 2k of its rarest gender are to be expected in it."""

_ADULT: Final = 18
_ADULT_BANDS: Final = (AgeBand(18, 34), AgeBand(35, 54), AgeBand(55, None))

_MERGINGS: Final[Mapping[int, tuple[tuple[int, ...], ...]]] = {
    3: ((1, 1, 1), (2, 1), (1, 2)),
    # Not (1, 2, 1). It would be chosen only where both inner bands are smaller than k, so that
    # a sum of 2k - 2 would tell both.
    4: ((1, 1, 1, 1), (2, 1, 1), (1, 1, 2), (2, 2), (3, 1), (1, 3)),
}
"""How many neighbours go into each cell, by the number of neighbours. The first that fits is
taken: which it is says of the parts of a cell only that some part is smaller than k."""


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

    ``ages`` is the name of a band, of merged neighbours ("14-34") or UNSAID. Where too few are
    unknown to stand alone, they are merged and named too: "woman/not_sure", "55+/unsaid".
    """

    gender: str
    ages: str
    visits: int


@dataclass(frozen=True, slots=True)
class Release:
    """What may be said of one set of visits."""

    form: Form
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Batch:
    """A closed set of ``visits`` visits, from its oldest visit's day to its newest's.

    Without slots: every figure adds its sums up again, and a month has hundreds of batches.
    """

    source: Source
    first_day: date
    last_day: date
    form: Form
    visits: int
    cells: tuple[Cell, ...]

    @cached_property
    def by_gender(self) -> Mapping[str, int]:
        """Visits by gender; empty where genders are not told apart."""
        added = added_by_name((cell.gender, cell.visits) for cell in self.cells)
        if is_exact(added):
            added.setdefault(self.source.unknown.value, 0)
        return added

    @cached_property
    def by_ages(self) -> Mapping[str, int]:
        """Visits by ages, as far as they are told apart; in a table that may not be all visits."""
        return added_by_name((cell.ages, cell.visits) for cell in self.cells)


def size_after(last: Batch | None, k: int) -> int:
    """How many visits the batch after this one of the same source is to hold, at most.

    Enough for 2k of the gender that was rarest in the last one; twice as many as it held, where
    it could not tell the genders apart. Reads only what the last one showed.
    """
    if last is None:
        steps = 1
    elif is_exact(last.by_gender):
        steps = _ceil(_RAREST * last.visits, _STEP * min(filter(None, last.by_gender.values())))
    else:
        steps = _ceil(2 * last.visits, _STEP * k)
    return k * min(_STEP * steps, _LARGEST)


def is_full(visits: int, size: int, *, at_close: bool) -> bool:
    """Whether a batch of this size closes now: at close of day half of it is enough."""
    return visits >= size or (at_close and 2 * visits >= size)


def is_exact(by_gender: Mapping[str, int]) -> bool:
    """True where women, men and those of unknown gender are told apart, none merged."""
    return bool(by_gender) and by_gender.keys() <= _GENDERS


def release(answers: Mapping[Answer, int], source: Source, k: int, minimum_age: int) -> Release:
    """What a closed set of answers gives: its table, else its margins, else only its total.

    A table where women and men are each of two ages or more that may be shown.
    """
    rows = _rows(answers, source)
    bands = _wide_bands(answers, minimum_age)
    genders = _genders_told_apart(rows, source, k)
    ages = {gender: _ages_told_apart(row, bands, k) for gender, row in genders.items()}
    if genders and all(ages[gender] for gender in genders if gender != source.unknown.value):
        return Release(
            Form.TABLE,
            tuple(
                Cell(gender, name, visits)
                for gender, row in genders.items()
                for name, visits in (ages[gender] or {WHOLE: row.total()}).items()
            ),
        )
    all_ages = _ages_told_apart(sum(rows.values(), _Row()), bands, k)
    margins = (
        *(Cell(gender, WHOLE, row.total()) for gender, row in genders.items()),
        *(Cell(WHOLE, name, visits) for name, visits in all_ages.items()),
    )
    return Release(Form.MARGINS if margins else Form.TOTAL, margins)


def wide_bands(minimum_age: int) -> tuple[AgeBand, ...]:
    """The four bands of batches, youngest first; three where nobody under 18 is asked."""
    young = (AgeBand(minimum_age, _ADULT - 1),) if minimum_age < _ADULT else ()
    return (*young, *_ADULT_BANDS)


def mergings(minimum_age: int) -> tuple[tuple[AgeBand, ...], ...]:
    """The ways in which a batch may merge these bands, the one that merges none first."""
    bands = wide_bands(minimum_age)
    return tuple(
        tuple(
            _merged(bands[end - width : end])
            for end, width in zip(accumulate(widths), widths, strict=True)
        )
        for widths in _MERGINGS[len(bands)]
    )


def added_by_name(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Visits by name, where a name may come more than once; WHOLE is left out."""
    added: dict[str, int] = {}
    for name, visits in pairs:
        if name != WHOLE:
            added[name] = added.get(name, 0) + visits
    return added


_Row = Counter[AgeBand | None]
"""Visits by the age band they were counted in."""


def _rows(answers: Mapping[Answer, int], source: Source) -> dict[Gender, _Row]:
    """Woman, unknown, man: the unknown may be either, and so are the neighbours of both."""
    rows: dict[Gender, _Row] = {
        gender: Counter() for gender in (Gender.WOMAN, source.unknown, Gender.MAN)
    }
    for answer, visits in answers.items():
        known = answer.gender in (Gender.WOMAN, Gender.MAN)
        rows[answer.gender if known else source.unknown][answer.age_band] += visits
    return rows


def _genders_told_apart(rows: Mapping[Gender, _Row], source: Source, k: int) -> dict[str, _Row]:
    """Two or three rows of k visits or more; empty if that cannot be.

    That nobody's gender is unknown is shown: it says of no one what they are. That there are no
    women, or no men, is not.
    """
    named = {gender.value: row for gender, row in rows.items()}
    if not rows[source.unknown].total():
        del named[source.unknown.value]
        return named if all(row.total() >= k for row in named.values()) else {}
    parts = _merging([row.total() for row in named.values()], k)
    names, parts_of = list(named), list(named.values())
    return {JOINED.join(names[part]): sum(parts_of[part], _Row()) for part in parts}


def _ages_told_apart(row: _Row, bands: Sequence[AgeBand], k: int) -> dict[str, int]:
    """The ages of a row as two or more cells of k visits or more; empty if that cannot be.

    A band without visits is merged like any small one: "nobody" is an answer about everybody.
    Those who did not say stand alone if they are k, else with the oldest band.
    """
    sizes = [
        sum(visits for band, visits in row.items() if band and wide.holds(band.first))
        for wide in bands
    ]
    unsaid = row[None]
    alone = unsaid >= k
    if not alone:
        sizes[-1] += unsaid
    parts = _merging(sizes, k)
    if alone and not parts and sum(sizes) >= k:
        parts = [slice(0, len(bands))]
    cells = {_merged(bands[part]).name: sum(sizes[part]) for part in parts}
    if alone and cells:
        return {**cells, UNSAID: unsaid}
    if unsaid and cells:
        oldest = list(cells)[-1]
        cells[JOINED.join((oldest, UNSAID))] = cells.pop(oldest)
    return cells


def _wide_bands(answers: Mapping[Answer, int], minimum_age: int) -> tuple[AgeBand, ...]:
    """As ``wide_bands``, or from a younger age if one was counted before the settings changed."""
    bands = [answer.age_band for answer, visits in answers.items() if visits]
    youngest = (band.first for band in bands if band is not None)
    return wide_bands(min(minimum_age, *youngest, _ADULT))


def _merged(bands: Sequence[AgeBand]) -> AgeBand:
    return AgeBand(bands[0].first, bands[-1].last)


def _merging(sizes: Sequence[int], k: int) -> list[slice]:
    """Which neighbours are merged so that each cell has k visits; empty if only all can be."""
    for merging in _MERGINGS[len(sizes)]:
        ends = list(accumulate(merging))
        parts = [slice(end - width, end) for end, width in zip(ends, merging, strict=True)]
        if all(sum(sizes[part]) >= k for part in parts):
            return parts
    return []


def _ceil(of: int, by: int) -> int:
    return -(-of // by)
