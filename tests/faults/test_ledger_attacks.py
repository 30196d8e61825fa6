"""Whoever can write to the file can do any of this: what is found, and what nothing can find.

The lists in docs/data.md say the same, and are compared with this both ways.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.adapters.keys.signing import SigningKey
from kiosk.adapters.records import checkup, heads, ledger, schema
from kiosk.adapters.records.connection import open_for_writing, transaction
from kiosk.adapters.records.ledger import FIRST_PREV, Entry
from kiosk.adapters.records.merkle import leaf_hash
from kiosk.adapters.records.verification import verify
from kiosk.application.ports import Signer
from tests.adapters.records.ledger_files import NOW, LedgerFile
from tests.fakes.signer import SIGNER

MANUAL = Path(__file__).parents[2] / "docs" / "data.md"
ATTACKER = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes([66] * 32)))

# Rows of the ledger under attack: 1 key made, 2 started, 3 to 6 consents, 7 withdraws 5, 8 to 12
# consents, 13 stopped, 14 started, 15 and 16 consents. Heads are over 6, 10 and 14 rows; the last
# is the anchor.
WITHDRAWN, SIGNED, ROWS = 5, 14, 16


@dataclass
class Scene:
    """A ledger that nothing guards any more, an older copy of its file, a proof that has gone."""

    file: LedgerFile
    older: bytes
    proof: tuple
    anchor: str

    def do(self, statement: str, *values: object) -> None:
        self.file.connection.execute(statement, values)

    def ask(self, question: str, *values: object) -> list[tuple]:
        return self.file.connection.execute(question, values).fetchall()

    def leaf(self, seq: int) -> dict:
        return json.loads(self.ask("SELECT leaf FROM consent_ledger WHERE seq = ?", seq)[0][0])

    def write(self, seq: int, leaf: dict) -> str:
        """Write a row over, with the right hash; returns that."""
        text = rfc8785.dumps(leaf)
        hashed = leaf_hash(text)
        self.do(
            "UPDATE consent_ledger SET leaf = ?, leaf_hash = ? WHERE seq = ?",
            text.decode(),
            hashed,
            seq,
        )
        return hashed.hex()

    def chain_anew(self, first: int) -> None:
        """Make every row from this one on follow the one before it."""
        prev = FIRST_PREV
        for (seq,) in self.ask("SELECT seq FROM consent_ledger ORDER BY seq"):
            if seq < first:
                (found,) = self.ask("SELECT leaf_hash FROM consent_ledger WHERE seq = ?", seq)
                prev = found[0].hex()
            else:
                prev = self.write(seq, self.leaf(seq) | {"prev": prev, "seq": seq})

    def lie(self) -> None:
        """Say in row 4 that another notice was agreed to, in leaf and opening."""
        (found,) = self.ask("SELECT salt, payload FROM ledger_opening WHERE seq = 4")
        payload = rfc8785.dumps(json.loads(found[1]) | {"notice": "0" * 64})
        commit = ledger.commitment(found[0], payload).hex()
        self.write(4, self.leaf(4) | {"commit": commit, "notice": "0" * 64})
        self.do("UPDATE ledger_opening SET payload = ? WHERE seq = 4", payload.decode())

    def announce(self, signer: Signer) -> None:
        """Say in row 1 that this is the machine's key."""
        (salt,) = self.ask("SELECT salt FROM ledger_opening WHERE seq = 1")[0]
        payload = rfc8785.dumps({"public": signer.public.hex()})
        self.write(1, self.leaf(1) | {"commit": ledger.commitment(salt, payload).hex()})
        self.do("UPDATE ledger_opening SET payload = ? WHERE seq = 1", payload.decode())

    def sign_anew(self, signer: Signer) -> None:
        """Make all heads again for the rows as they are now."""
        sizes = self.ask("SELECT tree_size FROM signed_tree_head ORDER BY tree_size")
        rows = self.ask("SELECT * FROM consent_ledger ORDER BY seq")
        self.do("DELETE FROM signed_tree_head")
        self.do("DELETE FROM consent_ledger")
        with transaction(self.file.db) as connection:
            for row in rows:
                connection.execute("INSERT INTO consent_ledger VALUES (?, ?, ?)", row)
                if (row[0],) in sizes:
                    heads.sign_head(connection, signer, NOW)

    def cut(self, last: int) -> None:
        """Delete every row after this one."""
        self.do("DELETE FROM ledger_opening WHERE seq > ?", last)
        self.do("DELETE FROM consent_ledger WHERE seq > ?", last)


