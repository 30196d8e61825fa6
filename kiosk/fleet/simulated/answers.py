"""What becomes of a visitor of a class, by the invented visitors' own rules.

How often the camera names them as what, and how often they put it right or say it themselves, is
counted once over many people of ``kiosk.application.invented_people``.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.application.invented_people import People, Person
from kiosk.domain.batches import Source, wide_bands
from kiosk.domain.consent import Way
from kiosk.domain.estimate import AgeBand, Answer, Gender

Rates = NDArray[np.float64]

MINIMUM_AGE: Final = 14
BANDS: Final = wide_bands(MINIMUM_AGE)

CLASSES: Final = tuple((gender, band) for gender in (Gender.WOMAN, Gender.MAN) for band in BANDS)
"""What a visitor truly is; women first, each from young to old."""

GENDERS: Final = 3
AGES: Final = len(BANDS) + 1
PLACES: Final = GENDERS * AGES
"""Where a visit is counted: woman, unknown or man, each by band, the unsaid last."""

_OLDEST: Final = 82
_PEOPLE: Final = 4_000
"""Of each class; so the rates are known to within half a point, and are then taken as they are."""

LOOK_FAILS: Final = 0.035


@dataclass(frozen=True)
class Outcomes:
    """Class by what comes of a yes. ``camera`` and ``corrected`` and what is missing to 1 are of
    a yes to the camera; ``told`` of those who tell it themselves, and adds up to 1.
    """

    camera: Rates
    corrected: Rates
    told: Rates


@cache
def rates() -> Outcomes:
    """How often; the same in every run."""
    people, random = People(MINIMUM_AGE), Random("what becomes of a visitor")
    found = {name: np.zeros((len(CLASSES), PLACES)) for name in ("camera", "corrected", "told")}
    for number, (gender, band) in enumerate(CLASSES):
        counts: dict[str, Counter[int]] = {name: Counter() for name in found}
        last = _OLDEST if band.last is None else band.last + 1
        for _ in range(_PEOPLE):
            person = Person(gender, band.first + random.random() * (last - band.first))
            counts["told"][place(people.as_told(random, person).answer)] += 1
            seen = people.by_camera(random, person)
            if seen is not None and random.random() >= LOOK_FAILS:
                way = "camera" if seen.way is Way.CAMERA else "corrected"
                counts[way][place(seen.answer)] += 1
        for name, each in counts.items():
            for at, times in each.items():
                found[name][number, at] = times / _PEOPLE
    return Outcomes(**found)


def place(answer: Answer) -> int:
    """Where this is counted, whichever source it is of."""
    row = {Gender.WOMAN: 0, Gender.MAN: 2}.get(answer.gender, 1)
    return row * AGES + _age(answer.age_band)


def answer_at(at: int, source: Source) -> Answer:
    """An answer that is counted there."""
    row, age = divmod(at, AGES)
    gender = (Gender.WOMAN, source.unknown, Gender.MAN)[row]
    return Answer(gender, None if age == len(BANDS) else BANDS[age])


def _age(band: AgeBand | None) -> int:
    if band is None:
        return len(BANDS)
    return next(at for at, wide in enumerate(BANDS) if wide.holds(band.first))
