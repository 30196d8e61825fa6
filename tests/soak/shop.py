"""The one kiosk of a soak: on a small disk of its own, with a film for a camera, and fast days."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final
from unittest.mock import patch

from kiosk.adapters.analysis.health import Door
from kiosk.adapters.system.clock import SystemClock
from kiosk.bootstrap import parts
from kiosk.domain import events, states
from tests.journeys.kiosk import Kiosk, demo_settings, running

DISK_BYTES: Final = 48 * 1024 * 1024
BETWEEN_VISITS: Final = 240.0
"""Seconds that the kiosk's clock is moved after each visit: 360 visits make a day."""


class MovedClock(SystemClock):
    """The machine's clock, moved forward as a whole, so that no step is seen in it."""

    moved = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.moved

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self.moved)


class Shop:
    """A running kiosk and what a fault needs of what is around it."""

    def __init__(self, kiosk: Kiosk, clock: MovedClock, films: "Films", disk: Path | None) -> None:
        self.kiosk = kiosk
        self.clock = clock
        self.films = films
        self.disk = disk
        self.rests = 0
        self._rested = False
        self.ended_ms: list[tuple[str, float]] = []
        """For each harmed look its fault, and how long it took to end, in milliseconds."""

    def wait_for_warm_child(self) -> None:
        """Wait until the next yes is answered at once.

        Faults are drawn by lot; after three in a row the door rests, and is told to try again,
        as staff do on Health.
        """
        self.kiosk.wait_for(states.Idle)
        self.kiosk.wait_until(self._is_warm, "warm child")

    def _is_warm(self) -> bool:
        door = self.kiosk.joined.watch.health().door
        rests = door is Door.RESTING
        if rests and not self._rested:
            self.rests += 1
            self.kiosk.joined.watch.retry()
        self._rested = rests
        return door is Door.WARM and self.kiosk.joined.runner.camera_offered

    def child(self) -> int:
        """The process id of the child there is."""
        child = self.kiosk.joined.watch._child
        assert child is not None
        return child.pid

    def leave(self) -> None:
        """Do nothing more until nobody is there; a rest ends by itself."""
        answering = states.Withdrawing | states.Keeping | states.StoringConsent | states.Resting
        while not isinstance(self.kiosk.visit, states.Idle | states.Resting):
            asked = self.kiosk.visit
            if not isinstance(asked, answering):
                self.kiosk.post(events.TimedOut())
            self.kiosk.wait_until(partial(self._has_moved_on, asked), "end of it")
        self.kiosk.wait_for(states.Idle)

    def _has_moved_on(self, asked: states.Visit) -> bool:
        return self.kiosk.visit != asked


class Films:
    """The film that stands in for the camera, and the ones that take its place in a fault."""

    def __init__(self, folder: Path) -> None:
        self.film = folder / "film.avi"
        self.black = folder / "black.avi"
        self.frozen = folder / "frozen.avi"
        self._gone = folder / "film.gone"
        if self._gone.exists():
            self.plug_in()
        if not self.film.exists():
            # In a process of its own: its frames would be memory of this one.
            subprocess.run([sys.executable, "-m", "tests.soak.films", folder], check=True)

    def unplug(self) -> None:
        self.film.rename(self._gone)

    def plug_in(self) -> None:
        self._gone.replace(self.film)

    def put(self, other: Path) -> None:
        """Another camera, that gives this."""
        self.unplug()
        os.link(other, self.film)


@contextmanager
def small_ext4(folder: Path) -> Iterator[Path | None]:
    """A disk of its own at ``folder``, which keeps what is on it; None without root."""
    folder.mkdir(exist_ok=True)
    if os.geteuid() != 0:
        yield None
        return
    image = folder.with_suffix(".img")
    if not image.exists():
        with image.open("wb") as file:
            file.truncate(DISK_BYTES)
        subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)
    if folder.is_mount():
        # A run that was killed has left it.
        subprocess.run(["umount", folder], check=True)
    subprocess.run(["mount", "-o", "loop", image, folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@contextmanager
def open_shop(folder: Path, moved: float) -> Iterator[Shop]:
    """The kiosk of this folder, made or as it was left, its clock ``moved`` so many seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Films(folder)
    settings = demo_settings(f"video:{made.film}")
    clock = MovedClock(parts.business_day(settings))
    clock.moved = moved
    with ExitStack() as held:
        disk = held.enter_context(small_ext4(folder / "disk"))
        held.enter_context(patch.object(parts, "clock_of", lambda _: clock))
        data = (disk or folder / "disk") / "data"
        kiosk = held.enter_context(running(data, f"video:{made.film}"))
        yield Shop(kiosk, clock, made, disk)
