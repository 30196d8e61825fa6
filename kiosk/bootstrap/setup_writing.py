"""Carrying out a set-up: all of it is on disk when it returns, or the folder is as it was."""

import os
import stat
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.adapters.assessment.sign_offs import FOLDER
from kiosk.adapters.keys.signing import KEY_FILE
from kiosk.application.whole_file import WholeFile
from kiosk.bootstrap import assessment, parts
from kiosk.bootstrap.setup import Here, Plan

_OURS: Final = 0o600


@dataclass(frozen=True, slots=True)
class Done:
    """What a set-up did. ``recovery_code`` is the one there is from now on, or empty.

    ``signed`` is the file of the sign-off that it kept, if it kept one.
    """

    recovery_code: str
    made_key: bool
    signed: Path | None


def carry_out(data: Path, plan: Plan) -> Done:
    """Write it all: key, sign-off, PINs, and last the settings, with which it counts.

    Whatever interrupts it, Ctrl+C too, takes back what was done. Raises OSError, KeyUnusable,
    FileUnusable, TextsBroken.
    """
    with ExitStack() as undo:
        _make_folder(data, undo)
        # First of all, though it gets its name last: then there is room for it.
        file = WholeFile(plan.here.path.resolve(), plan.text.encode(), _mode(plan.here))
        undo.callback(file.give_up)
        made_key = not _key(data).exists()
        if made_key:
            undo.callback(_key(data).unlink, missing_ok=True)
        parts.signer_of(data, demo=False)
        signed = _keep_sign_off(data, plan, undo)
        setting = plan.pins.keep(data)
        undo.callback(setting.undo)
        file.put_in_place()
        undo.pop_all()
    return Done(setting.code, made_key, signed)


def _make_folder(data: Path, undo: ExitStack) -> None:
    """The data folder, for its owner alone; what is above it as the system makes folders."""
    missing = [each for each in (data, *data.parents) if not each.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700)
        undo.callback(_remove_empty(folder))


def _remove_empty(folder: Path) -> Callable[[], None]:
    def remove() -> None:
        if not any(folder.iterdir()):
            folder.rmdir()

    return remove


def _keep_sign_off(data: Path, plan: Plan, undo: ExitStack) -> Path | None:
    if plan.sign_off is None:
        return None
    folder = data / FOLDER
    was_there = set(folder.iterdir()) if folder.is_dir() else None

    def take_back() -> None:
        if folder.is_dir():
            for each in set(folder.iterdir()) - (was_there or set()):
                each.unlink()
            if was_there is None:
                folder.rmdir()

    undo.callback(take_back)
    return assessment.sign(data, plan.settings, plan.sign_off)


def _key(data: Path) -> Path:
    return parts.records_folder(data, demo=False) / KEY_FILE


def _mode(here: Here) -> int:
    """Who may read the settings file: as before, or its owner alone where there was none."""
    if here.text is None or os.name != "posix":
        return _OURS
    return stat.S_IMODE(here.path.stat().st_mode)
