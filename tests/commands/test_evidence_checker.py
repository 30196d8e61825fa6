"""The bundle's own checker: whatever is changed, it says so, and names the file or the row."""

import ast
import hashlib
import json
import runpy
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from kiosk.adapters.keys.sealing import seal
from kiosk.adapters.keys.signing import SigningKey
from kiosk.adapters.records import heads, ledger
from kiosk.adapters.records.ledger import Entry, Payload
from kiosk.adapters.records.shapes import RESTARTED, SHAPES
from kiosk.adapters.records.verification import verify
from kiosk.bootstrap import parts
from kiosk.cli.codes import OK
from kiosk.domain.consent import Medium, Purpose, Way
from kiosk.domain.states import WatchFault
from tests.adapters.notices.shop import ASSETS
from tests.adapters.records.ledger_files import SAID
from tests.commands.evidence_shop import EvidenceShop, Unzipped, unzip
from tests.fakes.signer import OTHER_SIGNER
from tests.wording import a_line_has

NOW = datetime(2026, 11, 29, 14, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Unzipped, SigningKey]:
    """A whole bundle of a shop, and the shop's key; made once, and copied by each test."""
    folder = tmp_path_factory.mktemp("made")
    shop = EvidenceShop(folder / "shop")
    shop.some_days()
    assert shop.bundle(folder / "b.zip") == OK
    return unzip(folder / "b.zip", folder / "whole"), parts.signer_of(shop.data, demo=False)


@pytest.fixture
def bundle(made: tuple[Unzipped, SigningKey], tmp_path: Path) -> Unzipped:
    whole, _ = made
    shutil.copytree(whole.folder, tmp_path / "bundle")
    return Unzipped(tmp_path / "bundle", whole.python)


@pytest.fixture
def key(made: tuple[Unzipped, SigningKey]) -> SigningKey:
    return made[1]


