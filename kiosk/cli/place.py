"""Where a command works, and its one answer where the settings there are not right."""

import argparse
import os
import sys
from pathlib import Path

from kiosk.adapters.settings.place import DATA_DIR_VARIABLE, data_dir
from kiosk.adapters.settings.reading import SettingsRefused
from kiosk.adapters.settings.settings import SETTINGS_FILE, Settings
from kiosk.adapters.system.checks_of_files import settings_file
from kiosk.adapters.system.ownership import take_on_owner
from kiosk.application.shipped import shipped
from kiosk.cli.codes import REFUSED
from kiosk.cli.saying import complain


class NoSuchFolder(Exception):
    """A data folder was named that is not there; the text says so."""


def folder_of(chosen: argparse.Namespace, *, may_be_missing: bool = False) -> Path:
    """The data folder that the command was given; from now on we work as its owner.

    Raises NoSuchFolder for a name that was mistyped, unless the command can do without the
    folder; the system's own place is nobody's to mistype. Raises ProgramUnreadable.
    """
    named = getattr(chosen, "data_dir", None)
    folder = data_dir(named, os.environ)
    is_named = bool(named or os.environ.get(DATA_DIR_VARIABLE))
    if is_named and not may_be_missing and not folder.is_dir():
        what = "is no folder" if folder.exists() else "does not exist"
        raise NoSuchFolder(f"{folder} {what}.")
    take_on_owner(folder, (Path(sys.prefix), Path(sys.base_prefix), shipped("assets")))
    return folder


def is_set_up(folder: Path) -> bool:
    """True where a shop has settings, right or wrong."""
    return (folder / SETTINGS_FILE).exists()


def no_new_file(path: Path, data: Path | None = None) -> str | None:
    """Why a result cannot be put into a new file there, in one sentence, or None if it can.

    Nothing of ours may lie in ``data``, where it would be taken for a record.
    """
    if path.exists():
        return f"{path} is there already: name a new file."
    if not path.absolute().parent.is_dir():
        return f"There is no folder for {path}."
    if data is not None and path.resolve().is_relative_to(data.resolve()):
        return f"{path}: name a file outside the data folder."
    return None


def warn_of_older_settings(folder: Path, settings: Settings) -> None:
    """Say it, beside the result, where a kiosk runs that was started with other settings."""
    from kiosk.bootstrap import instance

    if instance.runs_with_older_settings(folder, settings):
        complain(instance.OLDER_SETTINGS)


def refuse(folder: Path, why: SettingsRefused, *, is_missing: bool) -> int:
    """Name everything that is wrong with the settings; the exit code for it."""
    for check in settings_file(folder / SETTINGS_FILE, why.problems, is_missing=is_missing):
        complain(check.says)
        if is_missing:
            complain(check.cure)
    return REFUSED
