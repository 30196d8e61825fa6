"""What the machine says is in it, against what is."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.adapters.records.checkpoint import parse_checkpoint
from kiosk.adapters.records.ledger import Entry
from kiosk.domain.consent import Moment, Way
from kiosk.domain.inside import Inside, SelfCheck
from tests.adapters.records.books import end_day
from tests.adapters.records.conftest import WOMAN, Book, open_recorder
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION
from tests.fakes.notices import notice
from tests.fakes.signer import SIGNER
from tests.fakes.time import FakeClock

# Every column kept about a visit. A new one belongs into the notice first.
COLUMNS = (
    "id",
    "day",
    "hour",
    "gender",
    "age_band",
    "way",
    "shown_gender",
    "shown_band",
    "model",
    "tag",
    "block",
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """The demo's, which tells of everything at once."""
    clock = FakeClock(BUSINESS_DAY)
    path = tmp_path / "data" / "records.db"
    made = DemoBook(path, clock, open_recorder(path, clock, demo=True))
    yield made
    made.recorder.abandon()


class DemoBook(Book):
    def reopen_closed(self) -> None:
        self.recorder = open_recorder(self.path, self.clock, demo=True)


def test_an_empty_store(book: Book) -> None:
    inside = book.recorder.inside()
    assert inside.columns == COLUMNS
    assert (inside.records, inside.pictures, inside.openings, inside.ledger_rows) == (0, 0, 0, 2)
    assert inside.camera_last_opened is inside.camera_opened_for is inside.checked is None
    assert inside.next_erasure is None


def test_the_oldest_day_says_when_the_next_erasure_is(book: Book) -> None:
    first = book.keep(1).moment
    book.clock.forward(24 * 3600)
    book.keep(2)
    inside = book.recorder.inside()
    assert inside.next_erasure == RETENTION.window_closes(first.day)
    assert inside.records == inside.openings == 2


def test_the_camera_last_opened_in_this_hour_of_the_business_day(book: Book) -> None:
    book.clock.forward(11.5 * 3600)  # half past one at night: still the day before
    given = book.agree()
    row = book.recorder.inside().ledger_rows
    book.recorder.record(Entry.CAMERA_OPENED, given, {})
    book.recorder.record(Entry.CAMERA_CLOSED, given, {"seconds": 3})
    inside = book.recorder.inside()
    assert inside.camera_last_opened == Moment(given.moment.day, 1) == book.clock.moment()
    assert inside.camera_opened_for == row


def test_visits_wait_for_a_block_and_are_then_in_one(book: Book) -> None:
    for number in range(25):
        book.keep(number)
    inside = book.recorder.inside()
    assert (inside.records, inside.waiting, inside.blocks, inside.released) == (25, 25, 0, 0)
    end_day(book)
    book.keep(25)
    inside = book.recorder.inside()
    assert (inside.records, inside.waiting, inside.blocks, inside.released) == (26, 1, 1, 25)


def test_the_last_signed_head_is_one_that_anybody_can_keep(book: Book) -> None:
    book.keep()
    book.reopen()
    head = book.recorder.inside().head
    assert head is not None
    assert head.rows == book.recorder.inside().ledger_rows - 1  # signed, then started
    kept = parse_checkpoint(head.checkpoint)
    assert kept.tree_size == head.rows
    assert kept.is_signed_by([book.recorder.inside().public_key])
    assert head.hour <= book.clock.now() < head.hour + timedelta(hours=1)


def test_the_key_is_the_one_that_signs(book: Book) -> None:
    assert book.recorder.inside().public_key == SIGNER.public


def test_what_was_counted_once_is_counted_again_only_after_a_change(book: Book) -> None:
    before = book.recorder.inside()
    asked: list[str] = []
    book.recorder._db.conn.set_trace_callback(asked.append)
    assert book.recorder.inside() == before
    assert [question for question in asked if "visit" in question] == []
    assert "PRAGMA data_version" in asked
    book.keep()
    assert book.recorder.inside().records == 1
    other = sqlite3.connect(book.path, isolation_level=None)
    other.execute("DELETE FROM visit")
    other.close()
    assert book.recorder.inside().records == 0


def test_the_last_self_check_is_told_with_it(book: Book) -> None:
    checked = SelfCheck(book.clock.now(), ("a file",), files=1, values=2, pictures=3, vectors=4)
    inside = book.recorder.inside(checked)
    assert inside.checked == checked
    assert inside.pictures == 3
    assert book.recorder.inside().checked is None


