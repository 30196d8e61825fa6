"""Each step of a visit by itself: from this state, on this event, to that one, doing this."""

import copy
import pickle
from dataclasses import replace

import pytest

from kiosk.domain import effects, events, states
from kiosk.domain.consent import ConsentRecord, Medium, Purpose, Way
from kiosk.domain.states import FarewellReason, StoreFault, WatchFault
from kiosk.domain.visit import (
    GRANT_SECONDS,
    WRONG_CODES,
    ConsentGrant,
    GrantExpired,
    GrantSpent,
    ImpossibleEvent,
    advance,
)
from tests.domain import samples
from tests.domain.paths import stale_grant

ASK, CODE, MOMENT = samples.ASK, samples.CODE, samples.MOMENT


def consent(way: Way = Way.CAMERA) -> ConsentRecord:
    return ConsentRecord(
        samples.RECORD_ID,
        CODE,
        samples.NOTICE,
        Purpose.VISITOR_STATISTICS,
        way,
        Medium.TOUCH,
        MOMENT,
    )


BY_CAMERA, BY_TELLING = consent(), consent(Way.TOLD)
CLOSED = effects.CloseUncounted(BY_CAMERA)
RESULT = states.ShowingResult(ASK, BY_CAMERA, samples.WOMAN)
CORRECTING = states.Correcting(ASK, BY_CAMERA, samples.WOMAN)
TELLING = states.Telling(ASK, BY_TELLING)
STORING = states.StoringConsent(ASK, BY_CAMERA)
READING = states.Reading(ASK)
WITHOUT_CAMERA = replace(ASK, camera=False)
ASKING = states.AskingAge(ASK, Way.CAMERA)
ASKING_TO_TELL = states.AskingAge(ASK, Way.TOLD)
ERASE = effects.EraseVisit(CODE)
BY_PHONE = replace(BY_CAMERA, medium=Medium.PHONE)
ARMED = states.Armed(ASK, 47)
TYPING = states.EnteringPhoneCode(ASK)
PHONES_ASK = replace(ASK, notice=samples.OTHER_NOTICE)
WALKED = effects.CountWalkedAway(MOMENT)
DECLINED = effects.CountDeclined(MOMENT)
SILENCE = events.TimedOut()
CALLED = events.StaffCalled()
FULL = events.StoreFailed(StoreFault.FULL)
OLD_ENOUGH = events.SaidOldEnough(samples.RECORD_ID, CODE)
RECEIPT = states.ShowingReceipt(CODE, samples.NOTICE, samples.UNTIL)
LONGER = states.ShowingReceipt(CODE, samples.NOTICE, samples.UNTIL, longer=True)
FINDING = states.FindingRecord(CODE, 0)
RECORD = states.ShowingRecord(CODE, samples.RECORD)
CORRECTING_RECORD = states.CorrectingRecord(CODE, samples.RECORD)
SAVING = states.SavingCorrection(CODE)
ANSWERED = events.GaveAnswer(samples.ANSWER)
SHOWN = samples.WOMAN.answer(14)
KEEPING = states.Keeping(BY_CAMERA, receipt=True)
UNDOING = states.Withdrawing(CODE, FarewellReason.WITHDRAWN)


def bye(reason: FarewellReason, rests: StoreFault | None = None) -> states.Farewell:
    return states.Farewell(reason, rests)


Row = tuple[states.Visit, events.Event, states.Visit, tuple[effects.Effect, ...]]

