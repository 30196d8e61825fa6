"""A Debian that is up: its own systemd runs in it, as the first process of its own little world."""

import json
import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.packaging.linux.debian_root import ENVIRONMENT, FURNISH, DebianRoot, told

PATIENCE = 180.0
"""Seconds a test waits for what must come; it comes in far less."""

HEADLESS = """\
[Service]
Environment=WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1 LIBSEAT_BACKEND=noop
"""
"""What cage is told where there is no screen, no input and no seat."""

_DROP_INS = "etc/systemd/system/askfirst.service.d"

# systemd says to NOTIFY_SOCKET that everything has been started, as it does in any container.
_BOOT = f"""{FURNISH}
umount -R /sys/fs/cgroup 2>/dev/null || true
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
exec chroot "$root" /usr/bin/env -i container=askfirst-test NOTIFY_SOCKET=/notify \\
    /usr/lib/systemd/systemd </dev/null >/dev/null 2>&1
"""

# In a group of its own first, so that what systemd makes lies below it.
_ALONE = (
    'echo $$ >"$1/cgroup.procs"; root=$2; boot=$3; exec unshare --mount --pid --fork --ipc --uts '
    '--net --cgroup --kill-child sh -c "$boot" sh "$root"'
)


class BootedRoot:
    """The root and the process that keeps it up."""

    def __init__(self, root: DebianRoot, keeper: "subprocess.Popen[bytes]") -> None:
        self.root = root
        self._keeper = keeper
        (self._init,) = _children(keeper.pid)

    @property
    def door(self) -> list[str]:
        """What begins a command that is to run in it, as root."""
        names = [f"{key}={value}" for key, value in ENVIRONMENT.items()]
        enter = ["nsenter", "-t", self._init, "-m", "-p", "-u", "-i", "-n", "-C", "-r", "-w"]
        return [*enter, "env", "-i", *names]

    def run(
        self, *command: str, check: bool = True, given: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """What a command says, run in it as root."""
        return told([*self.door, *command], check=check, given=given)

    def of_unit(self, name: str) -> str:
        """A property of the kiosk's unit, as systemd has it."""
        return self.run("systemctl", "show", "askfirst", "-p", name, "--value").stdout.strip()

    def drop_in(self, name: str, text: str) -> None:
        """Change the kiosk's unit, as an administrator would."""
        write_drop_in(self.root, name, text)
        self.run("systemctl", "daemon-reload")

    def wait_for_end(self) -> None:
        """Wait until its systemd has gone, for it was told to."""
        self._keeper.wait(PATIENCE)


def write_drop_in(root: DebianRoot, name: str, text: str) -> None:
    folder = root.folder / _DROP_INS
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.conf").write_text(text, encoding="utf-8")


@contextmanager
def booted(root: DebianRoot) -> Iterator[BootedRoot]:
    """The root with everything started that starts by itself."""
    with _group() as group, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.settimeout(PATIENCE)
        heard_at = root.folder / "notify"
        heard_at.unlink(missing_ok=True)
        ear.bind(str(heard_at))
        keeper = subprocess.Popen(["sh", "-c", _ALONE, "sh", group, root.folder, _BOOT])
        try:
            while b"READY=1" not in ear.recv(4096).splitlines():
                pass
            # It tells more, such as each time it reads its units anew. Unread words would fill the
            # queue, and it would wait for a reader and do nothing else; to nobody it just goes on.
            ear.close()
            yield BootedRoot(root, keeper)
        finally:
            # With the first process all others end, and only then does its keeper.
            for first in _children(keeper.pid):
                os.kill(int(first), signal.SIGKILL)
            keeper.wait(PATIENCE)
            heard_at.unlink(missing_ok=True)


def _children(process: int) -> list[str]:
    """The processes that it started and that are still there."""
    try:
        return Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        return []


@contextmanager
def _group() -> Iterator[Path]:
    """A control group of our own, in the second hierarchy."""
    listed = told(["findmnt", "--json", "--types", "cgroup2", "--output", "TARGET"]).stdout
    hierarchy = json.loads(listed)["filesystems"][0]["target"]
    group = Path(tempfile.mkdtemp(prefix="askfirst-test-", dir=hierarchy))
    group.chmod(0o755)
    try:
        yield group
    finally:
        for folder, _, _ in os.walk(group, topdown=False):
            os.rmdir(folder)  # noqa: PTH106 - Path.rmdir of each would need the same walk
