"""``askfirst staff`` from end to end, and what the other commands make of the PINs' file."""

import getpass
import io
import json
import os
import queue
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.adapters.records import selfcheck
from kiosk.adapters.settings.settings import SETTINGS_FILE
from kiosk.adapters.staff.file import FILES, STAFF_FILE, Secret, StaffFile
from kiosk.adapters.staff.sign_in import StaffSignIn
from kiosk.adapters.system.instance import InstanceLock
from kiosk.application.doctor import Check
from kiosk.application.staff import Role, SignedIn, SignInResult
from kiosk.bootstrap import load_settings, parts, staff_sign_in
from kiosk.cli import main
from kiosk.cli.codes import OK, WRONG
from kiosk.domain.sign_in import DEMO_MANAGER_PIN, Noted, RecoveryCode
from tests.adapters.records.test_raw_files import is_locked
from tests.adapters.staff.house import MANAGER_PIN, STAFF_PIN, WRONG_PIN
from tests.commands.test_upkeep import EXAMPLE, Shop
from tests.wording import a_line_has

Capture = pytest.CaptureFixture[str]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Staff:
    """A shop's folder, a keyboard, and the pages at its screen."""

    def __init__(self, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.data = data
        self._monkeypatch = monkeypatch
        data.mkdir(mode=0o700)
        shutil.copyfile(EXAMPLE, data / SETTINGS_FILE)
        self._brought: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def give(self, pin: str, *options: str) -> int:
        """One line of standard input, as a script gives it."""
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(f"{pin}\n{WRONG_PIN}\n"))
        return self.do("pin", *options)

    def type(self, *pins: str) -> int:
        """At a terminal, which shows nothing of it."""
        typed = iter(pins)
        self._monkeypatch.setattr(sys, "stdin", Terminal())
        self._monkeypatch.setattr(getpass, "getpass", lambda prompt: next(typed))
        return self.do("pin")

    def do(self, *given: str) -> int:
        return main(["--data-dir", str(self.data), "staff", *given])

    def pages(self, *, demo: bool = False) -> StaffSignIn:
        settings = load_settings(self.data, demo=demo)
        return staff_sign_in.sign_in_of(self.data, settings, self._brought.put)

    def try_pin(self, pages: StaffSignIn, pin: str) -> SignInResult:
        told: list[SignInResult] = []
        pages.try_pin(pin, told.append)
        self._brought.get()()
        return told[0]

    def check(self) -> Check:
        (found,) = staff_sign_in.check(self.data)
        return found


@pytest.fixture
def staff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Staff:
    return Staff(tmp_path / "data", monkeypatch)


@pytest.fixture
def pages(staff: Staff) -> Iterator[StaffSignIn]:
    made = staff.pages()
    yield made
    made.close()


# staff pin ------------------------------------------------------------------------------------


def test_a_managers_pin_gives_a_recovery_code_and_nothing_else(
    staff: Staff, capsys: Capture, pages: StaffSignIn
) -> None:
    assert staff.give(MANAGER_PIN) == OK
    said = capsys.readouterr()
    assert RecoveryCode.parse(said.out).grouped == said.out.strip()
    assert said.err
    assert MANAGER_PIN not in said.out + said.err
    assert staff.try_pin(pages, MANAGER_PIN).role is Role.MANAGER


def test_staffs_pin_gives_nothing(staff: Staff, capsys: Capture, pages: StaffSignIn) -> None:
    assert staff.give(STAFF_PIN, "--role", "staff") == OK
    assert capsys.readouterr() == ("", "Staff's PIN is set.\n")
    assert staff.try_pin(pages, STAFF_PIN).role is Role.STAFF


def test_at_a_terminal_it_is_typed_twice(staff: Staff, capsys: Capture, pages: StaffSignIn) -> None:
    assert staff.type(MANAGER_PIN, STAFF_PIN) == WRONG
    said = capsys.readouterr()
    assert said.out == "" and "not the same" in said.err
    assert not (staff.data / STAFF_FILE).exists()
    assert staff.type(MANAGER_PIN, MANAGER_PIN) == OK
    assert staff.try_pin(pages, MANAGER_PIN).role is Role.MANAGER


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("12345678", "for it is a row of digits with equal steps between them"),
        ("25112026", "for it can be read as a date"),
        ("4829175", "for it is not exactly eight digits"),
        ("", "for it is not exactly eight digits"),
        (DEMO_MANAGER_PIN, "for it is the demo's, which everybody can read"),
    ],
)
def test_an_easy_one_is_refused_and_not_repeated(
    staff: Staff, capsys: Capture, pin: str, why: str
) -> None:
    assert staff.give(pin) == WRONG
    said = capsys.readouterr()
    assert said == ("", f"This PIN is not taken, {why}. Nothing was set.\n")
    assert not (staff.data / STAFF_FILE).exists()


