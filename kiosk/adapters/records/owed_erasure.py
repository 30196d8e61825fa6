"""Whether something that was deleted may still be on the disk, and the end of that."""

from pathlib import Path

from sqlite_utils import Database

from kiosk.adapters.records import erasure
from kiosk.adapters.records.connection import StoreUnavailable
from kiosk.domain.consent import ReceiptCode
from kiosk.domain.states import StoreFault


class OwedErasure:
    """What a transaction deleted is owed from then on, until none of its bytes is left.

    It begins owed: an erasure may have been cut short when the program was. Its methods raise
    what ``erasure.finish_erasure`` does.
    """

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path
        self._is_owed = True
        # Read from other threads: it may take minutes where the file is large.
        self.is_rewriting = False
        # Whose withdrawal is written down, while what it deleted is still on the disk.
        self._withdrawn: ReceiptCode | None = None

    def owe(self, withdrawn: ReceiptCode | None = None) -> None:
        """Something was deleted, and by a visitor's code if there is one."""
        self._is_owed = True
        self._withdrawn = withdrawn or self._withdrawn

    def is_of(self, code: ReceiptCode) -> bool:
        """Whether what this code found is deleted, and not off the disk yet."""
        return self._withdrawn == code

    def finish(self) -> None:
        """See that nothing of what was deleted is left on the disk. Raises StoreUnavailable."""
        if not self.is_finished():
            raise StoreUnavailable(StoreFault.SLOW, erasure.READER_IN_THE_WAY)
        self._withdrawn = None

    def is_finished(self) -> bool:
        """The same, but False where a reader is in the way."""
        if self._is_owed:
            self._is_owed = not erasure.finish_erasure(self._db, self._path, self._rewrite)
        return not self._is_owed

    def _rewrite(self, db: Database) -> None:
        self.is_rewriting = True
        try:
            erasure.rewrite(db)
        finally:
            self.is_rewriting = False
