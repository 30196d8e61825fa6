"""The staff pages' side of the running kiosk: reads beside the store, and writes through it."""

import json
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final

from kiosk.adapters.analysis.watch import ConfinedWatch
from kiosk.adapters.records import backups
from kiosk.adapters.records.overview import overview
from kiosk.adapters.records.reading import NoRecords
from kiosk.adapters.records.store import RecordsStore
from kiosk.adapters.settings.reading import SettingsRefused
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.staff.sign_in import Deliver, StaffSignIn
from kiosk.adapters.system.own_commands import CommandFailed, lines_of
from kiosk.adapters.system.version import version
from kiosk.application.doctor import Check
from kiosk.application.figures import Figures, PeriodFigures
from kiosk.application.ports import Clock
from kiosk.application.staff import (
    DayClosing,
    Erasing,
    Health,
    Kept,
    RecordsOverview,
    Role,
    ScreenSettings,
    SignIn,
)
from kiosk.bootstrap import parts, reports, staff_settings, staff_sign_in
from kiosk.bootstrap.figures import figures_of
from kiosk.domain.consent import ReceiptCode
from kiosk.domain.periods import Period, Span
from kiosk.domain.sign_in import Noted

_DOCTOR_SECONDS: Final = 60.0
_ENDS_WELL: Final = (0, 1)
"""The doctor ends with 1 where something is wrong, and has said what."""


@dataclass(frozen=True)
class Joined:
    """What the desk is made of.

    ``settings_changed`` is told the settings that hold from now on, and whether the settings file
    says just these; ``end`` ends the program.
    """

    data: Path
    settings: Settings
    store: RecordsStore
    watch: ConfinedWatch
    sign_in: StaffSignIn
    figures: Figures
    clock: Clock
    deliver: Deliver
    settings_changed: Callable[[Settings, bool], None]
    end: Callable[[], None]


def join(
    data: Path,
    settings: Settings,
    store: RecordsStore,
    watch: ConfinedWatch,
    *,
    deliver: Deliver,
    settings_changed: Callable[[Settings, bool], None],
    end: Callable[[], None],
) -> "JoinedDesk":
    """The desk of this running kiosk; to be closed before the store is."""
    return JoinedDesk(
        Joined(
            data=data,
            settings=settings,
            store=store,
            watch=watch,
            sign_in=staff_sign_in.sign_in_of(data, settings, deliver),
            figures=figures_of(data, settings, settings.demo),
            clock=parts.clock_of(settings),
            deliver=deliver,
            settings_changed=settings_changed,
            end=end,
        )
    )


