"""The kiosk's side of the phone: what is offered to phones, and what each is told of its yes.

One offer is live at a time: a token that the served page knows by its hash, or a nonce from which
a page without network works out four digits. It is made when a notice is opened and made anew
when the notice changes language; it outlives the notice's screen, for reading takes its time.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from kiosk.application.phone import (
    OFFER_SECONDS,
    Agreed,
    Armed,
    Busy,
    Declined,
    Done,
    Ended,
    Ending,
    LookingNow,
    Phone,
    PhoneNews,
    Story,
    hash_of,
)
from kiosk.application.ports import Clock, Notices, Randomness
from kiosk.domain import events, states
from kiosk.domain.states import Visit
from kiosk.domain.waits import ARMED_SECONDS

_DIGITS: Final = 10_000

Front = Callable[[events.Event], None]


def digits_of(nonce: str, notice_hash: str) -> str:
    """The four digits that a page without network shows for this nonce after a yes to this notice.

    SHA-256 of "askfirst agree ", the nonce, a space and the notice's content hash; its first four
    bytes, big-endian, modulo 10,000.
    """
    digest = hashlib.sha256(f"askfirst agree {nonce} {notice_hash}".encode()).digest()
    return f"{int.from_bytes(digest[:4], 'big') % _DIGITS:04}"


class PhoneDesk:
    """Everything here runs on the window's thread. ``phone`` is None where nothing is served:
    then phones show digits, which are typed here.

    ``camera_offered`` says whether a look is possible just now, ``present`` the state of the visit.
    """

    def __init__(
        self,
        phone: Phone | None,
        clock: Clock,
        randomness: Randomness,
        notices: Notices,
        post: Front,
        camera_offered: Callable[[], bool],
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._phone = phone
        self._clock = clock
        self._randomness = randomness
        self._notices = notices
        self._post = post
        self._camera_offered = camera_offered
        self._changed = changed
        self._visit: Visit = states.Starting()
        self._secret: str | None = None
        self._language: str | None = None
        self._made_at = 0.0
        # The offer that was said yes to, while its story goes on.
        self._armed: str | None = None

    @property
    def secret(self) -> str | None:
        """What the QR code on the notice carries now, while that is good."""
        if self._secret is None or self._clock.monotonic() - self._made_at >= OFFER_SECONDS:
            return None
        return self._secret

    # What the visit does ----------------------------------------------------------------------

    def show_language(self, tag: str) -> None:
        """Part of ``visit_runner.Audience``; the notice's language comes with its state."""

    def show_visit(self, visit: Visit) -> None:
        """Follow the visit: make offers, and tell the phone that said yes how it goes on."""
        before, self._visit = self._visit, visit
        match visit:
            case states.Reading(ask) if self._needs_offer(before, ask.notice.language):
                self._offer(ask.notice.language)
            case states.Resting() | states.Attended():
                self._withdraw()
            case _:
                pass
        self._tell_story(before, visit)

    def _needs_offer(self, before: Visit, language: str) -> bool:
        match before:
            case states.EnteringPhoneCode(_, wrong):
                # Whoever mistyped digits, or tried some, gets no second series on the same ones.
                return wrong > 0 or self.secret is None
            case states.Reading():
                return self._language != language
            case states.AskingAge() | states.Telling():
                return self.secret is None
            case _:
                return True

    def _offer(self, language: str) -> None:
        self._secret = self._randomness.phone_secret()
        self._language = language
        self._made_at = self._clock.monotonic()
        if self._phone is not None:
            self._phone.offer(self._secret)
        self._changed()

    def _withdraw(self) -> None:
        if self._secret is None:
            return
        self._secret = None
        if self._phone is not None:
            self._phone.withdraw_offer()
        self._changed()

    def _tell_story(self, before: Visit, visit: Visit) -> None:
        if self._armed is None or type(before) is type(visit):
            return
        story = _story_of(before, visit)
        if story is None:
            return
        self._tell(self._armed, story)
        if not isinstance(story, LookingNow):
            self._armed = None

    def _tell(self, token_hash: str, story: Story) -> None:
        if self._phone is not None:
            self._phone.tell(token_hash, story)

    # What phones do ---------------------------------------------------------------------------

    def hear(self, untrusted_news: PhoneNews) -> None:
        """A phone said yes or no on the served page."""
        match untrusted_news:
            case Agreed(token_hash, language, notice_hash):
                self._agreed(token_hash, language, notice_hash)
            case Declined(token_hash):
                if self._is_live(token_hash):
                    self._secret = None
                    self._changed()
                    if isinstance(self._visit, states.Reading):
                        self._post(events.Refused())
            case _:
                self._changed()

    def _is_live(self, token_hash: str) -> bool:
        secret = self.secret
        return secret is not None and hash_of(secret) == token_hash

    def _agreed(self, token_hash: str, language: str, notice_hash: str) -> None:
        if not self._is_live(token_hash):
            self._tell(token_hash, Ended(Ending.EXPIRED))
            return
        ask = self._ask(language, notice_hash)
        self._secret = None
        self._changed()
        if ask is None:
            self._tell(token_hash, Busy())
            return
        number = self._randomness.two_digits()
        self._armed = token_hash
        self._tell(token_hash, Armed(number, ARMED_SECONDS))
        self._post(events.PhoneAgreed(ask, number))

    def enter_digits(self, digits: str) -> None:
        """Somebody typed what a phone shows that said yes to the notice that was opened last."""
        ask = self._ask_by_digits(digits)
        if ask is None:
            self._post(events.PhoneCodeWrong())
            return
        self._secret = None
        self._changed()
        self._post(events.PhoneAgreed(ask, None))

    def _ask_by_digits(self, digits: str) -> states.Ask | None:
        secret = self.secret
        if self._phone is not None or secret is None:
            return None
        versions = [notice.version for notice in self._notices.offered().values()]
        fits = [
            version
            for version in versions
            if hmac.compare_digest(
                digits.encode(), digits_of(secret, version.content_hash).encode()
            )
        ]
        # Digits that two notices share do not say which one the phone showed.
        return self._ask(fits[0].language, fits[0].content_hash) if len(fits) == 1 else None

    def _ask(self, language: str, notice_hash: str) -> states.Ask | None:
        """What the visitor is asked with now; None where nobody can be now."""
        notice = self._notices.offered().get(language)
        if notice is None or notice.version.content_hash != notice_hash:
            return None
        match self._visit:
            case states.Reading(ask) | states.EnteringPhoneCode(ask) if ask.camera:
                return replace(ask, notice=notice.version)
            case states.Idle() if self._camera_offered():
                return states.Ask(
                    notice.version, notice.minimum_age, camera=True, moment=self._clock.moment()
                )
            case _:
                return None


def _story_of(before: Visit, visit: Visit) -> Story | None:
    """What a phone is told when the visit that its yes began comes to this state."""
    match visit:
        case states.Looking():
            return LookingNow()
        case states.Farewell(states.FarewellReason.TOO_YOUNG):
            return Ended(Ending.TOO_YOUNG)
        case states.Farewell() | states.Withdrawing() | states.ShowingResult():
            return Done()
        case states.Reading(ask):
            # Where the camera went meanwhile, nobody said that the phone is not theirs.
            return Ended(Ending.NOT_ME if ask.camera else Ending.FAILED)
        case states.Idle() if isinstance(before, states.Armed):
            return Ended(Ending.EXPIRED)
        case states.Resting() | states.Idle():
            return Ended(Ending.FAILED)
        case _:
            return None
