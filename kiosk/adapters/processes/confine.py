"""What a process of the kiosk's gives up: limits first, then files, then system calls.

The camera's process, the phone page's and the door counter's do it by the same functions, each
with a policy of its own (``policies``). Each function raises NotConfined rather than do half of
it. Standard library only: nothing else may run in a process that is not confined yet.
"""

import ctypes
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from kiosk.adapters.processes import landlock, seccomp
from kiosk.adapters.processes.landlock import LandlockRefused
from kiosk.adapters.processes.seccomp import Policy, SeccompRefused
from kiosk.application.own_program import is_built

LEAST_LANDLOCK: Final = 4
"""The first Landlock that also refuses network ports (Linux 6.7); the camera's process needs it."""

_ONLY_LINUX: Final = "the camera's process cannot be confined on this system yet, only on Linux"

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_DUMPABLE: Final = 4
_PR_SET_NO_NEW_PRIVS: Final = 38
_SIGKILL: Final = 9

_SYSTEM_LIBRARIES: Final = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64")
_SYSTEM_FACTS: Final = ("/etc/ld.so.cache", "/proc/cpuinfo", "/sys/devices/system/cpu")


class NotConfined(Exception):
    """A stage could not be carried out; says which, in a clause."""


def obstacle(least_landlock: int = LEAST_LANDLOCK) -> str | None:
    """None where this machine can confine the camera's process, else why it cannot, in a clause."""
    if sys.platform != "linux":
        return _ONLY_LINUX
    if os.uname().machine != "x86_64":
        return f"there is no list of system calls for {os.uname().machine}"
    if landlock.version() < least_landlock:
        return f"this kernel has Landlock ABI {landlock.version()}, and {least_landlock} is needed"
    return None


def limit(open_files: int, nice: int = 0) -> None:
    """No core, no file that grows, few that are open; where a system has no such limits, none.

    On Linux also: no life without the parent, no new privileges, and no other process of the same
    account can read this one's memory.
    """
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        few = open_files if most == resource.RLIM_INFINITY else min(open_files, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (few, few))
        if nice:
            os.nice(nice)
    if sys.platform == "linux":
        _prctl(_PR_SET_DUMPABLE, 0)
        _prctl(_PR_SET_PDEATHSIG, _SIGKILL)
        _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def give_up_files(
    readable: Sequence[Path], unreadable: Iterable[Path] = (), least_landlock: int = 1
) -> None:
    """Leave only ``readable`` in sight, to be read, and prove that ``unreadable`` is not.

    Binds this thread and those that it starts. Raises NotConfined where the kernel cannot, and
    where a path that must not be read lies within one that must.
    """
    if sys.platform != "linux":
        raise NotConfined("only Linux can confine it so far")
    hidden = [path.resolve() for path in unreadable]
    for path in hidden:
        for place in readable:
            if path.is_relative_to(place.resolve()):
                raise NotConfined(f"{path} lies within {place}, which the child has to read")
    try:
        landlock.restrict(readable, least_landlock)
    except LandlockRefused as error:
        raise NotConfined(str(error)) from error
    for path in hidden:
        if _can_read(path):
            raise NotConfined(f"{path} can still be read")


def give_up_calls(policy: Policy) -> None:
    """Bind all threads to the policy, for good. Raises NotConfined."""
    try:
        seccomp.restrict(policy)
    except SeccompRefused as error:
        raise NotConfined(str(error)) from error


def program_files() -> list[Path]:
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
    return [path for path in dict.fromkeys(wanted) if path.exists()]


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
