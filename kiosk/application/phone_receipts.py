"""What a receipt's code can do from a phone: the same as at the screen, by the same records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.application.phone import Outcome, RecordReply, RecordWish, Wish
from kiosk.application.staff import Erasing
from kiosk.domain.consent import ReceiptCode
from kiosk.domain.estimate import Answer
from kiosk.domain.states import KeptRecord

Lines = tuple[tuple[str, str], ...]

_ERASED = {
    Erasing.ERASED: Outcome.ERASED,
    Erasing.NOT_FOUND: Outcome.NOT_FOUND,
    # It is erased as soon as it can be; a phone that asks again then hears that it is gone.
    Erasing.FAILED: Outcome.LATER,
}


class RecordsByCode(Protocol):
    """The store, asked beside the visit. Each ``tell`` comes later, on a thread of the store's.

    Where the store fails, ``tell`` of a look or a correction never comes.
    """

    def erase_for_staff(self, code: ReceiptCode, tell: Callable[[Erasing], None]) -> None: ...

    def find_for_phone(
        self, code: ReceiptCode, tell: Callable[[KeptRecord | None], None]
    ) -> None: ...

    def correct_for_phone(
        self, code: ReceiptCode, answer: Answer, tell: Callable[[bool], None]
    ) -> None: ...


class PhoneReceipts:
    """ReceiptDesk over the records. ``lines`` words a record in a language, on any thread."""

    def __init__(self, records: RecordsByCode, lines: Callable[[str, KeptRecord], Lines]) -> None:
        self._records = records
        self._lines = lines

    def asked(self, wish: RecordWish, reply: Callable[[RecordReply], None]) -> None:
        match wish:
            case RecordWish(Wish.ERASE, code):
                self._records.erase_for_staff(
                    code, lambda erasing: reply(RecordReply(_ERASED[erasing]))
                )
            case RecordWish(Wish.SHOW, code, language):
                self._records.find_for_phone(
                    code, lambda record: reply(self._shown(language, record))
                )
            case RecordWish(Wish.CORRECT, code, _, Answer() as answer):
                self._records.correct_for_phone(
                    code, answer, lambda found: reply(RecordReply(_corrected(found)))
                )
            case _:
                # A correction without an answer corrects nothing.
                reply(RecordReply(Outcome.LATER))

    def _shown(self, language: str, record: KeptRecord | None) -> RecordReply:
        if record is None:
            return RecordReply(Outcome.NOT_FOUND)
        return RecordReply(Outcome.SHOWN, self._lines(language, record))


def _corrected(found: bool) -> Outcome:
    return Outcome.CORRECTED if found else Outcome.NOT_FOUND
