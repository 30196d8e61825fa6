"""The kiosk's side of the phone: one live offer, a story for whoever said yes, four digits."""

from dataclasses import dataclass, field, replace
from itertools import count

import pytest

from kiosk.application.phone import (
    OFFER_SECONDS,
    Agreed,
    Armed,
    Busy,
    Declined,
    Done,
    Ended,
    Ending,
    LookingNow,
    Offered,
    Story,
    hash_of,
)
from kiosk.application.phone_desk import PhoneDesk, digits_of
from kiosk.domain import events, states
from kiosk.domain.visit import advance
from kiosk.domain.waits import ARMED_SECONDS
from tests.domain import samples
from tests.fakes.chance import FakeRandomness
from tests.fakes.notices import FakeNotices
from tests.fakes.time import FakeClock


@dataclass
class FakePhone:
    """Implements the Phone port; keeps what it was told."""

    offers: list[str] = field(default_factory=list[str])
    withdrawn: int = 0
    told: list[tuple[str, Story]] = field(default_factory=list[tuple[str, Story]])

    def offer(self, token: str) -> None:
        self.offers.append(token)

    def withdraw_offer(self) -> None:
        self.withdrawn += 1

    def tell(self, token_hash: str, story: Story) -> None:
        self.told.append((token_hash, story))

    def url(self, token: str) -> str | None:
        return f"http://192.0.2.1/n/{token}"

    def receipt_url(self) -> str | None:
        return None

    def close(self) -> None:
        pass


class Door:
    """A visit, followed by the desk as the runner has it followed."""

    def __init__(self, *, served: bool = True) -> None:
        self.clock = FakeClock()
        self.notices = FakeNotices("en", "zh_CN")
        self.phone = FakePhone()
        self.visit: states.Visit = states.Idle()
        self.camera = True
        self.changes = 0
        self.desk = PhoneDesk(
            self.phone if served else None,
            self.clock,
            FakeRandomness(),
            self.notices,
            self.post,
            lambda: self.camera,
            self._changed,
        )
        self.desk.show_visit(self.visit)

    def _changed(self) -> None:
        self.changes += 1

    def post(self, event: events.Event) -> None:
        self.visit, _ = advance(self.visit, event)
        self.desk.show_visit(self.visit)

    def read(self, language: str = "en") -> str:
        """Somebody opens the notice; the secret of its QR code."""
        version = self.notices.offered()[language].version
        ask = states.Ask(version, 14, camera=True, moment=self.clock.moment())
        self.post(events.NoticeOpened(ask))
        assert self.desk.secret is not None
        return self.desk.secret

    def agree(self, secret: str, language: str = "en") -> str:
        """A phone says yes; the hash that names its offer."""
        version = self.notices.offered()[language].version
        token_hash = hash_of(secret)
        self.desk.hear(Agreed(token_hash, language, version.content_hash))
        return token_hash

    @property
    def last(self) -> Story:
        return self.phone.told[-1][1]


@pytest.fixture
def door() -> Door:
    return Door()


def digits(door: Door, secret: str, language: str = "en") -> str:
    """What a phone shows after a yes to the notice in this language."""
    return digits_of(secret, door.notices.offered()[language].version.content_hash)


def number_of(door: Door) -> int:
    assert isinstance(door.visit, states.Armed)
    assert door.visit.number is not None
    return door.visit.number


def test_a_yes_on_a_phone_arms_the_kiosk_and_both_show_the_same_number(door: Door) -> None:
    named = door.agree(door.read())
    assert door.phone.told == [(named, Armed(number_of(door), ARMED_SECONDS))]
    assert door.desk.secret is None


def test_the_phone_reads_on_in_its_own_language(door: Door) -> None:
    door.agree(door.read("en"), "zh_CN")
    assert isinstance(door.visit, states.Armed)
    assert door.visit.ask.notice == door.notices.offered()["zh_CN"].version


def test_each_notice_and_each_language_has_an_offer_of_its_own(door: Door) -> None:
    first = door.read()
    door.post(events.NoticeChanged(door.notices.offered()["zh_CN"].version))
    second = door.desk.secret
    door.post(events.TimedOut())
    third = door.read()
    assert len({first, second, third}) == 3
    assert door.phone.offers == [first, second, third]
    door.agree(first)
    assert door.last == Ended(Ending.EXPIRED)
    assert isinstance(door.visit, states.Reading)


