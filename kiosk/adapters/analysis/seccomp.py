"""seccomp: which system calls this process can still make, on x86-64.

The list was made by tracing whole visits and removing what they do without. Numbers are those
of Linux's ``asm/unistd_64.h``, the filter language is classic BPF (``linux/filter.h``).
"""

import ctypes
import errno
import os
import platform
import struct
from typing import Final, NamedTuple

_ALLOWED: Final = {
    # Files that Landlock still lets it reach, and the pipes it was given.
    "read": 0, "write": 1, "close": 3, "fstat": 5, "lseek": 8, "pread64": 17, "writev": 20,
    "stat": 4, "newfstatat": 262,
    # The open camera, from the kiosk.
    "recvmsg": 47,
    # Memory.
    "munmap": 11, "brk": 12, "mremap": 25, "madvise": 28,
    # Waiting: for the parent, for the camera, for another thread, for the next frame.
    "poll": 7, "select": 23, "ppoll": 271, "pselect6": 270, "futex": 202, "sched_yield": 24,
    "nanosleep": 35, "clock_nanosleep": 230, "restart_syscall": 219,
    # Threads, to begin and to end.
    "set_robust_list": 273, "rseq": 334, "rt_sigaction": 13, "rt_sigprocmask": 14,
    "rt_sigreturn": 15, "exit": 60, "exit_group": 231, "gettid": 186,
    "sched_getparam": 143, "sched_getscheduler": 145, "sched_getaffinity": 204,
    # Facts about itself and the machine; the clocks are calls where the machine's is slow.
    "getpid": 39, "sysinfo": 99, "clock_gettime": 228, "clock_getres": 229,
    "gettimeofday": 96, "getrandom": 318,
}  # fmt: skip

_DEADLY: Final = {
    "socket": 41, "connect": 42, "accept": 43, "sendto": 44, "recvfrom": 45, "sendmsg": 46,
    "bind": 49, "listen": 50, "socketpair": 53, "accept4": 288, "sendmmsg": 307,
    "fork": 57, "vfork": 58, "execve": 59, "execveat": 322,
    "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "pidfd_getfd": 438,
    "bpf": 321, "userfaultfd": 323, "perf_event_open": 298,
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "unshare": 272, "setns": 308, "mount": 165, "kexec_load": 246, "init_module": 175,
    "finit_module": 313,
}  # fmt: skip

_MMAP: Final = 9
_MPROTECT: Final = 10
_IOCTL: Final = 16
_CLONE: Final = 56
_FCNTL: Final = 72
_OPENAT: Final = 257
_CLONE3: Final = 435

_PROT_EXEC: Final = 4
_NEW_THREAD: Final = 0x3D0F00
"""The one set of flags glibc makes a thread with; nothing else may be cloned."""
_CREATING: Final = os.O_CREAT | os.O_TRUNC | os.O_APPEND | 0o20000000  # the last: O_TMPFILE
_WRITING: Final = os.O_WRONLY | os.O_RDWR
_VIDEO_IOCTL: Final = ord("V") << 8
_HARMLESS_FCNTL: Final = (1, 2, 3, 4)  # get and set the descriptor's and the file's flags

_KILL: Final = 0x80000000
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000

_LOAD: Final = 0x20
_IF_EQUAL: Final = 0x15
_IF_ANY_BIT: Final = 0x45
_IF_AT_LEAST: Final = 0x35
_RETURN: Final = 0x06
_AND: Final = 0x54

_NUMBER: Final = 0
_ARCHITECTURE: Final = 4
_X86_64: Final = 0xC000003E
_X32: Final = 0x40000000

_SECCOMP: Final = 317
_SET_FILTER: Final = 1
_ALL_THREADS: Final = 1


class SeccompRefused(Exception):
    """The kernel would not take the filter, or there is no filter for this machine."""


class _Step(NamedTuple):
    code: int
    value: int
    if_true: int = 0
    if_false: int = 0


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def restrict(*, camera: bool) -> None:
    """Leave all threads of this process the listed calls and no others, for good.

    With ``camera`` a device may be opened for writing and V4L2's ioctls may be made; without,
    neither. A socket, a new process, another program or a look into another process ends this
    process at once (SIGSYS); any other call that is not listed fails with EPERM. Needs
    no_new_privs. Raises SeccompRefused.
    """
    if platform.machine() != "x86_64":
        raise SeccompRefused(f"there is no list of system calls for {platform.machine()}")
    steps = _filter(camera)
    code = b"".join(
        struct.pack("HBBI", step.code, step.if_true, step.if_false, step.value) for step in steps
    )
    held = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(steps), ctypes.cast(held, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(_SECCOMP, _SET_FILTER, _ALL_THREADS, ctypes.byref(program))
    if result > 0:
        raise SeccompRefused(f"thread {result} could not be confined")
    if result < 0:
        raise SeccompRefused(f"the filter was refused: {os.strerror(ctypes.get_errno())}")


def _filter(camera: bool) -> list[_Step]:
    refuse = _Step(_RETURN, _REFUSE | errno.EPERM)
    kill, allow = _Step(_RETURN, _KILL), _Step(_RETURN, _ALLOW)
    writing = _CREATING if camera else _CREATING | _WRITING
    steps = [
        _Step(_LOAD, _ARCHITECTURE),
        _Step(_IF_EQUAL, _X86_64, if_true=1),
        kill,
        _Step(_LOAD, _NUMBER),
        _Step(_IF_AT_LEAST, _X32, if_false=1),
        kill,
    ]
    for number in _DEADLY.values():
        steps += _on(number, kill)
    for number in _ALLOWED.values():
        steps += _on(number, allow)
    for number in (_MMAP, _MPROTECT):
        steps += _on(number, _argument(2), _Step(_IF_ANY_BIT, _PROT_EXEC, 0, 1), refuse, allow)
    steps += _on(_OPENAT, _argument(2), _Step(_IF_ANY_BIT, writing, 0, 1), refuse, allow)
    steps += _on(_CLONE, _argument(0), _Step(_IF_EQUAL, _NEW_THREAD, 0, 1), allow, kill)
    # "No such call" makes glibc use clone instead, whose flags can be looked at.
    steps += _on(_CLONE3, _Step(_RETURN, _REFUSE | errno.ENOSYS))
    not_a_terminal = _Step(_RETURN, _REFUSE | errno.ENOTTY)
    if camera:
        video = (_Step(_AND, 0xFF00), _Step(_IF_EQUAL, _VIDEO_IOCTL, 0, 1), allow)
        steps += _on(_IOCTL, _argument(1), *video, not_a_terminal)
    else:
        steps += _on(_IOCTL, not_a_terminal)
    left = len(_HARMLESS_FCNTL)
    harmless = [
        _Step(_IF_EQUAL, command, left - index) for index, command in enumerate(_HARMLESS_FCNTL)
    ]
    steps += _on(_FCNTL, _argument(1), *harmless, refuse, allow)
    return [*steps, refuse]


def _on(number: int, *steps: _Step) -> list[_Step]:
    """These steps, which all end in a verdict, for one call; any other call passes by."""
    return [_Step(_IF_EQUAL, number, 0, len(steps)), *steps]


def _argument(index: int) -> _Step:
    """Load the low half of an argument; what is asked of it here never lies in the high half."""
    return _Step(_LOAD, 16 + 8 * index)
