"""A flaw that was found deep in the ledger, remembered beside the store.

A start reads only the ledger's end, and would ask visitors again until the night's work has read
the whole and found the flaw anew.
"""

from pathlib import Path
from typing import Final

from kiosk.adapters.records import verification
from kiosk.adapters.records.erasure import sync

ENDING: Final = "-flaw"


def file_beside(path: Path) -> Path:
    """Where the flaw of the store at ``path`` is remembered."""
    return path.with_name(path.name + ENDING)


def remember(path: Path, flaw: str) -> None:
    """Keep what is wrong with the store as it is now. Raises OSError."""
    kept = file_beside(path)
    unfinished = kept.with_name(kept.name + ".new")
    unfinished.touch(mode=0o600)
    unfinished.write_text(f"{_state_of(path)}\n{flaw}\n", encoding="utf-8")
    sync(unfinished)
    unfinished.replace(kept)
    sync(path.parent)


def still_there(path: Path) -> str | None:
    """The flaw that was found in this store before, or None if there was none or it is mended.

    A store that was changed since is verified as a whole first. Raises OSError, and what
    ``verify`` does.
    """
    kept = file_beside(path)
    if not kept.exists():
        return None
    state, _, flaw = kept.read_text(encoding="utf-8", errors="replace").partition("\n")
    if state == _state_of(path):
        return flaw.strip()
    found = verification.verify(path).broken
    if found is None:
        kept.unlink()
    else:
        remember(path, found)
    return found


def _state_of(path: Path) -> str:
    """What changes when the file or its log is written, or another takes its place."""
    parts = (path, path.with_name(f"{path.name}-wal"))
    stats = [part.stat() for part in parts if part.exists()]
    return " ".join(f"{each.st_ino}:{each.st_size}:{each.st_mtime_ns}" for each in stats)
