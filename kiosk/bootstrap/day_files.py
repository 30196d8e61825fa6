"""The files that a chain's kiosk writes of its days: made once, kept, and given out as they are.

What was told of a day never changes, so what was written is kept in the data folder, as long as
the day's counts are, and given back when it is asked for again. A folder that the settings name
is the chain's: each file is put there once, and what becomes of it is for the chain to decide.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from kiosk.adapters.records import day_files
from kiosk.adapters.records.counted_days import expired_before
from kiosk.adapters.records.reading import NoRecords
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system.wiping import erase
from kiosk.application.day_file import KIOSK_NAME, DayFile, as_lines
from kiosk.application.whole_file import write_whole
from kiosk.bootstrap import fleet_since, parts

_PATH: Final = re.compile(rf"kiosk=({KIOSK_NAME.pattern})/day=(\d{{4}}-\d\d-\d\d)\.jsonl")
_NOT_PUT_YET: Final = ".waits"
"""Behind the name of an empty file: the day's file has not reached the chain's folder yet."""

_ACCESS: Final = stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO
_MAY_READ: Final = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH


@dataclass(frozen=True, slots=True)
class Kept:
    """A day's file in the kiosk's own folder."""

    kiosk: str
    day: date
    path: Path

    @property
    def waits(self) -> Path:
        """A file that is there as long as this one has not been put into the chain's folder."""
        return self.path.with_name(f"{self.path.name}{_NOT_PUT_YET}")


def own_folder(data: Path, *, demo: bool) -> Path:
    """Where what was told is kept."""
    return parts.records_folder(data, demo=demo) / fleet_since.FOLDER


def folder_of_chain(settings: Settings) -> Path | None:
    """The chain's own folder, None where there is none; the demo puts nothing into a shop's."""
    named = None if settings.demo else settings.fleet.folder
    return None if named is None else Path(named)


def kept(data: Path, *, demo: bool) -> Iterator[Kept]:
    """Every day's file in the kiosk's own folder, whatever the kiosk was called. Raises OSError."""
    folder = own_folder(data, demo=demo)
    for path in sorted(folder.glob("kiosk=*/day=*.jsonl")):
        found = _PATH.fullmatch(path.relative_to(folder).as_posix())
        if found is not None and (day := _as_day(found[2])) is not None:
            yield Kept(found[1], day, path)


def content_of(data: Path, settings: Settings, kiosk: str, day: date) -> bytes:
    """What this kiosk tells of a day that is over, the same whenever it is asked for.

    Raises NoRecords in one sentence where there is nothing to tell, or not yet, or no more;
    OSError.
    """
    _check_over(data, settings, day)
    of_day = [each for each in kept(data, demo=settings.demo) if each.day == day]
    for each in of_day:
        if each.kiosk == kiosk:
            return each.path.read_bytes()
    if of_day:
        # The same blocks under two names would be two kiosks' to whoever adds them up.
        raise NoRecords(
            f"{day} was written when this kiosk was called {of_day[0].kiosk}; ask for it with "
            f"--kiosk {of_day[0].kiosk}."
        )
    told = fleet_since.since(data, settings)
    since = told if told is not None and told <= day else date.min
    found = day_files.read(parts.records_file(data, demo=settings.demo), kiosk, day, since)
    if found is None:
        raise NoRecords(f"Nothing was recorded on {day}.")
    content = as_lines(found)
    _keep(data, settings, found, content)
    return content


def put(folder: Path, kiosk: str, day: date, content: bytes) -> Path:
    """Write a day's file below a folder of the chain's, which must be there; where it is.

    Whoever may look into the folder may read it. Raises OSError.
    """
    path = folder / _file_of(kiosk, day)
    access = stat.S_IMODE(folder.stat().st_mode) & _ACCESS
    if not path.parent.is_dir():
        path.parent.mkdir()
        if os.name == "posix":
            path.parent.chmod(stat.S_IMODE(path.parent.stat().st_mode) | access)
    owner = stat.S_IRUSR | stat.S_IWUSR
    write_whole(path, content, owner | (access & _MAY_READ) if os.name == "posix" else owner)
    return path


def own_path(data: Path, settings: Settings, kiosk: str, day: date) -> Path:
    """Where this day's file is kept, or would be."""
    return own_folder(data, demo=settings.demo) / _file_of(kiosk, day)


def kept_from(data: Path, settings: Settings) -> date:
    """The first day of which anything is told: the counts of those before are over their time.

    Raises NoRecords.
    """
    clock = parts.clock_of(settings)
    first = parts.retention_of(settings).counts_kept_from(clock.moment().day)
    # Visitors of before may have been promised fewer months than the settings have now.
    path = parts.records_file(data, demo=settings.demo)
    return max(first, expired_before(path, clock.now()) or first)


def erase_out_of_time(data: Path, settings: Settings) -> int:
    """Take away what is kept of days whose counts are gone, and of days that have not come yet.

    These a wrong clock had closed; they are told when they have really ended. How many went.
    Raises OSError, NoRecords.
    """
    if not own_folder(data, demo=settings.demo).is_dir():
        return 0
    first, today = kept_from(data, settings), parts.clock_of(settings).moment().day
    closed = day_files.last_day(parts.records_file(data, demo=settings.demo))
    erased = 0
    for each in list(kept(data, demo=settings.demo)):
        is_ahead = each.day >= today and (closed is None or each.day > closed)
        if each.day < first or is_ahead:
            erase(each.waits)
            erased += erase(each.path)
    return erased


def _check_over(data: Path, settings: Settings, day: date) -> None:
    """Raises NoRecords for a day of which something may still come, or nothing is left."""
    if day >= parts.clock_of(settings).moment().day:
        raise NoRecords(f"{day} is not over yet.")
    if day < kept_from(data, settings):
        raise NoRecords(f"The counts of {day} are gone ({settings.records.counts_months} months).")
    closed = day_files.last_day(parts.records_file(data, demo=settings.demo))
    if closed is None or day > closed:
        raise NoRecords(
            f"{day} is not closed yet: the kiosk does that while it runs, once the day's last "
            "visitor has left."
        )


def _keep(data: Path, settings: Settings, found: DayFile, content: bytes) -> None:
    path = own_path(data, settings, found.kiosk, found.day)
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    each = Kept(found.kiosk, found.day, path)
    if folder_of_chain(settings) is not None:
        # First, so that a power cut between the two forgets neither.
        write_whole(each.waits, b"")
    write_whole(path, content)


def _file_of(kiosk: str, day: date) -> str:
    return f"kiosk={kiosk}/day={day.isoformat()}.jsonl"


def _as_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
