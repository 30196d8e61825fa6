"""A library gone bad in the camera's process: while it loads, once it is warm, in a look, after it.

The process is the real one, confined as always; what turns against it runs inside, at a moment of
its choice. Before the kiosk opened the camera and the first filter came first, every one of these
acts went through while the libraries were loaded.
"""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kiosk.adapters.analysis import spawn
from kiosk.adapters.analysis.orders import WatchSettings
from kiosk.adapters.analysis.preview import PreviewMemory
from kiosk.adapters.analysis.protocol import Look, packed
from kiosk.domain import events
from tests.adapters.analysis.visits import PATIENCE, SETTINGS, wait_until_gone, watching
from tests.adapters.camera import films
from tests.adapters.camera.opened import Openers, Openings
from tests.attacks import hostile_child

WHENS = ("import", "warm-up", "look")
PROGRAM = [sys.executable, str(Path(hostile_child.__file__))]


@pytest.fixture
def film(tmp_path: Path) -> Path:
    made = films.write_film(tmp_path / "film.avi", films.wall(12))
    made.with_name("linked").hardlink_to(made)
    made.with_name("pointing").symlink_to(made)
    return made


@dataclass(frozen=True)
class Ended:
    """How a hostile child ended, and what it said its acts met."""

    code: int
    met: dict[str, str]


def attacked(when: str, act: str, film: Path) -> Ended:
    """One hostile child's life; in a look it is handed the open film."""
    return life_of([*PROGRAM, when, act], replace(SETTINGS, source=f"video:{film}"), when, film)


def life_of(
    program: Sequence[str], settings: WatchSettings, when: str, film: Path, **more: str
) -> Ended:
    """From its start to its end; ``more`` is what its environment has besides."""
    memory = PreviewMemory(*settings.picture)
    orders = settings.orders(memory.descriptor)
    with spawn.ChildProcess(program, orders, errors=subprocess.PIPE, extra=more) as process:
        memory.hand_over()
        # The first thing it says is that it is ready; one that dies before says nothing.
        if process.stdout is not None and process.stdout.read(4):
            if when == "look":
                order = packed(Look(0.5, time.monotonic() + PATIENCE))
                descriptor = os.open(film, os.O_RDONLY)
                socket.send_fds(process.line, [order], [descriptor])
                os.close(descriptor)
            else:
                process.line.close()
        _, told = process.communicate(timeout=PATIENCE)
    memory.close()
    lines = [line for line in told.splitlines() if line.startswith(b"{")]
    return Ended(process.returncode, json.loads(lines[-1]) if lines else {})


@pytest.mark.parametrize("when", WHENS)
def test_it_reaches_no_camera_no_memory_and_nothing_of_the_kiosks(when: str, film: Path) -> None:
    limits, nice = resource.getrlimit(resource.RLIMIT_CPU), os.getpriority(os.PRIO_PROCESS, 0)
    with Openings(film) as openings, Openers(film) as openers:
        ended = attacked(when, "all", film)
        # In a look by this test, in the kiosk's place, and by nobody else.
        ours = {os.getpid()} if when == "look" else set()
        assert (openings.count, openers.pids) == (len(ours), ours)
    assert len(ended.met) == 19 + (when == "look")
    allowed = {act: met for act, met in ended.met.items() if met not in ("EACCES", "EPERM")}
    assert allowed == {}
    assert ended.code == 0
    assert resource.getrlimit(resource.RLIMIT_CPU) == limits
    assert os.getpriority(os.PRIO_PROCESS, 0) == nice


@pytest.mark.parametrize("when", WHENS)
@pytest.mark.parametrize("act", sorted(hostile_child.deadly()))
def test_another_process_a_socket_or_a_descriptor_sent_away_is_its_end(
    when: str, act: str, film: Path
) -> None:
    assert attacked(when, act, film).code == -signal.SIGSYS


@pytest.mark.parametrize("when", ["import", "warm-up"])
def test_a_thread_that_lives_on_opens_nothing_and_ends_with_the_look(when: str, film: Path) -> None:
    """It tries the camera's path all the time: waiting for a yes, with it, and after Stop."""
    with (
        Openings(film) as openings,
        Openers(film) as openers,
        watching(program=[*PROGRAM, when, "live on"], source=f"video:{film}") as kit,
    ):
        kit.warm()
        child = kit.child()
        assert openings.count == 0
        kit.look()
        kit.ear.wait_for(events.CameraOpened)
        kit.watch.stop()
        wait_until_gone(child)
        assert (openings.count, openers.pids) == (1, {os.getpid()})
        # And the next one is made as if nothing had been.
        kit.warm()
        assert openings.count == 1
