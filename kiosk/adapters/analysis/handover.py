"""The one order of a child's life and the open camera with it, over the kiosk's socket pair."""

import os
import socket
import struct
from typing import Final

from kiosk.adapters.analysis.protocol import Inbox, Look, Nonsense, from_parent, packed

_AT_ONCE: Final = 4096
_CREDENTIALS: Final = struct.Struct("3i")


def send(line: socket.socket, look: Look, camera: int) -> None:
    """Send the order and the camera's descriptor; both copies stay open. Raises OSError."""
    socket.send_fds(line, [packed(look)], [camera])


def receive(line: socket.socket) -> tuple[Look, int] | None:
    """Wait for both; None if the kiosk has no use for this child, or sent anything else."""
    inbox, cameras = Inbox(), list[int]()
    while True:
        received, descriptors, _, _ = socket.recv_fds(line, _AT_ONCE, 1, socket.MSG_CMSG_CLOEXEC)
        cameras += descriptors
        if not received:
            return None
        try:
            for body in inbox.bodies(received):
                look = from_parent(body)
                return (look, cameras[0]) if len(cameras) == 1 else None
        except Nonsense:
            return None


def line_to_kiosk(descriptor: int) -> socket.socket | None:
    """The kiosk's socket pair, if that is what this descriptor is; else None.

    The kernel says who made it: it has to be the process that has started this one.
    """
    try:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, fileno=descriptor)
        made_by = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    except (OSError, AttributeError):
        return None
    pid, account, _ = _CREDENTIALS.unpack(made_by)
    return line if (pid, account) == (os.getppid(), os.getuid()) else None
