"""What readers of receipts want, as the process says it: checked anew, paced, and handed on."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.adapters.phone.guesses import TRIES_IN_ALL, Pace
from kiosk.adapters.phone.protocol import Nonsense, RecordAnswer, RecordAsked
from kiosk.application.phone import Outcome, ReceiptDesk, RecordReply, RecordWish, Wish
from kiosk.domain.consent import NotAReceiptCode, ReceiptCode
from kiosk.domain.estimate import UNSAID, AgeBand, Answer, Gender, age_bands


class Wishes:
    """Hands wishes to the desk. ``is_secret``: nobody on the way to the phone can read along.

    A process that somebody else has taken over could try codes as fast as a pipe carries them;
    so the pace is kept here as well.
    """

    def __init__(
        self, desk: ReceiptDesk, minimum_age: int, now: Callable[[], float], *, is_secret: bool
    ) -> None:
        self._desk = desk
        self._bands = {band.name: band for band in age_bands(minimum_age)}
        self._is_secret = is_secret
        self._pace = Pace(now, most_of_one=TRIES_IN_ALL)

    def take(self, asked: RecordAsked, answer: Callable[[RecordAnswer], None]) -> None:
        """Have it carried out; ``answer`` is called on any thread. Raises Nonsense."""

        def reply(came: RecordReply) -> None:
            lines = [list(line) for line in came.lines]
            answer(RecordAnswer(asked.number, came.outcome.value, lines))

        try:
            wish = self._wish_of(asked)
        except (NotAReceiptCode, ValueError):
            raise Nonsense("a wish that there cannot be") from None
        if wish.wish is not Wish.ERASE and not self._is_secret:
            raise Nonsense("a wish that needs an encrypted line")
        if not self._pace.allows(""):
            reply(RecordReply(Outcome.LATER))
        elif wish.wish is Wish.CORRECT and wish.answer is None:
            # Bands of another minimum age: the page was loaded before that changed.
            reply(RecordReply(Outcome.LATER))
        else:
            self._desk.asked(wish, reply)

    def _wish_of(self, asked: RecordAsked) -> RecordWish:
        wish, code = Wish(asked.wish), ReceiptCode.parse(asked.code)
        if (wish is Wish.CORRECT) != (asked.age is not None and asked.gender is not None):
            raise ValueError("an answer belongs to a correction and to nothing else")
        if wish is not Wish.CORRECT or not self._is_offered(asked.age):
            return RecordWish(wish, code, asked.language)
        answer = Answer(Gender(asked.gender), self._band(asked.age))
        return RecordWish(wish, code, asked.language, answer)

    def _is_offered(self, age: str | None) -> bool:
        return age == UNSAID or age in self._bands

    def _band(self, age: str | None) -> AgeBand | None:
        return self._bands.get(age or UNSAID)
