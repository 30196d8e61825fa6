"""The words of the phone page in one language, read from what its file holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

SECONDS: Final = "armed_seconds"
"""The one text that counts: it has a form for each plural that the language has."""

_DIRECTIONS: Final = ("ltr", "rtl")
_OTHER: Final = "other"


class WordsBroken(Exception):
    """A language's words cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """``name`` is what the language calls itself, ``direction`` how it is read.

    ``seconds`` has a text for each plural form, by the names that browsers use, and for "other".
    """

    language: str
    name: str
    direction: str
    texts: Mapping[str, str]
    seconds: Mapping[str, str]

    @property
    def html_tag(self) -> str:
        """The language as HTML names it: ``zh-CN``."""
        return self.language.replace("_", "-")

    def say(self, name: str, **values: object) -> str:
        """The text of this name, with what stands in braces filled. Raises WordsBroken."""
        try:
            return self.texts[name].format(**values)
        except (KeyError, IndexError, ValueError) as why:
            raise WordsBroken(f"“{name}” in {self.language}: {why}") from why


def words_of(found: Mapping[str, object], language: str) -> PageWords:
    """The words as a file gives them. Raises WordsBroken for a file of another shape."""
    try:
        words = dict(cast(Mapping[str, object], found["words"]))
        seconds = dict(cast(Mapping[str, str], words.pop(SECONDS)))
        name, direction = str(found["name"]), str(found["direction"])
    except (KeyError, TypeError, ValueError) as why:
        raise WordsBroken(f"the words in {language} have another shape: {why}") from why
    if found.get("language") != language or direction not in _DIRECTIONS or _OTHER not in seconds:
        raise WordsBroken(f"the words in {language} have another shape")
    if not all(
        isinstance(text, str) and text.strip() for text in (*words.values(), *seconds.values())
    ):
        raise WordsBroken(f"the words in {language} lack a text")
    return PageWords(language, name, direction, cast(Mapping[str, str], words), seconds)
