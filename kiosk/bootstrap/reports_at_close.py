"""Reports that the running kiosk writes by itself, when a business day has been closed.

With them goes what a chain's kiosk writes of its days (``fleet_at_close``).

What was written is known by the files that are there, and by nothing else: a kiosk that was off
for days, or whose folder was out of reach, makes up for what is missing of the last month.
"""

import logging
import math
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from kiosk.adapters.records.counted_days import days_asked, expired_before
from kiosk.adapters.records.reading import NoRecords
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system.wiping import erase
from kiosk.application.doctor import Check
from kiosk.application.report import ReportName
from kiosk.application.staff import Kept
from kiosk.bootstrap import day_files, fleet_at_close, parts, reports
from kiosk.domain.periods import Period, Span

DAYS_BACK: Final = 31

_LOOK_EVERY_SECONDS: Final = 60.0
_AGAIN_AFTER_SECONDS: Final = 3600.0
_FAULTS_IN_A_ROW: Final = 2
"""After so many the cause is no single report's: the rest waits for the next time."""

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """A period whose reports should be there, and the forms in which they are not."""

    period: Period
    formats: tuple[str, ...]


Write = Callable[[Due], Kept]
"""Has a report written, and says what came of it."""


def due(data: Path, settings: Settings) -> list[Due]:
    """What should have been written by now and is not there, oldest first. Raises NoRecords.

    Of days and longer periods that have ended in the last month, in the forms of the settings;
    of those in which nobody was asked there is no report.
    """
    closed = reports.written_up_to(data, settings) if settings.reports.at_close else None
    if closed is None:
        return []
    first = closed - timedelta(days=DAYS_BACK - 1)
    asked = days_asked(
        parts.records_file(data, demo=settings.demo), Period.of_month(first).first, closed
    )
    folder, kiosk = reports.folder_of(data, settings), reports.kiosk_name(settings)
    found: list[Due] = []
    for period in _ended(first, closed):
        if asked.isdisjoint(period):
            continue
        missing = tuple(
            form
            for form in settings.reports.at_close
            if not (folder / _file_name(kiosk, period, form)).exists()
        )
        if missing:
            found.append(Due(period, missing))
    return found


def _ended(first: date, closed: date) -> Iterator[Period]:
    """The days, weeks and months whose last day is one of these."""
    for day in (first + timedelta(days=n) for n in range((closed - first).days + 1)):
        yield Period.of_day(day)
        for longer in (Period.of_week(day), Period.of_month(day)):
            if longer.last == day:
                yield longer


def _file_name(kiosk: str, period: Period, form: str) -> str:
    return ReportName(kiosk, period.span, period.last, form).file_name


def catch_up(data: Path, settings: Settings, write: Write, stopped: Callable[[], bool]) -> str:
    """Write what is due; why something could not be, in one sentence, or an empty text."""
    try:
        waiting = due(data, settings)
    except (NoRecords, OSError) as why:
        return str(why)
    fault, in_a_row = "", 0
    for each in waiting:
        if stopped() or in_a_row == _FAULTS_IN_A_ROW:
            break
        kept = write(each)
        in_a_row = in_a_row + 1 if kept.fault else 0
        fault = kept.fault or fault
    return fault


def erase_old(data: Path, settings: Settings) -> int:
    """Take away the reports in the kiosk's own folder whose counts are over their time.

    How many went. A folder of the shop's own is the shop's. Raises OSError, NoRecords.
    """
    folder = reports.own_folder(data, demo=settings.demo)
    if not folder.is_dir():
        return 0
    clock = parts.clock_of(settings)
    kept_from = parts.retention_of(settings).counts_kept_from(clock.moment().day)
    # Visitors of before may have been promised fewer months than the settings have now.
    expired = expired_before(parts.records_file(data, demo=settings.demo), clock.now())
    first = max(kept_from, expired or kept_from)
    old = [
        path
        for path in folder.iterdir()
        if (name := ReportName.parse(path.name)) is not None and name.last < first
    ]
    return sum(erase(path) for path in old)