@dataclass(frozen=True)
class Attacked:
    """The same before any attack, as a file's bytes."""

    whole: bytes
    older: bytes
    proof: tuple
    anchor: str


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    file = LedgerFile(tmp_path_factory.mktemp("ledger") / "records.db")
    file.append(Entry.STARTED)
    for _ in range(4):
        file.give()
    file.sign()
    proof = file.connection.execute(
        "SELECT * FROM ledger_opening WHERE seq = ?", [WITHDRAWN]
    ).fetchone()
    file.withdraw(WITHDRAWN)
    for _ in range(3):
        file.give()
    file.sign()
    for _ in range(2):
        file.give()
    file.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    older = file.path.read_bytes()
    file.append(Entry.STOPPED)
    assert file.append(Entry.STARTED) == SIGNED
    anchor = file.sign().checkpoint
    file.give()
    assert file.give() == ROWS
    file.drop_triggers()
    found = verify(file.path, anchor=anchor)
    assert (found.broken, found.anchored, found.rows, found.heads) == (None, True, ROWS, 3)
    file.close()
    return Attacked(file.path.read_bytes(), older, proof, anchor)


@pytest.fixture
def scene(tmp_path: Path, attacked: Attacked) -> Iterator[Scene]:
    path = tmp_path / "records.db"
    path.write_bytes(attacked.whole)
    file = LedgerFile(path)
    file.drop_triggers()
    yield Scene(file, attacked.older, attacked.proof, attacked.anchor)
    file.close()


# The attacks ------------------------------------------------------------------------------------


def edit_a_row(scene: Scene) -> None:
    scene.do("UPDATE consent_ledger SET leaf = replace(leaf, 'given', 'taken') WHERE seq = 4")


def edit_a_row_and_its_hash(scene: Scene) -> None:
    scene.lie()


def delete_a_row(scene: Scene) -> None:
    scene.do("DELETE FROM ledger_opening WHERE seq = 4")
    scene.do("DELETE FROM consent_ledger WHERE seq = 4")


def delete_a_row_and_close_the_gap(scene: Scene) -> None:
    delete_a_row(scene)
    for table in ("consent_ledger", "ledger_opening"):
        for seq in range(5, ROWS + 1):
            scene.do(f"UPDATE {table} SET seq = seq - 1 WHERE seq = ?", seq)


def exchange_two_rows(scene: Scene) -> None:
    for table in ("consent_ledger", "ledger_opening"):
        scene.do(f"UPDATE {table} SET seq = 99 WHERE seq = 4")
        scene.do(f"UPDATE {table} SET seq = 4 WHERE seq = 6")
        scene.do(f"UPDATE {table} SET seq = 6 WHERE seq = 99")


def edit_a_proof(scene: Scene) -> None:
    scene.do("UPDATE ledger_opening SET payload = replace(payload, 'camera', 'told') WHERE seq = 4")


def exchange_two_proofs(scene: Scene) -> None:
    scene.do("UPDATE ledger_opening SET seq = 99 WHERE seq = 4")
    scene.do("UPDATE ledger_opening SET seq = 4 WHERE seq = 6")
    scene.do("UPDATE ledger_opening SET seq = 6 WHERE seq = 99")


def erase_a_proof(scene: Scene) -> None:
    scene.file.erase(4)


def erase_a_proof_with_a_false_withdrawal(scene: Scene) -> None:
    scene.file.withdraw(4)


def erase_proofs_with_a_false_restoration(scene: Scene) -> None:
    scene.file.restore(3, 4)


def erase_proofs_before_their_time(scene: Scene) -> None:
    scene.file.expire(NOW.date().replace(year=2099))


