"""The runner alone: with a fake world, one event after another."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar, cast

import pytest

from kiosk.application.ports import Records
from kiosk.application.visit_runner import PROBE_SECONDS, VisitRunner
from kiosk.domain import events, states
from kiosk.domain.consent import Way
from kiosk.domain.states import StoreFault, WatchFault
from tests.domain import samples
from tests.fakes.chance import FakeRandomness
from tests.fakes.notices import FakeNotices
from tests.fakes.time import FakeAlarm, FakeClock
from tests.fakes.watch import FakeWatch


class CallsOfRecords:
    """Implements ``ports.Records`` by writing down what it was asked, and answering nothing."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        def called(*given: Any, **named: Any) -> None:
            self.calls.append((name, given, named))

        return called

    def names(self) -> list[str]:
        return [name for name, _, _ in self.calls]


class Kiosk:
    """A runner and the fake world around it."""

    def __init__(self, *languages: str) -> None:
        self.clock = FakeClock()
        self.alarm = FakeAlarm(self.clock)
        self.watch = FakeWatch(self.clock)
        self.records = CallsOfRecords()
        self.notices = FakeNotices(*languages)
        self.shown: list[states.Visit] = []
        self.spoken: list[str] = []
        self.runner = VisitRunner(
            records=cast(Records, self.records),
            watch=self.watch,
            clock=self.clock,
            alarm=self.alarm,
            randomness=FakeRandomness(),
            notices=self.notices,
            camera_seconds=8,
            post=self._post,
        )
        self.watch.post = self._post
        self.runner.show_to(self)

    def show_visit(self, visit: states.Visit) -> None:
        self.shown.append(visit)

    def show_language(self, tag: str) -> None:
        self.spoken.append(tag)

    def _post(self, event: events.Event) -> None:
        self.runner.post(event)

    def post(self, *posted: events.Event) -> states.Visit:
        for event in posted:
            self.runner.post(event)
        return self.runner.visit

    def opened(self) -> states.Visit:
        """A visitor has the notice open, all three doors there."""
        self.post(events.StoreReady(), events.CameraOffered(True))
        self.runner.open_notice()
        return self.runner.visit

    def looking(self) -> states.Looking:
        self.opened()
        self.post(events.ChoseCamera())
        self.runner.say_old_enough()
        storing = self.runner.visit
        assert isinstance(storing, states.StoringConsent)
        visit = self.post(events.ConsentStored(storing.consent.record_id, self.clock.monotonic()))
        assert isinstance(visit, states.Looking)
        return visit

    def showing_result(self) -> states.Visit:
        grant = self.looking().grant
        return self.post(events.CameraOpened(grant), events.Estimated(grant, samples.WOMAN))


@pytest.fixture
def kiosk() -> Kiosk:
    return Kiosk()


def test_it_starts_with_its_doors_closed_and_makes_a_child_once_idle(kiosk: Kiosk) -> None:
    assert kiosk.shown == [states.Starting()]
    assert not kiosk.watch.warm

    kiosk.post(events.StoreReady())

    assert kiosk.shown[-1] == states.Idle()
    assert kiosk.watch.warm


def test_the_notice_opens_with_the_doors_there_are(kiosk: Kiosk) -> None:
    visit = kiosk.opened()

    notice = kiosk.notices.by_language["en"]
    moment = kiosk.clock.moment()
    assert visit == states.Reading(states.Ask(notice.version, 14, True, moment))
    assert kiosk.records.calls == [("count_asked", (moment,), {})]


def test_without_a_camera_two_doors_are_left(kiosk: Kiosk) -> None:
    kiosk.post(events.StoreReady())
    kiosk.runner.open_notice()

    assert isinstance(kiosk.runner.visit, states.Reading)
    assert not kiosk.runner.visit.ask.camera


def test_a_notice_opens_from_idle_alone(kiosk: Kiosk) -> None:
    kiosk.runner.open_notice()

    assert kiosk.runner.visit == states.Starting()


def test_nobody_is_asked_in_no_language() -> None:
    kiosk = Kiosk()
    kiosk.notices.by_language.clear()
    kiosk.post(events.StoreReady())
    kiosk.runner.open_notice()

    assert kiosk.runner.visit == states.Resting(StoreFault.NO_NOTICE)


