"""What gives away a picture or a face vector: the bytes either must have, whoever wrote it.

The marks come from the formats' specifications (JPEG/JFIF, PNG, GIF, BMP, TIFF, WebP, ISO BMFF,
JPEG XL, JPEG 2000, Matroska, Netpbm, NumPy). Short ones occur by chance in random bytes, of
which the store has many, so they count only where a file or a value begins.
"""

import re
import struct
from collections import Counter
from collections.abc import Iterable
from typing import Final

LEAST_PICTURE_BYTES: Final = 65
"""Nothing that could be recognised fits into fewer: our keys, hashes and signatures do."""

LONGEST_MARK: Final = 64
"""How far two pieces of a file must overlap so that no mark lies between them."""

# Six bytes and more, so that they can be looked for anywhere.
_ANYWHERE: Final = re.compile(
    rb"\x89PNG\r\n\x1a\n"
    rb"|GIF8[79]a"
    rb"|\xff\xd8\xff\xe0\x00\x10JFIF"
    rb"|\xff\xd8\xff\xe1..Exif\x00"
    rb"|\xff\xd8\xff\xdb\x00[\x43\x84]"
    rb"|RIFF....(?:WEBP|AVI )"
    rb"|ftyp(?:hei[cfmsx]|hev[cx]|mif1|msf1|avi[fs]|iso[2-9m]|mp4[12]|M4V |qt  |crx |3gp)"
    rb"|\x00\x00\x00\x0c(?:JXL|jP ) \r\n\x87\n"
    rb"|\x1a\x45\xdf\xa3.{1,40}?(?:matroska|webm)",
    re.DOTALL,
)

_AT_THE_BEGINNING: Final = re.compile(
    rb"\xff\xd8\xff"
    rb"|\xff\x0a.{60}"
    rb"|\xff\x4f\xff\x51"
    rb"|II\x2a\x00|MM\x00\x2a"
    rb"|BM....\x00\x00\x00\x00....[\x0c\x28\x34\x38\x40\x6c\x7c]\x00\x00\x00"
    rb"|\x1a\x45\xdf\xa3"
    rb"|\x00\x00\x01\xba|\x00\x00\x01\xb3|\x00\x00\x00\x01[\x67\x40\x27]"
    rb"|\x76\x2f\x31\x01|qoif|FLV\x01"
    rb"|P[1-7](?:\s|\#[^\n]{0,200}\n)+(?:\d{1,6}\s|WIDTH\s)",
    re.DOTALL,
)

# As a text would hold one: a data address, or base64 of the first bytes of PNG, JPEG, GIF, WebP.
_IN_TEXT: Final = re.compile(
    rb"data:(?:image|video)/"
    rb"|(?:^\s*|base64,\s*)(?:iVBORw0KGgo|/9j/[0-9A-Za-z+/]{4}|R0lGOD[dl]h|UklGR)"
)

_NUMBER: Final = rb"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_NUMBERS: Final = re.compile(
    rb"(?<![\d.])" + rb"(?:" + _NUMBER + rb"[\s,;]+){15}" + _NUMBER, re.DOTALL
)

# Binary numbers of a size that a face vector's have, 2^-20 to 2^7 or zero: told by the byte with
# the sign and the exponent. One in ten random float32 passes, one in forty float64.
_FLOATS: Final = tuple(
    (re.compile(rb"(?:" + one + rb"|\x00{" + size + rb"}){16}", re.DOTALL), f"{order}16{kind}")
    for one, size, order, kind in (
        (rb".{3}[\x36-\x42\xb6-\xc2]", b"4", "<", "f"),
        (rb"[\x36-\x42\xb6-\xc2].{3}", b"4", ">", "f"),
        (rb".{7}[\x3e-\x40\xbe-\xc0]", b"8", "<", "d"),
        (rb"[\x3e-\x40\xbe-\xc0].{7}", b"8", ">", "d"),
    )
)
_SHORT_FLOATS: Final = tuple(
    re.compile(rb"(?:" + one + rb")+", re.DOTALL)
    for one in (
        rb".{3}[\x38-\x42\xb8-\xc2]",
        rb"[\x38-\x42\xb8-\xc2].{3}",
        rb".{7}[\x3f\x40\xbf\xc0]",
        rb"[\x3f\x40\xbf\xc0].{7}",
    )
)
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ARRAY_FILE: Final = b"\x93NUMPY"

_LEAST_DISTINCT: Final = 8
"""Of sixteen numbers of a vector so many differ; padding and tables of zeros repeat."""

_FEW: Final = 1000
_LOPSIDED: Final = 100.0
"""Chi-squared, 15 degrees of freedom: random bytes pass it once in 10^14 times."""

_LEAST_SAMPLE: Final = 128


def is_picture(value: bytes) -> bool:
    """True if a whole value, or the first bytes of a longer one, is a picture or a film."""
    if len(value) < LEAST_PICTURE_BYTES:
        return False
    return begins_as_picture(value) or has_picture_mark(value) or bool(_IN_TEXT.search(value))


def begins_as_picture(head: bytes) -> bool:
    """True if these are the first bytes of a picture's or a film's file."""
    return _AT_THE_BEGINNING.match(head) is not None or _ANYWHERE.match(head) is not None


def has_picture_mark(piece: bytes) -> bool:
    """True if a mark that is too long to be there by chance stands anywhere in it."""
    return _ANYWHERE.search(piece) is not None


def is_vector(value: bytes) -> bool:
    """True if sixteen numbers in a row stand in it: binary ones of moderate size, or written."""
    if _ARRAY_FILE in value[:LONGEST_MARK] or _NUMBERS.search(value):
        return True
    return not _is_plain_text(value) and any(
        _are_numbers(match.group(), layout)
        for floats, layout in _FLOATS
        for match in floats.finditer(value)
    )


def are_not_random(values: Iterable[bytes]) -> bool:
    """True if different values that should be keys, hashes or signatures look made of numbers.

    Of a column with 32 bytes in each row. Random ones are not told to be numbers more often
    than once in some ten million checks.
    """
    different = list(dict.fromkeys(value for value in values if value))
    # By chance one in a hundred million reads as eight float32, one in ten million as doubles.
    enough = 2 if len(different) <= _FEW else 4
    for floats in _SHORT_FLOATS:
        if sum(floats.fullmatch(value) is not None for value in different) >= enough:
            return True
    return is_lopsided(b"".join(different))


def _are_numbers(window: bytes, layout: str) -> bool:
    found = struct.unpack(layout, window)
    return len({number for number in found if number}) >= _LEAST_DISTINCT


def _is_plain_text(value: bytes) -> bool:
    """UTF-8 without control characters: sixteen binary numbers never are, letters may look so."""
    if _CONTROL.search(value):
        return False
    try:
        value.decode()
    except UnicodeDecodeError as error:
        # A long text is looked at in its first part, and the cut may split its last letter.
        return error.start >= len(value) - 3
    return True


def is_lopsided(together: bytes) -> bool:
    """True if the upper halves of the bytes are spread less evenly than chance spreads them."""
    if len(together) < _LEAST_SAMPLE:
        return False
    counts = Counter(byte >> 4 for byte in together)
    expected = len(together) / 16
    chi_squared = sum((counts[half] - expected) ** 2 for half in range(16)) / expected
    return chi_squared > _LOPSIDED
