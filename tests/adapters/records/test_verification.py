"""The whole ledger: whatever the store does is whole, and no change to it goes unseen."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.adapters.records import verification
from kiosk.adapters.records.checkpoint import NotACheckpoint
from kiosk.adapters.records.connection import StoreUnavailable
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
        assert "anchor" in str(found.broken)
        # Announced later, it could not have signed then; and the same for a shorter ledger.
        ledger.announce(OTHER_SIGNER)
    ledger.connection.execute("DELETE FROM ledger_opening WHERE seq > 1")
    ledger.connection.execute("DELETE FROM consent_ledger WHERE seq > 1")
    found = verify(ledger.path, anchor=anchor)
    assert "anchor" in str(found.broken)


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
        " VALUES ('askfirst store', '9999 later', '')"
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
    assert "row 9 " in str(flaw(ledger))


def test_a_row_before_the_first_is_found(ledger: LedgerFile) -> None:
    ledger.drop_triggers()
    ledger.connection.execute("PRAGMA ignore_check_constraints = ON")
    ledger.connection.execute(
        "INSERT INTO consent_ledger SELECT -3, leaf, leaf_hash FROM consent_ledger"
    )
    assert "row -3 " in str(flaw(ledger))


def test_a_head_over_no_rows_is_found(ledger: LedgerFile) -> None:
    ledger.sign()
    ledger.drop_triggers()
    ledger.connection.execute("PRAGMA ignore_check_constraints = ON")
    columns = "root_hash, timestamp, prev_root_hash, public_key, signature, subtrees"
    ledger.connection.execute(
        f"INSERT INTO signed_tree_head SELECT -3, {columns} FROM signed_tree_head"
    )
    assert "signed head" in str(flaw(ledger))
