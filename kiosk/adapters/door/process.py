"""The counter's process as the kiosk sees it: started, listened to, answered, ended."""

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from kiosk.adapters.door.child import CHILD_ARGUMENT
from kiosk.adapters.door.protocol import LONGEST_LINE, Answer, ListenHttp, ListenSerial, packed
from kiosk.adapters.processes.group import ChildGroup
from kiosk.application.own_program import own_environment

_BURIAL_SECONDS: Final = 2.0


class CounterProcess:
    """One living process. ``hear`` gets each of its lines, and b"" when it has ended.

    ``hear`` is called from a thread of this object's own, and may wait: so long nothing more is
    read. Raises OSError if it cannot be started.
    """

    def __init__(
        self,
        program: Sequence[str],
        orders: ListenHttp | ListenSerial,
        hear: Callable[["CounterProcess", bytes], None],
    ) -> None:
        self._hear = hear
        self._process = subprocess.Popen(
            [*program, CHILD_ARGUMENT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            close_fds=True,
            cwd=Path(sys.executable).anchor,
            env=own_environment(),
            # A Ctrl+C meant for the kiosk is not for it: it ends when its pipe does.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._group = ChildGroup(self._process)
        self._say(packed(orders))
        if os.name == "posix" and self._process.stdin is not None:
            os.set_blocking(self._process.stdin.fileno(), False)
        self._thread = threading.Thread(target=self._read, name="door-process", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def answer(self, answer: Answer) -> None:
        """Say what came of a push; one that has ended hears nothing."""
        self._say(packed(answer))

    def end(self) -> None:
        """Kill it, and leave neither a zombie nor an open pipe."""
        self._group.kill()
        assert self._process.stdin is not None
        self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_BURIAL_SECONDS)
            self._group.clear()

    def _say(self, line: bytes) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        # Gone, or full because nobody reads it: then it is not waited for.
        with suppress(OSError, ValueError):
            os.write(pipe.fileno(), line)

    def _read(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        with pipe:
            while untrusted_line := pipe.readline(LONGEST_LINE + 1):
                self._hear(self, untrusted_line)
        self._hear(self, b"")


class News:
    """What processes said, in order, for the one thread that works on it.

    It holds few: a process that says more than is worked off waits at its pipe.
    """

    def __init__(self) -> None:
        self._queue: queue.Queue[object] = queue.Queue(maxsize=64)
        self._closed = threading.Event()

    def put(self, news: object) -> None:
        """Wait for room; what comes after ``close`` is dropped."""
        while not self._closed.is_set():
            with suppress(queue.Full):
                self._queue.put(news, timeout=0.2)
                return

    def next(self, seconds: float) -> object | None:
        """The next news, or None after so many seconds or when this is closed."""
        with suppress(queue.Empty):
            return self._queue.get(timeout=max(0.0, seconds))
        return None

    def close(self) -> None:
        self._closed.set()
        with suppress(queue.Full):
            self._queue.put_nowait(None)

    @property
    def is_closed(self) -> bool:
        return self._closed.is_set()
