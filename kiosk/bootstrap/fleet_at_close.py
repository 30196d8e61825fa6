"""A chain's files of the kiosk's days, written by the running kiosk when a day has been closed.

What was written is known by the files that are kept, and by nothing else: a kiosk that was off
for days, or whose chain's folder was out of reach, makes up for what is missing of the last month.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from kiosk.adapters.records import day_files as of_store
from kiosk.adapters.records.reading import NoRecords
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system.wiping import erase
from kiosk.application.doctor import Check
from kiosk.bootstrap import day_files, fleet_since, parts

_CURE: Final = (
    "The kiosk tries again every hour while it runs, and at its start. To see why it cannot, write "
    "one by hand: askfirst export-day yesterday"
)


@dataclass(frozen=True, slots=True)
class Due:
    """A day's file that should be there by now, and what this kiosk is called in it."""

    kiosk: str
    day: date


def due(data: Path, settings: Settings) -> list[Due]:
    """The files that are not there, or not yet in the chain's folder, oldest first.

    Of days of the last month that are over, whose visitors were told of the chain, and of which
    there is something to tell. Raises NoRecords, OSError.
    """
    kiosk = settings.fleet.kiosk
    if kiosk is None:
        return []
    path = parts.records_file(data, demo=settings.demo)
    last = of_store.last_day(path)
    if last is None:
        return []
    since = fleet_since.since(data, settings)
    if since is None:
        return []
    last = min(last, parts.clock_of(settings).moment().day - timedelta(days=1))
    first = max(
        last - timedelta(days=fleet_since.DAYS_BACK - 1), day_files.kept_from(data, settings), since
    )
    there = {each.day: each for each in day_files.kept(data, demo=settings.demo)}
    puts = day_files.folder_of_chain(settings) is not None
    found: list[Due] = []
    for day in of_store.days_with_any(path, first, last, since):
        written = there.get(day)
        if written is None:
            found.append(Due(kiosk, day))
        elif puts and written.waits.exists():
            found.append(Due(written.kiosk, day))
    return found


def catch_up(data: Path, settings: Settings, stopped: Callable[[], bool]) -> str:
    """Write what is due; why something could not be, in one sentence, or an empty text."""
    named = settings.fleet.kiosk is not None
    if named and _is_our_own(day_files.folder_of_chain(settings), data):
        return f"{settings.fleet.folder} lies in the data folder"
    try:
        # Where it could not be noted at the start, or only by a wrong clock.
        fleet_since.remember(data, settings)
        for each in due(data, settings):
            if stopped():
                break
            write(data, settings, each)
    except (NoRecords, OSError) as why:
        # The cause is no single day's: the rest waits for the next time.
        return _said(why, settings)
    return ""


def write(data: Path, settings: Settings, each: Due) -> Path:
    """Write one, into the chain's folder too if there is one; where it is. Raises as due does."""
    content = day_files.content_of(data, settings, each.kiosk, each.day)
    path = day_files.own_path(data, settings, each.kiosk, each.day)
    folder = day_files.folder_of_chain(settings)
    if folder is None:
        return path
    put = day_files.put(folder, each.kiosk, each.day, content)
    erase(day_files.Kept(each.kiosk, each.day, path).waits)
    return put


def is_waiting(data: Path, settings: Settings, ended: date) -> bool:
    """Whether of the last ended day a visit still goes on, so that nothing is told of it yet.

    Raises NoRecords.
    """
    if settings.fleet.kiosk is None:
        return False
    last = of_store.last_day(parts.records_file(data, demo=settings.demo))
    return last is None or last < ended


def check(data: Path, settings: Settings) -> Iterator[Check]:
    """The doctor's line; none where the kiosk is of no chain."""
    if settings.fleet.kiosk is None:
        return
    folder = day_files.folder_of_chain(settings)
    if _is_our_own(folder, data):
        cure = "Name another folder in fleet.folder."
        yield Check("fleet", False, f"{folder} lies in the data folder", cure)
        return
    if folder is not None and not folder.is_dir():
        cure = "Make the folder, or have its disk at hand, or mend fleet.folder."
        yield Check("fleet", False, f"there is no folder {folder}", cure)
        return
    if folder is not None and not os.access(folder, os.W_OK | os.X_OK):
        cure = "Give the kiosk's account the folder, or mend fleet.folder."
        yield Check("fleet", False, f"{folder} cannot be written", cure)
        return
    try:
        exists = parts.records_file(data, demo=settings.demo).exists()
        missing = due(data, settings) if exists else []
    except (NoRecords, OSError) as why:
        yield Check("fleet", False, f"what is missing cannot be told: {why}", _CURE)
        return
    if missing:
        more = f" and {len(missing) - 1} more" if missing[1:] else ""
        yield Check("fleet", False, f"not written yet: the file of {missing[0].day}{more}", _CURE)
        return
    where = folder or day_files.own_folder(data, demo=settings.demo)
    yield Check("fleet", True, f"{settings.fleet.kiosk}: a file a day, in {where}")


def _is_our_own(folder: Path | None, data: Path) -> bool:
    """What is moved on from there would be missed, and made anew: files never change."""
    return folder is not None and folder.resolve().is_relative_to(data.resolve())


def _said(why: Exception, settings: Settings) -> str:
    if not isinstance(why, OSError):
        return str(why)
    folder = day_files.folder_of_chain(settings)
    if folder is not None and not folder.is_dir():
        return f"there is no folder {folder}"
    return f"the day's file cannot be written: {why.strerror or why}"
