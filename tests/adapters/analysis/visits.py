"""A watch with real children, a visitor's yes, and an ear for what is posted."""

import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from kiosk.adapters.analysis.camera_opening import OpenCamera
from kiosk.adapters.analysis.health import Door
from kiosk.adapters.analysis.orders import WatchSettings
from kiosk.adapters.analysis.watch import ConfinedWatch
from kiosk.adapters.camera.opening import open_for
from kiosk.adapters.camera.presence import present
from kiosk.adapters.camera.source import SourceSpec
from kiosk.domain import events
from kiosk.domain.consent import ConsentRecord, Medium, Moment, Purpose, Way
from kiosk.domain.states import Looking, StoringConsent
from kiosk.domain.visit import ConsentGrant, advance
from tests.adapters.camera import films
from tests.domain import samples

ROOT = Path(__file__).resolve().parents[3]
MODELS = ROOT / "assets" / "models"
PATIENCE = 30.0
"""Seconds that a test waits for what must come; what it waits for comes in far less."""

_Event = TypeVar("_Event", bound=events.Event)

SETTINGS = WatchSettings(
    source=films.ASTRONAUT_SOURCE, models=MODELS, picture=(240, 320), camera_seconds=8.0
)


class MovableClock:
    """The machine's monotonic clock, which a test can move forwards."""

    def __init__(self) -> None:
        self._moved = 0.0

    def forward(self, seconds: float) -> None:
        self._moved += seconds

    def monotonic(self) -> float:
        return time.monotonic() + self._moved

    def now(self) -> datetime:
        raise AssertionError("the watch writes no time down")

    def moment(self) -> Moment:
        raise AssertionError("the watch writes no time down")


class Ear:
    """Hears every posted event, and lets a test wait for one."""

    def __init__(self) -> None:
        self.heard: list[events.Event] = []
        self._change = threading.Condition()
        self._from = 0

    def __call__(self, event: events.Event) -> None:
        with self._change:
            self.heard.append(event)
            self._change.notify_all()

    def wait_for(
        self, kind: type[_Event], when: Callable[[_Event], bool] = lambda event: True
    ) -> _Event:
        """The first such event since the last one waited for."""
        until = time.monotonic() + PATIENCE
        with self._change:
            while True:
                while self._from < len(self.heard):
                    event = self.heard[self._from]
                    self._from += 1
                    if isinstance(event, kind) and when(event):
                        return event
                if not self._change.wait(until - time.monotonic()):
                    raise AssertionError(f"no {kind.__name__} came: {self.heard}")

    def wait_until_offered(self, offered: bool = True) -> None:
        self.wait_for(events.CameraOffered, lambda event: event.offered is offered)


class Kit:
    """A watch and everything around it."""

    def __init__(
        self,
        settings: WatchSettings,
        camera: Callable[[], Hashable | None] | None,
        program: Sequence[str] | None,
        open_camera: OpenCamera | None = None,
    ) -> None:
        self.ear = Ear()
        self.clock = MovableClock()
        spec = SourceSpec.parse(settings.source)
        see = camera or (lambda: present(spec))
        opens = open_camera or partial(open_for, spec)
        self.watch = ConfinedWatch(self.ear, self.clock, settings, see, opens, program)

    def warm(self) -> None:
        self.watch.prepare()
        self.wait_for_door(Door.WARM)

    def grant(self) -> ConsentGrant:
        """A yes that is on disk, as ``advance`` makes it."""
        return grant(self.clock.monotonic())

    def look(self) -> ConsentGrant:
        """A warm child, told to look."""
        self.warm()
        leave = self.grant()
        self.watch.start(leave)
        return leave

    def child(self) -> int:
        """The process id of the child there is."""
        child = self.watch._child
        assert child is not None
        return child.pid

    def door(self) -> Door:
        return self.watch.health().door

    def wait_for_door(self, door: Door) -> None:
        self.wait_until(lambda: self.door() is door)

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """For what nothing is posted about: look again each time the watch may have moved."""
        until = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < until, self.watch.health()
            threading.Event().wait(0.01)

    def kill_warm_child(self) -> None:
        """Have a warm child killed, as by a machine short of memory, and the watch know it."""
        self.warm()
        known = self.watch.health().failures
        os.kill(self.child(), signal.SIGKILL)
        self.wait_until(lambda: self.watch.health().failures > known)


@contextmanager
def watching(
    *,
    camera: Callable[[], Hashable | None] | None = None,
    program: Sequence[str] | None = None,
    open_camera: OpenCamera | None = None,
    **changes: object,
) -> Iterator[Kit]:
    """A watch over the moving photograph, with these settings changed, closed at the end."""
    kit = Kit(replace(SETTINGS, **changes), camera, program, open_camera)
    try:
        yield kit
    finally:
        kit.watch.close()


def grant(now: float) -> ConsentGrant:
    consent = ConsentRecord(
        samples.RECORD_ID,
        samples.CODE,
        samples.NOTICE,
        Purpose.VISITOR_STATISTICS,
        Way.CAMERA,
        Medium.TOUCH,
        samples.MOMENT,
    )
    stored = events.ConsentStored(samples.RECORD_ID, now)
    visit, _ = advance(StoringConsent(samples.ASK, consent), stored)
    assert isinstance(visit, Looking)
    return visit.grant


def stand_in(how: str, born: Path | None = None) -> list[str]:
    """A program that is no honest child; each one born adds a letter to the file ``born``."""
    script = Path(__file__).with_name("stand_in.py")
    return [sys.executable, str(script), how, str(born or "-")]


def wait_until_gone(process: int) -> None:
    """Wait for the end of a process that need not be a child of this one."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return
    try:
        ended, _, _ = select.select([handle], [], [], PATIENCE)
        assert ended, f"process {process} lives on"
    finally:
        os.close(handle)
