"""What the camera and the analysis did, each in a row under the consent that it was done on."""

import sqlite3
from datetime import datetime
from typing import Final
from uuid import UUID

from kiosk.adapters.records import ledger, schema
from kiosk.domain.consent import ConsentRecord, Way

# A report that comes late is about one of the last visitors.
_LAST_CONSENTS: Final = (
    f"SELECT seq FROM consent_ledger WHERE {schema.IS_CONSENT} ORDER BY seq DESC LIMIT 3"
)
_LAST_OPENED: Final = (
    "SELECT json_extract(leaf, '$.ref') FROM consent_ledger"
    f" WHERE {schema.IS_CAMERA_OPENED} ORDER BY seq DESC LIMIT 3"
)


class Reports:
    """Writes reports, those too that come when their visit has ended.

    A report about no consent that can be named is not written: every later check would refuse
    the row. Nor is an opening of the camera on a yes that was taken back, or to something else,
    or a second one. Everything here belongs inside the caller's transaction.
    """

    def __init__(self) -> None:
        # What the camera does after a withdrawal is still about a row that nothing else finds.
        self._last_given: tuple[UUID, int] | None = None

    def follow(self, consent: ConsentRecord, seq: int) -> None:
        """Reports are about this consent now; ``seq`` is its row."""
        self._last_given = (consent.record_id, seq)

    def write(
        self,
        connection: sqlite3.Connection,
        entry: ledger.Entry,
        consent: ConsentRecord,
        now: datetime,
        payload: ledger.Payload,
    ) -> None:
        """Add the row, if there may be one."""
        seq = self._row_of(connection, consent)
        opens = entry is ledger.Entry.CAMERA_OPENED
        if seq is not None and not (opens and not _may_open(connection, seq)):
            ledger.append(connection, entry, now, payload, ref=seq)

    def _row_of(self, connection: sqlite3.Connection, consent: ConsentRecord) -> int | None:
        if self._last_given is not None and self._last_given[0] == consent.record_id:
            return self._last_given[1]
        # Of a visitor before, or of before the file was opened anew.
        row = connection.execute(
            f"SELECT seq FROM ({_LAST_CONSENTS}) JOIN ledger_opening USING (seq)"
            " WHERE json_extract(payload, '$.record') = ?",
            [str(consent.record_id)],
        ).fetchone()
        return row and row[0]


def _may_open(connection: sqlite3.Connection, seq: int) -> bool:
    """Whether the yes of this row is one to the camera that stands, and it was not opened yet."""
    return connection.execute(
        "SELECT EXISTS(SELECT 1 FROM ledger_opening WHERE seq = ?"
        " AND json_extract(payload, '$.way') = ?)"
        f" AND ? NOT IN ({_LAST_OPENED})",
        [seq, Way.CAMERA.value, seq],
    ).fetchone()[0]
