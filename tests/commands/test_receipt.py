"""``askfirst receipt`` from end to end: handed out for a code, and checked by anyone."""

import io
import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.adapters.keys.sealing import sealed_by
from kiosk.adapters.keys.signing import KEY_FILE
from kiosk.adapters.settings.settings import SETTINGS_FILE
from kiosk.adapters.system.instance import InstanceLock
from kiosk.application.consent_profile import lacking
from kiosk.bootstrap import parts
from kiosk.cli import main
from kiosk.cli.codes import OK, REFUSED, WRONG
from kiosk.domain.consent import ReceiptCode, Way
from tests.commands.evidence_shop import EvidenceShop
from tests.contracts.records.houses import code
from tests.domain.samples import ANSWER
from tests.wording import a_line_has

Capture = pytest.CaptureFixture[str]
Asking = Callable[..., int]


@pytest.fixture
def shop(tmp_path: Path) -> EvidenceShop:
    return EvidenceShop(tmp_path / "data", runs_now=True)


@pytest.fixture
def ask(shop: EvidenceShop, monkeypatch: pytest.MonkeyPatch) -> Asking:
    """Give a code on standard input and ask for its receipt."""

    def ask(given: ReceiptCode | str, *options: str) -> int:
        text = given if isinstance(given, str) else given.grouped
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{text}\n"))
        return main(["--data-dir", str(shop.data), "receipt", *options])

    return ask


def check(shop: EvidenceShop, file: Path, *options: str) -> int:
    return main(["--data-dir", str(shop.data), "receipt", "--check", str(file), *options])


@pytest.fixture
def handed(shop: EvidenceShop, ask: Asking, tmp_path: Path, capsys: Capture) -> Path:
    """The receipt of visitor 1, in a file."""
    given = shop.keep(1)
    shop.recorder.close()
    out = tmp_path / "receipt.json"
    assert ask(given.code, "--out", str(out)) == OK
    said = capsys.readouterr()
    assert said.out == "" and str(out) in said.err
    return out


# Handing out ----------------------------------------------------------------------------------


def test_a_receipt_is_sealed_and_whole_and_has_no_code_and_no_answer(
    shop: EvidenceShop, ask: Asking, capsys: Capture
) -> None:
    kept, told = shop.keep(1), shop.tell(2)
    shop.recorder.close()
    before = shop.path.read_bytes()
    for visitor in (kept, told):
        assert ask(visitor.code) == OK
        said = capsys.readouterr()
        receipt = json.loads(said.out)
        assert sealed_by(receipt) == parts.signer_of(shop.data, demo=False).public
        assert lacking(receipt) == ()
        record = receipt["dpv:hasRecordOfActivity"]
        assert record["dct:identifier"] == str(visitor.record_id)
        for secret in (visitor.code.symbols, visitor.code.grouped, "25-34", "woman"):
            assert secret not in said.out + said.err
    assert shop.path.read_bytes() == before


def test_it_is_handed_out_while_the_kiosk_runs(
    shop: EvidenceShop, ask: Asking, capsys: Capture
) -> None:
    given = shop.keep(1)
    kiosk = InstanceLock(shop.path.parent)
    shop.decline()
    assert ask(given.code) == OK
    assert sealed_by(json.loads(capsys.readouterr().out))
    kiosk.release()
    shop.recorder.close()


def test_a_code_that_finds_nothing_is_told_the_truth(
    shop: EvidenceShop, ask: Asking, capsys: Capture
) -> None:
    taken_back = shop.keep(1)
    shop.recorder.erase_visit(taken_back.code)
    shop.recorder.close()
    for unknown in (code(77), taken_back.code):
        assert ask(unknown) == WRONG
        said = capsys.readouterr()
        assert said.out == "" and "consent" in said.err
    assert ask("no code") == WRONG
    said = capsys.readouterr()
    assert "receipt code" in said.err
    assert "no code\n" not in said.err


def test_it_takes_no_file_that_is_there_and_no_place_among_the_records(
    shop: EvidenceShop, ask: Asking, handed: Path, tmp_path: Path, capsys: Capture
) -> None:
    before = handed.read_bytes()
    for file in (handed, tmp_path / "no" / "receipt.json", shop.data / "receipt.json"):
        assert ask(code(1), "--out", str(file)) == REFUSED
        assert str(file) in capsys.readouterr().err
    assert handed.read_bytes() == before
    assert not (shop.data / "receipt.json").exists()


def test_what_it_cannot_do_without(
    shop: EvidenceShop, ask: Asking, tmp_path: Path, capsys: Capture
) -> None:
    given = shop.keep(1)
    shop.recorder.close()
    key = shop.data / KEY_FILE
    key.rename(tmp_path / "key")
    assert ask(given.code) == WRONG
    assert "key" in capsys.readouterr().err
    assert not key.exists()
    key.write_bytes(b"")
    assert ask(given.code) == WRONG
    assert a_line_has(capsys.readouterr().err, key, "askfirst doctor")
    assert ask(given.code, "--demo") == WRONG
    assert "recorded" in capsys.readouterr().err
    (shop.data / SETTINGS_FILE).unlink()
    assert ask(given.code) == REFUSED


