"""A counter at the end of a serial line, which says a short line for whoever comes in."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kiosk.adapters.door.protocol import Crossed, Down, Message, Noise, Up

if TYPE_CHECKING:
    import serial

LONGEST: Final = 64
"""More bytes than any word of a counter has: what goes on longer is noise, up to its end."""

_WORD: Final = re.compile(rb"\s*(?:(E)|\+([0-9]{1,5})|N=([0-9]{1,5}))\s*")
_ENDS: Final = re.compile(rb"[\r\n]")
_AGAIN_SECONDS: Final = 2.0
_AT_ONCE: Final = 4096


@dataclass(slots=True)
class Words:
    """Cuts what comes through the line into words, and keeps no more than one unfinished."""

    _rest: bytes = b""
    _is_noise: bool = False

    def heard(self, untrusted_bytes: bytes) -> tuple[int, int]:
        """How many came in by it, and how many lines were none of a counter's."""
        entered = noise = 0
        *whole, self._rest = _ENDS.split(self._rest + untrusted_bytes)
        for line in whole:
            found = _WORD.fullmatch(line) if len(line) <= LONGEST and not self._is_noise else None
            if found:
                entered += 1 if found[1] else int(found[2] or found[3])
            elif line.strip() or self._is_noise:
                noise += 1
            self._is_noise = False
        if len(self._rest) > LONGEST:
            self._rest, self._is_noise = b"", True
        return entered, noise


def listen(
    device: str, speed: int, say: Callable[[Message], None], give_up_files: Callable[[], None]
) -> None:
    """Wait for the counter, say what it says, and return when it is unplugged.

    It is tried every two seconds. From its opening on this process reaches no file any more, and so
    could not open it again: another one has to.
    """
    import serial

    said_why, is_open = None, False
    while not is_open:
        try:
            with serial.Serial(device, speed, timeout=1.0) as line:
                give_up_files()
                is_open = True
                say(Up(device))
                for entered, noise in _heard(line):
                    if noise:
                        say(Noise(noise))
                    if entered:
                        say(Crossed(entered))
        except (serial.SerialException, OSError, ValueError) as why:
            words = _in_words(why, device)
            if words != said_why:
                say(Down(words))
                said_why = words
            if not is_open:
                time.sleep(_AGAIN_SECONDS)


def _heard(line: "serial.Serial") -> Iterator[tuple[int, int]]:
    words = Words()
    while True:
        untrusted_bytes = line.read(max(1, min(line.in_waiting, _AT_ONCE)))
        yield words.heard(untrusted_bytes)


def _in_words(why: Exception, device: str) -> str:
    reason = why.strerror if isinstance(why, OSError) and why.strerror else str(why)
    text = f"{device}: {reason}"
    return "".join(letter if letter.isprintable() else " " for letter in text)[:200]
