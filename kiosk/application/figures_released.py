"""What is said of genders and ages, from closed batches and from nothing else.

Every number of visits here is a sum of cells that some batch released, each cell whole; a test
works all of them out again from the cells alone. Shares, intervals and corrections are made of
these numbers. So whoever has looked through the cells has looked through every figure there is.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kiosk.application.correction import Correction
from kiosk.application.figures import AgeFigures, GenderFigures, InShares, Pyramid
from kiosk.domain.batch_sums import add_up, members, women_and_men
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
from kiosk.domain.statistics import Corrected, Share, Within, share, share_within, worst_case

_WOMAN: Final = Gender.WOMAN.value
_MAN: Final = Gender.MAN.value

_NEARLY: Final = 0.8
"""The part of all visits whose ages are told apart in some way that has to be in the figures."""


def genders_of(
    batches: Sequence[Batch], opt_in: Share, correction: Correction | None, k: int
) -> GenderFigures:
    """Women and men; the share is of the batches that tell them apart, to within the unknown.

    ``k`` is the largest that any of the batches may have been drawn with.
    """
    total = add_up(batches)
    by_camera, as_said = (
        women_and_men([batch for batch in batches if batch.source is source], k)
        for source in Source
    )
    women = women_of(batches, k)
    merged = [batch.by_gender for batch in batches if not is_exact(batch.by_gender)]
    return GenderFigures(
        total.visits,
        total.by_gender,
        women,
        share_within(*by_camera),
        share_within(*as_said),
        None if correction is None else _corrected(correction, by_camera, as_said),
        worst_case(women, opt_in),
        sum(sum(by_gender.values()) for by_gender in merged),
        k,
    )


def women_of(batches: Iterable[Batch], k: int) -> Share:
    """The share of women alone, as ``genders_of`` has it."""
    return share_within(*women_and_men(batches, k))


def ages_of(
    batches: Sequence[Batch], minimum_age: int, correction: Correction | None
) -> AgeFigures:
    """The four bands, or what most batches tell apart of them; the unsaid are in none."""
    total = add_up(batches)
    apart = _told_apart(batches, minimum_age, _ages_in)
    counted = sum(apart.groups.values(), Counter[str]())
    by_camera, as_said = (
        {name: apart.groups[source.value][name] for name in apart.bands}
        for source in (Source.CAMERA, Source.SAID)
    )
    return AgeFigures(
        total.visits,
        total.by_ages,
        {name: share(counted[name], counted.total()) for name in apart.bands},
        None if correction is None else correction.ages(by_camera, as_said),
        *(_in_shares(batches, source, apart.groups) for source in (Source.CAMERA, Source.SAID)),
    )


def pyramid_of(batches: Sequence[Batch], minimum_age: int) -> Pyramid:
    """Women and men by the four bands, or by what most tables tell apart of them."""
    apart = _told_apart(batches, minimum_age, _pyramid_in)
    women, men = apart.groups[_WOMAN], apart.groups[_MAN]
    everyone = women.total() + men.total()
    return Pyramid(
        apart.visits,
        {name: share(women[name], everyone) for name in apart.bands},
        {name: share(men[name], everyone) for name in apart.bands},
    )


_Pair = tuple[Within, Within]
"""Women and men."""

_Rows = Mapping[str, Mapping[str, int]]
"""The cells of a batch by gender, each row by ages; where ages are a margin, that is one row."""

_Places = Mapping[str, str | None]
"""The band that each name of ages lies in, None where it lies in none."""

_Counted = Mapping[str, Counter[str]]
"""Visits by band, for each group that is counted apart."""


def _in_shares(batches: Iterable[Batch], source: Source, counted: _Counted) -> InShares:
    visits = sum(batch.visits for batch in batches if batch.source is source)
    return InShares(sum(counted[source.value].values()), visits)


@dataclass(frozen=True, slots=True)
class _Alike:
    """Batches of one source that have the same cells, added up: ``visits`` are those of all."""

    source: Source
    visits: int
    rows: _Rows


@dataclass(frozen=True, slots=True)
class _Apart:
    """What is counted by these bands, and how many ``visits`` the batches have that tell it."""

    bands: tuple[str, ...]
    groups: defaultdict[str, Counter[str]]
    visits: int

    @property
    def counted(self) -> int:
        return sum(group.total() for group in self.groups.values())


def _told_apart(
    batches: Sequence[Batch],
    minimum_age: int,
    count: Callable[[_Alike, _Places], _Counted],
) -> _Apart:
    """What is counted, by the bands that are told apart of nearly as many as any could be.

    By finer ones there would be only those batches in which, by chance, a rare band has visits
    enough to stand alone, and it would seem to be less rare than it is.
    """
    alike = _alike(batches)
    names = {name for each in alike for row in each.rows.values() for name in row}
    found: list[_Apart] = []
    for partition in mergings(minimum_age):
        places = {name: _place(name, partition) for name in names}
        groups: defaultdict[str, Counter[str]] = defaultdict(Counter)
        visits = 0
        for each in alike:
            counted = count(each, places)
            visits += each.visits if counted else 0
            for group, by_band in counted.items():
                groups[group].update(by_band)
        found.append(_Apart(tuple(band.name for band in partition), groups, visits))
    enough = _NEARLY * max(each.counted for each in found)
    return max(
        (each for each in found if each.counted >= enough),
        key=lambda each: (len(each.bands), each.counted),
    )


def _ages_in(alike: _Alike, places: _Places) -> _Counted:
    """Ages of all, or of all rows of a table but those of unknown gender, often too few."""
    found: Counter[str] = Counter()
    for gender, row in alike.rows.items():
        by_band = _by_band(row, places)
        if by_band is not None:
            found.update(by_band)
        elif gender == WHOLE or {_WOMAN, _MAN} & {*members(gender)}:
            # Of some visitors there would be ages, and of others not, for whatever age they are.
            return {}
    return {alike.source.value: found}


def _pyramid_in(alike: _Alike, places: _Places) -> _Counted:
    women, men = (_by_band(alike.rows.get(gender, {}), places) for gender in (_WOMAN, _MAN))
    return {_WOMAN: women, _MAN: men} if women and men else {}


def _alike(batches: Iterable[Batch]) -> Sequence[_Alike]:
    """What a batch tells apart depends on which cells it has, and on none of their numbers."""
    found: defaultdict[tuple[object, ...], list[Batch]] = defaultdict(list)
    for batch in batches:
        cells = tuple((cell.gender, cell.ages) for cell in batch.cells)
        found[batch.source, batch.form, cells].append(batch)
    return [
        _Alike(same[0].source, sum(batch.visits for batch in same), _rows_of_ages(same))
        for same in found.values()
    ]


def _rows_of_ages(same: Sequence[Batch]) -> _Rows:
    rows: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for cells in zip(*(batch.cells for batch in same), strict=True):
        cell = cells[0]
        if same[0].form is Form.TABLE or cell.ages != WHOLE:
            rows[cell.gender][cell.ages] = sum(each.visits for each in cells)
    return rows


def _by_band(row: Mapping[str, int], places: _Places) -> Counter[str] | None:
    """The row by these bands, without the unsaid; None where some cell lies in none of them."""
    found: Counter[str] = Counter()
    for name, visits in row.items():
        if name == UNSAID:
            continue
        band = places[name]
        if band is None:
            return None
        found[band] += visits
    return found


def _place(name: str, partition: Sequence[AgeBand]) -> str | None:
    """The band outside of which a cell of these ages tells of nobody."""
    if name in (WHOLE, UNSAID) or JOINED in name:
        return None
    first, _, last = name.partition("-")
    for band in partition:
        if band.holds(int(first.rstrip("+"))) and (
            band.holds(int(last)) if last else band.last is None
        ):
            return band.name
    return None


def _corrected(correction: Correction, by_camera: _Pair, as_said: _Pair) -> Corrected | None:
    """The correction of the likely numbers, as wide as those of the ends are together.

    None where one of the ends is of too few to be corrected.
    """
    likely = _likely(by_camera), _likely(as_said)
    fewest = _fewest_women(by_camera), _fewest_women(as_said)
    most = _most_women(by_camera), _most_women(as_said)
    # None of it is cheap, and where nothing was merged all three are one.
    found = {pairs: correction.women(*pairs) for pairs in dict.fromkeys((likely, fewest, most))}
    known = [each for each in found.values() if each is not None]
    if len(known) < len(found):
        return None
    low, high = min(each.low for each in known), max(each.high for each in known)
    return replace(known[0], low=low, high=high)


def _likely(pair: _Pair) -> tuple[int, int]:
    women, men = pair
    return women.likely, men.likely


def _fewest_women(pair: _Pair) -> tuple[int, int]:
    women, men = pair
    return women.least, men.most


def _most_women(pair: _Pair) -> tuple[int, int]:
    women, men = pair
    return women.most, men.least
