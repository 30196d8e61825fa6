"""What a batch can look like: for whoever reads one that was released elsewhere.

Says the same as ``kiosk.domain.batches.release``, from the other side.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from kiosk.domain.batch_sums import NameOfCell
from kiosk.domain.batches import JOINED, WHOLE, Batch, Form, Source, mergings, wide_bands
from kiosk.domain.estimate import UNSAID, AgeBand, Gender

SMALLEST_K: Final = 5
"""No shop may set a smaller k, so no cell of a real visit's batch is smaller."""

_MINIMUM_AGES: Final = range(14, 19)
"""Any of these, whatever is set today: a batch has the bands that its oldest visit asks for."""


@lru_cache(maxsize=4096)
def is_shape(source: Source, form: Form, names: tuple[NameOfCell, ...]) -> bool:
    """Whether a batch of this source and form can have just these cells, in whatever order."""
    if len(set(names)) < len(names):
        return False
    match form:
        case Form.TOTAL:
            return not names
        case Form.MARGINS:
            return _are_margins(source, names)
        case _:
            return _is_table(source, names)


def adds_up(batch: Batch) -> bool:
    """Whether its cells are all of its visits, once; of margins, whether each of them is."""
    parts = {Form.TOTAL: [], Form.TABLE: [batch.cells]}.get(batch.form)
    if parts is None:
        by_gender = [cell for cell in batch.cells if cell.ages == WHOLE]
        by_ages = [cell for cell in batch.cells if cell.gender == WHOLE]
        parts = [part for part in (by_gender, by_ages) if part]
    return all(sum(cell.visits for cell in part) == batch.visits for part in parts)


def _are_margins(source: Source, names: tuple[NameOfCell, ...]) -> bool:
    genders = frozenset(gender for gender, ages in names if ages == WHOLE)
    row = frozenset(ages for gender, ages in names if gender == WHOLE)
    return (
        # No cell has a name in both parts, or in neither.
        0 < len(names) == len(genders) + len(row)
        and (not genders or genders in _genders(source))
        and (not row or any(row in rows for rows in _rows()))
    )


def _is_table(source: Source, names: tuple[NameOfCell, ...]) -> bool:
    table = {
        gender: frozenset(ages for each, ages in names if each == gender) for gender, _ in names
    }
    unknown = source.unknown.value
    ages_told = [row for gender, row in table.items() if (gender, row) != (unknown, {WHOLE})]
    return frozenset(table) in _genders(source) and any(
        all(row in rows for row in ages_told) for rows in _rows()
    )


def _genders(source: Source) -> tuple[frozenset[str], ...]:
    woman, unknown, man = Gender.WOMAN.value, source.unknown.value, Gender.MAN.value
    return (
        frozenset((woman, unknown, man)),
        frozenset((woman, man)),
        frozenset((JOINED.join((woman, unknown)), man)),
        frozenset((woman, JOINED.join((unknown, man)))),
    )


@cache
def _rows() -> tuple[frozenset[frozenset[str]], ...]:
    """For each minimum age: the ways in which ages are told apart."""
    return tuple(frozenset(map(frozenset, _rows_from(age))) for age in _MINIMUM_AGES)


def _rows_from(minimum_age: int) -> Iterator[tuple[str, ...]]:
    for merging in mergings(minimum_age):
        names = tuple(band.name for band in merging)
        yield names
        yield (*names, UNSAID)
        yield (*names[:-1], JOINED.join((names[-1], UNSAID)))
    bands = wide_bands(minimum_age)
    yield (AgeBand(bands[0].first, None).name, UNSAID)
