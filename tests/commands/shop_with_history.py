"""A shop, or the demo, whose store has weeks behind it, in batches drawn by its own rules."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from kiosk.adapters.records import history as records_history
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.settings.settings import SETTINGS_FILE, Settings
from kiosk.application.invented_shop import InventedDay, InventedShop
from kiosk.bootstrap import load_settings, parts
from kiosk.domain.blocks import ReleaseRules

EXAMPLE: Final = Path(__file__).parents[2] / "packaging" / "askfirst.example.toml"
SEED: Final = 2024

_A_MONDAY: Final = date(2025, 3, 3)
"""From here on the invented shop is open every day for a year."""


class PastShop:
    """Days up to yesterday, all of them closed. ``settings`` are those of its file."""

    def __init__(self, data: Path, *, days: int, demo: bool = False) -> None:
        self.data = data
        self.demo = demo
        data.mkdir(mode=0o700, exist_ok=True)
        if not demo:
            text = EXAMPLE.read_text(encoding="utf-8")
            (data / SETTINGS_FILE).write_text(text, encoding="utf-8")
        self.settings = load_settings(data, demo=demo)
        self.path = parts.records_file(data, demo=demo)
        self.yesterday = parts.clock_of(self.settings).moment().day - timedelta(days=1)
        first = self.yesterday - timedelta(days=days - 1)
        records_history.make(
            self.path,
            Publication(ReleaseRules(), demo, 14),
            parts.retention_of(self.settings),
            parts.MODEL,
            _days(first, days),
            lambda written: None,
        )
        self.close(self.yesterday)

    def close(self, day: date) -> None:
        """This is the last business day that was closed."""
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute(
                "INSERT INTO close_of_day(only, day) VALUES (1, ?)"
                " ON CONFLICT(only) DO UPDATE SET day = excluded.day",
                [day.isoformat()],
            )

    def without_visitors(self, day: date) -> None:
        """Nobody was asked on this day."""
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute("DELETE FROM day_hour WHERE day = ?", [day.isoformat()])

    def writing(self, *forms: str, folder: Path | None = None) -> Settings:
        """The settings in which these are written at close of day, into this folder."""
        named = None if folder is None else str(folder)
        changed = replace(self.settings.reports, at_close=forms, folder=named)
        return replace(self.settings, reports=changed)


def _days(first: date, number: int) -> Iterator[InventedDay]:
    """The same days, whichever they are called now, on their own weekdays."""
    like = _A_MONDAY + timedelta(days=first.weekday())
    shop = InventedShop(SEED, 14)
    for each in shop.days(like, like + timedelta(days=number - 1)):
        yield replace(each, day=each.day + (first - like))