def test_a_yes_can_be_taken_back_while_nobody_is_asked(kiosk: Kiosk) -> None:
    unsigned = events.StoreFailed(StoreFault.NOT_ASSESSED)
    kiosk.post(unsigned, events.MyRecordOpened())
    assert kiosk.runner.visit == states.EnteringCode()
    kiosk.runner.open_notice()
    assert kiosk.runner.visit == states.EnteringCode()

    kiosk.post(events.CodeEntered(samples.CODE), events.RecordFound(samples.CODE, samples.RECORD))
    kiosk.post(events.Withdrew(), events.Erased(samples.CODE))
    assert kiosk.runner.visit == states.Farewell(states.FarewellReason.ERASED)

    kiosk.post(events.Finished())
    assert kiosk.runner.visit == states.Resting(StoreFault.NOT_ASSESSED)
    assert kiosk.post(events.StoreReady()) == states.Idle()


def test_whoever_is_at_the_own_record_goes_on_when_the_disk_fills_and_rest_follows(
    kiosk: Kiosk,
) -> None:
    kiosk.post(events.StoreReady(), events.MyRecordOpened())
    visit = kiosk.post(events.StoreFailed(StoreFault.FULL))
    assert visit == states.EnteringCode()

    assert kiosk.post(events.Finished()) == states.Resting(StoreFault.FULL)
    assert kiosk.post(events.MyRecordOpened()) == states.EnteringCode()


def test_a_look_under_the_age_is_told_only_when_its_yes_is_off_the_disk(kiosk: Kiosk) -> None:
    grant = kiosk.looking().grant
    kiosk.post(events.CameraOpened(grant), events.Estimated(grant, samples.CHILD))
    assert kiosk.records.calls[-1] == ("erase_visit", (grant.consent.code,), {})
    assert "close_uncounted" not in kiosk.records.names()

    told = kiosk.post(events.Erased(grant.consent.code))
    assert told == states.Farewell(states.FarewellReason.LOOKS_YOUNG)


def test_another_language_shows_another_notice_and_is_forgotten_at_idle(kiosk: Kiosk) -> None:
    kiosk.opened()
    kiosk.runner.choose_language("zh_CN")

    reading = kiosk.runner.visit
    assert isinstance(reading, states.Reading)
    assert reading.ask.notice.language == "zh_CN"
    assert kiosk.runner.language == "zh_CN"
    assert kiosk.records.names() == ["count_asked"]

    kiosk.post(events.Refused(), events.Finished())
    assert kiosk.runner.language == "en"
    assert kiosk.spoken == ["en", "zh_CN", "en"]


def _yes_on_a_phone(kiosk: Kiosk, language: str) -> events.PhoneAgreed:
    notice = kiosk.notices.offered()[language]
    here = kiosk.runner.visit
    ask = (
        replace(here.ask, notice=notice.version)
        if isinstance(here, states.Reading)
        else states.Ask(notice.version, 14, camera=True, moment=kiosk.clock.moment())
    )
    return events.PhoneAgreed(ask, 47)


def test_a_phone_that_arms_an_idle_kiosk_is_asked_in_its_own_language(kiosk: Kiosk) -> None:
    kiosk.post(events.StoreReady(), events.CameraOffered(True))
    kiosk.post(_yes_on_a_phone(kiosk, "zh_CN"))
    assert kiosk.runner.language == "zh_CN"

    reading = kiosk.post(events.NotMe())
    assert isinstance(reading, states.Reading)
    assert reading.ask.notice.language == "zh_CN"


def test_whoever_reads_here_is_asked_and_reads_on_in_the_language_of_the_screen(
    kiosk: Kiosk,
) -> None:
    kiosk.opened()
    armed = kiosk.post(_yes_on_a_phone(kiosk, "zh_CN"))
    assert isinstance(armed, states.Armed)
    assert armed.ask.notice.language == "zh_CN"
    assert kiosk.runner.language == "en"

    reading = kiosk.post(events.NotMe())
    assert isinstance(reading, states.Reading)
    assert reading.ask.notice.language == "en"
    assert kiosk.records.names() == ["count_asked"]


