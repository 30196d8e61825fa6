"""Calls in any order, crashes among them: the real store does what the fake does.

And whatever was called, every closed day adds up.
"""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.application.figures import NoRecords, PeriodFigures
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.consent import ConsentRecord, Moment, Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.periods import Span
from kiosk.domain.retention import Retention
from kiosk.domain.states import WatchFault
from tests.contracts.records.houses import BUSINESS_DAY, FakeHouse, House, RealHouse, consent

ANSWERS = [
    Answer(Gender.WOMAN, AgeBand(25, 34)),
    Answer(Gender.MAN, AgeBand(65, None)),
    Answer(Gender.UNSAID, None),
]

LONG_AGO = 3
"""A call is about one of the last visitors, or, this far back and further, about a stranger."""

Step = Callable[["Pair"], None]


class Pair:
    """A fake and a real store that are asked the same, at the same time."""

    def __init__(self, folder: Path) -> None:
        self.houses: tuple[House, House] = (
            FakeHouse(demo=True),
            RealHouse(folder, demo=True),
        )
        self.visitors: list[ConsentRecord] = []
        self.days = {self.now().day}

    def now(self) -> Moment:
        return self.houses[0].clock.moment()

    def ask(self, way: Way) -> None:
        visitor = consent(len(self.visitors), self.now(), way)
        self.visitors.append(visitor)
        self.days.add(visitor.moment.day)
        self.each(lambda house: house.records.count_asked(visitor.moment))

    def visitor(self, back: int) -> ConsentRecord:
        """The one who was asked last, or ``back`` visitors before."""
        if back < min(LONG_AGO, len(self.visitors)):
            return self.visitors[-1 - back]
        now = self.now()
        # Of each hour another one: nobody has said yes at two times with one record.
        return consent(1_000_000 + 24 * now.day.toordinal() + now.hour, now)

    def each(self, call: Callable[[House], None]) -> None:
        for house in self.houses:
            call(house)

    def keep(self, back: int, answer: Answer, corrected: bool, receipt: bool) -> None:
        visitor = self.visitor(back)
        told = visitor.way is Way.TOLD
        way = Way.TOLD if told else Way.CORRECTED if corrected else Way.CAMERA
        shown = None if told else ANSWERS[0]
        self.each(
            lambda house: house.records.keep_visit(visitor, answer, way, shown, receipt=receipt)
        )

    def crowd(self, visitors: int) -> None:
        """So many who tell us themselves, one after the other."""
        for _ in range(visitors):
            self.ask(Way.TOLD)
            self.keep(0, ANSWERS[visitors % len(ANSWERS)], False, True)

    def enter(self, people: int, replace: bool) -> None:
        now = self.now()
        self.days.add(now.day)
        self.each(
            lambda house: house.records.record_entered(now.day, now.hour, people, replace=replace)
        )

    def forward(self, hours: int) -> None:
        # What was asked before is done before: the real store is never hours behind.
        self.compare()
        self.each(lambda house: house.clock.forward(hours * 3600))

    def let_months_go_by(self) -> None:
        """More than totals are kept for, less than proofs; and the day that ends is closed."""
        self.forward(27 * 31 * 24)
        self.each(lambda house: house.erase_due())

    def crash(self) -> None:
        self.compare()
        self.each(lambda house: house.crash_and_start())

    def set(self, window_hours: int, counts_months: int, epsilon: float) -> None:
        """Start with other settings: whoever was there before was promised what was set then."""
        self.compare()
        retention = Retention(BUSINESS_DAY, window_hours, counts_months)
        rules = ReleaseRules(epsilon)
        self.each(lambda house: house.restart_with(retention, rules))

    def compare(self) -> None:
        fake, real = (house.settle() for house in self.houses)
        assert fake == real

    def figures(self) -> list[PeriodFigures]:
        fake, real = (
            [_figures(house, day, span) for day in sorted(self.days) for span in Span]
            for house in self.houses
        )
        assert fake == real
        return [figures for figures in real if figures is not None]


