"""A process tree without the world: its own network, its own /dev/shm, and an ear on every wire.

The network has a loopback, and a wire that leads nowhere with the way to everywhere over it: so
whatever anybody here sends to anybody is seen to leave, and not refused for want of a way.
"""

import os
import socket
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ALONE: Final = (
    ("unshare", "--net", "--mount")
    if os.geteuid() == 0
    else ("unshare", "--user", "--map-root-user", "--net", "--mount")
)
"""Begins a command that has a network and mounts of its own."""

NOBODY: Final = "192.0.2.1"
"""An address that is nobody's (RFC 5737)."""

_WIRE: Final = "wire"
_FAR_END: Final = "far"
_ETH_P_ALL: Final = 3
_SO_RCVBUFFORCE: Final = 33
_SOL_PACKET: Final = 263
_PACKET_STATISTICS: Final = 6
_BUFFER: Final = 64 * 1024 * 1024
_IPV4: Final = 0x0800
_TCP: Final = 6


@dataclass(frozen=True)
class Packet:
    """One packet as it was seen: on which interface, of which kind, and between which ports."""

    interface: str
    kind: str
    source: str = ""
    destination: str = ""
    ports: tuple[int, int] = (0, 0)

    def is_of_page(self, port: int) -> bool:
        """True between the phone page and whoever asks for it, within the machine."""
        return self.interface == "lo" and self.kind == "tcp" and port in self.ports


def set_up(shared_memory: Path) -> None:
    """Once, at the beginning of the first process here. ``shared_memory`` is a folder."""
    # IPv6 announces every interface by itself: those packets would be the kernel's.
    for place in ("default", "all"):
        Path(f"/proc/sys/net/ipv6/conf/{place}/disable_ipv6").write_text("1", encoding="ascii")
    for words in (
        "ip link set lo up",
        f"ip link add {_WIRE} type veth peer name {_FAR_END}",
        f"ip link set {_FAR_END} up",
        # Nobody is at the other end to be asked for an address before anything is sent.
        f"ip link set {_WIRE} arp off",
        f"ip addr add 192.168.7.2/24 dev {_WIRE}",
        f"ip link set {_WIRE} up",
        f"ip route add default dev {_WIRE}",
        f"mount --bind {shared_memory} /dev/shm",
    ):
        subprocess.run(words.split(" "), check=True)


class Ear:
    """Every packet on every interface of this network, from now on."""

    def __init__(self) -> None:
        self._socket = socket.socket(
            socket.AF_PACKET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK, socket.htons(_ETH_P_ALL)
        )
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, _BUFFER)
        except PermissionError:
            # Not even as the root of one's own namespace; what is lost is counted below.
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        self._heard: list[Packet] = []

    def heard(self) -> list[Packet]:
        """All so far. Raises AssertionError if one went by unheard."""
        while True:
            try:
                content, place = self._socket.recvfrom(65536)
            except BlockingIOError:
                break
            self._heard.append(_read(place[0], place[1], content))
        statistics = self._socket.getsockopt(_SOL_PACKET, _PACKET_STATISTICS, 8)
        _, lost = struct.unpack("II", statistics)
        assert lost == 0, f"{lost} packets went by unheard"
        return self._heard

    def close(self) -> None:
        self._socket.close()


def _read(interface: str, protocol: int, content: bytes) -> Packet:
    if protocol != _IPV4 or len(content) < 20:
        return Packet(interface, f"protocol {protocol:#06x}")
    length = (content[0] & 0x0F) * 4
    source, destination = (socket.inet_ntoa(content[at : at + 4]) for at in (12, 16))
    if content[9] != _TCP or len(content) < length + 4:
        return Packet(interface, f"ip {content[9]}", source, destination)
    ports: tuple[int, int] = struct.unpack_from("!HH", content, length)
    return Packet(interface, "tcp", source, destination, ports)


def send_one_away() -> None:
    """What the ear has to hear: one packet to nobody."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ours:
        ours.sendto(b"planted", (NOBODY, 9))
