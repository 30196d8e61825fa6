"""The demo that has a history: two invented years in a store of its own, up to yesterday."""

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from kiosk.adapters.records import history
from kiosk.adapters.records.checkup import Damaged
from kiosk.adapters.records.connection import StoreUnavailable, reason_of
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.settings.settings import Settings
from kiosk.application.invented_shop import InventedShop
from kiosk.bootstrap import instance, parts

SEED: Final = 2024
"""Every machine invents the same shop."""

_YEARS: Final = 2
_FEBRUARY_29TH: Final = (2, 29)
_ONE_DAY: Final = timedelta(days=1)

Progress = Callable[[str, int, int], None]
"""Called with what is made, how much there is of it, and of how much."""


class NoHistory(Exception):
    """The days could not be made; the text is one sentence and says what is lost, if anything."""


def folder_of(data: Path) -> Path:
    """The data folder of the demo that has a history, beside the shop's records and the demo's."""
    return data / parts.HISTORY


def prepare(data: Path, progress: Progress) -> int:
    """Make the history in this data folder, or add the days since; how many were written.

    Whether it takes seconds or is cut short, there is never half a day in the store. Raises
    AlreadyRunning, FolderUnusable, NoHistory.
    """
    settings = parts.load_settings(data, demo=True)
    path = parts.records_file(data, demo=True)
    for each in (data, path.parent):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = instance.hold(path.parent)
    try:
        return _write(path, settings, progress)
    except (StoreUnavailable, Damaged, sqlite3.Error, OSError) as why:
        raise NoHistory(f"The invented days could not be written: {reason_of(why)}.") from why
    finally:
        lock.release()


def _write(path: Path, settings: Settings, progress: Progress) -> int:
    yesterday = parts.clock_of(settings).moment().day - _ONE_DAY
    first = years_before(yesterday) + _ONE_DAY
    retention, rules = parts.retention_of(settings), parts.rules_of(settings)
    # A log without its file is what is left of a store, and nothing is ever made beside it.
    is_there = path.exists() or path.with_name(f"{path.name}-wal").exists()
    if is_there:
        last = history.last_invented(path)
        first = max(first, last + _ONE_DAY if last is not None else first)
    missing = (yesterday - first).days + 1
    if missing <= 0:
        return 0
    shop = InventedShop(SEED, settings.kiosk.minimum_age)
    days = shop.days(first, yesterday)

    def tell(written: int) -> None:
        progress("days", written, missing)

    if is_there:
        history.grow(path, retention, rules, parts.MODEL, days, tell)
    else:
        publication = Publication(rules, settings.demo, settings.kiosk.minimum_age)
        history.make(path, publication, retention, parts.MODEL, days, tell)
    return missing


def years_before(day: date) -> date:
    """The same day two years earlier, or 28 February of a 29th."""
    if (day.month, day.day) == _FEBRUARY_29TH:
        day -= _ONE_DAY
    return day.replace(year=day.year - _YEARS)
