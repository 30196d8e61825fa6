"""What a receipt's code does from a phone, over the real store: no visit is told of it."""

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.adapters.records import RecordsStore
from kiosk.application.phone import Outcome, RecordReply, RecordWish, Wish
from kiosk.application.phone_receipts import PhoneReceipts
from kiosk.domain.consent import ReceiptCode, Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.events import Event, StoreReady, VisitKept
from tests.contracts.records.houses import (
    ANSWER_SECONDS,
    BUSINESS_DAY,
    code,
    consent,
    shops_store,
)
from tests.domain.samples import ANSWER
from tests.fakes.time import FakeClock

CORRECTED = Answer(Gender.UNSAID, AgeBand(25, 34))


class Shop:
    """A store with the record of code 1, and a desk for receipts over it."""

    def __init__(self, path: Path) -> None:
        self.posted: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.replies: queue.SimpleQueue[RecordReply] = queue.SimpleQueue()
        self.clock = FakeClock(BUSINESS_DAY)
        self.store: RecordsStore = shops_store(self.posted.put, self.clock, path, wake_every=3600)
        assert self.posted.get(timeout=ANSWER_SECONDS) == StoreReady()
        self.store.count_asked(self.clock.moment())
        told = consent(1, self.clock.moment(), Way.TOLD)
        self.store.keep_visit(told, ANSWER, Way.TOLD, None, receipt=True)
        assert isinstance(self.posted.get(timeout=ANSWER_SECONDS), VisitKept)
        self.desk = PhoneReceipts(
            self.store,
            lambda language, record: ((language, record.answer.gender.value),),
        )

    def ask(self, wish: Wish, of: ReceiptCode, answer: Answer | None = None) -> RecordReply:
        self.desk.asked(RecordWish(wish, of, "en", answer), self.replies.put)
        return self.replies.get(timeout=ANSWER_SECONDS)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path / "data" / "records.db")
    yield made
    assert made.posted.empty()
    made.store.close()


def test_a_record_is_shown_corrected_and_erased(shop: Shop) -> None:
    shown = shop.ask(Wish.SHOW, code(1))
    assert shown == RecordReply(Outcome.SHOWN, (("en", ANSWER.gender.value),))
    assert shop.ask(Wish.CORRECT, code(1), CORRECTED) == RecordReply(Outcome.CORRECTED)
    assert shop.ask(Wish.SHOW, code(1)).lines == (("en", "unsaid"),)
    assert shop.ask(Wish.ERASE, code(1)) == RecordReply(Outcome.ERASED)
    assert shop.ask(Wish.SHOW, code(1)) == RecordReply(Outcome.NOT_FOUND)


@pytest.mark.parametrize("wish", Wish)
def test_a_code_of_nobody_finds_nothing(shop: Shop, wish: Wish) -> None:
    answer = CORRECTED if wish is Wish.CORRECT else None
    assert shop.ask(wish, code(2), answer) == RecordReply(Outcome.NOT_FOUND)
    assert shop.ask(Wish.SHOW, code(1)).outcome is Outcome.SHOWN


def test_a_correction_that_says_nothing_changes_nothing(shop: Shop) -> None:
    assert shop.ask(Wish.CORRECT, code(1)) == RecordReply(Outcome.LATER)
    assert shop.ask(Wish.SHOW, code(1)).lines == (("en", ANSWER.gender.value),)