def test_whoever_reads_on_after_the_screen_is_idle_again_can_still_agree(door: Door) -> None:
    secret = door.read()
    door.post(events.TimedOut())
    assert isinstance(door.visit, states.Idle)
    door.agree(secret)
    assert isinstance(door.visit, states.Armed)


def test_an_offer_is_good_once_and_for_ten_minutes(door: Door) -> None:
    secret = door.read()
    door.clock.forward(OFFER_SECONDS)
    door.agree(secret)
    assert door.last == Ended(Ending.EXPIRED)
    fresh = door.desk.secret
    assert fresh is None
    door.post(events.TimedOut())
    secret = door.read()
    door.agree(secret)
    door.agree(secret)
    assert door.last == Ended(Ending.EXPIRED)


def test_nobody_is_armed_for_while_somebody_else_is_further(door: Door) -> None:
    secret = door.read()
    door.post(events.ChoseTelling())
    door.agree(secret)
    assert door.last == Busy()
    assert isinstance(door.visit, states.AskingAge)


def test_nobody_is_armed_for_without_a_camera(door: Door) -> None:
    secret = door.read()
    door.post(events.TimedOut())
    door.camera = False
    door.agree(secret)
    assert door.last == Busy()


def test_a_notice_that_is_not_offered_arms_nothing(door: Door) -> None:
    secret = door.read()
    door.desk.hear(Agreed(hash_of(secret), "en", "0" * 64))
    assert door.last == Busy()
    assert isinstance(door.visit, states.Reading)


def test_a_no_on_the_phone_is_a_no_here(door: Door) -> None:
    secret = door.read()
    door.desk.hear(Declined(hash_of(secret)))
    assert door.visit == states.Farewell(states.FarewellReason.REFUSED)
    assert door.desk.secret is None


def test_a_no_of_an_old_offer_or_of_one_who_left_changes_nothing(door: Door) -> None:
    old = door.read()
    door.post(events.TimedOut())
    secret = door.read()
    door.desk.hear(Declined(hash_of(old)))
    assert isinstance(door.visit, states.Reading)
    door.post(events.TimedOut())
    door.desk.hear(Declined(hash_of(secret)))
    assert isinstance(door.visit, states.Idle)


@pytest.mark.parametrize(
    ("event", "ending"),
    [
        (events.NotMe(), Ending.NOT_ME),
        (events.TimedOut(), Ending.EXPIRED),
        (events.SaidTooYoung(), Ending.TOO_YOUNG),
        (events.CameraOffered(False), Ending.FAILED),
        (events.StoreFailed(states.StoreFault.FULL), Ending.FAILED),
    ],
)
def test_the_phone_is_told_why_it_ended(door: Door, event: events.Event, ending: Ending) -> None:
    door.agree(door.read())
    door.post(event)
    assert door.last == Ended(ending)
    told = len(door.phone.told)
    door.post(events.StoreReady())
    assert len(door.phone.told) == told


def test_the_phone_follows_the_visit_to_its_result(door: Door) -> None:
    door.agree(door.read())
    door.post(events.SaidOldEnough(samples.RECORD_ID, samples.CODE))
    door.post(events.ConsentStored(samples.RECORD_ID, 1.0))
    assert door.last == LookingNow()
    assert isinstance(door.visit, states.Looking)
    door.post(events.Estimated(door.visit.grant, samples.WOMAN))
    assert door.last == Done()
    told = len(door.phone.told)
    door.post(events.ChoseKeeping())
    assert len(door.phone.told) == told


def test_a_yes_that_cannot_be_stored_is_told(door: Door) -> None:
    door.agree(door.read())
    door.post(events.SaidOldEnough(samples.RECORD_ID, samples.CODE))
    door.post(events.TimedOut())
    assert door.last == Ended(Ending.FAILED)


@pytest.mark.parametrize(
    "event", [events.StoreFailed(states.StoreFault.FULL), events.StaffCalled()]
)
def test_while_nobody_can_be_asked_nothing_is_offered(door: Door, event: events.Event) -> None:
    secret = door.read()
    door.post(events.TimedOut())
    door.post(event)
    assert door.desk.secret is None
    assert door.phone.withdrawn == 1
    door.agree(secret)
    assert door.last == Ended(Ending.EXPIRED)


