"""``askfirst report``: the figures of one period written into a folder, as a page and as data."""

import argparse
import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.adapters.settings.keys import LANGUAGES
from kiosk.adapters.settings.settings import Settings
from kiosk.application.figures import PeriodFigures
from kiosk.application.report import FORMATS
from kiosk.cli.adding import Commands
from kiosk.cli.codes import OK, REFUSED, WRONG
from kiosk.cli.figures import add_period, read
from kiosk.cli.place import folder_of
from kiosk.cli.saying import complain, counting_up, say

_FIGURES_READ: Final = 0.2
"""How much of the work that is: a page takes longer."""

_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT)


def add_to(commands: Commands) -> None:
    says = "write a report of a period into a folder: an A4 page, a table, or data"
    command = commands.add("report", says, report)
    add_period(command)
    command.add_argument(
        "--format",
        choices=FORMATS,
        action="append",
        help="which files (else pdf); may be given several times",
    )
    command.add_argument(
        "--language",
        metavar="TAG",
        action="append",
        type=lambda tag: tag.replace("-", "_"),
        choices=LANGUAGES,
        help=f"of the page, {' or '.join(LANGUAGES)} (else the kiosk's first); may be given "
        "several times",
    )
    command.add_argument(
        "--out",
        metavar="FOLDER",
        type=Path,
        help="the folder, outside the data folder (else reports.folder, else reports in the data "
        "folder)",
    )
    command.add_argument(
        "--json",
        action="store_true",
        help="say for a script, line by line, how far it is, and in the end what was written",
    )


def report(chosen: argparse.Namespace) -> int:
    # Before we become the data folder's owner, for whom "here" may be another place.
    named: Path | None = chosen.out and chosen.out.absolute()
    folder = folder_of(chosen)
    says = _AsJson() if chosen.json else _AsText()
    found = read(folder, chosen)
    if not isinstance(found, PeriodFigures):
        return found
    from kiosk.bootstrap import history, parts, reports

    if chosen.history:
        folder = history.folder_of(folder)
    settings = parts.load_settings(folder, demo=found.demo)
    out = named or reports.folder_of(folder, settings)
    own = reports.own_folder(folder, demo=found.demo)
    if (why := _refused(out, own, folder)) is not None:
        says.fault(why)
        return REFUSED
    return _write(settings, found, chosen, out, says)


def _write(
    settings: Settings,
    found: PeriodFigures,
    chosen: argparse.Namespace,
    out: Path,
    says: "_AsText | _AsJson",
) -> int:
    from kiosk.bootstrap import reports
    from kiosk.ui.paper.letters import NoGlyph

    says.done(0, 1)
    formats = [form for form in FORMATS if form in (chosen.format or ("pdf",))]
    languages = list(dict.fromkeys(chosen.language or ()))
    try:
        written = reports.write(settings, found, formats, languages, out, says.done)
    except NoGlyph as why:
        says.fault(f"The report cannot be printed: {why}.")
    except OSError as why:
        says.fault(_unwritten(out, why))
    else:
        says.written(written)
        return OK
    return WRONG


def _refused(out: Path, own: Path, data: Path) -> str | None:
    """Why nothing can be written there; the kiosk's own folder is made if it is missing."""
    if out.resolve() == own.resolve() and not own.exists():
        own.mkdir(mode=0o700)
    if out.exists() and not out.is_dir():
        return f"{out} is a file; name a folder."
    if not out.is_dir():
        return f"There is no folder {out}: make it, or have the disk it is on at hand."
    if out.resolve() != own.resolve() and out.resolve().is_relative_to(data.resolve()):
        # Nothing of ours may lie there that would be taken for a record.
        return f"{out}: name a folder outside the data folder."
    return None


def _unwritten(out: Path, why: OSError) -> str:
    if why.errno in _NO_ROOM:
        return f"The disk of {out} is full: make room, then write the report again."
    if isinstance(why, PermissionError) or why.errno == errno.EROFS:
        return f"Nothing may be written into {out}: give this account the folder, or name another."
    return f"The report cannot be written into {out}: {why.strerror or why}."


class _AsText:
    """For a person: the files on standard output, everything else beside it."""

    def __init__(self) -> None:
        self._count: Callable[[str, int, int], None] = counting_up()

    def done(self, made: int, of: int) -> None:
        if made:
            self._count("reports", made, of)

    def written(self, files: list[tuple[Path, bool]]) -> None:
        for path, replaced in files:
            say(str(path))
            if replaced:
                complain(f"{path.name} took the place of the one that was there.")

    def fault(self, why: str) -> None:
        complain(why)


class _AsJson:
    """For a script: one object a line, as things happen; the last is what came of it."""

    def done(self, made: int, of: int) -> None:
        part = _FIGURES_READ + (1 - _FIGURES_READ) * made / of
        self._say({"progress": round(part, 2)})

    def written(self, files: list[tuple[Path, bool]]) -> None:
        self._say({"files": [str(path) for path, _ in files]})

    def fault(self, why: str) -> None:
        complain(why)
        self._say({"fault": why})

    def _say(self, what: dict[str, object]) -> None:
        print(json.dumps(what, ensure_ascii=False), flush=True)
