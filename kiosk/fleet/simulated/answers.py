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
from kiosk.domain.blocks import AGES, CELLS, GENDERS, Source, ages_from, band_of, count
from kiosk.domain.consent import Way
from kiosk.domain.estimate import Answer, Gender

Numbers = NDArray[np.int64]
Rates = NDArray[np.float64]

MINIMUM_AGE: Final = 14
BANDS: Final = ages_from(MINIMUM_AGE)

CLASSES: Final = tuple((gender, band) for gender in (Gender.WOMAN, Gender.MAN) for band in BANDS)
"""What a visitor truly is; women first, each from young to old."""

PLACES: Final = len(GENDERS) * len(AGES)
"""What can be counted of a visit of one source: each gender by age."""

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
    return GENDERS.index(answer.gender.value) * len(AGES) + AGES.index(band_of(answer.age_band))


def answer_at(at: int) -> Answer:
    """An answer that is counted there."""
    row, age = divmod(at, len(AGES))
    return Answer(Gender(GENDERS[row]), (*BANDS, None)[age])


def cells_of_places() -> Numbers:
    """In which of CELLS a visit is counted: source and place, those of each source in turn, by
    cell; 1 or 0.
    """
    counted = [count([((source, answer_at(at)), 1)]) for source in Source for at in range(PLACES)]
    found = np.array(counted, np.int64)
    assert found.shape == (len(Source) * PLACES, len(CELLS))
    return found
