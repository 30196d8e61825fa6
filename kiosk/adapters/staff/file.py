"""The file of the PINs: what is kept of them, how often a wrong one was tried, and the audit.

It is apart from the records, so that staff get to what is wrong with a store that is broken.
Every call opens the file, works in one transaction and closes it: whoever else sets a PIN
meanwhile, or takes the file away, is seen by the next call.
"""

import enum
import os
import sqlite3
from collections.abc import Collection, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk.adapters.staff import schema
from kiosk.adapters.staff.faults import FileUnusable, HalfWritten
from kiosk.application.staff import Role
from kiosk.domain.sign_in import AUDIT_DAYS, AUDIT_ROWS, Noted

STAFF_FILE: Final = "staff.sqlite3"
"""What the file is called, beside the records."""

FILES: Final = (STAFF_FILE, f"{STAFF_FILE}-journal")

_BUSY_SECONDS: Final = 2.0


class Secret(enum.Enum):
    """What somebody may sign in with; the values stand in the file."""

    STAFF = Role.STAFF.value
    MANAGER = Role.MANAGER.value
    RECOVERY = "recovery"


FORGIVEN_WITH: Final = {
    Secret.STAFF: (Secret.STAFF,),
    Secret.MANAGER: tuple(Secret),
    Secret.RECOVERY: tuple(Secret),
}
"""Against which secrets nothing is counted any more when one was right, or is set anew.

Staff's forgives nothing of the manager's: else whoever knows one could guess the other without
ever waiting.
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a secret: its hash, and how many wrong ones were tried since a right one."""

    hash: str
    failures: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the audit: when, who was in (None: nobody, or the command line), and what."""

    at: datetime
    role: Role | None
    what: Noted


class StaffFile:
    """Reads and writes it, on any thread, one at a time. Every call raises FileUnusable.

    Until a first PIN is set there is no file, and reading makes none. With ``may_write`` false
    nothing of it can change, not even by what a power cut left to be undone: then it cannot be
    read either, and HalfWritten is raised.
    """

    def __init__(self, path: Path, *, may_write: bool = True) -> None:
        self._path = path
        self._may_write = may_write

    def secrets(self) -> Mapping[Secret, Kept]:
        """What is set; a secret that is not is not in it."""
        with self._open() as connection:
            return _secrets(connection) if connection else {}

    def count(self, tried: Collection[Secret]) -> Mapping[Secret, Kept]:
        """Count one more wrong try of these, on disk when this returns; what is kept now.

        That the try may turn out right is for ``settle``: a power cut in between leaves it wrong.
        """
        with self._written() as connection:
            for secret in tried:
                connection.execute(
                    "UPDATE secret SET failures = failures + 1 WHERE opens = ?", [secret.value]
                )
            return _secrets(connection)

    def settle(
        self,
        forgiven: Collection[Secret],
        not_meant: Collection[Secret],
        at: datetime,
        role: Role,
        what: Noted,
    ) -> None:
        """Forget all that was counted against ``forgiven``, and note who is in.

        Of those that were tried with it and ``not_meant``, only this one try is forgotten.
        """
        with self._written() as connection:
            _forgive(connection, forgiven)
            for secret in not_meant:
                connection.execute(
                    "UPDATE secret SET failures = max(0, failures - 1) WHERE opens = ?",
                    [secret.value],
                )
            _note(connection, at, role, what)

    def put(
        self,
        hashes: Mapping[Secret, str],
        forgiven: Collection[Secret],
        at: datetime,
        role: Role | None,
        what: Noted,
    ) -> None:
        """Keep these in the place of what was set, and forget what was counted against some.

        Makes the file if there is none, for its owner alone.
        """
        self._make()
        with self._written() as connection:
            for secret, made in hashes.items():
                connection.execute(
                    "INSERT INTO secret(opens, hash, failures, set_at) VALUES (?, ?, 0, ?)"
                    " ON CONFLICT(opens) DO UPDATE SET"
                    " hash = excluded.hash, set_at = excluded.set_at",
                    [secret.value, made, _text(at)],
                )
            _forgive(connection, forgiven)
            _note(connection, at, role, what)

    def note(self, at: datetime, role: Role | None, what: Noted) -> None:
        """Write one row of the audit, and erase those that are too many or too old."""
        with self._written() as connection:
            _note(connection, at, role, what)

    def audit(self) -> Sequence[Entry]:
        """Every row there is, oldest first."""
        with self._open() as connection:
            rows = (
                connection.execute("SELECT at, role, what FROM audit ORDER BY id").fetchall()
                if connection
                else ()
            )
            return [
                Entry(datetime.fromisoformat(at), role and Role(role), Noted(what))
                for at, role, what in rows
            ]

    @contextmanager
    def _open(self) -> Generator[sqlite3.Connection | None]:
        """A connection, or None where nothing was ever set."""
        with _naming_faults(self._path):
            if not self._path.exists():
                yield None
                return
            # Not "rwc": a file that goes away meanwhile is not made anew, empty.
            connection = _connect(self._path, "rw" if self._may_write else "ro")
            try:
                yield connection if schema.is_there(connection) else None
            finally:
                connection.close()

    @contextmanager
    def _written(self) -> Generator[sqlite3.Connection]:
        """All of it is on disk, synced, when the block ends, or none of it."""
        with self._open() as connection:
            if connection is None:
                raise FileUnusable(f"{self._path}: the file of the PINs has gone")
            self._set_up(connection)
            with schema.transaction(connection):
                yield connection

    def _set_up(self, connection: sqlite3.Connection) -> None:
        schema.set_up(connection)

    def _make(self) -> None:
        with _naming_faults(self._path):
            # SQLite gives its journal the same permissions.
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
            connection = _connect(self._path, "rw")
            try:
                schema.set_up(connection)
                schema.make(connection)
            finally:
                connection.close()


class StaffInMemory(StaffFile):
    """The same without a file, for the demo: gone when the program ends."""

    def __init__(self) -> None:
        super().__init__(Path(":memory:"))
        # Not always from one thread, but never from two at once.
        self._connection = sqlite3.connect(
            ":memory:", isolation_level=None, check_same_thread=False
        )
        schema.make(self._connection)

    @contextmanager
    def _open(self) -> Generator[sqlite3.Connection]:
        yield self._connection

    def _set_up(self, connection: sqlite3.Connection) -> None:
        """Nothing of it has to be durable."""

    def _make(self) -> None:
        """It is made."""


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)


@contextmanager
def _naming_faults(path: Path) -> Generator[None]:
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
        # A bug of ours, which ends the program.
        raise
    except OSError as why:
        raise FileUnusable(f"{path}: {why.strerror or why}") from why
    except (sqlite3.Error, ValueError) as why:
        if getattr(why, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_ROLLBACK:
            raise HalfWritten(f"{path}: a power cut left something half written") from why
        # SQLite's words name tables, and Python's a value that is none of ours: no digits.
        said = str(why) if isinstance(why, sqlite3.Error) else "a value in it cannot be read"
        raise FileUnusable(f"{path}: {said}") from why


def _secrets(connection: sqlite3.Connection) -> dict[Secret, Kept]:
    rows = connection.execute("SELECT opens, hash, failures FROM secret").fetchall()
    return {Secret(opens): Kept(kept, failures) for opens, kept, failures in rows}


def _forgive(connection: sqlite3.Connection, secrets: Collection[Secret]) -> None:
    for secret in secrets:
        connection.execute("UPDATE secret SET failures = 0 WHERE opens = ?", [secret.value])


def _note(connection: sqlite3.Connection, at: datetime, role: Role | None, what: Noted) -> None:
    if what is Noted.RECORD_ERASED:
        # As the ledger has it: to the hour, for the visitor who asked for it stood here then.
        at = at.replace(minute=0, second=0)
    (last,) = connection.execute(
        "INSERT INTO audit(at, role, what) VALUES (?, ?, ?) RETURNING id",
        [_text(at), role and role.value, what.value],
    ).fetchone()
    connection.execute(
        "DELETE FROM audit WHERE id <= ? OR at < ?",
        [last - AUDIT_ROWS, _text(at - timedelta(days=AUDIT_DAYS))],
    )


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