def test_news_of_the_network_is_passed_on(door: Door) -> None:
    before = door.changes
    door.desk.hear(Offered(False))
    assert door.changes == before + 1


# Without a network ------------------------------------------------------------------------------


@pytest.fixture
def alone() -> Door:
    return Door(served=False)


def test_the_digits_of_a_phone_arm_the_kiosk(alone: Door) -> None:
    secret = alone.read("zh_CN")
    alone.post(events.PhoneCodeOpened())
    alone.desk.enter_digits(digits(alone, secret, "zh_CN"))
    assert isinstance(alone.visit, states.Armed)
    assert alone.visit.number is None
    assert alone.visit.ask.notice.language == "zh_CN"
    assert alone.desk.secret is None


def test_digits_name_the_notice_that_the_phone_showed(alone: Door) -> None:
    secret = alone.read("en")
    alone.post(events.PhoneCodeOpened())
    alone.desk.enter_digits(digits(alone, secret, "zh_CN"))
    assert isinstance(alone.visit, states.Armed)
    assert alone.visit.ask.notice == alone.notices.offered()["zh_CN"].version


def test_the_digits_of_a_page_that_is_out_of_date_are_wrong(alone: Door) -> None:
    outdated = alone.notices.by_language["en"]
    alone.notices.by_language["en"] = replace(outdated, title="Before you decide")
    secret = alone.read("en")
    alone.post(events.PhoneCodeOpened())
    alone.desk.enter_digits(digits_of(secret, outdated.version.content_hash))
    assert isinstance(alone.visit, states.EnteringPhoneCode)
    assert alone.visit.wrong == 1
    assert alone.desk.secret == secret


def test_digits_that_two_notices_share_name_neither(alone: Door) -> None:
    secret = alone.read("en")
    shared = digits(alone, secret, "en")
    chinese = alone.notices.by_language["zh_CN"]
    titles = (replace(chinese, title=str(number)) for number in count())
    alone.notices.by_language["zh_CN"] = next(
        each for each in titles if digits_of(secret, each.version.content_hash) == shared
    )
    alone.post(events.PhoneCodeOpened())
    alone.desk.enter_digits(shared)
    assert isinstance(alone.visit, states.EnteringPhoneCode)


def test_three_wrong_codes_make_the_digits_worthless(alone: Door) -> None:
    secret = alone.read()
    alone.post(events.PhoneCodeOpened())
    wrong = f"{(int(digits(alone, secret)) + 1) % 10_000:04}"
    for _ in range(3):
        alone.desk.enter_digits(wrong)
    assert isinstance(alone.visit, states.Reading)
    assert alone.desk.secret not in (None, secret)
    alone.post(events.PhoneCodeOpened())
    alone.desk.enter_digits(digits(alone, secret))
    assert alone.visit == states.EnteringPhoneCode(alone.visit.ask, 1)


def test_going_back_keeps_the_digits_only_where_none_were_tried(alone: Door) -> None:
    secret = alone.read()
    alone.post(events.PhoneCodeOpened())
    alone.post(events.WentBack())
    assert alone.desk.secret == secret
    alone.post(events.PhoneCodeOpened())
    alone.desk.enter_digits("nope")
    alone.post(events.WentBack())
    assert alone.desk.secret not in (None, secret)


def test_digits_run_out_with_their_offer(alone: Door) -> None:
    secret = alone.read()
    alone.post(events.PhoneCodeOpened())
    alone.clock.forward(OFFER_SECONDS)
    alone.desk.enter_digits(digits(alone, secret))
    assert isinstance(alone.visit, states.EnteringPhoneCode)


def test_where_a_page_is_served_digits_are_worth_nothing(door: Door) -> None:
    secret = door.read()
    door.post(events.PhoneCodeOpened())
    door.desk.enter_digits(digits(door, secret))
    assert isinstance(door.visit, states.EnteringPhoneCode)


def test_the_digits_are_the_documented_ones() -> None:
    # The first four bytes of SHA-256 over "askfirst agree ABC 00…0", worked out apart from this
    # program.
    assert digits_of("ABC", 64 * "0") == f"{0x8A4522B4 % 10_000:04}"
