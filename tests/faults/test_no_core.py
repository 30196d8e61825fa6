"""A crash with a frame in memory: no core file, of neither process, and nobody may look in.

The kernel itself says what it did with a process that crashed. Swap is the system's: what has to be
set there is in docs/operations/running.md.
"""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.running import PATIENCE, PROJECT
from tests.faults.store_disks import cannot
from tests.processes import children

NOBODY = 65534
_PR_SET_DUMPABLE = 4
_CRASHES = (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGQUIT)

_AS_ANY_ACCOUNT = """
import ctypes, os, sys
# What root may do to any process is taken from all that comes after (PR_CAPBSET_DROP).
for right in range(64):
    ctypes.CDLL(None).prctl(24, right, 0, 0, 0)
"""
_STARTS = f"{_AS_ANY_ACCOUNT}os.execv(sys.argv[1], sys.argv[1:])"
_LOOKS_IN = """
import sys
for number in sys.argv[1:]:
    try:
        with open(f"/proc/{number}/maps") as maps:
            print("open" if maps.read() else "empty")
    except PermissionError:
        print("closed")
"""

_LETS_ALL_BE_DUMPED = f"""{_AS_ANY_ACCOUNT}
import resource, signal
# What a shell runs in the background has it ignored.
signal.signal(signal.SIGQUIT, signal.SIG_DFL)
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
os.execv(sys.argv[1], sys.argv[1:])
"""


class Demo:
    """A demo that plays a visit, allowed to leave cores as large as it likes; and its child."""

    def __init__(self, data: Path) -> None:
        self.folder = data
        python = [sys.executable, "-c", _LETS_ALL_BE_DUMPED]
        self.process = subprocess.Popen(
            [*python, sys.executable, "-m", "kiosk", "demo", "--play", "--data-dir", str(data)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(PROJECT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=data,
        )

    def child(self) -> int:
        """The camera's process, once it has made itself ready to look."""
        end = time.monotonic() + PATIENCE
        while True:
            assert time.monotonic() < end, "no child"
            assert self.process.poll() is None
            for number in children(self.process.pid):
                if _word(number, "Seccomp") == "2":
                    return number
            time.sleep(0.01)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)


def _word(number: int, name: str) -> str:
    try:
        status = Path(f"/proc/{number}/status").read_text(encoding="ascii")
    except OSError:
        return ""
    found = [line.split()[1] for line in status.splitlines() if line.startswith(f"{name}:")]
    return found[0] if found else ""


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    made = Demo(tmp_path)
    try:
        yield made
    finally:
        made.close()


def _core_limit(number: int) -> str:
    limits = Path(f"/proc/{number}/limits").read_text(encoding="ascii")
    (line,) = (each for each in limits.splitlines() if each.startswith("Max core file size"))
    return " ".join(line.split()[4:6])


def test_neither_process_may_leave_a_core_and_both_are_closed(demo: Demo) -> None:
    child = demo.child()
    assert _core_limit(demo.process.pid) == "0 0"
    assert _core_limit(child) == "0 0"
    start = [sys.executable, "-c", _STARTS, sys.executable, "-c"]
    other = subprocess.Popen(
        [*start, "print(flush=True); input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"\n"
        numbers = map(str, (other.pid, demo.process.pid, child))
        said = subprocess.run(
            [*start, _LOOKS_IN, *numbers], capture_output=True, text=True, check=True
        )
        other.kill()
    # All of one account, and none with more rights: what does not close itself is open.
    assert said.stdout.split() == ["open", "closed", "closed"]


def test_not_even_the_same_account_may_look_in() -> None:
    if os.geteuid() != 0:
        cannot("only root can run a program as somebody else")
    # All that is imported is so before: another account may not read where it lies.
    asked = f"""
import ctypes, os, resource
from kiosk.adapters.system.process import leave_no_core
os.setgid({NOBODY})
os.setuid({NOBODY})
ctypes.CDLL(None).prctl({_PR_SET_DUMPABLE}, 1)
print(os.stat("/proc/self/maps").st_uid)
leave_no_core()
print(os.stat("/proc/self/maps").st_uid)
"""
    said = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    # The kernel gives what lies in /proc of a process that may not be dumped to root.
    assert said.stdout.split() == [str(NOBODY), "0"]


@pytest.mark.parametrize("crash", _CRASHES, ids=lambda crash: crash.name)
def test_a_crash_of_the_kiosk_leaves_none(demo: Demo, crash: signal.Signals) -> None:
    child = demo.child()
    os.kill(demo.process.pid, crash)
    # Asked of the kernel, for this very process.
    _, status = os.waitpid(demo.process.pid, 0)
    demo.process.returncode = -crash
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == crash
    assert not os.WCOREDUMP(status)
    end = time.monotonic() + PATIENCE
    while Path(f"/proc/{child}").exists():
        assert time.monotonic() < end, "its child lives on"
    assert not list(demo.folder.glob("core*"))


def test_the_kernel_would_have_dumped_another(tmp_path: Path) -> None:
    """So that the test above can fail: the same crash of a program that lets itself be dumped."""
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    if hard == 0:
        cannot("nothing may be dumped here at all")
    crash = f"import os; os.chdir({str(tmp_path)!r}); os.abort()"
    other = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", _LETS_ALL_BE_DUMPED, sys.executable, "-c", crash],
        os.environ,
    )
    _, status = os.waitpid(other, 0)
    assert os.WTERMSIG(status) == signal.SIGABRT
    assert os.WCOREDUMP(status)