def keep_a_withdrawn_proof(scene: Scene) -> None:
    scene.do("INSERT INTO ledger_opening VALUES (?, ?, ?, ?, ?)", *scene.proof)


def add_rows_that_never_happened(scene: Scene) -> None:
    for _ in range(3):
        scene.file.give()


def cut_off_unsigned_rows(scene: Scene) -> None:
    scene.cut(SIGNED)


def cut_off_signed_rows(scene: Scene) -> None:
    scene.cut(SIGNED - 1)


def cut_off_rows_and_their_heads(scene: Scene) -> None:
    scene.cut(10)
    scene.do("DELETE FROM signed_tree_head WHERE tree_size > 10")


def put_an_older_copy_back(scene: Scene) -> None:
    scene.file.close()
    scene.file.path.write_bytes(scene.older)
    scene.file.db = open_for_writing(scene.file.path)


def exchange_a_signature(scene: Scene) -> None:
    scene.do(
        "UPDATE signed_tree_head SET signature ="
        " (SELECT signature FROM signed_tree_head WHERE tree_size = 6) WHERE tree_size = 10"
    )


def delete_a_head(scene: Scene) -> None:
    scene.do("DELETE FROM signed_tree_head WHERE tree_size = 10")


def delete_all_heads(scene: Scene) -> None:
    scene.do("DELETE FROM signed_tree_head")


def announce_another_key(scene: Scene) -> None:
    payload = json.dumps({"public": ATTACKER.public.hex()}, separators=(",", ":"))
    scene.do("UPDATE ledger_opening SET payload = ? WHERE seq = 1", payload)


def add_a_key_and_sign_with_it(scene: Scene) -> None:
    scene.file.announce(ATTACKER)
    scene.file.sign(ATTACKER)


def write_anew_and_leave_the_heads(scene: Scene) -> None:
    scene.lie()
    scene.chain_anew(5)


def write_anew_and_make_up_heads(scene: Scene) -> None:
    scene.lie()
    scene.chain_anew(5)
    scene.sign_anew(ATTACKER)
    scene.do("UPDATE signed_tree_head SET public_key = ?", SIGNER.public)


def write_anew_with_another_key(scene: Scene) -> None:
    scene.announce(ATTACKER)
    scene.lie()
    scene.chain_anew(1)
    scene.sign_anew(ATTACKER)


def write_anew_with_the_stolen_key(scene: Scene) -> None:
    scene.lie()
    scene.chain_anew(5)
    scene.sign_anew(SIGNER)


NOT_FOUND = None


def always(says: str) -> tuple[str, str]:
    """What is found without an anchor is found with one."""
    return says, says


GONE = "row 4 of the ledger has lost its opening, and no later row says why"

# Each with what verify says to it, without an anchor and with one.
ATTACKS: dict[Callable[[Scene], None], tuple[str | None, str | None]] = {
    edit_a_row: always("row 4 of the ledger does not fit its hash"),
    edit_a_row_and_its_hash: always("row 5 of the ledger does not follow the one before it"),
    delete_a_row: always("row 4 of the ledger is missing"),
    delete_a_row_and_close_the_gap: always("row 4 of the ledger does not follow the one before it"),
    exchange_two_rows: always("row 4 of the ledger does not follow the one before it"),
    edit_a_proof: always("row 4 of the ledger does not fit its opening"),
    exchange_two_proofs: always("row 4 of the ledger does not fit its opening"),
    erase_a_proof: always(GONE),
    erase_a_proof_with_a_false_withdrawal: (NOT_FOUND, NOT_FOUND),
    erase_proofs_with_a_false_restoration: (NOT_FOUND, NOT_FOUND),
    erase_proofs_before_their_time: always(
        "row 17 of the ledger lets proofs go before their years are over"
    ),
    keep_a_withdrawn_proof: always(
        "row 5 of the ledger was withdrawn, and its opening is still there"
    ),
    add_rows_that_never_happened: (NOT_FOUND, NOT_FOUND),
    cut_off_unsigned_rows: (NOT_FOUND, NOT_FOUND),
    cut_off_signed_rows: always(
        "row 14 of the ledger is missing: it ends with row 13, and a head was signed over 14"
    ),
    cut_off_rows_and_their_heads: (
        NOT_FOUND,
        "the ledger was rolled back: it has 10 rows, and the anchor was signed over 14",
    ),
    put_an_older_copy_back: (
        NOT_FOUND,
        "the ledger was rolled back: it has 12 rows, and the anchor was signed over 14",
    ),
    exchange_a_signature: always("the signed head over 10 rows does not fit its signature"),
    delete_a_head: always("the signed head over 14 rows does not follow the head before it"),
    delete_all_heads: (NOT_FOUND, NOT_FOUND),
    announce_another_key: always("row 1 of the ledger does not fit its opening"),
    add_a_key_and_sign_with_it: (NOT_FOUND, NOT_FOUND),
    write_anew_and_leave_the_heads: always("the signed head over 6 rows was signed for other rows"),
    write_anew_and_make_up_heads: always("the signed head over 6 rows does not fit its signature"),
    write_anew_with_another_key: (
        NOT_FOUND,
        "row 1 of the ledger is not the one the anchor was signed for",
    ),
    write_anew_with_the_stolen_key: (
        NOT_FOUND,
        "rows 1 to 14 of the ledger are not the ones the anchor was signed for",
    ),
}


