"""The life of a visit: every step from one state to the next, and the only maker of a grant.

Nothing else in the program changes a visit, and no other line makes a ConsentGrant.
"""

from dataclasses import replace
from typing import Final, NoReturn, final
from uuid import UUID

from kiosk.domain.consent import ConsentRecord, Medium, Purpose, ReceiptCode, Way
from kiosk.domain.effects import (
    CloseUncounted,
    CorrectRecord,
    CountAsked,
    CountDeclined,
    CountWalkedAway,
    Effect,
    EraseVisit,
    FindRecord,
    KeepVisit,
    RecordAnalysis,
    RecordCameraClosed,
    RecordCameraOpened,
    ReportInside,
    StartWatching,
    StopWatching,
    StoreConsent,
)
from kiosk.domain.events import (
    AskedForTime,
    CameraOffered,
    CameraOpened,
    ChoseCamera,
    ChoseCorrecting,
    ChoseKeeping,
    ChoseTelling,
    CodeEntered,
    ConsentStored,
    CorrectionStored,
    Erased,
    Estimated,
    Event,
    Finished,
    GaveAnswer,
    Hinted,
    InsideOpened,
    InsideOutdated,
    InsideReported,
    MyRecordOpened,
    NoticeChanged,
    NoticeOpened,
    NotMe,
    PhoneAgreed,
    PhoneCodeOpened,
    PhoneCodeWrong,
    RecordFound,
    RecordNotFound,
    Refused,
    SaidOldEnough,
    SaidTooYoung,
    StaffCalled,
    StoreFailed,
    StoreReady,
    TimedOut,
    VisitKept,
    WatchFailed,
    WentBack,
    Withdrew,
)
from kiosk.domain.states import (
    Armed,
    Ask,
    AskingAge,
    Attended,
    Correcting,
    CorrectingRecord,
    EnteringCode,
    EnteringPhoneCode,
    Farewell,
    FarewellReason,
    FindingRecord,
    Idle,
    Keeping,
    Looking,
    Reading,
    ReadingInside,
    Resting,
    SavingCorrection,
    ShowingReceipt,
    ShowingRecord,
    ShowingResult,
    Starting,
    StoreFault,
    StoringConsent,
    Telling,
    Visit,
    WatchFault,
    Withdrawing,
)

Step = tuple[Visit, tuple[Effect, ...]]

GRANT_SECONDS: Final = 30.0
"""How long after the consent is on disk its grant may still open the camera."""

WRONG_PHONE_CODES: Final = 3
"""So many codes that no phone shows end the typing: four digits could be guessed else."""

WRONG_CODES: Final = 5
"""So many codes that find nothing end a look-up; the next one starts from Idle."""


class ImpossibleEvent(Exception):
    """An event that no screen or adapter could have sent in this state: a bug in the shell."""


class GrantSpent(Exception):
    """A grant was used a second time: a bug in the caller."""


class GrantExpired(Exception):
    """A grant was used too late: the visitor must be asked again."""


class _Seal:
    __slots__ = ()


_SEAL: Final = _Seal()


@final
class ConsentGrant:
    """Leave to open the camera once, for the visitor whose consent is on disk.

    ``issued_at`` is monotonic seconds. It can be neither copied nor pickled, and it equals
    only itself.
    """

    __slots__ = ("_issued_at", "_live", "consent")

    def __init__(self, consent: ConsentRecord, issued_at: float, seal: _Seal) -> None:
        if seal is not _SEAL:
            raise TypeError("only advance() makes a consent grant")
        self.consent: Final = consent
        self._issued_at: Final = issued_at
        self._live = True

    def spend(self, now: float) -> None:
        """Use the grant up at ``now`` (monotonic seconds). Raises GrantSpent, GrantExpired."""
        if not self._live:
            raise GrantSpent("this grant has been used already")
        self._live = False
        if not 0 <= now - self._issued_at <= GRANT_SECONDS:
            raise GrantExpired("the yes this grant stands for is too old to act on")

    @property
    def is_live(self) -> bool:
        """True until it is spent or void; it may have expired all the same."""
        return self._live

    def void(self) -> None:
        """Use it up for nothing: a yes that led to no look is not kept for later."""
        self._live = False

    def __reduce__(self) -> NoReturn:
        # copy.copy, copy.deepcopy and pickle all come through here.
        raise TypeError("a consent grant can be neither copied nor saved")


