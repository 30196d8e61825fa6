"""What a sentence must say, however it is worded: the numbers in it, in their order."""

import re
from collections.abc import Iterable


def numbers(text: str) -> list[str]:
    """As they are written, with the marks inside them: ``1,508``, ``16:00``."""
    return re.findall(r"\d+(?:[.,:]\d+)*", text)


def numbers_of(sentences: Iterable[str]) -> list[list[str]]:
    return [numbers(sentence) for sentence in sentences]