STEPS: list[Row] = [
    # the machine
    (states.Starting(), events.StoreReady(), states.Idle(), ()),
    (states.Resting(StoreFault.FULL), events.StoreReady(), states.Idle(), ()),
    (
        bye(FarewellReason.NOT_KEPT, StoreFault.FULL),
        events.StoreReady(),
        bye(FarewellReason.NOT_KEPT),
        (),
    ),
    (READING, events.StoreReady(), READING, ()),
    (states.Starting(), FULL, states.Resting(StoreFault.FULL), ()),
    (states.Idle(), FULL, states.Resting(StoreFault.FULL), ()),
    (READING, FULL, states.Resting(StoreFault.FULL), (WALKED,)),
    (ASKING, FULL, states.Resting(StoreFault.FULL), (WALKED,)),
    (TELLING, FULL, states.Resting(StoreFault.FULL), (WALKED,)),
    (STORING, FULL, states.Resting(StoreFault.FULL), (CLOSED,)),
    (RESULT, FULL, bye(FarewellReason.NOT_KEPT, StoreFault.FULL), (CLOSED,)),
    (CORRECTING, FULL, bye(FarewellReason.NOT_KEPT, StoreFault.FULL), (CLOSED,)),
    (KEEPING, FULL, bye(FarewellReason.NOT_KEPT, StoreFault.FULL), (CLOSED,)),
    (UNDOING, FULL, bye(FarewellReason.BEING_ERASED, StoreFault.FULL), ()),
    (RECEIPT, FULL, RECEIPT, ()),
    (bye(FarewellReason.REFUSED), FULL, bye(FarewellReason.REFUSED, StoreFault.FULL), ()),
    (FINDING, FULL, states.Resting(StoreFault.FULL), ()),
    # Whoever is at the own record goes on, where the records can be used all the same.
    (states.EnteringCode(), FULL, states.EnteringCode(), ()),
    (RECORD, FULL, RECORD, ()),
    (CORRECTING_RECORD, FULL, CORRECTING_RECORD, ()),
    *(
        (visit, events.StoreFailed(StoreFault.BROKEN), states.Resting(StoreFault.BROKEN), ())
        for visit in (states.EnteringCode(), RECORD, CORRECTING_RECORD)
    ),
    (READING, events.CameraOffered(False), states.Reading(WITHOUT_CAMERA), ()),
    (states.Reading(WITHOUT_CAMERA), events.CameraOffered(True), READING, ()),
    (ASKING, events.CameraOffered(False), states.Reading(WITHOUT_CAMERA), ()),
    (ASKING, events.CameraOffered(True), ASKING, ()),
    (ASKING_TO_TELL, events.CameraOffered(False), ASKING_TO_TELL, ()),
    # the notice
    (states.Idle(), events.NoticeOpened(ASK), READING, (effects.CountAsked(MOMENT),)),
    (
        READING,
        events.NoticeChanged(samples.OTHER_NOTICE),
        states.Reading(replace(ASK, notice=samples.OTHER_NOTICE)),
        (),
    ),
    (READING, events.ChoseCamera(), ASKING, ()),
    (READING, events.ChoseTelling(), ASKING_TO_TELL, ()),
    (READING, events.Refused(), bye(FarewellReason.REFUSED), (DECLINED,)),
    (READING, SILENCE, states.Idle(), (WALKED,)),
    # the age question
    (ASKING, OLD_ENOUGH, STORING, (effects.StoreConsent(BY_CAMERA),)),
    (ASKING_TO_TELL, OLD_ENOUGH, TELLING, ()),
    (ASKING, events.SaidTooYoung(), bye(FarewellReason.TOO_YOUNG), (DECLINED,)),
    (ASKING_TO_TELL, events.SaidTooYoung(), bye(FarewellReason.TOO_YOUNG), (DECLINED,)),
    (ASKING, events.WentBack(), READING, ()),
    (ASKING, SILENCE, states.Idle(), (WALKED,)),
    # a yes on a phone
    (states.Idle(), events.PhoneAgreed(ASK, 47), ARMED, (effects.CountAsked(MOMENT),)),
    (states.Idle(), events.PhoneAgreed(WITHOUT_CAMERA, 47), states.Idle(), ()),
    (READING, events.PhoneAgreed(PHONES_ASK, 47), states.Armed(PHONES_ASK, 47), ()),
    (READING, events.PhoneAgreed(replace(ASK, moment=samples.LATER), 47), READING, ()),
    (
        states.Reading(WITHOUT_CAMERA),
        events.PhoneAgreed(WITHOUT_CAMERA, 47),
        states.Reading(WITHOUT_CAMERA),
        (),
    ),
    (ASKING, events.PhoneAgreed(ASK, 47), ASKING, ()),
    (ARMED, events.PhoneAgreed(ASK, 12), ARMED, ()),
    (RESULT, events.PhoneAgreed(ASK, 47), RESULT, ()),
    (states.Attended(), events.PhoneAgreed(ASK, 47), states.Attended(), ()),
    (
        ARMED,
        OLD_ENOUGH,
        states.StoringConsent(ASK, BY_PHONE),
        (effects.StoreConsent(BY_PHONE),),
    ),
    (ARMED, events.SaidTooYoung(), bye(FarewellReason.TOO_YOUNG), (DECLINED,)),
    (ARMED, events.NotMe(), READING, ()),
    (ARMED, SILENCE, states.Idle(), (WALKED,)),
    (ARMED, events.CameraOffered(False), states.Reading(WITHOUT_CAMERA), ()),
    (ARMED, events.CameraOffered(True), ARMED, ()),
    (ARMED, FULL, states.Resting(StoreFault.FULL), (WALKED,)),
    # the code that a phone shows
    (READING, events.PhoneCodeOpened(), TYPING, ()),
    (TYPING, events.PhoneAgreed(PHONES_ASK, None), states.Armed(PHONES_ASK, None), ()),
    (TYPING, events.PhoneCodeWrong(), states.EnteringPhoneCode(ASK, 1), ()),
    (states.EnteringPhoneCode(ASK, 2), events.PhoneCodeWrong(), READING, ()),
    (TYPING, events.WentBack(), READING, ()),
    (TYPING, SILENCE, states.Idle(), (WALKED,)),
    (TYPING, events.CameraOffered(False), states.Reading(WITHOUT_CAMERA), ()),
    (TYPING, FULL, states.Resting(StoreFault.FULL), (WALKED,)),
    # the yes
    (STORING, SILENCE, states.Resting(StoreFault.SLOW), (CLOSED,)),
    (STORING, events.Withdrew(), UNDOING, (ERASE,)),
    (STORING, events.ConsentStored(samples.OTHER_RECORD_ID, 5.0), STORING, ()),
    # the result
    (
        RESULT,
        events.ChoseKeeping(),
        KEEPING,
        (effects.KeepVisit(BY_CAMERA, SHOWN, Way.CAMERA, SHOWN, receipt=True),),
    ),
    (
        RESULT,
        SILENCE,
        states.Keeping(BY_CAMERA, receipt=False),
        (effects.KeepVisit(BY_CAMERA, SHOWN, Way.CAMERA, SHOWN, receipt=False),),
    ),
    (RESULT, events.ChoseCorrecting(), CORRECTING, ()),
    (RESULT, events.Withdrew(), UNDOING, (ERASE,)),
    (CORRECTING, events.Withdrew(), UNDOING, (ERASE,)),
    (CORRECTING, events.WentBack(), RESULT, ()),
    (
        CORRECTING,
        ANSWERED,
        KEEPING,
        (effects.KeepVisit(BY_CAMERA, samples.ANSWER, Way.CORRECTED, SHOWN, receipt=True),),
    ),
    (CORRECTING, SILENCE, bye(FarewellReason.NOT_ANSWERED), (CLOSED,)),
    # telling
    (TELLING, events.WentBack(), READING, ()),
    (TELLING, SILENCE, states.Idle(), (WALKED,)),
    (
        TELLING,
        ANSWERED,
        states.Keeping(BY_TELLING, receipt=True),
        (effects.KeepVisit(BY_TELLING, samples.ANSWER, Way.TOLD, None, receipt=True),),
    ),
    # kept
    (KEEPING, events.VisitKept(samples.RECORD_ID, samples.UNTIL), RECEIPT, ()),
    (KEEPING, events.VisitKept(samples.OTHER_RECORD_ID, samples.UNTIL), KEEPING, ()),
    (
        states.Keeping(BY_CAMERA, receipt=False),
        events.VisitKept(samples.RECORD_ID, samples.UNTIL),
        states.Idle(),
        (),
    ),
    (KEEPING, SILENCE, bye(FarewellReason.NOT_KEPT, StoreFault.SLOW), (CLOSED,)),
    (RECEIPT, events.Finished(), states.Idle(), ()),
    (RECEIPT, SILENCE, states.Idle(), ()),
    (RECEIPT, events.AskedForTime(), LONGER, ()),
    (LONGER, SILENCE, states.Idle(), ()),
    (LONGER, events.Withdrew(), states.Withdrawing(CODE, FarewellReason.ERASED), (ERASE,)),
    (RECEIPT, events.Withdrew(), states.Withdrawing(CODE, FarewellReason.ERASED), (ERASE,)),
    (UNDOING, events.Erased(CODE), bye(FarewellReason.WITHDRAWN), ()),
    (
        states.Withdrawing(CODE, FarewellReason.ERASED),
        events.Erased(CODE),
        bye(FarewellReason.ERASED),
        (),
    ),
    (UNDOING, events.Erased(samples.OTHER_CODE), UNDOING, ()),
    (UNDOING, SILENCE, bye(FarewellReason.BEING_ERASED, StoreFault.SLOW), ()),
    # my record
    (
        states.Resting(StoreFault.NOT_ASSESSED),
        events.MyRecordOpened(),
        states.EnteringCode(),
        (),
    ),
    (states.Resting(StoreFault.NO_NOTICE), events.MyRecordOpened(), states.EnteringCode(), ()),
    (states.Resting(StoreFault.FULL), events.MyRecordOpened(), states.EnteringCode(), ()),
    (states.Idle(), events.MyRecordOpened(), states.EnteringCode(), ()),
    (states.EnteringCode(), events.CodeEntered(CODE), FINDING, (effects.FindRecord(CODE),)),
    (FINDING, events.RecordFound(CODE, samples.RECORD), RECORD, ()),
    (FINDING, events.RecordFound(samples.OTHER_CODE, samples.RECORD), FINDING, ()),
    (FINDING, events.RecordNotFound(CODE), states.EnteringCode(1), ()),
    (FINDING, events.RecordNotFound(samples.OTHER_CODE), FINDING, ()),
    (FINDING, SILENCE, states.Resting(StoreFault.SLOW), ()),
    (
        states.FindingRecord(CODE, WRONG_CODES - 1),
        events.RecordNotFound(CODE),
        bye(FarewellReason.NO_SUCH_RECORD),
        (),
    ),
    (
        states.FindingRecord(CODE, WRONG_CODES - 2),
        events.RecordNotFound(CODE),
        states.EnteringCode(WRONG_CODES - 1),
        (),
    ),
    (RECORD, events.ChoseCorrecting(), CORRECTING_RECORD, ()),
    (RECORD, events.Withdrew(), states.Withdrawing(CODE, FarewellReason.ERASED), (ERASE,)),
    (RECORD, events.Finished(), states.Idle(), ()),
    (CORRECTING_RECORD, events.WentBack(), RECORD, ()),
    (CORRECTING_RECORD, ANSWERED, SAVING, (effects.CorrectRecord(CODE, samples.ANSWER),)),
    (SAVING, events.CorrectionStored(CODE), bye(FarewellReason.CORRECTED), ()),
    (SAVING, events.CorrectionStored(samples.OTHER_CODE), SAVING, ()),
    (SAVING, events.RecordNotFound(CODE), bye(FarewellReason.NO_SUCH_RECORD), ()),
    (SAVING, events.RecordNotFound(samples.OTHER_CODE), SAVING, ()),
    (
        states.Withdrawing(CODE, FarewellReason.ERASED),
        events.RecordNotFound(CODE),
        bye(FarewellReason.NO_SUCH_RECORD),
        (),
    ),
    (UNDOING, events.RecordNotFound(samples.OTHER_CODE), UNDOING, ()),
    (SAVING, SILENCE, states.Resting(StoreFault.SLOW), ()),
    (states.EnteringCode(), events.Finished(), states.Idle(), ()),
    (states.EnteringCode(), SILENCE, states.Idle(), ()),
    (RECORD, SILENCE, states.Idle(), ()),
    (CORRECTING_RECORD, SILENCE, states.Idle(), ()),
    # what is inside
    (states.Idle(), events.InsideOpened(), states.ReadingInside(), (effects.ReportInside(),)),
    (
        states.ReadingInside(),
        events.InsideReported(samples.INSIDE),
        states.ReadingInside(samples.INSIDE),
        (),
    ),
    (
        states.ReadingInside(samples.INSIDE),
        events.InsideOutdated(),
        states.ReadingInside(samples.INSIDE),
        (effects.ReportInside(),),
    ),
    (states.ReadingInside(), events.Finished(), states.Idle(), ()),
    (states.ReadingInside(), SILENCE, states.Idle(), ()),
    # staff
    (states.Idle(), CALLED, states.Attended(), ()),
    *((states.Resting(fault), CALLED, states.Attended(), ()) for fault in StoreFault),
    (states.Attended(), events.Finished(), states.Idle(), ()),
    (states.Attended(), SILENCE, states.Idle(), ()),
    (states.Attended(), events.StoreReady(), states.Attended(), ()),
    (states.Attended(), events.CameraOffered(True), states.Attended(), ()),
    *(
        (states.Attended(), events.StoreFailed(fault), states.Attended(), ())
        for fault in StoreFault
    ),
    # the end
    (bye(FarewellReason.REFUSED), SILENCE, states.Idle(), ()),
    (bye(FarewellReason.REFUSED), events.Finished(), states.Idle(), ()),
    (
        bye(FarewellReason.NOT_KEPT, StoreFault.FULL),
        SILENCE,
        states.Resting(StoreFault.FULL),
        (),
    ),
    (
        bye(FarewellReason.NOT_KEPT, StoreFault.FULL),
        events.Finished(),
        states.Resting(StoreFault.FULL),
        (),
    ),
    (states.Idle(), events.InsideReported(samples.INSIDE), states.Idle(), ()),
]


