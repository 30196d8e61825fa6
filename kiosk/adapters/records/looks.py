"""That the camera was opened on a consent to it, given before and not withdrawn, and once."""

from typing import Final

from kiosk.adapters.records.chain import Row
from kiosk.adapters.records.ledger import Entry, LedgerBroken

_TO_THE_CAMERA: Final = b'"way":"camera"}'
"""How the payload of a consent to the camera ends: its last field by the order is this one."""


class Looks:
    """What a reader has learned of the consents so far, row after row."""

    def __init__(self) -> None:
        # Of each consent, why the camera may not open on it; None where it may.
        self._closed: dict[int, str | None] = {}

    def give(self, row: Row, payload: bytes | None) -> None:
        """A consent's row; of one whose proof is gone nobody knows any more what it was to."""
        may_open = payload is None or payload.endswith(_TO_THE_CAMERA)
        self._closed[row.seq] = None if may_open else "on a consent to something else"

    def tell(self, row: Row) -> None:
        """A row about a consent. Raises LedgerBroken if there can be none such after what was."""
        ref = row.ref
        if ref is None or ref not in self._closed:
            if row.entry is Entry.CAMERA_OPENED:
                what = "opens the camera without a consent before it"
            else:
                what = "is about no consent before it"
            raise LedgerBroken(f"row {row.seq} of the ledger {what}")
        if row.entry is Entry.CONSENT_WITHDRAWN:
            self._closed[ref] = "after the consent was withdrawn"
        elif row.entry is Entry.CAMERA_OPENED:
            why = self._closed[ref]
            if why is not None:
                raise LedgerBroken(f"row {row.seq} of the ledger opens the camera {why}")
            self._closed[ref] = "a second time on one consent"