def _figures(house: House, day: date, span: Span) -> PeriodFigures | None:
    """None where there is nothing to show."""
    try:
        return house.figures(day, span)
    except NoRecords:
        return None


def about(call: Callable[[House, ConsentRecord], None]) -> st.SearchStrategy[Step]:
    """One call to both, about one of the last visitors."""

    def build(back: int) -> Step:
        def step(pair: Pair) -> None:
            visitor = pair.visitor(back)
            pair.each(lambda house: call(house, visitor))

        return step

    return st.builds(build, backs)


def step_of(
    call: Callable[..., None], *given: st.SearchStrategy[object]
) -> st.SearchStrategy[Step]:
    return st.tuples(*given).map(lambda values: lambda pair: call(pair, *values))


backs = st.sampled_from([0, 0, 0, 0, 1, 2, LONG_AGO])
answers = st.sampled_from(ANSWERS)
asks = step_of(Pair.ask, st.sampled_from([Way.CAMERA, Way.CAMERA, Way.TOLD]))
yeses = about(lambda house, visitor: house.records.store_consent(visitor))
keeps = step_of(Pair.keep, backs, answers, st.booleans(), st.booleans())
steps: st.SearchStrategy[Step] = st.one_of(
    # More than once is more often.
    asks,
    asks,
    yeses,
    yeses,
    keeps,
    keeps,
    about(lambda house, visitor: house.records.count_declined(visitor.moment)),
    about(lambda house, visitor: house.records.count_walked_away(visitor.moment)),
    about(lambda house, visitor: house.records.close_uncounted(visitor)),
    about(lambda house, visitor: house.records.record_camera_opened(visitor)),
    about(lambda house, visitor: house.records.record_camera_closed(visitor, 5)),
    about(lambda house, visitor: house.records.record_analysis(visitor, None)),
    about(lambda house, visitor: house.records.record_analysis(visitor, WatchFault.FACE_LEFT)),
    about(lambda house, visitor: house.records.erase_visit(visitor.code)),
    about(lambda house, visitor: house.records.find_record(visitor.code)),
    about(lambda house, visitor: house.records.correct_record(visitor.code, ANSWERS[1])),
    step_of(Pair.crowd, st.sampled_from([19, 20, 40])),
    step_of(Pair.enter, st.integers(0, 12), st.booleans()),
    step_of(Pair.forward, st.sampled_from([1, 20, 60, 7 * 24])),
    st.just(Pair.let_months_go_by),
    st.just(lambda pair: pair.each(lambda house: house.erase_due())),
    st.just(Pair.crash),
    step_of(
        Pair.set,
        st.sampled_from([24, 72, 168]),
        st.sampled_from([1, 25, 36]),
        st.sampled_from([0.5, 2.0, 4.0]),
    ),
)


# Half a minute on a free machine, and on one that others use, too, more than a test has.
@pytest.mark.timeout(600)
@pytest.mark.slow
@settings(database=None)
@given(st.lists(steps, min_size=5, max_size=30))
@pytest.mark.slow
def test_the_real_store_does_what_the_fake_does(calls: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pair = Pair(Path(folder) / "data")
        for step in calls:
            step(pair)
        pair.compare()
        pair.figures()
        pair.forward(24)
        pair.crash()
        pair.compare()
        for figures in pair.figures():
            if not figures.final:
                continue
            counts = figures.counts
            assert counts.asked == counts.said_yes + counts.declined + counts.walked_away
            assert counts.said_yes == counts.counted + figures.not_counted + figures.withdrawn
        fake, real = (house.inside() for house in pair.houses)
        assert (fake.records, fake.openings, fake.ledger_rows) == (
            real.records,
            real.openings,
            real.ledger_rows,
        )
        assert (fake.camera_last_opened, fake.camera_opened_for, fake.next_erasure) == (
            real.camera_last_opened,
            real.camera_opened_for,
            real.next_erasure,
        )
        assert (fake.pictures, fake.public_key) == (real.pictures, real.public_key)
        for house in pair.houses:
            house.close()