@pytest.mark.parametrize(
    ("before", "event", "after", "asked"),
    STEPS,
    ids=[f"{type(row[0]).__name__}-{type(row[1]).__name__}-{n}" for n, row in enumerate(STEPS)],
)
def test_step(
    before: states.Visit,
    event: events.Event,
    after: states.Visit,
    asked: tuple[effects.Effect, ...],
) -> None:
    assert advance(before, event) == (after, asked)


@pytest.fixture
def looking() -> states.Looking:
    visit, asked = advance(STORING, events.ConsentStored(samples.RECORD_ID, samples.NOW))
    assert isinstance(visit, states.Looking)
    assert visit == states.Looking(ASK, visit.grant)
    assert visit.grant.consent == BY_CAMERA
    assert asked == (effects.StartWatching(visit.grant),)
    return visit


@pytest.fixture
def opened(looking: states.Looking) -> states.Looking:
    visit, asked = advance(looking, events.CameraOpened(looking.grant))
    assert isinstance(visit, states.Looking)
    assert visit == replace(looking, opened=True)
    assert asked == (effects.RecordCameraOpened(BY_CAMERA),)
    return visit


SHUT = (effects.StopWatching(), effects.RecordCameraClosed(BY_CAMERA))


def aborted(fault: WatchFault) -> tuple[effects.Effect, ...]:
    return *SHUT, effects.RecordAnalysis(BY_CAMERA, fault), CLOSED


