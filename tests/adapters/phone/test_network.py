"""This machine's address: which one it is, and when there is none.

With real cables, and with every packet counted: tests/faults/test_phone_network.py.
"""

import errno
import os
import socket

import pytest

from kiosk.adapters.phone import network
from kiosk.adapters.phone.network import NoAddress


def has(monkeypatch: pytest.MonkeyPatch, way: str | None, **found: bool) -> None:
    """This machine's way out is from there, and it has these addresses, with or without cable."""
    held = {name.replace("_", ".").removeprefix("at."): runs for name, runs in found.items()}
    monkeypatch.setattr(network, "interfaces", lambda: held)
    monkeypatch.setattr(network, "_address_towards_others", lambda: way)


def test_the_address_is_the_one_from_which_others_are_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    has(monkeypatch, "192.168.1.10", at_10_0_0_5=True, at_192_168_1_10=True)
    assert network.address(None) == "192.168.1.10"


def test_without_a_way_out_it_is_one_that_has_a_cable(monkeypatch: pytest.MonkeyPatch) -> None:
    has(monkeypatch, None, at_127_0_0_1=True, at_10_0_0_5=False, at_192_168_1_10=True)
    assert network.address(None) == "192.168.1.10"


@pytest.mark.parametrize("way", [None, "192.168.1.10", "8.8.8.8", "127.0.0.1", "169.254.3.4"])
def test_without_a_private_network_there_is_none(
    monkeypatch: pytest.MonkeyPatch, way: str | None
) -> None:
    has(monkeypatch, way, at_127_0_0_1=True, at_192_168_1_10=False, at_8_8_8_8=True)
    with pytest.raises(NoAddress, match="in no private network"):
        network.address(None)


def test_an_address_that_is_wanted_has_to_be_this_machines() -> None:
    assert network.address("127.0.0.1") == "127.0.0.1"
    with pytest.raises(NoAddress, match=r"192\.0\.2\.77"):
        network.address("192.0.2.77")


def test_a_wanted_address_whose_cable_is_out_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    has(monkeypatch, None, at_127_0_0_1=False)
    with pytest.raises(NoAddress):
        network.address("127.0.0.1")


def test_the_kernel_tells_of_loopback() -> None:
    assert network.interfaces()["127.0.0.1"]


def test_what_is_near_is_private_and_not_this_machine_alone() -> None:
    near = ("10.1.2.3", "172.16.0.1", "172.31.255.1", "192.168.0.9")
    far = ("127.0.0.1", "172.32.0.1", "8.8.8.8", "169.254.1.1", "0.0.0.0", "192.0.2.1")
    assert all(map(network.is_near, near))
    assert not any(map(network.is_near, far))


@pytest.mark.parametrize("wanted", [None, "192.168.1.10"])
@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.EAFNOSUPPORT, network.NO_CONNECTIONS),
        (errno.EPERM, network.NO_CONNECTIONS),
        (errno.EMFILE, "nothing can connect here (Too many open files)"),
    ],
)
def test_a_program_that_is_given_no_network_is_told_so(
    monkeypatch: pytest.MonkeyPatch, wanted: str | None, number: int, says: str
) -> None:
    def refuse(*kind: object) -> socket.socket:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(socket, "socket", refuse)
    with pytest.raises(NoAddress) as found:
        network.address(wanted)
    assert str(found.value) == says
