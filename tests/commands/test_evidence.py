"""``askfirst evidence`` from end to end: the bundle, what is not in it, and its own checker."""

import json
import os
import sqlite3
import stat
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.adapters.keys.sealing import sealed_by
from kiosk.adapters.keys.signing import KEY_FILE
from kiosk.adapters.records import verification
from kiosk.adapters.records.export import ExportedRecords
from kiosk.adapters.settings.settings import SETTINGS_FILE
from kiosk.adapters.system.instance import InstanceLock
from kiosk.application.consent_profile import lacking
from kiosk.application.evidence_sources import LedgerRow
from kiosk.bootstrap import parts
from kiosk.cli import main
from kiosk.cli.codes import OK, REFUSED, WRONG
from kiosk.domain.consent import ConsentRecord, Way
from kiosk.domain.estimate import Gender
from tests.commands.evidence_shop import EvidenceShop, Unzipped, unzip
from tests.domain.samples import ANSWER
from tests.fakes.time import FakeClock
from tests.wording import a_line_has


@pytest.fixture
def shop(tmp_path: Path) -> EvidenceShop:
    return EvidenceShop(tmp_path / "shop")


@pytest.fixture
def visitors(shop: EvidenceShop) -> list[ConsentRecord]:
    return shop.some_days()


@pytest.fixture
def bundle(shop: EvidenceShop, visitors: list[ConsentRecord], tmp_path: Path) -> Path:
    assert visitors
    out = tmp_path / "bundle.zip"
    assert shop.bundle(out) == OK
    return out


@pytest.fixture
def unzipped(bundle: Path, tmp_path: Path) -> Unzipped:
    return unzip(bundle, tmp_path / "unzipped")


