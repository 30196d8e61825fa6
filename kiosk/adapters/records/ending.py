"""The end of a store: its last row, its last head, and what there was to be erased."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk.adapters.records import checkup, flaws, heads, ledger, quarantine, restoring, schema
from kiosk.adapters.records.backups import FOLDER as BACKUPS
from kiosk.adapters.records.ballast import BALLAST_FILE, Ballast
from kiosk.adapters.records.connection import (
    StoreUnavailable,
    open_for_reading,
    open_for_writing,
    reason_of,
    transaction,
)
from kiosk.application.ports import Signer

STATEMENT: Final = "closing-statement.json"
"""The file that says, until it is handed over, that everything here is being erased."""

_LOGS: Final = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Ending:
    """What a store was at its end.

    ``rows`` are how many each table had, empty if they could not be counted; ``checkpoint`` is
    the last signed head; ``fault`` says what kept the last row from being written.
    """

    rows: Mapping[str, int] = field(default_factory=dict[str, int])
    checkpoint: str | None = None
    fault: str | None = None


def end(path: Path, signer: Signer | None, now: datetime) -> Ending:
    """Write the ledger's last row, "wiped", sign for all of it, and count what there is.

    Never raises for a store that cannot be read or written: that is told in the answer.
    Without a signer the last head is the one that was there.
    """
    if not any(file.exists() for file in _files_of(path)):
        return Ending(fault="there were no records")
    # What the disk has no room for just now may fit into this.
    Ballast(path.with_name(BALLAST_FILE)).free()
    try:
        checkup.check(path)
        with closing(open_for_writing(path)) as db:
            schema.apply_steps(db)
            with transaction(db) as connection:
                ledger.append(connection, ledger.Entry.WIPED, now, {})
                head = heads.sign_head(connection, signer, now)
                return Ending(_count(connection), head and head.checkpoint)
    except (sqlite3.Error, OSError, ledger.LedgerBroken) as why:
        return _unwritten(path, reason_of(why))
    except (checkup.Damaged, StoreUnavailable) as why:
        return Ending(fault=str(why))


def statement_beside(path: Path) -> Path:
    """Where the closing statement of the store at ``path`` waits while the store is erased."""
    return path.with_name(STATEMENT)


def files_of(path: Path) -> tuple[Path, ...]:
    """Everything that this program keeps for a store: the store first, and its logs."""
    return (
        *_files_of(path),
        *(path.parent / name for name in (quarantine.FOLDER, BACKUPS, BALLAST_FILE)),
        path.with_name(f"{STATEMENT}.new"),
        *(path.with_name(f"{path.name}{flaws.ENDING}{made}") for made in ("", ".new")),
    )


def _files_of(path: Path) -> tuple[Path, ...]:
    return tuple(
        path.with_name(f"{path.name}{made}{log}")
        for made in ("", ".new", restoring.UNFINISHED)
        for log in ("", *_LOGS)
    )


def _unwritten(path: Path, fault: str) -> Ending:
    """The store as it is, where nothing could be added to it."""
    try:
        with closing(open_for_reading(path)) as db:
            head = heads.latest(db.conn)
            return Ending(_count(db.conn), head and head.checkpoint, fault)
    except (sqlite3.Error, ledger.LedgerBroken):
        return Ending(fault=fault)


def _count(connection: sqlite3.Connection) -> dict[str, int]:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'"
        " ORDER BY name"
    ).fetchall()
    counted = {
        table: connection.execute(f"SELECT count(*) FROM [{table}]").fetchone()[0]
        for (table,) in tables
    }
    return {table: rows for table, rows in counted.items() if rows}
