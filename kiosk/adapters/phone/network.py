"""This machine's address in the shop's own network, found out without sending anything."""

from __future__ import annotations

import errno
import ipaddress
import socket
import struct
import sys
from collections.abc import Mapping
from typing import Final

# What no router passes on; the page is for those who are in the shop.
_NEAR: Final = tuple(
    ipaddress.ip_network(each) for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
)
_ELSEWHERE: Final = ("192.0.2.1", 9)
"""An address that is nobody's (RFC 5737): asking the way there does not take it."""

_SIOCGIFFLAGS: Final = 0x8913
_SIOCGIFADDR: Final = 0x8915
_NAME_BYTES: Final = 16
_UP_AND_RUNNING: Final = 0x1 | 0x40
_FLAGS: Final = struct.Struct("16xh22x")
_ADDRESS: Final = struct.Struct("20x4s16x")


NO_CONNECTIONS: Final = "the kiosk may have no connections here"
"""What the text says where the system keeps all of the network from this program."""


class NoAddress(Exception):
    """Nobody could reach this machine just now; the text says why, in a clause."""


def address(wanted: str | None) -> str:
    """The address to listen at: ``wanted`` if it is this machine's now, else the one there is.

    Raises NoAddress, also where a cable is out.
    """
    found = interfaces()
    if wanted is not None:
        if not _is_held(wanted) or not found.get(wanted, True):
            raise NoAddress(f"{wanted} is not an address of this machine just now")
        return wanted
    running = [each for each, runs in found.items() if runs and is_near(each)]
    way = _address_towards_others()
    if way is not None and is_near(way) and found.get(way, True):
        return way
    if running:
        return running[0]
    raise NoAddress("this machine is in no private network just now")


def is_near(text: str) -> bool:
    """True for addresses that mean something only within one network, loopback not among them."""
    found = ipaddress.ip_address(text)
    return any(found in near for near in _NEAR)


def interfaces() -> Mapping[str, bool]:
    """The IPv4 addresses that the kernel tells of, and whether a cable or radio is in each.

    Empty where it is not asked: anywhere but on Linux. Raises NoAddress.
    """
    if sys.platform != "linux":
        return {}
    import fcntl

    found: dict[str, bool] = {}
    with _asking() as ours:
        for _, name in socket.if_nameindex():
            asked = struct.pack("16s24x", name.encode()[: _NAME_BYTES - 1])
            try:
                raw = fcntl.ioctl(ours, _SIOCGIFADDR, asked)
                (flags,) = _FLAGS.unpack(fcntl.ioctl(ours, _SIOCGIFFLAGS, asked))
            except OSError:
                # It has no such address, or has gone while we asked.
                continue
            (four,) = _ADDRESS.unpack(raw)
            found[socket.inet_ntoa(four)] = flags & _UP_AND_RUNNING == _UP_AND_RUNNING
    return found


def _asking() -> socket.socket:
    """A socket that asks the kernel and sends nothing. Raises NoAddress."""
    try:
        return socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    except OSError as why:
        # The service that the package installs has no network until it is given one.
        is_kept_away = why.errno in (errno.EAFNOSUPPORT, errno.EPERM, errno.EACCES)
        said = NO_CONNECTIONS if is_kept_away else f"nothing can connect here ({why.strerror})"
        raise NoAddress(said) from why


def _address_towards_others() -> str | None:
    with _asking() as ours:
        try:
            # A datagram socket that is connected has looked up its way, and sent nothing.
            ours.connect(_ELSEWHERE)
            return ours.getsockname()[0]
        except OSError:
            return None


def _is_held(wanted: str) -> bool:
    with _asking() as ours:
        try:
            ours.bind((wanted, 0))
        except OSError:
            return False
    return True
