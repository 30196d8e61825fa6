"""Batches added up, and what the sums are called where they are shown.

Everything that is said of more than one batch comes from here, and none of it looks behind what
each batch released.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.domain.batches import JOINED, Batch, is_exact
from kiosk.domain.estimate import UNSAID, Gender
from kiosk.domain.statistics import Within

_LATER: Final = 1_000

_UNKNOWN_AT_MOST: Final = 4
"""Of so many visits of a batch no more than one is taken to be of unknown gender."""


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


def of_these_ages(name: str, visits: int, k: int) -> Ends:
    """How many of a cell of this name are of its ages, where its batch was drawn with k or less.

    All of them, but for those who did not say: these stand with the oldest ages only where they
    are fewer than k, and at least one. Few are likelier than many: half of k - 1 are likely.
    """
    if UNSAID not in members(name):
        return Ends(visits, 2 * visits, visits)
    few = max(2, min(k, visits))
    return Ends(visits - few + 1, 2 * visits - max(2, few - 1), visits - 1)


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


def add_up(batches: Iterable[Batch]) -> Sum:
    """Everything that is longer than one batch, or wider."""
    visits = 0
    genders: dict[str, int] = {}
    ages: dict[str, int] = {}
    for batch in batches:
        visits += batch.visits
        for sums, found in ((genders, batch.by_gender), (ages, batch.by_ages)):
            for name, number in found.items():
                sums[name] = sums.get(name, 0) + number
    return Sum(visits, genders, ages)


def women_and_men(batches: Iterable[Batch], k: int) -> tuple[Within, Within]:
    """How many women and men there are at least and at most, by the released cells alone.

    ``k`` is the largest that any of these batches may have been drawn with. What tells no
    genders apart is in neither.
    """
    women, men = [0, 0, 0], [0, 0, 0]
    for batch in batches:
        if batch.by_gender:
            for sums, found in zip((women, men), _ends(batch, k), strict=True):
                for place, number in enumerate(found):
                    sums[place] += number
    return _within(women), _within(men)


def _ends(batch: Batch, k: int) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Women and men of one batch: at least, twice the likely number, and at most."""
    by_gender, unknown = batch.by_gender, batch.source.unknown.value
    women, men = (by_gender.get(gender.value, 0) for gender in (Gender.WOMAN, Gender.MAN))
    if is_exact(by_gender):
        return _just(women), _just(men)
    with_women = by_gender.get(JOINED.join((Gender.WOMAN.value, unknown)))
    if with_women is not None:
        return _with_unknown(with_women, batch.visits, k), _just(men)
    # The unknown are merged with men only where men are fewer than k.
    with_men = by_gender[JOINED.join((unknown, Gender.MAN.value))]
    most = min(k, with_men) - 1
    return _just(women), (0, most, most)


def _with_unknown(merged: int, visits: int, k: int) -> tuple[int, int, int]:
    """The women of a cell that they share with some unknown: either of them are fewer than k.

    It is likely to be the unknown. That it cannot be the women is held only where more than a
    quarter of the batch would then be unknown.
    """
    few = min(k, merged)
    if few == 1:
        return _just(0)
    least = merged - few + 1
    sure = _UNKNOWN_AT_MOST * least > visits
    return (least if sure else 0), 2 * merged - few, merged - 1


def _just(number: int) -> tuple[int, int, int]:
    return number, 2 * number, number


def _within(sums: list[int]) -> Within:
    least, twice, most = sums
    return Within(least, -(-twice // 2), most)


def _age_order(name: str) -> tuple[int, int, str]:
    """Sorts the names of ages: young before old, a band before one that goes on, unsaid last."""
    first, _, last = name.partition(JOINED)[0].rstrip("+").partition("-")
    return (_LATER, _LATER, name) if first == UNSAID else (int(first), int(last or _LATER), name)
