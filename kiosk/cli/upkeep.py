"""``askfirst backup``, ``restore`` and ``wipe``: for whoever keeps the machine."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.adapters.settings.reading import SettingsMissing, SettingsRefused
from kiosk.cli.adding import Commands
from kiosk.cli.codes import ANOTHER_RUNS, OK, REFUSED, WRONG
from kiosk.cli.place import folder_of, no_new_file, refuse
from kiosk.cli.saying import NOTHING_YET, complain, deliver, say, words_of

if TYPE_CHECKING:
    from kiosk.bootstrap.upkeep import Restoration

THE_WORD: Final = "erase"

_ERASED: Final = "Everything is erased; askfirst.toml and the signed assessments stay."

_WHILE_IT_RUNS: Final = "The kiosk is running: end it first."


def add_to(commands: Commands) -> None:
    says = "make a backup that brings nothing back which a visitor took away"
    backup = commands.add("backup", says, _backup)
    backup.add_argument(
        "--to",
        metavar="DIR",
        type=Path,
        help="the folder to put it in, which must be there (else backups beside the records)",
    )
    backup.add_argument("--demo", action="store_true", help="the demo's records")

    restore = commands.add("restore", "put a backup in the place of the records", _restore)
    restore.add_argument("file", metavar="FILE", type=Path, help="the backup")
    restore.add_argument(
        "--replace",
        action="store_true",
        help="replace whole records, too, and not only lost or damaged ones",
    )
    restore.add_argument("--demo", action="store_true", help="the demo's records")

    says = "erase all records, keys, backups and copies, and sign a closing statement"
    wipe = commands.add("wipe", says, _wipe)
    wipe.add_argument("--yes", action="store_true", help="do not ask, for scripts")
    wipe.add_argument(
        "--statement",
        metavar="FILE",
        type=Path,
        help="a new file for the closing statement (else standard output)",
    )
    wipe.add_argument(
        "--quarantine-only",
        action="store_true",
        help="erase only the copies of damaged or replaced records, now rather than when due",
    )
    wipe.add_argument("--demo", action="store_true", help="the demo's records")


def _backup(chosen: argparse.Namespace) -> int:
    from kiosk import bootstrap
    from kiosk.adapters.records.backups import BackupFailed
    from kiosk.bootstrap import upkeep

    folder = folder_of(chosen)
    if not bootstrap.has_records(folder, demo=chosen.demo):
        complain(NOTHING_YET)
        return WRONG
    to: Path | None = chosen.to
    if to is not None and not to.is_dir():
        # None is made: one that was mistyped, or whose disk is not there, would look like success.
        what = "is a file" if to.exists() else "does not exist"
        complain(f"{to} {what}: name a folder for the backup.")
        return REFUSED
    try:
        settings = bootstrap.load_settings(folder, demo=chosen.demo)
        made = upkeep.back_up(folder, settings, to)
    except SettingsRefused as why:
        return refuse(folder, why, is_missing=isinstance(why, SettingsMissing))
    except BackupFailed as why:
        complain(str(why))
        return WRONG
    say(str(made))
    return OK


def _restore(chosen: argparse.Namespace) -> int:
    from kiosk import bootstrap
    from kiosk.adapters.records.restoring import BackupUnusable, CannotRestore, StoreInPlace
    from kiosk.adapters.system.instance import AlreadyRunning, FolderUnusable
    from kiosk.bootstrap import upkeep

    folder = folder_of(chosen)
    try:
        settings = bootstrap.load_settings(folder, demo=chosen.demo)
        restored = upkeep.restore(folder, settings, chosen.file, replace=chosen.replace)
    except SettingsRefused as why:
        return refuse(folder, why, is_missing=isinstance(why, SettingsMissing))
    except AlreadyRunning:
        complain(_WHILE_IT_RUNS)
        return ANOTHER_RUNS
    except StoreInPlace as why:
        complain(f"{why} With --replace the backup takes their place.")
        return WRONG
    except (BackupUnusable, CannotRestore, FolderUnusable) as why:
        complain(str(why))
        return WRONG
    say(_as_text(restored))
    return OK


def _as_text(restored: "Restoration") -> str:
    lines = [
        f"The backup of {restored.day} is restored. The visits of the last"
        f" {restored.days_without_visits} days are no longer held, and receipts for them find"
        " nothing; what was recorded since the backup is gone."
    ]
    if restored.set_aside is not None:
        lines.append(
            f"The records that were there are kept in {restored.set_aside} until"
            f" {restored.until:%Y-%m-%d, %H:%M}; “askfirst wipe --quarantine-only” erases them"
            " now."
        )
    return "\n".join(lines)


def _wipe(chosen: argparse.Namespace) -> int:
    from kiosk.adapters.system.instance import AlreadyRunning, FolderUnusable
    from kiosk.bootstrap import upkeep

    folder = folder_of(chosen)
    statement: Path | None = chosen.statement
    wrong = None if statement is None else no_new_file(statement)
    if wrong is not None:
        complain(wrong)
        return REFUSED
    if not chosen.yes:
        asked = _means_it(folder, only_quarantine=chosen.quarantine_only, demo=chosen.demo)
        if asked != OK:
            return asked
    try:
        if chosen.quarantine_only:
            copies = upkeep.erase_quarantine(folder, demo=chosen.demo)
            say(f"Copies of records that were erased: {copies}.")
            return OK
        was_there = upkeep.wipe(
            folder, demo=chosen.demo, deliver=lambda text: deliver(text, statement)
        )
    except AlreadyRunning:
        complain(_WHILE_IT_RUNS)
        return ANOTHER_RUNS
    except FolderUnusable as why:
        complain(str(why))
        return WRONG
    except OSError as why:
        complain(f"Not everything is erased ({words_of(why)}): run this again.")
        return WRONG
    complain(_ERASED if was_there else "There was nothing here to erase.")
    return OK


def _means_it(folder: Path, *, only_quarantine: bool, demo: bool) -> int:
    """OK if somebody at a terminal types the word; else the exit code."""
    if not sys.stdin.isatty():
        complain("Nobody can be asked here whether this is meant; --yes says that it is.")
        return REFUSED
    if only_quarantine:
        what = f"all copies of damaged or replaced records in {folder}"
    elif demo:
        what = f"all records, keys, backups and copies of the demo in {folder}"
    else:
        what = f"all records, keys, backups and copies, the demo's too, in {folder}"
    print(
        f"This erases {what}, for good. Type “{THE_WORD}” if it is meant: ",
        end="",
        file=sys.stderr,
        flush=True,
    )
    if sys.stdin.readline().strip() == THE_WORD:
        return OK
    complain("Nothing was erased.")
    return WRONG
