"""Row after row: what is whole passes, and what is not is named."""

import json
import re
import sqlite3
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from kiosk.adapters.records import chain, ledger
from kiosk.adapters.records.ledger import FIRST_PREV, Entry, LedgerBroken
from kiosk.adapters.records.merkle import leaf_hash
from kiosk.adapters.records.shapes import SHAPES
from tests.adapters.records.ledger_files import SAID, LedgerFile

PLAIN: dict[str, Any] = {
    "commit": "0a" * 32,
    "notice": None,
    "prev": FIRST_PREV,
    "seq": 1,
    "ts": "2026-11-24T14:07:33+00:00",
    "type": "started",
    "v": 1,
}


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A ledger of six rows in a file whose triggers are gone, for tampering with it."""
    file = LedgerFile(tmp_path / "records.db")
    file.append(Entry.STARTED)
    file.give()
    for seconds in range(2):
        file.append(Entry.CAMERA_CLOSED, {"seconds": seconds}, ref=3)
    file.append(Entry.STOPPED)
    file.drop_triggers()
    yield file.connection
    file.close()


def test_a_whole_ledger_passes(rows: sqlite3.Connection) -> None:
    for count in (1, 3, 5, 100):
        chain.check_tail(rows, count)


def test_a_consents_opening_may_be_gone(rows: sqlite3.Connection) -> None:
    rows.execute("DELETE FROM ledger_opening WHERE seq = 3")
    chain.check_tail(rows, 100)


def test_an_empty_ledger_passes() -> None:
    connection = sqlite3.connect(":memory:")
    for table in ("consent_ledger(seq, leaf, leaf_hash)", "ledger_opening(seq, salt, payload)"):
        connection.execute(f"CREATE TABLE {table}")
    chain.check_tail(connection, 100)
    connection.close()


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("DELETE FROM consent_ledger WHERE seq = 3", "5 rows and ends with number 6"),
        ("UPDATE consent_ledger SET leaf = replace(leaf, 'camera', 'cinema')", "fit its hash"),
        ("UPDATE consent_ledger SET leaf_hash = zeroblob(32) WHERE seq = 4", "row 4"),
        ("UPDATE consent_ledger SET leaf = CAST(x'ff' AS TEXT) WHERE seq = 4", "row 4"),
        ("DELETE FROM ledger_opening WHERE seq = 4", "row 4 of the ledger has lost its opening"),
        ("UPDATE ledger_opening SET payload = '{\"seconds\":9}' WHERE seq = 5", "row 5"),
        ("UPDATE ledger_opening SET salt = zeroblob(32) WHERE seq = 2", "fit its opening"),
    ],
)
def test_an_edit_is_found(rows: sqlite3.Connection, tampering: str, found: str) -> None:
    rows.execute(tampering)
    with pytest.raises(LedgerBroken, match=found):
        chain.check_tail(rows, 100)


def _rewrite(rows: sqlite3.Connection, seq: int, leaf: bytes) -> None:
    rows.execute(
        "UPDATE consent_ledger SET leaf = ?, leaf_hash = ? WHERE seq = ?",
        [leaf.decode(), leaf_hash(leaf), seq],
    )


def test_a_row_rewritten_with_its_hash_breaks_the_chain(rows: sqlite3.Connection) -> None:
    (leaf,) = rows.execute("SELECT leaf FROM consent_ledger WHERE seq = 4").fetchone()
    _rewrite(rows, 4, rfc8785.dumps(json.loads(leaf) | {"ts": "2026-11-24T15+00:00"}))
    with pytest.raises(LedgerBroken, match=r"^row 5 "):
        chain.check_tail(rows, 100)


def test_a_row_that_is_not_canonical_is_found(rows: sqlite3.Connection) -> None:
    (leaf,) = rows.execute("SELECT leaf FROM consent_ledger WHERE seq = 5").fetchone()
    _rewrite(rows, 5, json.dumps(json.loads(leaf)).encode())
    with pytest.raises(LedgerBroken, match=r"^row 5 .*canonical"):
        chain.check_tail(rows, 100)


def test_only_the_tail_is_checked(rows: sqlite3.Connection) -> None:
    rows.execute("UPDATE ledger_opening SET salt = zeroblob(32) WHERE seq = 2")
    chain.check_tail(rows, 4)
    with pytest.raises(LedgerBroken):
        chain.check_tail(rows, 5)


def check(leaf: bytes, seq: int = 1) -> chain.Row:
    return chain.check_row(seq, leaf, leaf_hash(leaf), FIRST_PREV)


def test_a_row_is_read() -> None:
    leaf = rfc8785.dumps(
        PLAIN | {"ref": 12, "type": "consent withdrawn", "ts": "2026-11-24T14+08:00"}
    )
    assert check(leaf) == chain.Row(
        1, Entry.CONSENT_WITHDRAWN, "2026-11-24T14+08:00", 12, PLAIN["commit"]
    )


@pytest.fixture
def file(tmp_path: Path) -> Iterator[LedgerFile]:
    """A ledger whose second row is a consent, for rows of every kind to come after it."""
    made = LedgerFile(tmp_path / "records.db")
    # Syncing is for power cuts, and there are none here.
    made.connection.execute("PRAGMA synchronous = OFF")
    made.give()
    yield made
    made.close()


def what_is_broken(file: LedgerFile, count: int = 1) -> str:
    """What a look at the last rows finds, and nothing where they are whole."""
    try:
        chain.check_tail(file.connection, count)
    except LedgerBroken as why:
        return str(why)
    return ""


def named_by(entry: Entry) -> dict[str, Any]:
    """What a row of this kind names beside what it says."""
    shape = SHAPES[entry]
    names: dict[str, Any] = {"ref": 2} if shape.names_consent else {}
    return names | ({"notice": "5e" * 32} if shape.names_notice else {})


def test_every_kind_of_row_is_read(file: LedgerFile) -> None:
    for entry in Entry:
        file.append(entry, **named_by(entry))
        assert what_is_broken(file, 2) == "", entry


def test_no_row_says_more_or_less_than_its_kind(file: LedgerFile) -> None:
    for entry in Entry:
        said = SAID.get(entry, {})
        more = [
            {**said, name: value}
            for name in ("age_band", "gender", "name", "zz")
            for value in ("woman", 25)
        ]
        less = [{key: said[key] for key in said if key != gone} for gone in said]
        for payload in (*more, *less):
            row = file.append(entry, payload, **named_by(entry))
            found = what_is_broken(file)
            assert re.search(f"row {row} .* says what no row of its kind says", found), (
                entry,
                payload,
            )


def test_no_value_holds_what_is_no_value_of_its_field(file: LedgerFile) -> None:
    for entry, said in SAID.items():
        for key in said:
            for value in ("Wang Min, 25-34", "", "corrected", -7.5, "0"):
                payload: Any = {**said, key: value}
                row = file.append(entry, payload, **named_by(entry))
                found = what_is_broken(file)
                assert f"row {row} of the ledger says" in found, (entry, payload)


def test_a_row_names_what_its_kind_names(file: LedgerFile) -> None:
    for entry in Entry:
        right = named_by(entry)
        for ref, notice in product((None, 2), (None, "5e" * 32)):
            row = file.append(entry, ref=ref, notice=notice)
            found = what_is_broken(file)
            if (ref, notice) == (right.get("ref"), right.get("notice")):
                assert found == "", entry
            else:
                assert f"row {row} of the ledger names" in found, (entry, ref, notice)


def test_a_visitors_row_tells_the_hour_and_the_machines_the_second() -> None:
    for said in ({"ts": "2026-11-24T14+00:00"}, {"ref": 3, "type": "camera opened"}):
        with pytest.raises(LedgerBroken, match=" time "):
            check(rfc8785.dumps(PLAIN | said))


@pytest.mark.parametrize(
    ("leaf", "found"),
    [
        (b"", "not in canonical form"),
        (b"[" * 100_000, "not in canonical form"),
        (b'{"v":NaN}', "not in canonical form"),
        (b'"\\ud800"', "not in canonical form"),
        (rfc8785.dumps(PLAIN).replace(b'"seq":1', b'"seq":1.0'), "not in canonical form"),
        (rfc8785.dumps(PLAIN).replace(b'"v":1', b'"v":1,"v":1'), "not in canonical form"),
        (rfc8785.dumps(PLAIN).replace(b"started", b"start\\u0065d"), "not in canonical form"),
        (rfc8785.dumps(PLAIN).replace(b"started", b"start\xff"), "not in canonical form"),
        (rfc8785.dumps(PLAIN) + b"\n", "not in canonical form"),
        (b"[]", "does not have the fields of a row"),
        (rfc8785.dumps({"seq": 1}), "does not have the fields of a row"),
        (rfc8785.dumps(PLAIN | {"v": 2}), "of a version that this program cannot read"),
        (rfc8785.dumps(PLAIN | {"seq": 2}), "does not follow the one before it"),
        (rfc8785.dumps(PLAIN | {"prev": "1" * 64}), "does not follow the one before it"),
        (rfc8785.dumps(PLAIN | {"prev": "x"}), "does not follow the one before it"),
        (rfc8785.dumps(PLAIN | {"type": "moon landed"}), "of no kind that this program knows"),
        (rfc8785.dumps(PLAIN | {"more": 1}), "not as this program writes rows"),
        (rfc8785.dumps(PLAIN | {"notice": "x"}), "not as this program writes rows"),
        (rfc8785.dumps(PLAIN | {"ref": 0}), "not as this program writes rows"),
        (rfc8785.dumps(PLAIN | {"ts": "2026-11-24"}), "not as this program writes rows"),
        (rfc8785.dumps(PLAIN | {"type": "startéd"}), "not as this program writes rows"),
    ],
)
def test_what_is_no_row_is_named(leaf: bytes, found: str) -> None:
    with pytest.raises(LedgerBroken, match=f"row 1 of the ledger.* {found}"):
        check(leaf)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)


@given(name=st.sampled_from([*PLAIN, "ref", "more"]), value=anything)
def test_what_is_read_is_canonical_by_the_standard(name: str, value: Any) -> None:
    """The quick look takes nothing that RFC 8785 would write otherwise."""
    try:
        text = json.dumps(
            PLAIN | {name: value}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        ).encode()
    except UnicodeEncodeError:
        return
    try:
        check(text)
    except LedgerBroken:
        return
    assert rfc8785.dumps(json.loads(text)) == text


def test_a_row_without_its_text_is_found() -> None:
    with pytest.raises(LedgerBroken, match=r"^row 7 .*hash"):
        chain.check_row(7, None, bytes(32), FIRST_PREV)


@pytest.mark.parametrize(
    ("salt", "payload", "is_right"),
    [
        (bytes(32), b"{}", True),
        (None, None, False),
        (bytes(32), None, False),
        (None, b"{}", False),
        (b"salt", b"{}", False),
        ("salt", b"{}", False),
        (bytes(32), b"{ }", False),
    ],
)
def test_an_opening_is_whole_or_it_is_none(salt: Any, payload: Any, *, is_right: bool) -> None:
    commit = ledger.commitment(bytes(32), b"{}").hex()
    row = chain.Row(4, Entry.STARTED, PLAIN["ts"], None, commit)
    if is_right:
        chain.check_opening(row, salt, payload)
        return
    with pytest.raises(LedgerBroken, match="row 4 of the ledger"):
        chain.check_opening(row, salt, payload)


@pytest.mark.parametrize(
    "payload",
    [
        None,
        b"",
        b"[]",
        b"{",
        b"{}",
        b'{"public":1}',
        b'{"public":"no"}',
        b'{"public":"00"}',
        b"\xff",
    ],
)
def test_a_row_that_announces_no_key_is_named(payload: bytes | None) -> None:
    with pytest.raises(LedgerBroken, match="row 5 of the ledger"):
        chain.key_in(5, payload)
