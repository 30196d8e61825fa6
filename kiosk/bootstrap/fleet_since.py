"""Since which business day visitors are told that a head office gets each day's totals.

Those of before were told that totals are for the shop's staff: no file of a chain has them by
itself, neither their days' counts nor a block in which one of them is.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Final

from kiosk.adapters.records.counted_days import days_asked
from kiosk.adapters.records.reading import NoRecords
from kiosk.adapters.settings.settings import Settings
from kiosk.application.whole_file import write_whole
from kiosk.bootstrap import parts

FOLDER: Final = "fleet"
"""Below the records: what a chain is told of this kiosk."""

DAYS_BACK: Final = 31
"""So many days a kiosk makes up for."""

_FILE: Final = "told-since"
_ONE_DAY: Final = timedelta(days=1)


def remember(data: Path, settings: Settings) -> None:
    """Note it where visitors are told from now on, and forget it where they are not any more.

    Called before anybody is asked by these settings. Raises OSError.
    """
    path = _path(data, settings)
    if settings.fleet.kiosk is None:
        path.unlink(missing_ok=True)
    elif since(data, settings) is None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, f"{_first_day(data, settings)}\n".encode())


def since(data: Path, settings: Settings) -> date | None:
    """None where that was not noted, or by a clock that ran ahead. Raises OSError."""
    path = _path(data, settings)
    try:
        noted = date.fromisoformat(path.read_text("ascii").strip())
    except (FileNotFoundError, ValueError):
        return None
    return noted if noted <= parts.clock_of(settings).moment().day + _ONE_DAY else None


def _first_day(data: Path, settings: Settings) -> date:
    """Today where nobody was asked today by other words, else tomorrow.

    Later where days have visitors that are still to come: then the clock was set back, and of
    these days nothing may be made up for when it is right again.
    """
    today = parts.clock_of(settings).moment().day
    records = parts.records_file(data, demo=settings.demo)
    if not records.exists():
        return today
    try:
        asked = days_asked(records, today, today + DAYS_BACK * _ONE_DAY)
    except NoRecords:
        return today + _ONE_DAY
    return max(asked) + _ONE_DAY if asked else today


def _path(data: Path, settings: Settings) -> Path:
    return parts.records_folder(data, demo=settings.demo) / FOLDER / _FILE
