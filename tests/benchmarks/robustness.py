"""What spoilt pictures do to the estimate, and what the gate saves of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.estimate import Estimate
from kiosk.domain.states import Hint
from tests.benchmarks.intervals import Figures, bootstrapped, wilson
from tests.benchmarks.labelled import Still, framed
from tests.benchmarks.measuring import Measurement
from tests.benchmarks.spoiling import Spoiling, ways

UNSPOILT: Final = Spoiling("as it is", "", lambda chip, _face: framed(chip))


@dataclass(frozen=True)
class Case:
    """One person in one way of spoiling; ``estimate`` is None where no face was found."""

    person: int
    error: float | None
    gender_right: bool
    hint: Hint | None

    @property
    def passed(self) -> bool:
        return self.hint is Hint.GOOD


@dataclass
class Way:
    """All people in one way of spoiling."""

    spoiling: Spoiling
    cases: list[Case] = field(default_factory=list)


def spoilt(measurement: Measurement, people: Sequence[Still]) -> list[Way]:
    """Everybody in every way, first of all as they are."""
    found = [Way(spoiling) for spoiling in (UNSPOILT, *ways())]
    for number, still in enumerate(people):
        first = measurement.look(framed(still.picture))
        if first is None:
            continue
        for way in found:
            look = measurement.look(way.spoiling.spoil(still.picture, first.face))
            if look is None:
                way.cases.append(Case(number, None, False, None))
            else:
                error = abs(look.estimate.age - still.age)
                way.cases.append(Case(number, error, _right(look.estimate, still), look.hint))
    return found


def robustness(found: Sequence[Way]) -> list[Figures]:
    """A row for each way: error and gender of those with a face, how much worse than unspoilt in
    pairs, how many the gate lets by, what these are off by, and what the others are told.
    """
    plain = {case.person: case for case in found[0].cases}
    return [_row(way, plain) for way in found]


def gate_value(found: Sequence[Way]) -> Figures:
    """The age's error over all spoilt pictures without the gate and with it, and the difference.

    Each person's pictures are drawn together in the bootstrap: they are no separate witnesses.
    """
    cases = [case for way in found[1:] for case in way.cases if case.error is not None]
    numbers = sorted({case.person for case in cases})
    row = {number: place for place, number in enumerate(numbers)}
    sums = np.zeros((len(numbers), 6))
    for case in cases:
        right, passed = float(case.gender_right), float(case.passed)
        error = case.error or 0.0
        sums[row[case.person]] += (error, right, 1, error * passed, right * passed, passed)

    def rate(part: int, of: int) -> Callable[[NDArray[np.intp]], float]:
        def share_of(drawn: NDArray[np.intp]) -> float:
            whole = float(sums[drawn, of].sum())
            # Nobody of those drawn was let by: that draw says nothing.
            return float(sums[drawn, part].sum()) / whole if whole else float("nan")

        return share_of

    def gain(part: int) -> Callable[[NDArray[np.intp]], float]:
        without, with_it = rate(part, 2), rate(part + 3, 5)
        return lambda drawn: with_it(drawn) - without(drawn)

    n = len(numbers)
    return {
        "people": n,
        "pictures": len(cases),
        "let_by": wilson(sum(case.passed for case in cases), len(cases)),
        "age_mae_without": bootstrapped(n, rate(0, 2)),
        "age_mae_with": bootstrapped(n, rate(3, 5)),
        "age_mae_change": bootstrapped(n, gain(0)),
        "gender_without": bootstrapped(n, rate(1, 2), 4),
        "gender_with": bootstrapped(n, rate(4, 5), 4),
        "gender_change": bootstrapped(n, gain(1), 4),
    }


def _row(way: Way, plain: dict[int, Case]) -> Figures:
    seen = [case for case in way.cases if case.error is not None]
    passed = [case for case in seen if case.passed]
    worse = np.array([_error(case) - _error(plain[case.person]) for case in seen])
    return {
        "way": way.spoiling.way,
        "strength": way.spoiling.strength,
        "n": len(way.cases),
        "found": wilson(len(seen), len(way.cases)),
        "age_mae": _mean(map(_error, seen)),
        "age_mae_change": bootstrapped(len(worse), lambda i: float(worse[i].mean()))
        if len(worse)
        else None,
        "gender": wilson(sum(case.gender_right for case in seen), len(seen)),
        "gate": wilson(len(passed), len(way.cases)),
        "age_mae_let_by": _mean(map(_error, passed)),
        "told": _most_told(way.cases),
    }


def _right(estimate: Estimate, still: Still) -> bool:
    return (estimate.p_woman > 0.5) == (still.gender == "female")


def _error(case: Case) -> float:
    return case.error if case.error is not None else float("nan")


def _mean(errors: Iterator[float]) -> float | None:
    listed = list(errors)
    return round(float(np.mean(listed)), 2) if listed else None


def _most_told(cases: Sequence[Case]) -> str | None:
    """What most of those were told whom the gate turned away."""
    hints = [case.hint.value for case in cases if case.hint not in (None, Hint.GOOD)]
    return max(sorted(set(hints)), key=hints.count) if hints else None