def reseal(bundle: Unzipped, key: SigningKey, **changed: Any) -> None:
    """List every file anew and seal the manifest, as whoever holds the key can."""
    manifest = bundle.lines("manifest.json")[0]
    del manifest["proof"]
    manifest["files"] = {
        path.relative_to(bundle.folder).as_posix(): {
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "bytes": path.stat().st_size,
        }
        for path in bundle.folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    manifest["ledger"] = {**manifest["ledger"], **changed}
    bundle.write("manifest.json", [seal(manifest, key, NOW)])


FILES = (
    "README.en.md",
    "README.zh_CN.md",
    "camera.csv",
    "checkpoint.txt",
    "counts/days.csv",
    "counts/hours.csv",
    "erasures.csv",
    "heads.jsonl",
    "ledger.jsonl",
    "model-card.json",
    "openings.jsonl",
    "records.jsonl",
    "verify.py",
)


def test_every_file_is_tried(bundle: Unzipped) -> None:
    there = {
        path.relative_to(bundle.folder).as_posix()
        for path in bundle.folder.rglob("*")
        if path.is_file() and path.parent.name != "notices"
    }
    assert there == {*FILES, "manifest.json"}


@pytest.mark.parametrize("name", FILES)
def test_a_byte_more_is_found(bundle: Unzipped, name: str) -> None:
    with (bundle.folder / name).open("a") as file:
        file.write("\n")
    code, said = bundle.check()
    assert code == 1
    assert f"{name}: " in said


@pytest.mark.parametrize("name", [name for name in FILES if name != "verify.py"])
def test_a_missing_file_is_found(bundle: Unzipped, name: str) -> None:
    (bundle.folder / name).unlink()
    code, said = bundle.check()
    assert code == 1
    assert a_line_has(said, f"{name}: ", "missing")


def test_a_notice_and_another_file_are_found(bundle: Unzipped, key: SigningKey) -> None:
    notice = next((bundle.folder / "notices").glob("*.json"))
    notice.write_text(notice.read_text().replace("72", "73"), encoding="utf-8")
    (bundle.folder / "more.txt").write_text("more")
    code, said = bundle.check()
    assert code == 1
    assert f"notices/{notice.name}: " in said
    assert "more.txt: " in said
    (bundle.folder / "more.txt").unlink()
    reseal(bundle, key)
    code, said = bundle.check()
    assert code == 1
    assert a_line_has(said, f"notices/{notice.name}: ", "hash")


def test_a_manifest_that_was_changed_is_found(bundle: Unzipped) -> None:
    bundle.change("manifest.json", lambda lines: lines[0].update(controller={"en": "Another"}))
    code, said = bundle.check()
    assert code == 1
    assert a_line_has(said, "manifest.json: ", "proof")


def test_a_bundle_that_another_key_sealed_is_found(bundle: Unzipped) -> None:
    reseal(bundle, OTHER_SIGNER)
    code, said = bundle.check()
    assert code == 1
    assert a_line_has(said, "manifest.json: ", "key")


def with_leaf(seq: int, **fields: Any) -> Callable[[list[Any]], None]:
    """Change a row's leaf, and its hash with it."""

    def change(lines: list[Any]) -> None:
        row = lines[seq - 1]
        leaf = {**json.loads(row["leaf"]), **fields}
        row["leaf"] = json.dumps(leaf, sort_keys=True, separators=(",", ":"))
        row["leaf_hash"] = hashlib.sha256(b"\0" + row["leaf"].encode()).hexdigest()

    return change


def seq_of(bundle: Unzipped, kind: str, number: int = 0) -> int:
    rows = [json.loads(row["leaf"]) for row in bundle.lines("ledger.jsonl")]
    return [row["seq"] for row in rows if row["type"] == kind][number]


def fails_with(bundle: Unzipped, key: SigningKey, *facts: object, **changed: Any) -> None:
    reseal(bundle, key, **changed)
    code, said = bundle.check()
    assert code == 1
    assert a_line_has(said, *facts)


def test_a_changed_row_is_named(bundle: Unzipped, key: SigningKey) -> None:
    def change(lines: list[Any]) -> None:
        lines[4]["leaf"] = lines[4]["leaf"].replace("2026", "2025")

    bundle.change("ledger.jsonl", change)
    fails_with(bundle, key, "row 5 ", "hash")


def test_a_row_that_was_hashed_anew_is_named_by_the_next(bundle: Unzipped, key: SigningKey) -> None:
    bundle.change("ledger.jsonl", with_leaf(2, ts="2026-11-24T14:00:01+00:00"))
    fails_with(bundle, key, "row 3 ", "before")


@pytest.mark.parametrize(
    ("change", "facts"),
    [
        (lambda rows: rows.pop(4), ("row 5 ", "follow")),
        (lambda rows: rows.insert(4, rows[5]), ("row 5 ", "follow")),
        (lambda rows: rows.__setitem__(1, {"leaf": 7}), ("row 2 ", "read")),
        (lambda rows: rows.__setitem__(1, 7), ("row 2 ", "read")),
        (with_leaf(1, ts="2026-11-24T14+00:00"), ("row 1 ", "time")),
        (with_leaf(1, v=2), ("row 1 ", "follow")),
        (with_leaf(1, n=0.5), ("fraction",)),
    ],
)
def test_a_ledger_of_other_rows_is_named(
    bundle: Unzipped,
    key: SigningKey,
    change: Callable[[list[Any]], object],
    facts: tuple[str, ...],
) -> None:
    bundle.change("ledger.jsonl", change)
    fails_with(bundle, key, *facts)


def test_a_line_that_is_no_json_is_named(bundle: Unzipped, key: SigningKey) -> None:
    with (bundle.folder / "ledger.jsonl").open("a") as file:
        file.write("{\n")
    rows = len(bundle.lines("openings.jsonl")) + 1
    fails_with(bundle, key, "ledger.jsonl: ", f"line {rows + 1} ")


def test_an_exact_hour_of_a_visitor_is_named(bundle: Unzipped, key: SigningKey) -> None:
    seq = seq_of(bundle, "consent given")
    bundle.change("ledger.jsonl", with_leaf(seq, ts="2026-11-24T14:03:12+00:00"))
    fails_with(bundle, key, f"row {seq} ", "time")


def test_an_opening_that_does_not_fit_is_named(bundle: Unzipped, key: SigningKey) -> None:
    seq = seq_of(bundle, "consent given")

    def change(lines: list[Any]) -> None:
        opening = next(line for line in lines if line["seq"] == seq)
        opening["payload"] = opening["payload"].replace("camera", "told")

    bundle.change("openings.jsonl", change)
    fails_with(bundle, key, f"row {seq} ", "opening")


@pytest.mark.parametrize("kind", ["consent given", "camera opened"])
def test_an_opening_that_is_gone_is_named(bundle: Unzipped, key: SigningKey, kind: str) -> None:
    seq = seq_of(bundle, kind)
    kept = [line for line in bundle.lines("openings.jsonl") if line["seq"] != seq]
    bundle.write("openings.jsonl", kept)
    fails_with(bundle, key, f"row {seq} ", "lost", "opening")


def test_an_opening_with_a_tag_and_one_of_no_row_are_named(
    bundle: Unzipped, key: SigningKey
) -> None:
    openings = bundle.lines("openings.jsonl")
    bundle.write("openings.jsonl", [{**openings[0], "tag": "00"}, *openings[1:]])
    fails_with(bundle, key, "opening", "row 1 ")
    bundle.write("openings.jsonl", [*openings, {**openings[-1], "seq": 99}])
    fails_with(bundle, key, "openings.jsonl: ", "row 99 ")


def test_a_withdrawn_opening_that_was_kept_is_named(tmp_path: Path) -> None:
    shop = EvidenceShop(tmp_path / "shop")
    given = shop.keep(1)
    assert shop.bundle(tmp_path / "before.zip") == OK
    shop.recorder.erase_visit(given.code)
    shop.recorder.close()
    assert shop.bundle(tmp_path / "after.zip") == OK
    before = unzip(tmp_path / "before.zip", tmp_path / "before")
    after = unzip(tmp_path / "after.zip", tmp_path / "after")
    seq = seq_of(after, "consent given")
    kept = next(line for line in before.lines("openings.jsonl") if line["seq"] == seq)
    openings = sorted([*after.lines("openings.jsonl"), kept], key=lambda line: line["seq"])
    after.write("openings.jsonl", openings)
    key = parts.signer_of(shop.data, demo=False)
    fails_with(after, key, f"row {seq} ", "withdrawn", "opening")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda lines: lines.pop(0), "follow"),
        (
            lambda lines: lines[0].update(public_key="00" * 32),
            "key",
        ),
        (
            lambda lines: lines[0].update(
                checkpoint=lines[0]["checkpoint"].replace("timestamp 2026", "timestamp 2025")
            ),
            "signature",
        ),
        (
            lambda lines: lines[0].update(
                checkpoint=lines[0]["checkpoint"].replace("askfirst/", "another/")
            ),
            "another",
        ),
        (lambda lines: lines[1].update(checkpoint=lines[0]["checkpoint"]), "follow"),
        (lambda lines: lines.pop(), "checkpoint.txt: "),
        (lambda lines: lines[0].update(checkpoint="7"), "heads.jsonl: line 1 "),
    ],
)
def test_a_head_that_does_not_fit_is_named(
    bundle: Unzipped, key: SigningKey, change: Callable[[list[Any]], object], says: str
) -> None:
    assert len(bundle.lines("heads.jsonl")) == 2
    bundle.change("heads.jsonl", change)
    fails_with(bundle, key, says)


