"""How the door counter did, in a file, for commands that run beside the kiosk."""

import json
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kiosk.application.door_intake import IDS_KEPT, DoorStatus
from kiosk.application.whole_file import write_whole

STATUS_FILE: Final = "status.json"
_LARGEST: Final = 64 * 1024


def keep(path: Path, status: DoorStatus) -> None:
    """Write it; where there is no room for it, the counts matter more."""
    said: dict[str, Any] = asdict(status)
    # To the minute: who came in when to the second is nobody's to know.
    last = status.last_count
    said["last_count"] = None if last is None else last.isoformat(timespec="minutes")
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, exist_ok=True)
        write_whole(path, json.dumps(said, ensure_ascii=False).encode())


def load(path: Path) -> DoorStatus | None:
    """What was kept, or None where nothing was or it cannot be read."""
    try:
        with path.open("rb") as file:
            said = json.loads(file.read(_LARGEST))
        last = said["last_count"]
        return DoorStatus(
            source=str(said["source"]),
            last_count=None if last is None else datetime.fromisoformat(last),
            refused=int(said["refused"]),
            last_reason=_text(said["last_reason"]),
            trouble=_text(said["trouble"]),
            warning=_text(said["warning"]),
            ids=tuple(str(each) for each in said["ids"])[-IDS_KEPT:],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _text(said: object) -> str | None:
    return None if said is None else str(said)
