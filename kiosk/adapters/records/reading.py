"""Reading the store beside the kiosk that writes it."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from kiosk.adapters.records import schema
from kiosk.adapters.records.connection import StoreUnavailable, open_for_reading, reason_of
from kiosk.application.figures import NoRecords
from kiosk.domain.states import StoreFault

__all__ = ["NoRecords", "reading"]


@contextmanager
def reading(path: Path) -> Generator[sqlite3.Connection]:
    """The store's file for one question, never for writing. Raises NoRecords.

    One transaction, so that a visit that ends meanwhile is seen whole or not.
    """
    try:
        if not path.exists():
            raise NoRecords(f"There are no records at {path}: has the kiosk run here yet?")
        db = open_for_reading(path)
        try:
            db.conn.execute("BEGIN")
            if schema.is_of_before(db.conn):
                raise StoreUnavailable(StoreFault.BROKEN, schema.OF_BEFORE)
            yield db.conn
        finally:
            db.close()
    except (sqlite3.Error, StoreUnavailable, OSError) as error:
        raise NoRecords(
            f"The records at {path} cannot be read: {reason_of(error)}. askfirst doctor says more."
        ) from error
