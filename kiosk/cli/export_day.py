"""``askfirst export-day``: one day of this kiosk as the file that a chain collects."""

import argparse
import sys
from pathlib import Path

from kiosk.adapters.settings.kinds import NameInChain
from kiosk.adapters.settings.reading import SettingsMissing, SettingsRefused
from kiosk.application.day_file import KIOSK_NAME
from kiosk.application.figures import NoRecords
from kiosk.cli.adding import Commands
from kiosk.cli.codes import OK, REFUSED, WRONG
from kiosk.cli.export import STANDARD_OUTPUT
from kiosk.cli.figures import day_given, records_of
from kiosk.cli.place import folder_of, refuse
from kiosk.cli.saying import complain, say, words_of
from kiosk.domain.periods import Span


def add_to(commands: Commands) -> None:
    says = "write a closed day of this kiosk into the folder that a chain collects from"
    command = commands.add("export-day", says, export_day)
    command.add_argument(
        "day",
        metavar="DAY",
        nargs="?",
        default="yesterday",
        type=day_given,
        help="yesterday (also without it) or a date such as 2026-01-31",
    )
    command.add_argument(
        "--out",
        metavar="FOLDER",
        help="the folder, outside the data folder (else fleet.folder, else fleet in the data "
        "folder); with -, standard output",
    )
    command.add_argument(
        "--kiosk",
        metavar="NAME",
        type=_name,
        help="what the kiosk is called among those of its chain (else fleet.kiosk)",
    )
    of_which = command.add_mutually_exclusive_group()
    of_which.add_argument(
        "--demo", action="store_true", help="a day of the demo; the file says that it is invented"
    )
    of_which.add_argument(
        "--history", action="store_true", help="one of the demo that has a history"
    )


def export_day(chosen: argparse.Namespace) -> int:
    # Before we become the data folder's owner, for whom "here" may be another place.
    to_output = chosen.out == STANDARD_OUTPUT
    out = None if to_output or chosen.out is None else Path(chosen.out).absolute()
    found = records_of(folder_of(chosen), chosen)
    if isinstance(found, int):
        return found
    folder, of_demo = found
    from kiosk.bootstrap import day_files, fleet_at_close, parts
    from kiosk.bootstrap.figures import period_of

    try:
        settings = parts.load_settings(folder, demo=of_demo)
        kiosk = chosen.kiosk or settings.fleet.kiosk
        if kiosk is None:
            complain(
                "This kiosk has no name in a chain: set fleet.kiosk, or give one with --kiosk."
            )
            return REFUSED
        below = out or day_files.folder_of_chain(settings)
        if below is not None and (why := _refused(below, folder)) is not None:
            complain(why)
            return REFUSED
        day = period_of(chosen.day, Span.DAY, parts.clock_of(settings)).last
        if to_output:
            sys.stdout.buffer.write(day_files.content_of(folder, settings, kiosk, day))
            sys.stdout.flush()
        elif out is not None:
            content = day_files.content_of(folder, settings, kiosk, day)
            say(str(day_files.put(out, kiosk, day, content)))
        else:
            say(str(fleet_at_close.write(folder, settings, fleet_at_close.Due(kiosk, day))))
    except NoRecords as why:
        complain(str(why))
        return WRONG
    except SettingsRefused as why:
        return refuse(folder, why, is_missing=isinstance(why, SettingsMissing))
    except OSError as why:
        complain(f"The day's file cannot be written: {words_of(why)}.")
        return WRONG
    return OK


def _refused(out: Path, data: Path) -> str | None:
    """Why nothing can be written below this folder."""
    if out.exists() and not out.is_dir():
        return f"{out} is a file; name a folder."
    if not out.is_dir():
        return f"There is no folder {out}: make it, or have the disk it is on at hand."
    if out.resolve().is_relative_to(data.resolve()):
        # Nothing of ours may lie there that would be taken for a record.
        return f"{out}: name a folder outside the data folder."
    return None


def _name(text: str) -> str:
    if not KIOSK_NAME.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no name; allowed is {NameInChain().allowed}")
    return text