def test_a_camera_opens_once(opened: states.Looking) -> None:
    assert advance(opened, events.CameraOpened(opened.grant)) == (opened, ())


def test_a_hint_is_shown(opened: states.Looking) -> None:
    after, asked = advance(opened, events.Hinted(opened.grant, states.Hint.TOO_DARK))

    assert (after, asked) == (replace(opened, hint=states.Hint.TOO_DARK), ())


def test_an_estimate_closes_the_camera_and_is_shown(opened: states.Looking) -> None:
    after, asked = advance(opened, events.Estimated(opened.grant, samples.WOMAN))

    assert after == RESULT
    assert asked == (*SHUT, effects.RecordAnalysis(BY_CAMERA, None))


def test_an_estimate_under_the_age_is_discarded_at_once(opened: states.Looking) -> None:
    after, asked = advance(opened, events.Estimated(opened.grant, samples.CHILD))

    assert after == states.Withdrawing(CODE, FarewellReason.LOOKS_YOUNG)
    assert advance(after, events.Erased(CODE)) == (bye(FarewellReason.LOOKS_YOUNG), ())
    assert asked == (*SHUT, effects.RecordAnalysis(BY_CAMERA, None), ERASE)


def test_an_estimate_under_the_age_leaves_what_a_deleted_one_leaves(
    opened: states.Looking,
) -> None:
    """So that neither ledger nor counts can say of anybody that they looked too young."""
    _, young = advance(opened, events.Estimated(opened.grant, samples.CHILD))
    seen, shown = advance(opened, events.Estimated(opened.grant, samples.WOMAN))
    _, deleted = advance(seen, events.Withdrew())

    assert young == (*shown, *deleted)


