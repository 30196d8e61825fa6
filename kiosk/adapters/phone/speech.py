"""Which of the offered languages a browser asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_LONGEST: Final = 200
_WANTED: Final = re.compile(
    r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*"
)


def language_of(untrusted_header: str, offered: Sequence[str]) -> str:
    """The tag that the header likes best, or the shop's first where it likes none of them.

    Regions are not looked at: who reads one kind of a language reads the other better than none.
    """
    best, most = offered[0], 0.0
    for wanted in untrusted_header[:_LONGEST].split(","):
        found = _WANTED.fullmatch(wanted)
        if found is None:
            continue
        liked = float(found[2] or "1")
        near = [tag for tag in offered if tag.partition("_")[0] == found[1].lower()]
        if near and liked > most:
            best, most = near[0], liked
    return best
