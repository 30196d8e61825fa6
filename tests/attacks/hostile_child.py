"""The real child with a library gone bad in it: ``... WHEN ACT analysis-child ORDERS``.

WHEN is ``import`` (before the first library is loaded), ``warm-up`` (when all are) or ``look``
(with an open camera). ACT is a name below, or "all" for those that do not end a process, or
"live on". What each met is said on standard error, as JSON.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import mmap
import os
import resource
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from kiosk.adapters.analysis import child
from kiosk.adapters.camera.source import SourceSpec, source_for

PARENT = os.getppid()
CAMERA = "a camera that it was handed"


def _call(number: int, *arguments: object) -> None:
    wide = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    if ctypes.CDLL(None, use_errno=True).syscall(number, *wide) < 0:
        raise OSError(ctypes.get_errno(), "refused")


def _read(path: str | Path) -> Callable[[], object]:
    return lambda: os.close(os.open(path, os.O_RDONLY))


def _nice(process: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, process)


def _cores(process: int) -> set[int]:
    return os.sched_getaffinity(process)


def refused(source: Path, camera: int | None) -> dict[str, Callable[[], object]]:
    """Acts that fail. They would do no harm to whoever tries this where they do not."""
    parent = PARENT
    acts: dict[str, Callable[[], object]] = {
        "the camera by its path": _read(source),
        "the camera to be written": lambda: os.open(source, os.O_RDWR),
        "the camera by a hard link": _read(source.with_name("linked")),
        "the camera by a link": _read(source.with_name("pointing")),
        "the camera of the kiosk's": _read(f"/proc/{parent}/fd/0"),
        "memory of its own": lambda: os.memfd_create("x"),
        "memory with a name": lambda: os.open("/dev/shm/hostile", os.O_RDWR | os.O_CREAT),
        "memory of others": _read(f"/proc/{parent}/mem"),
        "shared memory": lambda: mmap.mmap(-1, 4096),
        "shared memory by its key": lambda: _call(29, 0x5EED, 4096, 0o1666),
        "a message queue": lambda: _call(68, 0x5EED, 0o1666),
        "the kiosk's processor time": lambda: resource.prlimit(
            parent, resource.RLIMIT_CPU, (-1, -1)
        ),
        "the kiosk's priority": lambda: os.setpriority(os.PRIO_PROCESS, parent, _nice(parent)),
        "the kiosk's scheduler": lambda: os.sched_setaffinity(parent, _cores(parent)),
        "a signal": lambda: os.kill(parent, 0),
        "a signal by a pidfd": lambda: os.pidfd_open(parent),
        "a signal by a socket": lambda: fcntl.fcntl(0, fcntl.F_SETOWN, parent),
        "a session of its own": os.setsid,
        "a life after the kiosk's": lambda: _call(157, 1, 0),
    }
    if camera is not None:
        acts[CAMERA] = _read(f"/proc/self/fd/{camera}")
    return acts


def deadly() -> dict[str, Callable[[], object]]:
    """Acts that end the process."""
    families = {
        "inet": socket.AF_INET,
        "inet6": socket.AF_INET6,
        "unix": socket.AF_UNIX,
        "netlink": socket.AF_NETLINK,
        "packet": socket.AF_PACKET,
        "vsock": socket.AF_VSOCK,
        "alg": socket.AF_ALG,
        "bluetooth": 31,
    }
    return {
        "fork": os.fork,
        "a program": lambda: os.execv("/bin/true", ["true"]),
        "a program beside it": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "a process by clone": lambda: _call(56, 17, 0, 0, 0, 0),
        "io_uring": lambda: _call(425, 1, ctypes.create_string_buffer(120)),
        "tracing": lambda: _call(101, 16, PARENT, 0, 0),
        "a bind mount": lambda: _call(165, b"/dev", b"/mnt", 0, 4096, 0),
        "a descriptor sent away": lambda: socket.send_fds(LINE, [b"x"], [2]),
        "an abstract socket": lambda: socket.socket(socket.AF_UNIX).connect("\0hostile"),
        **{
            f"a socket of {name}": lambda family=family: socket.socket(family, socket.SOCK_DGRAM)
            for name, family in families.items()
        },
    }


def _met(act: Callable[[], object]) -> str:
    try:
        act()
    except OSError as why:
        return errno.errorcode.get(why.errno or 0, "?")
    return "ALLOWED"


class Hostile:
    """A real source, until its moment has come."""

    def __init__(self, spec: SourceSpec) -> None:
        self._path = spec.path
        self._deadly = deadly()
        self._camera: int | None = None
        self._frames = 0
        self._come("import")
        self._real = source_for(spec)

    def warm_up(self) -> None:
        self._real.warm_up()
        self._come("warm-up")

    def open(self, descriptor: int) -> bool:
        self._camera = descriptor
        return self._real.open(descriptor)

    def read(self):
        self._frames += 1
        if self._frames == 3:
            self._come("look")
        return self._real.read()

    def close(self) -> None:
        self._real.close()

    def _come(self, now: str) -> None:
        if now != WHEN:
            return
        if ACT == "live on":
            threading.Thread(target=self._try_for_ever, daemon=True).start()
        elif ACT == "all":
            acts = refused(self._path, self._camera)
            told = json.dumps({name: _met(act) for name, act in acts.items()})
            os.write(2, told.encode("ascii") + b"\n")
        else:
            self._deadly[ACT]()

    def _try_for_ever(self) -> None:
        while True:
            _met(_read(self._path))


if __name__ == "__main__":
    LINE = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, fileno=os.dup(0))
    WHEN, ACT, _, ORDERS = sys.argv[1:5]
    child.run(ORDERS, SourceSpec.parse, Hostile)
