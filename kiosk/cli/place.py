"""Where a command works, and its one answer where the settings there are not right."""

import argparse
import os
from pathlib import Path

from kiosk.adapters.settings.place import data_dir
from kiosk.adapters.settings.reading import SettingsRefused
from kiosk.adapters.settings.settings import SETTINGS_FILE, Settings
from kiosk.adapters.system.checks_of_files import settings_file
from kiosk.adapters.system.ownership import take_on_owner
from kiosk.cli.codes import REFUSED
from kiosk.cli.saying import complain


def folder_of(chosen: argparse.Namespace) -> Path:
    """The data folder that the command was given; from now on we work as its owner."""
    folder = data_dir(getattr(chosen, "data_dir", None), os.environ)
    take_on_owner(folder)
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
