"""What is in this machine, counted from the tables themselves and about nobody."""

import sqlite3
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlite_utils import Database

from kiosk.adapters.records import erasure, heads, schema, terms
from kiosk.domain.consent import Moment
from kiosk.domain.inside import Inside, LedgerHead, SelfCheck
from kiosk.domain.retention import Retention

# Their checks hold every value to its size, and they are too long to be read through.
_THE_LEDGER: Final = frozenset({"consent_ledger", "ledger_opening", "signed_tree_head"})

_LARGEST_BLOB: Final = 64
_LARGEST_TEXT: Final = 4096
_KNOWN_TEXTS: Final = frozenset({("notice", "text")})


class InsideOfStore:
    """The inside of one open store, counted anew only when something was written since.

    So that a screen may ask every few seconds while somebody reads it.
    """

    def __init__(self, db: Database, retention: Retention, public_key: bytes) -> None:
        self._db = db
        self._retention = retention
        self._public_key = public_key
        self._counted: tuple[tuple[int, int], Inside] | None = None

    def look(self, checked: SelfCheck | None) -> Inside:
        """What is kept now, with what the last self-check found, if there was one.

        ``pictures`` is whichever is more: values that are large enough to be one, or what that
        check took for one.
        """
        # The first rises with what this connection writes, the second with what others do.
        written = (self._db.conn.total_changes, _number(self._db.conn, "PRAGMA data_version"))
        if self._counted is None or self._counted[0] != written:
            self._counted = (written, self._count())
        inside = self._counted[1]
        pictures = max(inside.pictures, checked.pictures if checked is not None else 0)
        return replace(inside, pictures=pictures, checked=checked)

    def _count(self) -> Inside:
        connection = self._db.conn
        held = erasure.days_held(connection)
        opened, consent = _camera_last_opened(connection, self._retention)
        return Inside(
            columns=tuple(self._db.table("visit").columns_dict),
            records=_number(connection, "SELECT count(*) FROM visit"),
            waiting=_number(connection, "SELECT count(*) FROM visit WHERE batch IS NULL"),
            batches=_number(connection, "SELECT count(*) FROM batch"),
            batched=_number(connection, "SELECT coalesce(sum(visits), 0) FROM batch"),
            pictures=_values_as_large_as_pictures(self._db),
            openings=_number(
                connection,
                "SELECT count(*) FROM consent_ledger JOIN ledger_opening USING (seq)"
                f" WHERE {schema.IS_CONSENT}",
            ),
            camera_last_opened=opened,
            camera_opened_for=consent,
            next_erasure=min(
                (terms.window_closes(connection, self._retention, day) for day in held),
                default=None,
            ),
            # Its rows are numbered without a gap: the last number is how many there are.
            ledger_rows=_number(connection, "SELECT coalesce(max(seq), 0) FROM consent_ledger"),
            head=_head(connection),
            public_key=self._public_key,
            checked=None,
        )


def _camera_last_opened(
    connection: sqlite3.Connection, retention: Retention
) -> tuple[Moment | None, int | None]:
    row = connection.execute(
        "SELECT json_extract(leaf, '$.ts'), json_extract(leaf, '$.ref') FROM consent_ledger"
        f" WHERE {schema.IS_CAMERA_OPENED}"
        " ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None, None
    return retention.business_day.moment(datetime.fromisoformat(row[0])), row[1]


def _head(connection: sqlite3.Connection) -> LedgerHead | None:
    head = heads.latest(connection)
    return head and LedgerHead(head.tree_size, head.timestamp, head.checkpoint)


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
