"""What visitors do here, and what goes wrong meanwhile: drawn by hypothesis, visit after visit.

A plan says nothing of what is on the screens. It says how far somebody goes on purpose, and then
what is done at random; what a tap meets is found out at the real window.
"""

import enum
from dataclasses import dataclass

from hypothesis import strategies as st


class Aim(enum.Enum):
    """How far a visitor goes straight on before anything at random."""

    NOWHERE = "nowhere"
    NOTICE = "the notice"
    AGE = "the question for the age, by the camera's door"
    YES = "a yes to the camera"
    LOOK = "a camera that is open"
    RESULT = "an estimate"
    RECEIPT = "a receipt, by the camera"
    TELLING = "telling, without a camera"
    ARMED = "a yes on a phone"
    PHONE_YES = "a yes on a phone, and at the screen"


class Deed(enum.Enum):
    """One thing that happens."""

    TAP = "taps a button"
    TAP_TWICE = "taps a button twice, at once"
    MISS = "taps somewhere"
    TYPE = "types something"
    ESCAPE = "presses Escape"
    SILENCE = "does nothing until the time is over"
    LINGER = "stays a moment"
    CHILD_KILLED = "the camera's process is killed"
    CHILD_STOPPED = "the camera's process hangs"
    UNPLUGGED = "the camera is pulled"
    PLUGGED_IN = "the camera is plugged in"
    PHONE_YES = "a phone says yes"
    STAFF = "staff call up their pages"


@dataclass(frozen=True)
class Plan:
    """One visit: an aim, then deeds. ``pick`` chooses among what is there to be tapped."""

    aim: Aim
    deeds: tuple[tuple[Deed, int], ...]


# The first is what hypothesis likes best; what comes twice is drawn twice as often.
_AIMS = (
    *(Aim.NOWHERE, Aim.NOTICE, Aim.NOTICE, Aim.AGE, Aim.AGE, Aim.TELLING, Aim.ARMED),
    *(Aim.YES, Aim.LOOK, Aim.RESULT, Aim.RECEIPT, Aim.PHONE_YES),
)
_DEEDS = (*(Deed.TAP,) * 7, *Deed)

PLANS = st.builds(
    Plan,
    st.sampled_from(_AIMS),
    st.lists(st.tuples(st.sampled_from(_DEEDS), st.integers(0, 9999)), max_size=6).map(tuple),
)

EACH_ONCE = (
    *(Plan(aim, ()) for aim in Aim),
    *(Plan(Aim.LOOK, ((deed, 0),)) for deed in Deed),
    *(Plan(Aim.LOOK, ((Deed.CHILD_KILLED, crash),)) for crash in (1, 2)),
)
"""Visits that are made whatever is drawn: every aim, and each deed with an open camera."""
