"""What reading a face from several cuts gains over the one that the networks were trained on."""

from collections.abc import Sequence

import numpy as np

from tests.benchmarks.figures import Person
from tests.benchmarks.intervals import Figures, bootstrapped


def gain(people: Sequence[Person]) -> Figures:
    """Both errors of the trained cut alone, of the product, and their difference, in pairs."""
    alone = np.array([abs(person.trained.age - person.age) for person in people])
    product = np.array([abs(person.error) for person in people])
    alone_right = np.array([_right(person) for person in people], float)
    right = np.array([person.gender_right for person in people], float)
    n = len(people)
    return {
        "n": n,
        "age_mae_of_one_cut": round(float(alone.mean()), 2),
        "age_mae": round(float(product.mean()), 2),
        "age_mae_gain": bootstrapped(n, lambda i: float((alone[i] - product[i]).mean())),
        "gender_of_one_cut": round(float(alone_right.mean()), 4),
        "gender": round(float(right.mean()), 4),
        "gender_gain": bootstrapped(n, lambda i: float((right[i] - alone_right[i]).mean()), 4),
    }


def _right(person: Person) -> bool:
    return (person.trained.p_woman > 0.5) == (person.gender == "female")
