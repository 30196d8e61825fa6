"""The ledger's rows: what they hold, what they never hold, and that no edit goes unseen."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from kiosk.adapters.records import chain, ledger
from kiosk.adapters.records.ledger import Entry
from kiosk.adapters.records.merkle import leaf_hash
from kiosk.adapters.records.verification import verify
from kiosk.domain.consent import Way
from kiosk.domain.states import WatchFault
from tests.adapters.records.conftest import WOMAN, Book
from tests.contracts.records.houses import code
from tests.domain.samples import NOTICE
from tests.fakes.signer import SIGNER

NOW = datetime(2026, 11, 24, 14, 7, 33, tzinfo=UTC)


@pytest.fixture
def rows(closed: Path) -> Iterator[sqlite3.Connection]:
    """The ledger of a closed file, for adding to it."""
    connection = sqlite3.connect(closed, isolation_level=None)
    yield connection
    connection.close()


def leaves(book: Book) -> list[dict[str, Any]]:
    connection = sqlite3.connect(book.path)
    found = [json.loads(leaf) for (leaf,) in connection.execute("SELECT leaf FROM consent_ledger")]
    connection.close()
    return found


def payloads(book: Book) -> dict[int, dict[str, Any]]:
    connection = sqlite3.connect(book.path)
    found = {
        seq: json.loads(payload)
        for seq, payload in connection.execute("SELECT seq, payload FROM ledger_opening")
    }
    connection.close()
    return found


def test_a_commitment_is_the_published_one() -> None:
    payload = rfc8785.dumps({"way": "touch", "language": "en"})
    assert payload == b'{"language":"en","way":"touch"}'
    assert ledger.commitment(bytes(range(32)), payload).hex() == (
        "cee49f890847a6c51e655bb4e183b5fc7199154709dad0dd97785e76be012567"
    )


def test_a_leaf_is_canonical_hashed_and_chained(book: Book) -> None:
    book.keep()
    connection = sqlite3.connect(book.path)
    found = connection.execute("SELECT seq, leaf, leaf_hash FROM consent_ledger").fetchall()
    connection.close()
    prev = "0" * 64
    for number, (seq, leaf, hashed) in enumerate(found, start=1):
        fields = json.loads(leaf)
        assert seq == fields["seq"] == number
        assert leaf == rfc8785.dumps(fields).decode()
        assert hashed == leaf_hash(leaf.encode())
        assert fields["prev"] == prev
        assert fields["v"] == 1
        assert set(fields) - {"ref"} == {"commit", "notice", "prev", "seq", "ts", "type", "v"}
        prev = hashed.hex()
    assert [json.loads(leaf)["type"] for _, leaf, _ in found] == [
        "key made",
        "started",
        "consent given",
    ]


def test_a_consent_says_what_was_agreed_to_and_no_answer(book: Book) -> None:
    given = book.keep()
    assert leaves(book)[2]["notice"] == NOTICE.content_hash
    assert payloads(book)[3] == {
        "language": "en",
        "medium": "touch",
        "notice": NOTICE.content_hash,
        "purpose": "visitor-statistics",
        "record": str(given.record_id),
        "way": "camera",
    }


def test_a_whole_visit_by_camera(book: Book) -> None:
    given = book.agree()
    book.recorder.record(Entry.CAMERA_OPENED, given, {})
    book.recorder.record(Entry.CAMERA_CLOSED, given, {"seconds": 6})
    book.recorder.record(Entry.ANALYSIS_COMPLETED, given, {})
    book.recorder.keep_visit(given, WOMAN, Way.CAMERA, WOMAN, receipt=True)
    book.recorder.erase_visit(given.code)
    assert [(leaf["type"], leaf.get("ref")) for leaf in leaves(book)] == [
        ("key made", None),
        ("started", None),
        ("consent given", None),
        ("camera opened", 3),
        ("camera closed", 3),
        ("analysis completed", 3),
        ("consent withdrawn", 3),
    ]
    assert payloads(book) == {
        1: {"public": SIGNER.public.hex()},
        2: {},
        4: {},
        5: {"seconds": 6},
        6: {},
        7: {},
    }


def test_what_a_camera_did_names_its_consent_after_the_visit_ended(book: Book) -> None:
    given = book.agree()
    book.recorder.record(Entry.CAMERA_OPENED, given, {})
    book.recorder.close_uncounted(given)
    book.recorder.record(Entry.CAMERA_CLOSED, given, {"seconds": 6})
    book.recorder.record(Entry.ANALYSIS_ABORTED, given, {"fault": WatchFault.STORE_FAILED.value})
    assert [leaf["ref"] for leaf in leaves(book)[3:]] == [3, 3, 3]
    assert verify(book.path).broken is None


def test_no_row_of_a_camera_is_written_that_names_no_consent(book: Book) -> None:
    book.agree()
    before = len(leaves(book))
    never = book.consent(2)
    book.recorder.record(Entry.CAMERA_OPENED, never, {})
    book.recorder.record(Entry.CAMERA_CLOSED, never, {"seconds": 6})
    book.recorder.record(Entry.ANALYSIS_COMPLETED, never, {})
    assert len(leaves(book)) == before


def test_a_restart_says_so_of_the_visit_it_cut_short(book: Book) -> None:
    given = book.agree()
    book.recorder.record(Entry.ANALYSIS_ABORTED, given, {"fault": WatchFault.FACE_LEFT.value})
    book.reopen()
    aborted = [leaf for leaf in leaves(book) if leaf["type"] == "analysis aborted"]
    assert [leaf["ref"] for leaf in aborted] == [3, 3]
    assert [payloads(book)[leaf["seq"]]["fault"] for leaf in aborted] == ["face left", "restarted"]


def test_visits_rows_tell_the_hour_and_systems_rows_the_second(book: Book) -> None:
    book.clock.forward(7 * 60 + 33)
    book.keep()
    book.reopen()
    times = {leaf["type"]: leaf["ts"] for leaf in leaves(book)}
    assert times == {
        "key made": "2026-11-24T14:00:00+00:00",
        "started": "2026-11-24T14:07:33+00:00",
        "consent given": "2026-11-24T14+00:00",
        "stopped": "2026-11-24T14:07:33+00:00",
    }


@pytest.mark.parametrize("entry", list(Entry))
def test_no_row_that_a_visitor_sets_off_tells_more_than_the_hour(
    rows: sqlite3.Connection, entry: Entry
) -> None:
    shanghai = timezone(timedelta(hours=8))
    seq = ledger.append(rows, entry, NOW.astimezone(shanghai), {})
    (leaf,) = rows.execute("SELECT leaf FROM consent_ledger WHERE seq = ?", [seq]).fetchone()
    of_nobody = ("started", "stopped", "key made", "assessment in force", "restored", "wiped")
    assert json.loads(leaf)["ts"] == (
        "2026-11-24T22:07:33+08:00" if entry.value in of_nobody else "2026-11-24T22+08:00"
    )


def test_what_a_look_by_code_sets_off_tells_no_more_than_the_hour(book: Book) -> None:
    given = book.keep()
    book.clock.forward(timedelta(days=4, minutes=7, seconds=13).total_seconds())
    book.clock.step(timedelta(minutes=1).total_seconds())
    before = len(leaves(book))
    book.recorder.find_record(given.code)
    set_off = {leaf["type"]: leaf["ts"] for leaf in leaves(book)[before:]}
    assert set_off == {
        "clock stepped": "2026-11-28T14+00:00",
        "records expired": "2026-11-28T14+00:00",
    }


def test_the_second_that_an_earlier_version_wrote_is_no_damage(
    rows: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    (before,) = rows.execute("SELECT max(seq) FROM consent_ledger").fetchone()
    with monkeypatch.context() as earlier:
        earlier.setattr(ledger, "BY_THE_HOUR", ledger.BY_THE_HOUR - ledger.ONCE_BY_THE_SECOND)
        payload = {"day": "2026-11-20", "visits": 2}
        ledger.append(rows, Entry.RECORDS_EXPIRED, NOW, payload)
    ledger.append(rows, Entry.RECORDS_EXPIRED, NOW, payload)
    chain.check_tail(rows, 2)
    exact = [
        len(leaf[0])
        for leaf in rows.execute(
            "SELECT json_extract(leaf, '$.ts') FROM consent_ledger WHERE seq > ?", [before]
        )
    ]
    assert exact == [len("2026-11-24T14:07:33+00:00"), len("2026-11-24T14+00:00")]


def test_the_same_payload_is_committed_to_differently_each_time(rows: sqlite3.Connection) -> None:
    for _ in range(2):
        ledger.append(rows, Entry.CAMERA_OPENED, NOW, {})
    found = rows.execute("SELECT leaf FROM consent_ledger ORDER BY seq DESC LIMIT 2").fetchall()
    assert json.loads(found[0][0])["commit"] != json.loads(found[1][0])["commit"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE consent_ledger SET leaf = leaf",
        "DELETE FROM consent_ledger",
        "INSERT OR REPLACE INTO consent_ledger SELECT * FROM consent_ledger WHERE seq = 1",
        "INSERT INTO consent_ledger VALUES (9, '{}', zeroblob(32))",
        "UPDATE signed_tree_head SET timestamp = ''",
        "DELETE FROM signed_tree_head",
        "INSERT OR REPLACE INTO signed_tree_head SELECT * FROM signed_tree_head",
        "INSERT INTO signed_tree_head VALUES (1, zeroblob(32), 'earlier', NULL, zeroblob(32),"
        " zeroblob(64), zeroblob(32))",
    ],
)
def test_ledger_and_heads_are_only_added_to(closed: Path, statement: str) -> None:
    connection = sqlite3.connect(closed, isolation_level=None)
    connection.execute(
        "INSERT INTO signed_tree_head VALUES (1000, zeroblob(32), 'now', NULL, zeroblob(32),"
        " zeroblob(64), zeroblob(32))"
    )
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    connection.close()


def test_codes_and_answers_are_nowhere_in_the_ledger(book: Book) -> None:
    numbers = range(10**12, 10**12 + 8)
    for number in numbers:
        given = book.keep(number)
        book.recorder.correct_record(given.code, WOMAN)
    book.recorder.erase_visit(code(numbers[0]))
    connection = sqlite3.connect(book.path)
    told = "".join(
        f"{leaf}{payload}"
        for leaf, payload in connection.execute(
            "SELECT leaf, payload FROM consent_ledger LEFT JOIN ledger_opening USING (seq)"
        )
    )
    connection.close()
    for never in ("woman", "25-34", *(code(number).symbols for number in numbers)):
        assert never not in told
