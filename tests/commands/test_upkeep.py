"""``askfirst backup``, ``restore`` and ``wipe`` from end to end, on real data folders."""

import hashlib
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.adapters.keys.sealing import sealed_by
from kiosk.adapters.records import ending, quarantine, verification
from kiosk.adapters.records.checkpoint import parse_checkpoint
from kiosk.adapters.records.connection import StoreUnavailable, open_for_reading
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import Recorder
from kiosk.adapters.settings.settings import SETTINGS_FILE
from kiosk.adapters.system.instance import InstanceLock
from kiosk.bootstrap import load_settings, parts, upkeep
from kiosk.cli import main
from kiosk.cli.codes import ANOTHER_RUNS, OK, REFUSED, WRONG
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.consent import ConsentRecord, Way
from kiosk.domain.events import RecordNotFound
from tests.contracts.records.houses import consent
from tests.domain.samples import ANSWER
from tests.faults.store_disks import small_disk
from tests.faults.test_store_full import fill

EXAMPLE = Path(__file__).parents[2] / "packaging" / "askfirst.example.toml"


class Shop:
    """A data folder with settings and, while it is open, a store."""

    def __init__(self, data: Path, *, demo: bool = False) -> None:
        self.data = data
        self.demo = demo
        self.path = parts.records_file(data, demo=demo)
        data.mkdir(mode=0o700, exist_ok=True)
        if not demo:
            shutil.copyfile(EXAMPLE, data / SETTINGS_FILE)
        self.visitors: list[ConsentRecord] = []

    def open(self) -> Recorder:
        settings = load_settings(self.data, demo=self.demo)
        self.path.parent.mkdir(mode=0o700, exist_ok=True)
        publication = Publication(ReleaseRules(), self.demo, settings.kiosk.minimum_age)
        signer = parts.signer_of(self.data, demo=self.demo)
        return Recorder(
            self.path,
            publication,
            parts.retention_of(settings),
            signer,
            parts.clock_of(settings),
            None,
        )

    def visit(self, *numbers: int) -> None:
        """These tell us and leave with a receipt."""
        recorder = self.open()
        recorder.check_room()
        clock = parts.clock_of(load_settings(self.data, demo=self.demo))
        for number in numbers:
            told = consent(number, clock.moment(), Way.TOLD)
            recorder.count_asked(told.moment)
            recorder.keep_visit(told, ANSWER, Way.TOLD, None, receipt=True)
            self.visitors.append(told)
        recorder.close()

    def do(self, *given: str | Path) -> int:
        demo = ["--demo"] if self.demo else []
        return main(["--data-dir", str(self.data), *map(str, given), *demo])

    def files(self) -> set[str]:
        return {str(file.relative_to(self.data)) for file in self.data.rglob("*")}


