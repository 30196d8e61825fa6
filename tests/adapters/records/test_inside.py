"""What the machine says is in it, against what is."""

import sqlite3
from dataclasses import replace
from datetime import timedelta

from kiosk.adapters.records.checkpoint import parse_checkpoint
from kiosk.adapters.records.ledger import Entry
from kiosk.domain.consent import Moment
from kiosk.domain.inside import SelfCheck
from tests.adapters.records.conftest import Book
from tests.contracts.records.houses import RETENTION
from tests.fakes.notices import notice
from tests.fakes.signer import SIGNER

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
    "batch",
)


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


def test_visits_wait_for_a_batch_and_are_then_in_one(book: Book) -> None:
    for number in range(1, 13):
        book.keep(number)
    inside = book.recorder.inside()
    assert (inside.records, inside.waiting, inside.batches, inside.batched) == (12, 12, 0, 0)
    connection = sqlite3.connect(book.path, isolation_level=None)
    connection.executescript(
        "INSERT INTO batch(source, first_day, last_day, form, visits)"
        " SELECT 'camera', min(day), max(day), 'total', 7 FROM visit;"
        "UPDATE visit SET batch = 1 WHERE id IN (SELECT id FROM visit LIMIT 7);"
    )
    connection.close()
    inside = book.recorder.inside()
    assert (inside.records, inside.waiting, inside.batches, inside.batched) == (12, 5, 1, 7)


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
    assert asked == ["PRAGMA data_version"]
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
