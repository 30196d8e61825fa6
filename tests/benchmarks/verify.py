"""How long ``askfirst verify`` takes: ``python -m tests.benchmarks.verify [--rows N] [--times N]``.

A ledger of a million rows is made as a shop would have it (visits by camera, a withdrawal now and
then, a head every hundred rows) by the store's own ``append``, and each run verifies all of it in
a fresh process.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk.adapters.records import heads, ledger, schema
from kiosk.adapters.records.connection import open_for_writing, transaction
from kiosk.adapters.records.ledger import Entry
from kiosk.adapters.records.verification import verify
from kiosk.application.ports import Signer
from tests.fakes.signer import SIGNER

BEGAN: Final = datetime(2026, 1, 1, 9, tzinfo=UTC)
NOTICE: Final = "5e" * 32
ROWS_A_TRANSACTION: Final = 20_000


def make(path: Path, rows: int) -> None:
    """Write a ledger of this many rows."""
    db = open_for_writing(path)
    schema.apply_steps(db)
    with transaction(db) as connection:
        ledger.append(connection, Entry.KEY_MADE, BEGAN, {"public": SIGNER.public.hex()})
    db.close()
    lengthen(path, rows, SIGNER)


def lengthen(path: Path, rows: int, signer: Signer) -> None:
    """Add visits to the ledger of a store until it has this many rows."""
    db = open_for_writing(path)
    (made,) = db.conn.execute("SELECT max(seq) FROM consent_ledger").fetchone()
    while made < rows:
        with transaction(db) as connection:
            end = min(rows, made + ROWS_A_TRANSACTION)
            while made < end:
                made = _one_visit(connection, made)
                if heads.is_due(connection):
                    heads.sign_head(connection, signer, BEGAN + timedelta(seconds=30 * made))
    db.close()


def _one_visit(connection: sqlite3.Connection, made: int) -> int:
    now = BEGAN + timedelta(seconds=30 * made)
    consent = ledger.append(
        connection,
        Entry.CONSENT_GIVEN,
        now,
        {
            "language": "en",
            "medium": "touch",
            "notice": NOTICE,
            "purpose": "visitor-statistics",
            "record": f"00000000-0000-4000-8000-{made:012d}",
            "way": "camera",
        },
        notice=NOTICE,
    )
    ledger.append(connection, Entry.CAMERA_OPENED, now, {}, ref=consent)
    ledger.append(connection, Entry.CAMERA_CLOSED, now, {"seconds": 6}, ref=consent)
    last = ledger.append(connection, Entry.ANALYSIS_COMPLETED, now, {}, ref=consent)
    if made % 50 == 1:
        last = ledger.append(connection, Entry.CONSENT_WITHDRAWN, now, {}, ref=consent)
        connection.execute("DELETE FROM ledger_opening WHERE seq = ?", [consent])
    return last


def verify_times(rows: int, times: int) -> list[float]:
    """Seconds that each of ``times`` fresh processes took to verify a ledger of ``rows`` rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.db"
        make(path, rows)
        program = [sys.executable, "-m", "tests.benchmarks.verify", "--file", str(path)]
        return [
            json.loads(subprocess.run(program, capture_output=True, text=True, check=True).stdout)
            for _ in range(times)
        ]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--times", type=int, default=3)
    arguments.add_argument("--file", type=Path, help="verify this one, and print the seconds")
    chosen = arguments.parse_args()
    if chosen.file is None:
        print([round(seconds, 2) for seconds in verify_times(chosen.rows, chosen.times)])
        return
    began = time.perf_counter()
    verdict = verify(chosen.file)
    took = time.perf_counter() - began
    if not verdict.is_whole:
        raise SystemExit(f"The ledger of the bench is broken: {verdict.broken}.")
    print(took)


if __name__ == "__main__":
    main()
