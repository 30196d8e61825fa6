"""What the phone page's process gives up before it hears anybody: files, sockets, other programs.

Numbers and layouts are those of Linux's ``linux/landlock.h``, ``linux/filter.h`` and
``asm/unistd_64.h``. The kiosk's child with the camera is confined more tightly, by a list of what
it may do; a server has to go on accepting connections, so here is a list of what it may not.
"""

from __future__ import annotations

import ctypes
import os
import platform
import stat
import struct
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from kiosk.application.own_program import is_built

_MOST_FILES: Final = 192
_NICE: Final = 10

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_DUMPABLE: Final = 4
_PR_SET_NO_NEW_PRIVS: Final = 38
_SIGKILL: Final = 9

_CREATE_RULESET: Final = 444
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446
_ASK_VERSION: Final = 1
_PATH_BENEATH: Final = 1
_READ_FILE: Final = 1 << 2
_READ_DIR: Final = 1 << 3
_SINCE: Final = ((1, (1 << 13) - 1), (2, 1 << 13), (3, 1 << 14), (5, 1 << 15))
"""The rights over files that Landlock can take, by the version from which on it can."""

_BIND_AND_CONNECT_TCP: Final = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS: Final = 0b11

_DEADLY: Final = {
    # Another connection than those that come in, of whatever kind.
    "socket": 41, "connect": 42, "bind": 49, "listen": 50, "socketpair": 53, "sendmmsg": 307,
    # Another program, or a look into one.
    "fork": 57, "vfork": 58, "execve": 59, "execveat": 322, "ptrace": 101,
    "process_vm_readv": 310, "process_vm_writev": 311, "pidfd_getfd": 438,
    # What could undo this, or go round it.
    "bpf": 321, "userfaultfd": 323, "perf_event_open": 298, "io_uring_setup": 425,
    "io_uring_enter": 426, "io_uring_register": 427, "unshare": 272, "setns": 308, "mount": 165,
    "kexec_load": 246, "init_module": 175, "finit_module": 313, "add_key": 248,
    "request_key": 249, "keyctl": 250,
}  # fmt: skip
_CLONE: Final = 56
_CLONE3: Final = 435
_CLONE_THREAD: Final = 0x10000
_NO_SUCH_CALL: Final = 0x00050000 | 38
_KILL: Final = 0x80000000
_ALLOW: Final = 0x7FFF0000
_LOAD: Final = 0x20
_IF_EQUAL: Final = 0x15
_IF_ANY_BIT: Final = 0x45
_IF_AT_LEAST: Final = 0x35
_RETURN: Final = 0x06
_NUMBER_AT: Final = 0
_ARCHITECTURE_AT: Final = 4
_FIRST_ARGUMENT_AT: Final = 16
_X86_64: Final = 0xC000003E
_X32: Final = 0x40000000
_SECCOMP: Final = 317
_SET_FILTER: Final = 1
_ALL_THREADS: Final = 1

_SYSTEM_LIBRARIES: Final = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64")

Step = tuple[int, int, int, int]


class NotConfined(Exception):
    """The kernel cannot, or would not; the text says what of it."""


def limit() -> None:
    """What every system has: no file is written, few are open, no core, and the screen first."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        few = _MOST_FILES if most == resource.RLIM_INFINITY else min(_MOST_FILES, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (few, few))
        os.nice(_NICE)
    if sys.platform == "linux":
        # Nobody of this account may read its memory, and it does not outlive the kiosk.
        _prctl(_PR_SET_DUMPABLE, 0)
        _prctl(_PR_SET_PDEATHSIG, _SIGKILL)
        _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def give_up_files(readable: Iterable[Path]) -> None:
    """Leave only these files and folders in sight, to be read. Raises NotConfined.

    It binds this thread and those that it starts; nor may they bind or connect a TCP port from
    version 4 of Landlock on, or signal another process from version 6 on.
    """
    if sys.platform != "linux":
        raise NotConfined("only Linux can confine it so far")
    version = int(_libc().syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION))
    if version < 1:
        raise NotConfined("this kernel has no Landlock")
    handled = 0
    for since, rights in _SINCE:
        if version >= since:
            handled |= rights
    attributes = struct.pack("Q", handled)
    if version >= 4:
        attributes += struct.pack("Q", _BIND_AND_CONNECT_TCP)
    if version >= 6:
        attributes += struct.pack("Q", _ABSTRACT_SOCKETS_AND_SIGNALS)
    rules = _call(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    try:
        for path in readable:
            _add(rules, path)
        _call(_RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)


def give_up_calls() -> None:
    """No new socket, program or process, for all threads and for good. Raises NotConfined.

    Trying to ends this process at once (SIGSYS). What has been opened before goes on.
    """
    if sys.platform != "linux" or platform.machine() != "x86_64":
        raise NotConfined(f"there is no list of system calls for {platform.machine()}")
    steps = _filter()
    code = b"".join(struct.pack("HBBI", op, yes, no, value) for op, value, yes, no in steps)
    held = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(steps), ctypes.cast(held, ctypes.c_void_p))
    _call(_SECCOMP, _SET_FILTER, _ALL_THREADS, ctypes.byref(program), none_may_be_left=True)


def code_of_the_program() -> list[Path]:
    """What a module may still be loaded from, later on: libraries, interpreter, our own code."""
    package = Path(__file__).resolve().parents[2]
    wanted = [*map(Path, _SYSTEM_LIBRARIES), package]
    if is_built():
        wanted.append(Path(sys.executable).resolve().parent)
    for entry in map(Path, sys.path):
        # Beside the package of a checkout lies what is none of it.
        is_checkout = package.parent == entry.resolve() and "-packages" not in entry.name
        if entry.is_absolute() and not is_checkout:
            wanted.append(entry)
    return [path for path in dict.fromkeys(wanted) if path.exists()]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def _filter() -> Sequence[Step]:
    kill, allow = (_RETURN, _KILL, 0, 0), (_RETURN, _ALLOW, 0, 0)
    steps: list[Step] = [
        (_LOAD, _ARCHITECTURE_AT, 0, 0),
        (_IF_EQUAL, _X86_64, 1, 0),
        kill,
        (_LOAD, _NUMBER_AT, 0, 0),
        (_IF_AT_LEAST, _X32, 0, 1),
        kill,
    ]
    for number in _DEADLY.values():
        steps += [(_IF_EQUAL, number, 0, 1), kill]
    # "No such call" makes glibc use clone instead, whose flags can be looked at.
    steps += [(_IF_EQUAL, _CLONE3, 0, 1), (_RETURN, _NO_SUCH_CALL, 0, 0)]
    steps += [
        (_IF_EQUAL, _CLONE, 0, 3),
        (_LOAD, _FIRST_ARGUMENT_AT, 0, 0),
        (_IF_ANY_BIT, _CLONE_THREAD, 1, 0),
        kill,
    ]
    return [*steps, allow]


def _add(rules: int, path: Path) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rights = _READ_FILE
        if stat.S_ISDIR(os.fstat(place).st_mode):
            rights |= _READ_DIR
        _call(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)


def _call(number: int, *arguments: object, none_may_be_left: bool = False) -> int:
    result = int(_libc().syscall(number, *arguments))
    if result < 0:
        raise NotConfined(f"call {number}: {os.strerror(ctypes.get_errno())}")
    if none_may_be_left and result > 0:
        raise NotConfined(f"thread {result} could not be confined")
    return result


def _prctl(option: int, value: int) -> None:
    _libc().prctl(option, *(ctypes.c_ulong(number) for number in (value, 0, 0, 0)))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
