"""The file of the PINs: made for its owner alone, bounded, and honest about what is wrong."""

import os
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.adapters.staff import file as files
from kiosk.adapters.staff import schema
from kiosk.adapters.staff.faults import FileUnusable
from kiosk.adapters.staff.file import FILES, STAFF_FILE, Secret, StaffFile
from kiosk.application.staff import Role
from kiosk.domain.sign_in import AUDIT_DAYS, AUDIT_ROWS, Noted
from tests.adapters.staff.house import MANAGER_PIN, QUICK, STAFF_PIN, House
from tests.fakes.time import FakeClock

NOW = FakeClock().now()


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_reading_makes_no_file(tmp_path: Path) -> None:
    file = StaffFile(tmp_path / STAFF_FILE)
    assert file.secrets() == {}
    assert file.audit() == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="permissions are POSIX's")
def test_it_is_its_owners_alone(house: House) -> None:
    found = {path.name: stat.S_IMODE(path.stat().st_mode) for path in house.path.parent.iterdir()}
    assert found == dict.fromkeys(FILES, 0o600)


def test_it_holds_no_pin_and_no_code(house: House) -> None:
    for name in FILES:
        content = (house.path.parent / name).read_bytes()
        for secret in (STAFF_PIN, MANAGER_PIN, house.code.replace(" ", ""), house.code):
            assert secret.encode() not in content


def test_a_try_is_counted_for_each_that_it_is_made_for(house: House) -> None:
    house.file.count((Secret.STAFF, Secret.MANAGER))
    kept = house.file.count((Secret.MANAGER,))
    counted = {secret: each.failures for secret, each in kept.items()}
    assert counted == {Secret.STAFF: 1, Secret.MANAGER: 2, Secret.RECOVERY: 0}
    assert house.file.secrets() == kept


def test_nothing_is_counted_where_nothing_is_set(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match="gone"):
        StaffFile(tmp_path / STAFF_FILE).count((Secret.STAFF,))
    assert list(tmp_path.iterdir()) == []


def test_the_audit_keeps_the_newest(house: House) -> None:
    for _ in range(AUDIT_ROWS):
        house.file.note(NOW, None, Noted.WRONG)
    assert len(house.file.audit()) == AUDIT_ROWS
    assert {entry.what for entry in house.file.audit()} == {Noted.WRONG}


def test_the_audit_forgets_what_is_old(house: House) -> None:
    house.file.note(NOW + timedelta(days=1), Role.STAFF, Noted.LEFT)
    house.file.note(NOW + timedelta(days=AUDIT_DAYS, hours=1), None, Noted.WRONG)
    assert [entry.what for entry in house.file.audit()] == [Noted.LEFT, Noted.WRONG]


def test_its_times_are_to_the_second_but_for_what_a_visitor_asked_for(house: House) -> None:
    at = NOW.replace(minute=12, second=34, microsecond=56)
    house.file.note(at, Role.STAFF, Noted.LEFT)
    house.file.note(at, Role.STAFF, Noted.RECORD_ERASED)
    *_, left, erased = house.file.audit()
    assert left.at == at.replace(microsecond=0)
    assert erased.at == at.replace(minute=0, second=0, microsecond=0)


def test_another_sees_what_one_wrote_at_once(house: House) -> None:
    other = StaffFile(house.path)
    other.put({Secret.STAFF: QUICK.hash("13572468")}, (), NOW, None, Noted.STAFF_PIN_SET)
    assert house.file.secrets() == other.secrets()


def test_a_file_that_is_taken_away_is_not_made_anew(house: House) -> None:
    for name in FILES:
        (house.path.parent / name).unlink()
    assert house.file.secrets() == {}
    with pytest.raises(FileUnusable, match="gone"):
        house.file.note(NOW, None, Noted.WRONG)
    assert not house.path.exists()


def test_a_reader_who_may_not_write_writes_nothing(house: House) -> None:
    before = {name: (house.path.parent / name).read_bytes() for name in FILES}
    reader = StaffFile(house.path, may_write=False)
    assert reader.secrets() == house.file.secrets()
    with pytest.raises(FileUnusable):
        reader.note(NOW, None, Noted.WRONG)
    assert before == {name: (house.path.parent / name).read_bytes() for name in FILES}


@pytest.mark.parametrize("content", [b"Dear shop,\n" * 100, b"SQLite format 3\0" + bytes(5000)])
def test_what_is_no_such_file_is_named_and_left_alone(house: House, content: bytes) -> None:
    house.path.write_bytes(content)
    for call in (house.file.secrets, house.file.audit, lambda: house.choose(Role.STAFF)):
        with pytest.raises(FileUnusable, match=STAFF_FILE):
            call()
    assert house.path.read_bytes() == content


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (f"PRAGMA user_version = {schema.VERSION + 1}", "newer version"),
        ("PRAGMA application_id = 7", "another program"),
        ("DROP TABLE secret", "no such table"),
    ],
)
def test_a_file_of_another_making_is_refused(house: House, statement: str, says: str) -> None:
    tamper(house.path, statement)
    with pytest.raises(FileUnusable, match=says):
        house.file.secrets()


def test_a_value_of_another_making_is_refused_without_being_repeated(house: House) -> None:
    tamper(house.path, "UPDATE audit SET what = '48291756'")
    with pytest.raises(FileUnusable) as refused:
        house.file.audit()
    assert "48291756" not in str(refused.value)


def test_a_file_that_a_power_cut_left_half_made_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / STAFF_FILE
    path.touch()
    tamper(path, *schema._TABLES, "INSERT INTO audit(at, what) VALUES ('x', 'half made')")
    assert StaffFile(path).secrets() == {}
    house = House(tmp_path)
    assert [entry.what for entry in house.file.audit()] == [
        Noted.MANAGER_PIN_SET,
        Noted.STAFF_PIN_SET,
    ]


def test_a_setting_that_does_not_hold_is_not_taken_for_one_that_does(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "_PRAGMAS", (("journal_mode", "PERSIST", "wal"),))
    with pytest.raises(FileUnusable, match="journal_mode"):
        house.file.note(NOW, None, Noted.WRONG)


def test_a_file_that_is_held_is_not_waited_for_without_end(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_BUSY_SECONDS", 0.0)
    with closing(sqlite3.connect(house.path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(FileUnusable, match="locked"):
            house.file.count((Secret.STAFF,))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match="No such file or directory"):
        House(tmp_path / "none")
