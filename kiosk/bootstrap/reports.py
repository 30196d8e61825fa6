"""Reports of the figures: where they go, and how the running kiosk has them written beside it."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from kiosk.adapters.records import overview
from kiosk.adapters.records.reading import NoRecords
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system.own_commands import CommandFailed, lines_of
from kiosk.application.staff import Kept
from kiosk.bootstrap import parts
from kiosk.domain.periods import Period, Span

FOLDER: Final = "reports"

_SECONDS: Final = 120.0


def folder_of(data: Path, settings: Settings) -> Path:
    """Where this shop's reports are written; the demo's lie with its records."""
    own = parts.records_folder(data, demo=settings.demo) / FOLDER
    named = None if settings.demo else settings.reports.folder
    return own if named is None else Path(named)


def written_up_to(data: Path, settings: Settings) -> date | None:
    """The last business day that the store has closed, None before the first. Raises NoRecords."""
    return overview.last_closed(parts.records_file(data, demo=settings.demo))


def write_beside(
    data: Path,
    settings: Settings,
    span: Span,
    day: date,
    formats: Sequence[str],
    progress: Callable[[float], None],
) -> Kept:
    """Have the reports of a period written by another process, and wait for it.

    ``progress`` is told the part of the work that is done. What goes wrong is in ``fault``, one
    sentence; never raised.
    """
    period = Period.of(span, day)
    ended: dict[str, Any] = {}

    def hear(untrusted_line: str) -> None:
        said = json.loads(untrusted_line)
        if "progress" in said:
            progress(min(1.0, max(0.0, float(said["progress"]))))
        else:
            ended.update(said)

    arguments = ["report", day.isoformat(), "--span", span.value, "--json"]
    for form in formats:
        arguments += ["--format", form]
    arguments += ["--out", str(folder_of(data, settings)), *(["--demo"] if settings.demo else [])]
    try:
        lines_of([*arguments, "--data-dir", str(data)], hear, seconds=_SECONDS)
        files = [Path(str(each)) for each in ended["files"]]
    except (CommandFailed, NoRecords, ValueError, KeyError, TypeError) as why:
        return Kept(period, (), str(why))
    return Kept(period, files)