def test_a_language_that_is_not_offered_changes_nothing(kiosk: Kiosk) -> None:
    before = kiosk.opened()
    kiosk.runner.choose_language("tlh")

    assert kiosk.runner.visit == before
    assert kiosk.runner.language == "en"


def test_the_yes_gets_a_number_and_a_code_nobody_had(kiosk: Kiosk) -> None:
    grant = kiosk.looking().grant
    kiosk.post(events.Withdrew(), events.Erased(grant.consent.code), events.Finished())
    kiosk.looking()

    consents = [given[0] for name, given, _ in kiosk.records.calls if name == "store_consent"]
    assert [consent.way for consent in consents] == [Way.CAMERA, Way.CAMERA]
    assert len({consent.record_id for consent in consents}) == 2
    assert len({consent.code for consent in consents}) == 2


def test_the_watch_starts_with_the_grant_and_not_before(kiosk: Kiosk) -> None:
    kiosk.opened()
    kiosk.post(events.ChoseCamera())
    kiosk.runner.say_old_enough()
    assert kiosk.watch.starts == 0

    kiosk = Kiosk()
    grant = kiosk.looking().grant
    assert kiosk.watch.looking is grant


def test_a_child_that_is_gone_ends_the_visit_kindly(kiosk: Kiosk) -> None:
    kiosk.opened()
    kiosk.watch.warm = False
    kiosk.post(events.ChoseCamera())
    kiosk.runner.say_old_enough()
    storing = kiosk.runner.visit
    assert isinstance(storing, states.StoringConsent)

    visit = kiosk.post(events.ConsentStored(storing.consent.record_id, kiosk.clock.monotonic()))

    assert visit == states.Farewell(states.FarewellReason.NOT_ESTIMATED)
    assert kiosk.records.calls[-2] == (
        "record_analysis",
        (storing.consent, WatchFault.NOT_READY),
        {},
    )
    assert kiosk.records.names()[-1] == "close_uncounted"


def test_an_old_yes_opens_no_camera(kiosk: Kiosk) -> None:
    kiosk.opened()
    kiosk.post(events.ChoseCamera())
    kiosk.runner.say_old_enough()
    storing = kiosk.runner.visit
    assert isinstance(storing, states.StoringConsent)

    stored_at = kiosk.clock.monotonic()
    kiosk.clock.forward(31)
    visit = kiosk.post(events.ConsentStored(storing.consent.record_id, stored_at))

    assert visit == states.Farewell(states.FarewellReason.NOT_ESTIMATED)
    assert kiosk.watch.starts == 0


def test_what_the_camera_did_is_recorded_with_whole_seconds(kiosk: Kiosk) -> None:
    grant = kiosk.looking().grant
    kiosk.post(events.CameraOpened(grant))
    kiosk.clock.forward(2.6)
    kiosk.post(events.Estimated(grant, samples.WOMAN))

    assert kiosk.records.names()[2:] == [
        "record_camera_opened",
        "record_camera_closed",
        "record_analysis",
    ]
    assert kiosk.records.calls[3][1] == (grant.consent, 3)
    assert kiosk.records.calls[4][1] == (grant.consent, None)
    assert kiosk.watch.looking is None


def test_the_next_child_is_made_as_soon_as_this_one_is_gone(kiosk: Kiosk) -> None:
    grant = kiosk.looking().grant
    assert not kiosk.watch.warm
    kiosk.post(events.Estimated(grant, samples.WOMAN))

    assert kiosk.watch.warm


def test_keeping_asks_for_the_row_and_shows_the_receipt(kiosk: Kiosk) -> None:
    kiosk.showing_result()
    keeping = kiosk.post(events.ChoseKeeping())
    assert isinstance(keeping, states.Keeping)

    name, given, named = kiosk.records.calls[-1]
    answer = samples.WOMAN.answer(14)
    assert name == "keep_visit"
    assert given == (keeping.consent, answer, Way.CAMERA, answer)
    assert named == {"receipt": True}

    visit = kiosk.post(events.VisitKept(keeping.consent.record_id, samples.UNTIL))
    assert visit == states.ShowingReceipt(
        keeping.consent.code, keeping.consent.notice, samples.UNTIL
    )


