"""The watch: keeps a confined child warm, hands it an open camera for a grant, and ends it.

One thread, as old as the program, starts every child (a child is killed when the thread that
started it ends), hears them, and buries them. ``start`` and ``stop`` are called from the
window's thread and do not wait for it. The camera is opened by a thread of its own. What is
posted about a grant is posted under the lock that ``stop`` takes, so that after ``stop`` nothing
more comes.
"""

from __future__ import annotations

import math
import sys
import threading
import time
from collections.abc import Callable, Hashable, Sequence
from typing import Final

from kiosk.adapters.analysis.camera_door import CameraDoor
from kiosk.adapters.analysis.camera_opening import CameraOpener, OpenCamera, Outcome
from kiosk.adapters.analysis.companion import OPENING_SECONDS, Companion, Phase
from kiosk.adapters.analysis.health import Door, WatchHealth
from kiosk.adapters.analysis.hearing import Hearing
from kiosk.adapters.analysis.orders import WatchSettings
from kiosk.adapters.analysis.preview import PreviewMemory
from kiosk.adapters.analysis.promise import Promise
from kiosk.adapters.analysis.protocol import (
    Estimated,
    Failed,
    Frame,
    FromChild,
    Nonsense,
    Opened,
    Ready,
    Refusal,
    Unready,
)
from kiosk.adapters.processes import confine
from kiosk.application.own_program import own_program
from kiosk.application.ports import ChildGone, Clock, Picture, Post
from kiosk.domain import events
from kiosk.domain.states import Hint, WatchFault
from kiosk.domain.visit import ConsentGrant, GrantSpent

_CLOSING_SECONDS: Final = 2.0

_OF_THE_CAMERA: Final = (
    WatchFault.CAMERA_UNAVAILABLE,
    WatchFault.BLACK_FRAMES,
    WatchFault.FROZEN_FRAMES,
)

_DOOR_OF_REFUSAL: Final = {
    Refusal.NOT_CONFINED: Door.NOT_CONFINED,
    Refusal.BAD_MODEL: Door.NO_MODEL,
}


