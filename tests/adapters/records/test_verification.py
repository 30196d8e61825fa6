"""The whole ledger: whatever the store does is whole, and no change to it goes unseen."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.adapters.records import verification
from kiosk.adapters.records.checkpoint import NotACheckpoint
from kiosk.adapters.records.connection import StoreUnavailable
from kiosk.adapters.records.ledger import Entry
from kiosk.adapters.records.verification import verify
from kiosk.domain.events import Erased, Event
from tests.adapters.records.conftest import Book
from tests.adapters.records.ledger_files import NOW, LedgerFile
from tests.contracts.records.houses import code
from tests.fakes.signer import OTHER_SIGNER, SIGNER

THREE_YEARS_AGO = date(2023, 11, 24)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[LedgerFile]:
    file = LedgerFile(tmp_path / "records.db")
    yield file
    file.close()


def flaw(ledger: LedgerFile, *, left_out: tuple[int, int] | None = None) -> str | None:
    """What is broken about the ledger; None if it is whole."""
    return verify(ledger.path, left_out=left_out).broken


# What is whole ----------------------------------------------------------------------------------


def test_an_empty_ledger_is_whole(ledger: LedgerFile) -> None:
    ledger.drop_triggers()
    ledger.erase(1)
    ledger.connection.execute("DELETE FROM consent_ledger")
    found = verify(ledger.path)
    assert found.is_whole
    assert (found.rows, found.heads, found.openings, found.head, found.keys) == (0, 0, 0, None, ())


def test_a_verdict_counts_what_was_checked(ledger: LedgerFile) -> None:
    ledger.now = datetime(2023, 11, 1, 9, tzinfo=UTC)
    ledger.give()
    ledger.now = NOW
    given = [ledger.give() for _ in range(4)]
    ledger.sign()
    ledger.withdraw(given[0])
    ledger.expire(THREE_YEARS_AGO)
    ledger.restore(given[1], given[2])
    made = ledger.announce(OTHER_SIGNER)
    head = ledger.sign(OTHER_SIGNER)
    ledger.give()
    found = verify(ledger.path)
    assert found.broken is None
    assert found.is_whole
    assert found.rows == 11
    assert (found.heads, found.head) == (2, head)
    assert (found.withdrawn, found.expired, found.left_out) == (1, 1, 2)
    assert found.openings == 11 - 4
    assert found.keys == ((1, SIGNER.public), (made, OTHER_SIGNER.public))
    assert found.anchored is None


def test_progress_is_told_in_strides(ledger: LedgerFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "_STRIDE", 3)
    for _ in range(6):
        ledger.give()
    told: list[tuple[int, int]] = []
    verify(ledger.path, progress=lambda done, of: told.append((done, of)))
    assert told == [(3, 7), (6, 7), (7, 7)]


def test_a_head_is_checked_wherever_a_stride_ends(
    ledger: LedgerFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "_STRIDE", 4)
    for _ in range(11):
        ledger.give()
        ledger.sign()
    found = verify(ledger.path)
    assert found.broken is None
    assert (found.rows, found.heads) == (12, 11)


def test_what_happens_meanwhile_is_whole_too(
    ledger: LedgerFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two strides the kiosk withdraws a consent that was read and one that was not."""
    monkeypatch.setattr(verification, "_STRIDE", 5)
    ledger.now = datetime(2023, 11, 1, 9, tzinfo=UTC)
    old = [ledger.give() for _ in range(6)]
    ledger.now = NOW
    given = [ledger.give() for _ in range(8)]
    strides = 0

    def go_on(done: int, total: int) -> None:
        nonlocal strides
        strides += 1
        if done == 5:
            ledger.sign()
        if done == 10:
            ledger.withdraw(given[0])
            ledger.withdraw(given[-1])
            ledger.expire(THREE_YEARS_AGO)
        if done == 15:
            ledger.give()
            ledger.sign()

    found = verify(ledger.path, progress=go_on)
    assert found.broken is None
    assert strides == 4
    assert (found.rows, found.heads) == (19, 2)
    assert (found.withdrawn, found.expired) == (2, len(old))


