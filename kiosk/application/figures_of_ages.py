"""What is said of ages, and of genders by ages, from closed batches and from nothing else.

As in ``figures_released``: a sum of cells that some batch released, each cell whole, or to within
what such a cell leaves open. A test works all of it out again from the cells alone.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, TypeVar

from kiosk.application.correction import Correction
from kiosk.application.figures import AgeFigures, InShares, Pyramid
from kiosk.domain.batch_sums import Alike, Ends, NameOfCell, add_up, members
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


_Partition = tuple[AgeBand, ...]
"""Bands that follow each other; one of ``mergings``."""

_Row = Mapping[str, int]
"""The cells of one gender: by their ages, in which place of the batch each is."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """A cell that is in the figures: in which place it is, by what name, and where it counts."""

    place: int
    name: str
    group: str
    band: str


_Cells = tuple[_Counted, ...]

_Tell = Callable[[Source, Form, tuple[NameOfCell, ...], _Partition], _Cells]
"""Which cells of such batches are counted by these bands; none where they do not tell enough."""


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


def _told_apart(sums: Sequence[Alike], minimum_age: int, tell: _Tell) -> _Apart:
    """What is counted, by the bands that are told apart of nearly as many as any could be.

    By finer ones there would be only those batches in which, by chance, a rare band has visits
    enough to stand alone, and it would seem to be less rare than it is.
    """
    found = [_count(sums, partition, tell) for partition in mergings(minimum_age)]
    enough = _NEARLY * max(each.counted for each in found)
    return max(
        (each for each in found if each.counted >= enough),
        key=lambda each: (len(each.bands), each.counted),
    )


def _count(sums: Sequence[Alike], partition: _Partition, tell: _Tell) -> _Apart:
    # Of thousands of lines: what is known exactly is added up as it is, and not as its ends.
    exact: Counter[tuple[str, str]] = Counter()
    groups: defaultdict[str, defaultdict[str, Ends]] = defaultdict(lambda: defaultdict(Ends))
    cells: Counter[str] = Counter()
    visits = 0
    for each in sums:
        counted = tell(each.source, each.form, each.names, partition)
        visits += each.visits if counted else 0
        for cell in counted:
            number = each.cells[cell.place]
            cells[cell.name] += number
            if UNSAID in cell.name:
                groups[cell.group][cell.band] += each.of_these_ages(cell.place)
            else:
                exact[cell.group, cell.band] += number
    for (group, band), number in exact.items():
        groups[group][band] += Ends(number, 2 * number, number)
    return _Apart(tuple(band.name for band in partition), groups, cells, visits)


@lru_cache(maxsize=1 << 14)
def _ages_in(
    source: Source, form: Form, names: tuple[NameOfCell, ...], partition: _Partition
) -> _Cells:
    """Ages of all, or of all rows of a table but those of unknown gender, often too few."""
    found: list[_Counted] = []
    for gender, row in _rows(form, names).items():
        if _is_told(row, partition):
            found.extend(_counted(row, source.value, partition))
        elif gender == WHOLE or {_WOMAN, _MAN} & {*members(gender)}:
            # Of some visitors there would be ages, and of others not, for whatever age they are.
            return ()
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def _pyramid_in(
    source: Source, form: Form, names: tuple[NameOfCell, ...], partition: _Partition
) -> _Cells:
    del source
    rows = _rows(form, names)
    both = {gender: rows.get(gender, {}) for gender in (_WOMAN, _MAN)}
    if not all(row and _is_told(row, partition) for row in both.values()):
        return ()
    return tuple(cell for gender, row in both.items() for cell in _counted(row, gender, partition))


def _rows(form: Form, names: Sequence[NameOfCell]) -> Mapping[str, _Row]:
    """By gender; where ages are a margin, that is one row."""
    rows: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for place, (gender, ages) in enumerate(names):
        if form is Form.TABLE or ages != WHOLE:
            rows[gender][ages] = place
    return rows


def _is_told(row: _Row, partition: _Partition) -> bool:
    """Whether all of the row but the unsaid lies in these bands."""
    return all(name == UNSAID or _band_of(name, partition) is not None for name in row)


def _counted(row: _Row, group: str, partition: _Partition) -> Iterator[_Counted]:
    for name, place in row.items():
        band = _band_of(name, partition)
        # What lies in no band is of those who did not say, alone.
        if band is not None:
            yield _Counted(place, name, group, band)


def _band_of(name: str, partition: _Partition) -> str | None:
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
