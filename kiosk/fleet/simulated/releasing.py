"""Releasing the batches of thousands of kiosks at once, as one kiosk would its own.

Which of the ways to merge applies is reckoned here for whole columns. What the cells of that way
are called, and so which answers are in them, is asked of ``kiosk.domain.batches.release`` itself,
once for each way that comes up.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.batch_sums import members
from kiosk.domain.batches import WHOLE, Form, Source, mergings, release
from kiosk.domain.estimate import UNSAID, Gender
from kiosk.fleet.simulated.answers import AGES, BANDS, GENDERS, MINIMUM_AGE, PLACES, answer_at

Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]

_UNSURE: Final = 4

_WOMEN, _UNKNOWN, _MEN = range(GENDERS)

_NONE: Final = 0
_EXACT: Final = 1
_EXACT_AND_UNKNOWN: Final = 2
_WITH_WOMEN: Final = 3
_WITH_MEN: Final = 4
"""How genders are told apart."""

_WIDTHS: Final = [
    [
        sum(
            wide.first <= band.first and (wide.last is None or band.first <= wide.last)
            for band in BANDS
        )
        for wide in merging
    ]
    for merging in mergings(MINIMUM_AGE)
]
"""How many bands each way to merge puts in each of its cells."""

_TOGETHER: Final = len(_WIDTHS)
"""All bands in one cell, beside those who do not say."""

_NOT_APART: Final = _TOGETHER + 1

_AGE_WAYS: Final = 3 * (_NOT_APART + 1)


@dataclass(frozen=True)
class Way:
    """One way to release a batch: the cells' names, and by place which of them it is in."""

    source: Source
    form: Form
    names: tuple[tuple[str, str], ...]
    places: Numbers


@dataclass(frozen=True)
class Released:
    """By batch: the number of its way in ``ways``, its cells in order, and whether it is sure."""

    ways: list[Way]
    way: Numbers
    cells: Numbers
    sure: Truths


class Releasing:
    """Releases batches, and remembers the ways that have come up."""

    def __init__(self, most_cells: int) -> None:
        self._most_cells = most_cells
        self._ways: dict[tuple[Source, int], Way] = {}

    def release(self, answers: Numbers, source: Source, k: Numbers) -> Released:
        """What each row of answers gives where it was drawn with this k."""
        table = answers.reshape(-1, GENDERS, AGES)
        rows = table.sum(axis=2)
        genders = _genders(rows, k)
        codes, first, number = np.unique(
            _codes(table, genders, k), return_index=True, return_inverse=True
        )
        cells = np.zeros((len(answers), self._most_cells), np.int64)
        ways: list[Way] = []
        for at, code in enumerate(codes.tolist()):
            one = first[at]
            way = self._way(source, code, answers[one], int(k[one]))
            same = np.flatnonzero(number == at)
            cells[same[:, None], np.arange(len(way.names))] = answers[same] @ way.places
            ways.append(way)
        merged = rows[:, _WOMEN] + rows[:, _UNKNOWN]
        sure = (genders == _WITH_WOMEN) & (_UNSURE * (merged - k + 1) > rows.sum(axis=1))
        return Released(ways, number.reshape(-1), cells, sure)

    def _way(self, source: Source, code: int, answers: Numbers, k: int) -> Way:
        known = self._ways.get((source, code))
        if known is not None:
            return known
        counted: dict[Any, int] = {
            answer_at(at, source): visits for at, visits in enumerate(answers.tolist()) if visits
        }
        found = release(counted, source, k, MINIMUM_AGE)
        names = tuple(sorted((cell.gender, cell.ages) for cell in found.cells))
        places = np.zeros((PLACES, len(names)), np.int64)
        for at, (gender, ages) in enumerate(names):
            places[:, at] = _places(gender, ages, source)
        way = Way(source, found.form, names, places)
        self._ways[source, code] = way
        return way


def exact_genders(rows: Numbers, k: Numbers) -> Truths:
    """In which batches women, men and the unknown are told apart; ``rows`` are visits by gender."""
    way = _genders(rows, k)
    return (way == _EXACT) | (way == _EXACT_AND_UNKNOWN)


def _places(gender: str, ages: str, source: Source) -> Numbers:
    """1 at each place whose visits are in the cell of this name."""
    row_names = (Gender.WOMAN.value, source.unknown.value, Gender.MAN.value)
    of_gender = [gender == WHOLE or name in members(gender) for name in row_names]
    if ages == WHOLE:
        of_ages = [True] * AGES
    else:
        of_ages = [False] * AGES
        for name in members(ages):
            if name == UNSAID:
                of_ages[-1] = True
            else:
                first, _, last = name.partition("-")
                for at, band in enumerate(BANDS):
                    of_ages[at] |= int(first.rstrip("+")) <= band.first and (
                        not last or band.first <= int(last)
                    )
    return np.outer(of_gender, of_ages).astype(np.int64).reshape(-1)


def _genders(rows: Numbers, k: Numbers) -> Numbers:
    """Which of the ways to tell genders apart each batch has; ``rows`` are visits by gender."""
    women, unknown, men = rows[:, _WOMEN], rows[:, _UNKNOWN], rows[:, _MEN]
    of_women, of_men = women >= k, men >= k
    return np.select(
        [
            (unknown == 0) & of_women & of_men,
            unknown == 0,
            of_women & (unknown >= k) & of_men,
            (women + unknown >= k) & of_men,
            of_women & (unknown + men >= k),
        ],
        [_EXACT, _NONE, _EXACT_AND_UNKNOWN, _WITH_WOMEN, _WITH_MEN],
        _NONE,
    )


def _codes(table: Numbers, genders: Numbers, k: Numbers) -> Numbers:
    """A number that is the same only for batches that are released in the same way."""
    unknown = table[:, _UNKNOWN]
    with_women = (genders == _WITH_WOMEN)[:, None]
    with_men = (genders == _WITH_MEN)[:, None]
    women = _ages(table[:, _WOMEN] + np.where(with_women, unknown, 0), k)
    men = _ages(table[:, _MEN] + np.where(with_men, unknown, 0), k)
    alone = np.where(genders == _EXACT_AND_UNKNOWN, _ages(unknown, k), 0)
    not_apart = 3 * _NOT_APART
    is_table = (genders != _NONE) & (women != not_apart) & (men != not_apart)
    of_table = (women * _AGE_WAYS + men) * _AGE_WAYS + alone
    of_margins = _ages(table.sum(axis=1), k)
    return 2 * (np.where(is_table, of_table, of_margins) * 5 + genders) + is_table


def _ages(row: Numbers, k: Numbers) -> Numbers:
    """How one row's ages are merged, and what becomes of the unsaid; batches by age."""
    unsaid = row[:, -1]
    alone = unsaid >= k
    sizes = row[:, :-1].copy()
    sizes[:, -1] += np.where(alone, 0, unsaid)
    fits = [_fits(sizes, widths, k) for widths in _WIDTHS]
    fits.append(alone & (sizes.sum(axis=1) >= k))
    way = np.select(fits, list(range(len(fits))), _NOT_APART)
    return 3 * way + np.where(way == _NOT_APART, 0, np.where(alone, 2, np.minimum(unsaid, 1)))


def _fits(sizes: Numbers, widths: list[int], k: Numbers) -> Truths:
    starts = np.cumsum([0, *widths[:-1]])
    cells = np.add.reduceat(sizes, starts, axis=1)
    return np.all(cells >= k[:, None], axis=1)
