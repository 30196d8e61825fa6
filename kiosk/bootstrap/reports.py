"""Reports of the figures: where they go, what is in them, and how they are written."""

import json
import os
import stat
import threading
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from kiosk.adapters.records import overview
from kiosk.adapters.records.reading import NoRecords
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system.own_commands import CommandFailed, lines_of
from kiosk.adapters.system.version import version
from kiosk.application.figures import PeriodFigures
from kiosk.application.report import FOR_PROGRAMS, ReportName, names_of, plain_name
from kiosk.application.staff import Kept
from kiosk.application.whole_file import write_whole
from kiosk.bootstrap import parts
from kiosk.domain.periods import Period, Span

FOLDER: Final = "reports"

_SECONDS: Final = 120.0
_GENTLY_SECONDS: Final = 1200.0
"""What lets everything else go first may have to wait for it, but not for ever."""

_READ_BY_OTHERS: Final = stat.S_IRGRP | stat.S_IROTH

_one_at_a_time: Final = threading.Lock()
"""Of two that write the same file at once, one would be told that it cannot."""


def folder_of(data: Path, settings: Settings) -> Path:
    """Where this shop's reports are written; the demo's lie with its records."""
    named = None if settings.demo else settings.reports.folder
    return own_folder(data, demo=settings.demo) if named is None else Path(named)


def own_folder(data: Path, *, demo: bool) -> Path:
    """The folder in the data folder, whether it is the one that is written into or not."""
    return parts.records_folder(data, demo=demo) / FOLDER


def written_up_to(data: Path, settings: Settings) -> date | None:
    """The last business day that the store has closed, None before the first. Raises NoRecords."""
    return overview.last_closed(parts.records_file(data, demo=settings.demo))


def kiosk_name(settings: Settings) -> str:
    """The kiosk's name as it stands in its reports' names."""
    return plain_name(settings.kiosk.name, demo=settings.demo)


def write(
    settings: Settings,
    figures: PeriodFigures,
    formats: Sequence[str],
    languages: Sequence[str],
    folder: Path,
    progress: Callable[[int, int], None],
) -> list[tuple[Path, bool]]:
    """Write these reports of a period; each file, and whether it took another's place.

    All are made before the first is written, so that what cannot be printed leaves none.
    ``progress`` is told how many are made, and of how many. Raises NoGlyph, OSError.
    """
    own = settings.kiosk.languages[0]
    names = names_of(kiosk_name(settings), figures, formats, languages or (own,), own)
    made: list[tuple[ReportName, bytes]] = []
    for name, language in names:
        made.append((name, _content(settings, figures, name.form, language)))
        progress(len(made), len(names))
    written: list[tuple[Path, bool]] = []
    for name, content in made:
        path = folder / name.file_name
        written.append((path, path.exists()))
        write_whole(path, content)
        _as_readable_as_its_folder(path)
    return written


def _content(settings: Settings, figures: PeriodFigures, form: str, language: str) -> bytes:
    if form in FOR_PROGRAMS:
        return FOR_PROGRAMS[form](figures)
    # Half a second, and only who prints has to wait for it.
    from kiosk.ui.paper.report import report_pdf
    from kiosk.ui.paper.report_words import About

    first = settings.kiosk.languages[0]
    controller, kiosk = settings.controller.name, settings.kiosk.name
    about = About(
        controller=controller.get(language) or controller[first],
        kiosk=kiosk.get(language) or kiosk[first],
        written=parts.clock_of(settings).now(),
        version=version(),
        language=language,
    )
    return report_pdf(figures, about)


def _as_readable_as_its_folder(path: Path) -> None:
    """Whoever may read in the folder may read the report: in a shop's own, a head office may."""
    if os.name == "posix":
        others = path.parent.stat().st_mode & _READ_BY_OTHERS
        path.chmod(stat.S_IRUSR | stat.S_IWUSR | others)


def write_beside(
    data: Path,
    settings: Settings,
    span: Span,
    day: date,
    formats: Sequence[str],
    progress: Callable[[float], None],
    *,
    gently: bool = False,
) -> Kept:
    """Have the reports of a period written by another process, and wait for it.

    ``progress`` is told the part of the work that is done. What goes wrong is in ``fault``, one
    sentence; never raised. ``gently`` leaves the processor to everything else first.
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
        with _one_at_a_time:
            lines_of(
                [*arguments, "--data-dir", str(data)],
                hear,
                seconds=_GENTLY_SECONDS if gently else _SECONDS,
                gently=gently,
            )
        files = [Path(str(each)) for each in ended["files"]]
    except (CommandFailed, NoRecords, ValueError, KeyError, TypeError) as why:
        # Whatever else a process complains of, it says last of all what came of it.
        return Kept(period, (), str(ended.get("fault") or why))
    return Kept(period, files)
