"""What staff may do at the machine, as the staff pages ask for it.

Every call returns at once; what came of it arrives through the callback it was given, on the
window's thread. A callback whose page has gone meanwhile is the page's business to ignore.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from kiosk.application.doctor import Check
    from kiosk.application.figures import PeriodFigures
    from kiosk.domain.consent import ReceiptCode
    from kiosk.domain.periods import Period, Span


class Role(enum.Enum):
    """Staff see figures and records; a manager may also change settings, export and close."""

    STAFF = "staff"
    MANAGER = "manager"


# Signing in ---------------------------------------------------------------------------------


class SignedIn(enum.Enum):
    """What came of a PIN or a recovery code."""

    WELCOME = "welcome"
    WRONG = "wrong"
    MUST_WAIT = "must wait"
    NO_PIN = "no pin is set"
    UNUSABLE = "the file of the PINs cannot be read or written"


@dataclass(frozen=True, slots=True)
class SignInResult:
    """``role`` where somebody is in; ``wait_seconds`` until the next attempt is looked at."""

    outcome: SignedIn
    role: Role | None = None
    wait_seconds: float = 0.0
    managers_wait: float = 0.0
    """It was wrong as staff's, and as a manager's nobody looked: seconds until somebody does."""
    recovered: bool = False
    """Came by the recovery code: a new PIN has to be chosen before anything else."""


class NewPin(enum.Enum):
    """What came of choosing a PIN."""

    SET = "set"
    TOO_EASY = "too easy"
    NOT_ALLOWED = "not allowed"
    UNUSABLE = "cannot be written"


class SignIn(Protocol):
    """PINs of eight digits, counted and synced before they are checked."""

    def state(self, tell: Callable[[SignInResult], None]) -> None:
        """NO_PIN, MUST_WAIT with how long, UNUSABLE, or WRONG with no wait: somebody may try."""
        ...

    def try_pin(self, pin: str, tell: Callable[[SignInResult], None]) -> None: ...

    def try_recovery(self, code: str, tell: Callable[[SignInResult], None]) -> None: ...

    def set_pin(self, role: Role, pin: str, tell: Callable[[NewPin, str], None]) -> None:
        """For a manager who is in, or after a recovery. The text is the new recovery code where
        one was made (a manager's PIN), to be shown once; else empty.
        """
        ...

    def leave(self) -> None:
        """Nobody is in any more; written to the audit."""
        ...


# What the pages show ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HeldDay:
    """One day of which records are still held: how many (in steps of five while it goes on, by
    closed days else), and when nobody can find them any more.
    """

    day: date
    records: int
    until: datetime
    growing: bool = False


@dataclass(frozen=True, slots=True)
class EarlierDays:
    """Days of long ago of which records are still held, as one: how many days, how many records,
    and when nobody can find the last of them any more. ``next`` is the day whose records go first.
    """

    next: date
    days: int
    records: int
    until: datetime


@dataclass(frozen=True, slots=True)
class RecordsOverview:
    """``withdrawn`` is per closed day, newest first, for the days that are held and the 28 before.

    ``waiting`` are visits of closed days in no block yet. ``next_erasure`` is when the oldest
    day's window closes. ``proofs`` is how many consents still have their proof; None while they
    are being counted. ``earlier`` are the days before those ``held``, if any are.
    """

    held: Sequence[HeldDay]
    withdrawn: Sequence[tuple[date, int]]
    waiting: int
    proofs: int | None
    next_erasure: datetime | None
    ledger_rows: int
    ledger_flaw: str | None
    earlier: EarlierDays | None = None


@dataclass(frozen=True, slots=True)
class CorrectionsSeen:
    """How often visitors corrected what they were shown, over ``months`` whole months.

    One result in ``gender_one_in`` of those they looked at, rounded, and nothing more exact: never
    counts. Which visitors "looked" is in kiosk/domain/confusion.py. The figures are not changed by
    it.
    """

    months: int
    gender_one_in: int
    age_one_in: int
    """The same for the wide group of age."""
    gender_errs_more: bool
    """Chance does not explain that more was corrected here than was wrong where it was measured:
    have the camera's place and the light looked at. False says nothing.
    """


@dataclass(frozen=True, slots=True)
class Health:
    """The state of the machine: every check with its cure, and the facts of the day.

    The checks are those of ``checked``, None before the first examination; while it
    ``is_looking``, they are being made anew. All the rest is of this moment.
    """

    checks: Sequence[Check]
    camera: str
    model: str
    last_backup: datetime | None
    backup_fault: str | None
    ledger_checked: datetime | None
    ledger_rows: int | None
    disk_free_bytes: int
    started: datetime
    version: str
    corrections: CorrectionsSeen | None = None
    """None until there is enough of it that may be told."""
    checked: datetime | None = None
    is_looking: bool = False


class Erasing(enum.Enum):
    """What came of deleting by code; nothing of the record is ever shown."""

    ERASED = "erased"
    NOT_FOUND = "not found"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Kept:
    """A report that was written: its files, or why there are none."""

    period: Period
    files: Sequence[Path]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class DayClosing:
    """What closing the day by hand means now: the day, until when it runs by itself, and whether
    somebody has been asked in it. Closing writes the reports; blocks close at times of their own.
    """

    day: date
    ends: datetime
    reports_folder: Path
    closed_until: date | None


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """The few settings a manager may change at the screen: none is in the notice."""

    theme: str
    reduced_motion: bool
    reports: Sequence[str]
    """Which reports are written at close of day: "pdf", "csv", "json"."""


class StaffDesk(Protocol):
    """Everything behind the staff pages."""

    @property
    def sign_in(self) -> SignIn: ...

    def today(self) -> date:
        """The business day that goes on."""
        ...

    def figures(self, period: Period, tell: Callable[[PeriodFigures | None, str], None]) -> None:
        """None with a sentence for staff where nothing can be read."""
        ...

    def records(self, tell: Callable[[RecordsOverview | None, str], None]) -> None:
        """Told twice where the ledger is long: at once without its proofs, and then with them.

        None with a sentence for staff where nothing can be read.
        """
        ...

    def erase(self, code: ReceiptCode, tell: Callable[[Erasing], None]) -> None: ...

    def look_ahead(self) -> None:
        """Somebody has just come in: begin what takes seconds, before its page is asked for."""
        ...

    def health(self, tell: Callable[[Health], None]) -> None:
        """Told twice: at once with what the examination before found, while it ``is_looking``,
        and then with what was found now.
        """
        ...

    def try_camera_again(self, tell: Callable[[Health], None]) -> None:
        """Prove again what the camera's door waits for, where it was closed for good."""
        ...

    def closing(self, tell: Callable[[DayClosing], None]) -> None: ...

    def write_reports(
        self,
        span: Span,
        day: date,
        formats: Sequence[str],
        progress: Callable[[float], None],
        tell: Callable[[Kept], None],
    ) -> None:
        """Write the period's reports into the shop's folder, or say why not."""
        ...

    def settings(self, tell: Callable[[ScreenSettings], None]) -> None: ...

    def change_settings(self, changed: ScreenSettings, tell: Callable[[str], None]) -> None:
        """A manager's. Tells an empty text when they are on disk, else why they are not."""
        ...

    def end_program(self) -> None:
        """A manager's: the kiosk ends; whatever keeps it running starts it again or not."""
        ...
