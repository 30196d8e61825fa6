"""Making the lake of an invented chain, and its files if they are wanted, month by month."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Final

from kiosk.fleet.kiosk_list import NAME, write
from kiosk.fleet.lake import BLOCKS, DAYS, HOURS
from kiosk.fleet.lake_folder import compacting
from kiosk.fleet.parts import write_part
from kiosk.fleet.simulated.chain import chain
from kiosk.fleet.simulated.days import Day, Days
from kiosk.fleet.simulated.files import write_file
from kiosk.fleet.simulated.tables import Tables
from kiosk.fleet.simulated.truth import Truth

FIRST: Final = date(2026, 1, 1)


class NotEmpty(Exception):
    """Nothing invented is put among what may be real; the text names the folder."""


@dataclass(frozen=True)
class Simulation:
    """``days`` days from ``first`` on, of ``kiosks`` kiosks. The same ones give the same bytes.

    ``inbox`` is a folder for the day files; without one the lake has, in the place of their
    SHA-256, a number that only looks like it. Neither folder may have anything in it.
    """

    lake: Path
    kiosks: int
    days: int
    seed: int = 1
    first: date = FIRST
    inbox: Path | None = None

    def run(self, progress: Callable[[int], None] = lambda done: None) -> None:
        """Make all of it; ``progress`` is told after each month how many days are done.

        Takes about 3 GB of memory for 10,000 kiosks, however many days. Raises NotEmpty, OSError.
        """
        for folder in filter(None, (self.lake, self.inbox)):
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise NotEmpty(f"{folder} is not empty: name a new folder for what is invented.")
        with compacting(self.lake, invented=True):
            self._fill(progress)

    def _fill(self, progress: Callable[[int], None]) -> None:
        made = chain(self.kiosks, self.days, self.seed)
        days, tables, truth = (
            Days(made, self.first, self.seed),
            Tables(made),
            Truth(made, self.seed),
        )
        write(self.lake / NAME, made.listed)
        done = 0
        for month, of_month in groupby(days.run(self.days), lambda each: f"{each.day:%Y-%m}"):
            whole = list(of_month)
            for day in whole:
                truth.add(day)
            prints = self._prints(tables, days, whole)
            write_part(self.lake, DAYS, month, tables.days(whole, prints))
            write_part(self.lake, HOURS, month, tables.hours(whole))
            write_part(self.lake, BLOCKS, month, tables.blocks(whole))
            done += len(whole)
            progress(done)
        truth.write(self.lake, self.first, self.first + timedelta(days=self.days - 1), days)

    def _prints(self, tables: Tables, days: Days, whole: list[Day]) -> Callable[[int, Day], str]:
        """What finds the SHA-256 of a kiosk's file of a day; the files are written if wanted."""
        if self.inbox is None:
            return self._invented_print
        found: dict[tuple[int, date], str] = {}
        for day in whole:
            released = tables.released(day)
            for kiosk in day.wrote.nonzero()[0].tolist():
                blocks = tuple(released.get(kiosk, ()))
                found[kiosk, day.day] = write_file(self.inbox, days.chain, kiosk, day, blocks)
        return lambda kiosk, day: found[kiosk, day.day]

    def _invented_print(self, kiosk: int, day: Day) -> str:
        return sha256(f"{self.seed} {kiosk} {day.day}".encode()).hexdigest()