def advance(visit: Visit, event: Event) -> Step:  # noqa: PLR0915 - every step, in one place
    """Return the next state, and what the shell must now do, in that order.

    Raises ImpossibleEvent for an event nobody can have sent in this state.
    """
    match visit, event:
        # The machine: ready, resting, a camera that comes and goes.
        case Starting() | Resting(), StoreReady():
            return Idle(), ()
        case Farewell(reason), StoreReady():
            return Farewell(reason), ()
        case _, StoreReady():
            return visit, ()
        case _, StoreFailed(fault):
            return _store_failed(visit, fault)
        case Reading(ask), CameraOffered(offered):
            return Reading(replace(ask, camera=offered)), ()
        case AskingAge(ask, Way.CAMERA) | EnteringPhoneCode(ask) | Armed(ask), CameraOffered(False):
            return Reading(replace(ask, camera=False)), ()
        case _, CameraOffered():
            return visit, ()

        # The notice and its three doors.
        case Idle(), NoticeOpened(ask):
            return Reading(ask), (CountAsked(ask.moment),)
        case Reading(ask), NoticeChanged(notice):
            return Reading(replace(ask, notice=notice)), ()
        case Reading(ask), ChoseCamera() if ask.camera:
            return AskingAge(ask, Way.CAMERA), ()
        case Reading(ask), ChoseTelling():
            return AskingAge(ask, Way.TOLD), ()
        case Reading(ask), Refused():
            return Farewell(FarewellReason.REFUSED), (CountDeclined(ask.moment),)

        # The age question: before the camera, and before telling.
        case AskingAge(ask, Way.CAMERA), SaidOldEnough(record_id, code):
            consent = _consent(ask, Way.CAMERA, record_id, code)
            return StoringConsent(ask, consent), (StoreConsent(consent),)
        case AskingAge(ask, _), SaidOldEnough(record_id, code):
            return Telling(ask, _consent(ask, Way.TOLD, record_id, code)), ()
        case AskingAge(ask, _), SaidTooYoung():
            return Farewell(FarewellReason.TOO_YOUNG), (CountDeclined(ask.moment),)
        case AskingAge(ask, _) | Telling(ask, _), WentBack():
            return Reading(ask), ()

        # A yes on a phone: it opens nothing, but the question whose it is.
        case Idle(), PhoneAgreed(ask, number) if ask.camera:
            return Armed(ask, number), (CountAsked(ask.moment),)
        case Reading(asked) | EnteringPhoneCode(asked), PhoneAgreed(ask, number) if (
            asked.camera and ask == replace(asked, notice=ask.notice)
        ):
            return Armed(ask, number), ()
        case Armed(ask), SaidOldEnough(record_id, code):
            consent = _consent(ask, Way.CAMERA, record_id, code, Medium.PHONE)
            return StoringConsent(ask, consent), (StoreConsent(consent),)
        case Armed(ask), SaidTooYoung():
            return Farewell(FarewellReason.TOO_YOUNG), (CountDeclined(ask.moment),)
        case (Armed(ask), NotMe()) | (EnteringPhoneCode(ask), WentBack()):
            return Reading(ask), ()
        case Reading(ask), PhoneCodeOpened() if ask.camera:
            return EnteringPhoneCode(ask), ()
        case EnteringPhoneCode(ask, wrong), PhoneCodeWrong():
            if wrong + 1 == WRONG_PHONE_CODES:
                return Reading(ask), ()
            return EnteringPhoneCode(ask, wrong + 1), ()

        # Silence before the yes is a no.
        case (
            Reading(ask)
            | AskingAge(ask, _)
            | EnteringPhoneCode(ask)
            | Armed(ask)
            | Telling(ask, _),
            TimedOut(),
        ):
            return Idle(), (CountWalkedAway(ask.moment),)

        # The yes, the grant, the look.
        case StoringConsent(ask, consent), ConsentStored(record_id, at) if (
            consent.record_id == record_id
        ):
            grant = ConsentGrant(consent, at, _SEAL)
            return Looking(ask, grant), (StartWatching(grant),)
        case StoringConsent(_, consent), TimedOut():
            return Resting(StoreFault.SLOW), (CloseUncounted(consent),)
        case StoringConsent(_, consent), Withdrew():
            return Withdrawing(consent.code, FarewellReason.WITHDRAWN), (EraseVisit(consent.code),)
        case Looking(_, grant, False) as looking, CameraOpened(of) if of is grant:
            return replace(looking, opened=True), (RecordCameraOpened(grant.consent),)
        case Looking(_, grant) as looking, Hinted(of, hint) if of is grant:
            return replace(looking, hint=hint), ()
        case Looking(ask, grant) as looking, Estimated(of, estimate) if of is grant:
            done = (*_close(looking), RecordAnalysis(grant.consent, None))
            if estimate.is_under(ask.minimum_age):
                # A yes that may be a child's does not stand, nor does its proof. It goes as any
                # yes goes that is taken back at the result, so that nothing tells the two apart.
                code = grant.consent.code
                return Withdrawing(code, FarewellReason.LOOKS_YOUNG), (*done, EraseVisit(code))
            return ShowingResult(ask, grant.consent, estimate), done
        case Looking(_, grant) as looking, WatchFailed(of, fault) if of is grant:
            return Farewell(FarewellReason.NOT_ESTIMATED), _abort(looking, fault)
        case Looking() as looking, TimedOut():
            return Farewell(FarewellReason.NOT_ESTIMATED), _abort(looking, WatchFault.OUT_OF_TIME)
        case Looking(_, grant) as looking, Withdrew():
            code = grant.consent.code
            return Withdrawing(code, FarewellReason.WITHDRAWN), (*_close(looking), EraseVisit(code))

        # The result: keep, correct, delete, or walk off.
        case ShowingResult() as result, ChoseKeeping():
            return _keep_estimate(result, receipt=True)
        case ShowingResult() as result, TimedOut():
            return _keep_estimate(result, receipt=False)
        case ShowingResult(ask, consent, estimate), ChoseCorrecting():
            return Correcting(ask, consent, estimate), ()
        case ShowingResult(_, consent) | Correcting(_, consent), Withdrew():
            return Withdrawing(consent.code, FarewellReason.WITHDRAWN), (EraseVisit(consent.code),)
        case Correcting(ask, consent, estimate), WentBack():
            return ShowingResult(ask, consent, estimate), ()
        case Correcting(ask, consent, estimate), GaveAnswer(answer):
            shown = estimate.answer(ask.minimum_age)
            keep = KeepVisit(consent, answer, Way.CORRECTED, shown, receipt=True)
            return Keeping(consent, receipt=True), (keep,)
        case Correcting(_, consent), TimedOut():
            return Farewell(FarewellReason.NOT_ANSWERED), (CloseUncounted(consent),)

        # Telling: no grant, no camera; consent and answer go to the disk together.
        case Telling(_, consent), GaveAnswer(answer):
            keep = KeepVisit(consent, answer, Way.TOLD, None, receipt=True)
            return Keeping(consent, receipt=True), (keep,)

        # Kept, and the receipt for it.
        case Keeping(consent, receipt), VisitKept(record_id, until) if (
            consent.record_id == record_id
        ):
            if not receipt:
                return Idle(), ()
            return ShowingReceipt(consent.code, consent.notice, until), ()
        case Keeping(consent), TimedOut():
            undo = CloseUncounted(consent)
            return Farewell(FarewellReason.NOT_KEPT, then_rests=StoreFault.SLOW), (undo,)
        case ShowingReceipt(code, notice, until, False), AskedForTime():
            return ShowingReceipt(code, notice, until, longer=True), ()
        case ShowingReceipt(), Finished() | TimedOut():
            return Idle(), ()
        case ShowingReceipt(code) | ShowingRecord(code), Withdrew():
            return Withdrawing(code, FarewellReason.ERASED), (EraseVisit(code),)
        case Withdrawing(code, then), Erased(erased) if code == erased:
            return Farewell(then), ()
        case Withdrawing(), TimedOut():
            return Farewell(FarewellReason.BEING_ERASED, then_rests=StoreFault.SLOW), ()

        # My record: whoever holds the code sees, corrects, deletes.
        case Idle(), MyRecordOpened():
            return EnteringCode(), ()
        case Resting(fault), MyRecordOpened() if fault.spares_records:
            return EnteringCode(), ()
        case EnteringCode(wrong), CodeEntered(code):
            return FindingRecord(code, wrong), (FindRecord(code),)
        case FindingRecord(code), RecordFound(found, record) if code == found:
            return ShowingRecord(code, record), ()
        case FindingRecord(code, wrong), RecordNotFound(missed) if code == missed:
            if wrong + 1 == WRONG_CODES:
                return Farewell(FarewellReason.NO_SUCH_RECORD), ()
            return EnteringCode(wrong + 1), ()
        case ShowingRecord(code, record), ChoseCorrecting():
            return CorrectingRecord(code, record), ()
        case CorrectingRecord(code, record), WentBack():
            return ShowingRecord(code, record), ()
        case CorrectingRecord(code), GaveAnswer(answer):
            return SavingCorrection(code), (CorrectRecord(code, answer),)
        case SavingCorrection(code), CorrectionStored(corrected) if code == corrected:
            return Farewell(FarewellReason.CORRECTED), ()
        # Its window closed while its holder was reading.
        case Withdrawing(code) | SavingCorrection(code), RecordNotFound(gone) if code == gone:
            return Farewell(FarewellReason.NO_SUCH_RECORD), ()
        case FindingRecord() | SavingCorrection(), TimedOut():
            return Resting(StoreFault.SLOW), ()
        case Idle(), InsideOpened():
            return ReadingInside(), (ReportInside(),)
        case ReadingInside() as reading, InsideOutdated():
            return reading, (ReportInside(),)
        case ReadingInside(), InsideReported(inside):
            return ReadingInside(inside), ()
        case (EnteringCode() | ShowingRecord() | ReadingInside(), Finished()) | (
            EnteringCode() | ShowingRecord() | CorrectingRecord() | ReadingInside(),
            TimedOut(),
        ):
            return Idle(), ()

        # Staff: most wanted where it rests, for they may mend it.
        case Idle() | Resting(), StaffCalled():
            return Attended(), ()
        case Attended(), TimedOut() | Finished():
            return Idle(), ()

        # The end of every visit.
        case Farewell(_, None), TimedOut() | Finished():
            return Idle(), ()
        case Farewell(_, StoreFault() as fault), TimedOut() | Finished():
            return Resting(fault), ()

        # News that outlived the visit it was about.
        case _, (
            ConsentStored()
            | VisitKept()
            | Erased()
            | RecordFound()
            | RecordNotFound()
            | CorrectionStored()
            | InsideReported()
            | CameraOpened()
            | Hinted()
            | Estimated()
            | WatchFailed()
            | PhoneAgreed()
        ):
            return visit, ()

        case _:
            raise ImpossibleEvent(f"{type(event).__name__} while {type(visit).__name__}")


