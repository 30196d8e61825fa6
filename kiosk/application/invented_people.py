"""Invented visitors: who comes to an invented showroom, and how the estimate errs about them.

For the demo's two years and for measurements, never for a shop. Every chance is drawn from the
``Random`` that is given, so that the same seed brings the same people.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kiosk.domain.consent import Way
from kiosk.domain.estimate import AgeBand, Answer, Gender, age_bands

if TYPE_CHECKING:
    from random import Random

_WOMEN: Final = 0.58
_OLDEST: Final = 82

_OF_AGES: Final = (
    (14, 0.02),
    (18, 0.11),
    (25, 0.29),
    (35, 0.27),
    (45, 0.16),
    (55, 0.10),
    (65, 0.05),
)
"""The age from which, and how many of all visitors are between it and the next one."""


@dataclass(frozen=True, slots=True)
class Errors:
    """How the estimate errs about people of one stretch of ages.

    ``years`` are added to the age on average, ``spread`` is the standard deviation around that.
    ``sure`` is how often a gender is named at all, ``right`` how often the one that is named is
    the right one.
    """

    upto: float
    years: float
    spread: float
    sure: float
    right: float


ERRORS: Final = (
    Errors(18, 5.3, 6.0, 0.89, 0.955),
    Errors(25, 4.7, 4.4, 0.94, 0.969),
    Errors(35, 1.7, 4.8, 0.98, 0.976),
    Errors(45, -1.2, 7.4, 0.99, 0.995),
    Errors(55, -5.5, 9.3, 0.97, 0.976),
    Errors(65, -6.9, 10.5, 0.92, 0.981),
    Errors(999, -9.7, 11.0, 0.87, 0.931),
)
"""As published in docs/model-card.md, youngest first; a test compares them."""

_UPTO: Final = [each.upto for each in ERRORS]

_NO_GENDER_SAID: Final = 0.04
_NO_AGE_SAID: Final = 0.06
_CORRECTS_GENDER: Final = 0.55
_CORRECTS_AGE: Final = {0: 0.005, 1: 0.10, 2: 0.35}
"""By how many bands the estimate is off, two or more being the last: few take the trouble."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as they are, which nothing but this invention knows."""

    gender: Gender
    age: float


@dataclass(frozen=True, slots=True)
class Counted:
    """What a visit leaves: as in the store's table, without day and hour."""

    answer: Answer
    way: Way
    shown: Answer | None


class People:
    """Everybody who may come where nobody under ``minimum_age`` is asked."""

    def __init__(self, minimum_age: int) -> None:
        self._bands: Final = age_bands(minimum_age)
        self._firsts: Final = [band.first for band in self._bands]
        starts = [max(start, minimum_age) for start, _ in _OF_AGES]
        self._starts: Final = list(zip(starts, [*starts[1:], _OLDEST], strict=True))
        self._up_to: Final = _added_up([share for _, share in _OF_AGES])

    def somebody(self, random: Random) -> Person:
        """One who is old enough to be asked."""
        youngest, oldest = self._starts[bisect_right(self._up_to, random.random())]
        gender = Gender.WOMAN if random.random() < _WOMEN else Gender.MAN
        return Person(gender, youngest + random.random() * (oldest - youngest))

    def estimated(self, random: Random, person: Person) -> Answer | None:
        """What the camera makes of them; None for who looks too young to be counted."""
        errors = ERRORS[bisect_right(_UPTO, person.age)]
        age = random.gauss(person.age + errors.years, errors.spread)
        if age < self._bands[0].first:
            return None
        if random.random() >= errors.sure:
            gender = Gender.NOT_SURE
        elif random.random() < errors.right:
            gender = person.gender
        else:
            gender = Gender.MAN if person.gender is Gender.WOMAN else Gender.WOMAN
        return Answer(gender, self._band(age))

    def said(self, random: Random, person: Person) -> Answer:
        """What they say of themselves, as far as they do."""
        gender = Gender.UNSAID if random.random() < _NO_GENDER_SAID else person.gender
        band = None if random.random() < _NO_AGE_SAID else self._band(person.age)
        return Answer(gender, band)

    def by_camera(self, random: Random, person: Person) -> Counted | None:
        """What a look leaves, put right where they care; None for who looks too young."""
        shown = self.estimated(random, person)
        if shown is None:
            return None
        if random.random() < self._corrects(shown, person):
            return Counted(self.said(random, person), Way.CORRECTED, shown)
        return Counted(shown, Way.CAMERA, shown)

    def as_told(self, random: Random, person: Person) -> Counted:
        """What somebody leaves who would rather say it than be looked at."""
        return Counted(self.said(random, person), Way.TOLD, None)

    def _corrects(self, shown: Answer, person: Person) -> float:
        """How likely it is that they put it right."""
        if shown.gender is not person.gender:
            return _CORRECTS_GENDER
        off = 0
        if shown.age_band is not None:
            true = self._band(person.age)
            off = abs(self._bands.index(shown.age_band) - self._bands.index(true))
        return _CORRECTS_AGE[min(off, max(_CORRECTS_AGE))]

    def _band(self, age: float) -> AgeBand:
        return self._bands[bisect_right(self._firsts, age) - 1]


def _added_up(shares: list[float]) -> list[float]:
    """Where each share ends, from 0 to 1; the last one exactly there."""
    total = 0.0
    return [*(total := total + share for share in shares[:-1]), 1.0]
