"""What the evaluation says of everybody and of each group, as numbers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from kiosk.domain.estimate import SURE_ENOUGH, Estimate, age_bands
from kiosk.domain.states import Hint
from tests.benchmarks.age_errors import Pair, covered, cross_validated, derive, table
from tests.benchmarks.intervals import Figures, mean_and_reach, wilson

ADULT = 14
"""Whoever is counted in the shop; the younger are measured apart."""

OF_AGE = 18


@dataclass(frozen=True)
class Person:
    """One labelled still with a face, what was estimated of it, and whether the gate let it by.

    ``gate`` is the hint that the visitor would have been given; ``trained`` what the cut that the
    networks were trained on says alone.
    """

    age: int
    gender: str
    race: str
    estimate: Estimate
    gate: Hint
    trained: Estimate

    @property
    def error(self) -> float:
        return self.estimate.age - self.age

    @property
    def pair(self) -> Pair:
        return Pair(self.age, self.estimate.age)

    @property
    def sure(self) -> bool:
        return max(self.estimate.p_woman, 1 - self.estimate.p_woman) >= SURE_ENOUGH

    @property
    def gender_right(self) -> bool:
        return (self.estimate.p_woman > 0.5) == (self.gender == "female")

    @property
    def band(self) -> str:
        """The true age's band by name, or "under 14"."""
        return next((band.name for band in BANDS if band.holds(self.age)), f"under {ADULT}")

    @property
    def bands_off(self) -> int | None:
        """How many bands lie between true and predicted age; None if one of them has no band."""
        numbers = [
            next((n for n, band in enumerate(BANDS) if band.holds(age)), None)
            for age in (self.age, self.estimate.age)
        ]
        true, predicted = numbers
        return None if true is None or predicted is None else abs(true - predicted)


BANDS = age_bands(ADULT)


def share(people: Sequence[Person], holds: Callable[[Person], bool]) -> Figures:
    return wilson(sum(map(holds, people)), len(people))


def age_figures(people: Sequence[Person]) -> Figures:
    """Mean absolute error and mean error (predicted minus true), the first with its 95 % interval.

    All None for fewer than two people.
    """
    if len(people) < 2:
        return {"mae": None, "low": None, "high": None, "bias": None}
    mean, reach = mean_and_reach([abs(person.error) for person in people])
    return {
        "mae": round(mean, 2),
        "low": round(mean - reach, 2),
        "high": round(mean + reach, 2),
        "bias": round(float(np.mean([person.error for person in people])), 2),
    }


def group(people: Sequence[Person]) -> Figures:
    """The figures of one group of people, all of one age or older than the minimum."""
    sure = [person for person in people if person.sure]
    return {
        "n": len(people),
        "age": age_figures(people),
        "within_5_years": share(people, lambda person: abs(person.error) <= 5),
        "within_10_years": share(people, lambda person: abs(person.error) <= 10),
        "gender": share(people, lambda person: person.gender_right),
        "sure": share(people, lambda person: person.sure),
        "gender_if_sure": share(sure, lambda person: person.gender_right),
        "exact_band": share(people, lambda person: person.bands_off == 0),
        "within_one_band": share(people, lambda p: p.bands_off is not None and p.bands_off <= 1),
        "range": share(people, lambda p: p.estimate.low <= p.age <= p.estimate.high),
        "gate": share(people, lambda person: person.gate is Hint.GOOD),
    }


def groups(people: Sequence[Person], key: Callable[[Person], str]) -> Figures:
    names = sorted({key(person) for person in people})
    return {name: group([p for p in people if key(p) == name]) for name in names}


def figures(people: Sequence[Person], without_a_face: int, frame_ms: Sequence[float]) -> Figures:
    """All that the model card says; ``adult`` repeats its main figures as plain numbers."""
    adults = [person for person in people if person.age >= ADULT]
    children = [person for person in people if person.age < ADULT]
    overall = group(adults)
    passed = [person for person in adults if person.gate is Hint.GOOD]
    return {
        "stills": len(people) + without_a_face,
        "without_a_face": without_a_face,
        "adult": {
            "n": len(adults),
            "age_mae": overall["age"]["mae"],
            "age_bias": overall["age"]["bias"],
            "gender_accuracy": overall["gender"]["share"],
            "range_coverage": overall["range"]["share"],
            **overall,
        },
        "through_the_gate": group(passed),
        "gate_hints": _counts(person.gate.value for person in adults),
        "by_band": groups(adults, lambda person: person.band),
        "by_gender": groups(adults, lambda person: person.gender),
        "by_race": groups(adults, lambda person: person.race),
        "by_race_and_gender": groups(adults, lambda person: f"{person.race} {person.gender}"),
        "under_age": {
            "n": len(children),
            "found": share(children, lambda person: person.estimate.age < ADULT),
            "adults_taken_for_it": share(adults, lambda person: person.estimate.age < ADULT),
            "of_age_taken_for_it": share(
                [person for person in adults if person.age >= OF_AGE],
                lambda person: person.estimate.age < ADULT,
            ),
        },
        "range_if_derived_here": _derived([person.pair for person in adults]),
        "frame_ms": {
            "n": len(frame_ms),
            **{f"p{p}": round(float(np.percentile(frame_ms, p)), 1) for p in (5, 50, 95)},
        },
    }


def _derived(pairs: Sequence[Pair]) -> Figures:
    rows = derive(pairs)
    return {
        "in_sample": wilson(covered(pairs, table(rows)), len(pairs)),
        "cross_validated": round(cross_validated(pairs), 4),
        "rows": [vars(row) for row in rows],
    }


def _counts(names: Iterable[str]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for name in names:
        counted[name] = counted.get(name, 0) + 1
    return dict(sorted(counted.items()))
