"""What the questions of a set-up have to know of the shop and of the machine."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kiosk.adapters.settings.keys import KEYS
from kiosk.application.staff import Role

KIND_OF: Final = {key.name: key.kind for key in KEYS}
"""What each setting may hold."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What the questions have to know: the words, the machine, and whom to ask about a text.

    ``cameras`` are names and sources; ``device_missing`` gives a source's device where that is
    not there now. ``sentence`` gives the notice's with a fact in it,
    ``lacking`` the letters that cannot be drawn, ``weak`` why a role's PIN is not taken, where
    the other one's is given. ``pins_set`` are the roles that have one.
    """

    words: Mapping[str, Any]
    cameras: Sequence[tuple[str, str]]
    device_missing: Callable[[str], Path | None]
    sentence: Callable[[str, str, str], str | None]
    lacking: Callable[[str], str]
    weak: Callable[[Role, str, str | None], str | None]
    pins_set: frozenset[str]

    def say(self, name: str, **facts: object) -> str:
        """One of the words, with the facts in it."""
        return filled(self.words["says"][name], facts)


def no_such_device(words: Mapping[str, Any], device: Path) -> str:
    """What to do about a camera that is not there."""
    return filled(words["says"]["no_such_device"], {"device": device})


def filled(text: str, facts: Mapping[str, object]) -> str:
    """The text with each fact in the place of its name; what a shop wrote may hold braces."""
    for name, value in facts.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
