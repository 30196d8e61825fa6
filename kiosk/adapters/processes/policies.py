"""Which system calls each of the kiosk's processes can still make, by x86-64's numbers.

Two kinds. ``loading``, ``serving`` and ``counting`` say what a process may not do; they hold from
before the first line of a library runs, or the first stranger is heard. ``looking`` says all that
the camera's process may do once everything is loaded; it was made by tracing whole looks and
removing what they do without. Numbers are those of Linux's ``asm/unistd_64.h``.
"""

import errno
import os
from typing import Final

from kiosk.adapters.processes.seccomp import (
    ALLOW,
    KILL,
    NOT_PERMITTED,
    AnyBit,
    If,
    Masked,
    OneOf,
    Policy,
    Rule,
    refuse,
)

_NEW_PROCESS: Final = {"fork": 57, "vfork": 58, "execve": 59, "execveat": 322}
_INTO_OTHERS: Final = {
    "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "pidfd_getfd": 438,
    "process_madvise": 440, "process_mrelease": 448, "kcmp": 312,
}  # fmt: skip
_ROUND_THE_KERNEL: Final = {
    "bpf": 321, "userfaultfd": 323, "perf_event_open": 298, "io_uring_setup": 425,
    "io_uring_enter": 426, "io_uring_register": 427, "unshare": 272, "setns": 308, "mount": 165,
    "move_mount": 429, "fsopen": 430, "open_tree": 428, "pivot_root": 155, "chroot": 161,
    "kexec_load": 246, "init_module": 175, "finit_module": 313,
}  # fmt: skip
_NEW_SOCKET: Final = {"socket": 41, "connect": 42, "bind": 49, "listen": 50, "socketpair": 53}
_ANY_SOCKET: Final = {
    **_NEW_SOCKET, "accept": 43, "accept4": 288, "sendto": 44, "recvfrom": 45, "sendmsg": 46,
    "sendmmsg": 307, "recvmmsg": 299,
}  # fmt: skip
_REFUSED: Final = {
    # Signals to others, by whatever name; and a group of one's own, which would not be ended.
    "tkill": 200, "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297, "pidfd_open": 434,
    "pidfd_send_signal": 424, "setsid": 112, "setpgid": 109,
    # Places in the kernel where something can be left for others.
    "add_key": 248, "request_key": 249, "keyctl": 250, "msgget": 68, "semget": 64, "shmget": 29,
    "shmat": 30, "mq_open": 240,
}  # fmt: skip
_NEW_MEMORY: Final = {"memfd_create": 319, "memfd_secret": 447}

_CLONE: Final = 56
_CLONE3: Final = 435
_CLONE_THREAD: Final = 0x10000

_SIGNAL: Final = {"kill": 62, "tgkill": 234}
_OF_ITSELF_OR_OTHERS: Final = {
    "prlimit64": 302, "sched_setparam": 142, "sched_setscheduler": 144, "sched_setattr": 314,
    "sched_setaffinity": 203, "migrate_pages": 256, "move_pages": 279,
}  # fmt: skip
_SETPRIORITY: Final = 141
_IOPRIO_SET: Final = 251
_PRIO_PROCESS: Final = 0
_IOPRIO_WHO_PROCESS: Final = 1

_FCNTL: Final = 72
_SIGNALS_OF_A_DESCRIPTOR: Final = (8, 10, 15)  # F_SETOWN, F_SETSIG, F_SETOWN_EX
_IOCTL: Final = 16
_OWNERS_AND_KEYS: Final = (0x8901, 0x8902, 0x5412)  # FIOSETOWN, SIOCSPGRP, TIOCSTI
_PRCTL: Final = 157
_UNDOING: Final = (1, 4, 0x59616D61, 62)  # PDEATHSIG, DUMPABLE, PTRACER, SCHED_CORE

_MMAP: Final = 9
_MPROTECT: Final = 10
_PROT_WRITE: Final = 2
_PROT_EXEC: Final = 4
_MAP_SHARED: Final = 1  # MAP_SHARED_VALIDATE has this bit, too

_OPENAT: Final = 257
_NEW_THREAD: Final = 0x3D0F00
"""The one set of flags glibc makes a thread with; nothing else may be cloned."""
_TO_WRITE: Final = (
    os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND | 0o20000000  # O_TMPFILE
)
_VIDEO_IOCTL: Final = ord("V") << 8

