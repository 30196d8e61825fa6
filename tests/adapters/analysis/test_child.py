"""One child by itself, spoken to through its pipes as the watch does."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest

from kiosk.adapters.analysis import protocol, spawn
from kiosk.adapters.analysis.orders import CHILD_ARGUMENT, Orders
from kiosk.adapters.analysis.preview import PreviewMemory
from kiosk.adapters.analysis.protocol import Inbox, Look, Refusal, from_child, packed
from kiosk.application.own_program import own_program
from kiosk.domain.states import WatchFault
from tests.adapters.analysis.visits import SETTINGS
from tests.adapters.camera import films
from tests.adapters.camera.opened import Openings

pytestmark = pytest.mark.slow

only_root_sees_into_a_child = pytest.mark.skipif(
    os.geteuid() != 0, reason="nobody but root can look into a child that is not dumpable"
)


class Child:
    """A child's end of the conversation."""

    def __init__(self, process: spawn.ChildProcess) -> None:
        self.process = process
        self._inbox = Inbox()
        self._heard: list[protocol.FromChild] = []

    def hear(self) -> protocol.FromChild | None:
        """The next thing it says, or None when it has said its last."""
        while not self._heard:
            said = os.read(_pipe(self.process.stdout), 65536)
            if not said:
                return None
            self._heard += map(from_child, self._inbox.bodies(said))
        return self._heard.pop(0)

    def hear_out(self) -> list[protocol.FromChild]:
        return [*iter(self.hear, None)]

    def tell(self, sent: bytes, camera: Path | None = None) -> None:
        """Send this, and with it the open camera if there is one."""
        if camera is None:
            self.process.line.sendall(sent)
            return
        descriptor = os.open(camera, os.O_RDONLY)
        socket.send_fds(self.process.line, [sent], [descriptor])
        os.close(descriptor)


def _pipe(pipe: IO[bytes] | None) -> int:
    assert pipe is not None
    return pipe.fileno()


@contextmanager
def child_of(preview: bool = True, **changes: object) -> Iterator[Child]:
    memory = PreviewMemory(*SETTINGS.picture)
    orders = SETTINGS.orders(memory.descriptor if preview else None)
    with spawn.ChildProcess(own_program(), replace(orders, **changes)) as process:
        memory.hand_over()
        try:
            yield Child(process)
        finally:
            process.kill()
    memory.close()


def look(seconds: float = 8.0, within: float = 3.0) -> bytes:
    return packed(Look(seconds, time.monotonic() + within))


def test_a_child_is_ready_looks_once_and_ends(tmp_path: Path) -> None:
    photograph, source = films.astronaut_of_ones_own(tmp_path)
    with child_of(source=source) as child, Openings(photograph) as openings:
        assert child.hear() == protocol.Ready(confined=True)
        assert openings.count == 0
        child.tell(look() + look(), photograph)
        said = child.hear_out()
        assert said[0] == protocol.Opened()
        assert isinstance(said[-1], protocol.Estimated)
        assert all(isinstance(message, protocol.Frame) for message in said[1:-1])
        assert child.process.wait() == 0
        assert openings.count == 1


@pytest.mark.parametrize("told", [b"", b"\0\0\0\x02{}", b"\xff" * 8, b"\0\0"], ids=repr)
def test_whatever_is_no_look_ends_the_child_and_opens_nothing(tmp_path: Path, told: bytes) -> None:
    photograph, source = films.astronaut_of_ones_own(tmp_path)
    with child_of(source=source) as child, Openings(photograph) as openings:
        assert child.hear() == protocol.Ready(confined=True)
        child.tell(told)
        child.process.line.close()
        assert child.hear_out() == []
        assert child.process.wait() == 0
        assert openings.count == 0


def test_a_look_that_comes_too_late_reads_nothing(tmp_path: Path) -> None:
    photograph, source = films.astronaut_of_ones_own(tmp_path)
    with child_of(source=source) as child, Openings(photograph) as openings:
        child.hear()
        child.tell(look(within=-0.1), photograph)
        assert child.hear_out() == [protocol.Failed(WatchFault.CAMERA_UNAVAILABLE)]
        assert openings.count == 1


def test_without_a_preview_nobody_is_looked_at(tmp_path: Path) -> None:
    photograph, source = films.astronaut_of_ones_own(tmp_path)
    with child_of(preview=False, source=source) as child:
        child.hear()
        child.tell(look(), photograph)
        assert child.hear_out() == [protocol.Failed(WatchFault.CAMERA_UNAVAILABLE)]


def test_a_child_nobody_listens_to_ends() -> None:
    with child_of() as child:
        child.hear()
        assert child.process.stdout is not None
        child.process.stdout.close()
        child.tell(look(), films.ASTRONAUT)
        assert child.process.wait() == 0


def test_a_kernel_without_enough_landlock_is_refused() -> None:
    with child_of(least_landlock=99) as child:
        said = child.hear()
        assert isinstance(said, protocol.Unready)
        assert said.refusal is Refusal.NOT_CONFINED
        assert child.hear() is None


def test_the_least_landlock_can_only_be_raised() -> None:
    with child_of(least_landlock=0) as child:
        assert child.hear() == protocol.Ready(confined=True)


def test_data_within_what_has_to_be_read_are_refused() -> None:
    with child_of(unreadable=(str(SETTINGS.models / "data"),)) as child:
        said = child.hear()
        assert isinstance(said, protocol.Unready)
        assert said.refusal is Refusal.NOT_CONFINED
        assert "lies within" in said.detail


def test_a_look_without_a_camera_ends_the_child() -> None:
    with child_of() as child:
        assert child.hear() == protocol.Ready(confined=True)
        child.tell(look())
        assert child.hear_out() == []
        assert child.process.wait() == 0


