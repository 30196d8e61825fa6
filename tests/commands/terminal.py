"""A command at a real terminal: what it shows, and somebody who types."""

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

PATIENCE = 60.0
"""Seconds for what must come; it comes in far less."""

ROOT = Path(__file__).parents[2]

_READ = "0"
"""The number of the system call by which a process reads."""


class AtATerminal:
    """One run of ``askfirst``; what it shows comes through one terminal, as a person sees it."""

    def __init__(self, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        whole = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
        self.shown = ""
        self._read_up_to = 0
        self._process, self._terminal = pty.fork()
        if self._process == 0:
            # What a shell runs in the background has it ignored; what somebody sits at has not.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execve(sys.executable, [sys.executable, "-m", "kiosk", *arguments], whole)

    def expect(self, *texts: str) -> str:
        """Wait until one of these has come since the last one that was waited for; which."""
        end = time.monotonic() + PATIENCE
        while True:
            waiting = self.shown[self._read_up_to :]
            found = [(waiting.find(text), text) for text in texts if text in waiting]
            if found:
                place, text = min(found)
                self._read_up_to += place + len(text)
                return text
            assert self._read(end), f"none of {texts} in:\n{self.shown}"

    def type(self, text: str) -> None:
        """One line, with its end."""
        os.write(self._terminal, f"{text}\n".encode())

    def press(self, key: str) -> None:
        """A key that the terminal itself understands, such as Ctrl+C, whatever goes on."""
        os.write(self._terminal, key.encode())

    def press_when_asked(self, key: str) -> None:
        """The same, once a key is waited for.

        Pressed a moment earlier, Python hears of it only with the next line: whoever sat there
        would press it again.
        """
        end = time.monotonic() + PATIENCE
        while not self._waits_for_a_key():
            assert time.monotonic() < end, f"nothing is waited for after:\n{self.shown}"
            time.sleep(0.005)
        self.press(key)

    def _waits_for_a_key(self) -> bool:
        """Whether the kernel says that it is reading the terminal."""
        call, *arguments = Path(f"/proc/{self._process}/syscall").read_text("ascii").split()
        if call != _READ:
            return False
        source = Path(f"/proc/{self._process}/fd/{int(arguments[0], 16)}")
        return str(source.readlink()).startswith(("/dev/pts/", "/dev/tty"))

    def answer(self, question: str, text: str) -> None:
        """Wait for a question and its prompt, then type."""
        self.expect(question)
        self.expect("]: ", "> ")
        self.type(text)

    def end(self) -> int:
        """Wait for its end; the exit code."""
        end = time.monotonic() + PATIENCE
        while self._read(end):
            pass
        assert time.monotonic() < end, f"no end of:\n{self.shown}"
        _, status = os.waitpid(self._process, 0)
        os.close(self._terminal)
        self._process = 0
        return os.waitstatus_to_exitcode(status)

    def give_up(self) -> None:
        """Take away what a failed test leaves."""
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            os.close(self._terminal)

    def _read(self, end: float) -> bool:
        """True if something came; False at its end, or if nothing came in time."""
        ready, _, _ = select.select([self._terminal], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            return False
        try:
            came = os.read(self._terminal, 65536)
        except OSError:
            # Linux says so when nobody holds the other side any more.
            return False
        # A letter of several bytes may be cut in two; what is looked for stands in whole reads.
        self._rest = getattr(self, "_rest", b"") + came
        try:
            self.shown += self._rest.decode()
            self._rest = b""
        except UnicodeDecodeError:
            pass
        return bool(came)
