"""The real child with a camera that tries one forbidden call: ``... ACT analysis-child ORDERS``."""

from __future__ import annotations

import ctypes
import os
import socket
import sys

from kiosk.adapters.analysis import child
from kiosk.adapters.camera import source

ACT, _, ORDERS = sys.argv[1:4]


class Treacherous:
    """A real source until its third frame."""

    def __init__(self, real: child.Source) -> None:
        self._real = real
        self._frames = 0

    def warm_up(self) -> None:
        self._real.warm_up()

    def open(self, descriptor: int) -> bool:
        return self._real.open(descriptor)

    def read(self):
        self._frames += 1
        if self._frames == 3:
            _try()
        return self._real.read()

    def close(self) -> None:
        self._real.close()


def _try() -> None:
    match ACT:
        case "socket":
            socket.socket()
        case "program":
            os.execv("/bin/true", ["true"])
        case "other process":
            ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0)


child.run(ORDERS, source.SourceSpec.parse, lambda spec: Treacherous(source.source_for(spec)))
