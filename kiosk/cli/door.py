"""``askfirst door``: the counter at the door, which says how many came in."""

import argparse
import json
from pathlib import Path
from typing import Final

from kiosk.adapters.settings.door_source import CsvFolder
from kiosk.adapters.settings.reading import SettingsMissing, SettingsRefused
from kiosk.adapters.settings.settings import Settings
from kiosk.application.door_intake import DoorStatus
from kiosk.cli.adding import Commands, as_json
from kiosk.cli.codes import ANOTHER_RUNS, OK, REFUSED, WRONG
from kiosk.cli.place import folder_of, refuse
from kiosk.cli.saying import NOTHING_YET, complain, many, say, words_of

_NONE: Final = "There is no door counter: door.source is “none”."


def add_to(commands: Commands) -> None:
    door = commands.group("door", "see to the counter at the door, which says how many came in")
    says = "count the hours of one CSV file, over whatever they had"
    import_ = door.add("import", says, _import)
    import_.add_argument("file", metavar="FILE", type=Path, help="the file")
    says = "show the secret that the counter sends along over HTTP, and nothing else"
    token = door.add("token", says, _token)
    token.add_argument("--new", action="store_true", help="make a new one; the old is void")
    status = door.add("status", "say when the last count came in, and what was refused", _status)
    as_json(status)


def _import(chosen: argparse.Namespace) -> int:
    from kiosk import bootstrap
    from kiosk.adapters.records.connection import StoreUnavailable
    from kiosk.adapters.system.instance import AlreadyRunning, FolderUnusable
    from kiosk.bootstrap import door

    folder = folder_of(chosen)
    path: Path = chosen.file
    try:
        settings = bootstrap.load_settings(folder, demo=False)
        if not bootstrap.has_records(folder, demo=False):
            complain(NOTHING_YET)
            return WRONG
        if bootstrap.kiosk_runs(folder, demo=False):
            complain(_while_it_runs(settings))
            return ANOTHER_RUNS
        done = door.import_file(folder, settings, path, complain)
    except SettingsRefused as why:
        return refuse(folder, why, is_missing=isinstance(why, SettingsMissing))
    except door.FileRefused as why:
        complain(f"{path}: {why}. Nothing of it was counted.")
        return WRONG
    except AlreadyRunning:
        complain(_while_it_runs(settings))
        return ANOTHER_RUNS
    except (FolderUnusable, StoreUnavailable) as why:
        complain(f"Nothing was counted: {str(why).removesuffix('.')}.")
        return WRONG
    except OSError as why:
        complain(f"{words_of(why)}. Nothing was counted.")
        return REFUSED
    for reason in done.reasons:
        complain(f"{path}: {reason}.")
    say(f"Counted: {many(done.hours, 'hour')}.")
    return WRONG if done.reasons else OK


def _while_it_runs(settings: Settings) -> str:
    way = settings.door.way
    if isinstance(way, CsvFolder):
        return f"The kiosk is running: put the file into {way.folder}, and it takes it by itself."
    return "The kiosk is running: end it first, or name a folder in door.source and put it there."


def _token(chosen: argparse.Namespace) -> int:
    from kiosk import bootstrap
    from kiosk.adapters.door.token import TokenUnusable
    from kiosk.bootstrap import door

    folder = folder_of(chosen)
    try:
        settings = bootstrap.load_settings(folder, demo=False)
        say(door.token_of(folder, settings, new=chosen.new))
    except SettingsRefused as why:
        return refuse(folder, why, is_missing=isinstance(why, SettingsMissing))
    except TokenUnusable as why:
        complain(str(why))
        return WRONG
    if not settings.door.source.startswith("http:"):
        complain("Nothing asks for it: door.source names no HTTP address.")
    return OK


def _status(chosen: argparse.Namespace) -> int:
    from kiosk import bootstrap
    from kiosk.bootstrap import door

    folder = folder_of(chosen)
    try:
        settings = bootstrap.load_settings(folder, demo=False)
    except SettingsRefused as why:
        return refuse(folder, why, is_missing=isinstance(why, SettingsMissing))
    found = door.status_of(folder, settings)
    runs = bootstrap.kiosk_runs(folder, demo=False)
    if chosen.json:
        say(_as_json(settings, found, runs=runs))
    else:
        say(_as_text(settings, found, runs=runs))
    return WRONG if found.trouble or found.warning else OK


def _as_json(settings: Settings, found: DoorStatus, *, runs: bool) -> str:
    last = found.last_count
    return json.dumps(
        {
            "source": settings.door.source,
            "kiosk_runs": runs,
            "last_count": last and last.isoformat(timespec="minutes"),
            "refused": found.refused,
            "last_reason": found.last_reason,
            "trouble": found.trouble,
            "warning": found.warning,
        },
        ensure_ascii=False,
    )


def _as_text(settings: Settings, found: DoorStatus, *, runs: bool) -> str:
    lines = [_NONE if settings.door.way is None else f"Counts come in by {settings.door.source}."]
    if settings.door.way is not None and not runs:
        lines += ["The kiosk is not running, so none comes in now."]
    if found.last_count is None:
        lines += ["No count has come in yet."]
    else:
        lines += [f"The last count came in at {found.last_count:%Y-%m-%d, %H:%M}."]
    if found.refused:
        since = "in this run of the kiosk" if runs else "in the last run"
        lines += [f"Refused {since}: {found.refused:,}. The last one: {found.last_reason}."]
    lines += [f"{what}." for what in (found.trouble, found.warning) if what]
    return "\n".join(lines)
