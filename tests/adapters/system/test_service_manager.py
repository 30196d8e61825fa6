"""What is said to the service manager, heard at a real socket."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.adapters.system.service_manager import ServiceManager


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        ear.settimeout(30)
        yield ear


def test_it_is_told_in_its_own_words(heard: socket.socket) -> None:
    manager = ServiceManager({"NOTIFY_SOCKET": heard.getsockname()})
    manager.started()
    manager.status("in service")
    manager.still_well()
    manager.stopping()
    said = [heard.recv(200) for _ in range(4)]
    assert said == [b"READY=1", b"STATUS=in service", b"WATCHDOG=1", b"STOPPING=1"]


def test_an_address_in_no_folder_is_understood() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(f"\0askfirst-test-{os.getpid()}")
        ear.settimeout(30)
        ServiceManager({"NOTIFY_SOCKET": f"@askfirst-test-{os.getpid()}"}).started()
        assert ear.recv(200) == b"READY=1"


def test_no_child_hears_of_it(heard: socket.socket) -> None:
    environment = {
        "NOTIFY_SOCKET": heard.getsockname(),
        "WATCHDOG_USEC": "20000000",
        "WATCHDOG_PID": "1",
        "HOME": "/",
    }
    assert ServiceManager(environment).watchdog_seconds == 20
    assert environment == {"HOME": "/"}


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"NOTIFY_SOCKET": ""},
        {"NOTIFY_SOCKET": "vsock:2:1", "WATCHDOG_USEC": "20000000"},
        {"NOTIFY_SOCKET": "/nowhere/at/all", "WATCHDOG_USEC": "soon"},
        {"NOTIFY_SOCKET": "/nowhere/at/all", "WATCHDOG_USEC": "0"},
    ],
)
def test_nobody_there_is_no_fault(environment: dict[str, str]) -> None:
    manager = ServiceManager(environment)
    manager.started()
    manager.still_well()
    assert manager.watchdog_seconds is None


def test_one_who_does_not_listen_keeps_nobody_waiting(heard: socket.socket) -> None:
    manager = ServiceManager({"NOTIFY_SOCKET": heard.getsockname()})
    heard.setblocking(False)
    for _ in range(10_000):
        manager.still_well()
    assert heard.recv(200) == b"WATCHDOG=1"
