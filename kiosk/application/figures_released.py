"""What is said of genders and ages, from closed batches and from nothing else.

Every number of visits here is a sum of cells that some batch released, each cell whole; a test
works all of them out again from the cells alone. Shares, intervals and corrections are made of
these numbers. So whoever has looked through the cells has looked through every figure there is.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from kiosk.application.correction import Correction
from kiosk.application.figures import AgeFigures, GenderFigures, Pyramid
from kiosk.domain.batch_sums import add_up, members
from kiosk.domain.batches import (
    JOINED,
    WHOLE,
    Batch,
    Form,
    Source,
    is_exact,
    mergings,
)
from kiosk.domain.estimate import UNSAID, AgeBand, Gender
from kiosk.domain.statistics import Share, share, worst_case

_WOMAN: Final = Gender.WOMAN.value
_MAN: Final = Gender.MAN.value

_NEARLY: Final = 0.9
"""The part of all visits whose ages are told apart in some way that has to be in the figures."""


def genders_of(
    batches: Sequence[Batch], opt_in: Share, correction: Correction | None
) -> GenderFigures:
    """Women and men; the share is of the batches that tell them apart, none merged."""
    total = add_up(batches)
    by_source = {source: _women_and_men(batches, source) for source in Source}
    by_camera, as_said = by_source[Source.CAMERA], by_source[Source.SAID]
    women = _share_of_women(by_source.values())
    return GenderFigures(
        total.visits,
        total.by_gender,
        women,
        _share_of_women([by_camera]),
        _share_of_women([as_said]),
        None if correction is None else correction.women(by_camera, as_said),
        worst_case(women, opt_in),
    )


def women_of(batches: Iterable[Batch]) -> Share:
    """The share of women alone, as ``genders_of`` has it."""
    return _share_of_women([_women_and_men(batches)])


def ages_of(
    batches: Sequence[Batch], minimum_age: int, correction: Correction | None
) -> AgeFigures:
    """The four bands, or what most batches tell apart of them; the unsaid are in none."""
    total = add_up(batches)
    partition, found = _told_apart(batches, minimum_age, _ages_in)
    counted = sum(found.values(), Counter[str]())
    by_camera, as_said = (
        {band.name: found[source.value][band.name] for band in partition}
        for source in (Source.CAMERA, Source.SAID)
    )
    return AgeFigures(
        total.visits,
        total.by_ages,
        _shares(counted, partition),
        None if correction is None else correction.ages(by_camera, as_said),
    )


def pyramid_of(batches: Sequence[Batch], minimum_age: int) -> Pyramid:
    """Women and men by the four bands, or by what most tables tell apart of them."""
    partition, found = _told_apart(batches, minimum_age, _pyramid_in)
    women, men = found[_WOMAN], found[_MAN]
    everyone = women.total() + men.total()
    visits = sum(batch.visits for batch in batches if _pyramid_in(batch, partition))
    return Pyramid(visits, _shares(women, partition, everyone), _shares(men, partition, everyone))


_Partition = Sequence[AgeBand]

_Counted = Mapping[str, Counter[str]]
"""Visits by the names of ages, for each group that is counted apart."""


def _told_apart(
    batches: Iterable[Batch],
    minimum_age: int,
    count: Callable[[Batch, _Partition], _Counted],
) -> tuple[_Partition, defaultdict[str, Counter[str]]]:
    """What is counted, by the bands that are told apart of nearly as many as any could be.

    By finer ones there would be only those batches in which, by chance, a rare band has visits
    enough to stand alone, and it would seem to be less rare than it is.
    """
    found: list[tuple[int, int, _Partition, defaultdict[str, Counter[str]]]] = []
    for partition in mergings(minimum_age):
        added: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for batch in batches:
            for group, counted in count(batch, partition).items():
                added[group].update(counted)
        visits = sum(counted.total() for counted in added.values())
        found.append((len(partition), visits, partition, added))
    enough = _NEARLY * max(visits for _, visits, _, _ in found)
    _, _, partition, added = max(
        (each for each in found if each[1] >= enough), key=lambda each: each[:2]
    )
    return partition, added


def _ages_in(batch: Batch, partition: _Partition) -> _Counted:
    """Ages of all, or of all rows of a table but those of unknown gender, often too few."""
    rows = {gender: _merged(row, partition) for gender, row in _rows_of_ages(batch).items()}
    known = {_WOMAN, _MAN, WHOLE}
    if any(row is None and known & {*members(gender)} for gender, row in rows.items()):
        # Of some visitors there would be ages, and of others not, for whatever age they are.
        return {}
    return {batch.source.value: sum(filter(None, rows.values()), Counter[str]())}


def _pyramid_in(batch: Batch, partition: _Partition) -> _Counted:
    rows = _rows_of_ages(batch)
    women, men = (_merged(rows.get(gender, {}), partition) for gender in (_WOMAN, _MAN))
    return {_WOMAN: women, _MAN: men} if women and men else {}


def _rows_of_ages(batch: Batch) -> dict[str, dict[str, int]]:
    """The cells by gender, each row by ages; where ages are a margin, that is the one row."""
    rows: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for cell in batch.cells:
        if batch.form is Form.TABLE or cell.ages != WHOLE:
            rows[cell.gender][cell.ages] = cell.visits
    return rows


def _merged(row: Mapping[str, int], partition: _Partition) -> Counter[str] | None:
    """The row by these bands, without the unsaid; None where some cell lies in none of them."""
    found: Counter[str] = Counter()
    for name, visits in row.items():
        if name == UNSAID:
            continue
        band = next((band for band in partition if _lies_in(name, band)), None)
        if band is None:
            return None
        found[band.name] += visits
    return found


def _lies_in(name: str, band: AgeBand) -> bool:
    """Whether a cell of these ages tells of nobody outside the band."""
    if name == WHOLE or JOINED in name:
        return False
    first, _, last = name.partition("-")
    if not last:
        return band.last is None and band.holds(int(first.rstrip("+")))
    return band.holds(int(first)) and band.holds(int(last))


def _shares(
    counted: Counter[str], partition: _Partition, of: int | None = None
) -> dict[str, Share]:
    everyone = counted.total() if of is None else of
    return {band.name: share(counted[band.name], everyone) for band in partition}


def _women_and_men(batches: Iterable[Batch], source: Source | None = None) -> tuple[int, int]:
    women = men = 0
    for batch in batches:
        by_gender = batch.by_gender
        if source in (None, batch.source) and is_exact(by_gender):
            women += by_gender.get(_WOMAN, 0)
            men += by_gender.get(_MAN, 0)
    return women, men


def _share_of_women(counted: Iterable[tuple[int, int]]) -> Share:
    pairs = list(counted)
    women = sum(women for women, _ in pairs)
    return share(women, women + sum(men for _, men in pairs))
