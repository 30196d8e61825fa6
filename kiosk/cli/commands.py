"""What each command does. Parts are joined in bootstrap, which is loaded only when needed."""

import argparse
import os
from pathlib import Path
from typing import Final

from kiosk.adapters.notices.law import LawPackBroken
from kiosk.adapters.settings.reading import SettingsMissing, SettingsRefused
from kiosk.adapters.settings.settings import SETTINGS_FILE, Settings
from kiosk.adapters.system.checks import has_screen
from kiosk.adapters.system.checks_of_files import settings_file
from kiosk.application.doctor import is_well
from kiosk.application.figures_text import as_text
from kiosk.cli import examination
from kiosk.cli.codes import ANOTHER_RUNS, OK, WRONG
from kiosk.cli.place import folder_of, refuse
from kiosk.cli.saying import NOTHING_YET, complain, counting_up, many, say, untrusted_code
from kiosk.domain.consent import NotAReceiptCode, ReceiptCode

PLATFORM_VARIABLE: Final = "QT_QPA_PLATFORM"

_WHILE_IT_RUNS: Final = (
    "The kiosk is running, so erase the record on its first screen, with “Delete my record”."
)


def run(chosen: argparse.Namespace) -> int:
    from kiosk import bootstrap

    folder = folder_of(chosen, may_be_missing=True)
    try:
        settings = bootstrap.load_settings(folder, demo=False)
    except SettingsMissing as why:
        if chosen.or_demo:
            complain(
                "No shop has been set up here, so this is the demo, with a photograph as its "
                "camera."
            )
            return _run_demo(folder, play=False, pictures=None, windowed=False)
        return refuse(folder, why, is_missing=True)
    except SettingsRefused as why:
        return refuse(folder, why, is_missing=False)
    if not has_screen(os.environ) and PLATFORM_VARIABLE not in os.environ:
        complain("There is no screen in this session to run the kiosk on.")
        return WRONG
    return _start(settings, folder, demo=False, play=False, pictures=None, windowed=False)


def demo(chosen: argparse.Namespace) -> int:
    folder = folder_of(chosen, may_be_missing=True)
    if chosen.with_history:
        from kiosk.bootstrap import history

        folder = history.folder_of(folder)
        cannot = _make_history(folder)
        if cannot is not None:
            return cannot
    return _run_demo(folder, play=chosen.play, pictures=chosen.pictures, windowed=chosen.windowed)


def _make_history(folder: Path) -> int | None:
    """Write the invented days that are not there yet; the exit code where the demo cannot run."""
    from kiosk import bootstrap
    from kiosk.adapters.system.instance import AlreadyRunning, FolderUnusable
    from kiosk.bootstrap import history

    try:
        made = history.prepare(folder, counting_up())
    except AlreadyRunning as why:
        complain(str(why))
        return ANOTHER_RUNS
    except FolderUnusable as why:
        complain(str(why))
        return WRONG
    except history.NoHistory as why:
        complain(str(why))
        # What there is goes on; a damaged store says on the screen what is to be done.
        return None if bootstrap.has_records(folder, demo=True) else WRONG
    if made:
        complain(f"{many(made, 'day')} of an invented shop: every figure here is invented.")
    return None


def _run_demo(folder: Path, *, play: bool, pictures: Path | None, windowed: bool) -> int:
    from kiosk import bootstrap

    if not has_screen(os.environ):
        os.environ.setdefault(PLATFORM_VARIABLE, "offscreen")
        if not play:
            complain("There is no screen in this session, so the demo plays one visit by itself.")
        play = True
    settings = bootstrap.load_settings(folder, demo=True)
    ended = _start(settings, folder, demo=True, play=play, pictures=pictures, windowed=windowed)
    if play and ended == OK:
        say(as_text(bootstrap.period_figures(folder, "today", demo=True)))
    return ended


def _start(
    settings: Settings,
    folder: Path,
    *,
    demo: bool,
    play: bool,
    pictures: Path | None,
    windowed: bool,
) -> int:
    from kiosk import bootstrap
    from kiosk.adapters.system.instance import AlreadyRunning, FolderUnusable

    try:
        return bootstrap.run_kiosk(
            settings, folder, demo=demo, play=play, pictures=pictures, windowed=windowed
        )
    except AlreadyRunning as why:
        complain(str(why))
        return ANOTHER_RUNS
    except FolderUnusable as why:
        complain(str(why))
        return WRONG


def doctor(chosen: argparse.Namespace) -> int:
    from kiosk import bootstrap

    folder = folder_of(chosen, may_be_missing=True)
    settings: Settings | None = None
    problems: tuple[str, ...] = ()
    is_missing = False
    try:
        settings = bootstrap.load_settings(folder, demo=chosen.demo)
    except SettingsRefused as why:
        problems = why.problems
        is_missing = isinstance(why, SettingsMissing)
    except LawPackBroken as why:
        problems = (f"{folder / SETTINGS_FILE}: cannot be checked without the law packs: {why}",)
    path = bootstrap.settings_folder(folder, demo=chosen.demo) / SETTINGS_FILE
    checks = [
        *settings_file(path, problems, is_missing=is_missing),
        *bootstrap.doctor_report(folder, settings),
    ]
    say(examination.as_json(checks) if chosen.json else examination.as_text(checks))
    return OK if is_well(checks) else WRONG


def withdraw(chosen: argparse.Namespace) -> int:
    from kiosk import bootstrap
    from kiosk.adapters.records.connection import StoreUnavailable
    from kiosk.adapters.system.instance import AlreadyRunning, FolderUnusable

    folder = folder_of(chosen)
    try:
        settings = bootstrap.load_settings(folder, demo=chosen.demo)
    except SettingsRefused as why:
        return refuse(folder, why, is_missing=isinstance(why, SettingsMissing))
    if not bootstrap.has_records(folder, demo=chosen.demo):
        complain(NOTHING_YET)
        return WRONG
    if bootstrap.kiosk_runs(folder, demo=chosen.demo):
        complain(_WHILE_IT_RUNS)
        return ANOTHER_RUNS
    try:
        code = ReceiptCode.parse(untrusted_code())
    except NotAReceiptCode as why:
        complain(f"That is no receipt code: {why}.")
        return WRONG
    try:
        was_found = bootstrap.withdraw(folder, settings, code, complain)
    except AlreadyRunning:
        # Started while the code was being typed.
        complain(_WHILE_IT_RUNS)
        return ANOTHER_RUNS
    except FolderUnusable as why:
        complain(str(why))
        return WRONG
    except StoreUnavailable as why:
        complain(f"The record could not be erased: {why}.")
        return WRONG
    if not was_found:
        complain(
            "No record has this code: it was mistyped, or its record was deleted already, or its "
            "last day is over, or the records of that day were lost and a backup took their place."
        )
        return WRONG
    say("The record is erased.")
    return OK
