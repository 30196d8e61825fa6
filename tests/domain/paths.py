"""Every reachable state of a visit, and the shortest way there, found by trying all events.

Nothing here is listed by hand but the events themselves: what a screen can send in a state is
what ``advance()`` takes there.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace

from kiosk.domain import effects, events, states
from kiosk.domain.visit import ConsentGrant, ImpossibleEvent, advance
from tests.domain import samples

Factory = Callable[[states.Visit], events.Event]


def _grant(visit: states.Visit) -> ConsentGrant:
    if isinstance(visit, states.Looking):
        return visit.grant
    return stale_grant()


def stale_grant(record_id: object = samples.OTHER_RECORD_ID) -> ConsentGrant:
    """A grant of some earlier visit, made the only way there is."""
    visit: states.Visit = states.Idle()
    for event in (
        events.NoticeOpened(samples.ASK),
        events.ChoseCamera(),
        events.SaidOldEnough(record_id, samples.OTHER_CODE),  # pyright: ignore[reportArgumentType]
        events.ConsentStored(record_id, samples.NOW),  # pyright: ignore[reportArgumentType]
    ):
        visit, _ = advance(visit, event)
    assert isinstance(visit, states.Looking)
    return visit.grant


def _asked(visit: states.Visit) -> states.Ask:
    """What the runner completes a phone's yes with: the present ask, or a new one."""
    here = (
        visit.ask if isinstance(visit, states.Reading | states.EnteringPhoneCode) else samples.ASK
    )
    return replace(here, notice=samples.OTHER_NOTICE)


EVENTS: dict[str, Factory] = {
    "store ready": lambda _: events.StoreReady(),
    "not assessed": lambda _: events.StoreFailed(states.StoreFault.NOT_ASSESSED),
    "disk full": lambda _: events.StoreFailed(states.StoreFault.FULL),
    "camera there": lambda _: events.CameraOffered(True),
    "unplugged": lambda _: events.CameraOffered(False),
    "silence": lambda _: events.TimedOut(),
    "notice opened": lambda _: events.NoticeOpened(samples.ASK),
    "other language": lambda _: events.NoticeChanged(samples.OTHER_NOTICE),
    "camera door": lambda _: events.ChoseCamera(),
    "telling door": lambda _: events.ChoseTelling(),
    "no": lambda _: events.Refused(),
    "old enough": lambda _: events.SaidOldEnough(samples.RECORD_ID, samples.CODE),
    "too young": lambda _: events.SaidTooYoung(),
    "back": lambda _: events.WentBack(),
    "stop or delete": lambda _: events.Withdrew(),
    "keep": lambda _: events.ChoseKeeping(),
    "correct": lambda _: events.ChoseCorrecting(),
    "answer": lambda _: events.GaveAnswer(samples.ANSWER),
    "done": lambda _: events.Finished(),
    "more time": lambda _: events.AskedForTime(),
    "my record": lambda _: events.MyRecordOpened(),
    "code": lambda _: events.CodeEntered(samples.CODE),
    "inside": lambda _: events.InsideOpened(),
    "inside again": lambda _: events.InsideOutdated(),
    "phone agreed": lambda visit: events.PhoneAgreed(_asked(visit), 47),
    "phone agreed without a camera": lambda _: events.PhoneAgreed(
        replace(samples.ASK, camera=False), 47
    ),
    "phone agreed an hour later": lambda _: events.PhoneAgreed(
        replace(samples.ASK, moment=samples.LATER), 47
    ),
    "phone code": lambda _: events.PhoneCodeOpened(),
    "phone code wrong": lambda _: events.PhoneCodeWrong(),
    "not me": lambda _: events.NotMe(),
    "staff called": lambda _: events.StaffCalled(),
    "consent stored": lambda _: events.ConsentStored(samples.RECORD_ID, samples.NOW),
    "other consent stored": lambda _: events.ConsentStored(samples.OTHER_RECORD_ID, samples.NOW),
    "visit kept": lambda _: events.VisitKept(samples.RECORD_ID, samples.UNTIL),
    "other visit kept": lambda _: events.VisitKept(samples.OTHER_RECORD_ID, samples.UNTIL),
    "erased": lambda _: events.Erased(samples.CODE),
    "other erased": lambda _: events.Erased(samples.OTHER_CODE),
    "found": lambda _: events.RecordFound(samples.CODE, samples.RECORD),
    "other found": lambda _: events.RecordFound(samples.OTHER_CODE, samples.RECORD),
    "not found": lambda _: events.RecordNotFound(samples.CODE),
    "other not found": lambda _: events.RecordNotFound(samples.OTHER_CODE),
    "corrected": lambda _: events.CorrectionStored(samples.CODE),
    "other corrected": lambda _: events.CorrectionStored(samples.OTHER_CODE),
    "inside reported": lambda _: events.InsideReported(samples.INSIDE),
    "camera opened": lambda visit: events.CameraOpened(_grant(visit)),
    "hint": lambda visit: events.Hinted(_grant(visit), states.Hint.GOOD),
    "estimated": lambda visit: events.Estimated(_grant(visit), samples.WOMAN),
    "looks young": lambda visit: events.Estimated(_grant(visit), samples.CHILD),
    "watch failed": lambda visit: events.WatchFailed(_grant(visit), states.WatchFault.CAMERA_LOST),
    "stale opened": lambda _: events.CameraOpened(stale_grant()),
    "stale hint": lambda _: events.Hinted(stale_grant(), states.Hint.TOO_DARK),
    "stale estimate": lambda _: events.Estimated(stale_grant(), samples.WOMAN),
    "stale failure": lambda _: events.WatchFailed(stale_grant(), states.WatchFault.CAMERA_LOST),
}


