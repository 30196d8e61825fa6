from kiosk.domain import states
from kiosk.domain.waits import STORE_SECONDS, Wait, wait_of
from tests.domain.paths import explore

PUBLIC_ENDLESS = (states.Starting, states.Idle, states.Resting)


def waits() -> dict[type, Wait | None]:
    return {type(arrival.visit): wait_of(arrival.visit, 8.0) for arrival in explore()}


def test_only_a_kiosk_nobody_stands_at_waits_forever() -> None:
    assert {state for state, wait in waits().items() if wait is None} == set(PUBLIC_ENDLESS)


def test_the_notice_may_be_read_for_two_minutes_and_the_rest_passes_in_half_a_one() -> None:
    found = waits()

    assert found[states.Reading] == Wait(120, warns=15, touch=True)
    assert found[states.ShowingResult] == Wait(30, warns=15, touch=True)


def test_staff_read_for_five_minutes_and_whoever_walks_off_leaves_nothing_open() -> None:
    assert waits()[states.Attended] == Wait(300, warns=15, touch=True)


def test_a_receipt_is_shown_longer_once_to_whoever_says_so() -> None:
    receipts = {
        arrival.visit.longer: wait_of(arrival.visit, 8.0)
        for arrival in explore()
        if isinstance(arrival.visit, states.ShowingReceipt)
    }

    assert receipts == {
        False: Wait(20, warns=20, touch=False),
        True: Wait(90, warns=90, touch=False),
    }


def test_the_store_must_answer_in_two_seconds() -> None:
    assert STORE_SECONDS == 2
    for state in (states.StoringConsent, states.Keeping, states.Withdrawing, states.FindingRecord):
        assert waits()[state] == Wait(2)


def test_a_look_may_take_no_longer_than_the_notice_says_and_a_little() -> None:
    looking = next(a.visit for a in explore() if isinstance(a.visit, states.Looking))

    assert wait_of(looking, 8.0) == Wait(15.0)
    assert wait_of(looking, 5.0) == Wait(12.0)