def test_the_checker_finds_it_whole(unzipped: Unzipped, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = unzipped.check()
    assert code == 0, said
    assert a_line_has(said, "5 consents", "1 withdrawn")
    assert a_line_has(said, "camera", "4 times")
    assert "4 sealed records" in said
    assert "No anchor" in said
    capsys.readouterr()


def test_it_says_what_is_in_it(
    shop: EvidenceShop,
    visitors: list[ConsentRecord],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert visitors
    out = tmp_path / "b.zip"
    assert shop.bundle(out) == OK
    assert "4 consent records, 2 notices" in capsys.readouterr().out
    assert shop.bundle(out, "--json") == OK
    told = json.loads(capsys.readouterr().out)
    assert told["file"] == str(out)
    assert told["demo"] is False
    assert (told["records"], told["without_record"], told["notices"]) == (4, 0, 2)
    with zipfile.ZipFile(out) as opened:
        assert len(opened.namelist()) == told["files"]


def test_records_are_whole_and_sealed_by_the_machine(
    shop: EvidenceShop, unzipped: Unzipped, visitors: list[ConsentRecord]
) -> None:
    records = unzipped.lines("records.jsonl")
    public = parts.signer_of(shop.data, demo=False).public
    assert [sealed_by(record) for record in records] == [public] * 4
    assert [lacking(record) for record in records] == [()] * 4
    kept = [visitors[0], *visitors[2:]]
    assert [record["dct:identifier"] for record in records] == [str(v.record_id) for v in kept]
    manifest = unzipped.lines("manifest.json")[0]
    assert sealed_by(manifest) == public


def test_the_logs_and_counts_are_readable(unzipped: Unzipped) -> None:
    camera = (unzipped.folder / "camera.csv").read_text().splitlines()
    assert camera[0] == "opened_row,closed_row,consent_row,hour,seconds"
    assert len(camera) == 5
    assert all(line.endswith(",2026-11-24T14+00:00,4") for line in camera[1:4])
    erased = (unzipped.folder / "erasures.csv").read_text()
    assert "consent withdrawn" in erased
    assert "records expired" in erased
    hours = (unzipped.folder / "counts" / "hours.csv").read_text().splitlines()
    assert hours[0] == "day,hour,asked,agreed,told,declined,walked_away,counted"
    assert hours[1] == "2026-11-24,22,5,3,1,1,0,2"
    assert (unzipped.folder / "counts" / "days.csv").read_text().splitlines()[1] == "2026-11-24,1,1"
    assert (unzipped.folder / "checkpoint.txt").read_text().startswith("askfirst/")
    for name in ("README.en.md", "README.zh_CN.md", "model-card.json"):
        assert (unzipped.folder / name).stat().st_size > 100


def test_nothing_that_leads_to_a_visit_is_in_it(
    shop: EvidenceShop, unzipped: Unzipped, visitors: list[ConsentRecord]
) -> None:
    content = b"\n".join(
        path.read_bytes() for path in sorted(unzipped.folder.rglob("*")) if path.is_file()
    )
    with closing(sqlite3.connect(shop.path)) as store:
        tags = [tag for (tag,) in store.execute("SELECT tag FROM visit WHERE tag IS NOT NULL")]
        tags += [
            tag for (tag,) in store.execute("SELECT tag FROM ledger_opening WHERE tag IS NOT NULL")
        ]
        keys = [key for (key,) in store.execute("SELECT key FROM day_key")]
        rows = [str(number) for (number,) in store.execute("SELECT id FROM visit")]
    assert len(tags) == 2
    assert len(keys) == 1
    secret = (shop.data / KEY_FILE).read_bytes()
    for never in (*tags, *keys, secret):
        assert never not in content
        assert never.hex().encode() not in content
    for number in rows:
        assert number.encode() not in content
    for visitor in visitors:
        assert visitor.code.symbols.encode() not in content
        assert visitor.code.grouped.encode() not in content
    for picture in (b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"GIF8"):
        assert picture not in content
    records = (unzipped.folder / "records.jsonl").read_bytes()
    openings = (unzipped.folder / "openings.jsonl").read_bytes()
    for gender in Gender:
        assert f'"{gender.value}"'.encode() not in records + openings
    assert set(unzipped.lines("openings.jsonl")[0]) == {"payload", "salt", "seq"}


def test_the_same_records_make_the_same_bundle(
    shop: EvidenceShop, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FakeClock(parts.business_day(shop.settings))
    clock.forward(6 * 86_400)
    monkeypatch.setattr(parts, "clock_of", lambda settings: clock)
    assert shop.bundle(bundle) == OK
    first = bundle.read_bytes()
    clock.forward(60)
    again = tmp_path / "again.zip"
    assert shop.bundle(again) == OK
    assert again.read_bytes() == first


def test_it_is_whole_under_its_name_and_its_owners_alone(
    shop: EvidenceShop, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stat.S_IMODE(bundle.stat().st_mode) == 0o600
    before = bundle.read_bytes()

    def no_room(descriptor: int) -> None:
        raise OSError(28, "No space left on device", str(bundle))

    monkeypatch.setattr(os, "fsync", no_room)
    assert shop.bundle(bundle) == WRONG
    assert bundle.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [bundle.name]


def test_it_changes_nothing_and_needs_no_kiosk_to_be_closed(
    shop: EvidenceShop, visitors: list[ConsentRecord], tmp_path: Path
) -> None:
    assert visitors
    before = {path: path.read_bytes() for path in shop.data.rglob("*") if path.is_file()}
    lock = InstanceLock(shop.data)
    try:
        assert shop.bundle(tmp_path / "b.zip") == OK
    finally:
        lock.release()
    for path, content in before.items():
        assert path.read_bytes() == content
    assert verification.verify(shop.path).is_whole


def test_a_visitor_who_withdraws_meanwhile_is_left_out(
    shop: EvidenceShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kiosk goes on while the ledger is read: a stride of one row makes that easy to hit."""
    monkeypatch.setattr("kiosk.adapters.records.export._STRIDE", 1)
    kept = [shop.keep(1), shop.keep(2)]
    rows, done = ExportedRecords.rows, []

    def withdraws(records: ExportedRecords) -> Iterator[LedgerRow]:
        for row in rows(records):
            yield row
            if row.seq == 8 and not done:
                done.append(shop.recorder.erase_visit(kept[0].code))

    monkeypatch.setattr(ExportedRecords, "rows", withdraws)
    out = tmp_path / "b.zip"
    assert shop.bundle(out) == OK
    shop.recorder.close()
    found = unzip(out, tmp_path / "u")
    code, said = found.check()
    assert code == 0, said
    assert a_line_has(said, "2 consents", "1 withdrawn")
    assert str(kept[0].record_id) not in (found.folder / "openings.jsonl").read_text()


def test_an_anchor_is_checked(unzipped: Unzipped, tmp_path: Path) -> None:
    anchor = tmp_path / "anchor.txt"
    anchor.write_text((unzipped.folder / "checkpoint.txt").read_text(), encoding="utf-8")
    code, said = unzipped.check("--anchor", str(anchor))
    assert code == 0, said
    assert "anchor" in said and "No anchor" not in said


def test_a_sign_off_goes_along(shop: EvidenceShop, tmp_path: Path) -> None:
    shop.keep(1)
    shop.recorder.close()
    folder = shop.data / "assessment"
    folder.mkdir()
    (folder / "2026-11-24.json").write_text('{"signed_by": "Wang Min"}')
    out = tmp_path / "b.zip"
    assert shop.bundle(out) == OK
    found = unzip(out, tmp_path / "u")
    assert "Wang Min" in (found.folder / "assessment" / "2026-11-24.json").read_text()
    assert found.check()[0] == 0


def test_a_place_inside_the_data_folder_is_refused(
    shop: EvidenceShop, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.recorder.close()
    assert shop.bundle(shop.data / "b.zip") == REFUSED
    assert "data folder" in capsys.readouterr().err
    for out in (shop.data, shop.data.parent):
        assert shop.bundle(out) == REFUSED
        assert str(out) in capsys.readouterr().err
    assert not list(shop.data.glob("*.zip"))


def test_a_place_that_is_not_there_is_named_as_it_was_given(
    shop: EvidenceShop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.recorder.close()
    out = tmp_path / "no" / "b.zip"
    assert shop.bundle(out) == REFUSED
    said = capsys.readouterr()
    assert said.out == "" and str(out) in said.err


def test_without_records_settings_or_key_it_says_so(
    shop: EvidenceShop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "b.zip"
    (tmp_path / "empty").mkdir()
    empty = ["--data-dir", str(tmp_path / "empty"), "evidence", "--out", str(out)]
    assert main(empty) == WRONG
    assert "recorded" in capsys.readouterr().err
    shop.recorder.close()
    (shop.data / KEY_FILE).rename(tmp_path / "key")
    assert shop.bundle(out) == WRONG
    assert "key" in capsys.readouterr().err
    (tmp_path / "key").rename(shop.data / KEY_FILE)
    (shop.data / SETTINGS_FILE).unlink()
    assert shop.bundle(out) == REFUSED
    assert not out.exists()
    assert not (shop.data / KEY_FILE).with_suffix(".new").exists()


def test_a_damaged_store_is_named(
    shop: EvidenceShop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.recorder.close()
    with closing(sqlite3.connect(shop.path)) as store, store:
        store.execute("UPDATE notice SET text = '{}'")
    assert shop.bundle(tmp_path / "b.zip") == WRONG
    assert "notice" in capsys.readouterr().err
    shop.path.write_bytes(b"no store" * 1000)
    assert shop.bundle(tmp_path / "b.zip") == WRONG
    assert "cannot be read" in capsys.readouterr().err
    assert not (tmp_path / "b.zip").exists()


def test_the_demos_bundle_says_that_it_is_one_and_is_never_a_shops(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo = EvidenceShop(tmp_path / "data", demo=True)
    demo.keep(1)
    demo.recorder.close()
    out = tmp_path / "b.zip"
    assert demo.bundle(out) == WRONG
    nothing = capsys.readouterr()
    assert nothing.out == "" and "recorded" in nothing.err
    assert not out.exists()
    assert demo.bundle(out, "--demo") == OK
    assert capsys.readouterr().out.startswith("DEMO: ")
    found = unzip(out, tmp_path / "u")
    code, said = found.check()
    assert code == 0, said
    assert "DEMO: " in said
    assert (found.folder / "assessment" / "assessment.toml").exists()


def test_a_terminal_sees_how_far_it_is(
    shop: EvidenceShop,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shop.keep(1)
    shop.recorder.close()
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert shop.bundle(tmp_path / "b.zip") == OK
    told = capsys.readouterr().err
    assert " of 7 rows" in told
    assert "1 of 1 records" in told
    assert told.endswith("\r")


def test_a_consent_to_a_notice_of_before_is_counted_and_has_no_record(
    shop: EvidenceShop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = replace(shop.notices["en"], conditions=None)
    shop.recorder.remember_notice(older)
    told = shop.consent(1, Way.TOLD, older)
    shop.recorder.count_asked(told.moment)
    shop.recorder.keep_visit(told, ANSWER, Way.TOLD, None, receipt=True)
    shop.keep(2)
    shop.recorder.close()
    out = tmp_path / "b.zip"
    assert shop.bundle(out) == OK
    assert "1 consent without" in capsys.readouterr().out
    code, said = unzip(out, tmp_path / "u").check()
    assert code == 0, said
    assert "1 sealed record," in said