@pytest.fixture(params=[False, True], ids=["shop", "demo"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Shop:
    made = Shop(tmp_path / "data", demo=request.param)
    made.visit(1, 2)
    return made


@pytest.fixture
def running(shop: Shop) -> Iterator[None]:
    lock = InstanceLock(shop.path.parent)
    yield
    lock.release()


def damage(shop: Shop) -> None:
    shop.path.write_bytes(b"SQLite format 3\0" + bytes(5000))


def rows(path: Path, table: str) -> int:
    with closing(open_for_reading(path)) as db:
        return db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


# backup ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("running")
def test_a_backup_while_the_kiosk_runs(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    assert shop.do("backup") == OK
    made = Path(capsys.readouterr().out.strip())
    assert made.parent == shop.path.parent / "backups"
    assert rows(made, "visit") == 0
    assert rows(made, "consent_ledger") == rows(shop.path, "consent_ledger")


def test_a_backup_elsewhere(shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "stick").mkdir()
    assert shop.do("backup", "--to", tmp_path / "stick") == OK
    assert Path(capsys.readouterr().out.strip()).parent == tmp_path / "stick"
    assert "backups" not in {file.name for file in shop.path.parent.iterdir()}


def test_a_backup_goes_into_no_file(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear shop,")
    assert shop.do("backup", "--to", letter) == REFUSED
    assert capsys.readouterr() == ("", f"{letter} is a file: name a folder for the backup.\n")
    assert letter.read_text() == "Dear shop,"
    gone = tmp_path / "sitck" / "here"
    assert shop.do("backup", "--to", gone) == REFUSED
    said = capsys.readouterr().err
    assert said.startswith(str(gone))
    assert not gone.parent.exists()


def test_no_backup_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Shop(tmp_path / "data").do("backup") == WRONG
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_no_backup_of_a_damaged_store(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    damage(shop)
    assert shop.do("backup") == WRONG
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


def test_no_backup_without_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop = Shop(tmp_path / "data")
    shop.visit(1)
    (shop.data / SETTINGS_FILE).unlink()
    assert shop.do("backup") == REFUSED
    assert SETTINGS_FILE in capsys.readouterr().err


# restore --------------------------------------------------------------------------------------


@pytest.fixture
def backup(shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    (tmp_path / "stick").mkdir()
    assert shop.do("backup", "--to", tmp_path / "stick") == OK
    return Path(capsys.readouterr().out.strip())


def test_a_damaged_store_is_replaced(
    shop: Shop, backup: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(shop)
    assert shop.do("restore", backup) == OK
    said = capsys.readouterr()
    assert "receipts for them find nothing" in said.out
    (copy,) = (shop.path.parent / "quarantine").iterdir()
    zone = load_settings(shop.data, demo=shop.demo).kiosk.time_zone
    gone = quarantine.erased_at(copy).astimezone(zone)
    assert f"kept in {copy} until {gone:%Y-%m-%d, %H:%M};" in said.out
    assert said.err == ""
    assert verification.verify(shop.path).is_whole
    recorder = shop.open()
    for visitor in shop.visitors:
        assert isinstance(recorder.find_record(visitor.code), RecordNotFound)
    recorder.close()
    assert shop.do("verify") == OK
    assert shop.do("stats") == OK


def test_a_whole_store_is_kept_unless_it_is_said(
    shop: Shop, backup: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.visit(3)
    assert shop.do("restore", backup) == WRONG
    assert "With --replace the backup takes their place." in capsys.readouterr().err
    assert rows(shop.path, "visit") == 3
    assert shop.do("restore", backup, "--replace") == OK
    assert rows(shop.path, "visit") == 0


@pytest.mark.usefixtures("running")
def test_no_restore_while_the_kiosk_runs(
    shop: Shop, backup: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = shop.path.read_bytes()
    assert shop.do("restore", backup, "--replace") == ANOTHER_RUNS
    assert capsys.readouterr().err.count("\n") == 1
    assert shop.path.read_bytes() == before


def test_a_restore_where_there_was_nothing(
    shop: Shop, backup: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(shop.path.parent)
    if not shop.demo:
        Shop(shop.data)
    assert shop.do("restore", backup) == OK
    assert "quarantine" not in capsys.readouterr().out
    # A key of its own, which the ledger takes up.
    shop.visit(3)
    assert verification.verify(shop.path).is_whole


def test_a_file_that_is_no_backup(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear shop,")
    before = shop.path.read_bytes()
    wrong = ((letter, "does not begin"), (tmp_path / "none", "no file"), (tmp_path, "is a folder"))
    for file, why in wrong:
        for options in ((), ("--replace",)):
            assert shop.do("restore", file, *options) == WRONG
            said = capsys.readouterr()
            assert why in said.err
            assert "--replace" not in said.err
            assert len(said.err.splitlines()) == 1
    assert shop.path.read_bytes() == before


# wipe -----------------------------------------------------------------------------------------


@pytest.fixture
def full(shop: Shop, capsys: pytest.CaptureFixture[str]) -> Shop:
    """A folder with all there can be: backups, a damaged copy, ballast, a log, a sign-off."""
    assert shop.do("backup") == OK
    copy = shop.path.parent / "quarantine" / "20991231T000000Z-0123456789abcdef"
    copy.mkdir(parents=True)
    (copy / shop.path.name).write_bytes(b"a visit")
    shop.path.with_name(f"{shop.path.name}.new-wal").write_bytes(b"half")
    shop.path.with_name(f"{shop.path.name}.restored").write_bytes(b"half")
    (shop.path.parent / "signing.key.new").write_bytes(b"half")
    assert (shop.path.parent / "ballast").exists()
    if not shop.demo:
        (shop.data / "assessment").mkdir()
        (shop.data / "assessment" / "2026-11-24-001-abc.json").write_text("{}")
        (shop.data / "somebody's notes.txt").write_text("call the plumber")
        Shop(shop.data, demo=True).visit(9)
    capsys.readouterr()
    return shop


STAYS = {SETTINGS_FILE, "assessment", "assessment/2026-11-24-001-abc.json", "somebody's notes.txt"}


def wiped(shop: Shop, capsys: pytest.CaptureFixture[str], *options: str | Path) -> dict[str, Any]:
    assert shop.do("wipe", "--yes", *options) == OK
    said = capsys.readouterr()
    assert "askfirst.toml" in said.err
    return json.loads(said.out)


def test_nothing_is_left(full: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    public = parts.signer_of(full.data, demo=full.demo).public
    visits, ledger = rows(full.path, "visit"), rows(full.path, "consent_ledger")
    said = wiped(full, capsys)
    assert full.files() == ({"demo"} if full.demo else STAYS)
    assert sealed_by(said) == public
    assert said["public_key"] == public.hex()
    assert said["rows"]["visit"] == visits == 2
    assert said["rows"]["consent_ledger"] == ledger + 1
    assert (said["backups"], said["quarantined"]) == (1, 1)
    assert said["demo"] is full.demo
    assert said["faults"] == []
    assert parse_checkpoint(said["checkpoint"]).tree_size == ledger + 1


def test_the_seal_is_checked_with_cryptography_alone(
    full: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    said = wiped(full, capsys)
    check_seal(said)
    said["rows"]["visit"] = 0
    with pytest.raises(InvalidSignature):
        check_seal(said)


def check_seal(said: dict[str, Any]) -> None:
    """As somebody with nothing of ours does it: these texts need no more of RFC 8785."""

    def hashed(part: dict[str, Any]) -> bytes:
        canonical = json.dumps(part, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).digest()

    document = {key: value for key, value in said.items() if key != "proof"}
    proof = {key: value for key, value in said["proof"].items() if key != "proofValue"}
    number = 0
    for symbol in said["proof"]["proofValue"][1:]:
        digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
        number = number * 58 + digits.index(symbol)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(said["public_key"]))
    key.verify(number.to_bytes(64, "big"), hashed(proof) + hashed(document))


def test_the_statement_names_no_visitor(full: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    text = json.dumps(wiped(full, capsys))
    for visitor in full.visitors:
        assert str(visitor.record_id) not in text
        assert visitor.code.symbols not in text


def test_the_statement_in_a_file(
    full: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "statement.json"
    assert full.do("wipe", "--yes", "--statement", file) == OK
    assert capsys.readouterr().out == ""
    check_seal(json.loads(file.read_text(encoding="utf-8")))
    assert full.do("wipe", "--yes", "--statement", file) == REFUSED
    assert full.do("wipe", "--yes", "--statement", tmp_path / "none" / "s.json") == REFUSED


@pytest.mark.usefixtures("running")
def test_no_wipe_while_the_kiosk_runs(full: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    before = full.files()
    assert full.do("wipe", "--yes") == ANOTHER_RUNS
    assert full.do("wipe", "--yes", "--quarantine-only") == ANOTHER_RUNS
    assert full.files() == before


def test_no_wipe_of_a_shop_while_its_demo_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = Shop(tmp_path / "data")
    shop.visit(1)
    Shop(shop.data, demo=True).visit(2)
    lock = InstanceLock(parts.records_folder(shop.data, demo=True))
    before = shop.files()
    assert shop.do("wipe", "--yes") == ANOTHER_RUNS
    assert shop.files() == before
    lock.release()


def test_the_demo_is_wiped_without_its_shop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop, demo = Shop(tmp_path / "data"), Shop(tmp_path / "data", demo=True)
    shop.visit(1)
    demo.visit(2)
    assert demo.do("wipe", "--yes") == OK
    assert not demo.path.exists()
    assert rows(shop.path, "visit") == 1


def test_a_damaged_store_is_wiped_and_told_as_it_is(
    full: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(full)
    said = wiped(full, capsys)
    assert full.files() == ({"demo"} if full.demo else STAYS)
    assert said["rows"] == {}
    assert len(said["faults"]) == 1
    check_seal(said)


def test_without_a_key_nothing_is_signed(full: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    (full.path.parent / "signing.key").unlink()
    said = wiped(full, capsys)
    assert "proof" not in said
    assert said["public_key"] is None
    assert said["rows"]["visit"] == 2
    assert said["faults"] == ["there was no signing key, so nothing here is signed"]


def test_a_key_that_is_none_is_erased_too(full: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    (full.path.parent / "signing.key").write_bytes(b"short")
    said = wiped(full, capsys)
    assert "proof" not in said
    assert full.files() == ({"demo"} if full.demo else STAYS)


def test_settings_that_are_wrong_stand_in_no_wipes_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = Shop(tmp_path / "data")
    shop.visit(1)
    (shop.data / SETTINGS_FILE).write_text("[kiosk")
    wiped(shop, capsys)
    assert shop.files() == {SETTINGS_FILE}


def test_a_wipe_that_was_cut_short_goes_on(
    full: Shop, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At whatever file the power goes: no kiosk starts there, and the next wipe ends it."""
    whole = full.data.with_name("whole")
    shutil.copytree(full.data, whole)
    real, stops, cut = upkeep.erase, 0, True
    statements: list[str] = []

    def power_goes(path: Path) -> int:
        nonlocal left
        if left == 0:
            raise OSError("the power is gone")
        left -= 1
        return real(path)

    while cut:
        shutil.rmtree(full.data)
        shutil.copytree(whole, full.data)
        left = stops
        monkeypatch.setattr(upkeep, "erase", power_goes)
        cut = full.do("wipe", "--yes") == WRONG
        monkeypatch.setattr(upkeep, "erase", real)
        capsys.readouterr()
        if cut:
            before = (full.path.parent / ending.STATEMENT).read_text(encoding="utf-8")
            with pytest.raises(StoreUnavailable, match="was being erased"):
                full.open()
            assert full.do("restore", whole / "none") == WRONG
            assert "finish that first" in capsys.readouterr().err
            assert wiped(full, capsys) == json.loads(before)
            statements.append(before)
        assert full.files() == ({"demo"} if full.demo else STAYS)
        stops += 1
    assert len(statements) > 10


def test_a_statement_that_cannot_be_handed_over_is_kept(
    full: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError("No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", Full())
        assert full.do("wipe", "--yes") == WRONG
    assert "run this again" in capsys.readouterr().err
    check_seal(wiped(full, capsys))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_it_asks_for_a_word(
    full: Shop, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = full.files()
    for typed in ("", "\n", "yes\n", "y\n"):
        monkeypatch.setattr(sys, "stdin", Terminal(typed))
        assert full.do("wipe") == WRONG
        said = capsys.readouterr()
        assert said.out == ""
        whose = "of the demo" if full.demo else "and copies, the demo's too,"
        assert f"{whose} in {full.data}, for good." in said.err
        assert "Nothing was erased." in said.err
    monkeypatch.setattr(sys, "stdin", io.StringIO("erase\n"))
    assert full.do("wipe") == REFUSED
    assert "--yes" in capsys.readouterr().err
    assert full.files() == before
    monkeypatch.setattr(sys, "stdin", Terminal("erase\n"))
    assert full.do("wipe") == OK
    assert not full.path.exists()


def test_where_nothing_is_there_is_nothing_to_erase(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Shop(tmp_path / "data").data
    assert main(["--data-dir", str(data), "wipe", "--yes"]) == OK
    assert capsys.readouterr() == ("", "There was nothing here to erase.\n")


def test_on_a_full_disk_whose_kiosk_was_killed_everything_is_erased(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with small_disk(tmp_path / "disk", 2 * 1024 * 1024) as disk:
        shop = Shop(disk / "shop")
        shop.visit(1)
        kill_while_it_has(shop.data)
        fill(disk)
        assert shop.do("wipe", "--yes") == OK, capsys.readouterr().err
        assert json.loads(capsys.readouterr().out)["faults"] == []
        assert shop.files() == {SETTINGS_FILE}


def kill_while_it_has(folder: Path) -> None:
    """Leave the lock and the note of a kiosk that was killed."""
    doing = (
        "import os, signal; from pathlib import Path;"
        "from kiosk.adapters.system.instance import InstanceLock;"
        f"lock = InstanceLock(Path({str(folder)!r})); lock.note('settings');"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", doing], check=False)
    assert (folder / "instance.lock").exists()


def test_only_the_quarantine(full: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    assert full.do("wipe", "--yes", "--quarantine-only") == OK
    assert capsys.readouterr().out.endswith(" 1.\n")
    assert not (full.path.parent / "quarantine").exists()
    assert rows(full.path, "visit") == 2
    assert full.do("wipe", "--yes", "--quarantine-only") == OK
    assert capsys.readouterr().out.endswith(" 0.\n")
