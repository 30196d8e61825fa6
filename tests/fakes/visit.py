"""One ask, as the fake store remembers it."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.consent import ConsentRecord, Moment, ReceiptCode, Way
from kiosk.domain.estimate import Answer


@dataclass
class FakeVisit:
    """One ask and what became of it; ``ending`` is None while it is open.

    ``expired`` when its window closed, ``forgotten`` when even its day's counts went.
    """

    moment: Moment
    consent: ConsentRecord | None = None
    ending: str | None = None
    answer: Answer | None = None
    way: Way | None = None
    shown: Answer | None = None
    found_by: ReceiptCode | None = None
    proven: bool = False
    given_on: date | None = None
    given_in: Moment | None = None
    expired: bool = False
    forgotten: bool = False
    is_released: bool = False

    @property
    def is_told(self) -> bool:
        return self.consent is not None and self.consent.way is Way.TOLD
