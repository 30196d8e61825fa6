"""A desk that answers at once, for a shop that is made up: for pictures and for tests."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk.application.doctor import Check
from kiosk.application.figures import PeriodFigures
from kiosk.application.staff import (
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

WELL: Final = (
    Check("settings", ok=True, says="whole: askfirst.toml"),
    Check("notices", ok=True, says="English and 简体中文, both reviewed"),
    Check("impact assessment", ok=True, says="signed for this configuration"),
    Check("models", ok=True, says="all as they were built"),
    Check("confinement", ok=True, says="Landlock and seccomp hold"),
    Check("records", ok=True, says="12,408 ledger rows, unbroken"),
    Check("disk", ok=True, says="41.2 GB free"),
)
TROUBLED: Final = (
    *WELL[:4],
    Check(
        "camera",
        ok=False,
        says="no camera at /dev/video0",
        cure="Push its plug in; it is looked for every 5 seconds.",
    ),
    *WELL[4:6],
    Check(
        "backup",
        ok=False,
        says="no backup since Saturday: the folder cannot be written",
        cure="Give the kiosk's account the right to write into the backup folder.",
    ),
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
        found = sample_figures.of_period(period)
        tell(sample_figures.uncorrected(found), "")
        if found.genders.corrected is not None:
            tell(found, "")

    def records(self, tell: Callable[[RecordsOverview | None, str], None]) -> None:
        held = tuple(
            HeldDay(
                TODAY - timedelta(days=back),
                records=(85, 96, 71, 104)[back],
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

    def health(self, tell: Callable[[Health], None]) -> None:
        tell(_health(TROUBLED if self.troubled else WELL))

    def try_camera_again(self, tell: Callable[[Health], None]) -> None:
        tell(_health(WELL))

    def closing(self, tell: Callable[[DayClosing], None]) -> None:
        tell(
            DayClosing(
                day=TODAY,
                ends=_four(TODAY + timedelta(days=1)),
                reports_folder=Path("reports"),
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
            tell(Kept(period, (), fault="The folder of the reports cannot be written."))
            return
        names = tuple(Path("reports") / f"{period.first}.{kind}" for kind in formats)
        tell(Kept(period, names))

    def settings(self, tell: Callable[[ScreenSettings], None]) -> None:
        tell(self.changed[-1] if self.changed else ScreenSettings("light", False, ("pdf", "csv")))

    def change_settings(self, changed: ScreenSettings, tell: Callable[[str], None]) -> None:
        if self.troubled:
            tell("The settings file cannot be written.")
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
    camera="HD Webcam C920 at /dev/video0, closed",
    model="DMA-Count 1, as built",
    last_backup=_four(TODAY),
    backup_fault=None,
    ledger_checked=_four(TODAY),
    ledger_rows=12400,
    disk_free_bytes=41_200_000_000,
    started=datetime(2026, 11, 21, 8, 55, tzinfo=samples.ZONE),
    version="0.1.0",
)


def _health(checks: Sequence[Check]) -> Health:
    if all(check.ok for check in checks):
        return replace(_HEALTH, checks=checks)
    return replace(
        _HEALTH,
        checks=checks,
        camera="none at /dev/video0",
        last_backup=_four(TODAY - timedelta(days=3)),
        backup_fault="The backup folder cannot be written.",
    )