def test_a_head_over_rows_that_were_read_before_it_was_signed(
    ledger: LedgerFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "_STRIDE", 2)
    for _ in range(3):
        ledger.give()

    def go_on(done: int, total: int) -> None:
        if done == 2:
            # The rows after the stride come and go between two looks of the reader.
            ledger.connection.execute("DELETE FROM ledger_opening WHERE seq > 2")
            ledger.connection.execute("DELETE FROM consent_ledger WHERE seq > 2")
            ledger.sign()
            ledger.give()

    ledger.drop_triggers()
    found = verify(ledger.path, progress=go_on)
    assert found.broken is None
    assert (found.rows, found.heads) == (3, 1)


def test_what_a_recorder_wrote_is_whole(book: Book) -> None:
    """Kept, withdrawn, undone, cut short, out of its window, and three years old."""
    for number in range(1, 50):
        book.keep(number)
    for number in (3, 7, 49):
        book.recorder.erase_visit(code(number))
    book.recorder.close_uncounted(book.agree(60))
    book.agree(61)
    book.reopen()
    for year in range(4):
        book.clock.forward(366 * 24 * 3600)
        book.reopen()
        book.keep(100 + year)
    found = verify(book.path)
    assert found.broken is None
    assert found.withdrawn == 3
    assert found.expired >= 40
    assert found.heads >= 4


