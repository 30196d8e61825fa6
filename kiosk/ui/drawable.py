"""Which characters the bundled letters can draw, read from the fonts' own tables: without Qt."""

import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Final

from kiosk.application.shipped import NotShipped, shipped

_FILES: Final = ("NotoSans-Regular.ttf", "NotoSansSC-Regular.otf")
"""One weight of each family: a check of the build holds all weights to the same characters."""

_LAST: Final = 0xFFFF


class FontUnreadable(NotShipped):
    """A font that every build carries is not there, or is none."""


def undrawable(text: str) -> str:
    """The characters of a text that would be drawn as empty boxes, each once, in its order.

    Raises FontUnreadable.
    """
    covered = _covered()
    return "".join(dict.fromkeys(letter for letter in text if ord(letter) not in covered))


def named(letter: str) -> str:
    """A character with its number and its name, for somebody who may only see an empty box."""
    name = unicodedata.name(letter, "without a name")
    return f"{letter!r} (U+{ord(letter):04X}, {name})"


@lru_cache(maxsize=1)
def _covered() -> frozenset[int]:
    fonts = shipped("assets") / "fonts"
    return frozenset(code for name in _FILES for code in _codes_of(fonts / name))


def _codes_of(path: Path) -> Iterator[int]:
    try:
        with path.open("rb") as file:
            table = _character_map(file)
        (count,) = struct.unpack_from(">H", table, 2)
        for number in range(count):
            platform, _, start = struct.unpack_from(">HHL", table, 4 + 8 * number)
            # Platform 0 is Unicode, 3 is Windows; what a font has for others is older.
            if platform in (0, 3):
                yield from _codes_in(table[start:])
    except (OSError, struct.error) as why:
        raise FontUnreadable(f"the font {path.name} cannot be read") from why


def _character_map(file: BinaryIO) -> bytes:
    """The table "cmap" of a font file. Raises OSError, struct.error."""
    (count,) = struct.unpack_from(">H", file.read(12), 4)
    for _ in range(count):
        name, _, start, length = struct.unpack(">4sLLL", file.read(16))
        if name == b"cmap":
            file.seek(start)
            return file.read(length)
    raise OSError("no table of characters")


def _codes_in(table: bytes) -> Iterator[int]:
    """The characters of one part of the map, in the two forms that a subset font has."""
    (form,) = struct.unpack_from(">H", table)
    if form == 12:
        (groups,) = struct.unpack_from(">L", table, 12)
        for number in range(groups):
            first, last, _ = struct.unpack_from(">LLL", table, 16 + 12 * number)
            yield from range(first, last + 1)
    elif form == 4:
        (twice,) = struct.unpack_from(">H", table, 6)
        for at in range(14, 14 + twice, 2):
            (last,) = struct.unpack_from(">H", table, at)
            # Each of the four rows is as long, and two bytes part the first from the second.
            (first,) = struct.unpack_from(">H", table, at + twice + 2)
            # The last row of all stands for no character.
            yield from range(first, min(last, _LAST - 1) + 1)
