"""The search for what must not be left behind: pictures, the film's marks, receipts' codes.

It knows nothing of what the program keeps or how: it looks at bytes. Packed files are traces
themselves, for nothing could be found in one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from tests.adapters.camera.films import Picture
from tests.faults.never import film

# By the formats' own specifications. What is short is taken together with what has to follow, so
# that random bytes, of which records have many, are not taken for a picture.
_KINDS: Final = {
    "JPEG": rb"\xff\xd8\xff[\xc0-\xc4\xdb\xe0-\xef\xfe]\x00",
    "PNG": rb"\x89PNG\r\n\x1a\n",
    "GIF": rb"GIF8[79]a",
    "BMP": rb"BM....\x00\x00\x00\x00..\x00\x00[\x0c\x28\x34\x38\x40\x6c\x7c]\x00\x00\x00",
    "RIFF": rb"RIFF....(?:WEBP|AVI )",
    "TIFF": rb"II\x2a\x00...\x00|MM\x00\x2a\x00...",
    "HEIF, AVIF, MP4": rb"\x00\x00\x00.ftyp[a-zA-Z0-9 ]{4}",
    "JPEG XL, JPEG 2000": rb"\x00\x00\x00\x0c(?:JXL|jP )",
    "Matroska": rb"\x1a\x45\xdf\xa3[\x01\x80-\xff]",
    "Netpbm": rb"P[1-6]\s(?:\#[^\n]*\n)*\d{1,5}\s\d{1,5}\s\d{1,5}\s",
    "NumPy": rb"\x93NUMPY",
    "in text": rb"data:image/|iVBORw0KGgo|/9j/4[A-Q]|UklGR[A-Za-z0-9+/]{5}",
    "packed": rb"PK\x03\x04|\x1f\x8b\x08[\x00-\x1f]....[\x00\x02\x04][\x00-\x0d\xff]"
    rb"|\xfd7zXZ\x00|\x28\xb5\x2f\xfd[\x00-\xff]{2}\x00|BZh[1-9]1AY&SY",
}
_PICTURES: Final = {kind: re.compile(marks, re.DOTALL) for kind, marks in _KINDS.items()}

_PIXELS_OF_NOISE: Final = 8
_PIXELS_OF_A_BAR: Final = 8
_BETWEEN_ROWS: Final = 4
_WORD: Final = 8
_BETWEEN_SYMBOLS: Final = b" -\x00\n"
"""A code is written in one piece, in two groups or, as Qt keeps text, with a zero after each."""


@dataclass(frozen=True)
class Trace:
    """What was found, in which file of how many bytes."""

    path: Path
    what: str


class Marks:
    """The marks of a film as any of its frames shows them, in each way that pixels are kept."""

    def __init__(self, frames: Iterable[Picture]) -> None:
        noise, bars = set[bytes](), set[bytes]()
        for frame in frames:
            for patch in film.patches_in(frame):
                noise |= _rows_of(film.noise_in(patch))
                for bar in film.bars_in(patch):
                    bars |= _runs_of(bar)
        self._named = {"noise": _Needles(noise), "a bar": _Needles(bars)}

    def found_in(self, content: bytes) -> list[str]:
        return [
            f"the film's mark: {name}"
            for name, needles in self._named.items()
            if needles.are_in(content)
        ]


def _rows_of(noise: Picture) -> set[bytes]:
    found: set[bytes] = set()
    for turned in (noise, noise[:, ::-1]):
        for kept in (*_ways_to_keep(turned), cv2.cvtColor(turned, cv2.COLOR_BGR2GRAY)):
            for row in kept[::_BETWEEN_ROWS]:
                for start in range(0, len(row), _PIXELS_OF_NOISE):
                    found.add(row[start : start + _PIXELS_OF_NOISE].tobytes())
    return found


def _runs_of(bar: Picture) -> set[bytes]:
    """Not in grey: a line under something in a text is a run of one byte, too."""
    middle = bar.shape[0] // 2, bar.shape[1] // 2
    return {kept[middle].tobytes() * _PIXELS_OF_A_BAR for kept in _ways_to_keep(bar)}


class _Needles:
    """Thousands of byte strings that are looked for at once, by how they begin."""

    def __init__(self, needles: set[bytes]) -> None:
        assert needles
        self._by_beginning: dict[int, list[bytes]] = {}
        for needle in needles:
            beginning = int.from_bytes(needle[:_WORD], "little")
            self._by_beginning.setdefault(beginning, []).append(needle)
        self._beginnings = np.array(sorted(self._by_beginning), "<u8")

    def are_in(self, content: bytes) -> bool:
        """True if any of them stands anywhere in it."""
        for shift in range(_WORD):
            whole = max(0, len(content) - shift) // _WORD
            words = np.frombuffer(content, "<u8", whole, shift) if whole else self._beginnings[:0]
            for hit in np.flatnonzero(np.isin(words, self._beginnings)):
                start = shift + int(hit) * _WORD
                if any(
                    content.startswith(needle, start)
                    for needle in self._by_beginning[int(words[hit])]
                ):
                    return True
        return False


def _ways_to_keep(bgr: Picture) -> Iterator[Picture]:
    yield bgr
    for conversion in (
        cv2.COLOR_BGR2RGB,
        cv2.COLOR_BGR2BGRA,
        cv2.COLOR_BGR2RGBA,
        cv2.COLOR_BGR2YCrCb,
    ):
        yield np.asarray(cv2.cvtColor(bgr, conversion), np.uint8)


def pictures_in(content: bytes) -> list[str]:
    return [kind for kind, marks in _PICTURES.items() if marks.search(content)]


def codes_in(content: bytes, codes: Iterable[str]) -> list[str]:
    """How many of these codes stand in it; none is ever named, for this is printed."""
    joined = content.translate(None, _BETWEEN_SYMBOLS).upper()
    found = sum(code.encode("ascii") in joined for code in codes)
    return [f"{found} receipt codes"] if found else []


def traces_in(content: bytes, marks: Marks, codes: Iterable[str]) -> list[str]:
    return [*pictures_in(content), *marks.found_in(content), *codes_in(content, codes)]


def files_below(folder: Path) -> list[Path]:
    """Every file there is, by whatever name; a socket or a pipe holds nothing."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]


def search(files: Iterable[Path], marks: Marks, codes: Iterable[str]) -> list[Trace]:
    """All traces in these files and in their names."""
    codes = list(codes)
    found: list[Trace] = []
    for path in files:
        content = path.read_bytes() + b"\n" + path.name.encode()
        found += [Trace(path, what) for what in traces_in(content, marks, codes)]
    return found