def test_a_visitor_need_not_wait_for_a_verification(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No read is open between two strides, so an erasure can cut the log and finish."""
    monkeypatch.setattr(verification, "_STRIDE", 4)
    for number in range(1, 9):
        book.keep(number)
    erased: list[Event] = []

    def withdraw(done: int, total: int) -> None:
        if done == 4:
            erased.append(book.recorder.erase_visit(code(1)))

    found = verify(book.path, progress=withdraw)
    assert erased == [Erased(code(1))]
    assert (found.broken, found.withdrawn) == (None, 1)


# Proofs that are gone ---------------------------------------------------------------------------


def test_a_proof_that_is_gone_for_no_reason(ledger: LedgerFile) -> None:
    given = [ledger.give() for _ in range(3)]
    ledger.erase(given[1])
    ledger.erase(given[2])
    assert flaw(ledger) == (
        f"row {given[1]} of the ledger has lost its opening, and no later row says why"
    )


def test_only_a_consent_may_be_without_a_proof(ledger: LedgerFile) -> None:
    row = ledger.append(Entry.CAMERA_OPENED)
    ledger.append(Entry.RESTORED, {"backup": "2026-11-23", "first": row, "last": row})
    ledger.erase(row)
    assert flaw(ledger) == f"row {row} of the ledger has lost its opening"


def test_a_withdrawn_consents_proof_must_be_gone(ledger: LedgerFile) -> None:
    given = ledger.give()
    ledger.append(Entry.CONSENT_WITHDRAWN, ref=given)
    assert flaw(ledger) == (
        f"row {given} of the ledger was withdrawn, and its opening is still there"
    )


def test_a_withdrawal_is_of_a_consent_before_it(ledger: LedgerFile) -> None:
    for ref in (None, 1, 5, 99):
        row = ledger.append(Entry.CONSENT_WITHDRAWN, ref=ref)
        assert flaw(ledger) == f"row {row} of the ledger withdraws no consent before it"
        ledger.drop_triggers()
        ledger.erase(row)
        ledger.connection.execute("DELETE FROM consent_ledger WHERE seq = ?", [row])


def test_a_consent_is_withdrawn_once(ledger: LedgerFile) -> None:
    given = ledger.give()
    ledger.withdraw(given)
    again = ledger.append(Entry.CONSENT_WITHDRAWN, ref=given)
    assert flaw(ledger) == f"row {again} of the ledger withdraws a consent a second time"


def test_proofs_go_after_three_years(ledger: LedgerFile) -> None:
    ledger.now = datetime(2023, 11, 23, 18, tzinfo=UTC)
    ledger.give()
    ledger.now = NOW
    assert ledger.expire(THREE_YEARS_AGO)
    found = verify(ledger.path)
    assert (found.broken, found.expired) == (None, 1)


def test_no_proof_goes_before_three_years_are_over(ledger: LedgerFile) -> None:
    row = ledger.expire(THREE_YEARS_AGO + timedelta(days=1))
    assert flaw(ledger) == (f"row {row} of the ledger lets proofs go before their years are over")


@pytest.mark.parametrize(
    ("given_at", "may_go"),
    [
        (datetime(2023, 11, 23, 23, tzinfo=UTC), True),
        # A business day ends at noon of the next day at the latest.
        (datetime(2023, 11, 24, 11, tzinfo=UTC), True),
        (datetime(2023, 11, 24, 12, tzinfo=UTC), False),
        (datetime(2024, 5, 1, 9, tzinfo=UTC), False),
    ],
)
def test_an_expiry_is_of_the_days_it_says(
    ledger: LedgerFile, given_at: datetime, *, may_go: bool
) -> None:
    ledger.now = given_at
    given = ledger.give()
    ledger.now = NOW
    ledger.append(Entry.CONSENT_EXPIRED, {"before": THREE_YEARS_AGO.isoformat()})
    ledger.erase(given)
    assert (flaw(ledger) is None) is may_go


def test_an_expiry_is_of_consents_before_it(ledger: LedgerFile) -> None:
    ledger.append(Entry.CONSENT_EXPIRED, {"before": THREE_YEARS_AGO.isoformat()})
    ledger.now = datetime(2023, 1, 1, tzinfo=UTC)  # a clock that was set back
    given = ledger.give()
    assert flaw(ledger) is None
    ledger.erase(given)
    assert flaw(ledger) == (
        f"row {given} of the ledger has lost its opening, and no later row says why"
    )


def test_the_latest_of_some_expiries_counts(ledger: LedgerFile) -> None:
    ledger.now = datetime(2023, 6, 1, 18, tzinfo=UTC)
    given = ledger.give()
    ledger.now = NOW
    ledger.append(Entry.CONSENT_EXPIRED, {"before": "2023-11-01"})
    ledger.append(Entry.CONSENT_EXPIRED, {"before": "2023-02-01"})
    assert (
        flaw(ledger) == f"row {given} of the ledger was due to go, and its opening is still there"
    )
    ledger.erase(given)
    assert flaw(ledger) is None


@pytest.mark.parametrize("payload", [{}, {"before": "soon"}, {"before": 3}])
def test_an_expiry_says_a_day(ledger: LedgerFile, payload: dict[str, str | int]) -> None:
    row = ledger.append(Entry.CONSENT_EXPIRED, payload)
    assert flaw(ledger) == f"row {row} of the ledger says no day"


def test_a_restored_backup_came_without_some_proofs(ledger: LedgerFile) -> None:
    given = [ledger.give() for _ in range(4)]
    ledger.restore(given[1], given[2])
    assert flaw(ledger) is None
    ledger.erase(given[3])
    assert flaw(ledger) == (
        f"row {given[3]} of the ledger has lost its opening, and no later row says why"
    )


def test_a_restored_backup_says_nothing_of_later_rows(ledger: LedgerFile) -> None:
    ledger.append(Entry.RESTORED, {"backup": "2026-11-23", "first": 1, "last": 99})
    given = ledger.give()
    ledger.erase(given)
    assert flaw(ledger) is not None


def test_a_restored_backup_may_have_had_every_proof(ledger: LedgerFile) -> None:
    ledger.append(Entry.RESTORED, {"backup": "2026-11-23"})
    assert flaw(ledger) is None


def test_a_backup_is_without_the_proofs_it_leaves_out(ledger: LedgerFile) -> None:
    given = [ledger.give() for _ in range(4)]
    ledger.erase(given[2])
    ledger.erase(given[3])
    assert flaw(ledger) is not None
    assert flaw(ledger, left_out=(given[2], given[3])) is None
    assert verify(ledger.path, left_out=(given[2], given[3])).left_out == 2
    assert flaw(ledger, left_out=(given[3], given[3])) == (
        f"row {given[2]} of the ledger has lost its opening, and no later row says why"
    )


@pytest.mark.parametrize("entry", [Entry.RESTORED, Entry.CONSENT_EXPIRED, Entry.KEY_MADE])
def test_a_row_that_must_say_something_does(ledger: LedgerFile, entry: Entry) -> None:
    row = ledger.append(entry)
    if entry is Entry.RESTORED:
        assert flaw(ledger) is None
    else:
        assert flaw(ledger) in {
            f"row {row} of the ledger says no day",
            f"row {row} of the ledger announces no key",
        }


def test_a_consent_of_no_day_is_named(ledger: LedgerFile) -> None:
    """An expiry is reckoned from a row's own time, so that has to be one."""
    assert verification.chain.day_of(_row("2026-11-24T14+00:00")) == NOW.date()
    with pytest.raises(verification.LedgerBroken, match="row 3 of the ledger has no time"):
        verification.chain.day_of(_row("2026-13-24T14+00:00"))


def _row(ts: str) -> verification.chain.Row:
    return verification.chain.Row(3, Entry.CONSENT_EXPIRED, ts, None, "")


# Anchors ----------------------------------------------------------------------------------------


def test_a_ledger_goes_on_from_every_head_it_had(ledger: LedgerFile) -> None:
    kept: list[str] = []
    for _ in range(5):
        ledger.give()
        kept.append(ledger.sign().checkpoint)
    ledger.announce(OTHER_SIGNER)
    kept.append(ledger.sign(OTHER_SIGNER).checkpoint)
    ledger.give()
    for anchor in kept:
        found = verify(ledger.path, anchor=anchor)
        assert found.broken is None
        assert found.anchored is True


def test_an_anchor_of_another_ledger_is_said(ledger: LedgerFile, tmp_path: Path) -> None:
    other = LedgerFile(tmp_path / "other.db")
    anchor = other.sign().checkpoint
    other.close()
    found = verify(ledger.path, anchor=anchor)
    assert found.anchored is False
    assert found.broken is not None
    assert "row 1 of the ledger is not the one the anchor was signed for" in found.broken


def test_an_anchor_that_is_signed_with_no_key_of_ours_is_said(ledger: LedgerFile) -> None:
    ledger.give()
    anchor = ledger.sign(OTHER_SIGNER).checkpoint
    ledger.drop_triggers()
    ledger.connection.execute("DELETE FROM signed_tree_head")
    for _ in range(2):
        found = verify(ledger.path, anchor=anchor)
        assert found.anchored is False
        assert found.broken == "the anchor is signed with no key that the ledger announces"
        # Announced later, it could not have signed then; and the same for a shorter ledger.
        ledger.announce(OTHER_SIGNER)
    ledger.connection.execute("DELETE FROM ledger_opening WHERE seq > 1")
    ledger.connection.execute("DELETE FROM consent_ledger WHERE seq > 1")
    found = verify(ledger.path, anchor=anchor)
    assert found.broken == "the anchor is signed with no key that the ledger announces"


def test_what_is_no_anchor_is_refused(ledger: LedgerFile) -> None:
    with pytest.raises(NotACheckpoint):
        verify(ledger.path, anchor="no head")


# Files ------------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_not_judged(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        verify(tmp_path / "none.db")


def test_a_newer_versions_file_is_not_judged(ledger: LedgerFile) -> None:
    ledger.connection.execute(
        "INSERT INTO _sqlite_migrations(migration_set, name, applied_at)"
        " VALUES ('askfirst records', '9999 later', '')"
    )
    with pytest.raises(StoreUnavailable, match="9999 later"):
        verify(ledger.path)


def test_a_damaged_page_is_said(ledger: LedgerFile) -> None:
    with ledger.connection:
        for _ in range(400):
            ledger.give()
    ledger.close()
    with ledger.path.open("r+b") as file:
        size = ledger.path.stat().st_size
        file.seek(size // 4096 // 2 * 4096)
        file.write(b"\xa5" * (size - file.tell()))
    broken = verify(ledger.path).broken
    assert broken is not None
    assert "the file cannot be read after the beginning of the ledger" in broken


def test_an_opening_of_no_row_is_found(ledger: LedgerFile) -> None:
    ledger.drop_triggers()
    ledger.connection.execute(
        "INSERT INTO ledger_opening SELECT 9, salt, payload, NULL, NULL FROM ledger_opening"
    )
    assert flaw(ledger) == "row 9 of the ledger is missing, and its opening is there"


def test_a_row_before_the_first_is_found(ledger: LedgerFile) -> None:
    ledger.drop_triggers()
    ledger.connection.execute("PRAGMA ignore_check_constraints = ON")
    ledger.connection.execute(
        "INSERT INTO consent_ledger SELECT -3, leaf, leaf_hash FROM consent_ledger"
    )
    assert flaw(ledger) == "row -3 of the ledger is before the first"


def test_a_head_over_no_rows_is_found(ledger: LedgerFile) -> None:
    ledger.sign()
    ledger.drop_triggers()
    ledger.connection.execute("PRAGMA ignore_check_constraints = ON")
    columns = "root_hash, timestamp, prev_root_hash, public_key, signature, subtrees"
    ledger.connection.execute(
        f"INSERT INTO signed_tree_head SELECT -3, {columns} FROM signed_tree_head"
    )
    assert flaw(ledger) == "a signed head is over no number of rows that a head can be over"


# Any history, any change ------------------------------------------------------------------------


STEPS = st.lists(
    st.sampled_from(
        ["give", "give", "give", "machine", "withdraw", "sign", "key", "expire", "restore", "year"]
    ),
    max_size=40,
)


def write(ledger: LedgerFile, steps: list[str]) -> None:
    """Do what the store might, in this order."""
    signer, held = SIGNER, list[int]()
    for step in steps:
        match step:
            case "give":
                held.append(ledger.give())
            case "machine":
                ledger.append(Entry.CAMERA_CLOSED, {"seconds": 3}, ref=held[-1] if held else None)
            case "withdraw" if held:
                ledger.withdraw(held.pop())
            case "sign":
                ledger.sign(signer)
            case "key":
                signer = OTHER_SIGNER if signer is SIGNER else SIGNER
                ledger.announce(signer)
            case "expire":
                ledger.expire(ledger.now.date().replace(year=ledger.now.year - 3))
                held.clear()
            case "restore" if held:
                ledger.restore(held[0], held[-1])
                held.clear()
            case "year":
                ledger.pass_time(days=365)
            case _:
                pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledgers")


def fresh(folder: Path) -> LedgerFile:
    for old in folder.iterdir():
        old.unlink()
    file = LedgerFile(folder / "records.db")
    # Syncing is for power cuts, and there are none here.
    file.connection.execute("PRAGMA synchronous = OFF")
    return file


BRIEFLY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@BRIEFLY
@given(steps=STEPS)
def test_whatever_the_store_does_is_whole(folder: Path, steps: list[str]) -> None:
    file = fresh(folder)
    write(file, steps)
    found = verify(file.path)
    assert found.broken is None
    assert found.rows == found.openings + found.withdrawn + found.expired + found.left_out
    file.close()


PLACES = (
    ("consent_ledger", "seq", "leaf"),
    ("consent_ledger", "seq", "leaf_hash"),
    ("ledger_opening", "seq", "salt"),
    ("ledger_opening", "seq", "payload"),
    ("signed_tree_head", "tree_size", "root_hash"),
    ("signed_tree_head", "tree_size", "timestamp"),
    ("signed_tree_head", "tree_size", "prev_root_hash"),
    ("signed_tree_head", "tree_size", "public_key"),
    ("signed_tree_head", "tree_size", "signature"),
    ("signed_tree_head", "tree_size", "subtrees"),
)


@pytest.mark.parametrize(("table", "key", "column"), PLACES)
@settings(BRIEFLY, max_examples=25)
@given(steps=STEPS, row=st.integers(0), at=st.integers(0), flip=st.integers(1, 255))
def test_any_changed_byte_is_found(
    folder: Path, table: str, key: str, column: str, steps: list[str], row: int, at: int, flip: int
) -> None:
    file = fresh(folder)
    write(file, [*steps, "give", "sign", "give", "sign"])
    file.drop_triggers()
    rows = file.connection.execute(
        f"SELECT {key}, CAST({column} AS BLOB), typeof({column}) FROM {table}"
        f" WHERE length({column}) > 0"
    ).fetchall()
    chosen, before, kind = rows[row % len(rows)]
    changed = bytearray(before)
    changed[at % len(changed)] ^= flip
    file.connection.execute(
        f"UPDATE {table} SET {column} = CAST(? AS {kind}) WHERE {key} = ?", [changed, chosen]
    )
    assert verify(file.path).broken is not None
    file.close()


@BRIEFLY
@given(steps=STEPS, by=st.integers(-30, 30).filter(bool))
def test_a_head_over_another_number_of_rows_is_found(
    folder: Path, steps: list[str], by: int
) -> None:
    file = fresh(folder)
    write(file, [*steps, "give", "sign"])
    file.drop_triggers()
    (size,) = file.connection.execute("SELECT max(tree_size) FROM signed_tree_head").fetchone()
    file.connection.execute("PRAGMA ignore_check_constraints = ON")
    file.connection.execute(
        "UPDATE OR REPLACE signed_tree_head SET tree_size = ? WHERE tree_size = ?",
        [size + by, size],
    )
    assert verify(file.path).broken is not None
    file.close()