def test_a_record_that_was_changed_is_named(bundle: Unzipped, key: SigningKey) -> None:
    bundle.change("records.jsonl", lambda lines: lines[1].update({"dct:identifier": "7"}))
    fails_with(bundle, key, "records.jsonl: ", "line 2 ")


@pytest.mark.parametrize("signer", ["its own", "another"])
def test_a_record_that_was_sealed_anew_is_named(
    bundle: Unzipped, key: SigningKey, signer: str
) -> None:
    seq = seq_of(bundle, "consent given")

    def change(lines: list[Any]) -> None:
        record = lines[0]
        del record["proof"]
        record["dpv:hasConsentStatus"][0]["dpv:isIndicatedAtTime"]["@value"] = (
            "2025-01-01T00:00:00Z"
        )
        lines[0] = seal(record, key if signer == "its own" else OTHER_SIGNER, NOW)

    bundle.change("records.jsonl", change)
    fact = {"its own": f"row {seq} ", "another": "key"}[signer]
    fails_with(bundle, key, "line 1 ", fact)


def test_records_that_are_missing_or_twice_there_are_named(
    bundle: Unzipped, key: SigningKey
) -> None:
    records = bundle.lines("records.jsonl")
    seq = seq_of(bundle, "consent given")
    bundle.write("records.jsonl", records[1:])
    fails_with(bundle, key, "1 ", "manifest", f"row {seq})")
    bundle.write("records.jsonl", [*records, records[0]])
    fails_with(bundle, key, "line 5 ", "no consent")


