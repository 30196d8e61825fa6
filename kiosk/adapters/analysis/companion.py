"""One child as its parent sees it: what it has said, what it may still say, and by when.

It knows nothing of visits and posts nothing; the watch does.
"""

from __future__ import annotations

import contextlib
import enum
import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from typing import Final

from kiosk.adapters.analysis import handover, spawn
from kiosk.adapters.analysis.orders import Orders
from kiosk.adapters.analysis.preview import PreviewMemory
from kiosk.adapters.analysis.protocol import (
    Estimated,
    Failed,
    Frame,
    FromChild,
    Inbox,
    Look,
    Nonsense,
    Opened,
    Ready,
    Unready,
    from_child,
)
from kiosk.adapters.processes.group import ChildGroup
from kiosk.domain.states import WatchFault
from kiosk.domain.visit import ConsentGrant

WARMING_SECONDS: Final = 20.0
"""How long a child may take to be warm, on the slowest machine and the busiest day."""

OPENING_SECONDS: Final = 3.0
"""How long the operating system may take to open a camera; some do take two."""

SILENT_SECONDS: Final = 1.2
"""With the camera open, a child speaks 30 times a second; after so long it is ended."""

GRACE_SECONDS: Final = 0.5
"""How long after the time in the notice a camera still open is closed by force."""

_ENDING_SECONDS: Final = 0.05
_MOST_A_SECOND: Final = 200
_AT_ONCE: Final = 65536


class Phase(enum.Enum):
    """How far a child has come; it only ever goes forwards."""

    WARMING = "warming"
    WARM = "warm"
    GRANTED = "granted"
    OPENING = "opening"
    LOOKING = "looking"
    ENDED = "ended"


class Companion:
    """A living child, its pipes, and its pictures. Not for two threads at a time."""

    def __init__(
        self, program: Sequence[str], orders: Orders, preview: PreviewMemory, now: float
    ) -> None:
        self.preview = preview
        self.phase = Phase.WARMING
        self.grant: ConsentGrant | None = None
        self.left_somebody = False
        self.due = now + WARMING_SECONDS
        self._confined = orders.confined
        self._inbox = Inbox()
        self._spoke = 0
        self._frame = -1
        self._opened_at = now
        self._look_ends = now
        self._process = spawn.ChildProcess(program, orders)
        self._group = ChildGroup(self._process)
        preview.hand_over()
        os.set_blocking(self._out, False)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def _out(self) -> int:
        assert self._process.stdout is not None
        return self._process.stdout.fileno()

    def fileno(self) -> int:
        """The pipe it speaks through, for a selector."""
        return self._out

    def expect_camera(self, grant: ConsentGrant, now: float) -> None:
        """For a warm one: the camera is being opened for it, under this grant."""
        self.grant = grant
        self.phase = Phase.GRANTED
        self.due = now + OPENING_SECONDS
        self._look_ends = self.due

    def look(self, camera: int, seconds: float, now: float, deadline: float) -> None:
        """Send the one order of its life, and the open camera; the descriptor stays the caller's.

        A child that is not there any more is noticed when it is listened to.
        """
        self.phase = Phase.OPENING
        with contextlib.suppress(OSError):
            handover.send(self._process.line, Look(seconds, deadline), camera)
        self.due = now + OPENING_SECONDS
        self._look_ends = now + seconds + GRACE_SECONDS

    def hear(self, now: float) -> Iterator[FromChild]:
        """Everything it has said since, each message allowed in its phase.

        Raises Nonsense for anything else, and EOFError once it has ended.
        """
        try:
            untrusted_bytes = os.read(self._out, _AT_ONCE)
        except BlockingIOError:
            return
        if not untrusted_bytes:
            raise EOFError
        for body in self._inbox.bodies(untrusted_bytes):
            message = from_child(body)
            self._allow(message, now)
            yield message

    def lateness(self, now: float) -> WatchFault | None:
        """What it is guilty of by now, if it has been silent or open for too long."""
        if self.next_due is None:
            return None
        if self.phase in (Phase.OPENING, Phase.LOOKING) and now >= self._look_ends:
            return WatchFault.OUT_OF_TIME
        return WatchFault.CHILD_SILENT if now >= self.due else None

    @property
    def next_due(self) -> float | None:
        """When ``lateness`` has to be asked again, or None while it may take its time."""
        if self.phase in (Phase.WARM, Phase.ENDED):
            return None
        if self.phase is Phase.WARMING:
            return self.due
        return min(self.due, self._look_ends)

    def kill(self) -> None:
        """End it at once, and with it the camera; its pictures are gone when it is."""
        self.phase = Phase.ENDED
        self.grant = None
        self._group.kill()
        self.preview.wipe()

    def bury(self, seconds: float) -> bool:
        """Take leave of a child whose pipe has closed: no zombie, no picture, no descriptor.

        False if it is still there after ``seconds``. Nor is there anything that it has started:
        ``left_somebody`` says whether there was.
        """
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        self.left_somebody = self._group.clear()
        self._process.line.close()
        assert self._process.stdout is not None
        self._process.stdout.close()
        self.preview.close()
        return True

    def is_silenced(self) -> bool:
        """True once its pipe has closed, which is the last that an ending process does."""
        try:
            return not os.read(self._out, _AT_ONCE)
        except BlockingIOError:
            return False

    def words_for_end(self) -> str:
        """How it ended, in words for whoever looks after the machine."""
        try:
            code = self._process.wait(_ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            return "it closed its pipe without ending"
        if code == -signal.SIGSYS:
            return "it tried a forbidden call and the kernel ended it"
        if code < 0:
            return f"it was ended by signal {-code}"
        return f"it ended by itself with code {code}"

    def _allow(self, message: FromChild, now: float) -> None:
        match self.phase, message:
            case Phase.WARMING, Ready(confined):
                if self._confined and not confined:
                    raise Nonsense("not confined, and ready")
                self.phase = Phase.WARM
            case Phase.WARMING, Unready():
                self.phase = Phase.ENDED
            case Phase.OPENING, Opened():
                self.phase = Phase.LOOKING
                self._opened_at = now
                self.due = now + SILENT_SECONDS
            case Phase.LOOKING, Frame(number):
                self._spoke += 1
                too_many = self._spoke > _MOST_A_SECOND * (1 + now - self._opened_at)
                if number <= self._frame or too_many:
                    raise Nonsense("frames that do not follow each other")
                self._frame = number
                self.due = now + SILENT_SECONDS
            case Phase.LOOKING, Estimated():
                pass
            case Phase.OPENING | Phase.LOOKING, Failed():
                pass
            case _:
                raise Nonsense("a message out of turn")
