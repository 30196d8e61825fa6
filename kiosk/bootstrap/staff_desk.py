"""The staff pages' side of the running kiosk: reads beside the store, and writes through it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from kiosk.adapters.analysis.watch import ConfinedWatch
from kiosk.adapters.records.overview import overview
from kiosk.adapters.records.reading import NoRecords
from kiosk.adapters.records.store import RecordsStore
from kiosk.adapters.settings.reading import SettingsRefused
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.staff.sign_in import Deliver, StaffSignIn
from kiosk.adapters.system.worker import Worker
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
from kiosk.bootstrap import parts, reports, staff_health, staff_settings, staff_sign_in
from kiosk.bootstrap.figures import figures_of
from kiosk.domain.consent import ReceiptCode
from kiosk.domain.periods import Period, Span
from kiosk.domain.sign_in import Noted

_TO_PRINT: Final = frozenset({"pdf"})
"""What staff may write; what other programs read is an export, and a manager's."""


@dataclass(frozen=True)
class Joined:
    """What the desk is made of.

    ``settings_changed`` is told the settings that hold from now on, and whether the settings file
    says just these; ``end`` ends the program. ``phone`` says how the phone page does, from inside.
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
    phone: Callable[[], Check | None] | None = None


def join(
    data: Path,
    settings: Settings,
    store: RecordsStore,
    watch: ConfinedWatch,
    *,
    deliver: Deliver,
    settings_changed: Callable[[Settings, bool], None],
    end: Callable[[], None],
    phone: Callable[[], Check | None] | None = None,
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
            phone=phone,
        )
    )


class JoinedDesk:
    """Implements ``staff.StaffDesk``. Three threads: one reads, one counts what is many, one waits
    for commands.

    What takes longer must not keep a page waiting that only wants numbers. Whoever asks while
    nobody is in is not answered: no page is there to hear it.
    """

    def __init__(self, joined: Joined) -> None:
        self.sign_in: SignIn = joined.sign_in
        self._pad = joined.sign_in
        self._joined = joined
        self._settings = joined.settings
        self._path = parts.records_file(joined.data, demo=joined.settings.demo)
        self._retention = parts.retention_of(joined.settings)
        self._reader = Worker("staff figures")
        self._counter = Worker("staff counts")
        self._slow = Worker("staff commands")
        machine = staff_health.Machine(
            joined.data, joined.settings, joined.store, joined.watch, joined.clock, joined.phone
        )
        self._examinations = staff_health.Examinations(
            machine, self._reader, self._slow, joined.deliver
        )

    def close(self) -> None:
        """Nothing more is told; what has begun is left to end by itself."""
        for each in (self._reader, self._counter, self._slow):
            each.close()
        self._pad.close()

    def today(self) -> date:
        return self._joined.clock.moment().day

    def _may(self, least: Role) -> bool:
        """Whether somebody is in who may do what needs this role."""
        return self._pad.role in (least, Role.MANAGER)

    # Figures and records ----------------------------------------------------------------------

    def figures(self, period: Period, tell: Callable[[PeriodFigures | None, str], None]) -> None:
        if self._may(Role.STAFF):
            self._reader.do(partial(self._read_figures, period, tell))

    def _read_figures(
        self, period: Period, tell: Callable[[PeriodFigures | None, str], None]
    ) -> None:
        try:
            found = self._joined.figures.of_period(period, self._joined.clock)
        except NoRecords as why:
            self._tell(partial(tell, None, str(why)))
        else:
            self._tell(partial(tell, found, ""))

    def records(self, tell: Callable[[RecordsOverview | None, str], None]) -> None:
        if self._may(Role.STAFF):
            self._reader.do(partial(self._read_records, tell, counts_proofs=False))

    def _read_records(
        self, tell: Callable[[RecordsOverview | None, str], None], *, counts_proofs: bool
    ) -> None:
        report, clock = self._joined.store.night_report(), self._joined.clock
        flaw = None if report is None else report.flaw
        try:
            found = overview(self._path, self._retention, clock, flaw, counts_proofs=counts_proofs)
        except NoRecords as why:
            self._tell(partial(tell, None, str(why)))
        else:
            self._tell(partial(tell, found, ""))
            if found.proofs is None:
                self._counter.do(partial(self._read_records, tell, counts_proofs=True))

    def erase(self, code: ReceiptCode, tell: Callable[[Erasing], None]) -> None:
        # Whoever asked for it, even where it is done when they have left.
        who = self._pad.role
        if who is None:
            return

        def told(what: Erasing) -> None:
            if what is Erasing.ERASED:
                self._pad.note(who, Noted.RECORD_ERASED)
            self._tell(partial(tell, what))

        self._joined.store.erase_for_staff(code, told)

    # Health -----------------------------------------------------------------------------------

    def look_ahead(self) -> None:
        if self._may(Role.STAFF):
            self._examinations.begin()

    def health(self, tell: Callable[[Health], None]) -> None:
        if self._may(Role.STAFF):
            self._examinations.ask(tell)

    def try_camera_again(self, tell: Callable[[Health], None]) -> None:
        if self._may(Role.STAFF):
            self._joined.watch.retry()
            self._examinations.ask_anew(tell)

    # Reports, and the day's end ---------------------------------------------------------------

    def closing(self, tell: Callable[[DayClosing], None]) -> None:
        if self._may(Role.STAFF):
            self._reader.do(partial(self._read_closing, tell))

    def _read_closing(self, tell: Callable[[DayClosing], None]) -> None:
        data, settings, today = self._joined.data, self._settings, self.today()
        try:
            closed_until = reports.written_up_to(data, settings)
        except NoRecords:
            # The pages that are about the records say so; this one is for going home.
            closed_until = None
        ends, folder = self._retention.business_day.end(today), reports.folder_of(data, settings)
        self._tell(partial(tell, DayClosing(today, ends, folder, closed_until)))

    def write_reports(
        self,
        span: Span,
        day: date,
        formats: Sequence[str],
        progress: Callable[[float], None],
        tell: Callable[[Kept], None],
    ) -> None:
        who = self._pad.role
        if who is None:
            return
        if who is not Role.MANAGER and set(formats) - _TO_PRINT:
            period = Period.of(span, day)
            self._tell(partial(tell, Kept(period, (), "Only a manager can write these.")))
            return
        self._slow.do(partial(self._write_reports, who, span, day, tuple(formats), progress, tell))

    def _write_reports(
        self,
        who: Role,
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
            self._pad.note(who, Noted.REPORTS_WRITTEN)
        self._tell(partial(tell, kept))

    # What only a manager may do -----------------------------------------------------------------

    def settings(self, tell: Callable[[ScreenSettings], None]) -> None:
        if self._may(Role.STAFF):
            self._tell(partial(tell, staff_settings.shown(self._settings)))

    def change_settings(self, changed: ScreenSettings, tell: Callable[[str], None]) -> None:
        if not self._may(Role.MANAGER):
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
            self._pad.note(Role.MANAGER, Noted.SETTINGS_CHANGED)
            self._joined.settings_changed(now, is_file)
            self._tell(partial(tell, ""))

    def end_program(self) -> None:
        if self._may(Role.MANAGER):
            self._pad.note(Role.MANAGER, Noted.PROGRAM_ENDED)
            self._joined.end()

    def _tell(self, call: Callable[[], None]) -> None:
        self._joined.deliver(call)
