"""Signed heads: what they say, how they are read again, and when one is due."""

import base64
import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.adapters.records import checkpoint, heads
from kiosk.adapters.records.checkpoint import NotACheckpoint, parse_checkpoint
from kiosk.adapters.records.heads import SignedHead
from kiosk.adapters.records.ledger import Entry, LedgerBroken
from kiosk.adapters.records.merkle import root
from tests.adapters.records.ledger_files import LedgerFile
from tests.fakes.signer import OTHER_SIGNER, SIGNER

# The published verifier key of Go's checksum database, which signs notes of this kind.
GO_NAME = "sum.golang.org"
GO_KEY = "033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"

ROOT = bytes.fromhex("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
HOUR = datetime(2026, 11, 24, 14, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[LedgerFile]:
    file = LedgerFile(tmp_path / "records.db")
    yield file
    file.close()


def head_over(size: int, prev: bytes | None = None) -> SignedHead:
    """A head signed by hand, over the eight leaves of RFC 6962's test data."""
    unsigned = SignedHead("askfirst/0123456789abcdef", size, ROOT, HOUR, prev, SIGNER.public, b"")
    signature = SIGNER.sign(unsigned.text.encode())
    return SignedHead(unsigned.origin, size, ROOT, HOUR, prev, SIGNER.public, signature)


# The text ---------------------------------------------------------------------------------------


def test_a_key_id_is_the_one_of_a_published_key() -> None:
    """A verifier key is the name, the key id, and the kind of key with the key."""
    published, _, encoded = GO_KEY.partition("+")
    kind_and_key = base64.b64decode(encoded)
    assert kind_and_key[0] == 1
    assert checkpoint.key_id(GO_NAME, kind_and_key[1:]).hex() == published


def test_a_checkpoint_is_to_the_letter() -> None:
    """Worked out by hand from c2sp.org/tlog-checkpoint and c2sp.org/signed-note."""
    head = head_over(8, prev=bytes(32))
    body = (
        b"askfirst/0123456789abcdef\n"
        b"8\n"
        b"XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n"
        b"timestamp 2026-11-24T14+00:00\n"
        b"previous AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
    )
    name = b"askfirst/0123456789abcdef"
    key_id = hashlib.sha256(name + b"\n\x01" + SIGNER.public).digest()[:4]
    signed = base64.b64encode(key_id + SIGNER.sign(body))
    assert head.checkpoint.encode() == body + b"\n\xe2\x80\x94 " + name + b" " + signed + b"\n"


def test_the_signature_is_over_the_text_with_its_last_newline_and_no_more() -> None:
    head = head_over(8)
    text, _, line = head.checkpoint.rpartition("\n\n")
    signature = base64.b64decode(line.split(" ")[2])[4:]
    Ed25519PublicKey.from_public_bytes(SIGNER.public).verify(signature, f"{text}\n".encode())
    assert head.is_genuine


def test_the_first_head_has_no_head_before_it() -> None:
    assert "previous" not in head_over(8).text


def test_a_checkpoint_is_read_again() -> None:
    head = head_over(8, prev=bytes(32))
    found = parse_checkpoint(head.checkpoint)
    assert (found.origin, found.tree_size, found.root_hash) == (head.origin, 8, ROOT)
    assert found.text == head.text
    assert found.is_signed_by([OTHER_SIGNER.public, SIGNER.public])
    assert not found.is_signed_by([OTHER_SIGNER.public])
    assert not found.is_signed_by([])


@pytest.mark.parametrize(
    "kept",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: f"\ufeff{text}",
        lambda text: text.rstrip("\n"),
        lambda text: f"{text}\n\n",
        # Other signers of the same note, and another kind of signature under the same name.
        lambda text: f"{text}— witness.example {'AAAA' * 26}\n",
        lambda text: f"{text}— askfirst/0123456789abcdef {'AAAA' * 400}\n",
    ],
)
def test_what_keeping_does_to_a_checkpoint_is_undone(kept: Callable[[str], str]) -> None:
    found = parse_checkpoint(kept(head_over(8).checkpoint))
    assert found.is_signed_by([SIGNER.public])


def test_a_second_signature_by_a_known_key_must_be_right_too() -> None:
    text = head_over(8).checkpoint
    _, _, line = text.rpartition("\n\n")
    wrong = checkpoint.key_id(head_over(8).origin, OTHER_SIGNER.public) + bytes(64)
    both = f"{text}— askfirst/0123456789abcdef {base64.b64encode(wrong).decode()}\n"
    assert line in both
    assert parse_checkpoint(both).is_signed_by([SIGNER.public])
    assert not parse_checkpoint(both).is_signed_by([SIGNER.public, OTHER_SIGNER.public])


def changed(old: str, new: str) -> str:
    text = head_over(8).checkpoint
    assert text.count(old) >= 1
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("", "three lines or more"),
        ("askfirst\n", "three lines or more"),
        (head_over(8).text, "three lines or more"),
        ("a\n1\n\n— a AAAA\n", "three lines or more"),
        (changed("timestamp", "\ntimestamp"), "three lines or more"),
        (changed("\n8\n", "\n08\n"), "no number of rows"),
        (changed("\n8\n", "\n0\n"), "no number of rows"),
        (changed("\n8\n", "\n-8\n"), "no number of rows"),
        (changed("\n8\n", "\n²\n"), "no number of rows"),
        (changed("\n8\n", f"\n{'9' * 19}\n"), "no number of rows"),
        (changed("XcnaeacG", "XcnaeacG===="), "no root"),
        (changed("XcnaeacG", ""), "no root"),
        (changed("XcnaeacG", "Xcna*acG"), "no root"),
        (changed("— ", "- "), "no signature"),
        (changed("— askfirst/0123456789abcdef ", "— "), "no signature"),
        (changed("— askfirst/0123456789abcdef ", "— askfirst/0123456789abcdef *"), "signature"),
    ],
)
def test_what_is_no_checkpoint_says_why(text: str, flaw: str) -> None:
    with pytest.raises(NotACheckpoint, match=flaw):
        parse_checkpoint(text)


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        found = parse_checkpoint(text)
    except NotACheckpoint:
        return
    assert not found.is_signed_by([SIGNER.public])