def test_silence_on_the_result_keeps_it_without_a_receipt(kiosk: Kiosk) -> None:
    kiosk.showing_result()
    assert kiosk.runner.wait_left() == (30, 15)

    kiosk.alarm.pass_time(29.9)
    assert isinstance(kiosk.runner.visit, states.ShowingResult)
    kiosk.alarm.pass_time(0.1)

    assert isinstance(kiosk.runner.visit, states.Keeping)
    assert kiosk.records.calls[-1][2] == {"receipt": False}


def test_a_touch_starts_the_wait_anew_where_it_may(kiosk: Kiosk) -> None:
    kiosk.opened()
    kiosk.alarm.pass_time(119)
    kiosk.runner.touched()
    assert kiosk.runner.wait_left() == (120, 15)
    kiosk.alarm.pass_time(119)
    assert isinstance(kiosk.runner.visit, states.Reading)
    kiosk.alarm.pass_time(1)
    assert isinstance(kiosk.runner.visit, states.Idle)


def test_a_touch_does_not_prolong_a_receipt(kiosk: Kiosk) -> None:
    kiosk.showing_result()
    keeping = kiosk.post(events.ChoseKeeping())
    assert isinstance(keeping, states.Keeping)
    kiosk.post(events.VisitKept(keeping.consent.record_id, samples.UNTIL))

    kiosk.alarm.pass_time(19)
    kiosk.runner.touched()
    kiosk.alarm.pass_time(1)

    assert kiosk.runner.visit == states.Idle()


def test_a_reader_who_asks_has_time_to_write_the_code_down(kiosk: Kiosk) -> None:
    kiosk.showing_result()
    keeping = kiosk.post(events.ChoseKeeping())
    assert isinstance(keeping, states.Keeping)
    kiosk.post(events.VisitKept(keeping.consent.record_id, samples.UNTIL))

    kiosk.alarm.pass_time(19)
    kiosk.post(events.AskedForTime())
    assert kiosk.runner.wait_left() == (90, 90)
    kiosk.alarm.pass_time(89.9)
    assert isinstance(kiosk.runner.visit, states.ShowingReceipt)
    kiosk.alarm.pass_time(0.1)

    assert kiosk.runner.visit == states.Idle()


def test_a_hint_does_not_prolong_a_look(kiosk: Kiosk) -> None:
    grant = kiosk.looking().grant
    for _ in range(14):
        kiosk.alarm.pass_time(1)
        kiosk.post(events.Hinted(grant, states.Hint.TOO_DARK))
        kiosk.post(events.Hinted(grant, states.Hint.GOOD))
    kiosk.alarm.pass_time(1)

    assert kiosk.runner.visit == states.Farewell(states.FarewellReason.NOT_ESTIMATED)
    assert kiosk.watch.looking is None


def test_idle_waits_for_nothing(kiosk: Kiosk) -> None:
    kiosk.opened()
    kiosk.post(events.Refused(), events.Finished())

    assert kiosk.runner.wait_left() is None
    assert kiosk.alarm.left is None


def test_a_resting_kiosk_asks_the_store_until_it_can_record_again(kiosk: Kiosk) -> None:
    kiosk.post(events.StoreFailed(StoreFault.FULL))
    kiosk.alarm.pass_time(3 * PROBE_SECONDS)
    assert kiosk.records.names() == ["probe"] * 3

    assert kiosk.post(events.StoreReady()) == states.Idle()
    kiosk.alarm.pass_time(3 * PROBE_SECONDS)
    assert kiosk.records.names() == ["probe"] * 3


def test_staff_come_while_it_rests_and_it_rests_again_for_the_same_reason(kiosk: Kiosk) -> None:
    kiosk.post(events.StoreFailed(StoreFault.BROKEN))
    assert kiosk.post(events.StaffCalled()) == states.Attended()

    assert kiosk.post(events.Finished()) == states.Resting(StoreFault.BROKEN)


