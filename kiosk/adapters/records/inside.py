"""What is in this machine, counted from the tables themselves and about nobody."""

import sqlite3
from datetime import datetime
from typing import Final

from sqlite_utils import Database

from kiosk.adapters.records import erasure, schema
from kiosk.domain.consent import Moment
from kiosk.domain.retention import Retention
from kiosk.domain.states import Inside

# Their checks hold every value to 32 or 64 bytes, and they are too long to be read through.
_THE_LEDGER: Final = frozenset({"consent_ledger", "ledger_opening", "signed_tree_head"})

_LARGEST_BLOB: Final = 64
_LARGEST_TEXT: Final = 4096
_KNOWN_TEXTS: Final = frozenset({("notice", "text")})


def look_inside(db: Database, retention: Retention) -> Inside:
    """Count what is kept. ``pictures`` is every value that is large enough to be one."""
    connection = db.conn
    held = erasure.days_held(connection)
    return Inside(
        columns=tuple(db.table("visit").columns_dict),
        records=_number(connection, "SELECT count(*) FROM visit"),
        pictures=_values_as_large_as_pictures(db),
        openings=_number(
            connection,
            "SELECT count(*) FROM consent_ledger JOIN ledger_opening USING (seq)"
            f" WHERE {schema.IS_CONSENT}",
        ),
        camera_last_opened=_camera_last_opened(connection, retention),
        next_erasure=retention.window_closes(held[0]) if held else None,
        ledger_rows=_number(connection, "SELECT count(*) FROM consent_ledger"),
    )


def _camera_last_opened(connection: sqlite3.Connection, retention: Retention) -> Moment | None:
    row = connection.execute(
        "SELECT json_extract(leaf, '$.ts') FROM consent_ledger"
        f" WHERE {schema.IS_CAMERA_OPENED}"
        " ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return row and retention.business_day.moment(datetime.fromisoformat(row[0]))


def _values_as_large_as_pictures(db: Database) -> int:
    found = 0
    for table in db.table_names():
        if table in _THE_LEDGER:
            continue
        for column in db.table(table).columns_dict:
            if (table, column) not in _KNOWN_TEXTS:
                found += _number(
                    db.conn,
                    f"SELECT count(*) FROM [{table}] WHERE length(CAST([{column}] AS BLOB))"
                    f" > iif(typeof([{column}]) = 'blob', {_LARGEST_BLOB}, {_LARGEST_TEXT})",
                )
    return found


def _number(connection: sqlite3.Connection, question: str) -> int:
    return connection.execute(question).fetchone()[0]