@pytest.mark.parametrize("name", ["camera.csv", "erasures.csv"])
def test_a_log_that_does_not_fit_the_ledger_is_named(
    bundle: Unzipped, key: SigningKey, name: str
) -> None:
    path = bundle.folder / name
    path.write_text(path.read_text().replace("2026-11-2", "2026-10-2"))
    fails_with(bundle, key, f"{name}: ", "ledger")


def test_a_missing_notice_is_named_by_the_row_that_names_it(
    bundle: Unzipped, key: SigningKey
) -> None:
    seq = seq_of(bundle, "consent given")
    row = json.loads(bundle.lines("ledger.jsonl")[seq - 1]["leaf"])
    (bundle.folder / "notices" / f"{row['notice']}.json").unlink()
    fails_with(bundle, key, f"row {seq} ", "notice")


@pytest.mark.parametrize("what", ["rows", "heads", "openings", "records", "origin"])
def test_a_manifest_that_counts_wrong_is_named(
    bundle: Unzipped, key: SigningKey, what: str
) -> None:
    fails_with(bundle, key, "manifest.json: ", f"1 {what}", **{what: 1})


def test_another_format_is_refused(bundle: Unzipped, key: SigningKey) -> None:
    manifest = bundle.lines("manifest.json")[0]
    del manifest["proof"]
    bundle.write("manifest.json", [seal({**manifest, "format": "askfirst-evidence/2"}, key, NOW)])
    code, said = bundle.check()
    assert code == 1
    assert "askfirst-evidence/1" in said


CHECKER = runpy.run_path(str(ASSETS / "evidence" / "verify.py"))