def key(value: object) -> object:
    """What a state says, with a grant told apart only by whose it is."""
    if isinstance(value, ConsentGrant):
        return ("grant", value.consent.record_id)
    if is_dataclass(value):
        named = ((each.name, key(getattr(value, each.name))) for each in fields(value))
        return (type(value).__name__, *named)
    return value


@dataclass
class Books:
    """What a shop's books and camera would show if exactly these effects were carried out."""

    consent_on_disk: bool = False
    open_ask: bool = False
    open_consent: bool = False
    watching: bool = False
    camera_open: bool = False
    refused: bool = False
    visit_row: bool = False
    asked: int = 0
    outcomes: dict[str, int] = field(default_factory=dict[str, int])

    def copy(self) -> "Books":
        return Books(**{**self.__dict__, "outcomes": dict(self.outcomes)})

    def key(self) -> tuple[object, ...]:
        """Everything that can matter to a later step; the sums cannot."""
        return (
            self.consent_on_disk,
            self.open_ask,
            self.open_consent,
            self.watching,
            self.camera_open,
            self.refused,
            self.visit_row,
        )

    def _end(self, outcome: str) -> None:
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1

    def before(self, event: events.Event, visit: states.Visit) -> None:
        """What the world did before it said so."""
        match event:
            case events.ConsentStored(record_id) if (
                isinstance(visit, states.StoringConsent) and visit.consent.record_id == record_id
            ):
                self.consent_on_disk = True
            case events.Refused() | events.SaidTooYoung():
                self.refused = True
            case _:
                pass

    def carry_out(self, effect: effects.Effect) -> None:
        match effect:
            case effects.CountAsked():
                assert not self.open_ask, "asked twice in one visit"
                self.open_ask, self.asked = True, self.asked + 1
            case effects.CountDeclined() | effects.CountWalkedAway():
                assert self.open_ask, "an outcome of nothing that was asked"
                assert not self.open_consent
                self.open_ask = False
                self._end(type(effect).__name__)
            case effects.StoreConsent():
                assert self.open_ask
                assert not self.refused, "a yes after a no"
                self.open_ask, self.open_consent = False, True
                self._end("agreed")
            case effects.StartWatching():
                assert self.consent_on_disk, "a look before the consent was on disk"
                assert not self.refused, "a look after a no"
                assert not self.watching
                self.watching = True
            case effects.StopWatching():
                assert self.watching
                self.watching = False
            case effects.RecordCameraOpened():
                assert self.watching, "an open camera outside a look"
                assert not self.camera_open, "the camera opened twice"
                self.camera_open = True
            case effects.RecordCameraClosed():
                assert not self.watching, "said to be closed before it was stopped"
                assert self.camera_open
                self.camera_open = False
            case effects.RecordAnalysis():
                assert not self.watching
                assert self.open_consent
            case effects.KeepVisit(way=way, receipt=receipt):
                assert not self.refused, "something counted after a no"
                if way.value == "told":
                    assert self.open_ask
                    assert receipt
                    self.open_ask, self.open_consent = False, True
                    self._end("told")
                assert self.open_consent
                self.visit_row = True
            case effects.CloseUncounted():
                assert self.open_consent or self.visit_row
                self.open_consent = self.visit_row = False
            case effects.EraseVisit():
                self.open_consent = self.visit_row = False
            case effects.FindRecord() | effects.CorrectRecord() | effects.ReportInside():
                pass

    def settle(self, visit: states.Visit) -> None:
        """At rest, all of a visit has come to an end: what was kept is no longer open."""
        if isinstance(visit, states.Idle | states.Resting):
            self.consent_on_disk = self.refused = False
            self.open_consent = self.visit_row = False


@dataclass(frozen=True)
class Arrival:
    """A state with the books as they stand there, and the shortest path of events to it."""

    visit: states.Visit
    books: Books
    path: tuple[str, ...]


Check = Callable[[Arrival, events.Event, states.Visit, tuple[effects.Effect, ...], Books], None]


def explore(check: Check | None = None, names: Iterable[str] = tuple(EVENTS)) -> Iterator[Arrival]:
    """Every state that these events reach, with its books, breadth first.

    ``check`` sees every step.
    """
    tried = {name: EVENTS[name] for name in names}
    start = Arrival(states.Starting(), Books(), ())
    queue, seen = deque([start]), {(key(start.visit), start.books.key())}
    while queue:
        here = queue.popleft()
        yield here
        for name, factory in tried.items():
            # A grant is a thing, not a value: it must be this very state's.
            event = factory(here.visit)
            try:
                visit, asked = advance(here.visit, event)
            except ImpossibleEvent:
                continue
            books = here.books.copy()
            books.before(event, here.visit)
            for effect in asked:
                books.carry_out(effect)
            if check is not None:
                check(here, event, visit, asked, books)
            books.settle(visit)
            arrival = Arrival(visit, books, (*here.path, name))
            if (at := (key(visit), books.key())) not in seen:
                seen.add(at)
                queue.append(arrival)
