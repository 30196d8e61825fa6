"""What the machine says is in it, against what is."""

import sqlite3
from dataclasses import replace

from kiosk.adapters.records.ledger import Entry
from kiosk.domain.consent import Moment
from tests.adapters.records.conftest import Book
from tests.contracts.records.houses import RETENTION
from tests.fakes.notices import notice

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
    assert inside.camera_last_opened is None
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
    book.recorder.record(Entry.CAMERA_OPENED, given, {})
    book.recorder.record(Entry.CAMERA_CLOSED, given, {"seconds": 3})
    opened = book.recorder.inside().camera_last_opened
    assert opened == Moment(given.moment.day, 1) == book.clock.moment()


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