def test_nothing_is_sealed_that_the_ledger_does_not_bear_out(
    shop: EvidenceShop, ask: Asking, capsys: Capture
) -> None:
    given = shop.keep(1)
    shop.recorder.close()
    with closing(sqlite3.connect(shop.path)) as store, store:
        triggers = store.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_opening'"
        ).fetchall()
        for (name,) in triggers:
            store.execute(f"DROP TRIGGER {name}")
        changed = store.execute(
            "UPDATE ledger_opening SET payload = replace(payload, '\"camera\"', '\"told\"')"
        )
        assert changed.rowcount
    assert ask(given.code) == WRONG
    said = capsys.readouterr()
    assert said.out == ""
    assert "opening" in said.err


def test_of_a_consent_to_a_notice_of_before_there_is_none(
    shop: EvidenceShop, ask: Asking, capsys: Capture
) -> None:
    older = replace(shop.notices["en"], conditions=None)
    shop.recorder.remember_notice(older)
    told = shop.consent(1, Way.TOLD, older)
    shop.recorder.count_asked(told.moment)
    shop.recorder.keep_visit(told, ANSWER, Way.TOLD, None, receipt=True)
    shop.recorder.close()
    assert ask(told.code) == WRONG
    said = capsys.readouterr()
    assert said.out == ""
    assert "notice" in said.err


# Checking -------------------------------------------------------------------------------------


def test_a_genuine_one_is_said_to_be_with_its_key(
    shop: EvidenceShop, handed: Path, capsys: Capture
) -> None:
    public = parts.signer_of(shop.data, demo=False).public
    assert check(shop, handed) == OK
    lines = capsys.readouterr().out.splitlines()
    assert "genuine" in lines[0] and "receipt" in lines[0]
    # As the notice writes it, so that the two can be compared.
    assert public.hex(" ", 2) in lines[1]
    assert any(public.hex(" ", 2) in text for text in notice_texts(shop))
    assert check(shop, handed, "--json") == OK
    told = json.loads(capsys.readouterr().out)
    sealed = json.loads(handed.read_text(encoding="utf-8"))["proof"]["created"]
    assert told == {
        "genuine": True,
        "kind": "dpv:ConsentReceipt",
        "sealed": sealed,
        "key": public.hex(),
        "ours": True,
    }


def notice_texts(shop: EvidenceShop) -> list[str]:
    sections = shop.notices["en"].sections
    return [text for section in sections for text in section.paragraphs]


def _change(document: Any) -> None:
    document["dpv:hasRecordOfActivity"]["dpv:hasNotice"]["dct:title"]["@value"] += "!"


def _unseal(document: Any) -> None:
    del document["proof"]


@pytest.mark.parametrize("change", [_change, _unseal])
def test_one_that_was_changed_is_not_genuine(
    shop: EvidenceShop, handed: Path, capsys: Capture, change: Callable[[Any], None]
) -> None:
    document = json.loads(handed.read_text(encoding="utf-8"))
    change(document)
    handed.write_text(json.dumps(document), encoding="utf-8")
    assert check(shop, handed) == WRONG
    assert "not genuine" in capsys.readouterr().out
    assert check(shop, handed, "--json") == WRONG
    told = json.loads(capsys.readouterr().out)
    assert told == {"genuine": False, "kind": None, "sealed": None, "key": None, "ours": False}


def test_one_of_another_machine_is_told_from_ours(
    handed: Path, tmp_path: Path, capsys: Capture
) -> None:
    other = EvidenceShop(tmp_path / "other")
    other.recorder.close()
    (tmp_path / "empty").mkdir()
    for data in (other.data, tmp_path / "empty"):
        arguments = ["--data-dir", str(data), "receipt", "--check", str(handed)]
        assert main(arguments) == WRONG
        said = capsys.readouterr().out
        assert "genuine" in said and "not genuine" not in said
        assert a_line_has(said, "ledger", "key")


def test_a_key_of_before_is_still_ours(shop: EvidenceShop, handed: Path) -> None:
    (shop.data / KEY_FILE).unlink()
    shop.open().close()
    assert check(shop, handed) == OK


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "JSON"),
        (b"\xff\xfe", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b'"sealed"', "object"),
        (b'{"proof": 1, "proof": 2}', "JSON"),
        (b" " * (1024 * 1024 + 1), "1 MiB"),
    ],
)
def test_what_is_no_document_is_refused(
    shop: EvidenceShop, tmp_path: Path, capsys: Capture, content: bytes, why: str
) -> None:
    file = tmp_path / "letter"
    file.write_bytes(content)
    assert check(shop, file) == REFUSED
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert why in said.err
    shop.recorder.close()


def test_a_file_that_is_not_there_is_said(
    shop: EvidenceShop, tmp_path: Path, capsys: Capture
) -> None:
    shop.recorder.close()
    assert check(shop, tmp_path / "gone") == WRONG
    assert capsys.readouterr().err.startswith(f"{tmp_path / 'gone'}: ")
