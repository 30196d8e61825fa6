"""Everything that can happen to a visit, named as having happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from kiosk.domain.consent import ReceiptCode
    from kiosk.domain.estimate import Answer, Estimate
    from kiosk.domain.notice import NoticeVersion
    from kiosk.domain.states import Ask, Hint, Inside, KeptRecord, StoreFault, WatchFault
    from kiosk.domain.visit import ConsentGrant

# The machine --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoreReady:
    """The store has been checked and can record; sent again when it can again."""


@dataclass(frozen=True, slots=True)
class StoreFailed:
    fault: StoreFault


@dataclass(frozen=True, slots=True)
class CameraOffered:
    """The camera's door came or went: a camera was plugged, pulled, or must rest."""

    offered: bool


@dataclass(frozen=True, slots=True)
class TimedOut:
    """The wait of the present state is over."""


# The visitor's choices ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoticeOpened:
    ask: Ask


@dataclass(frozen=True, slots=True)
class NoticeChanged:
    """The same visitor reads on in another language."""

    notice: NoticeVersion


@dataclass(frozen=True, slots=True)
class ChoseCamera:
    pass


@dataclass(frozen=True, slots=True)
class ChoseTelling:
    pass


@dataclass(frozen=True, slots=True)
class Refused:
    pass


@dataclass(frozen=True, slots=True)
class SaidOldEnough:
    """Old enough, and with it the yes is whole: ``record_id`` and ``code`` are fresh."""

    record_id: UUID
    code: ReceiptCode


@dataclass(frozen=True, slots=True)
class SaidTooYoung:
    pass


@dataclass(frozen=True, slots=True)
class WentBack:
    pass


@dataclass(frozen=True, slots=True)
class Withdrew:
    """Stop, or Delete: the yes is taken back."""


@dataclass(frozen=True, slots=True)
class ChoseKeeping:
    pass


@dataclass(frozen=True, slots=True)
class ChoseCorrecting:
    pass


@dataclass(frozen=True, slots=True)
class GaveAnswer:
    answer: Answer


@dataclass(frozen=True, slots=True)
class Finished:
    """The visitor has read the screen and is done with it."""


@dataclass(frozen=True, slots=True)
class AskedForTime:
    """The reader of a receipt wants to write its code down."""


@dataclass(frozen=True, slots=True)
class MyRecordOpened:
    pass


@dataclass(frozen=True, slots=True)
class CodeEntered:
    code: ReceiptCode


@dataclass(frozen=True, slots=True)
class InsideOpened:
    pass


@dataclass(frozen=True, slots=True)
class InsideOutdated:
    """What is shown of the inside may no longer be so."""


@dataclass(frozen=True, slots=True)
class StaffCalled:
    """Somebody asked for the staff's pages; who it is, these find out."""


# The visitor's phone ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PhoneCodeOpened:
    """The visitor wants to type the code that the own phone shows."""


@dataclass(frozen=True, slots=True)
class PhoneCodeWrong:
    """What was typed is not what the phone of this kiosk's QR code would show."""


@dataclass(frozen=True, slots=True)
class PhoneAgreed:
    """A phone said yes to the notice of ``ask``: nobody knows yet whose phone it is.

    ``number`` is what it shows, or None where its code was typed at the kiosk.
    """

    ask: Ask
    number: int | None


@dataclass(frozen=True, slots=True)
class NotMe:
    """Whoever stands here did not say yes on a phone."""


# The store's answers ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConsentStored:
    """The consent is on disk, synced. ``at`` is monotonic seconds."""

    record_id: UUID
    at: float


@dataclass(frozen=True, slots=True)
class VisitKept:
    record_id: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class Erased:
    """The withdrawal is on disk, and what it withdrew is off it."""

    code: ReceiptCode


@dataclass(frozen=True, slots=True)
class RecordFound:
    code: ReceiptCode
    record: KeptRecord


@dataclass(frozen=True, slots=True)
class RecordNotFound:
    code: ReceiptCode


@dataclass(frozen=True, slots=True)
class CorrectionStored:
    code: ReceiptCode


@dataclass(frozen=True, slots=True)
class InsideReported:
    inside: Inside


# The watch's news: each carries the grant it is about, so that late news is known as such -----


@dataclass(frozen=True, slots=True)
class CameraOpened:
    grant: ConsentGrant


@dataclass(frozen=True, slots=True)
class Hinted:
    grant: ConsentGrant
    hint: Hint


@dataclass(frozen=True, slots=True)
class Estimated:
    grant: ConsentGrant
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class WatchFailed:
    grant: ConsentGrant
    fault: WatchFault


Event = (
    StoreReady
    | StoreFailed
    | CameraOffered
    | TimedOut
    | NoticeOpened
    | NoticeChanged
    | ChoseCamera
    | ChoseTelling
    | Refused
    | SaidOldEnough
    | SaidTooYoung
    | WentBack
    | Withdrew
    | ChoseKeeping
    | ChoseCorrecting
    | GaveAnswer
    | Finished
    | AskedForTime
    | MyRecordOpened
    | CodeEntered
    | InsideOpened
    | InsideOutdated
    | StaffCalled
    | PhoneCodeOpened
    | PhoneCodeWrong
    | PhoneAgreed
    | NotMe
    | ConsentStored
    | VisitKept
    | Erased
    | RecordFound
    | RecordNotFound
    | CorrectionStored
    | InsideReported
    | CameraOpened
    | Hinted
    | Estimated
    | WatchFailed
)