@given(at=st.integers(0, 1000), letter=st.characters(codec="utf-8"))
def test_no_letter_of_a_checkpoint_can_be_another(at: int, letter: str) -> None:
    whole = head_over(8).checkpoint
    place = at % len(whole)
    text = whole[:place] + letter + whole[place + 1 :]
    try:
        found = parse_checkpoint(text)
    except NotACheckpoint:
        return
    same = (found.text, found.signatures) == (head_over(8).text, parse_checkpoint(whole).signatures)
    assert found.is_signed_by([SIGNER.public]) is same


# Signing ----------------------------------------------------------------------------------------


def test_an_empty_ledger_has_no_head(tmp_path: Path) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE consent_ledger(seq INTEGER PRIMARY KEY, leaf, leaf_hash)")
    assert heads.sign_head(connection, SIGNER, HOUR) is None
    connection.close()


def test_without_a_signer_the_last_head_stays_the_last(ledger: LedgerFile) -> None:
    ledger.give()
    last = ledger.sign()
    ledger.give()
    assert heads.sign_head(ledger.connection, None, HOUR) == last
    assert heads.latest(ledger.connection) == last


def test_a_head_says_what_the_ledger_was(ledger: LedgerFile) -> None:
    ledger.give()
    head = ledger.sign()
    hashes = [h for (h,) in ledger.connection.execute("SELECT leaf_hash FROM consent_ledger")]
    assert head.tree_size == 2
    assert head.root_hash == root(hashes)
    assert head.prev_root_hash is None
    assert head.origin == f"askfirst/{hashes[0].hex()[:16]}"
    assert head.public_key == SIGNER.public
    assert head.is_genuine
    assert heads.latest(ledger.connection) == head


def test_a_head_tells_the_hour_and_no_more(ledger: LedgerFile) -> None:
    """A head that comes due with a visitor's row must not tell when that was to the second."""
    assert ledger.now.minute and ledger.now.second
    head = ledger.sign()
    assert head.timestamp == HOUR
    (written,) = ledger.connection.execute("SELECT timestamp FROM signed_tree_head").fetchone()
    assert written == "2026-11-24T14+00:00"


def test_a_ledger_that_has_not_grown_is_not_signed_again(ledger: LedgerFile) -> None:
    first = ledger.sign()
    ledger.pass_time(days=1)
    assert ledger.sign() == first
    assert ledger.connection.execute("SELECT count(*) FROM signed_tree_head").fetchone() == (1,)


def test_the_next_head_goes_on_from_the_last(ledger: LedgerFile) -> None:
    first = ledger.sign()
    for _ in range(5):
        ledger.give()
    second = ledger.sign()
    hashes = [h for (h,) in ledger.connection.execute("SELECT leaf_hash FROM consent_ledger")]
    assert second.prev_root_hash == first.root_hash
    assert second.root_hash == root(hashes)
    assert second.origin == first.origin


def test_a_later_head_reads_only_the_rows_since(ledger: LedgerFile) -> None:
    for _ in range(6):
        ledger.give()
    ledger.sign()
    hashes = [h for (h,) in ledger.connection.execute("SELECT leaf_hash FROM consent_ledger")]
    ledger.drop_triggers()
    ledger.connection.execute("UPDATE consent_ledger SET leaf_hash = zeroblob(32) WHERE seq = 2")
    ledger.give()
    (last,) = ledger.connection.execute(
        "SELECT leaf_hash FROM consent_ledger WHERE seq = 8"
    ).fetchone()
    assert ledger.sign().root_hash == root([*hashes, last])


