"""Disks to be filled, made read-only and switched off. They need root, as CI has it."""

import fcntl
import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from tests.let_go import let_go

_EXT4_IOC_SHUTDOWN = 0x8004587D
_WITHOUT_FLUSHING_THE_LOG = 2


def cannot(reason: str) -> NoReturn:
    """Leave the test out where somebody works without root; in CI that is a failure (left_out)."""
    pytest.skip(reason)


def run(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A disk of ``size`` bytes at ``folder``."""
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder)
    try:
        yield folder
    finally:
        run("umount", "-l", folder)


class SwitchedDisk:
    """An ext4 disk whose power can be cut: what was not synced by then is gone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._image = folder.with_name(f"{folder.name}.img")
        folder.mkdir()
        with self._image.open("wb") as file:
            file.truncate(64 * 1024 * 1024)
        try:
            run("mkfs.ext4", "-q", "-F", self._image)
        except FileNotFoundError:
            cannot("there is no mkfs.ext4 here")
        self.switch_on()

    def switch_on(self) -> None:
        """Mount it; its journal is replayed, as after a power cut."""
        _mount("-o", "loop", self._image, self.folder)

    def cut_power(self) -> None:
        """Throw away everything that has not reached the disk."""
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, _EXT4_IOC_SHUTDOWN, struct.pack("I", _WITHOUT_FLUSHING_THE_LOG))
        finally:
            os.close(descriptor)

    def switch_off(self) -> None:
        """Unmount it; everything on it must have been closed."""
        let_go()
        # One whose power is off takes nothing any more, and says so.
        subprocess.run(["sync", "-f", self.folder], capture_output=True, check=False)
        run("umount", self.folder)
        self._let_go_of_image()

    def _let_go_of_image(self) -> None:
        """Go on with a copy of what is on the disk.

        Where another program on the machine has mounts of its own, it still has this one, and the
        kernel would give back a disk whose power is off.
        """
        copy = self._image.with_suffix(".next")
        run("cp", "--sparse=always", self._image, copy)
        copy.replace(self._image)

    def throw_away(self) -> None:
        """Unmount it as soon as nothing on it is open, which a failed test may leave behind."""
        run("umount", "-l", self.folder)


def _mount(*given: str | Path) -> None:
    if os.geteuid() != 0:
        cannot("only root can make a disk")
    try:
        run("mount", *given)
    except subprocess.CalledProcessError as error:
        cannot(f"no disk can be made here: {error.stderr.decode().strip()}")
