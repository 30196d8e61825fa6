"""A shop's kiosk as a service manager runs it: the real program, a process of its own, heard."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.adapters.settings.settings import SETTINGS_FILE
from kiosk.cli import main
from kiosk.cli.codes import OK

PROJECT = Path(__file__).parents[2]
EXAMPLE = PROJECT / "packaging" / "askfirst.example.toml"

PATIENCE = 60.0
"""Seconds a test waits for what must come; it comes in far less."""

FEEDING = b"WATCHDOG=1"


def make_shop(data: Path, *, signed: bool = True, also: str = "") -> Path:
    """A shop's folder, set up and (if ``signed``) assessed; ``also`` is more of its settings."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = EXAMPLE.read_text(encoding="utf-8")
    (data / SETTINGS_FILE).write_text(also + text if also else text, encoding="utf-8")
    if signed:
        sign(data)
    return data


def sign(data: Path) -> None:
    assert main(["--data-dir", str(data), "pia", "sign", "--name", "Wang Min"]) == OK


class Service:
    """The program and the socket at which it tells how it is; ``heard`` is all it has told."""

    def __init__(
        self,
        data: Path,
        command: tuple[str, ...] = ("run",),
        environment: dict[str, str] | None = None,
        program: tuple[str, ...] = (sys.executable, "-m", "kiosk"),
    ) -> None:
        self.data = data
        self.heard: list[bytes] = []
        self._ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        name = f"askfirst-test-{os.getpid()}-{id(self)}"
        self._ear.bind(f"\0{name}")
        # On no disk that a test fills or freezes.
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the rest)
        told = {"NOTIFY_SOCKET": f"@{name}", "WATCHDOG_USEC": "1000000"}
        self.process = subprocess.Popen(
            [*program, *command, "--data-dir", str(data)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **told, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._complaints,
            cwd=PROJECT,
        )

    def hear(self, seconds: float) -> bytes | None:
        """The next thing it tells, if it does within so many seconds."""
        self._ear.settimeout(seconds)
        try:
            told = self._ear.recv(1000)
        except TimeoutError:
            return None
        self.heard.append(told)
        return told

    def wait_for(self, told: bytes) -> None:
        """Listen until it has told just this, since it was last forgotten what it told."""
        end = time.monotonic() + PATIENCE
        while told not in self.heard:
            self.hear(PATIENCE)
            assert time.monotonic() < end, f"no {told!r} among {self.heard[-20:]}"

    def wait_until_fed(self) -> None:
        """Listen until it feeds again, from now on."""
        self.forget()
        self.wait_for(FEEDING)

    def forget(self) -> None:
        """Take no notice of what it has told so far."""
        self.heard.clear()
        self._ear.setblocking(False)
        try:
            while True:
                self._ear.recv(1000)
        except BlockingIOError:
            pass

    def wait_until_silent(self, seconds: float) -> None:
        """Listen until it has told nothing for so long."""
        end = time.monotonic() + PATIENCE
        while self.hear(seconds) is not None:
            assert time.monotonic() < end, "it goes on telling"

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"no {what}; {self.complained()}"
            assert self.process.poll() is None, f"it ended; {self.complained()}"
            time.sleep(0.01)

    def complained(self) -> str:
        """All that it wrote to standard error."""
        self._complaints.seek(0)
        return self._complaints.read().decode(errors="replace")

    def log(self) -> str:
        return (self.data / "log" / "askfirst.log").read_text(encoding="utf-8")

    def end(self) -> int:
        """Ask it to end, as a service manager does; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
        self.process.wait(PATIENCE)
        self._ear.close()
        self._complaints.close()


@contextmanager
def service(data: Path, *command: str, **environment: str) -> Iterator[Service]:
    """The program on this folder until the block is left, ended in whatever way."""
    running = Service(data, command or ("run",), environment)
    try:
        yield running
    finally:
        running.close()


def copy_shop(shop: Path, to: Path) -> Path:
    """A shop of its own with everything that this one has."""
    shutil.copytree(shop, to)
    return to