def test_another_key_signs_for_the_same_ledger(ledger: LedgerFile) -> None:
    first = ledger.sign()
    ledger.announce(OTHER_SIGNER)
    second = ledger.sign(OTHER_SIGNER)
    assert second.origin == first.origin
    assert second.public_key == OTHER_SIGNER.public
    assert second.is_genuine


def test_a_head_is_due_after_a_hundred_rows(ledger: LedgerFile) -> None:
    for _ in range(heads.ROWS_BETWEEN - 2):
        ledger.append(Entry.STARTED)
    assert not heads.is_due(ledger.connection)
    ledger.append(Entry.STARTED)
    assert heads.is_due(ledger.connection)
    ledger.sign()
    assert not heads.is_due(ledger.connection)


def test_without_a_head_there_is_no_latest(ledger: LedgerFile) -> None:
    assert heads.latest(ledger.connection) is None


# The check at every start -----------------------------------------------------------------------


@pytest.fixture
def signed(ledger: LedgerFile) -> LedgerFile:
    """Eleven rows under a second head (trees of 8, 2 and 1), and two more; nothing guards it."""
    for _ in range(4):
        ledger.give()
    ledger.sign()
    for _ in range(6):
        ledger.give()
    ledger.sign()
    for _ in range(2):
        ledger.give()
    ledger.drop_triggers()
    return ledger


def test_the_last_head_is_right(signed: LedgerFile) -> None:
    for rows in (0, 1, 3, 11, 100):
        assert heads.check_latest(signed.connection, rows) == 11


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("signed_tree_head SET root_hash = zeroblob(32) WHERE tree_size = 11", "its subtrees"),
        ("signed_tree_head SET subtrees = zeroblob(96) WHERE tree_size = 11", "its subtrees"),
        ("signed_tree_head SET subtrees = zeroblob(64) WHERE tree_size = 11", "its subtrees"),
        ("signed_tree_head SET tree_size = 13 WHERE tree_size = 11", "over 13 rows"),
        ("signed_tree_head SET signature = zeroblob(64) WHERE tree_size = 11", "its signature"),
        ("signed_tree_head SET public_key = zeroblob(32) WHERE tree_size = 11", "no row up to it"),
        ("signed_tree_head SET prev_root_hash = NULL WHERE tree_size = 11", "head before it"),
        ("signed_tree_head SET root_hash = zeroblob(32) WHERE tree_size = 5", "head before it"),
        ("signed_tree_head SET timestamp = 'noon' WHERE tree_size = 11", "has no hour"),
        (
            "signed_tree_head SET timestamp = '2026-11-24T14:00+00:00' WHERE tree_size = 11",
            "has no hour",
        ),
        (
            "signed_tree_head SET timestamp = '2026-11-24T15+00:00' WHERE tree_size = 11",
            "its signature",
        ),
        ("consent_ledger SET leaf_hash = zeroblob(32) WHERE seq = 11", "for other rows"),
        ("consent_ledger SET leaf_hash = zeroblob(32) WHERE seq = 9", "for other rows"),
        ("ledger_opening SET payload = '{}' WHERE seq = 1", "row 1 of the ledger announces no key"),
    ],
)
def test_a_wrong_last_head_is_found(signed: LedgerFile, tampering: str, found: str) -> None:
    signed.connection.execute(f"UPDATE {tampering}")
    with pytest.raises(LedgerBroken, match=found):
        heads.check_latest(signed.connection, 3)


def test_older_rows_are_not_read_at_a_start(signed: LedgerFile) -> None:
    signed.connection.execute("UPDATE consent_ledger SET leaf_hash = zeroblob(32) WHERE seq = 8")
    assert heads.check_latest(signed.connection, 10) == 11
    with pytest.raises(LedgerBroken, match="for other rows"):
        heads.check_latest(signed.connection, 11)


def test_a_ledger_that_is_shorter_than_its_last_head_is_found(signed: LedgerFile) -> None:
    signed.connection.execute("DELETE FROM consent_ledger WHERE seq > 10")
    with pytest.raises(LedgerBroken, match=r"\b10\b.*\b11\b"):
        heads.check_latest(signed.connection, 100)
    signed.connection.execute("DELETE FROM consent_ledger")
    with pytest.raises(LedgerBroken, match=r"^row 1 "):
        heads.check_latest(signed.connection, 100)


def test_a_head_that_is_not_whole_is_named(signed: LedgerFile) -> None:
    found = heads.read(signed.connection, 5, 11)[0]
    for at in (1, 4, 5):
        spoilt = (*found[:at], None, *found[at + 1 :])
        with pytest.raises(LedgerBroken, match="head over 11 rows"):
            heads.check(spoilt, "askfirst/0", None, [])
    with pytest.raises(LedgerBroken, match="head before"):
        heads.check((*found[:3], "text", *found[4:]), "askfirst/0", None, [])
