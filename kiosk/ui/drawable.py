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

_SHORT: Final = 4
_LONG: Final = 12
"""The two forms of the table that a font which was cut down has."""

_NO_CHARACTER: Final = 0xFFFF


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
        places = [struct.unpack_from(">HHL", table, 4 + 8 * number) for number in range(count)]
        # Platform 0 is Unicode, 3 is Windows; what a font has for others is older.
        parts = {
            struct.unpack_from(">H", table, at)[0]: table[at:]
            for platform, _, at in places
            if platform in (0, 3)
        }
        # The long form has every character, the short one those that fit it.
        if _LONG in parts:
            yield from _codes_in_long(parts[_LONG])
        else:
            yield from _codes_in_short(parts[_SHORT])
    except (OSError, KeyError, struct.error) as why:
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


def _codes_in_long(table: bytes) -> Iterator[int]:
    """Groups of a first and a last character, and where their glyphs begin."""
    (groups,) = struct.unpack_from(">L", table, 12)
    for first, last, _ in struct.iter_unpack(">LLL", table[16 : 16 + 12 * groups]):
        yield from range(first, last + 1)


def _codes_in_short(table: bytes) -> Iterator[int]:
    """A row of last characters and one of first ones, with two bytes between them."""
    (twice,) = struct.unpack_from(">H", table, 6)
    lasts = struct.unpack_from(f">{twice // 2}H", table, 14)
    firsts = struct.unpack_from(f">{twice // 2}H", table, 14 + twice + 2)
    for first, last in zip(firsts, lasts, strict=True):
        # The last pair of all stands for no character.
        yield from range(first, min(last, _NO_CHARACTER - 1) + 1)
