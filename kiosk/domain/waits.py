"""Every wait of a visit, in one record: how long each state lasts if nobody does anything."""

from dataclasses import dataclass
from typing import Final

from kiosk.domain import states


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a state waits, in seconds.

    For the last ``warns`` seconds the screen says that it is about to leave. ``touch``: any
    touch starts the wait anew.
    """

    seconds: float
    warns: float = 0.0
    touch: bool = False


STORE_SECONDS: Final = 2.0
"""How long the store may take to answer before it counts as failed."""

ARMED_SECONDS: Final = 30.0
"""How long a yes on a phone waits for the one who gave it to stand here."""

_AT_EASE: Final = Wait(120, warns=15, touch=True)
_IN_PASSING: Final = Wait(30, warns=15, touch=True)
_FOR_THE_STORE: Final = Wait(STORE_SECONDS)

_WAITS: Final[dict[type[states.Visit], Wait]] = {
    states.Reading: _AT_EASE,
    states.AskingAge: _IN_PASSING,
    states.EnteringPhoneCode: Wait(60, warns=15, touch=True),
    # A touch does not prolong it: it may be somebody else's, while the phone's owner walks up.
    states.Armed: Wait(ARMED_SECONDS, warns=15),
    states.StoringConsent: _FOR_THE_STORE,
    # What is shown in the last 15 seconds here is the countdown to keeping.
    states.ShowingResult: _IN_PASSING,
    states.Correcting: _IN_PASSING,
    states.Telling: _IN_PASSING,
    states.Keeping: _FOR_THE_STORE,
    # A touch does not prolong it: the code must not be there for whoever comes next.
    states.ShowingReceipt: Wait(20, warns=20),
    states.Withdrawing: _FOR_THE_STORE,
    states.EnteringCode: Wait(60, warns=15, touch=True),
    states.FindingRecord: _FOR_THE_STORE,
    states.ShowingRecord: _IN_PASSING,
    states.CorrectingRecord: _IN_PASSING,
    states.SavingCorrection: _FOR_THE_STORE,
    states.ReadingInside: _AT_EASE,
    states.Farewell: Wait(8),
    # Figures are read longer than questions; whoever walks off must not leave them open.
    states.Attended: Wait(300, warns=15, touch=True),
}

_TO_WRITE_IT_DOWN: Final = Wait(90, warns=90)
"""A receipt whose reader said so, once: ten characters copied by a slow hand."""

_WATCH_GRACE_SECONDS: Final = 7.0
"""The watch's own limits, for a child to be warm and a camera to open, are below this."""


def wait_of(visit: states.Visit, camera_seconds: float) -> Wait | None:
    """How long this state lasts, or None where nothing but an event ends it.

    ``camera_seconds`` is how long the camera may be open, as the notice says. A look ends by
    itself after that; the wait here is the one for a watch that does not.
    """
    if isinstance(visit, states.Looking):
        return Wait(camera_seconds + _WATCH_GRACE_SECONDS)
    if isinstance(visit, states.ShowingReceipt) and visit.longer:
        return _TO_WRITE_IT_DOWN
    return _WAITS.get(type(visit))
