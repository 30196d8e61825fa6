"""Everything a step of a visit asks the world to do, in the order it is to be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.domain.consent import ConsentRecord, Moment, ReceiptCode, Way
    from kiosk.domain.estimate import Answer
    from kiosk.domain.states import WatchFault
    from kiosk.domain.visit import ConsentGrant


@dataclass(frozen=True, slots=True)
class CountAsked:
    moment: Moment


@dataclass(frozen=True, slots=True)
class CountDeclined:
    moment: Moment


@dataclass(frozen=True, slots=True)
class CountWalkedAway:
    moment: Moment


@dataclass(frozen=True, slots=True)
class StoreConsent:
    """Write the consent and sync it; answered by ConsentStored or StoreFailed."""

    consent: ConsentRecord


@dataclass(frozen=True, slots=True)
class StartWatching:
    grant: ConsentGrant


@dataclass(frozen=True, slots=True)
class StopWatching:
    """Close the camera and end the child, whether or not it ever opened."""


@dataclass(frozen=True, slots=True)
class RecordCameraOpened:
    consent: ConsentRecord


@dataclass(frozen=True, slots=True)
class RecordCameraClosed:
    consent: ConsentRecord


@dataclass(frozen=True, slots=True)
class RecordAnalysis:
    """Say in the ledger how the analysis ended: ``fault`` is None if it was completed."""

    consent: ConsentRecord
    fault: WatchFault | None


@dataclass(frozen=True, slots=True)
class KeepVisit:
    """Write the visit's row; ``told`` ones are stored together with their consent.

    ``shown`` is what the machine had estimated, or None where it never looked. Without
    ``receipt`` the row has no tag: nothing can find it. Answered by VisitKept or StoreFailed.
    """

    consent: ConsentRecord
    answer: Answer
    way: Way
    shown: Answer | None
    receipt: bool


@dataclass(frozen=True, slots=True)
class CloseUncounted:
    """End this consent's visit without a record; if one was kept after all, undo it."""

    consent: ConsentRecord


@dataclass(frozen=True, slots=True)
class EraseVisit:
    """Record the withdrawal and erase what the code finds; answered by Erased or StoreFailed."""

    code: ReceiptCode


@dataclass(frozen=True, slots=True)
class FindRecord:
    code: ReceiptCode


@dataclass(frozen=True, slots=True)
class CorrectRecord:
    code: ReceiptCode
    answer: Answer


@dataclass(frozen=True, slots=True)
class ReportInside:
    """Count what is in this machine; answered by InsideReported."""


Effect = (
    CountAsked
    | CountDeclined
    | CountWalkedAway
    | StoreConsent
    | StartWatching
    | StopWatching
    | RecordCameraOpened
    | RecordCameraClosed
    | RecordAnalysis
    | KeepVisit
    | CloseUncounted
    | EraseVisit
    | FindRecord
    | CorrectRecord
    | ReportInside
)