def test_a_failed_watch_ends_kindly_and_uncounted(opened: states.Looking) -> None:
    lost = events.WatchFailed(opened.grant, WatchFault.CAMERA_LOST)

    assert advance(opened, lost) == (
        bye(FarewellReason.NOT_ESTIMATED),
        aborted(WatchFault.CAMERA_LOST),
    )
    assert advance(opened, SILENCE) == (
        bye(FarewellReason.NOT_ESTIMATED),
        aborted(WatchFault.OUT_OF_TIME),
    )


def test_a_full_disk_while_looking_closes_the_camera(opened: states.Looking) -> None:
    assert advance(opened, FULL) == (
        states.Resting(StoreFault.FULL),
        aborted(WatchFault.STORE_FAILED),
    )


def test_stop_closes_the_camera_and_takes_the_yes_back(opened: states.Looking) -> None:
    assert advance(opened, events.Withdrew()) == (UNDOING, (*SHUT, ERASE))


def test_a_camera_that_never_opened_is_not_said_to_have_closed(looking: states.Looking) -> None:
    _, asked = advance(looking, events.Withdrew())

    assert asked == (effects.StopWatching(), ERASE)


def test_news_of_another_visits_watch_is_ignored(opened: states.Looking) -> None:
    stale = stale_grant()
    for late in (
        events.CameraOpened(stale),
        events.Hinted(stale, states.Hint.TOO_DARK),
        events.Estimated(stale, samples.WOMAN),
        events.WatchFailed(stale, WatchFault.CAMERA_LOST),
    ):
        assert advance(opened, late) == (opened, ())
        assert advance(states.Idle(), late) == (states.Idle(), ())


