"""A Debian of its own for a test: made once with debootstrap, and new to each by an overlay.

It needs root, as CI has it, and the first time a mirror of Debian's: the one that this machine has
its own packages from. What runs in it sees neither the machine's processes nor its devices, and can
change nothing of the kernel's.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.store_disks import cannot

ROOT = Path(__file__).parents[3]
KEPT = ROOT / "build" / "debian-root"

ENVIRONMENT = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "LC_ALL": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}

# The root's own /proc, /sys, /dev and /run. Of the kernel's settings it can only read.
FURNISH = """
set -e
root=$1; shift
mount --make-rprivate /
mount -t proc proc "$root/proc"
mount --bind "$root/proc/sys" "$root/proc/sys"
mount -o remount,ro,bind "$root/proc/sys"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for name in null zero full random urandom tty; do
    touch "$root/dev/$name"
    mount --bind "/dev/$name" "$root/dev/$name"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
"""

_ENTER = f'{FURNISH}mkdir "$root/run/lock"\nexec chroot "$root" "$@"\n'

_WAITS = (0, 15, 60)
"""Seconds before each try to fetch something."""

_ALONE = ("unshare", "--mount", "--pid", "--fork", "--ipc", "--uts", "--kill-child")


@dataclass(frozen=True, slots=True)
class DebianRoot:
    """A Debian at ``folder``, of which what was written lies in ``written`` alone."""

    folder: Path
    written: Path

    def run(
        self,
        *command: str,
        user: str = "root",
        check: bool = True,
        given: str = "",
        environment: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """What a command says, run in it without an init. Raises AssertionError where it fails."""
        become = [] if user == "root" else ["setpriv", f"--reuid={user}", "--init-groups"]
        become += [] if user == "root" else [f"--regid={user}", "--"]
        names = [f"{key}={value}" for key, value in {**ENVIRONMENT, **(environment or {})}.items()]
        inner = ["/usr/bin/env", "-i", *names, *become, *command]
        return told(
            [*_ALONE, "sh", "-c", _ENTER, "sh", str(self.folder), *inner],
            check=check,
            given=given,
        )

    def files(self) -> dict[str, str]:
        """Every file, folder and link there is, with its kind and mode, but for what runs."""
        listed = self.run("find", "/", "-xdev", "-printf", "%P\t%y %m\n").stdout
        return dict(line.split("\t", 1) for line in listed.splitlines())

    def take(self, *files: Path, into: str = "root") -> None:
        for file in files:
            shutil.copyfile(file, self.folder / into / file.name)


def told(
    command: Sequence[str | Path], *, check: bool = True, given: str = ""
) -> subprocess.CompletedProcess[str]:
    """What a command says; with ``check`` all of it, where it fails."""
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@contextmanager
def layered(below: Sequence[Path], place: Path) -> Iterator[DebianRoot]:
    """A root on top of others, the topmost first; ``place`` is a folder for what is written."""
    written, work, folder = place / "written", place / "work", place / "root"
    for made in (written, work, folder):
        made.mkdir(parents=True)
    lower = ":".join(str(each) for each in below)
    options = f"lowerdir={lower},upperdir={written},workdir={work}"
    told(["mount", "-t", "overlay", "-o", options, "overlay", folder])
    try:
        yield DebianRoot(folder, written)
    finally:
        told(["umount", "-l", folder])


def base(depends: str) -> Path:
    """A Debian with the packages of a field Depends, taken from Debian; made once and kept."""
    if os.geteuid() != 0:
        cannot("only root makes a Debian of its own")
    if shutil.which("debootstrap") is None:
        cannot("there is no debootstrap here")
    mirror, suite = _mirror()
    name = hashlib.sha256(f"{suite}\n{depends}".encode()).hexdigest()[:16]
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (KEPT / name).is_dir():
            for old in KEPT.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            _make(KEPT / f"{name}.half", mirror, suite, depends)
            (KEPT / f"{name}.half").rename(KEPT / name)
    return KEPT / name


def _make(folder: Path, mirror: str, suite: str, depends: str) -> None:
    """Raises what ``cannot`` does where the mirror gives nothing."""
    fetched(mirror, lambda: _bootstrapped(folder, mirror, suite))
    for given in ("etc/resolv.conf", "etc/hosts", "etc/ssl/certs/ca-certificates.crt"):
        if Path("/", given).is_file():
            shutil.copyfile(Path("/", given), folder / given)
    root = DebianRoot(folder, folder)
    proxies = {key: value for key, value in os.environ.items() if key.lower().endswith("_proxy")}

    def apt(*command: str) -> subprocess.CompletedProcess[str]:
        patient = ["-o", "Acquire::Retries=5", "-o", "APT::Update::Error-Mode=any"]
        return root.run("apt-get", *patient, *command, check=False, environment=proxies)

    fetched(mirror, lambda: apt("update"))
    fetched(mirror, lambda: apt("satisfy", "-y", "--no-install-recommends", depends))
    root.run("apt-get", "clean")


def _bootstrapped(folder: Path, mirror: str, suite: str) -> subprocess.CompletedProcess[str]:
    """The smallest Debian there is, made from nothing: what an earlier try left is taken away."""
    shutil.rmtree(folder, ignore_errors=True)
    smallest = ["debootstrap", "--variant=minbase", "--include=ca-certificates"]
    return told([*smallest, suite, folder, mirror], check=False)


def fetched(
    mirror: str,
    ask: Callable[[], subprocess.CompletedProcess[str]],
    waits: Sequence[float] = _WAITS,
) -> None:
    """Ask until it works: a mirror that is slow for once is no fault of the package's."""
    said = ""
    for wait in waits:
        time.sleep(wait)
        done = ask()
        if done.returncode == 0:
            return
        said = f"{done.stdout}{done.stderr}"
    cannot(
        f"no Debian for the tests of the package could be fetched from {mirror}, in "
        f"{len(waits)} tries (is the network up?); the last one said:\n{said[-3000:]}"
    )


def _mirror() -> tuple[str, str]:
    """Where this machine has its own packages from, and of which release it is."""
    release = dict(
        line.split("=", 1)
        for line in Path("/etc/os-release").read_text("utf-8").splitlines()
        if "=" in line
    )
    suite = release["VERSION_CODENAME"].strip('"')
    targets = told(["apt-get", "indextargets", "--format", "$(REPO_URI) $(CODENAME)"]).stdout
    for line in targets.splitlines():
        address, _, codename = line.partition(" ")
        if codename == suite:
            return address, suite
    return "http://deb.debian.org/debian", suite
