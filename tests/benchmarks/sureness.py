"""Whether "how sure" means what it says: calibration, and what doubt buys."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.estimate import Sureness
from tests.benchmarks.figures import Person, share
from tests.benchmarks.intervals import Figures, bootstrapped, wilson

THRESHOLDS: Final = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99)
BINS: Final = 10
"""Of equal width from one half to one."""

_LOWEST: Final = 0.5


def sureness(people: Sequence[Person]) -> Figures:
    """Coverage and accuracy over thresholds, calibration with its expected error, and the words."""
    sure = np.array([confidence(person) for person in people])
    right = np.array([person.gender_right for person in people])
    return {
        "n": len(people),
        "thresholds": [
            {
                "from": threshold,
                "named": wilson(int((sure >= threshold).sum()), len(people)),
                "right": wilson(
                    int(right[sure >= threshold].sum()), int((sure >= threshold).sum())
                ),
            }
            for threshold in THRESHOLDS
        ],
        "calibration": _bins(sure, right),
        "expected_calibration_error": bootstrapped(
            len(people), lambda drawn: calibration_error(sure[drawn], right[drawn]), 4
        ),
        "words": {word.value: _word(people, word) for word in Sureness},
    }


def confidence(person: Person) -> float:
    """Of the likelier gender, 0.5 to 1."""
    return max(person.estimate.p_woman, 1 - person.estimate.p_woman)


def calibration_error(sure: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """The expected calibration error (Guo et al. 2017): the mean over everybody of how far the
    share that is right lies from the mean confidence, by bin.
    """
    number = _bin_of(sure)
    off = 0.0
    for each in range(BINS):
        inside = number == each
        if inside.any():
            off += inside.sum() * abs(right[inside].mean() - sure[inside].mean())
    return float(off / len(sure))


def _bins(sure: NDArray[np.float64], right: NDArray[np.bool_]) -> list[Figures]:
    number = _bin_of(sure)
    width = (1 - _LOWEST) / BINS
    return [
        {
            "from": round(_LOWEST + each * width, 3),
            "to": round(_LOWEST + (each + 1) * width, 3),
            "confidence": round(float(sure[number == each].mean()), 4),
            "right": wilson(int(right[number == each].sum()), int((number == each).sum())),
        }
        for each in range(BINS)
        if (number == each).any()
    ]


def _bin_of(sure: NDArray[np.float64]) -> NDArray[np.intp]:
    part = (sure - _LOWEST) / (1 - _LOWEST)
    return np.minimum((part * BINS).astype(np.intp), BINS - 1)


def _word(people: Sequence[Person], word: Sureness) -> Figures:
    said = [person for person in people if person.estimate.sureness is word]
    return {
        "said": share(people, lambda person: person.estimate.sureness is word),
        "right": share(said, lambda person: person.gender_right),
    }