def name_of(attack: Callable[[Scene], None]) -> str:
    return attack.__name__.replace("_", " ")


@pytest.mark.parametrize("attack", ATTACKS, ids=name_of)
def test_an_attack_is_found_or_is_known_not_to_be(
    scene: Scene, attack: Callable[[Scene], None]
) -> None:
    attack(scene)
    for anchor, expected in zip((None, scene.anchor), ATTACKS[attack], strict=True):
        found = verify(scene.file.path, anchor=anchor)
        if expected is None:
            assert found.broken is None, anchor
            assert found.anchored is (None if anchor is None else True)
        else:
            assert found.broken is not None, anchor
            assert found.broken.startswith(expected)
    # Whoever changes a row must take the triggers away, and a start misses them.
    if attack is put_an_older_copy_back:
        checkup.check(scene.file.path)
    else:
        with pytest.raises(checkup.Damaged):
            checkup.check(scene.file.path)


def test_a_key_that_was_added_is_named(scene: Scene) -> None:
    add_a_key_and_sign_with_it(scene)
    assert verify(scene.file.path).keys == ((1, SIGNER.public), (17, ATTACKER.public))


def test_a_false_withdrawal_is_a_row_that_stays(scene: Scene) -> None:
    erase_a_proof_with_a_false_withdrawal(scene)
    scene.file.sign()
    scene.do("DELETE FROM ledger_opening WHERE seq = 17")
    scene.do("DELETE FROM consent_ledger WHERE seq = 17")
    assert verify(scene.file.path).broken is not None


def test_the_guards_come_back_with_their_text(scene: Scene, tmp_path: Path) -> None:
    """The triggers keep honest programs honest; whoever can drop one can make it again."""
    fresh = LedgerFile(tmp_path / "fresh.db")
    triggers = fresh.connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
    for (text,) in triggers.fetchall():
        scene.do(text)
    fresh.close()
    checkup.check(scene.file.path)
    with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
        scene.do("DELETE FROM consent_ledger WHERE seq = 4")
    assert schema.refusal(scene.file.connection) is None


# The manual -------------------------------------------------------------------------------------


LISTS = {
    (True, True): "Found, with or without an anchor",
    (False, True): "Found with an anchor alone",
    (False, False): "Not found",
}
"""By whether it is found without an anchor, and with one."""


def test_the_manuals_table_is_this() -> None:
    manual = MANUAL.read_text(encoding="utf-8")
    here: dict[tuple[bool, ...], list[str]] = {found: [] for found in LISTS}
    for attack, said in ATTACKS.items():
        here[tuple(says is not None for says in said)].append(name_of(attack))
    for found, title in LISTS.items():
        _, _, told = manual.partition(f"- **{title}**: ")
        attacks = re.split(r"\.\n", told, maxsplit=1)[0]
        assert " ".join(attacks.split()).split("; ") == here[found], title
