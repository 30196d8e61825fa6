"""What is said of ages, and of genders by ages, from closed batches and from nothing else.

As in ``figures_released``: a sum of cells that some batch released, each cell whole, or to within
what such a cell leaves open. A test works all of it out again from the cells alone.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from kiosk.application.correction import Correction
from kiosk.application.figures import AgeFigures, InShares, Pyramid
from kiosk.domain.batch_sums import Alike, Ends, add_up, members
from kiosk.domain.batches import JOINED, WHOLE, Form, Source, mergings
from kiosk.domain.estimate import UNSAID, AgeBand, Gender
from kiosk.domain.statistics import Corrected, Share, Within, share_within

_WOMAN: Final = Gender.WOMAN.value
_MAN: Final = Gender.MAN.value

_Name = TypeVar("_Name", bound=Hashable)

_NEARLY: Final = 0.8
"""The part of all visits whose ages are told apart in some way that has to be in the figures."""


def ages_of(sums: Sequence[Alike], minimum_age: int, correction: Correction | None) -> AgeFigures:
    """The four bands, or what most batches tell apart of them; the unsaid are in none.

    The shares are to within the few who did not say their age and stand with the oldest.
    """
    total = add_up(sums)
    apart = _told_apart(sums, minimum_age, _ages_in)
    by_camera, as_said = (
        {name: apart.groups[source.value][name] for name in apart.bands}
        for source in (Source.CAMERA, Source.SAID)
    )
    return AgeFigures(
        total.visits,
        total.by_ages,
        _shares({name: by_camera[name] + as_said[name] for name in apart.bands}),
        None if correction is None else _corrected(correction, by_camera, as_said),
        _in_shares(sums, Source.CAMERA, by_camera),
        _in_shares(sums, Source.SAID, as_said),
        apart.cells,
    )


def pyramid_of(sums: Sequence[Alike], minimum_age: int) -> Pyramid:
    """Women and men by the four bands, or by what most tables tell apart of them."""
    apart = _told_apart(sums, minimum_age, _pyramid_in)
    sides = {
        (gender, name): apart.groups[gender][name]
        for gender in (_WOMAN, _MAN)
        for name in apart.bands
    }
    shares = _shares(sides)
    women, men = ({name: shares[gender, name] for name in apart.bands} for gender in (_WOMAN, _MAN))
    return Pyramid(apart.visits, women, men)


def _in_shares(sums: Iterable[Alike], source: Source, bands: Mapping[str, Ends]) -> InShares:
    visits = sum(each.visits for each in sums if each.source is source)
    return InShares(sum(ends.within.likely for ends in bands.values()), visits)


def _shares(parts: Mapping[_Name, Ends]) -> dict[_Name, Share]:
    """Each part of all, whatever the others are between their ends."""
    all_within = [ends.within for ends in parts.values()]
    return {
        name: share_within(all_within[place], _added(all_within[:place] + all_within[place + 1 :]))
        for place, name in enumerate(parts)
    }


def _added(numbers: Sequence[Within]) -> Within:
    return Within(
        sum(each.least for each in numbers),
        sum(each.likely for each in numbers),
        sum(each.most for each in numbers),
    )


@dataclass(frozen=True, slots=True)
class _Cells:
    """Cells of one name, added up, and how many of them are of its ages."""

    visits: int
    of_its_ages: Ends


_Row = Mapping[str, _Cells]
"""The cells of one gender by ages."""

_Rows = Mapping[str, _Row]
"""Cells of batches by gender, each row by ages; where ages are a margin, that is one row."""

_Places = Mapping[str, str | None]
"""The band that each name of ages lies in, None where it lies in none."""

_Counted = Mapping[str, Sequence[_Row]]
"""The rows that are in the figures, for each group that is counted apart."""


@dataclass(frozen=True, slots=True)
class _Apart:
    """What is counted by these bands, of which cells, and of batches of how many ``visits``."""

    bands: tuple[str, ...]
    groups: defaultdict[str, defaultdict[str, Ends]]
    cells: Counter[str]
    visits: int

    @property
    def counted(self) -> int:
        return self.cells.total()


def _told_apart(
    sums: Sequence[Alike], minimum_age: int, count: Callable[[Source, _Rows, _Places], _Counted]
) -> _Apart:
    """What is counted, by the bands that are told apart of nearly as many as any could be.

    By finer ones there would be only those batches in which, by chance, a rare band has visits
    enough to stand alone, and it would seem to be less rare than it is.
    """
    rows_of = [_rows(each) for each in sums]
    names = {name for rows in rows_of for row in rows.values() for name in row}
    found: list[_Apart] = []
    for partition in mergings(minimum_age):
        places = {name: _place(name, partition) for name in names}
        bands = tuple(band.name for band in partition)
        apart = _Apart(bands, defaultdict(lambda: defaultdict(Ends)), Counter(), 0)
        for each, rows in zip(sums, rows_of, strict=True):
            counted = count(each.source, rows, places)
            apart = replace(apart, visits=apart.visits + (each.visits if counted else 0))
            _count(counted, places, apart)
        found.append(apart)
    enough = _NEARLY * max(each.counted for each in found)
    return max(
        (each for each in found if each.counted >= enough),
        key=lambda each: (len(each.bands), each.counted),
    )


def _count(counted: _Counted, places: _Places, into: _Apart) -> None:
    for group, rows in counted.items():
        for name, cells in ((name, cells) for row in rows for name, cells in row.items()):
            band = places[name]
            # What lies in no band is of those who did not say, alone.
            if band is not None:
                into.groups[group][band] += cells.of_its_ages
                into.cells[name] += cells.visits


def _ages_in(source: Source, rows: _Rows, places: _Places) -> _Counted:
    """Ages of all, or of all rows of a table but those of unknown gender, often too few."""
    found: list[_Row] = []
    for gender, row in rows.items():
        if _is_told(row, places):
            found.append(row)
        elif gender == WHOLE or {_WOMAN, _MAN} & {*members(gender)}:
            # Of some visitors there would be ages, and of others not, for whatever age they are.
            return {}
    return {source.value: found}


def _pyramid_in(source: Source, rows: _Rows, places: _Places) -> _Counted:
    del source
    both = {gender: rows.get(gender, {}) for gender in (_WOMAN, _MAN)}
    told = all(row and _is_told(row, places) for row in both.values())
    return {gender: [row] for gender, row in both.items()} if told else {}


def _rows(each: Alike) -> _Rows:
    rows: defaultdict[str, dict[str, _Cells]] = defaultdict(dict)
    for place, (gender, ages) in enumerate(each.names):
        if each.form is Form.TABLE or ages != WHOLE:
            rows[gender][ages] = _Cells(each.cells[place], each.of_these_ages(place))
    return rows


def _is_told(row: _Row, places: _Places) -> bool:
    """Whether all of the row but the unsaid lies in these bands."""
    return all(name == UNSAID or places[name] is not None for name in row)


def _place(name: str, partition: Sequence[AgeBand]) -> str | None:
    """The band outside of which a cell of these ages tells of nobody who said their age."""
    if name in (WHOLE, UNSAID):
        return None
    first, _, last = name.removesuffix(JOINED + UNSAID).partition("-")
    for band in partition:
        if band.holds(int(first.rstrip("+"))) and (
            band.holds(int(last)) if last else band.last is None
        ):
            return band.name
    return None


_Bands = Mapping[str, Ends]


def _corrected(
    correction: Correction, by_camera: _Bands, as_said: _Bands
) -> Mapping[str, Corrected] | None:
    """The correction of the likely numbers, as wide as those of both ends are together.

    None where one of the ends is of too few to be corrected. Only the oldest are known to within
    a few, so that all at least and all at most are the two ends of every share.
    """
    likely = correction.ages(_likely(by_camera), _likely(as_said))
    if all(each.least == each.most for each in (*by_camera.values(), *as_said.values())):
        return likely
    found = [
        likely,
        correction.ages(_fewest(by_camera), _fewest(as_said)),
        correction.ages(_most(by_camera), _most(as_said)),
    ]
    known = [each for each in found if each is not None]
    if likely is None or len(known) < len(found):
        return None
    return {
        name: replace(
            value,
            low=min(each[name].low for each in known),
            high=max(each[name].high for each in known),
        )
        for name, value in likely.items()
    }


def _likely(bands: _Bands) -> dict[str, int]:
    return {name: ends.within.likely for name, ends in bands.items()}


def _fewest(bands: _Bands) -> dict[str, int]:
    return {name: ends.least for name, ends in bands.items()}


def _most(bands: _Bands) -> dict[str, int]:
    return {name: ends.most for name, ends in bands.items()}
