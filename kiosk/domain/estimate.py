"""How readings of single frames become one estimate, and how sure it may claim to be.

Ages are in years, log-odds are natural logarithms and positive towards "woman".
"""

import enum
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


class Gender(enum.Enum):
    """What is counted under "gender"; the values are the keys of every export."""

    WOMAN = "woman"
    MAN = "man"
    NOT_SURE = "not_sure"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class AgeBand:
    """An age range in whole years, both ends included; ``last`` is None for the open end."""

    first: int
    last: int | None

    @property
    def name(self) -> str:
        return f"{self.first}+" if self.last is None else f"{self.first}-{self.last}"

    def holds(self, age: float) -> bool:
        """True if somebody of this age, counted in whole years lived, belongs to the band."""
        return self.first <= math.floor(age) and (self.last is None or math.floor(age) <= self.last)


UNSAID: Final = "unsaid"
"""The name an unsaid age goes by wherever bands are named."""

_STARTS: Final = (14, 18, 25, 35, 45, 55, 65)


def age_bands(minimum_age: int) -> tuple[AgeBand, ...]:
    """The bands offered where nobody under ``minimum_age`` (14 to 18) is asked, youngest first."""
    if not _STARTS[0] <= minimum_age <= _STARTS[1]:
        raise ValueError(f"a minimum age is between 14 and 18, not {minimum_age}")
    starts = (minimum_age, *(start for start in _STARTS if start > minimum_age))
    ends = (*(start - 1 for start in starts[1:]), None)
    return tuple(AgeBand(first, last) for first, last in zip(starts, ends, strict=True))


@dataclass(frozen=True, slots=True)
class Answer:
    """What is counted of one visitor: estimated, corrected or told.

    ``age_band`` is None where the visitor would rather not say.
    """

    gender: Gender
    age_band: AgeBand | None


class Sureness(enum.Enum):
    """How sure the estimate is of the gender it names, in the words shown to the visitor."""

    QUITE = "quite"
    FAIRLY = "fairly"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class FrameReading:
    """What one good frame says: age in years, log-odds of "woman", quality from 0 to 1."""

    age: float
    log_odds_woman: float
    quality: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """One visitor as estimated: the point age, a range that should hold it, and a gender.

    ``low`` and ``high`` are whole years; the range is meant to hold the true age for about
    eight visitors in ten. ``frames`` is how many readings went in.
    """

    age: float
    low: int
    high: int
    p_woman: float
    frames: int

    @property
    def gender(self) -> Gender:
        """Doubt is said as doubt: under the threshold nobody is guessed to be either."""
        if self.p_woman >= SURE_ENOUGH:
            return Gender.WOMAN
        if self.p_woman <= 1 - SURE_ENOUGH:
            return Gender.MAN
        return Gender.NOT_SURE

    @property
    def sureness(self) -> Sureness:
        confidence = max(self.p_woman, 1 - self.p_woman)
        if confidence >= QUITE_SURE:
            return Sureness.QUITE
        return Sureness.FAIRLY if confidence >= SURE_ENOUGH else Sureness.NOT

    def is_under(self, minimum_age: int) -> bool:
        """True if the point age lies under the age from which visitors may be counted."""
        return self.age < minimum_age

    def answer(self, minimum_age: int) -> Answer:
        """What would be counted if the visitor keeps this estimate.

        Raises ValueError for an estimate under ``minimum_age``: that one is never counted.
        """
        for band in age_bands(minimum_age):
            if band.holds(self.age):
                return Answer(self.gender, band)
        raise ValueError("an estimate under the minimum age has no band")


SURE_ENOUGH: Final = 0.90
"""From this probability a gender is named. Measured on 1,116 stills of people of 14 and older
(docs/model-card.md): 94.0 % of them reach it, and of those 97.1 % are named right."""

QUITE_SURE: Final = 0.98

_FEWEST_FRAMES: Final = 8
_SETTLED_AGE: Final = 1.5
_UNSTEADY_AGE: Final = 2.0
"""Years by which readings of one face may always differ: cuts of one picture do as much."""

_MODEL_LOG_ODDS_LIMIT: Final = 8.0
_OLDEST: Final = 100
_LEAST_WEIGHT: Final = 1e-9


@dataclass(frozen=True, slots=True)
class AgeError:
    """How far a model's age is off, as published for it: one row for each stretch of ages.

    ``rows`` are (estimated age below which the row holds, years to take off, years to add), in
    rising order, the last one open-ended (infinity). The range from "taken off" to "added"
    holds the true age of about eight people in ten.
    """

    rows: tuple[tuple[float, float, float], ...]

    def range_around(self, age: float) -> tuple[int, int]:
        """The range to show around an estimated age, in whole years from 0 to 100."""
        below, above = next((low, high) for upto, low, high in self.rows if age < upto)
        return max(0, round(age - below)), min(_OLDEST, round(age + above))


def fuse(readings: Sequence[FrameReading], age_error: AgeError) -> Estimate:
    """One estimate from one or more readings of the same face.

    The age is the quality-weighted mean of the readings within three median deviations of
    their median, so that a blink or a turned head does not move it; a deviation counts as two
    years at the least, else of three readings that nearly agree one would often be dropped.
    The gender is the quality-weighted mean of the log-odds: frames of one face are no
    independent witnesses, so their odds are averaged and never multiplied. Raises ValueError
    for no readings.
    """
    if not readings:
        raise ValueError("no frame was good enough to say anything")
    middle = statistics.median(reading.age for reading in readings)
    deviation = statistics.median(abs(reading.age - middle) for reading in readings)
    deviation = max(deviation, _UNSTEADY_AGE)
    near = [reading for reading in readings if abs(reading.age - middle) <= 3 * deviation]
    age = _weighted_mean([(reading.age, reading.quality) for reading in near])
    log_odds = _weighted_mean(
        [(_limited(reading.log_odds_woman), reading.quality) for reading in readings]
    )
    low, high = age_error.range_around(age)
    return Estimate(
        age=age,
        low=low,
        high=high,
        p_woman=1 / (1 + math.exp(-log_odds)),
        frames=len(readings),
    )


def has_settled(readings: Sequence[FrameReading]) -> bool:
    """True once more frames would hardly move the age: enough of them, and they agree.

    "Agree" is a standard error of the mean age under 1.5 years.
    """
    if len(readings) < _FEWEST_FRAMES:
        return False
    spread = statistics.stdev(reading.age for reading in readings)
    return spread / math.sqrt(len(readings)) < _SETTLED_AGE


def _limited(log_odds: float) -> float:
    """One over-confident frame may not outvote all the others."""
    return max(-_MODEL_LOG_ODDS_LIMIT, min(_MODEL_LOG_ODDS_LIMIT, log_odds))


def _weighted_mean(pairs: list[tuple[float, float]]) -> float:
    weight = math.fsum(quality for _, quality in pairs)
    # Weights so small that they lose their digits weigh nothing against each other.
    if weight < _LEAST_WEIGHT:
        return statistics.fmean(value for value, _ in pairs)
    return math.fsum(value * quality for value, quality in pairs) / weight
