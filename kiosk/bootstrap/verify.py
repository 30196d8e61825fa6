"""What ``askfirst verify`` looks at: the ledger of the shop, or of the demo."""

from pathlib import Path

from kiosk.adapters.records import verification
from kiosk.adapters.records.verification import Progress, Verdict
from kiosk.bootstrap import parts


def ledger(
    data: Path, *, demo: bool, anchor: str | None = None, progress: Progress | None = None
) -> Verdict:
    """Check the ledger in this data folder, whether or not a kiosk is writing to it.

    Raises NotACheckpoint, StoreUnavailable for a file that a newer program changed, and
    sqlite3.Error for one that cannot be read just now.
    """
    path = parts.records_file(data, demo=demo)
    return verification.verify(path, anchor=anchor, progress=progress)