class JoinedDesk:
    """Implements ``staff.StaffDesk``. Two threads: one reads figures, one waits for commands.

    What takes seconds must not keep a page waiting that only wants numbers.
    """

    def __init__(self, joined: Joined) -> None:
        self.sign_in: SignIn = joined.sign_in
        self._pad = joined.sign_in
        self._joined = joined
        self._settings = joined.settings
        self._path = parts.records_file(joined.data, demo=joined.settings.demo)
        self._retention = parts.retention_of(joined.settings)
        self._started = joined.clock.now()
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="staff figures")
        self._slow = ThreadPoolExecutor(1, thread_name_prefix="staff commands")

    def close(self) -> None:
        """Nothing more is told; what has begun is left to end by itself."""
        for each in (self._reader, self._slow):
            each.shutdown(wait=False, cancel_futures=True)
        self._pad.close()

    def today(self) -> date:
        return self._joined.clock.moment().day

    # Figures and records ----------------------------------------------------------------------

    def figures(self, period: Period, tell: Callable[[PeriodFigures | None, str], None]) -> None:
        self._reader.submit(self._read_figures, period, tell)

    def _read_figures(
        self, period: Period, tell: Callable[[PeriodFigures | None, str], None]
    ) -> None:
        figures, clock = self._joined.figures, self._joined.clock
        try:
            found = figures.of_period(period, clock, corrected=False)
            self._tell(partial(tell, found, ""))
            if found.genders.visits:
                self._tell(partial(tell, figures.of_period(period, clock), ""))
        except NoRecords as why:
            self._tell(partial(tell, None, str(why)))

    def records(self, tell: Callable[[RecordsOverview | None, str], None]) -> None:
        self._reader.submit(self._read_records, tell)

    def _read_records(self, tell: Callable[[RecordsOverview | None, str], None]) -> None:
        report = self._joined.store.night_report()
        flaw = None if report is None else report.flaw
        try:
            found = overview(self._path, self._retention, self._joined.clock, flaw)
        except NoRecords as why:
            self._tell(partial(tell, None, str(why)))
        else:
            self._tell(partial(tell, found, ""))

    def erase(self, code: ReceiptCode, tell: Callable[[Erasing], None]) -> None:
        def told(what: Erasing) -> None:
            if what is Erasing.ERASED:
                self._pad.note(Noted.RECORD_ERASED)
            self._tell(partial(tell, what))

        self._joined.store.erase_for_staff(code, told)

    # Health -----------------------------------------------------------------------------------

    def health(self, tell: Callable[[Health], None]) -> None:
        self._slow.submit(self._examine, tell)

    def try_camera_again(self, tell: Callable[[Health], None]) -> None:
        self._joined.watch.retry()
        self.health(tell)

    def _examine(self, tell: Callable[[Health], None]) -> None:
        """In a process of its own: the doctor opens files that the store holds open here."""
        said: list[str] = []
        settings = self._settings
        which = ["--demo"] if settings.demo else []
        arguments = ["doctor", "--json", *which, "--data-dir", str(self._joined.data)]
        try:
            lines_of(arguments, said.append, seconds=_DOCTOR_SECONDS, ends_well=_ENDS_WELL)
            checks = [Check(**each) for each in json.loads("\n".join(said))["checks"]]
        except (CommandFailed, ValueError, KeyError, TypeError) as why:
            cure = "Start the machine anew; if it stays so, run askfirst doctor on its command line"
            checks = [Check("doctor", ok=False, says=f"no answer: {why}", cure=cure)]
        report = self._joined.store.night_report()
        self._tell(
            partial(
                tell,
                Health(
                    checks=checks,
                    camera=self._joined.watch.health().door.value,
                    model=parts.MODEL,
                    last_backup=self._last_backup(),
                    backup_fault=None if report is None else report.backup_fault,
                    ledger_checked=None if report is None else report.when,
                    ledger_rows=None if report is None else report.rows,
                    disk_free_bytes=shutil.disk_usage(self._path.parent).free,
                    started=self._started,
                    version=version(),
                ),
            )
        )

    def _last_backup(self) -> datetime | None:
        newest = backups.newest_beside(self._path)
        if newest is None:
            return None
        try:
            made = newest.stat().st_mtime
        except OSError:
            return None
        return datetime.fromtimestamp(made, self._settings.kiosk.time_zone)

    # Reports, and the day's end ---------------------------------------------------------------

    def closing(self, tell: Callable[[DayClosing], None]) -> None:
        today = self.today()
        closing = DayClosing(
            today,
            self._retention.business_day.end(today),
            reports.folder_of(self._joined.data, self._settings),
            reports.written_up_to(self._joined.data, self._settings),
        )
        self._tell(partial(tell, closing))

    def write_reports(
        self,
        span: Span,
        day: date,
        formats: Sequence[str],
        progress: Callable[[float], None],
        tell: Callable[[Kept], None],
    ) -> None:
        self._slow.submit(self._write_reports, span, day, tuple(formats), progress, tell)

    def _write_reports(
        self,
        span: Span,
        day: date,
        formats: Sequence[str],
        progress: Callable[[float], None],
        tell: Callable[[Kept], None],
    ) -> None:
        kept = reports.write_beside(
            self._joined.data,
            self._settings,
            span,
            day,
            formats,
            lambda part: self._tell(partial(progress, part)),
        )
        if not kept.fault:
            self._pad.note(Noted.REPORTS_WRITTEN)
        self._tell(partial(tell, kept))

    # What only a manager may do -----------------------------------------------------------------

    def settings(self, tell: Callable[[ScreenSettings], None]) -> None:
        self._tell(partial(tell, staff_settings.shown(self._settings)))

    def change_settings(self, changed: ScreenSettings, tell: Callable[[str], None]) -> None:
        if self._pad.role is not Role.MANAGER:
            self._tell(partial(tell, "Only a manager can change settings."))
            return
        try:
            now, is_file = staff_settings.change(self._joined.data, self._settings, changed)
        except SettingsRefused as why:
            self._tell(partial(tell, why.problems[0]))
        except OSError as why:
            self._tell(partial(tell, f"{why.filename or self._joined.data}: {why.strerror}"))
        else:
            self._settings = now
            self._pad.note(Noted.SETTINGS_CHANGED)
            self._joined.settings_changed(now, is_file)
            self._tell(partial(tell, ""))

    def end_program(self) -> None:
        if self._pad.role is Role.MANAGER:
            self._pad.note(Noted.PROGRAM_ENDED)
            self._joined.end()

    def _tell(self, call: Callable[[], None]) -> None:
        self._joined.deliver(call)