def test_it_runs_on_python_3_9() -> None:
    source = (ASSETS / "evidence" / "verify.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 9))


HEAD = "askfirst/0\n1\nAAAA\ntimestamp 2026-11-24T14+00:00\n\n"


@pytest.mark.parametrize(
    "contents",
    [
        None,
        b"",
        b"no head",
        b"\xff\xfe",
        HEAD.encode(),
        f"{HEAD}Yours sincerely\n".encode(),
        HEAD.replace("\n1\n", "\n-1\n").encode() + "\u2014 askfirst/0 AAAA\n".encode(),
    ],
    ids=str,
)
def test_an_anchor_that_cannot_be_read_is_no_finding(
    bundle: Unzipped, tmp_path: Path, contents: bytes | None
) -> None:
    anchor = tmp_path / "head.txt"
    if contents is not None:
        anchor.write_bytes(contents)
    ran = bundle.run("--anchor", str(anchor))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "anchor" in ran.stderr


def test_a_folder_that_is_not_there_is_no_finding(bundle: Unzipped, tmp_path: Path) -> None:
    ran = bundle.run(str(tmp_path / "bundel"))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert str(tmp_path / "bundel") in ran.stderr
    # An anchor mistyped in its folder's name, and a folder in its place.
    for anchor in (tmp_path / "none" / "head.txt", tmp_path):
        assert bundle.run("--anchor", str(anchor)).returncode == 2


def test_without_cryptography_it_says_what_it_needs(bundle: Unzipped) -> None:
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(bundle.folder / "verify.py")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "pip install cryptography" in ran.stderr


def faults_in(said: str) -> list[str]:
    return [line.removeprefix("  - ") for line in said.splitlines() if line.startswith("  - ")]


def test_without_a_manifest_nothing_is_said_of_what_it_says(bundle: Unzipped) -> None:
    (bundle.folder / "manifest.json").unlink()
    code, said = bundle.check()
    assert code == 1
    (fault,) = faults_in(said)
    assert str(bundle.folder / "manifest.json") in fault


def test_a_manifest_that_leaves_a_number_out_is_named(bundle: Unzipped, key: SigningKey) -> None:
    manifest = bundle.lines("manifest.json")[0]
    del manifest["proof"]
    del manifest["ledger"]["without_record"]
    bundle.write("manifest.json", [seal(manifest, key, NOW)])
    code, said = bundle.check()
    assert code == 1
    (fault,) = faults_in(said)
    assert a_line_has(fault, "manifest.json: ", "without_record", 0)


def test_records_that_were_changed_are_all_that_is_wrong(bundle: Unzipped, key: SigningKey) -> None:
    def change(number: int) -> None:
        bundle.change("records.jsonl", lambda lines: lines[number].update({"dct:source": "7"}))
        reseal(bundle, key)

    change(0)
    code, said = bundle.check()
    assert code == 1
    (first,) = faults_in(said)
    assert a_line_has(first, "records.jsonl: ", "line 1 ", "proof")
    change(2)
    (both,) = faults_in(bundle.check()[1])
    assert both.startswith(first) and "1 more" in both


def test_of_what_comes_after_a_broken_row_nothing_is_said(
    bundle: Unzipped, key: SigningKey
) -> None:
    bundle.change("ledger.jsonl", with_leaf(2, ts="2026-11-24T14:00:01+00:00"))
    reseal(bundle, key)
    code, said = bundle.check()
    assert code == 1
    broken, _unchecked = faults_in(said)
    assert "row 3 " in broken


def test_one_of_each_is_not_said_as_many(tmp_path: Path) -> None:
    shop = EvidenceShop(tmp_path / "shop")
    shop.keep(1)
    assert shop.bundle(tmp_path / "b.zip") == OK
    code, said = unzip(tmp_path / "b.zip", tmp_path / "one").check()
    assert code == 0, said
    assert a_line_has(said, "1 consent, ", "0 withdrawn")
    assert "1 time, " in said
    assert "1 sealed record, " in said


@given(st.data())
def test_any_flipped_bit_is_found_and_its_file_named(
    made: tuple[Unzipped, SigningKey], data: st.DataObject
) -> None:
    folder = made[0].folder
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    path = data.draw(st.sampled_from(files))
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[at] ^= 1 << data.draw(st.integers(0, 7))
    try:
        path.write_bytes(changed)
        faults = CHECKER["Bundle"](folder, None).check()
    finally:
        path.write_bytes(whole)
    name = path.relative_to(folder).as_posix()
    # A manifest that cannot be read, or not believed, is said as one.
    assert any(name in fault or "manifest" in fault for fault in faults), faults


class Forger:
    """Whoever holds the machine and its key, and writes rows into the ledger that never were."""

    def __init__(self, folder: Path) -> None:
        self.shop = EvidenceShop(folder / "shop")
        self.folder = folder

    def bundle(self, *rows: tuple[Entry, Payload, int | None], at: datetime = NOW) -> Unzipped:
        self.shop.recorder.close()
        with closing(sqlite3.connect(self.shop.path)) as store, store:
            for entry, payload, ref in rows:
                of_consent = entry is Entry.CONSENT_GIVEN
                notice = self.shop.notices["en"].version.content_hash if of_consent else None
                ledger.append(store, entry, at, payload, ref=ref, notice=notice)
            heads.sign_head(store, parts.signer_of(self.shop.data, demo=False), at)
        assert self.shop.bundle(self.folder / "b.zip") == OK
        return unzip(self.folder / "b.zip", self.folder / "unzipped")


@pytest.fixture
def forger(tmp_path: Path) -> Forger:
    return Forger(tmp_path)


GIVEN = 3
"""The first visitor's row: before it are the key's and the start's."""


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ((Entry.CAMERA_OPENED, {}, None), "fields"),
        ((Entry.CAMERA_OPENED, {}, 1), "without a consent"),
        ((Entry.CAMERA_OPENED, {}, GIVEN), "second time"),
        ((Entry.CONSENT_WITHDRAWN, {}, 1), "withdraws"),
        ((Entry.CONSENT_EXPIRED, {"before": "2026-11-24"}, None), "go before"),
        ((Entry.CONSENT_EXPIRED, {"before": "soon"}, None), "no before"),
        ((Entry.CONSENT_EXPIRED, {"before": "2023-02-29"}, None), "read"),
        ((Entry.RESTORED, {"backup": "2026-11-24"}, None), "more or less"),
        ((Entry.CAMERA_CLOSED, {"seconds": 3}, 1), "no consent"),
        ((Entry.CAMERA_CLOSED, {"seconds": -3}, GIVEN), "no seconds"),
        ((Entry.ANALYSIS_COMPLETED, {"band": "25-34"}, GIVEN), "more or less"),
        ((Entry.ANALYSIS_ABORTED, {"fault": "too young"}, GIVEN), "no fault"),
        ((Entry.ANALYSIS_ABORTED, {"fault": "face left"}, 2), "no consent"),
        ((Entry.STARTED, {}, GIVEN), "fields"),
    ],
)
def test_a_row_that_cannot_be_is_named(
    forger: Forger, row: tuple[Entry, Payload, int | None], says: str
) -> None:
    forger.shop.keep(1)
    found = forger.bundle(row)
    seq = seq_of(found, row[0].value, -1)
    code, said = found.check()
    assert code == 1
    assert a_line_has(said, f"row {seq} ", says)
    # Both checkers, made apart, stop at the same row.
    assert f"row {seq} " in (verify(forger.shop.path).broken or "")


