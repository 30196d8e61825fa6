"""The three stages by which the child gives up what it could do, in the order it must.

Stage 1 (``give_up_files``) is its first statement; stage 2 is the rest of its start, as
``child`` has it; stage 3 (``give_up_calls``) comes when everything is loaded. Each stage
raises NotConfined rather than do half of it. Standard library only.
"""

import ctypes
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from kiosk.adapters.analysis import landlock, seccomp
from kiosk.adapters.analysis.landlock import LandlockRefused, Reach
from kiosk.adapters.analysis.orders import LEAST_LANDLOCK
from kiosk.adapters.analysis.seccomp import SeccompRefused
from kiosk.application.own_program import is_built

_ONLY_LINUX: Final = "the camera's process cannot be confined on this system yet, only on Linux"

_OPEN_FILES: Final = 64

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_DUMPABLE: Final = 4
_PR_SET_NO_NEW_PRIVS: Final = 38
_SIGKILL: Final = 9

_SYSTEM_LIBRARIES: Final = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64")
_SYSTEM_FACTS: Final = ("/etc/ld.so.cache", "/proc/cpuinfo", "/sys/devices/system/cpu")


class NotConfined(Exception):
    """A stage could not be carried out: no camera may be opened by this process."""


def obstacle(least_landlock: int = LEAST_LANDLOCK) -> str | None:
    """None where this machine can confine a child, else why it cannot, in a clause."""
    if sys.platform != "linux":
        return _ONLY_LINUX
    if os.uname().machine != "x86_64":
        return f"there is no list of system calls for {os.uname().machine}"
    if landlock.version() < least_landlock:
        return f"this kernel has Landlock ABI {landlock.version()}, and {least_landlock} is needed"
    return None


def give_up_privileges() -> None:
    """Stage 1, what every Linux has: no core, no file that grows, no life without the parent.

    From here on no other process of the same account can read this one's memory, either.
    """
    if sys.platform != "linux":
        raise NotConfined(_ONLY_LINUX)
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    _prctl(_PR_SET_DUMPABLE, 0)
    _prctl(_PR_SET_PDEATHSIG, _SIGKILL)
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def give_up_files(
    reachable: Sequence[Reach], unreadable: Iterable[Path], least_landlock: int = LEAST_LANDLOCK
) -> None:
    """Stage 1, the rest: leave only ``reachable`` in sight, and prove that ``unreadable`` is not.

    Raises NotConfined where the kernel cannot, and where a path that must not be read lies
    within one that must.
    """
    problem = obstacle(least_landlock)
    if problem is not None:
        raise NotConfined(problem)
    hidden = [path.resolve() for path in unreadable]
    for path in hidden:
        for reach in reachable:
            if path.is_relative_to(reach.path.resolve()):
                raise NotConfined(f"{path} lies within {reach.path}, which the child has to read")
    try:
        landlock.restrict(reachable, least_landlock)
    except LandlockRefused as error:
        raise NotConfined(str(error)) from error
    for path in hidden:
        if _can_read(path):
            raise NotConfined(f"{path} can still be read")


def give_up_calls(*, camera: bool) -> None:
    """Stage 3: the system calls. After it nothing new can be loaded. Raises NotConfined."""
    try:
        seccomp.restrict(camera=camera)
    except SeccompRefused as error:
        raise NotConfined(str(error)) from error


def program_files() -> list[Reach]:
    """What the program itself is made of: libraries, interpreter, and a few facts of the system.

    Of a checkout only the package is among them, so that data beside it stay out of reach.
    """
    package = Path(__file__).resolve().parents[2]
    wanted = [*map(Path, _SYSTEM_LIBRARIES), *map(Path, _SYSTEM_FACTS), package]
    if is_built():
        wanted.append(Path(sys.executable).resolve().parent)
    for entry in map(Path, sys.path):
        is_checkout = package.parent == entry.resolve() and "-packages" not in entry.name
        if entry.is_absolute() and not is_checkout:
            wanted.append(entry)
    return [Reach(path) for path in dict.fromkeys(wanted) if path.exists()]


def _can_read(path: Path) -> bool:
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_CLOEXEC))
    except OSError:
        return False
    return True


def _prctl(option: int, value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    arguments = [ctypes.c_ulong(number) for number in (value, 0, 0, 0)]
    if libc.prctl(option, *arguments) != 0:
        raise NotConfined(f"prctl {option}: {os.strerror(ctypes.get_errno())}")
