"""The one visit there is at a time: takes events in, carries the effects out."""

from collections.abc import Callable, Mapping
from typing import Protocol, assert_never

from kiosk.application.ports import (
    Alarm,
    ChildGone,
    Clock,
    Notices,
    Post,
    Randomness,
    Records,
    Watch,
)
from kiosk.domain import effects, events, states
from kiosk.domain.notice import Notice
from kiosk.domain.visit import ConsentGrant, advance
from kiosk.domain.waits import Wait, wait_of

PROBE_SECONDS = 5.0
"""How often a resting kiosk asks whether it could record again."""


class Audience(Protocol):
    """Whoever shows the visit; called on the runner's thread."""

    def show_visit(self, visit: states.Visit) -> None: ...

    def show_language(self, tag: str) -> None: ...


class VisitRunner:
    """Holds the one Visit. Everything here runs on one thread, the window's.

    An event posted while another is being dealt with waits for its turn, so that a step is
    always whole before the next begins. ``post`` is the way in for other threads: it brings
    an event to this one.
    """

    def __init__(
        self,
        records: Records,
        watch: Watch,
        clock: Clock,
        alarm: Alarm,
        randomness: Randomness,
        notices: Notices,
        camera_seconds: float,
        post: Post,
    ) -> None:
        self._post = post
        self._records = records
        self._watch = watch
        self._clock = clock
        self._alarm = alarm
        self._randomness = randomness
        self._notices = notices
        self._camera_seconds = camera_seconds
        self._visit: states.Visit = states.Starting()
        self._audience: list[Audience] = []
        self._pending: list[events.Event] = []
        self._stepping = False
        self._camera_offered = False
        # Why nobody can be asked, as the store last said; None while somebody can be.
        self._unready: states.StoreFault | None = None
        self._camera_opened_at = 0.0
        self._try_digits: Callable[[str], None] = lambda _: self.post(events.PhoneCodeWrong())
        self._wait_began = clock.monotonic()
        offered = tuple(notices.offered())
        self._language = offered[0] if offered else None

    @property
    def visit(self) -> states.Visit:
        return self._visit

    @property
    def language(self) -> str | None:
        """The language of the present visit, or None where no notice can be offered."""
        return self._language

    @property
    def camera_offered(self) -> bool:
        """True while the next notice would have the camera's door."""
        return self._camera_offered

    def show_to(self, audience: Audience) -> None:
        """Show every state and language from now on, the present ones first."""
        self._audience.append(audience)
        if self._language is not None:
            audience.show_language(self._language)
        audience.show_visit(self._visit)

    # What screens ask for --------------------------------------------------------------------

    def open_notice(self) -> None:
        """Open the notice for the visitor who is here, in the chosen language."""
        notice = self._notice()
        if notice is not None and isinstance(self._visit, states.Idle):
            ask = states.Ask(
                notice.version, notice.minimum_age, self._camera_offered, self._clock.moment()
            )
            self.post(events.NoticeOpened(ask))

    def say_old_enough(self) -> None:
        """Complete the yes with the fresh number and code its consent record needs."""
        self.post(
            events.SaidOldEnough(self._randomness.record_id(), self._randomness.receipt_code())
        )

    def enter_phone_code(self, digits: str) -> None:
        """Pass on what was typed to whoever knows what a phone would show."""
        self._try_digits(digits)

    def take_digits_to(self, try_digits: Callable[[str], None]) -> None:
        """Who knows what a phone would show; until then nothing that is typed is right."""
        self._try_digits = try_digits

    def choose_language(self, tag: str) -> None:
        """Go on in another of the offered languages; another one is ignored."""
        notice = self._notices.offered().get(tag)
        if notice is None:
            return
        self._speak(tag)
        if isinstance(self._visit, states.Reading):
            self.post(events.NoticeChanged(notice.version))

    def touched(self) -> None:
        """Somebody is there: start the present wait anew if it is one that a touch prolongs."""
        wait = self._wait()
        if wait is not None and wait.touch:
            self._begin_wait()

    def wait_left(self) -> tuple[float, float] | None:
        """Seconds until this state ends by itself, and for how many of them it says so."""
        wait = self._wait()
        if wait is None:
            return None
        left = wait.seconds - (self._clock.monotonic() - self._wait_began)
        return max(0.0, left), wait.warns

    # Events in, effects out ------------------------------------------------------------------

    def post(self, event: events.Event) -> None:
        """Deal with an event, and with all that its effects post at once."""
        self._pending.append(event)
        if self._stepping:
            return
        self._stepping = True
        try:
            while self._pending:
                self._step(self._pending.pop(0))
        finally:
            self._stepping = False

    def _step(self, event: events.Event) -> None:
        if isinstance(event, events.StoreReady) and not self._notices.offered():
            # Nobody can be asked honestly in no language at all.
            event = events.StoreFailed(states.StoreFault.NO_NOTICE)
        match event:
            case events.StoreReady():
                self._unready = None
            case events.StoreFailed(fault):
                self._unready = fault
            case _:
                pass
        if isinstance(event, events.CameraOffered):
            self._camera_offered = event.offered
        before = self._visit
        self._visit, asked = advance(before, event)
        for effect in asked:
            self._carry_out(effect)
        if type(self._visit) is not type(before):
            self._entered(before)
        elif self._wait() != wait_of(before, self._camera_seconds):
            self._begin_wait()
        if self._visit is not before:
            self._tell()

    def _entered(self, before: states.Visit) -> None:
        self._begin_wait()
        if isinstance(before, states.Looking) or isinstance(self._visit, states.Idle):
            # So that the next visitor's child is warm before the next visitor comes.
            self._watch.prepare()
        match self._visit:
            case states.Idle():
                self._speak(next(iter(self._notices.offered()), None))
                if self._unready is not None:
                    # Somebody took a yes back while nobody could be asked: that goes on.
                    self.post(events.StoreFailed(self._unready))
            case states.Armed(ask) if isinstance(before, states.Idle):
                # Nobody had chosen a language here; the phone's is one that its owner reads.
                self._speak(ask.notice.language)
            case states.Reading() if isinstance(before, states.Armed):
                # Whoever reads here goes on in the words of this screen, not of that phone.
                self._read_on()
            case states.Resting():
                self._alarm.set(PROBE_SECONDS, self._probe)
            case _:
                pass

    def _read_on(self) -> None:
        notice = self._notice()
        if notice is not None:
            self.post(events.NoticeChanged(notice.version))

    def _wait(self) -> Wait | None:
        return wait_of(self._visit, self._camera_seconds)

    def _begin_wait(self) -> None:
        self._wait_began = self._clock.monotonic()
        wait = self._wait()
        if wait is None:
            self._alarm.clear()
        else:
            self._alarm.set(wait.seconds, lambda: self.post(events.TimedOut()))

    def _probe(self) -> None:
        self._records.probe()
        self._alarm.set(PROBE_SECONDS, self._probe)

    def _tell(self) -> None:
        for audience in self._audience:
            audience.show_visit(self._visit)

    def _speak(self, language: str | None) -> None:
        if language == self._language:
            return
        self._language = language
        if language is not None:
            for audience in self._audience:
                audience.show_language(language)

    def _notice(self) -> Notice | None:
        offered: Mapping[str, Notice] = self._notices.offered()
        return offered.get(self._language or "")

    def _carry_out(self, effect: effects.Effect) -> None:
        records = self._records
        match effect:
            case effects.CountAsked(moment):
                records.count_asked(moment)
            case effects.CountDeclined(moment):
                records.count_declined(moment)
            case effects.CountWalkedAway(moment):
                records.count_walked_away(moment)
            case effects.StoreConsent(consent):
                records.store_consent(consent)
            case effects.StartWatching(grant):
                self._start_watching(grant)
            case effects.StopWatching():
                self._watch.stop()
            case effects.RecordCameraOpened(consent):
                self._camera_opened_at = self._clock.monotonic()
                records.record_camera_opened(consent)
            case effects.RecordCameraClosed(consent):
                seconds = round(self._clock.monotonic() - self._camera_opened_at)
                records.record_camera_closed(consent, seconds)
            case effects.RecordAnalysis(consent, fault):
                records.record_analysis(consent, fault)
            case effects.KeepVisit(consent, answer, way, shown, receipt):
                records.keep_visit(consent, answer, way, shown, receipt=receipt)
            case effects.CloseUncounted(consent):
                records.close_uncounted(consent)
            case effects.EraseVisit(code):
                records.erase_visit(code)
            case effects.FindRecord(code):
                records.find_record(code)
            case effects.CorrectRecord(code, answer):
                records.correct_record(code, answer)
            case effects.ReportInside():
                records.inside(lambda inside: self._post(events.InsideReported(inside)))
            case _:
                assert_never(effect)

    def _start_watching(self, grant: ConsentGrant) -> None:
        try:
            self._watch.start(grant)
        except ChildGone:
            self.post(events.WatchFailed(grant, states.WatchFault.NOT_READY))
