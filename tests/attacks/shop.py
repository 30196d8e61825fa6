"""A month of a shop on a real store: who came, what was drawn, and all that was ever shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from kiosk.adapters.records import ReadingRecords
from kiosk.adapters.records.recorder import Recorder
from kiosk.application.ports import DayFigures
from kiosk.domain.batches import Batch, Cell, Source
from kiosk.domain.consent import ConsentRecord, Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from tests.adapters.records.conftest import open_recorder
from tests.attacks.combinations import Figure, Flags, Numbers, Part, answers_of
from tests.contracts.records.houses import BUSINESS_DAY, consent
from tests.fakes.time import FakeClock

K = 5
COUNTS = (
    "asked",
    "agreed",
    "told",
    "declined",
    "walked_away",
    "counted",
    "by_hour",
    "not_counted",
    "withdrawn",
)
"""The numbers of a day that say nothing of gender or age."""
OPENS, HOURS = 9, 10

_GENDERS = {
    Way.CAMERA: (Gender.WOMAN, Gender.MAN, Gender.NOT_SURE),
    Way.TOLD: (Gender.WOMAN, Gender.MAN, Gender.UNSAID),
}
_BANDS = (AgeBand(14, 17), AgeBand(25, 34), AgeBand(45, 54), AgeBand(55, 64), None)


@dataclass(frozen=True)
class Visitor:
    """One who was counted: when, what they answered (one of ANSWERS), and what they do later.

    ``leaves`` and ``corrects`` say after how many days, at its close, they do.
    """

    day: int
    hour: int
    answer: int
    way: Way
    leaves: int | None = None
    corrects: int | None = None


def as_answer(answer: int, way: Way) -> Answer:
    """One of ANSWERS as a visit holds it."""
    gender, band = divmod(answer, len(_BANDS))
    return Answer(_GENDERS[way][gender], _BANDS[band])


@dataclass
class Shown:
    """All that a month showed: every batch, and every answer of ``stats``.

    ``about`` is which visitors each batch is about, ``answers`` what these had answered when it
    closed.
    """

    answers: Numbers
    batches: tuple[Batch, ...] = ()
    about: list[Flags] = field(default_factory=list)
    days: list[DayFigures] = field(default_factory=list)

    def figures(self) -> list[Figure]:
        """Each number of a gender or an age that was shown."""
        found = [
            Figure((Part(about, answers_of(cell.gender, cell.ages)),), cell.visits)
            for batch, about in zip(self.batches, self.about, strict=True)
            for cell in batch.cells
        ]
        for day in self.days:
            assert set(day.batches) <= set(self.batches)
            for name, visits in day.by_gender.items():
                found += self._sum(
                    day, visits, name, "", lambda cell, name=name: cell.gender == name
                )
            for name, visits in day.by_age_band.items():
                found += self._sum(day, visits, "", name, lambda cell, name=name: cell.ages == name)
        return found

    def _sum(
        self,
        day: DayFigures,
        visits: int | None,
        gender: str,
        ages: str,
        is_one: Callable[[Cell], bool],
    ) -> list[Figure]:
        """A number of a day, as a sum of those cells of the day's own batches that it is of."""
        if visits is None:
            return []
        parts = [
            Part(about, answers_of(cell.gender, cell.ages))
            for batch, about in zip(self.batches, self.about, strict=True)
            if batch in day.batches and batch.first_day == batch.last_day
            for cell in batch.cells
            if is_one(cell)
        ]
        if not visits:
            parts = [
                Part(about, answers_of(gender, ages))
                for batch, about in zip(self.batches, self.about, strict=True)
                if batch in day.batches
                and batch.by_gender.get(gender) == 0
                and batch.first_day == batch.last_day
            ]
        return [Figure(tuple(parts), visits)]


