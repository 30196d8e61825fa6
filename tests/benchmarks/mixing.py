"""The same figures for visitors of another mix of ages than the stills': reweighted by band."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.figures import BANDS, Person
from tests.benchmarks.intervals import Figures, bootstrapped

SHOP: Final = {
    "14-17": 4.0,
    "18-24": 16.0,
    "25-34": 26.0,
    "35-44": 21.0,
    "45-54": 15.0,
    "55-64": 11.0,
    "65+": 7.0,
}
"""In a hundred visitors: an assumption, not a count of anybody's. A shop gives its own."""


def parsed(text: str) -> dict[str, float]:
    """A mix such as ``14-17:5,18-24:20,…``. Raises ValueError unless it names every band."""
    mix = {
        name.strip(): float(part) for name, _, part in (x.partition(":") for x in text.split(","))
    }
    if set(mix) != {band.name for band in BANDS} or min(mix.values()) < 0 or not sum(mix.values()):
        raise ValueError(f"a mix names each of {', '.join(band.name for band in BANDS)}")
    return mix


def reweighted(people: Sequence[Person], mix: Mapping[str, float], stated: str) -> Figures:
    """Age error, gender and range as if the bands had these shares; within a band as measured.

    ``stated`` says in words whose mix it is. Intervals by bootstrap over people.
    """
    total = sum(mix.values())
    _, bands = np.unique([person.band for person in people], return_inverse=True)
    wanted = np.array([mix[person.band] / total for person in people])
    size = np.array([abs(person.error) for person in people])
    right = np.array([person.gender_right for person in people], float)
    held = np.array([p.estimate.low <= p.age <= p.estimate.high for p in people], float)

    def mean(values: NDArray[np.float64], digits: int) -> Figures:
        def figure(drawn: NDArray[np.intp]) -> float:
            there = np.bincount(bands[drawn])
            weights = wanted[drawn] / there[bands[drawn]]
            return float(np.average(values[drawn], weights=weights))

        return bootstrapped(len(people), figure, digits)

    return {
        "stated": stated,
        "mix": {name: round(part / total, 4) for name, part in mix.items()},
        "n": len(people),
        "age_mae": mean(size, 2),
        "gender": mean(right, 4),
        "range": mean(held, 4),
    }