def check(data: Path, settings: Settings) -> Iterator[Check]:
    """The doctor's line: what is written by itself, and whether it is all there."""
    folder, forms = reports.folder_of(data, settings), settings.reports.at_close
    if not forms:
        yield Check("reports", True, "none is written by itself (reports.at_close)")
        return
    if folder != reports.own_folder(data, demo=settings.demo) and not folder.is_dir():
        cure = "Make the folder, or have its disk at hand, or mend reports.folder."
        yield Check("reports", False, f"there is no folder {folder}", cure)
        return
    if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
        cure = "Give the kiosk's account the folder, or mend reports.folder."
        yield Check("reports", False, f"{folder} cannot be written", cure)
        return
    path = parts.records_file(data, demo=settings.demo)
    try:
        missing = due(data, settings) if path.exists() else []
    except (NoRecords, OSError) as why:
        yield Check("reports", False, f"what is missing cannot be told: {why}", _CURE)
        return
    if missing:
        names = f"{_named(missing[0].period)} and {len(missing) - 1} more"
        says = f"not written yet: {names if missing[1:] else _named(missing[0].period)}"
        yield Check("reports", False, says, _CURE)
        return
    yield Check("reports", True, f"{', '.join(forms)} at close of day, in {folder}")


_CURE: Final = (
    "The kiosk tries again every hour while it runs, and at its start. To see why it cannot, write "
    "one by hand: askfirst report yesterday"
)


def _named(period: Period) -> str:
    if period.span is Span.DAY:
        return f"the report of {period.last}"
    return f"the report of the {period.span.value} up to {period.last}"


class ReportsAtClose:
    """Looks every minute, on a thread of its own, whether a day was closed since."""

    def __init__(self, data: Path, settings: Settings) -> None:
        self._data = data
        self._settings = settings
        self._clock = parts.clock_of(settings)
        # The last closed day that was looked after, and when it is looked after again.
        self._looked_after: date | None = None
        self._again_at = math.inf
        # What could not be written last, of the chain's files and of the reports.
        self._faults = ("", "")
        self._stops = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reports", daemon=True)
        self._thread.start()

    def settings_changed(self, settings: Settings) -> None:
        """From now on other reports are written, or none."""
        self._settings = settings
        self._again_at = -math.inf

    def close(self) -> None:
        """Begin no other report; the one that is being written ends by itself, in its process."""
        self._stops.set()

    def _run(self) -> None:
        # The first minute is the start's.
        while not self._stops.wait(_LOOK_EVERY_SECONDS):
            self.look(time.monotonic())

    def look(self, now: float) -> None:
        """Write what is due, once for every day that was closed; after a fault again in an hour.

        ``now`` is in seconds, by a clock that is never set.
        """
        settings, ended = self._settings, self._clock.moment().day - timedelta(days=1)
        if ended == self._looked_after and now < self._again_at:
            return
        try:
            closed = reports.written_up_to(self._data, settings)
        except NoRecords:
            # The store says by itself what is wrong with it.
            return
        if closed is None or closed < ended:
            return
        self._looked_after, self._again_at = ended, math.inf
        of_fleet, of_reports = faults = self._write_for_chain(settings), self._work(settings)
        if any(faults):
            self._again_at = min(self._again_at, now + _AGAIN_AFTER_SECONDS)
        elif self._is_chain_waiting(settings, ended):
            self._again_at = min(self._again_at, now + _LOOK_EVERY_SECONDS)
        if of_fleet and of_fleet != self._faults[0]:
            _log.error("fleet: %s", of_fleet)
        if of_reports and of_reports != self._faults[1]:
            _log.error("reports: %s", of_reports)
        self._faults = faults

    def _write_for_chain(self, settings: Settings) -> str:
        try:
            day_files.erase_out_of_time(self._data, settings)
        except (OSError, NoRecords) as why:
            return f"old files could not be erased: {why}"
        return fleet_at_close.catch_up(self._data, settings, self._stops.is_set)

    def _is_chain_waiting(self, settings: Settings, ended: date) -> bool:
        try:
            return fleet_at_close.is_waiting(self._data, settings, ended)
        except NoRecords:
            return True

    def _work(self, settings: Settings) -> str:
        write = partial(_write_beside, self._data, settings)
        fault = catch_up(self._data, settings, write, self._stops.is_set)
        try:
            erase_old(self._data, settings)
        except (OSError, NoRecords) as why:
            return fault or f"old reports could not be erased: {why}"
        return fault


def _write_beside(data: Path, settings: Settings, each: Due) -> Kept:
    return reports.write_beside(
        data,
        settings,
        each.period.span,
        each.period.last,
        each.formats,
        lambda part: None,
        gently=True,
    )
