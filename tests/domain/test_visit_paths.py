"""What holds in every state a visit can reach, by whatever way it got there."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.domain import effects, events, states
from kiosk.domain.visit import ImpossibleEvent, advance
from tests.domain.paths import EVENTS, Arrival, Books, explore

Effects = tuple[effects.Effect, ...]

_UNANSWERED = (
    states.Reading,
    states.AskingAge,
    states.EnteringPhoneCode,
    states.Armed,
    states.Telling,
)
_AT_REST = (states.Idle, states.Resting, states.Starting)


def assert_step(
    here: Arrival, event: events.Event, visit: states.Visit, asked: Effects, books: Books
) -> None:
    """The camera looks in Looking and nowhere else, and nothing is left open at the end."""
    assert books.watching == isinstance(visit, states.Looking)
    assert books.camera_open == (isinstance(visit, states.Looking) and visit.opened)
    assert books.open_ask == isinstance(visit, _UNANSWERED)
    if isinstance(visit, states.Looking):
        assert books.consent_on_disk
        assert visit.grant.consent.moment == visit.ask.moment
    if isinstance(visit, _AT_REST):
        assert not books.open_consent or books.visit_row
    if any(isinstance(effect, effects.StartWatching) for effect in asked):
        assert isinstance(here.visit, states.StoringConsent)
        assert isinstance(event, events.ConsentStored)
    if isinstance(visit, states.Farewell) and visit.reason is states.FarewellReason.NOT_KEPT:
        assert not books.visit_row


def test_every_reachable_state_keeps_the_promises() -> None:
    arrivals = list(explore(assert_step))

    reached = {type(arrival.visit) for arrival in arrivals}
    assert reached == set(states.Visit.__args__)


def test_every_state_has_a_way_out_that_needs_no_touch() -> None:
    """From everywhere, silence and the machine's own news lead to Idle or to rest."""
    for arrival in explore():
        visit = arrival.visit
        for _ in range(4):
            if isinstance(visit, _AT_REST):
                break
            visit, _asked = advance(visit, events.TimedOut())
        assert isinstance(visit, _AT_REST), arrival.path


def test_every_path_to_a_farewell_says_why_and_ends() -> None:
    reasons = {
        arrival.visit.reason for arrival in explore() if isinstance(arrival.visit, states.Farewell)
    }

    assert reasons == set(states.FarewellReason)


def test_silence_before_the_yes_only_counts_a_walk_away() -> None:
    for arrival in explore():
        if isinstance(arrival.visit, _UNANSWERED):
            visit, asked = advance(arrival.visit, events.TimedOut())
            assert isinstance(visit, states.Idle)
            assert [type(effect) for effect in asked] == [effects.CountWalkedAway]


def test_the_only_silence_that_keeps_anything_is_the_results() -> None:
    """What the notice says of walking away; elsewhere silence records no answer at all."""
    keeping: set[type[states.Visit]] = set()
    for arrival in explore():
        try:
            _, asked = advance(arrival.visit, events.TimedOut())
        except ImpossibleEvent:
            continue
        for effect in asked:
            if isinstance(effect, effects.KeepVisit):
                keeping.add(type(arrival.visit))
                assert not effect.receipt, "no code is shown to whoever comes next"
    assert keeping == {states.ShowingResult}


def test_nobody_is_asked_twice_in_one_visit() -> None:
    """After a no, every way leads to Idle or to rest, and none to a notice or a question."""
    for arrival in explore():
        if not isinstance(arrival.visit, states.Farewell):
            continue
        for make in EVENTS.values():
            try:
                visit, _ = advance(arrival.visit, make(arrival.visit))
            except ImpossibleEvent:
                continue
            assert isinstance(visit, (states.Farewell, *_AT_REST))


class AnyVisits(RuleBasedStateMachine):
    """Visits of any length, one after the other, with late news of every kind."""

    def __init__(self) -> None:
        super().__init__()
        self.visit: states.Visit = states.Starting()
        self.books = Books()

    @rule(name=st.sampled_from(sorted(EVENTS)))
    def happens(self, name: str) -> None:
        event = EVENTS[name](self.visit)
        try:
            visit, asked = advance(self.visit, event)
        except ImpossibleEvent:
            return
        here = Arrival(self.visit, self.books.copy(), ())
        self.books.before(event, self.visit)
        for effect in asked:
            self.books.carry_out(effect)
        assert_step(here, event, visit, asked, self.books)
        self.books.settle(visit)
        self.visit = visit

    @invariant()
    def every_ask_has_one_outcome(self) -> None:
        outcomes = sum(self.books.outcomes.values())
        assert self.books.asked == outcomes + self.books.open_ask


TestAnyVisits = AnyVisits.TestCase
TestAnyVisits.settings = settings(
    stateful_step_count=60,
    suppress_health_check=[*settings().suppress_health_check, HealthCheck.filter_too_much],
)
