"""The machine looks through itself: is there a picture or a face vector in anything it keeps?

It trusts nothing of this program but the list in ``allowed``: tables are read as they are in
the file, and files as they lie in the folders. What this can and cannot prove is in
docs/what-is-in-it.md.
"""

import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk.adapters.records.allowed import TABLES, TABLES_OF_BACKUP
from kiosk.adapters.records.backups import folder_beside
from kiosk.adapters.records.connection import open_for_reading, reason_of
from kiosk.adapters.records.files_held import look_through_files
from kiosk.adapters.records.findings import UNREAD, Findings
from kiosk.adapters.records.tables_held import look_through_tables
from kiosk.domain.inside import SelfCheck

_OURS: Final = "askfirst-*"
_PICTURES_OF_THE_DEMO: Final = "askfirst-demo-"
"""Where the demo puts pictures of its own screens; it has no camera to take others with."""


def own_folders(path: Path) -> tuple[Path, ...]:
    """Every folder that this program puts anything into, for the store at ``path``."""
    temporary = Path(tempfile.gettempdir())
    return (
        path.parent,
        *(
            folder
            for folder in sorted(temporary.glob(_OURS))
            if folder.is_dir() and not folder.name.startswith(_PICTURES_OF_THE_DEMO)
        ),
    )


def examine(path: Path, folders: Sequence[Path], now: datetime) -> SelfCheck:
    """Look through the store at ``path`` and every file in its folder and in ``folders``.

    Reads only, in short readings, and may run beside the store on any thread. Never raises for
    what it finds: what cannot be read is a finding.
    """
    findings = Findings()
    turn = now.toordinal()
    try:
        with closing(open_for_reading(path)) as db:
            look_through_tables(db.conn, TABLES, findings, turn)
    except sqlite3.Error as error:
        findings.note(f"the records {UNREAD}: {reason_of(error)}")
    _look_through_newest_backup(path, findings, turn)
    look_through_files(path, folders, findings, turn)
    return SelfCheck(
        when=now,
        findings=tuple(findings.said),
        files=findings.files,
        values=findings.values,
        pictures=findings.pictures,
        vectors=findings.vectors,
    )


def is_unread(finding: str) -> bool:
    """True where a finding is only that something could not be looked through."""
    return UNREAD in finding


def _look_through_newest_backup(path: Path, findings: Findings, turn: int) -> None:
    # Each is the newest on its day, and nothing writes to it later.
    backups = sorted(folder_beside(path).glob("*.sqlite3"))
    if not backups:
        return
    try:
        with closing(open_for_reading(backups[-1])) as db:
            of = f"{backups[-1].name}: "
            look_through_tables(db.conn, TABLES_OF_BACKUP, findings, turn, of)
    except sqlite3.Error as error:
        findings.note(f"the backup {backups[-1].name} {UNREAD}: {reason_of(error)}")
