"""Which impact assessment the kiosk asks under, as the ledger says it."""

import json
import sqlite3
from datetime import datetime
from typing import Final

from kiosk.adapters.records import ledger
from kiosk.domain.assessment import Assessment

_IS_ASSESSED: Final = """instr(leaf, '"type":"assessment in force"') > 0"""


def note(connection: sqlite3.Connection, assessment: Assessment, now: datetime) -> None:
    """Write down that this one is in force from here on, unless the last such row says so.

    Belongs inside the caller's transaction. Who signed is not in the ledger, for nothing is ever
    taken out of it.
    """
    payload = {
        "assessment": assessment.configuration,
        "signed": assessment.signed_on.isoformat(),
    }
    last = connection.execute(
        "SELECT payload FROM consent_ledger LEFT JOIN ledger_opening USING (seq)"
        f" WHERE {_IS_ASSESSED} ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    if last is None or last[0] is None or json.loads(last[0]) != payload:
        ledger.append(connection, ledger.Entry.ASSESSED, now, payload)