def _consent(
    ask: Ask, way: Way, record_id: UUID, code: ReceiptCode, medium: Medium = Medium.TOUCH
) -> ConsentRecord:
    return ConsentRecord(
        record_id,
        code,
        ask.notice,
        Purpose.VISITOR_STATISTICS,
        way,
        medium,
        ask.moment,
    )


def _close(looking: Looking) -> tuple[Effect, ...]:
    """The camera's end: always stopped; said in the ledger only if it had opened."""
    if looking.opened:
        return StopWatching(), RecordCameraClosed(looking.grant.consent)
    return (StopWatching(),)


def _abort(looking: Looking, fault: WatchFault) -> tuple[Effect, ...]:
    consent = looking.grant.consent
    return *_close(looking), RecordAnalysis(consent, fault), CloseUncounted(consent)


def _keep_estimate(result: ShowingResult, *, receipt: bool) -> Step:
    answer = result.estimate.answer(result.ask.minimum_age)
    keep = KeepVisit(result.consent, answer, Way.CAMERA, answer, receipt)
    return Keeping(result.consent, receipt), (keep,)


def _store_failed(visit: Visit, fault: StoreFault) -> Step:
    """Stop asking; nothing that was not acknowledged counts, and whoever is here is told so."""
    match visit:
        case (
            Reading(ask) | AskingAge(ask, _) | EnteringPhoneCode(ask) | Armed(ask) | Telling(ask, _)
        ):
            return Resting(fault), (CountWalkedAway(ask.moment),)
        case StoringConsent(_, consent):
            return Resting(fault), (CloseUncounted(consent),)
        case Looking():
            return Resting(fault), _abort(visit, WatchFault.STORE_FAILED)
        case ShowingResult(_, consent) | Correcting(_, consent) | Keeping(consent):
            return Farewell(FarewellReason.NOT_KEPT, fault), (CloseUncounted(consent),)
        case Withdrawing():
            return Farewell(FarewellReason.BEING_ERASED, fault), ()
        case Farewell(reason):
            return Farewell(reason, fault), ()
        case ShowingReceipt():
            # The record is safe and the code still counts: its reader is not hurried.
            return visit, ()
        case Attended():
            # Staff go on looking for what is wrong, and rest follows from Idle.
            return visit, ()
        case EnteringCode() | ShowingRecord() | CorrectingRecord() if fault.spares_records:
            # Nobody is asked here, and rest follows from Idle.
            return visit, ()
        case _:
            return Resting(fault), ()