def test_stale_opening_leaves_an_unopened_look_unopened(looking: states.Looking) -> None:
    assert advance(looking, events.CameraOpened(stale_grant())) == (looking, ())


@pytest.mark.parametrize(
    ("visit", "event"),
    [
        (states.Reading(WITHOUT_CAMERA), events.ChoseCamera()),
        (states.Reading(WITHOUT_CAMERA), events.PhoneCodeOpened()),
        (states.Idle(), events.ChoseKeeping()),
        (states.Idle(), SILENCE),
        (KEEPING, events.ChoseKeeping()),
        (READING, OLD_ENOUGH),
        (ASKING, events.NoticeChanged(samples.OTHER_NOTICE)),
        (states.Starting(), CALLED),
        (READING, CALLED),
        (RECEIPT, CALLED),
        (states.Attended(), CALLED),
        (states.Attended(), events.NoticeOpened(ASK)),
        (states.Attended(), events.MyRecordOpened()),
        *(
            (states.Resting(fault), events.MyRecordOpened())
            for fault in (StoreFault.SLOW, StoreFault.BROKEN)
        ),
    ],
)
def test_what_no_screen_can_send_is_a_bug(visit: states.Visit, event: events.Event) -> None:
    with pytest.raises(ImpossibleEvent, match=type(visit).__name__):
        advance(visit, event)


def test_a_grant_is_made_by_advance_alone(looking: states.Looking) -> None:
    with pytest.raises(TypeError, match="only advance"):
        ConsentGrant(BY_CAMERA, samples.NOW, object())  # pyright: ignore[reportArgumentType]

    assert looking.grant != stale_grant(samples.RECORD_ID)


def test_a_grant_can_be_spent_once(looking: states.Looking) -> None:
    looking.grant.spend(samples.NOW)

    with pytest.raises(GrantSpent):
        looking.grant.spend(samples.NOW)


def test_a_void_grant_can_not_be_spent(looking: states.Looking) -> None:
    assert looking.grant.is_live
    looking.grant.void()
    assert not looking.grant.is_live

    with pytest.raises(GrantSpent):
        looking.grant.spend(samples.NOW)


@pytest.mark.parametrize("late", [-0.001, GRANT_SECONDS + 0.001])
def test_a_grant_expires_and_is_then_spent(looking: states.Looking, late: float) -> None:
    with pytest.raises(GrantExpired):
        looking.grant.spend(samples.NOW + late)
    with pytest.raises(GrantSpent):
        looking.grant.spend(samples.NOW)


@pytest.mark.parametrize("seconds", [0.0, GRANT_SECONDS])
def test_a_grant_holds_for_its_thirty_seconds(looking: states.Looking, seconds: float) -> None:
    assert GRANT_SECONDS == 30
    looking.grant.spend(samples.NOW + seconds)


def test_a_grant_can_be_neither_copied_nor_pickled(looking: states.Looking) -> None:
    for duplicate in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError, match="neither copied nor saved"):
            duplicate(looking.grant)
    assert not hasattr(looking.grant, "__dict__")
