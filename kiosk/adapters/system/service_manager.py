"""What the service manager is told: that the kiosk has started, how it is, that it is still well.

The words are systemd's (sd_notify): a datagram to a socket that it names in the environment.
"""

import socket
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Final

_SOCKET: Final = "NOTIFY_SOCKET"
_WATCHDOG: Final = "WATCHDOG_USEC"
_OTHERS: Final = ("WATCHDOG_PID",)
"""Names the service's first process, which is the compositor where one starts the kiosk."""


class ServiceManager:
    """Whoever started the kiosk and wants to hear of it, or nobody. Telling never waits or fails.

    What it says in the environment is taken out of it, so that no child speaks for the kiosk.
    """

    def __init__(self, environment: MutableMapping[str, str]) -> None:
        self._address = _address(environment.pop(_SOCKET, ""))
        microseconds = environment.pop(_WATCHDOG, "")
        for name in _OTHERS:
            environment.pop(name, None)
        self._watchdog = int(microseconds) / 1e6 if microseconds.isdecimal() else 0.0

    @property
    def watchdog_seconds(self) -> float | None:
        """After so long without ``still_well`` the kiosk is killed and started anew, or never."""
        return self._watchdog if self._address and self._watchdog > 0 else None

    def started(self) -> None:
        """The screen is painted."""
        self._tell("READY=1")

    def still_well(self) -> None:
        self._tell("WATCHDOG=1")

    def status(self, words: str) -> None:
        """One line that is shown to whoever asks how the service is."""
        self._tell(f"STATUS={words}")

    def stopping(self) -> None:
        self._tell("STOPPING=1")

    def _tell(self, words: str) -> None:
        if not self._address:
            return
        # A manager that is gone or does not listen is no reason to end; the watchdog is its own.
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as way:
            way.setblocking(False)
            way.sendto(words.encode(), self._address)


def _address(named: str) -> str:
    """The socket's address; one that begins with @ is in no folder. Empty where there is none."""
    if not hasattr(socket, "AF_UNIX") or not named.startswith(("/", "@")):
        return ""
    return f"\0{named[1:]}" if named.startswith("@") else named
