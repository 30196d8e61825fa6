"""``askfirst withdraw`` from end to end, and what it does not need."""

import io
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.adapters.keys.signing import KEY_FILE
from kiosk.bootstrap import parts
from kiosk.cli import main
from kiosk.cli.codes import OK, WRONG
from kiosk.cli.saying import NOTHING_YET
from tests.commands.evidence_shop import EvidenceShop
from tests.faults.store_disks import small_disk
from tests.faults.test_store_full import fill

Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


class Shop:
    """A shop of which visitor 1 has a record, with that visitor's code on standard input."""

    def __init__(self, data: Path, monkeypatch: Patch, *, demo: bool = False) -> None:
        made = EvidenceShop(data, demo=demo, runs_now=True)
        given = made.keep(1)
        made.recorder.close()
        self.data, self.path = data, made.path
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{given.code.grouped}\n"))

    def withdraw(self, *options: str) -> int:
        return main(["--data-dir", str(self.data), "withdraw", *options])

    def asked(self, question: str) -> int:
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(question).fetchone()[0]

    @property
    def records(self) -> int:
        return self.asked("SELECT count(*) FROM visit")

    @property
    def signed_rows(self) -> int:
        return self.asked("SELECT max(tree_size) FROM signed_tree_head")


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: Patch) -> Shop:
    return Shop(tmp_path / "shop", monkeypatch)


def test_the_record_goes_and_the_ledger_is_signed(shop: Shop, capsys: Capture) -> None:
    before = shop.signed_rows
    assert shop.withdraw() == OK
    assert capsys.readouterr() == ("The record is erased.\n", "")
    assert shop.records == 0
    assert shop.signed_rows > before


def test_the_ledger_says_of_no_start_and_no_stop(shop: Shop) -> None:
    asked = (
        "SELECT count(*) FROM consent_ledger WHERE json_extract(leaf, '$.type') IN ('started',"
        " 'stopped')"
    )
    before = shop.asked(asked)
    assert before
    assert shop.withdraw() == OK
    assert shop.records == 0
    assert shop.asked(asked) == before


def test_it_needs_no_key(shop: Shop, capsys: Capture) -> None:
    before = shop.signed_rows
    key = shop.data / KEY_FILE
    whole = key.read_bytes()
    key.write_bytes(b"")
    assert shop.withdraw() == OK
    said = capsys.readouterr()
    assert said.out == "The record is erased.\n"
    assert said.err == (
        f"{key}: this is no signing key of 32 bytes. "
        "The ledger is not signed this time; askfirst doctor says what to do.\n"
    )
    assert (shop.records, shop.signed_rows) == (0, before)
    assert key.read_bytes() == b""
    key.write_bytes(whole)
    assert main(["--data-dir", str(shop.data), "verify"]) == OK
    assert "1 consent withdrawn" in capsys.readouterr().out


def test_the_demos_records_are_erased_where_the_demo_is_named(
    tmp_path: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    demo = Shop(tmp_path / "demo's", monkeypatch, demo=True)
    assert demo.withdraw("--demo") == OK
    assert capsys.readouterr() == ("The record is erased.\n", "")
    assert demo.records == 0


def test_a_shops_records_are_none_of_the_demos(shop: Shop, capsys: Capture) -> None:
    assert shop.withdraw("--demo") == WRONG
    assert capsys.readouterr() == ("", f"{NOTHING_YET}\n")
    assert shop.records == 1


def test_it_needs_no_models(shop: Shop, monkeypatch: Patch, tmp_path: Path) -> None:
    monkeypatch.setattr(parts, "models_folder", lambda: tmp_path / "nowhere")
    assert shop.withdraw() == OK
    assert shop.records == 0


@pytest.mark.system
def test_on_a_full_disk_it_has_the_ballasts_room(
    tmp_path: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    with small_disk(tmp_path / "disk", 2 * 1024 * 1024) as disk:
        shop = Shop(disk / "shop", monkeypatch)
        fill(disk)
        assert shop.withdraw() == OK, capsys.readouterr().err
        assert shop.records == 0