def test_a_value_as_large_as_a_picture_would_be_seen(book: Book) -> None:
    connection = sqlite3.connect(book.path, isolation_level=None)
    connection.execute("CREATE TABLE hidden(anything BLOB, words TEXT)")
    connection.execute("INSERT INTO hidden VALUES (zeroblob(65), 'short')")
    connection.execute("INSERT INTO hidden VALUES (NULL, ?)", ["x" * 5000])
    connection.close()
    assert book.recorder.inside().pictures == 2


def test_the_notices_text_is_no_picture(book: Book) -> None:
    book.recorder.remember_notice(replace(notice("en"), title="long " * 2000))
    assert book.recorder.inside().pictures == 0


# A shop ----------------------------------------------------------------------------------------


class ShopDays:
    """A shop's store, and visitors who come to it on one day after the other."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock(BUSINESS_DAY)
        path = folder / "records.db"
        self.book = Book(path, self.clock, open_recorder(path, self.clock))
        self._came = 0

    def come(self, answer: str) -> None:
        """One visitor more, who answers so."""
        recorder, self._came = self.book.recorder, self._came + 1
        given = self.book.consent(self._came, Way.TOLD if answer == "told" else Way.CAMERA)
        recorder.count_asked(given.moment)
        match answer:
            case "no":
                recorder.count_declined(given.moment)
            case "silence":
                recorder.count_walked_away(given.moment)
            case "told":
                recorder.keep_visit(given, WOMAN, Way.TOLD, None, receipt=True)
            case _:
                recorder.store_consent(given)
                recorder.record(Entry.CAMERA_OPENED, given, {})
                recorder.record(Entry.CAMERA_CLOSED, given, {"seconds": 3})
                if answer == "stopped":
                    recorder.close_uncounted(given)
                else:
                    recorder.keep_visit(given, WOMAN, Way.CAMERA, WOMAN, receipt=True)
                if answer == "taken back":
                    recorder.erase_visit(given.code)

    def end_day(self) -> None:
        self.clock.forward(24 * 3600)
        self.book.recorder.catch_up()

    def shown(self) -> Inside:
        """What can be seen of it; how long the ledger is just now is not."""
        return replace(self.book.recorder.inside(), ledger_rows=0)


ANSWERS = st.sampled_from(["yes", "yes", "no", "silence", "told", "stopped", "taken back"])


@pytest.mark.slow
@given(
    days=st.lists(st.lists(ANSWERS, max_size=9), max_size=3),
    today=st.lists(ANSWERS, max_size=13),
    one=ANSWERS,
    other=ANSWERS,
)
@pytest.mark.slow
def test_in_a_shop_nobodys_answer_can_be_seen_before_the_day_is_over(
    days: list[list[str]], today: list[str], one: str, other: str
) -> None:
    shown: list[Inside] = []
    for last in (one, other):
        with TemporaryDirectory() as folder:
            shop = ShopDays(Path(folder))
            for answers in days:
                for answer in answers:
                    shop.come(answer)
                shop.end_day()
            for answer in today:
                shop.come(answer)
            before = shop.shown()
            shop.come(last)
            after = shop.shown()
            assert replace(after, head=before.head) == before
            shown.append(replace(after, head=None))
            shop.book.recorder.abandon()
    assert shown[0] == shown[1]


def test_in_a_shop_all_is_of_days_that_are_over(tmp_path: Path) -> None:
    shop = ShopDays(tmp_path / "data")
    assert (shop.shown().records, shop.shown().openings) == (0, 0)
    for _ in range(21):
        shop.come("yes")
    shop.end_day()
    ended = shop.shown()
    assert (ended.records, ended.openings) == (21, 21)
    day = shop.clock.moment().day - timedelta(days=1)
    assert ended.camera_last_opened == day
    assert ended.next_erasure == RETENTION.window_closes(day)
    for _ in range(21):
        shop.come("yes")
    shop.book.recorder.abandon()
    shop.book.reopen_closed()
    again = shop.shown()
    assert (again.records, again.openings) == (21, 21)
    assert (again.camera_last_opened, again.next_erasure) == (day, ended.next_erasure)
    shop.book.recorder.abandon()


def test_a_day_on_which_few_agreed_is_not_named(tmp_path: Path) -> None:
    shop = ShopDays(tmp_path / "data")
    for number in (20, 19, 1):
        for _ in range(number):
            shop.come("yes")
        shop.end_day()
    named = shop.shown().camera_last_opened
    assert named == shop.clock.moment().day - timedelta(days=3)
    shop.book.recorder.abandon()


def test_a_day_on_which_the_camera_stayed_shut_is_not_named(tmp_path: Path) -> None:
    shop = ShopDays(tmp_path / "data")
    for number in range(21):
        shop.book.agree(number)
    shop.end_day()
    assert shop.shown().camera_last_opened is None
    shop.book.recorder.abandon()