def visitors(
    random: np.random.Generator, a_day: int, days: int, unsure: float = 0.07
) -> list[Visitor]:
    """Some leave or correct within the window, some of them after their batch has closed."""
    found: list[Visitor] = []
    for day in range(days):
        count = int(random.poisson(a_day))
        for hour in sorted(random.integers(0, HOURS, count)):
            way = Way.CAMERA if random.random() < 0.75 else Way.TOLD
            gender = random.choice(3, p=[(1 - unsure) / 2, (1 - unsure) / 2, unsure])
            unsaid = 0.06 if way is Way.TOLD else 0.0
            ages = [0.08 * (1 - unsaid), 0.38 * (1 - unsaid), 0.4 * (1 - unsaid)]
            ages = [*ages, 0.14 * (1 - unsaid), unsaid]
            acts = random.random()
            later = int(random.integers(0, 3))
            found.append(
                Visitor(
                    day,
                    OPENS + int(hour),
                    int(gender) * len(_BANDS) + int(random.choice(len(_BANDS), p=ages)),
                    way,
                    leaves=later if acts < 0.06 else None,
                    corrects=later if 0.06 < acts < 0.09 and way is Way.CAMERA else None,
                )
            )
    return found


def run(folder: Path, came: Sequence[Visitor]) -> Shown:
    """Let them come one after the other; look at every day after each batch and each close."""
    month = _Month(folder, came)
    try:
        for day in range(came[-1].day + 5):
            month.live(day)
    finally:
        month.recorder.abandon()
    return month.shown


class _Month:
    def __init__(self, folder: Path, came: Sequence[Visitor]) -> None:
        self._came = came
        self._clock = FakeClock(BUSINESS_DAY)
        self._first = self._clock.moment().day
        path = folder / "records.db"
        self.recorder: Recorder = open_recorder(path, self._clock, k=K)
        self._reading = ReadingRecords(path)
        self.shown = Shown(np.array([visitor.answer for visitor in came]))
        self._consents: dict[int, ConsentRecord] = {}
        self._waiting: dict[int, Source] = {}

    def live(self, day: int) -> None:
        """One business day: who comes, then its close, then who leaves or corrects."""
        for number, visitor in enumerate(self._came):
            if visitor.day == day:
                self._come(number, visitor)
        self._until(day + 1, 4)
        self.recorder.catch_up()
        self._look(upto=day)
        for number, visitor in enumerate(self._came):
            if visitor.leaves is not None and visitor.day + visitor.leaves == day:
                self.recorder.erase_visit(self._consents[number].code)
                self._waiting.pop(number, None)
            if visitor.corrects is not None and visitor.day + visitor.corrects == day:
                self._correct(number, visitor)
        self._look(upto=day)

    def _come(self, number: int, visitor: Visitor) -> None:
        self._until(visitor.day, visitor.hour)
        given = consent(number, self._clock.moment(), visitor.way)
        self.recorder.count_asked(given.moment)
        self._look(upto=visitor.day)
        answer = as_answer(visitor.answer, visitor.way)
        shown = None if visitor.way is Way.TOLD else answer
        if visitor.way is Way.CAMERA:
            self.recorder.store_consent(given)
        self.recorder.keep_visit(given, answer, visitor.way, shown, receipt=True)
        self._consents[number] = given
        self._waiting[number] = Source.of(visitor.way)

    def _correct(self, number: int, visitor: Visitor) -> None:
        said = (visitor.answer + len(_BANDS) + 1) % (2 * len(_BANDS))
        code = self._consents[number].code
        self.recorder.correct_record(code, as_answer(said, Way.TOLD))
        if number in self._waiting:
            self._waiting[number] = Source.SAID
            self.shown.answers[number] = said

    def _look(self, *, upto: int) -> None:
        """See what is shown now, and which visitors a batch that is new is about."""
        seen = self._reading.batches(date.min, date.max)
        known = len(self.shown.batches)
        assert seen[:known] == self.shown.batches
        for batch in seen[known:]:
            drawn = [n for n, source in self._waiting.items() if source is batch.source]
            drawn = [number for number in drawn if self._came[number].day <= upto]
            assert len(drawn) == batch.visits
            self.shown.about.append(np.isin(np.arange(len(self._came)), drawn))
            for number in drawn:
                del self._waiting[number]
        if len(seen) > known or not self.shown.days or self._clock.moment().hour == 4:
            self.shown.batches = seen
            for back in range(4):
                day = self._first + timedelta(days=upto - back)
                self.shown.days.append(self._reading.day_figures(day, self._clock))

    def _until(self, day: int, hour: int) -> None:
        moment = self._clock.moment()
        passed = (moment.day - self._first).days * 24 + moment.hour
        if moment.hour < 4:
            passed += 24
        self._clock.forward(max(0, day * 24 + hour - passed) * 3600)
