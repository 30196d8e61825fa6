"""A shop on a real store for months: who came, what was drawn, and all that was ever shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from kiosk.domain.batches import Batch, Cell, Source

from kiosk.adapters.records import ReadingFigures, ReadingRecords, day_files
from kiosk.adapters.records.overview import overview
from kiosk.adapters.records.recorder import Recorder
from kiosk.application.day_file import DayFile, HourCounts
from kiosk.application.figures import Counts, PeriodFigures
from kiosk.application.figures_csv import as_csv
from kiosk.application.figures_json import as_object
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.consent import ConsentRecord, Moment, Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.periods import Period, Span
from tests.adapters.records.conftest import open_recorder
from tests.application.test_figures_files import numbers_of_object, numbers_of_table
from tests.attacks import recounted
from tests.attacks.combinations import Figure, Flags, Numbers, Part, answers_of
from tests.attacks.live import Look
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION, consent
from tests.fakes.time import FakeClock

K = 5
OPENS, HOURS = 9, 10
DAYS = 365
EXPORTED_EVERY = 91

LAST_OF_A_LONG_MONTH = 37
"""The 31st of December, if the first day is the 24th of November: no 31st came before it."""

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
    """All that these months showed, as it came.

    ``about`` is which visitors each batch is about, ``answers`` what these had answered when it
    closed. ``figures`` is what was shown of each day, over and over; ``counts`` what was shown of
    it last. ``views`` is how many views there were of all periods, each worked out again from
    the batches, and ``exports`` how many files; ``told`` is what a head office was told of each
    day; ``looks`` are those that somebody took after every visitor of some days.
    """

    answers: Numbers
    batches: tuple[Batch, ...] = ()
    about: list[Flags] = field(default_factory=list)
    figures: dict[object, Figure] = field(default_factory=dict)
    counts: dict[Period, tuple[Counts, tuple[Counts, ...], int, int]] = field(default_factory=dict)
    views: int = 0
    spans: set[Span] = field(default_factory=set)
    compared: int = 0
    exports: int = 0
    told: dict[date, DayFile] = field(default_factory=dict)
    looks: list[Look] = field(default_factory=list)

    def take(self, figures: PeriodFigures, *, exported: bool) -> None:
        """See one view. Raises NotReleased for a number that is no sum of released cells."""
        numbers = recounted.check(figures, self.batches)
        if exported:
            told = numbers_of_object(as_object(figures))
            assert numbers_of_table(as_csv(figures)) == told
            self.exports += 1
        self.views += 1
        self.spans.add(figures.period.span)
        self.compared += figures.before is not None
        if figures.period.span is not Span.DAY:
            return
        self.counts[figures.period] = (
            figures.counts,
            figures.hours,
            figures.not_counted,
            figures.withdrawn,
        )
        for number in numbers:
            key = (figures.period, number.name, number.visits)
            if key not in self.figures:
                self.figures[key] = Figure(tuple(map(self._part, number.cells)), number.visits)

    def take_file(self, told: DayFile) -> None:
        """See what a head office is told of a closed day, once more or for the first time.

        Raises NotReleased for a batch that no screen shows, or a number that is not a day's own.
        """
        before = self.told.setdefault(told.day, told)
        if before != told:
            raise recounted.NotReleased("a day that is told in another way than before")
        if not set(told.batches) <= set(self.batches):
            raise recounted.NotReleased("a batch that was never released here")
        _, hours, *_ = self.counts[Period.of_day(told.day)]
        for hour, counts in enumerate(hours):
            of_hour = told.hours.get(hour, HourCounts())
            for name in ("asked", "agreed", "told", "declined", "walked_away", "entered"):
                if (getattr(of_hour, name) or 0) != (getattr(counts, name) or 0):
                    raise recounted.NotReleased(f"{name} of an hour")

    def cells(self) -> list[Figure]:
        """Each cell of each batch."""
        return [
            Figure((self._part((batch, cell)),), cell.visits)
            for batch in self.batches
            for cell in batch.cells
        ]

    def all_figures(self) -> list[Figure]:
        """Each number of a gender or an age that was shown."""
        return [*self.cells(), *self.nobodies(), *(f for f in self.figures.values() if f.parts)]

    def nobodies(self) -> list[Figure]:
        """That a batch has nobody of unknown gender is shown without a cell."""
        return [
            Figure((Part(about, answers_of(name, "")),), 0)
            for batch, about in zip(self.batches, self.about, strict=True)
            for name, visits in batch.by_gender.items()
            if not visits
        ]

    def _part(self, picked: tuple[Batch, Cell]) -> Part:
        batch, cell = picked
        about = self.about[self.batches.index(batch)]
        return Part(about, answers_of(cell.gender, cell.ages))


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


def year(random: np.random.Generator, *, busy: bool) -> list[Visitor]:
    """A year; quiet but for its third month, or busy all along."""
    if busy:
        return visitors(random, 25, DAYS)
    found = visitors(random, 3, DAYS)
    more = visitors(random, 18, 20)
    found += [replace(visitor, day=visitor.day + 60) for visitor in more]
    found += [replace(visitor, day=LAST_OF_A_LONG_MONTH) for visitor in visitors(random, 18, 1)]
    return sorted(found, key=lambda visitor: (visitor.day, visitor.hour))


def run(folder: Path, came: Sequence[Visitor], *, watched: Sequence[int] = ()) -> Shown:
    """Let them come one after the other; look at every period after each batch and each close.

    On ``watched`` days somebody looks after every visitor, too.
    """
    months = _Months(folder, came, watched)
    try:
        for day in range(came[-1].day + 5):
            months.live(day)
    finally:
        months.recorder.abandon()
    return months.shown


class _Months:
    def __init__(self, folder: Path, came: Sequence[Visitor], watched: Sequence[int]) -> None:
        self._came = came
        self._watched = frozenset(watched)
        self._of_day: dict[int, list[int]] = {}
        self._acts_on: dict[int, list[int]] = {}
        for number, visitor in enumerate(came):
            self._of_day.setdefault(visitor.day, []).append(number)
            for later in (visitor.leaves, visitor.corrects):
                if later is not None:
                    self._acts_on.setdefault(visitor.day + later, []).append(number)
        self._clock = FakeClock(BUSINESS_DAY)
        self._first = self._clock.moment().day
        path = folder / "records.db"
        self.recorder: Recorder = open_recorder(path, self._clock, k=K)
        self._path = path
        self._reading = ReadingRecords(path)
        self._figures = ReadingFigures(path, RETENTION, ReleaseRules())
        self.shown = Shown(np.array([visitor.answer for visitor in came]))
        self._consents: dict[int, ConsentRecord] = {}
        self._waiting: dict[int, Source] = {}

    def live(self, day: int) -> None:
        """One business day: who comes, then its close, then who leaves or corrects."""
        for number in self._of_day.get(day, ()):
            self._come(number, self._came[number])
            if day in self._watched:
                self._watch(day)
        self._until(day + 1, 4)
        self.recorder.catch_up()
        self._look(upto=day, closed=True)
        for number in self._acts_on.get(day, ()):
            if self._came[number].leaves is not None:
                self.recorder.erase_visit(self._consents[number].code)
                self._waiting.pop(number, None)
            else:
                self._correct(number, self._came[number])
        if day in self._acts_on:
            self._look(upto=day, closed=True)

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
        self.recorder.record_entered(given.moment.day, given.moment.hour, 3, replace=False)
        self._consents[number] = given
        self._waiting[number] = Source.of(visitor.way)

    def _correct(self, number: int, visitor: Visitor) -> None:
        said = (visitor.answer + len(_BANDS) + 1) % (2 * len(_BANDS))
        code = self._consents[number].code
        self.recorder.correct_record(code, as_answer(said, Way.TOLD))
        if number in self._waiting:
            self._waiting[number] = Source.SAID
            self.shown.answers[number] = said

    def _look(self, *, upto: int, closed: bool = False) -> None:
        """See what is shown now, and which visitors a batch that is new is about."""
        lately = self._first + timedelta(days=upto - 9)
        seen = self._reading.batches(lately, date.max)
        known = [batch for batch in self.shown.batches if batch.last_day >= lately]
        assert seen[: len(known)] == tuple(known)
        new = seen[len(known) :]
        for batch in new:
            # Everybody of its kind who waited when its last day was drawn: a close of day may
            # find that a day before is enough by now, and draws that first.
            last = (batch.last_day - self._first).days
            drawn = [n for n, source in self._waiting.items() if source is batch.source]
            drawn = [number for number in drawn if self._came[number].day <= last]
            assert len(drawn) == batch.visits
            self.shown.about.append(np.isin(np.arange(len(self._came)), drawn))
            for number in drawn:
                del self._waiting[number]
        self.shown.batches += new
        if new or closed:
            today = self._first + timedelta(days=upto)
            periods = [Period.of_day(today - timedelta(days=back)) for back in range(4)]
            longer = (Span.WEEK, Span.FOUR_WEEKS, Span.MONTH)
            periods += [Period.of(span, today) for span in longer]
            for period in periods:
                figures = self._figures.of_period(period, self._clock)
                self.shown.take(figures, exported=closed and upto % EXPORTED_EVERY == 0)
            told = day_files.read(self._path, "shop", today) if closed else None
            if told is not None:
                self.shown.take_file(told)

    def _watch(self, day: int) -> None:
        now = self._clock.moment()
        today = self._first + timedelta(days=day)
        inside = self.recorder.inside()
        shown = overview(self._path, RETENTION, self._clock, None)
        for span in Span:
            figures = self._figures.of_period(Period.of(span, today), self._clock)
            self.shown.looks.append(Look(now, figures, inside, shown))

    def _until(self, day: int, hour: int) -> None:
        moment: Moment = self._clock.moment()
        passed = (moment.day - self._first).days * 24 + moment.hour
        if moment.hour < 4:
            passed += 24
        self._clock.forward(max(0, day * 24 + hour - passed) * 3600)