def test_no_two_roles_have_the_same(staff: Staff, capsys: Capture) -> None:
    assert staff.give(MANAGER_PIN) == OK
    capsys.readouterr()
    assert staff.give(MANAGER_PIN, "--role", "staff") == WRONG
    assert "the other role's" in capsys.readouterr().err
    assert "staff's is not" in staff.check().says


def test_a_pin_on_the_line_is_not_repeated(staff: Staff, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        staff.do("pin", MANAGER_PIN)
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert MANAGER_PIN not in said.out + said.err
    assert not (staff.data / STAFF_FILE).exists()


def test_a_forgotten_one_is_replaced_while_the_kiosk_runs_and_the_wait_is_over(
    staff: Staff, capsys: Capture, pages: StaffSignIn
) -> None:
    lock = InstanceLock(staff.data)
    assert staff.give(STAFF_PIN) == OK
    for _ in range(5):
        staff.try_pin(pages, WRONG_PIN)
    assert staff.try_pin(pages, STAFF_PIN).outcome is SignedIn.MUST_WAIT
    assert staff.give(MANAGER_PIN) == OK
    assert staff.try_pin(pages, STAFF_PIN).outcome is SignedIn.WRONG
    assert staff.try_pin(pages, MANAGER_PIN).outcome is SignedIn.WELCOME
    lock.release()


def test_without_settings_a_pin_can_be_set_too(staff: Staff, capsys: Capture) -> None:
    (staff.data / SETTINGS_FILE).unlink()
    assert staff.give(MANAGER_PIN) == OK
    capsys.readouterr()
    assert staff.do("audit") == OK
    assert f" UTC  –        {Noted.MANAGER_PIN_SET.value}\n" in capsys.readouterr().out


def test_where_there_is_no_folder_none_is_made(
    staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.delenv("ASKFIRST_DATA_DIR", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))
    assert main(["staff", "pin"]) == WRONG
    said = capsys.readouterr()
    assert said.out == ""
    assert "does not exist" in said.err
    assert not (tmp_path / "none").exists()


def test_a_damaged_file_is_named_and_the_doctor_has_the_cure(staff: Staff, capsys: Capture) -> None:
    path = staff.data / STAFF_FILE
    path.write_bytes(b"Dear shop,\n" * 100)
    for refused in (lambda: staff.give(MANAGER_PIN), lambda: staff.do("audit")):
        assert refused() == WRONG
        said = capsys.readouterr()
        assert said.out == "" and len(said.err.splitlines()) == 1
        assert a_line_has(said.err, path, "not a database", "askfirst doctor")
    check = staff.check()
    assert not check.ok
    assert str(path) in check.cure and "askfirst staff pin" in check.cure
    path.rename(path.with_name("away"))
    assert staff.give(MANAGER_PIN) == OK


# staff audit ----------------------------------------------------------------------------------


def test_the_audit_says_who_was_in_and_what_was_done(
    staff: Staff, capsys: Capture, pages: StaffSignIn
) -> None:
    assert staff.give(MANAGER_PIN) == OK
    staff.try_pin(pages, WRONG_PIN)
    staff.try_pin(pages, MANAGER_PIN)
    pages.note(Role.MANAGER, Noted.PROGRAM_ENDED)
    pages.close()
    capsys.readouterr()
    assert staff.do("audit") == OK
    text = capsys.readouterr().out
    assert [re.sub(r"^\S+ \S+ \S+  ", "", line) for line in text.splitlines()] == [
        f"–        {Noted.MANAGER_PIN_SET.value}",
        f"–        {Noted.WRONG.value}",
        f"manager  {Noted.SIGNED_IN.value}",
        f"manager  {Noted.PROGRAM_ENDED.value}",
        f"manager  {Noted.LEFT.value}",
    ]
    assert staff.do("audit", "--json") == OK
    entries = json.loads(capsys.readouterr().out)["entries"]
    assert [(entry["role"], entry["what"]) for entry in entries][2:] == [
        ("manager", "signed in"),
        ("manager", "program ended"),
        ("manager", "left"),
    ]
    assert all(entry["at"].endswith("+00:00") for entry in entries)
    for pin in (MANAGER_PIN, WRONG_PIN):
        assert pin not in text


def test_where_nothing_was_set_there_is_no_audit(staff: Staff, capsys: Capture) -> None:
    assert staff.do("audit") == WRONG
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("No PIN ")
    assert staff.do("audit", "--json") == OK
    assert json.loads(capsys.readouterr().out) == {"entries": []}


# What the others make of it -------------------------------------------------------------------


def test_the_doctor_says_whether_one_is_set(staff: Staff, capsys: Capture) -> None:
    none = staff.check()
    assert (none.name, none.ok, none.cure) == ("staff PIN", True, "")
    assert a_line_has(none.says, "none is set", "askfirst staff pin")
    staff.give(STAFF_PIN, "--role", "staff")
    assert "the manager's is not" in staff.check().says
    staff.give(MANAGER_PIN)
    both = staff.check()
    assert (both.name, both.ok, both.cure) == ("staff PIN", True, "")
    assert a_line_has(both.says, "manager's", "staff's", "are set")
    before = {name: (staff.data / name).read_bytes() for name in FILES}
    capsys.readouterr()
    main(["--data-dir", str(staff.data), "doctor"])
    assert f"✓ well staff PIN {both.says}" in " ".join(capsys.readouterr().out.split())
    assert before == {name: (staff.data / name).read_bytes() for name in FILES}


def test_what_a_power_cut_left_half_written_is_no_reason_to_move_the_file_away(
    staff: Staff, tmp_path: Path
) -> None:
    staff.give(MANAGER_PIN)
    with closing(sqlite3.connect(staff.data / STAFF_FILE, isolation_level=None)) as connection:
        # Room for one page: the others are in the file before all of it is.
        for setting in ("journal_mode = PERSIST", "cache_size = 1"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE secret SET failures = 9")
        row = ("2026-01-01T00:00:00+00:00", "half")
        connection.executemany("INSERT INTO audit(at, what) VALUES (?, ?)", [row] * 3000)
        for name in FILES:
            # What is on the disk at this moment is what a power cut leaves.
            shutil.copyfile(staff.data / name, tmp_path / name)
        connection.execute("ROLLBACK")
    for name in FILES:
        shutil.copyfile(tmp_path / name, staff.data / name)
    found = staff.check()
    assert (found.ok, "half counted" in found.says) == (True, True)
    assert [(staff.data / name).read_bytes() for name in FILES] == [
        (tmp_path / name).read_bytes() for name in FILES
    ]
    assert staff.do("audit") == OK
    assert staff.check().ok
    assert StaffFile(staff.data / STAFF_FILE).secrets()[Secret.MANAGER].failures == 0


def test_it_belongs_beside_the_records_and_in_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    shop = Shop(tmp_path / "data")
    shop.visit(1)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{MANAGER_PIN}\n"))
    assert main(["--data-dir", str(shop.data), "staff", "pin"]) == OK
    now = parts.clock_of(load_settings(shop.data, demo=False)).now()
    looked = selfcheck.examine(shop.path, (shop.data,), now)
    assert looked.findings == ()
    assert looked.files >= len(FILES)
    capsys.readouterr()
    assert shop.do("backup") == OK
    made = Path(capsys.readouterr().out.strip())
    for kept in StaffFile(shop.data / STAFF_FILE).secrets().values():
        assert kept.hash.encode() not in made.read_bytes()
    before = (shop.data / STAFF_FILE).read_bytes()
    assert shop.do("restore", made, "--replace") == OK
    assert (shop.data / STAFF_FILE).read_bytes() == before
    assert shop.do("wipe", "--yes") == OK
    assert shop.files() == {SETTINGS_FILE}


@pytest.mark.skipif(os.name == "nt", reason="Windows' locks are the handle's own")
def test_a_look_through_everything_leaves_its_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    shop = Shop(tmp_path / "data")
    shop.visit(1)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{MANAGER_PIN}\n"))
    assert main(["--data-dir", str(shop.data), "staff", "pin"]) == OK
    now = parts.clock_of(load_settings(shop.data, demo=False)).now()
    with closing(sqlite3.connect(shop.data / STAFF_FILE, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        assert is_locked(shop.data / STAFF_FILE)
        selfcheck.examine(shop.path, (shop.data,), now)
        assert is_locked(shop.data / STAFF_FILE)


# The demo -------------------------------------------------------------------------------------


def test_the_demos_pins_open_the_demo_and_no_shop(staff: Staff, capsys: Capture) -> None:
    demo, shop = staff.pages(demo=True), staff.pages()
    assert staff.try_pin(demo, DEMO_MANAGER_PIN).role is Role.MANAGER
    assert staff.try_pin(shop, DEMO_MANAGER_PIN).outcome is SignedIn.NO_PIN
    assert staff.give(MANAGER_PIN) == OK
    assert staff.try_pin(shop, DEMO_MANAGER_PIN).outcome is SignedIn.WRONG
    assert staff.try_pin(demo, MANAGER_PIN).outcome is SignedIn.WRONG
    for each in (demo, shop):
        each.close()
    assert not parts.records_folder(staff.data, demo=True).exists()
