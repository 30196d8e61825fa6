"""Whatever the store may do leaves a whole ledger, and no changed byte of one goes unseen."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.adapters.records.ledger import Entry
from kiosk.adapters.records.verification import verify
from tests.adapters.records.ledger_files import LedgerFile
from tests.fakes.signer import OTHER_SIGNER, SIGNER

STEPS = st.lists(
    st.sampled_from(
        [
            *("give", "give", "give", "look", "withdraw", "machine"),
            *("sign", "key", "expire", "restore", "year"),
        ]
    ),
    max_size=40,
)


def write(ledger: LedgerFile, steps: list[str]) -> None:
    """Do what the store might, in this order."""
    signer, held = SIGNER, list[int]()
    for step in steps:
        match step:
            case "give":
                held.append(ledger.give())
            case "machine":
                ledger.append(Entry.STORAGE_FULL)
            case "look" if held:
                ledger.append(Entry.CAMERA_CLOSED, ref=held[-1])
            case "withdraw" if held:
                ledger.withdraw(held.pop())
            case "sign":
                ledger.sign(signer)
            case "key":
                signer = OTHER_SIGNER if signer is SIGNER else SIGNER
                ledger.announce(signer)
            case "expire":
                ledger.expire(ledger.now.date().replace(year=ledger.now.year - 3))
                held.clear()
            case "restore" if held:
                ledger.restore(held[0], held[-1])
                held.clear()
            case "year":
                ledger.pass_time(days=365)
            case _:
                pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ledgers")


def fresh(folder: Path) -> LedgerFile:
    for old in folder.iterdir():
        old.unlink()
    file = LedgerFile(folder / "records.db")
    # Syncing is for power cuts, and there are none here.
    file.connection.execute("PRAGMA synchronous = OFF")
    return file


IN_ONE_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@IN_ONE_FOLDER
@given(steps=STEPS)
def test_whatever_the_store_does_is_whole(folder: Path, steps: list[str]) -> None:
    file = fresh(folder)
    write(file, steps)
    found = verify(file.path)
    assert found.broken is None
    assert found.rows == found.openings + found.withdrawn + found.expired + found.left_out
    file.close()


PLACES = (
    ("consent_ledger", "seq", "leaf"),
    ("consent_ledger", "seq", "leaf_hash"),
    ("ledger_opening", "seq", "salt"),
    ("ledger_opening", "seq", "payload"),
    ("signed_tree_head", "tree_size", "root_hash"),
    ("signed_tree_head", "tree_size", "timestamp"),
    ("signed_tree_head", "tree_size", "prev_root_hash"),
    ("signed_tree_head", "tree_size", "public_key"),
    ("signed_tree_head", "tree_size", "signature"),
    ("signed_tree_head", "tree_size", "subtrees"),
)


@pytest.mark.parametrize(("table", "key", "column"), PLACES)
@IN_ONE_FOLDER
@given(steps=STEPS, row=st.integers(0), at=st.integers(0), flip=st.integers(1, 255))
def test_any_changed_byte_is_found(
    folder: Path, table: str, key: str, column: str, steps: list[str], row: int, at: int, flip: int
) -> None:
    file = fresh(folder)
    write(file, [*steps, "give", "sign", "give", "sign"])
    file.drop_triggers()
    rows = file.connection.execute(
        f"SELECT {key}, CAST({column} AS BLOB), typeof({column}) FROM {table}"
        f" WHERE length({column}) > 0"
    ).fetchall()
    chosen, before, kind = rows[row % len(rows)]
    changed = bytearray(before)
    changed[at % len(changed)] ^= flip
    file.connection.execute(
        f"UPDATE {table} SET {column} = CAST(? AS {kind}) WHERE {key} = ?", [changed, chosen]
    )
    assert verify(file.path).broken is not None
    file.close()


@IN_ONE_FOLDER
@given(steps=STEPS, by=st.integers(-30, 30).filter(bool))
def test_a_head_over_another_number_of_rows_is_found(
    folder: Path, steps: list[str], by: int
) -> None:
    file = fresh(folder)
    write(file, [*steps, "give", "sign"])
    file.drop_triggers()
    (size,) = file.connection.execute("SELECT max(tree_size) FROM signed_tree_head").fetchone()
    file.connection.execute("PRAGMA ignore_check_constraints = ON")
    file.connection.execute(
        "UPDATE OR REPLACE signed_tree_head SET tree_size = ? WHERE tree_size = ?",
        [size + by, size],
    )
    assert verify(file.path).broken is not None
    file.close()
