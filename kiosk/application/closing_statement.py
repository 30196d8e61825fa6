"""What a kiosk says of itself when everything in it is erased: evidence, and about nobody."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

TYPE: Final = "askfirst closing statement"
VERSION: Final = 1


def closing_statement(
    now: datetime,
    *,
    demo: bool,
    rows: Mapping[str, int],
    checkpoint: str | None,
    backups: int,
    quarantined: int,
    public_key: bytes | None,
    faults: tuple[str, ...],
) -> dict[str, Any]:
    """The statement, before it is sealed.

    ``rows`` are how many each table of the store had; ``checkpoint`` is its last signed head;
    ``backups`` and ``quarantined`` are how many files of each there were. ``faults`` say what
    could not be done as it should be.
    """
    return {
        "type": TYPE,
        "version": VERSION,
        "erased_at": now.astimezone(UTC).isoformat(timespec="seconds"),
        "demo": demo,
        "rows": dict(rows),
        "backups": backups,
        "quarantined": quarantined,
        "checkpoint": checkpoint,
        "public_key": None if public_key is None else public_key.hex(),
        "faults": list(faults),
    }
