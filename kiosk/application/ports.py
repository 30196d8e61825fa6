"""What the use cases need of the world, as the world must offer it.

Every call of Records and Watch returns at once; what came of it arrives later as an event of
``kiosk.domain.events``, through the ``Post`` that the adapter was made with. Adapters may call
``Post`` from any thread.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from kiosk.domain.assessment import Assessment
from kiosk.domain.consent import ConsentRecord, Moment, ReceiptCode, Way
from kiosk.domain.estimate import Answer
from kiosk.domain.events import Event
from kiosk.domain.notice import Notice
from kiosk.domain.states import Inside, WatchFault
from kiosk.domain.visit import ConsentGrant

Post = Callable[[Event], None]


class Clock(Protocol):
    """Time: a monotonic one for waits and grants, an aware one for what is written down."""

    def monotonic(self) -> float: ...

    def now(self) -> datetime: ...

    def moment(self) -> Moment:
        """The present business day and hour."""
        ...


class Alarm(Protocol):
    """Calls back on the thread it was made on. Setting it anew forgets the last call."""

    def set(self, seconds: float, call: Callable[[], None]) -> None: ...

    def clear(self) -> None: ...


class Randomness(Protocol):
    """Secure randomness, as a port so that a test can tell what comes next."""

    def receipt_code(self) -> ReceiptCode: ...

    def record_id(self) -> UUID: ...

    def phone_secret(self) -> str:
        """128 bits in the letters A to Z and 2 to 7, for a QR code."""
        ...

    def two_digits(self) -> int:
        """From 10 to 99."""
        ...


class Watch(Protocol):
    """The confined child: one a visit, warm before anyone comes, gone when the visit is.

    Posts CameraOpened, Hinted, Estimated, WatchFailed about the grant it was started with, and
    CameraOffered whenever looking becomes possible or impossible.
    """

    def prepare(self) -> None:
        """Make the next visit's child and warm it, unless one is there. Opens no camera."""
        ...

    def start(self, grant: ConsentGrant) -> None:
        """Open the camera and have the warm child look, once, for this grant's visit.

        The grant is spent by the opening: if that fails, the visitor is asked again rather
        than filmed on an old answer. Nothing is waited for. Raises GrantSpent, ChildGone.
        """
        ...

    def stop(self) -> None:
        """End the child, and with it the camera and every frame; does nothing without one."""
        ...

    def close(self) -> None:
        """End for good, before the program does."""
        ...


class ChildGone(Exception):
    """There is no warm child to look: the camera's door should not have been offered."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One preview picture: RGB, 8 bits, rows of ``width`` * 3 bytes, no padding.

    ``pixels`` is a view of shared memory and good until the next call; ``number`` rises.
    """

    number: int
    width: int
    height: int
    pixels: memoryview


class Preview(Protocol):
    """The live picture, mirrored, everything outside the oval already blurred."""

    def latest(self) -> Picture | None:
        """The newest picture, or None while the camera is closed."""
        ...


class Records(Protocol):
    """The store, on a thread of its own, working in the order it was called.

    Every call is one transaction, synced before it is answered; a failure is posted as
    StoreFailed. Counting an outcome does nothing if no ask is open, and ending a consent's
    visit does nothing if it has ended: so a late call can neither invent nor double anything.
    """

    def count_asked(self, moment: Moment) -> None: ...

    def count_declined(self, moment: Moment) -> None: ...

    def count_walked_away(self, moment: Moment) -> None: ...

    def store_consent(self, consent: ConsentRecord) -> None:
        """Posts ConsentStored once the ledger row and its opening are on disk."""
        ...

    def record_camera_opened(self, consent: ConsentRecord) -> None: ...

    def record_camera_closed(self, consent: ConsentRecord, seconds: int) -> None:
        """``seconds`` is how long it was open, in whole seconds."""
        ...

    def record_analysis(self, consent: ConsentRecord, fault: WatchFault | None) -> None: ...

    def keep_visit(
        self,
        consent: ConsentRecord,
        answer: Answer,
        way: Way,
        shown: Answer | None,
        *,
        receipt: bool,
    ) -> None:
        """Posts VisitKept. ``Way.TOLD`` stores consent and visit in the one transaction."""
        ...

    def close_uncounted(self, consent: ConsentRecord) -> None:
        """End the visit as not counted; a row that was kept after all is undone."""
        ...

    def erase_visit(self, code: ReceiptCode) -> None:
        """Posts Erased when the withdrawal is on disk and what it withdrew is off it."""
        ...

    def find_record(self, code: ReceiptCode) -> None:
        """Posts RecordFound or RecordNotFound."""
        ...

    def correct_record(self, code: ReceiptCode, answer: Answer) -> None:
        """Posts CorrectionStored."""
        ...

    def record_entered(self, day: date, hour: int, entered: int, *, replace: bool = False) -> None:
        """Add what the door counter saw in an hour; with ``replace`` write over what it had.

        From the first call on the hour has a count, though it be 0. What cannot be written now
        is written when the store can again, in the order of the calls.
        """
        ...

    def probe(self) -> None:
        """Ask whether the store can record; posts StoreReady or StoreFailed."""
        ...

    def inside(self, tell: Callable[[Inside], None]) -> None:
        """Report what is kept; ``tell`` is called from the store's thread."""
        ...

    def close(self) -> None:
        """Finish what was asked, then end the thread."""
        ...


class Signer(Protocol):
    """The machine's own key: whoever has its public half can check what it signed."""

    @property
    def public(self) -> bytes:
        """The 32 bytes of the public half of an Ed25519 key."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature over exactly these bytes."""
        ...


class Assessments(Protocol):
    """The sign-offs of the impact assessment; what lies there is looked at anew each time."""

    def in_force(self) -> Assessment | None:
        """The one that is good for this configuration; None: nobody may be asked anything."""
        ...


class Notices(Protocol):
    """The notices of this kiosk, filled, one a language that may be offered."""

    def offered(self) -> Mapping[str, Notice]:
        """Language tag to notice, in the order of the settings; empty: nobody can be asked."""
        ...
