"""What a book's file holds, as questions, and days that go by in it."""

import json
import sqlite3
from datetime import date, timedelta
from typing import Any

from kiosk.adapters.records.close_of_day import Closed
from kiosk.domain.consent import Way
from kiosk.domain.estimate import Answer, Gender
from tests.adapters.records.conftest import WOMAN, Book
from tests.contracts.records.houses import BUSINESS_DAY
from tests.fakes.time import FakeClock

TODAY = FakeClock(BUSINESS_DAY).moment().day
MAN = Answer(Gender.MAN, WOMAN.age_band)
YESTERDAY = TODAY - timedelta(days=1)
HOUR = 3600.0
DAY = 24 * HOUR


def asked(book: Book, question: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(book.path)
    found = connection.execute(question).fetchall()
    connection.close()
    return found


def blocks(book: Book) -> list[tuple[str, str, int]]:
    return asked(book, "SELECT first_day, last_day, visits FROM block ORDER BY id")


def entries(book: Book, entry: str) -> list[dict[str, Any]]:
    """The payloads of this kind of row, in order."""
    found = asked(
        book,
        "SELECT payload FROM consent_ledger JOIN ledger_opening USING (seq)"
        f" WHERE json_extract(leaf, '$.type') = '{entry}' ORDER BY seq",
    )
    return [json.loads(payload) for (payload,) in found]


def heads(book: Book) -> list[int]:
    return [size for (size,) in asked(book, "SELECT tree_size FROM signed_tree_head ORDER BY 1")]


def rows(book: Book) -> int:
    return asked(book, "SELECT count(*) FROM consent_ledger")[0][0]


def closed_day(book: Book) -> date:
    return date.fromisoformat(asked(book, "SELECT day FROM close_of_day")[0][0])


def keep_some(book: Book, number: int, first: int = 0) -> None:
    """Women and men in turn, who keep what the camera estimated."""
    for each in range(first, first + number):
        given = book.agree(each)
        answer = (WOMAN, MAN)[each % 2]
        book.recorder.keep_visit(given, answer, Way.CAMERA, answer, receipt=True)


def end_day(book: Book) -> Closed:
    """Let the running day end, and close it."""
    ends = BUSINESS_DAY.end(book.clock.moment().day)
    book.clock.forward((ends - book.clock.now()).total_seconds())
    return book.recorder.catch_up()