def test_what_the_store_says_while_staff_are_there_holds_when_they_leave(kiosk: Kiosk) -> None:
    kiosk.post(events.StoreReady(), events.StaffCalled())
    assert kiosk.post(events.StoreFailed(StoreFault.FULL)) == states.Attended()
    assert kiosk.post(events.Finished()) == states.Resting(StoreFault.FULL)

    kiosk.post(events.StaffCalled())
    assert kiosk.post(events.StoreReady()) == states.Attended()
    assert kiosk.post(events.Finished()) == states.Idle()


def test_staff_leave_no_trace_of_having_been_a_visit(kiosk: Kiosk) -> None:
    kiosk.post(events.StoreReady(), events.CameraOffered(True))
    before, calls = kiosk.watch.starts, list(kiosk.records.calls)
    kiosk.post(events.StaffCalled())
    assert kiosk.watch.warm
    kiosk.runner.open_notice()
    assert kiosk.runner.visit == states.Attended()
    kiosk.post(events.Finished())

    assert (kiosk.watch.starts, kiosk.records.calls) == (before, calls)


def test_staff_may_read_another_language_and_the_next_visitor_gets_the_first(
    kiosk: Kiosk,
) -> None:
    kiosk.post(events.StoreReady(), events.StaffCalled())
    kiosk.runner.choose_language("zh_CN")
    assert kiosk.runner.language == "zh_CN"
    kiosk.post(events.Finished())

    assert kiosk.runner.language == "en"


def test_staff_who_walk_off_are_signed_off(kiosk: Kiosk) -> None:
    kiosk.post(events.StoreReady(), events.StaffCalled())
    kiosk.alarm.pass_time(299)
    kiosk.runner.touched()
    kiosk.alarm.pass_time(299)
    assert kiosk.runner.visit == states.Attended()
    kiosk.alarm.pass_time(1)

    assert kiosk.runner.visit == states.Idle()


def test_what_is_inside_comes_as_news_and_is_forgotten(kiosk: Kiosk) -> None:
    kiosk.post(events.StoreReady(), events.InsideOpened())
    assert kiosk.runner.visit == states.ReadingInside()
    name, (tell,), _ = kiosk.records.calls[-1]
    assert name == "inside"
    tell(samples.INSIDE)

    assert kiosk.runner.visit == states.ReadingInside(samples.INSIDE)
    assert kiosk.post(events.Finished()) == states.Idle()


def test_every_new_state_is_shown_and_no_step_begins_inside_another(kiosk: Kiosk) -> None:
    class Hasty:
        """Presses the moment it is shown anything to press."""

        seen: ClassVar[list[type[states.Visit]]] = []

        def show_visit(self, visit: states.Visit) -> None:
            self.seen.append(type(visit))
            if isinstance(visit, states.Idle):
                kiosk.runner.open_notice()
                assert isinstance(kiosk.runner.visit, states.Idle)

        def show_language(self, tag: str) -> None:
            assert tag == "en"

    kiosk.runner.show_to(Hasty())
    kiosk.post(events.StoreReady())

    assert Hasty.seen == [states.Starting, states.Idle, states.Reading]


@pytest.mark.parametrize(
    ("press", "called"),
    [
        (events.Withdrew(), "erase_visit"),
        (events.ChoseCorrecting(), "correct_record"),
    ],
)
def test_my_record_is_found_and_then_changed(
    kiosk: Kiosk, press: events.Event, called: str
) -> None:
    code = samples.CODE
    kiosk.post(
        events.StoreReady(),
        events.MyRecordOpened(),
        events.CodeEntered(code),
        events.RecordFound(code, samples.RECORD),
        press,
    )
    if called == "correct_record":
        kiosk.post(events.GaveAnswer(samples.ANSWER))

    assert kiosk.records.names() == ["find_record", called]
    assert kiosk.records.calls[-1][1][0] == code


def test_a_no_and_a_walk_away_are_counted_in_the_hour_of_the_ask(kiosk: Kiosk) -> None:
    kiosk.opened()
    asked_in = kiosk.clock.moment()
    kiosk.clock.forward(3600)
    kiosk.post(events.Refused(), events.Finished())
    assert kiosk.records.calls[-1] == ("count_declined", (asked_in,), {})

    kiosk.runner.open_notice()
    kiosk.alarm.pass_time(120)
    assert kiosk.records.names()[-1] == "count_walked_away"
    assert kiosk.records.calls[-1][1] != (asked_in,)