YES = {**SAID[Entry.CONSENT_GIVEN], "record": "5a0e1f6c-8d3b-4c7a-9e21-0b64d2f81c36"}


@pytest.mark.parametrize(
    "more",
    [
        {"gender": "woman"},
        {"age_band": "25-34"},
        {"name": "Wang Min"},
        {"way": "corrected"},
        {"purpose": "advertising"},
        {"language": "en, a woman of 30"},
        {"record": "Wang Min"},
    ],
    ids=str,
)
def test_a_consent_that_says_more_than_that_it_was_given_is_named(
    forger: Forger, more: dict[str, str]
) -> None:
    payload = {**YES, "notice": forger.shop.notices["en"].version.content_hash, **more}
    found = forger.bundle((Entry.CONSENT_GIVEN, payload, None))
    seq = seq_of(found, "consent given", -1)
    code, said = found.check()
    assert code == 1
    assert f"row {seq} " in said
    assert f"row {seq} " in (verify(forger.shop.path).broken or "")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"gender": "woman"}, "fields"),
        ({"ref": 1}, "fields"),
        ({"notice": "5e" * 32}, "fields"),
        ({"type": "face seen"}, "type"),
        ({"commit": "Wang Min"}, "commits"),
    ],
    ids=str,
)
def test_a_row_of_other_fields_or_of_no_known_type_is_named(
    bundle: Unzipped, more: dict[str, Any], says: str
) -> None:
    first = json.loads(bundle.lines("ledger.jsonl")[0]["leaf"])
    checker = CHECKER["Bundle"](bundle.folder, None)

    def check(fields: dict[str, Any]) -> None:
        leaf = rfc8785.dumps(fields)
        hashed = hashlib.sha256(b"\x00" + leaf).hexdigest()
        checker.check_leaf(1, leaf.decode(), hashed, first["prev"])

    check(first)
    with pytest.raises(CHECKER["Wrong"], match=f"row 1 .*{says}"):
        check(first | more)


