"""Addresses and names of the phone page, as the settings may say them."""

import pytest

from kiosk.adapters.settings.addresses import HostName, NearAddress
from kiosk.adapters.settings.kinds import NotAllowed


@pytest.mark.parametrize("text", ["192.168.1.10", "10.0.0.1", "172.31.255.1", "127.0.0.1"])
def test_addresses_of_a_shop_are_taken(text: str) -> None:
    assert NearAddress().check(text) == text


@pytest.mark.parametrize(
    "value",
    [
        *("0.0.0.0", "8.8.8.8", "172.32.0.1", "192.168.1", "192.168.1.10:80", "::1", "fd00::1"),
        *("192.168.001.010", "kiosk", "", 1, None, True),
    ],
)
def test_no_other_addresses_are(value: object) -> None:
    with pytest.raises(NotAllowed):
        NearAddress().check(value)


@pytest.mark.parametrize("text", ["kiosk.lakeside.example", "a.bc", "a-1.b2.example.com"])
def test_names_are_taken(text: str) -> None:
    assert HostName().check(text) == text


@pytest.mark.parametrize(
    "value",
    [
        *("kiosk", "Kiosk.example", "https://a.example", "a.example:8471", "a..example", "-a.b"),
        *("a_b.example", "192.168.1.10", "a.example/x", "a" * 64 + ".example", "a." * 60 + "b"),
        *("", " a.example", None, 3),
    ],
)
def test_no_other_names_are(value: object) -> None:
    with pytest.raises(NotAllowed):
        HostName().check(value)
