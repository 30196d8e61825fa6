"""The doctor's checks of how the kiosk has run, and of folders that it fills on other disks."""

import os
from collections.abc import Iterable
from pathlib import Path

from kiosk.application.doctor import Check


def starts(unfinished: int, *, most: int) -> Iterable[Check]:
    """``unfinished`` starts of the last minutes did not end well; a running one is among them."""
    if unfinished >= most:
        yield Check(
            "starts",
            False,
            f"the kiosk was started {unfinished} times within minutes, and ended by itself",
            "Read the end of its log, log/askfirst.log in the data folder: it names the place. "
            "Start it again when that is mended; by itself it tries every quarter of an hour.",
        )
    else:
        yield Check("starts", True, "it has not kept ending by itself")


def folder_elsewhere(name: str, setting: str, folder: Path, data: Path) -> Iterable[Check]:
    """Whether something can be written there; nothing is, to find out."""
    if folder.resolve().is_relative_to(data.resolve()):
        yield Check(
            name, False, f"{folder} lies in the data folder", f"Name another folder in {setting}."
        )
    elif not folder.is_dir():
        yield Check(
            name,
            False,
            f"{folder} is not there",
            f"Plug its disk in, make the folder on it, or take {setting} out of the settings.",
        )
    elif not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield Check(
            name,
            False,
            f"{folder} cannot be read and written by this account",
            "Give it the folder.",
        )
    else:
        yield Check(name, True, f"{folder} can be written to")
