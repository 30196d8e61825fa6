"""Two marks of a receipt's code that cannot be told to belong together without its day's key.

The key is made when a day's first consent is stored and destroyed when the day's window
closes; from then on no code finds anything.
"""

import hashlib
import hmac
import secrets
import sqlite3
from datetime import date

from kiosk.domain.consent import ReceiptCode


def visit_tag(key: bytes, code: ReceiptCode) -> bytes:
    """What the visit's row goes by."""
    return hmac.new(key, b"visit" + code.symbols.encode(), hashlib.sha256).digest()


def consent_tag(key: bytes, code: ReceiptCode) -> bytes:
    """What the consent's opening in the ledger goes by."""
    return hmac.new(key, b"consent" + code.symbols.encode(), hashlib.sha256).digest()


def day_key(connection: sqlite3.Connection, day: date) -> bytes:
    """The day's key, made now if this is its first use."""
    connection.execute(
        "INSERT OR IGNORE INTO day_key(day, key) VALUES (?, ?)",
        [day.isoformat(), secrets.token_bytes(32)],
    )
    (key,) = _select_key(connection, day).fetchone()
    return key


def find_day_key(connection: sqlite3.Connection, day: date) -> bytes | None:
    """The day's key, or None if it has none: not yet, or no longer."""
    row = _select_key(connection, day).fetchone()
    return row and row[0]


def day_keys(connection: sqlite3.Connection) -> tuple[tuple[date, bytes], ...]:
    """The keys of every day whose window is open, newest first."""
    rows = connection.execute("SELECT day, key FROM day_key ORDER BY day DESC")
    return tuple((date.fromisoformat(day), key) for day, key in rows)


def _select_key(connection: sqlite3.Connection, day: date) -> sqlite3.Cursor:
    return connection.execute("SELECT key FROM day_key WHERE day = ?", [day.isoformat()])
