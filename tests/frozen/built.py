"""The built program as it is started on a shop's machine: no Python, no network, no checkout."""

import functools
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILDER = ROOT / "packaging" / "built" / "package.py"
PATIENCE = 300.0

ALONE = (
    ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--net"]
)
"""Begins a command that has no network, not even a loopback."""


@dataclass(frozen=True)
class Built:
    """The folder, and its program."""

    folder: Path

    @property
    def program(self) -> Path:
        return self.folder / "askfirst"

    @property
    def inside(self) -> Path:
        return self.folder / "_internal"

    def command(self, *arguments: str, data: Path | None = None) -> list[str]:
        """The program with these arguments, cut off from every network."""
        place = [] if data is None else ["--data-dir", str(data)]
        return [*ALONE, str(self.program), *place, *arguments]

    def run(
        self, *arguments: str, data: Path | None = None, said: str = "", **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run it to its end, with no screen, no input but ``said``, and a bare environment."""
        return subprocess.run(
            self.command(*arguments, data=data),
            input=said,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
            cwd="/",
            env={**bare(), **more},
        )


@functools.cache
def build() -> Built:
    """Make it, or take the one that is there if it was made from this very tree; once a run."""
    done = subprocess.run(
        [sys.executable, str(BUILDER)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(ROOT / "build" / "package" / "askfirst")


def bare() -> Mapping[str, str]:
    """What a program finds in its environment on a machine that knows nothing of this checkout."""
    home = tempfile.gettempdir()
    return {"PATH": "/usr/bin:/bin", "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8"}


@contextmanager
def screen() -> Iterator[str]:
    """An X server without hardware; yields the name that programs find it by."""
    reads, writes = os.pipe()
    # Of its own number: whoever takes the first free one may take it from somebody who is ending.
    name = f":{1000 + os.getpid() % 50_000}"
    server = ["Xvfb", name, "-displayfd", str(writes), "-nolisten", "tcp"]
    server += ["-screen", "0", "1080x1920x24"]
    with subprocess.Popen(
        server, pass_fds=(writes,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        os.close(writes)
        try:
            with os.fdopen(reads) as told:
                # It says its number when it is up; nothing, if it ends. Whoever hears only half
                # of the line ends it.
                assert told.readline(), "Xvfb did not start"
            yield name
        finally:
            process.terminate()
