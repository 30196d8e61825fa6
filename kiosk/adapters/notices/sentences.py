"""How long a notice's sentences are: what is too long to follow is not plain language."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

MOST_WORDS: Final = 14
MOST_CHARACTERS: Final = 25
"""The longest mean of a sentence, in words; in Chinese, in characters."""

_NAMED: Final = 3
"""How many of the longest sentences are named."""

# A full stop ends a sentence only before a space, a closing quote or the end: not in an address.
_END: Final = re.compile(r"(?:[.!?]+[”’)]*(?=\s|$)|[。！？]+[”’）]*)\s*|\n+")
_NAMES: Final = frozenset(
    {"controller", "contact", "address", "authority", "dpo", "notice_url", "public_key"}
)


@dataclass(frozen=True, slots=True)
class Measure:
    """The mean length of a sentence and its limit, in ``unit``; the longest, longest first."""

    mean: float
    limit: int
    unit: str
    longest: tuple[tuple[int, str], ...]

    @property
    def is_too_long(self) -> bool:
        return self.mean > self.limit


def measure(texts: Iterable[str], words: Mapping[str, str], language: str) -> Measure:
    """Measure the sentences of texts that are not yet filled.

    A shop's own names and addresses count as one word wherever they stand, so that a long name
    is not held against the text and a stop within it ends no sentence.
    """
    chinese = language.split("_", maxsplit=1)[0] == "zh"
    name = "名" if chinese else "name"
    filled = {key: name if key in _NAMES else word for key, word in words.items()}
    lengths: list[tuple[int, str]] = []
    for text in texts:
        for sentence in filter(None, _END.split(text)):
            plain = re.sub(r"{(\w+)}", lambda found: filled.get(found[1], name), sentence)
            length = len(re.findall(r"\w", plain)) if chinese else len(plain.split())
            if length:
                lengths.append((length, sentence.strip()))
    lengths.sort(key=lambda each: -each[0])
    return Measure(
        mean=sum(length for length, _ in lengths) / max(1, len(lengths)),
        limit=MOST_CHARACTERS if chinese else MOST_WORDS,
        unit="characters" if chinese else "words",
        longest=tuple(lengths[:_NAMED]),
    )
