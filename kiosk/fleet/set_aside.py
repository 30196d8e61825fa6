"""Files that were not taken: out of the inbox, under a name that does no harm, with the reason.

``LAKE/set-aside/reasons.jsonl`` has a line for each that lies beside it, and for each that could
not be moved there and was found by the last compaction.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from kiosk.application.whole_file import write_whole
from kiosk.fleet.day_reader import DayFileRefused
from kiosk.fleet.inbox import Inbox
from kiosk.fleet.lake_folder import REASONS

_LETTERS: Final = 32
_READABLE: Final = 0o644


@dataclass(frozen=True, slots=True)
class Refused:
    """A path of the inbox that was not taken, and why; ``sha256`` is None of what was not read."""

    path: str
    why: str
    sha256: str | None
    is_file: bool

    @property
    def name(self) -> str:
        """What it is called once it is set aside: the same for the same bytes of the same path."""
        of = b"%b\0%b" % (os.fsencode(self.path), (self.sha256 or "").encode())
        return f"{hashlib.sha256(of).hexdigest()[:_LETTERS]}.jsonl"


@dataclass(frozen=True, slots=True, order=True)
class SetAside:
    """``file`` is its name in ``set-aside``, "" where it lies in the inbox still."""

    path: str
    file: str
    why: str

    def as_object(self) -> dict[str, str | None]:
        """Any name of a file is text here: what is no text of it is escaped."""
        path = os.fsencode(self.path).decode(errors="backslashreplace")
        return {"path": path, "file": self.file or None, "reason": self.why}


def set_aside(inbox: Inbox, refused: Iterable[Refused], folder: Path) -> list[SetAside]:
    """Move what can be moved, and write down why; what was there before stays, if its file does.

    Returns what this run found, sorted. Raises OSError where the reasons cannot be written: then
    nothing was moved.
    """
    refused = sorted((_by_its_bytes(inbox, each) for each in refused), key=lambda each: each.path)
    before = _kept(folder)
    if not refused and not (folder / REASONS).exists():
        return []
    folder.mkdir(exist_ok=True)
    # Before anything is moved, so that nothing ever lies there without its reason.
    known = {each["file"]: each for each in before}
    meant = [SetAside(each.path, each.name if each.is_file else "", each.why) for each in refused]
    _write(folder, known, meant)
    found = [
        SetAside(each.path, each.name if _is_moved(inbox, each, folder) else "", each.why)
        for each in refused
    ]
    if found != meant:
        _write(folder, known, found)
    return sorted(found)


def _by_its_bytes(inbox: Inbox, refused: Refused) -> Refused:
    """With its hash, where it can be read: else the next one of its path would take its place."""
    if not refused.is_file or refused.sha256 is not None:
        return refused
    try:
        return replace(refused, sha256=_sha256(inbox, refused.path))
    except OSError:
        return refused


def _is_moved(inbox: Inbox, refused: Refused, folder: Path) -> bool:
    if not refused.is_file:
        return False
    try:
        # Another file may have come to its place since: that one has not been looked at.
        if refused.sha256 is not None and _sha256(inbox, refused.path) != refused.sha256:
            return False
        inbox.move(refused.path, folder / refused.name)
    except OSError:
        return False
    return True


def _sha256(inbox: Inbox, path: str) -> str | None:
    try:
        return hashlib.sha256(inbox.read(path).content).hexdigest()
    except DayFileRefused:
        return None


def _kept(folder: Path) -> list[dict[str, Any]]:
    """The reasons of what still lies set aside; somebody may have looked at it and deleted it."""
    try:
        lines = (folder / REASONS).read_text(encoding="utf-8").splitlines()
        there = {each.name for each in folder.iterdir()}
    except (OSError, ValueError):
        return []
    found: list[dict[str, Any]] = []
    for line in lines:
        try:
            each = json.loads(line)
        except (ValueError, RecursionError):
            continue
        file = each.get("file") if isinstance(each, dict) else None
        if isinstance(file, str) and file in there:
            found.append(each)
    return found


def _write(folder: Path, known: dict[str, dict[str, Any]], found: Iterable[SetAside]) -> None:
    moved = {each.file: each.as_object() for each in found if each.file}
    left = [each.as_object() for each in found if not each.file]
    lines = sorted(
        json.dumps(each, ensure_ascii=True, separators=(",", ":"))
        for each in [*{**known, **moved}.values(), *left]
    )
    content = "".join(f"{line}\n" for line in lines).encode()
    path = folder / REASONS
    if not path.exists() or path.read_bytes() != content:
        write_whole(path, content, _READABLE)
