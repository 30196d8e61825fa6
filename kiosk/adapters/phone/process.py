"""The phone page's process as the kiosk sees it: started, listened to, told, ended."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from kiosk.adapters.phone.protocol import (
    LONGEST_LINE,
    SERVER_ARGUMENT,
    Content,
    Message,
    packed,
)
from kiosk.adapters.processes.group import ChildGroup
from kiosk.application.own_program import own_environment

_BURIAL_SECONDS: Final = 2.0


class PageProcess:
    """One living process. ``hear`` gets each of its lines, and b"" when it has ended.

    ``hear`` is called from a thread of this object's own, and may wait: so long nothing more is
    read. The process is killed when the *thread* that made this object ends. Raises OSError if
    it cannot be started.
    """

    def __init__(
        self,
        program: Sequence[str],
        content: Content,
        hear: Callable[[PageProcess, bytes], None],
    ) -> None:
        self._hear = hear
        self._process = subprocess.Popen(
            [*program, SERVER_ARGUMENT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            close_fds=True,
            cwd=Path(sys.executable).anchor,
            env=own_environment() | {"TZ": "UTC0"},
            # A Ctrl+C meant for the kiosk is not for it: it ends when its pipe does.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._group = ChildGroup(self._process)
        self._writing = threading.Thread(
            target=self._begin, args=(packed(content),), name="phone-content", daemon=True
        )
        self._writing.start()
        self._reading = threading.Thread(target=self._read, name="phone-process", daemon=True)
        self._reading.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def say(self, message: Message) -> None:
        """Tell it; one that has ended, or does not read, hears nothing.

        Only after it has said that it listens: the pages have gone through by then.
        """
        pipe = self._process.stdin
        assert pipe is not None
        with suppress(OSError, ValueError):
            os.write(pipe.fileno(), packed(message))

    def end(self) -> None:
        """Kill it, and leave neither a zombie nor an open pipe."""
        self._group.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_BURIAL_SECONDS)
            self._group.clear()
        self._writing.join(_BURIAL_SECONDS)
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()

    def _begin(self, line: bytes) -> None:
        # The pages are larger than a pipe holds, and are read only when the process is up.
        pipe = self._process.stdin
        assert pipe is not None
        with suppress(OSError, ValueError):
            while line:
                line = line[os.write(pipe.fileno(), line) :]
            if os.name == "posix":
                os.set_blocking(pipe.fileno(), False)

    def _read(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        with pipe, open(pipe.fileno(), "rb", closefd=False) as lines:
            while untrusted_line := lines.readline(LONGEST_LINE + 1):
                self._hear(self, untrusted_line)
        self._hear(self, b"")