_NEEDED_TO_LOOK: Final = {
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
_HARMLESS_FCNTL: Final = (1, 2, 3, 4)  # get and set the descriptor's and the file's flags


def loading() -> Policy:
    """The camera's process, from before the first library: it starts, reaches and signals nobody.

    No memory is shared with anybody, but what was mapped before, and no descriptor passed on.
    """
    shared = If(2, AnyBit(_PROT_WRITE), NOT_PERMITTED, ALLOW)
    return _forbidding(
        _all(_ANY_SOCKET, KILL)
        | _all(_NEW_MEMORY, NOT_PERMITTED)
        # To be read only, a file may be: the models are. A camera's buffers are, too.
        | {_MMAP: If(3, AnyBit(_MAP_SHARED), shared, ALLOW)}
    )


def looking(*, camera: bool) -> Policy:
    """The camera's process once it is warm: all that it may do, on top of ``loading``.

    Without ``camera``, a film or a photograph, there is no ioctl left either.
    """
    no_terminal = refuse(errno.ENOTTY)
    video = If(1, Masked(0xFF00, _VIDEO_IOCTL), ALLOW, no_terminal)
    not_executable = If(2, AnyBit(_PROT_EXEC), NOT_PERMITTED, ALLOW)
    rules: dict[int, Rule] = {
        **_all(_NEEDED_TO_LOOK, ALLOW),
        _MMAP: not_executable,
        _MPROTECT: not_executable,
        _OPENAT: If(2, AnyBit(_TO_WRITE), NOT_PERMITTED, ALLOW),
        _CLONE: If(0, OneOf((_NEW_THREAD,)), ALLOW, KILL),
        _CLONE3: refuse(errno.ENOSYS),
        _IOCTL: video if camera else no_terminal,
        _FCNTL: If(1, OneOf(_HARMLESS_FCNTL), ALLOW, NOT_PERMITTED),
    }
    return Policy(rules, others=NOT_PERMITTED)


def serving() -> Policy:
    """What hears phones or a pushing door counter: it accepts connections, and makes none."""
    return _forbidding(_all({**_NEW_SOCKET, "sendmmsg": 307}, KILL))


def counting() -> Policy:
    """What reads a door counter's serial line: no socket at all."""
    return _forbidding(_all({**_ANY_SOCKET, "recvmsg": 47}, KILL))


def _forbidding(more: dict[int, Rule]) -> Policy:
    """What no process of the kiosk's may do, and more; what is not named it may."""
    own = os.getpid()
    itself = OneOf((0, own))
    only_own = If(0, OneOf((own,)), ALLOW, NOT_PERMITTED)
    rules: dict[int, Rule] = {
        **_all(_NEW_PROCESS | _INTO_OTHERS | _ROUND_THE_KERNEL, KILL),
        **_all(_REFUSED, NOT_PERMITTED),
        _CLONE: If(0, AnyBit(_CLONE_THREAD), ALLOW, KILL),
        # "No such call" makes glibc use clone instead, whose flags can be looked at.
        _CLONE3: refuse(errno.ENOSYS),
        **_all(_SIGNAL, only_own),
        **_all(_OF_ITSELF_OR_OTHERS, If(0, itself, ALLOW, NOT_PERMITTED)),
        _SETPRIORITY: _of_a_process(_PRIO_PROCESS, itself),
        _IOPRIO_SET: _of_a_process(_IOPRIO_WHO_PROCESS, itself),
        _FCNTL: If(1, OneOf(_SIGNALS_OF_A_DESCRIPTOR), NOT_PERMITTED, ALLOW),
        _IOCTL: If(1, OneOf(_OWNERS_AND_KEYS), NOT_PERMITTED, ALLOW),
        _PRCTL: If(0, OneOf(_UNDOING), NOT_PERMITTED, ALLOW),
        **more,
    }
    return Policy(rules, others=ALLOW)


def _of_a_process(kind: int, itself: OneOf) -> Rule:
    """For calls that first say whether a process is meant, a group or an account."""
    return If(0, OneOf((kind,)), If(1, itself, ALLOW, NOT_PERMITTED), NOT_PERMITTED)


def _all(calls: dict[str, int], rule: Rule) -> dict[int, Rule]:
    return dict.fromkeys(calls.values(), rule)
