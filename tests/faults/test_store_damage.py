"""A damaged file: found at start, named, copied aside, and never written to again."""

import logging
import random
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.adapters.records import quarantine
from kiosk.domain.events import StoreFailed, StoreReady
from kiosk.domain.retention import Retention
from kiosk.domain.states import StoreFault
from tests.faults.store_events import Kiosk, kiosk_at

BROKEN = StoreFailed(StoreFault.BROKEN)
FLIPS = 40
PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with sixty visits, closed in good order."""
    path = tmp_path / "data" / "records.db"
    with kiosk_at(path) as kiosk:
        for number in range(60):
            kiosk.tell(number)
    return path


def overwrite(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def cut_short(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 3 * PAGE - 100)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def spoil_header(path: Path) -> None:
    overwrite(path, 0, b"SQLite format 4\x00")


def spoil_every_page(path: Path) -> None:
    for page in range(1, path.stat().st_size // PAGE):
        overwrite(path, page * PAGE + 8, b"\xa5" * 200)


def lose(path: Path) -> None:
    path.with_name("records.db-wal").write_bytes(b"left behind" * 1000)
    path.unlink()


def replace_with_another(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE customers(name)")
    connection.commit()
    connection.close()


def tamper(statement: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        for trigger in ("update", "delete"):
            connection.execute(f"DROP TRIGGER consent_ledger_{trigger}")
        connection.execute(statement)
        connection.close()

    return change


DAMAGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "cut short": (cut_short, "the file"),
    "empty": (empty, "the file is empty"),
    "header": (spoil_header, "does not begin as a database does"),
    "pages": (spoil_every_page, "the file"),
    "gone, its log left": (lose, "the file is gone, and its log is still there"),
    "another program's": (replace_with_another, "a database of another program"),
    "a ledger row edited": (
        tamper("UPDATE consent_ledger SET leaf = replace(leaf, 'given', 'taken') WHERE seq = 30"),
        "row 30 of the ledger does not fit its hash",
    ),
    "a ledger row gone": (
        tamper("DELETE FROM consent_ledger WHERE seq = 61"),
        "refers to a row of consent_ledger that is not there",
    ),
    "an opening edited": (
        tamper("UPDATE ledger_opening SET payload = '{}' WHERE seq = 7"),
        "row 7 of the ledger does not fit its opening",
    ),
}


@pytest.fixture(params=DAMAGE)
def damaged(
    request: pytest.FixtureRequest, path: Path, caplog: pytest.LogCaptureFixture
) -> Iterator[tuple[Path, str]]:
    change, named = DAMAGE[request.param]
    change(path)
    with caplog.at_level(logging.ERROR):
        yield path, named


def everything(path: Path) -> dict[str, bytes]:
    """The file, and its log if there is anything in it."""
    log = path.with_name("records.db-wal")
    files = [file for file in (path, log) if file.exists()]
    return {file.name: file.read_bytes() for file in files if file == path or file.stat().st_size}


def copies(path: Path) -> list[Path]:
    return sorted((path.parent / "quarantine").iterdir())


def test_damage_is_found_named_copied_and_left_as_it_is(
    damaged: tuple[Path, str], caplog: pytest.LogCaptureFixture
) -> None:
    path, named = damaged
    before = everything(path)
    kiosk = Kiosk(path)
    assert kiosk.next_event() == BROKEN
    assert named in caplog.text
    (copy,) = copies(path)
    assert str(copy) in caplog.text
    assert {file.name: file.read_bytes() for file in copy.iterdir()} == before
    # Nothing is asked, a probe finds the same, and no second copy is made.
    kiosk.ask()
    kiosk.store.probe()
    assert [kiosk.next_event(), kiosk.next_event()] == [BROKEN, BROKEN]
    kiosk.store.close()
    again = Kiosk(path)
    assert again.next_event() == BROKEN
    again.store.close()
    assert copies(path) == [copy]
    assert everything(path) == before


def test_a_log_that_was_not_yet_in_the_file_is_copied_with_it(path: Path) -> None:
    """The file is spoiled while its log holds rows: opening it must not write them into it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("UPDATE day_hour SET asked = asked + 1")
    found = everything(path)
    connection.close()
    for name, data in found.items():
        path.with_name(name).write_bytes(data)
    spoil_every_page(path)
    before = everything(path)
    assert before["records.db-wal"]
    kiosk = Kiosk(path)
    assert kiosk.next_event() == BROKEN
    kiosk.store.close()
    assert everything(path) == before
    (copy,) = copies(path)
    assert {file.name: file.read_bytes() for file in copy.iterdir()} == before


def test_damage_that_cannot_be_copied_is_found_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def no_room(path: Path, retention: Retention, now: datetime) -> Path:
        raise OSError("no room for a copy")

    monkeypatch.setattr(quarantine, "set_aside", no_room)
    spoil_header(path)
    kiosk = Kiosk(path)
    assert kiosk.next_event() == BROKEN
    kiosk.store.close()
    assert "could not be copied aside: no room for a copy" in caplog.text


def test_a_store_can_begin_anew_once_the_damaged_file_is_taken_away(path: Path) -> None:
    spoil_header(path)
    kiosk = Kiosk(path)
    assert kiosk.next_event() == BROKEN
    path.rename(path.with_name("records.damaged"))
    kiosk.store.probe()
    assert kiosk.next_event() == StoreReady()
    kiosk.tell(1)
    assert kiosk.inside().records == 1
    kiosk.store.close()


def ledger_of(path: Path) -> list[str]:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    rows = 'INSERT INTO "consent_ledger"'
    lines = [line for line in connection.iterdump() if line.startswith(rows)]
    connection.close()
    return lines


def test_one_flipped_bit_is_found_or_changes_nothing_in_the_ledger(path: Path) -> None:
    chance = random.Random(15)
    whole, ledger = path.read_bytes(), ledger_of(path)
    found = 0
    for _ in range(FLIPS):
        flipped = bytearray(whole)
        bit = chance.randrange(len(whole) * 8)
        flipped[bit // 8] ^= 1 << bit % 8
        for name in ("records.db-wal", "records.db-shm"):
            path.with_name(name).unlink(missing_ok=True)
        path.write_bytes(flipped)
        kiosk = Kiosk(path)
        event = kiosk.next_event()
        kiosk.store.close()
        if event == BROKEN:
            found += 1
            assert path.read_bytes() == flipped
        else:
            assert event == StoreReady()
            assert ledger_of(path)[: len(ledger)] == ledger
    assert found > FLIPS / 8


@pytest.mark.parametrize("table", ["consent_ledger", "ledger_opening"])
def test_one_flipped_bit_in_a_row_of_the_ledger_is_found(
    path: Path, table: str, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(15)
    whole = path.read_bytes()
    connection = sqlite3.connect(path)
    column = "leaf" if table == "consent_ledger" else "payload"
    texts = [text.encode() for (text,) in connection.execute(f"SELECT {column} FROM {table}")]
    connection.close()
    for text in chance.sample([text for text in texts if len(text) > 2], 10):
        at = whole.index(text) + chance.randrange(len(text))
        flipped = bytearray(whole)
        flipped[at] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        kiosk = Kiosk(path)
        assert kiosk.next_event() == BROKEN
        kiosk.store.close()
    # What stands in a row that cannot be read is not quoted.
    assert "visitor-statistics" not in caplog.text
