"""A desk that answers at once, for a shop that is made up: for pictures and for tests."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk.application.doctor import Check
from kiosk.application.figures import PeriodFigures
from kiosk.application.staff import (
    CorrectionsSeen,
    DayClosing,
    Erasing,
    Health,
    HeldDay,
    Kept,
    NewPin,
    RecordsOverview,
    Role,
    ScreenSettings,
    SignedIn,
    SignIn,
    SignInResult,
)
from kiosk.domain.consent import ReceiptCode
from kiosk.domain.periods import Period, Span
from kiosk.domain.sign_in import DEMO_MANAGER_PIN, DEMO_STAFF_PIN, RecoveryCode, weakness_of
from kiosk.ui import samples
from kiosk.ui.staff import sample_figures
from kiosk.ui.staff.sample_figures import TODAY

STAFF_PIN: Final = DEMO_STAFF_PIN
MANAGER_PIN: Final = DEMO_MANAGER_PIN
RECOVERY_CODE: Final = RecoveryCode.from_random(
    (7, 19, 22, 2, 9, 29, 24, 0, 26, 12, 4, 27, 8, 31, 17, 11, 30, 5, 20)
)
NEW_RECOVERY_CODE: Final = RecoveryCode.from_random(
    (20, 3, 28, 8, 17, 15, 21, 5, 13, 1, 31, 30, 6, 16, 22, 11, 9, 25, 14)
)

_FOLDER: Final = "/var/lib/askfirst"
WELL: Final = (
    Check("settings", ok=True, says=f"{_FOLDER}/askfirst.toml is whole"),
    Check("python", ok=True, says="Python 3.11 on Linux x86_64"),
    Check("qt", ok=True, says="Qt 6.11.0 loads, and so does what it draws with (wayland)"),
    Check("law", ok=True, says="cn (from 14 years): guidance for engineers"),
    Check("notice en", ok=True, says="whole, version c33e"),
    Check("notice zh_CN", ok=True, says="whole, version 020c"),
    Check("assessment", ok=True, says="signed by Chen Min on 2026-11-02"),
    Check("camera", ok=True, says="webcam:/dev/video0 is there (it was not opened)"),
    Check("door counter", ok=True, says="the last count came in at 2026-11-24 16:00"),
    Check("data folder", ok=True, says=f"{_FOLDER} can be written to, by its owner alone"),
    Check("disk", ok=True, says="39,291 MiB are free"),
    Check("models", ok=True, says="the models are the ones that were tested"),
    Check("confinement", ok=True, says="Linux 6.12 can lock the analysis away"),
    Check("fonts and words", ok=True, says="typefaces and translations are here"),
    Check("clock", ok=True, says="it is 2026-11-24 16:04 (CST)"),
    Check("records", ok=True, says=f"{_FOLDER}/records.sqlite3 is sound (4,812 KiB)"),
    Check("contents", ok=True, says="no picture and no face vector in 148,211 values"),
    Check("kiosk", ok=True, says="the kiosk is running on this data folder"),
    Check("staff PIN", ok=True, says="the manager's and staff's are set"),
)
_AMISS: Final = (
    Check(
        "data folder",
        ok=False,
        says=f"{_FOLDER} is open to other accounts (755)",
        cure=f"chmod 700 {_FOLDER} (the kiosk does so when it starts)",
    ),
    Check(
        "notice zh_CN",
        ok=False,
        says="zh_CN differs from the others in what it says of the retention",
        cure="Mend that, or take zh_CN out of the settings.",
    ),
)
TROUBLED: Final = tuple(
    next((amiss for amiss in _AMISS if amiss.name == check.name), check) for check in WELL
)


class SampleSignIn(SignIn):
    """Two PINs and a recovery code. ``before`` is what it says before anybody tries."""

    def __init__(self, before: SignInResult | None = None) -> None:
        self.before = before or SignInResult(SignedIn.WRONG)
        self.tried: list[str] = []
        self.pins: dict[str, Role] = {STAFF_PIN: Role.STAFF, MANAGER_PIN: Role.MANAGER}
        self.role: Role | None = None
        self.left = 0

    def state(self, tell: Callable[[SignInResult], None]) -> None:
        tell(self.before)

    def try_pin(self, pin: str, tell: Callable[[SignInResult], None]) -> None:
        self.tried.append(pin)
        self.role = self.pins.get(pin)
        outcome = SignedIn.WRONG if self.role is None else SignedIn.WELCOME
        tell(SignInResult(outcome, self.role))

    def try_recovery(self, code: str, tell: Callable[[SignInResult], None]) -> None:
        self.tried.append(code)
        if code != RECOVERY_CODE.symbols:
            tell(SignInResult(SignedIn.WRONG))
            return
        self.role = Role.MANAGER
        tell(SignInResult(SignedIn.WELCOME, self.role, recovered=True))

    def set_pin(self, role: Role, pin: str, tell: Callable[[NewPin, str], None]) -> None:
        if weakness_of(pin) is not None:
            tell(NewPin.TOO_EASY, "")
            return
        self.pins[pin] = role
        tell(NewPin.SET, NEW_RECOVERY_CODE.grouped if role is Role.MANAGER else "")

    def leave(self) -> None:
        self.role = None
        self.left += 1


class SampleDesk:
    """Implements ``StaffDesk`` for a healthy shop on a Tuesday afternoon.

    ``troubled``: for one that needs somebody.
    What it was told to change is kept in ``changed``, ``erased`` and ``written``.
    """

    def __init__(self, before: SignInResult | None = None, *, troubled: bool = False) -> None:
        self.sign_in = SampleSignIn(before)
        self.troubled = troubled
        self.changed: list[ScreenSettings] = []
        self.erased: list[ReceiptCode] = []
        self.written: list[tuple[Span, date, tuple[str, ...]]] = []
        self.has_ended = False

    def today(self) -> date:
        return TODAY

    def figures(self, period: Period, tell: Callable[[PeriodFigures | None, str], None]) -> None:
        if self.troubled:
            tell(None, "The records cannot be read just now. Nothing is lost; see Health.")
            return
        tell(sample_figures.of_period(period), "")

    def records(self, tell: Callable[[RecordsOverview | None, str], None]) -> None:
        held = tuple(
            HeldDay(
                TODAY - timedelta(days=back),
                records=(105, 160, 298, 351)[back],
                until=_four(TODAY + timedelta(days=4 - back)),
                growing=back == 0,
            )
            for back in range(4)
        )
        withdrawn = tuple(
            (TODAY - timedelta(days=back), (2, 0, 1, 3, 0, 0, 1)[back % 7]) for back in range(1, 32)
        )
        flaw = "Row 12,107 does not follow from the row before it." if self.troubled else None
        overview = RecordsOverview(
            held=held,
            withdrawn=withdrawn,
            waiting=38,
            proofs=1204,
            next_erasure=held[-1].until,
            ledger_rows=12408,
            ledger_flaw=flaw,
        )
        tell(overview, "")

    def erase(self, code: ReceiptCode, tell: Callable[[Erasing], None]) -> None:
        self.erased.append(code)
        tell(Erasing.ERASED if code == samples.CODE else Erasing.NOT_FOUND)

    def look_ahead(self) -> None:
        """What it is asked it knows at once."""

    def health(self, tell: Callable[[Health], None]) -> None:
        tell(_health(TROUBLED if self.troubled else WELL))

    def try_camera_again(self, tell: Callable[[Health], None]) -> None:
        tell(_health(WELL))

    def closing(self, tell: Callable[[DayClosing], None]) -> None:
        tell(
            DayClosing(
                day=TODAY,
                ends=_four(TODAY + timedelta(days=1)),
                reports_folder=Path(_FOLDER) / "reports",
                closed_until=TODAY - timedelta(days=1),
            )
        )

    def write_reports(
        self,
        span: Span,
        day: date,
        formats: Sequence[str],
        progress: Callable[[float], None],
        tell: Callable[[Kept], None],
    ) -> None:
        period = Period.of(span, day)
        self.written.append((span, day, tuple(formats)))
        progress(0.5)
        progress(1.0)
        if self.troubled:
            tell(Kept(period, (), fault=f"{_FOLDER}/reports: Permission denied"))
            return
        so_far = "-so-far" if period.last >= TODAY else ""
        stem = f"askfirst-north-door-{period.last}-{span.value}{so_far}"
        names = tuple(Path(_FOLDER) / "reports" / f"{stem}.{kind}" for kind in formats)
        tell(Kept(period, names))

    def settings(self, tell: Callable[[ScreenSettings], None]) -> None:
        tell(self.changed[-1] if self.changed else ScreenSettings("light", False, ("pdf", "csv")))

    def change_settings(self, changed: ScreenSettings, tell: Callable[[str], None]) -> None:
        if self.troubled:
            tell(f"{_FOLDER}/askfirst.toml: Read-only file system")
            return
        self.changed.append(changed)
        tell("")

    def end_program(self) -> None:
        self.has_ended = True


def _four(day: date) -> datetime:
    """Four in the morning, when a business day ends."""
    return datetime(day.year, day.month, day.day, 4, 0, tzinfo=samples.ZONE)


_HEALTH: Final = Health(
    checks=WELL,
    camera="ready",
    model="age-v1+gender-v1",
    last_backup=_four(TODAY),
    backup_fault=None,
    ledger_checked=_four(TODAY),
    ledger_rows=12400,
    disk_free_bytes=41_200_000_000,
    started=datetime(2026, 11, 21, 8, 55, tzinfo=samples.ZONE),
    version="0.1.0",
    corrections=CorrectionsSeen(months=5, gender_one_in=14, age_one_in=9, gender_errs_more=False),
    checked=datetime(2026, 11, 24, 16, 20, tzinfo=samples.ZONE),
)


def _health(checks: Sequence[Check]) -> Health:
    if all(check.ok for check in checks):
        return replace(_HEALTH, checks=checks)
    return replace(
        _HEALTH,
        checks=checks,
        camera="failed too often in a row and rests",
        last_backup=_four(TODAY - timedelta(days=3)),
        backup_fault=f"{_FOLDER}/backups: Permission denied",
    )
