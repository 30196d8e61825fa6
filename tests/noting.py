"""Texts of a file of words: which of them are used, and what is put into them."""

import re
from collections.abc import Iterator, Mapping


class Noting(Mapping[str, str]):
    """Texts that keep which of them were asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return self._texts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def slots(text: str) -> list[str]:
    """The names of what is put into it, sorted."""
    return sorted(re.findall(r"\{(\w+)\}", text))
