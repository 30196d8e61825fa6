"""Batches added up, and what the sums are called where they are shown.

Everything that is said of more than one batch comes from here, and none of it looks behind what
each batch released.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.domain.batches import JOINED, Batch
from kiosk.domain.estimate import UNSAID, Gender

_LATER: Final = 1_000


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
    genders: Counter[str] = Counter()
    ages: Counter[str] = Counter()
    for batch in batches:
        visits += batch.visits
        genders.update(batch.by_gender)
        ages.update(batch.by_ages)
    return Sum(visits, dict(genders), dict(ages))


def _age_order(name: str) -> tuple[int, int, str]:
    """Sorts the names of ages: young before old, a band before one that goes on, unsaid last."""
    first, _, last = name.partition(JOINED)[0].rstrip("+").partition("-")
    return (_LATER, _LATER, name) if first == UNSAID else (int(first), int(last or _LATER), name)
