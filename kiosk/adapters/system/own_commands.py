"""This program's own commands, each in a process of its own, from inside the running kiosk.

What takes seconds, or reads files that the kiosk holds open, is done beside it and not in it.
"""

import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO, Final

from kiosk.application.own_program import own_environment, own_program

_LONGEST: Final = 64 * 1024
_LAST: Final = 19
"""The lowest of the system's priorities."""
_GENTLY_ON_WINDOWS: Final = getattr(subprocess, "IDLE_PRIORITY_CLASS", 0)


class CommandFailed(Exception):
    """The command did not end as it should; the text is the first thing it complained of."""


def lines_of(
    arguments: Sequence[str],
    each: Callable[[str], None],
    *,
    seconds: float,
    ends_well: Sequence[int] = (0,),
    program: Sequence[str] | None = None,
    gently: bool = False,
) -> None:
    """Carry out a command and hand on each line that it writes, as it writes it; wait for its end.

    ``gently`` has it run only while nothing else wants the processor. Raises CommandFailed if it
    cannot be started, ends with another code than ``ends_well``, or is not done after
    ``seconds``: it is killed then.
    """
    with tempfile.TemporaryFile() as complaints:
        # Into a file: a pipe that nobody reads while the lines come could fill, and stop them.
        process = _started([*(program or own_program()), *arguments], complaints, gently=gently)
        with process:
            timer = _Timer(process, seconds)
            try:
                assert process.stdout is not None
                for line in process.stdout:
                    each(line.rstrip("\n"))
                code = process.wait()
            except BaseException:
                # Nobody hears it any more, and nobody would ever end it.
                _kill(process)
                raise
            finally:
                timer.stop()
        complaints.seek(0)
        complained = complaints.read(_LONGEST).decode(errors="replace")
    if timer.rang:
        raise CommandFailed(f"it was not done after {seconds:.0f} seconds")
    if code not in ends_well:
        first = complained.strip().partition("\n")[0]
        raise CommandFailed(first or f"it ended with code {code}")


def _started(
    command: Sequence[str], complaints: IO[bytes], *, gently: bool
) -> "subprocess.Popen[str]":
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env={**os.environ, **own_environment()},
            start_new_session=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            creationflags=_GENTLY_ON_WINDOWS if gently else 0,
        )
    except OSError as why:
        raise CommandFailed(f"it could not be started ({why.strerror})") from why
    if gently and os.name == "posix":
        # What has ended already needs no more of the processor.
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, process.pid, _LAST)
    return process


def _kill(process: "subprocess.Popen[str]") -> None:
    """End it with all that it has started: what holds its pipe open would keep us waiting."""
    if os.name == "posix":
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


class _Timer:
    """Kills a process that takes too long."""

    def __init__(self, process: "subprocess.Popen[str]", seconds: float) -> None:
        self.rang = False
        self._process = process
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        self._timer.cancel()

    def _ring(self) -> None:
        self.rang = True
        _kill(self._process)
