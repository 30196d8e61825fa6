"""The watchdog is fed while the kiosk is well or rests for a reason, and not while a part hangs."""

import fcntl
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.faults.running import FEEDING, Service, make_shop, service, sign
from tests.faults.store_disks import SwitchedDisk, small_disk
from tests.faults.test_store_full import fill

_FIFREEZE = 0xC0045877
_FITHAW = 0xC0045878

LONGEST = 100
"""Seconds that a disk stays frozen at most; a kiosk's parts have ten to answer."""


def test_a_kiosk_without_a_camera_is_started_fed_and_ended(tmp_path: Path) -> None:
    with service(make_shop(tmp_path / "shop")) as kiosk:
        kiosk.wait_for(b"READY=1")
        kiosk.wait_for(b"STATUS=in service")
        assert not [told for told in kiosk.heard if told.startswith(b"STATUS=at rest")]
        for _ in range(5):
            kiosk.wait_until_fed()
        assert kiosk.end() == 0
        kiosk.wait_for(b"STOPPING=1")


def test_at_rest_for_want_of_a_signature_it_is_fed(tmp_path: Path) -> None:
    with service(make_shop(tmp_path / "shop", signed=False)) as kiosk:
        kiosk.wait_for(b"STATUS=at rest: no impact assessment signed for this configuration")
        for _ in range(5):
            kiosk.wait_until_fed()
        sign(kiosk.data)
        kiosk.wait_for(b"STATUS=in service")


def test_on_a_full_disk_it_is_fed_and_mends_by_itself(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4 * 1024 * 1024) as disk:
        shop = make_shop(disk / "shop", signed=False)
        with service(shop) as kiosk:
            kiosk.wait_for(b"STATUS=at rest: no impact assessment signed for this configuration")
            filler = fill(disk)
            kiosk.wait_for(b"STATUS=at rest: disk full")
            for _ in range(5):
                kiosk.wait_until_fed()
            kiosk.forget()
            filler.unlink()
            kiosk.wait_for(b"STATUS=at rest: no impact assessment signed for this configuration")
            kiosk.wait_until_fed()


def test_a_program_that_is_stopped_feeds_no_more_until_it_goes_on(tmp_path: Path) -> None:
    with service(make_shop(tmp_path / "shop")) as kiosk:
        kiosk.wait_for(FEEDING)
        kiosk.process.send_signal(signal.SIGSTOP)
        kiosk.wait_until(lambda: _state_of(kiosk) == "T", "stop")
        kiosk.wait_until_silent(3)
        kiosk.process.send_signal(signal.SIGCONT)
        kiosk.wait_until_fed()
        assert kiosk.end() == 0


def _state_of(kiosk: Service) -> str:
    status = Path(f"/proc/{kiosk.process.pid}/stat").read_text(encoding="ascii")
    return status.rpartition(")")[2].split()[0]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SwitchedDisk]:
    disk = SwitchedDisk(tmp_path / "disk")
    try:
        yield disk
    finally:
        disk.throw_away()


def test_a_store_that_hangs_on_its_disk_ends_the_feeding(disk: SwitchedDisk) -> None:
    # At rest it tries the disk every few seconds, so the store's thread is caught by it.
    with service(make_shop(disk.folder / "shop", signed=False)) as kiosk:
        kiosk.wait_for(FEEDING)
        with _frozen(disk.folder):
            kiosk.wait_until_silent(3)
            # The window goes on, and says so: only the store is what hangs.
            assert "no answer from the store for 10 seconds" in kiosk.complained()
            assert "the window" not in kiosk.complained()
        kiosk.wait_until_fed()
        assert kiosk.end() == 0
    assert "no answer from the store" in kiosk.log()
    assert "all parts answer again" in kiosk.log()


@contextmanager
def _frozen(folder: Path) -> Iterator[None]:
    """Whoever writes on this disk waits: it has not failed, it does not answer."""
    descriptor = os.open(folder, os.O_RDONLY)
    # Should this very test touch the disk, somebody else has to let it go.
    rescue = subprocess.Popen(["sh", "-c", f"sleep {LONGEST}; fsfreeze -u {folder}"])
    try:
        fcntl.ioctl(descriptor, _FIFREEZE, 0)
        yield
    finally:
        with suppress(OSError):
            fcntl.ioctl(descriptor, _FITHAW, 0)
        rescue.kill()
        rescue.wait()
        os.close(descriptor)