def test_the_checkers_own_list_of_what_rows_say_is_the_programs() -> None:
    payloads, about = CHECKER["PAYLOADS"], CHECKER["ABOUT_A_CONSENT"]
    assert payloads.keys() == {entry.value for entry in Entry}
    for entry, shape in SHAPES.items():
        assert payloads[entry.value].keys() == SAID.get(entry, {}).keys()
        assert (entry.value in about) is shape.names_consent
    assert payloads["analysis aborted"]["fault"] == {
        RESTARTED,
        *(each.value for each in WatchFault),
    }
    consent = payloads["consent given"]
    assert consent["medium"] == {each.value for each in Medium}
    assert consent["purpose"] == {each.value for each in Purpose}
    assert consent["way"] == {Way.CAMERA.value, Way.TOLD.value}


def test_a_camera_after_the_withdrawal_is_named(forger: Forger) -> None:
    given = forger.shop.keep(1)
    forger.shop.recorder.erase_visit(given.code)
    found = forger.bundle((Entry.CAMERA_OPENED, {}, GIVEN))
    code, said = found.check()
    assert code == 1
    assert a_line_has(said, "camera", "withdrawn")


def test_a_camera_on_a_visitor_who_told_is_named(forger: Forger) -> None:
    forger.shop.tell(1)
    found = forger.bundle((Entry.CAMERA_OPENED, {}, GIVEN))
    code, said = found.check()
    assert code == 1
    assert a_line_has(said, "camera", "something else")


def test_a_camera_that_is_open_or_was_cut_off_is_in_the_log(forger: Forger) -> None:
    shop = forger.shop
    for number in (1, 2):
        given = shop.consent(number, shop.keep(number + 10).way, shop.notices["en"])
        shop.recorder.count_asked(given.moment)
        shop.recorder.store_consent(given)
        shop.recorder.record(Entry.CAMERA_OPENED, given, {})
        shop.recorder.close_uncounted(given)
    found = forger.bundle((Entry.CAMERA_CLOSED, {"seconds": 3}, GIVEN))
    code, said = found.check()
    assert code == 0, said
    log = (found.folder / "camera.csv").read_text().splitlines()
    assert log[2].split(",")[1] == ""
    assert log[2].split(",")[-1] == ""
    assert log[-1].split(",")[-1] == "3"


def test_expired_and_left_out_proofs_are_no_fault(forger: Forger) -> None:
    forger.shop.keep(1)
    forger.shop.keep(2)
    with closing(sqlite3.connect(forger.shop.path)) as store, store:
        store.execute("DELETE FROM ledger_opening WHERE seq = ?", [GIVEN])
    years_later = datetime(2029, 12, 1, 5, tzinfo=UTC)
    found = forger.bundle(
        (Entry.RESTORED, {"backup": "2026-11-24", "first": GIVEN, "last": GIVEN}, None),
        at=years_later,
    )
    code, said = found.check()
    assert code == 0, said


def test_proofs_that_are_due_are_to_be_gone(forger: Forger) -> None:
    forger.shop.keep(1)
    found = forger.bundle(
        (Entry.CONSENT_EXPIRED, {"before": "2026-11-26"}, None),
        at=datetime(2029, 12, 1, 5, tzinfo=UTC),
    )
    code, said = found.check()
    assert code == 1
    assert a_line_has(said, f"row {GIVEN} ", "due", "opening")