def test_two_cameras_are_none() -> None:
    with child_of() as child:
        child.hear()
        child.tell(look()[:4], films.ASTRONAUT)
        child.tell(look()[4:], films.ASTRONAUT)
        assert child.hear_out() == []


@pytest.mark.parametrize("confined", [True, False])
@pytest.mark.parametrize("stdin", ["nothing", "a pipe", "a socket pair of its own"])
def test_started_by_hand_it_does_nothing(tmp_path: Path, stdin: str, confined: bool) -> None:
    photograph, source = films.astronaut_of_ones_own(tmp_path)
    orders = replace(SETTINGS.orders(None), source=source, confined=confined).argument()
    by_hand = [*own_program(), CHILD_ARGUMENT, orders]
    # A socket pair of its own is made by the shell-like process between, which then becomes it.
    pair = (
        "import os, socket, sys\n"
        "ours, theirs = socket.socketpair()\n"
        "os.dup2(theirs.fileno(), 0)\n"
        "os.set_inheritable(ours.fileno(), True)\n"
        "os.execve(sys.argv[1], sys.argv[1:], dict(os.environ))"
    )
    program = [sys.executable, "-c", pair, *by_hand] if stdin.startswith("a socket") else by_hand
    with Openings(photograph) as openings:
        ended = subprocess.run(
            program,
            stdin=subprocess.PIPE if stdin == "a pipe" else subprocess.DEVNULL,
            capture_output=True,
            env=spawn.environment(),
            check=False,
        )
        assert (ended.returncode, ended.stdout) == (2, b"")
        assert ended.stderr == b"only the kiosk can start this\n"
        assert openings.count == 0


def test_a_missing_model_is_refused_by_name(tmp_path: Path) -> None:
    with child_of(models=str(tmp_path)) as child:
        said = child.hear()
        assert isinstance(said, protocol.Unready)
        assert said.refusal is Refusal.BAD_MODEL
        assert str(tmp_path) in said.detail


@only_root_sees_into_a_child
def test_a_child_knows_nothing_of_its_parents_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASKFIRST_SECRET", "the PIN")
    assert "ASKFIRST_SECRET" not in spawn.environment()
    with child_of() as child:
        child.hear()
        known = Path(f"/proc/{child.process.pid}/environ").read_bytes()
        assert b"ASKFIRST_SECRET" not in known
        assert b"HOME=" not in known


@only_root_sees_into_a_child
def test_a_child_holds_no_descriptor_but_its_line_and_pipes() -> None:
    leaked = os.open("/etc/hostname", os.O_RDONLY)
    os.set_inheritable(leaked, True)
    with child_of() as child:
        child.hear()
        held = sorted(
            str(path.readlink()) for path in Path(f"/proc/{child.process.pid}/fd").iterdir()
        )
        (_line,) = [name for name in held if name.startswith("socket:")]
        others = {name for name in held if not name.startswith(("pipe:", "socket:"))}
        # The landmarker keeps its model open; stdout and stderr lead nowhere.
        assert others <= {"/dev/null", str(SETTINGS.models / "face_landmarker.task")}
    os.close(leaked)


def test_a_child_leaves_no_core_and_grows_no_file() -> None:
    with child_of() as child:
        child.hear()
        limits = Path(f"/proc/{child.process.pid}/limits").read_text("ascii")
        for name, limit in (("core file size", "0"), ("file size", "0"), ("open files", "64")):
            (line,) = [line for line in limits.splitlines() if line.startswith(f"Max {name} ")]
            assert line.split()[-3:-1] == [limit, limit] or line.split()[-2:] == [limit, limit]
        status = Path(f"/proc/{child.process.pid}/status").read_text("ascii")
        assert "NoNewPrivs:\t1" in status
        assert "Seccomp:\t2" in status
        # One from before the first library, one from when all was warm; and those that we have.
        (ours,) = re.findall(r"Seccomp_filters:\t(\d+)", Path("/proc/self/status").read_text())
        assert f"Seccomp_filters:\t{int(ours) + 2}\n" in status
        for task in Path(f"/proc/{child.process.pid}/task").iterdir():
            assert "Seccomp:\t2" in (task / "status").read_text("ascii")


def test_a_crash_with_a_frame_in_memory_leaves_no_core(tmp_path: Path) -> None:
    film = films.write_film(tmp_path / "wall.avi", films.wall(12))
    with child_of(source=f"video:{film}") as child:
        child.hear()
        child.tell(look(), film)
        assert child.hear() == protocol.Opened()
        assert isinstance(child.hear(), protocol.Frame)
        child.process.send_signal(signal.SIGSEGV)
        _, status = os.waitpid(child.process.pid, 0)
        child.process.returncode = -os.WTERMSIG(status)
        assert os.WTERMSIG(status) == signal.SIGSEGV
        assert not os.WCOREDUMP(status)


def test_the_whole_start_of_a_child_can_be_read_from_one_argument() -> None:
    orders = Orders("video:/a", "/models", (3, 4), 7, ("/data",), False, 5, ("all",))
    assert Orders.parse(orders.argument()) == orders


NOT_YET_CONFINED = """
import sys
from kiosk.adapters.analysis import child
from kiosk.adapters.camera import source
for name, module in sys.modules.items():
    if "-packages" in (getattr(module, "__file__", None) or ""):
        print(name)
"""


def test_no_library_is_loaded_before_the_first_filter() -> None:
    """What the child imports to confine itself is Python's own and ours."""
    command = [*own_program()[:-2], "-c", NOT_YET_CONFINED]
    told = subprocess.run(command, env=spawn.environment(), capture_output=True, check=True)
    assert told.stdout == b""
