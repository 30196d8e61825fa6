"""What each start looks at, beside the damage that tests/faults tries."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.adapters.records import checkup, schema
from kiosk.adapters.records.checkup import Damaged
from kiosk.adapters.records.connection import open_for_writing
from kiosk.adapters.records.ledger import Entry
from tests.adapters.records.ledger_files import LedgerFile


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[LedgerFile]:
    """Forty rows, a head over the first thirty; nothing guards them."""
    file = LedgerFile(tmp_path / "records.db")
    for number in range(2, 41):
        file.append(Entry.CLOCK_STEPPED, {"seconds": number})
        if number == 30:
            file.sign()
    file.drop_triggers()
    yield file
    file.close()


def restore_guards(ledger: LedgerFile, tmp_path: Path) -> None:
    fresh = LedgerFile(tmp_path / "fresh.db")
    texts = fresh.connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
    for (text,) in texts.fetchall():
        ledger.connection.execute(text)
    fresh.close()


def spoil_opening(ledger: LedgerFile, seq: int) -> None:
    ledger.connection.execute("UPDATE ledger_opening SET salt = zeroblob(32) WHERE seq = ?", [seq])


def test_all_rows_since_the_last_head_are_checked(
    ledger: LedgerFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkup, "LEDGER_ROWS_CHECKED", 5)
    spoil_opening(ledger, 31)
    restore_guards(ledger, tmp_path)
    with pytest.raises(Damaged, match=r"row 31 .*opening"):
        checkup.check(ledger.path)


def test_some_rows_are_checked_though_a_head_covers_them(
    ledger: LedgerFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkup, "LEDGER_ROWS_CHECKED", 15)
    spoil_opening(ledger, 25)
    restore_guards(ledger, tmp_path)
    checkup.check(ledger.path)
    monkeypatch.setattr(checkup, "LEDGER_ROWS_CHECKED", 16)
    with pytest.raises(Damaged, match=r"row 25 .*opening"):
        checkup.check(ledger.path)


def test_a_wrong_last_head_is_damage(ledger: LedgerFile, tmp_path: Path) -> None:
    ledger.connection.execute("UPDATE signed_tree_head SET signature = zeroblob(64)")
    restore_guards(ledger, tmp_path)
    with pytest.raises(Damaged, match="head over 30 rows"):
        checkup.check(ledger.path)


def test_a_guard_that_is_gone_is_missed(ledger: LedgerFile, tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="trigger"):
        checkup.check(ledger.path)
    restore_guards(ledger, tmp_path)
    checkup.check(ledger.path)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("DROP INDEX visit_day", "the index visit_day is not as"),
        ("ALTER TABLE model ADD COLUMN note TEXT", "the table model is not as"),
        (
            "CREATE TRIGGER more AFTER INSERT ON day BEGIN DELETE FROM visit; END",
            "the trigger more is not of this program's making",
        ),
        ("CREATE VIEW more AS SELECT * FROM visit", "the view more is not of"),
        ("CREATE INDEX more ON day_hour(asked)", "the index more is not of"),
    ],
)
def test_other_tables_and_rules_are_damage(
    ledger: LedgerFile, tmp_path: Path, statement: str, found: str
) -> None:
    restore_guards(ledger, tmp_path)
    ledger.connection.execute(statement)
    with pytest.raises(Damaged, match=found):
        checkup.check(ledger.path)


def test_a_table_of_its_own_is_what_makes_a_backup(ledger: LedgerFile, tmp_path: Path) -> None:
    restore_guards(ledger, tmp_path)
    ledger.connection.execute("CREATE TABLE backup(day TEXT)")
    checkup.check(ledger.path)


def test_a_file_of_the_first_version_is_whole_as_it_was_made(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    db = open_for_writing(path)
    later = [step.name for step in schema.steps.pending(db)][1:]
    schema.steps.apply(db, stop_before=later)
    db.close()
    checkup.check(path)


def test_damaged_pages_are_named_in_one_line(tmp_path: Path) -> None:
    file = LedgerFile(tmp_path / "pages.db")
    for number in range(2, 200):
        file.append(Entry.CLOCK_STEPPED, {"seconds": number})
    file.sign()
    (root,) = file.connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'consent_ledger'"
    ).fetchone()
    (size,) = file.connection.execute("PRAGMA page_size").fetchone()
    file.close()
    with file.path.open("r+b") as opened:
        # A pointer in the table's root leads nowhere, and the file is still a database.
        opened.seek((root - 1) * size + 8)
        opened.write((999_999).to_bytes(4, "big"))
    with pytest.raises(Damaged) as found:
        checkup.check(file.path)
    assert "\n" not in str(found.value)
    assert "***" not in str(found.value)
    assert f"page {root} of the file cannot be relied on" in str(found.value)
