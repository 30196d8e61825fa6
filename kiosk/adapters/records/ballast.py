"""A file that takes up room while there is some, so that a full disk can still be written down."""

import secrets
from pathlib import Path
from typing import Final

from kiosk.adapters.records.erasure import sync

BALLAST_FILE: Final = "ballast"
"""What the file is called, beside the store's."""

BALLAST_BYTES: Final = 256 * 1024


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