class ConfinedWatch:
    """Watch and Preview, for one source of frames, with a child of its own for each look.

    ``present`` tells which camera is there (None: none) without opening it; another answer is
    another camera, and needs another child. ``open_camera`` opens it, for a grant. ``post`` may
    be called from any thread and must not wait for the one that calls ``stop``. Only Linux can
    confine a child so far: elsewhere the camera is never offered.
    """

    def __init__(
        self,
        post: Post,
        clock: Clock,
        settings: WatchSettings,
        present: Callable[[], Hashable | None],
        open_camera: OpenCamera,
        program: Sequence[str] | None = None,
    ) -> None:
        self._post = post
        self._clock = clock
        self._settings = settings
        self._door = CameraDoor(present)
        self._program = program or own_program()
        self._lock = threading.RLock()
        self._child: Companion | None = None
        self._wanted = False
        self._closing = False
        self._hint: Hint | None = None
        self._promise = Promise()
        self._opener = CameraOpener(open_camera, clock.monotonic, self._lock, self._go_on)
        self._shown: PreviewMemory | None = None
        self._last_number = 0
        self._hearing = Hearing(self._mistrust)
        self._asked: list[Callable[[], None]] = []
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        if sys.platform == "linux":
            self._thread.start()
        else:
            self._hearing.close()
            self._door.troubles.give_up(Door.NOT_CONFINED, confine.obstacle() or "", math.inf)

    def prepare(self) -> None:
        """Make the next visit's child and warm it, unless one is there. Opens no camera."""
        with self._lock:
            self._wanted = True
            self._door.look_at_once()
        self._hearing.wake()

    def start(self, grant: ConsentGrant) -> None:
        """Open the camera and have the warm child look, once, for this grant's visit.

        Nothing is waited for. A child that is only just getting warm gets the camera as soon as
        it is. A grant that leads to nothing is void: the visitor is asked again rather than
        filmed on an old answer. Raises GrantSpent, ChildGone.
        """
        with self._lock:
            if not grant.is_live:
                raise GrantSpent("this grant has been used already")
            now = self._clock.monotonic()
            self._hint = None
            child = self._child
            if child is not None and child.phase is Phase.WARM:
                self._open_for(child, grant, now)
            elif self._may_promise(child):
                self._promise.make(grant, now)
            else:
                grant.void()
                raise ChildGone("no child was warm, or about to be, for this camera")
        self._hearing.wake()

    def _may_promise(self, child: Companion | None) -> bool:
        if child is not None and child.phase is not Phase.WARMING:
            return False
        return self._wanted and self._door.is_offered(child)

    def _open_for(self, child: Companion, grant: ConsentGrant, now: float) -> None:
        child.expect_camera(grant, now)
        if not self._opener.begin(grant):
            self._fail_to_open(grant, WatchFault.CAMERA_UNAVAILABLE, now)

    def _go_on(self, grant: ConsentGrant, outcome: Outcome) -> None:
        """Hand the open camera over; called by the opening's own thread, under the lock."""
        now = self._clock.monotonic()
        if isinstance(outcome, int) and self._child is not None:
            # The child reads the machine's own clock, whatever the Clock port says.
            deadline = time.monotonic() + OPENING_SECONDS
            self._child.look(outcome, self._settings.camera_seconds, now, deadline)
        elif isinstance(outcome, WatchFault):
            self._fail_to_open(grant, outcome, now)
        self._hearing.wake()

    def _fail_to_open(self, grant: ConsentGrant, fault: WatchFault, now: float) -> None:
        self._end_look(fault, now)
        self._post(events.WatchFailed(grant, fault))

    def stop(self) -> None:
        """End the child, and with it the camera and every frame; does nothing without one."""
        with self._lock:
            self._wanted = False
            self._promise.forget()
            self._end_child()
        self._hearing.wake()

    def close(self) -> None:
        """End for good, before the program does; what is called afterwards does nothing."""
        with self._lock:
            if self._closing:
                return
            self._promise.forget()
            self._end_child()
            self._closing = True
        self._hearing.wake()
        if self._thread.is_alive():
            self._thread.join(_CLOSING_SECONDS)

    def retry(self) -> None:
        """End the rest after failures: somebody has seen to what was wrong."""
        with self._lock:
            self._door.troubles.forgive()
            self._door.look_at_once()
        self._hearing.wake()

    def answer(self, tell: Callable[[], None]) -> None:
        """Call ``tell`` from the watch's thread when it comes round to it; where there is none,
        there is nothing that could hang, and it is called at once."""
        if not self._thread.is_alive() and sys.platform != "linux":
            tell()
            return
        with self._lock:
            self._asked.append(tell)
        self._hearing.wake()

    def latest(self) -> Picture | None:
        """The newest picture, or None while the camera is closed."""
        shown = self._shown
        return None if shown is None else shown.latest()

    def health(self) -> WatchHealth:
        """How the watch is at this moment; may be called from any thread."""
        with self._lock:
            return WatchHealth(
                door=self._door.state(self._child, wanted=self._wanted),
                detail=self._door.troubles.detail,
                camera_present=self._door.has_camera,
                confined=self._settings.confined,
                failures=self._door.troubles.failures,
                last_fault=self._door.troubles.last_fault,
            )

    def _end_child(self) -> None:
        """Kill the child if there is one; the thread buries it when its pipe has closed."""
        self._opener.cancel()
        child, self._child, self._shown = self._child, None, None
        if child is not None:
            self._last_number = child.preview.last_number
            child.kill()
            self._hearing.dismiss(child)

    # All that follows runs on the watch's own thread.

    def _run(self) -> None:
        while not self._closing:
            speaking = self._hearing.wait(self._pause())
            with self._lock:
                now = self._clock.monotonic()
                for child in speaking:
                    if child is self._child:
                        self._hear(child, now)
                self._look_for_camera(now)
                self._end_if_late(now)
                self._make_child(now)
                self._offer()
                asked, self._asked = self._asked, []
            for tell in asked:
                tell()
        self._hearing.close()

    def _pause(self) -> float | None:
        """Seconds until something is due without a child having said anything."""
        with self._lock:
            now = self._clock.monotonic()
            due = [*self._promise.due, *([self._door.due] if self._wanted else [])]
            if self._child is not None and self._child.next_due is not None:
                due.append(self._child.next_due)
        return max(0.0, min(due) - now) if due else None

    def _hear(self, child: Companion, now: float) -> None:
        try:
            for message in child.hear(now):
                self._act_on(child, message, now)
                if child is not self._child:
                    return
        except Nonsense as nonsense:
            self._fail(child, WatchFault.CHILD_NONSENSE, str(nonsense), now)
        except EOFError:
            self._fail(child, WatchFault.CHILD_ENDED, child.words_for_end(), now)

    def _act_on(self, child: Companion, message: FromChild, now: float) -> None:
        grant = child.grant
        if isinstance(message, Unready):
            self._end_child()
            self._give_up(_DOOR_OF_REFUSAL[message.refusal], message.detail, now)
        if isinstance(message, Ready):
            self._door.believe()
            promised = self._promise.take()
            if promised is not None:
                self._open_for(child, promised, now)
        if grant is None:
            return
        match message:
            case Opened():
                self._shown = child.preview
                self._post(events.CameraOpened(grant))
            case Frame(_, Hint() as hint) if hint is not self._hint:
                self._hint = hint
                self._post(events.Hinted(grant, hint))
            case Estimated(estimate):
                self._end_look(None, now)
                self._post(events.Estimated(grant, estimate))
            case Failed(fault):
                self._end_look(fault, now)
                self._post(events.WatchFailed(grant, fault))
            case _:
                pass

    def _end_look(self, fault: WatchFault | None, now: float) -> None:
        self._end_child()
        self._wanted = False
        if fault in _OF_THE_CAMERA:
            # Three visitors in a row have said yes to a camera that gives nothing.
            self._door.troubles.failed(fault, fault.value, now)
        else:
            self._door.troubles.ended_well(fault)

    def _fail(self, child: Companion, fault: WatchFault, detail: str, now: float) -> None:
        grant = child.grant
        self._end_child()
        self._doubt()
        self._door.troubles.failed(fault, detail, now)
        if grant is not None:
            self._wanted = False
            self._post(events.WatchFailed(grant, fault))

    def _look_for_camera(self, now: float) -> None:
        if not self._door.is_another_camera(now):
            return
        self._doubt()
        # A look under way sees for itself that its camera has gone.
        if self._child is not None and self._child.grant is None:
            self._end_child()

    def _mistrust(self) -> None:
        """A child had started another process, which should have been impossible."""
        with self._lock:
            detail = "a process of the camera's had started another one; both were ended"
            self._give_up(Door.NOT_CONFINED, detail, self._clock.monotonic())
            if self._child is not None and self._child.grant is None:
                self._end_child()

    def _give_up(self, door: Door, detail: str, now: float) -> None:
        self._doubt()
        self._door.troubles.give_up(door, detail, now)

    def _doubt(self) -> None:
        """Whether there will be a child is open again, and a visitor who waits for one is told."""
        self._door.doubt()
        promised = self._promise.forget()
        if promised is not None:
            self._wanted = False
            self._post(events.WatchFailed(promised, WatchFault.NOT_READY))

    def _end_if_late(self, now: float) -> None:
        if self._promise.is_late(now):
            self._doubt()
        child = self._child
        fault = child.lateness(now) if child is not None else None
        if child is not None and fault is not None:
            if self._opener.grant is not None:
                self._fail_to_open(self._opener.grant, WatchFault.CAMERA_UNAVAILABLE, now)
            else:
                self._fail(child, fault, "it was silent or open for too long", now)

    def _make_child(self, now: float) -> None:
        if not self._wanted or self._closing or self._child or not self._door.has_camera:
            return
        if not self._door.troubles.may_try(now):
            return
        settings = self._settings
        problem = confine.obstacle(settings.least_landlock) if settings.confined else None
        if problem is not None:
            self._give_up(Door.NOT_CONFINED, problem, now)
            return
        preview = PreviewMemory(*settings.picture, after=self._last_number)
        try:
            child = Companion(self._program, settings.orders(preview.descriptor), preview, now)
        except OSError as error:
            preview.close()
            reason = f"no child could be started: {error.strerror}"
            self._give_up(Door.RESTING, reason, now)
            return
        self._child = child
        self._hearing.listen_to(child)

    def _offer(self) -> None:
        offered = self._door.news(self._child)
        if offered is not None:
            self._post(events.CameraOffered(offered))
