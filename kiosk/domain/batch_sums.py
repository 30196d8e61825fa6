"""Batches added up, and what the sums are called where they are shown.

Everything that is said of more than one batch comes from here, and none of it looks behind what
each batch released.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kiosk.domain.batches import JOINED, Batch, Form, Source, added_by_name, is_exact
from kiosk.domain.estimate import UNSAID, Gender
from kiosk.domain.statistics import Within

_LATER: Final = 1_000

_UNKNOWN_AT_MOST: Final = 4
"""Of so many visits of a batch no more than one is taken to be of unknown gender."""


NameOfCell = tuple[str, str]
"""Which gender and which ages a cell is of; WHOLE is all of them."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Batches added up. ``of_gender`` and ``of_ages`` are how many visits are told apart.

    The keys of one sum may overlap ("18-34" beside "14-34", "woman" beside "woman/not_sure"):
    each says how many visits were released as just this, and no visit is in two of them.
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


@dataclass(frozen=True, slots=True)
class Ends:
    """So many visits at least and at most; and twice the likely number, so that halves add up."""

    least: int = 0
    twice: int = 0
    most: int = 0

    def __add__(self, other: "Ends") -> "Ends":
        return Ends(self.least + other.least, self.twice + other.twice, self.most + other.most)

    @property
    def within(self) -> Within:
        """The same, with the likely number rounded up."""
        return Within(self.least, -(-self.twice // 2), self.most)


_NOBODY: Final = Ends()


@dataclass(frozen=True)
class Alike:
    """So many batches added up, alike in everything but how many visits are in each cell.

    ``visits`` and ``cells``, in the order of ``names``, are sums over the ``number`` of them. None
    was drawn with a larger ``k``, and no cell of any is smaller. ``sure`` says of women who share a
    cell with some unknown that it cannot be they who are fewer than k.
    """

    source: Source
    form: Form
    names: tuple[NameOfCell, ...]
    k: int
    sure: bool
    number: int
    visits: int
    cells: tuple[int, ...]

    @cached_property
    def by_gender(self) -> Mapping[str, int]:
        """Visits by gender; empty where genders are not told apart."""
        names = (gender for gender, _ in self.names)
        added = added_by_name(zip(names, self.cells, strict=True))
        if is_exact(added):
            added.setdefault(self.source.unknown.value, 0)
        return added

    @cached_property
    def by_ages(self) -> Mapping[str, int]:
        """Visits by ages, as far as they are told apart; in a table that may not be all visits."""
        return added_by_name(zip((ages for _, ages in self.names), self.cells, strict=True))

    def of_these_ages(self, place: int) -> Ends:
        """How many of the cells of this place are of the ages that they are named by.

        All of them, but for those who did not say: these stand with the oldest ages only where
        they are fewer than k, and at least one. Few are likelier than many: half of k - 1 are
        likely.
        """
        visits = self.cells[place]
        if UNSAID not in members(self.names[place][1]):
            return _just(visits)
        few = max(2, self.k)
        return Ends(
            visits - self.number * (few - 1),
            2 * visits - self.number * max(2, few - 1),
            visits - self.number,
        )

    def women_and_men(self) -> tuple[Ends, Ends]:
        """By the cells alone; none of both where no genders are told apart."""
        by_gender, unknown = self.by_gender, self.source.unknown.value
        if not by_gender:
            return _NOBODY, _NOBODY
        women, men = (by_gender.get(gender.value, 0) for gender in (Gender.WOMAN, Gender.MAN))
        if is_exact(by_gender):
            return _just(women), _just(men)
        with_women = by_gender.get(JOINED.join((Gender.WOMAN.value, unknown)))
        if with_women is not None:
            return self._with_unknown(with_women), _just(men)
        # The unknown are merged with men only where men are fewer than k.
        most = self.number * (self.k - 1)
        return _just(women), Ends(0, most, most)

    def _with_unknown(self, merged: int) -> Ends:
        """The women of cells that they share with some unknown: either of them are fewer than k.

        It is likely to be the unknown.
        """
        if self.k == 1:
            return _NOBODY
        least = merged - self.number * (self.k - 1)
        return Ends(
            least if self.sure else 0, 2 * merged - self.number * self.k, merged - self.number
        )


def alike(batches: Iterable[Batch], k: int) -> list[Alike]:
    """Batches that are alike, added up; ``k`` is the largest that any may have been drawn with.

    Their cells are in the order of their names, whatever order they were released in.
    """
    found: defaultdict[_Kind, list[tuple[int, ...]]] = defaultdict(list)
    for batch in batches:
        cells = sorted((cell.gender, cell.ages, cell.visits) for cell in batch.cells)
        names = tuple((gender, ages) for gender, ages, _ in cells)
        # No cell is smaller than the k it was drawn with, whatever visitors were promised since.
        least = min([k, *(visits for *_, visits in cells)])
        kind = batch.source, batch.form, names, least, _is_sure(batch, least)
        found[kind].append((batch.visits, *(visits for *_, visits in cells)))
    sums = {kind: [sum(each) for each in zip(*same, strict=True)] for kind, same in found.items()}
    return [
        Alike(*kind, len(found[kind]), visits, tuple(cells))
        for kind, (visits, *cells) in sums.items()
    ]


_Kind = tuple[Source, Form, tuple[NameOfCell, ...], int, bool]
"""What batches that are alike have in common."""


def _is_sure(batch: Batch, k: int) -> bool:
    """Whether more than a quarter of the batch would be unknown, were the women the few."""
    merged = batch.by_gender.get(JOINED.join((Gender.WOMAN.value, batch.source.unknown.value)))
    return merged is not None and _UNKNOWN_AT_MOST * (merged - k + 1) > batch.visits


def add_up(sums: Iterable[Alike]) -> Sum:
    """Everything that is longer than one batch, or wider."""
    visits = 0
    genders: dict[str, int] = {}
    ages: dict[str, int] = {}
    for each in sums:
        visits += each.visits
        for added, found in ((genders, each.by_gender), (ages, each.by_ages)):
            for name, number in found.items():
                added[name] = added.get(name, 0) + number
    return Sum(visits, genders, ages)


def women_and_men(sums: Iterable[Alike]) -> tuple[Within, Within]:
    """How many women and men there are at least and at most, by the released cells alone.

    What tells no genders apart is in neither.
    """
    women, men = _NOBODY, _NOBODY
    for each in sums:
        of_women, of_men = each.women_and_men()
        women, men = women + of_women, men + of_men
    return women.within, men.within


def named_genders(by_gender: Mapping[str, int]) -> dict[str, int | None]:
    """Every gender as exports name it, and whatever was merged.

    None is a number that is held back: no batch says it of this gender alone.
    """
    names = dict.fromkeys([*(gender.value for gender in Gender), *by_gender])
    return {name: by_gender.get(name) for name in names}


def named_ages(by_ages: Mapping[str, int], bands: Iterable[str]) -> dict[str, int | None]:
    """Each of these bands, the unsaid, and whatever was merged, young before old.

    None is a number that is held back: no batch says it of these ages alone.
    """
    names = {*bands, UNSAID, *by_ages}
    return {name: by_ages.get(name) for name in sorted(names, key=_age_order)}


def members(name: str) -> tuple[str, ...]:
    """What the name of a cell's gender, or of its ages, is merged of."""
    return tuple(name.split(JOINED))


def _just(number: int) -> Ends:
    return Ends(number, 2 * number, number)


def _age_order(name: str) -> tuple[int, int, str]:
    """Sorts the names of ages: young before old, a band before one that goes on, unsaid last."""
    first, _, last = name.partition(JOINED)[0].rstrip("+").partition("-")
    return (_LATER, _LATER, name) if first == UNSAID else (int(first), int(last or _LATER), name)