def test_proofs_whose_years_are_over_may_be_gone(forger: Forger) -> None:
    forger.shop.keep(1)
    with closing(sqlite3.connect(forger.shop.path)) as store, store:
        store.execute("DELETE FROM ledger_opening WHERE seq = ?", [GIVEN])
    found = forger.bundle(
        (Entry.CONSENT_EXPIRED, {"before": "2026-11-26"}, None),
        at=datetime(2029, 12, 1, 5, tzinfo=UTC),
    )
    code, said = found.check()
    assert code == 0, said


def test_only_an_anchor_tells_a_ledger_that_was_written_anew(tmp_path: Path) -> None:
    """All of it written again with the machine's own key: without an anchor it is whole."""
    shop = EvidenceShop(tmp_path / "shop")
    shop.keep(1)
    shop.recorder.close()
    assert shop.bundle(tmp_path / "b.zip") == OK
    anchor = unzip(tmp_path / "b.zip", tmp_path / "honest").folder / "checkpoint.txt"
    for path in shop.data.glob("askfirst.sqlite3*"):
        path.unlink()
    shop.recorder = shop.open()
    shop.recorder.close()
    assert shop.bundle(tmp_path / "anew.zip") == OK
    anew = unzip(tmp_path / "anew.zip", tmp_path / "anew")
    assert anew.check()[0] == 0
    code, said = anew.check("--anchor", str(anchor))
    assert code == 1
    assert "another ledger" in said


def test_an_anchor_tells_a_ledger_that_was_cut_back(tmp_path: Path) -> None:
    shop = EvidenceShop(tmp_path / "shop")
    shop.keep(1)
    shop.recorder.close()
    shutil.copytree(shop.data, tmp_path / "early")
    shop.recorder = shop.open()
    shop.keep(2)
    shop.recorder.close()
    assert shop.bundle(tmp_path / "b.zip") == OK
    anchor = unzip(tmp_path / "b.zip", tmp_path / "honest").folder / "checkpoint.txt"
    shop.data = tmp_path / "early"
    assert shop.bundle(tmp_path / "early.zip") == OK
    early = unzip(tmp_path / "early.zip", tmp_path / "cut")
    assert early.check()[0] == 0
    code, said = early.check("--anchor", str(anchor))
    assert code == 1
    assert "rolled back" in said
    assert "restored" not in said


def test_a_restored_backup_that_may_be_why_is_named(forger: Forger, tmp_path: Path) -> None:
    """An anchor of after the backup, and the ledger with fewer rows, and then with more."""
    shop = forger.shop
    shop.keep(1)
    shop.recorder.close()
    shutil.copytree(shop.data, tmp_path / "backup")
    shop.recorder = shop.open()
    for number in (2, 3):
        shop.keep(number)
    shop.recorder.close()
    assert shop.bundle(tmp_path / "b.zip") == OK
    anchor = unzip(tmp_path / "b.zip", tmp_path / "before").folder / "checkpoint.txt"
    shutil.rmtree(shop.data)
    shutil.copytree(tmp_path / "backup", shop.data)
    shop.recorder = shop.open()
    row = (Entry.RESTORED, {"backup": "2026-11-24", "first": GIVEN, "last": GIVEN}, None)
    with closing(sqlite3.connect(shop.path)) as store, store:
        store.execute("DELETE FROM ledger_opening WHERE seq = ?", [GIVEN])
    found = forger.bundle(row)
    seq = seq_of(found, "restored")
    why = (f"Row {seq} ", "2026-11-24", "restored")

    def both_say(found: Unzipped, says: str) -> None:
        code, said = found.check("--anchor", str(anchor))
        assert code == 1
        (fault,) = faults_in(said)
        assert a_line_has(fault, says, *why)
        broken = verify(shop.path, anchor=anchor.read_text(encoding="utf-8")).broken or ""
        assert a_line_has(broken, says, *why)

    both_say(found, "rolled back")
    shop.recorder = shop.open()
    for number in (4, 5, 6):
        shop.keep(number)
    shop.recorder.close()
    assert shop.bundle(tmp_path / "later.zip") == OK
    later = unzip(tmp_path / "later.zip", tmp_path / "later")
    both_say(later, "anchor")
