"""Every state a visit can be in. Each holds only what it may hold; only Looking has a grant."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.inside import Inside as Inside  # noqa: PLC0414 - said again on purpose

if TYPE_CHECKING:
    from datetime import date, datetime

    from kiosk.domain.consent import ConsentRecord, Medium, Moment, ReceiptCode, Way
    from kiosk.domain.estimate import Answer, Estimate
    from kiosk.domain.notice import NoticeVersion
    from kiosk.domain.visit import ConsentGrant


@dataclass(frozen=True, slots=True)
class Ask:
    """What a visitor is being asked with: this notice, these doors, in this hour.

    ``camera`` says whether the camera's door is there; the other two always are.
    ``minimum_age`` is in whole years.
    """

    notice: NoticeVersion
    minimum_age: int
    camera: bool
    moment: Moment


class Hint(enum.Enum):
    """What the visitor could do so that the next frame says more."""

    COME_CLOSER = "come_closer"
    STEP_BACK = "step_back"
    CENTRE_FACE = "centre_face"
    FACE_THE_SCREEN = "face_the_screen"
    HOLD_STILL = "hold_still"
    ONE_AT_A_TIME = "one_at_a_time"
    UNCOVER_FACE = "uncover_face"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    GOOD = "good"


class WatchFault(enum.Enum):
    """Why a look ended without an estimate; the values stand in the ledger's payload."""

    CAMERA_LOST = "camera lost"
    CAMERA_UNAVAILABLE = "camera unavailable"
    BLACK_FRAMES = "black frames"
    FROZEN_FRAMES = "frozen frames"
    NO_CLEAR_FACE = "no clear face"
    FACE_LEFT = "face left"
    OUT_OF_TIME = "out of time"
    CHILD_ENDED = "child ended"
    CHILD_SILENT = "child silent"
    CHILD_NONSENSE = "child spoke nonsense"
    NOT_READY = "not ready"
    GRANT_EXPIRED = "grant expired"
    STORE_FAILED = "store failed"


class StoreFault(enum.Enum):
    """Why nothing can be recorded just now, and so nobody asked."""

    FULL = "disk full"
    SLOW = "store slow"
    BROKEN = "store broken"
    NO_NOTICE = "no notice to ask with"
    NOT_ASSESSED = "no impact assessment signed for this configuration"
    UNSTEADY = "too many starts in a row"

    @property
    def spares_records(self) -> bool:
        """True where only asking is wrong, and what is held can still be found and deleted."""
        return self not in (StoreFault.SLOW, StoreFault.BROKEN, StoreFault.UNSTEADY)

    @property
    def troubles_records(self) -> bool:
        """True where a record may be out of reach just now."""
        return self not in (StoreFault.NO_NOTICE, StoreFault.NOT_ASSESSED)


class FarewellReason(enum.Enum):
    """What the visitor is told at the end, which is exactly what happened."""

    REFUSED = "refused"
    TOO_YOUNG = "too_young"
    LOOKS_YOUNG = "looks_young"
    WITHDRAWN = "withdrawn"
    BEING_ERASED = "being_erased"
    ERASED = "erased"
    CORRECTED = "corrected"
    NOT_ESTIMATED = "not_estimated"
    NOT_ANSWERED = "not_answered"
    NOT_KEPT = "not_kept"
    NO_SUCH_RECORD = "no_such_record"


@dataclass(frozen=True, slots=True)
class Proof:
    """What the proof of a yes says; ``until`` is the last day on which it is kept.

    ``moment`` is when the yes was given, which may be an hour after its visitor was asked.
    """

    notice: NoticeVersion
    medium: Medium
    way: Way
    moment: Moment
    until: date


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """What a visitor sees of the own record, which nobody can find from ``until`` on.

    ``shown`` is what the machine had estimated, or None where it never looked.
    """

    answer: Answer
    way: Way
    moment: Moment
    until: datetime
    shown: Answer | None
    proof: Proof


@dataclass(frozen=True, slots=True)
class Starting:
    """The first screen is painted, its doors closed: the store is still being checked."""


@dataclass(frozen=True, slots=True)
class Idle:
    """Nobody is here, or nobody has touched anything."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The notice is open, and with it the one ask of this visit."""

    ask: Ask


