"""The proof of a yes, as whoever holds the receipt may see it."""

import json
import sqlite3
from datetime import datetime

from kiosk.adapters.records import tags
from kiosk.domain.consent import Medium, ReceiptCode, Way
from kiosk.domain.notice import NoticeVersion
from kiosk.domain.retention import Retention
from kiosk.domain.states import Proof


def find_proof(
    connection: sqlite3.Connection, retention: Retention, code: ReceiptCode
) -> Proof | None:
    """The proof of the yes that a receipt's code finds. Belongs inside the caller's transaction."""
    for _, key in tags.day_keys(connection):
        row = connection.execute(
            "SELECT leaf, payload FROM ledger_opening JOIN consent_ledger USING (seq)"
            " WHERE tag = ?",
            [tags.consent_tag(key, code)],
        ).fetchone()
        if row is not None:
            return _proof(retention, *map(json.loads, row))
    return None


def _proof(retention: Retention, leaf: dict[str, str], payload: dict[str, str]) -> Proof:
    given = datetime.fromisoformat(leaf["ts"])
    return Proof(
        NoticeVersion(payload["notice"], payload["language"]),
        Medium(payload["medium"]),
        Way(payload["way"]),
        retention.business_day.moment(given),
        retention.proof_kept_until(given.date()),
    )
