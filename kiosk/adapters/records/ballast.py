"""Room for what must be written on a full disk, kept by a file that takes it up until then."""

import secrets
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from kiosk.adapters.records.connection import transaction
from kiosk.adapters.records.erasure import sync

BALLAST_FILE: Final = "ballast"
"""What the file is called, beside the store's."""

BALLAST_BYTES: Final = 256 * 1024

_ROOM_BYTES: Final = 16 * 1024


class Ballast:
    """The file beside the store's that is let go when the disk is full."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def make(self) -> None:
        """Take the room, unless it is taken. Raises OSError where there is none to take."""
        if self._is_whole():
            return
        try:
            # Random bytes, so that no file system stores them as a hole or smaller.
            self._path.touch(mode=0o600)
            self._path.write_bytes(secrets.token_bytes(BALLAST_BYTES))
            sync(self._path)
        except OSError:
            self.free()
            raise

    def free(self) -> None:
        """Give the room back."""
        self._path.unlink(missing_ok=True)

    def _is_whole(self) -> bool:
        try:
            return self._path.stat().st_size == BALLAST_BYTES
        except FileNotFoundError:
            return False


class Room:
    """Whether there is room on the disk of an open store. At first it is taken to have some."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._ballast = Ballast(path.with_name(BALLAST_FILE))
        self.is_full = False

    def give(self) -> None:
        """Give the ballast's room to what must be written; the disk is full until ``check``."""
        self.is_full = True
        self._ballast.free()

    def check(self) -> None:
        """Take the ballast's room again, and see that a real write works.

        Raises sqlite3.Error or OSError where that is not so.
        """
        self._ballast.make()
        with transaction(self._db) as connection:
            connection.execute("INSERT INTO room(bytes) VALUES (zeroblob(?))", [_ROOM_BYTES])
            connection.execute("DELETE FROM room")
        self.is_full = False