@dataclass(frozen=True, slots=True)
class AskingAge:
    """One question before anything else: old enough? ``way`` is the door that was chosen."""

    ask: Ask
    way: Way


@dataclass(frozen=True, slots=True)
class EnteringPhoneCode:
    """The code that a phone shows after a yes is being typed. ``wrong`` counts those that fit
    no yes.
    """

    ask: Ask
    wrong: int = 0


@dataclass(frozen=True, slots=True)
class Armed:
    """A phone said yes; whoever stands here is asked whether it is theirs, and for their age.

    ``number`` is what the phone shows, or None where its code was typed here.
    """

    ask: Ask
    number: int | None


@dataclass(frozen=True, slots=True)
class StoringConsent:
    """The yes is on its way to the disk; the camera waits for it."""

    ask: Ask
    consent: ConsentRecord


@dataclass(frozen=True, slots=True)
class Looking:
    """The one state in which the camera may be open. ``opened`` once it reported that it is."""

    ask: Ask
    grant: ConsentGrant
    opened: bool = False
    hint: Hint | None = None


@dataclass(frozen=True, slots=True)
class ShowingResult:
    """The estimate is shown and nothing is saved; the camera is closed."""

    ask: Ask
    consent: ConsentRecord
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Correcting:
    """The visitor is saying what the estimate should have been."""

    ask: Ask
    consent: ConsentRecord
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Telling:
    """The visitor is telling; the consent is formed but not given until Save."""

    ask: Ask
    consent: ConsentRecord


@dataclass(frozen=True, slots=True)
class Keeping:
    """The answer is on its way to the disk. ``receipt`` is False if its visitor walked off."""

    consent: ConsentRecord
    receipt: bool


@dataclass(frozen=True, slots=True)
class ShowingReceipt:
    """The code is on screen; ``until`` is the instant from which it finds nothing.

    ``longer`` once its reader asked for time to write it down.
    """

    code: ReceiptCode
    notice: NoticeVersion
    until: datetime
    longer: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """A yes taken back is on its way to the disk; ``then`` is what its visitor is told after."""

    code: ReceiptCode
    then: FarewellReason


@dataclass(frozen=True, slots=True)
class EnteringCode:
    """My record: the code is being typed. ``wrong`` counts the codes that found nothing."""

    wrong: int = 0


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """My record: a code is being looked up."""

    code: ReceiptCode
    wrong: int


@dataclass(frozen=True, slots=True)
class ShowingRecord:
    """My record: it was found, and is shown to whoever holds the code."""

    code: ReceiptCode
    record: KeptRecord


@dataclass(frozen=True, slots=True)
class CorrectingRecord:
    """My record: the visitor is saying what it should say."""

    code: ReceiptCode
    record: KeptRecord


@dataclass(frozen=True, slots=True)
class SavingCorrection:
    """My record: a correction is on its way to the disk."""

    code: ReceiptCode


@dataclass(frozen=True, slots=True)
class ReadingInside:
    """What is in this machine: public, live, about nobody; None until the store has told."""

    inside: Inside | None = None


@dataclass(frozen=True, slots=True)
class Farewell:
    """The last screen. ``then_rests`` if what went wrong makes asking the next one dishonest."""

    reason: FarewellReason
    then_rests: StoreFault | None = None


@dataclass(frozen=True, slots=True)
class Resting:
    """Nobody is asked, for nothing could be recorded, or nobody honestly asked.

    Where the records are spared, whoever has a receipt can still take a yes back.
    """

    fault: StoreFault


@dataclass(frozen=True, slots=True)
class Attended:
    """Staff are at the machine, whoever they say they are: nobody is asked, no camera opens."""


Visit = (
    Starting
    | Idle
    | Reading
    | AskingAge
    | EnteringPhoneCode
    | Armed
    | StoringConsent
    | Looking
    | ShowingResult
    | Correcting
    | Telling
    | Keeping
    | ShowingReceipt
    | Withdrawing
    | EnteringCode
    | FindingRecord
    | ShowingRecord
    | CorrectingRecord
    | SavingCorrection
    | ReadingInside
    | Farewell
    | Resting
    | Attended
)
