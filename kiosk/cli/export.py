"""``askfirst export``: the figures of one period as a file for other programs."""

import argparse
import sys
from pathlib import Path
from typing import Final

from kiosk.application.figures import PeriodFigures
from kiosk.application.figures_csv import as_csv
from kiosk.application.figures_json import as_json
from kiosk.application.whole_file import write_whole
from kiosk.cli.adding import Commands
from kiosk.cli.codes import OK, REFUSED
from kiosk.cli.figures import add_period, read
from kiosk.cli.place import folder_of
from kiosk.cli.saying import complain, say

STANDARD_OUTPUT: Final = "-"

_FORMATS: Final = ("csv", "json")


def add_to(commands: Commands) -> None:
    says = "write the figures of a period into a file, for a spreadsheet or a script"
    command = commands.add("export", says, export)
    add_period(command)
    command.add_argument(
        "--format",
        choices=_FORMATS,
        default="csv",
        help="one row a number, or the object of stats --json (else csv)",
    )
    command.add_argument(
        "--out",
        metavar="FILE",
        default=STANDARD_OUTPUT,
        help="the file, outside the data folder, for its owner to read (else, and with -, standard "
        "output)",
    )


def export(chosen: argparse.Namespace) -> int:
    to_output = chosen.out == STANDARD_OUTPUT
    # Before we become the data folder's owner, for whom "here" may be another place.
    out = Path(chosen.out).absolute()
    folder = folder_of(chosen)
    if not to_output and (why := _refused(out, folder)) is not None:
        complain(why)
        return REFUSED
    found = read(folder, chosen)
    if not isinstance(found, PeriodFigures):
        return found
    content = as_csv(found) if chosen.format == "csv" else f"{as_json(found)}\n".encode()
    if to_output:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return OK
    write_whole(out, content)
    say(f"The {'demo’s invented ' if found.demo else ''}figures are in {out}.")
    return OK


def _refused(out: Path, folder: Path) -> str | None:
    if out.is_dir():
        return f"{out} is a folder; name a file."
    if not out.parent.is_dir():
        return f"There is no folder for {out}."
    if out.resolve().is_relative_to(folder.resolve()):
        # Nothing of ours may lie there that would be taken for a record.
        return f"{out}: name a file outside the data folder."
    return None
