"""What a setting may hold. Each kind can say in one phrase what it allows.

A kind's ``check`` returns the value to use, or raises NotAllowed for anything else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.application.day_file import KIOSK_NAME


class NotAllowed(Exception):
    """The value is not what the kind allows; the kind's ``allowed`` says what would be."""


class Kind(Protocol):
    @property
    def allowed(self) -> str:
        """What is allowed, as the end of the sentence "what is allowed here is …"."""
        ...

    def check(self, untrusted_value: object) -> Any: ...


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text. Control characters are refused: it ends up on a public screen."""

    longest: int = 80

    @property
    def allowed(self) -> str:
        return f"a text of 1 to {self.longest} characters on one line"

    def check(self, untrusted_value: object) -> str:
        if not isinstance(untrusted_value, str):
            raise NotAllowed
        text = untrusted_value.strip()
        if not 1 <= len(text) <= self.longest or not text.isprintable():
            raise NotAllowed
        return text


@dataclass(frozen=True, slots=True)
class Words:
    """A text for every language: one for all of them, or a table of language tags.

    ``check`` gives the table, or for a single text the table with the one key "".
    """

    longest: int = 80

    @property
    def allowed(self) -> str:
        return f"{Text(self.longest).allowed}, or a table with one for each language"

    def check(self, untrusted_value: object) -> Mapping[str, str]:
        text = Text(self.longest)
        if isinstance(untrusted_value, dict):
            return {str(tag): text.check(value) for tag, value in untrusted_value.items()}
        return {"": text.check(untrusted_value)}


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number, both ends included. True and False are no numbers here."""

    lowest: int
    highest: int
    unit: str = ""

    @property
    def allowed(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return f"a whole number from {self.lowest} to {self.highest}{unit}"

    def check(self, untrusted_value: object) -> int:
        if type(untrusted_value) is not int:
            raise NotAllowed
        if not self.lowest <= untrusted_value <= self.highest:
            raise NotAllowed
        return untrusted_value


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with or without decimals, both ends included. True and False are no numbers."""

    lowest: float
    highest: float

    @property
    def allowed(self) -> str:
        return f"a number from {self.lowest:g} to {self.highest:g}"

    def check(self, untrusted_value: object) -> float:
        if isinstance(untrusted_value, bool) or not isinstance(untrusted_value, int | float):
            raise NotAllowed
        # What is not a number at all (nan) is on neither side of any other.
        if not self.lowest <= untrusted_value <= self.highest:
            raise NotAllowed
        return float(untrusted_value)


@dataclass(frozen=True, slots=True)
class YesNo:
    @property
    def allowed(self) -> str:
        return "true or false"

    def check(self, untrusted_value: object) -> bool:
        if type(untrusted_value) is not bool:
            raise NotAllowed
        return untrusted_value


@dataclass(frozen=True, slots=True)
class OneOf:
    choices: tuple[str, ...]

    @property
    def allowed(self) -> str:
        return " or ".join(f'"{choice}"' for choice in self.choices)

    def check(self, untrusted_value: object) -> str:
        if not isinstance(untrusted_value, str) or untrusted_value not in self.choices:
            raise NotAllowed
        return untrusted_value


@dataclass(frozen=True, slots=True)
class SomeOf:
    """At least ``fewest`` of the choices, none twice; the order is the shop's."""

    choices: tuple[str, ...]
    fewest: int = 1

    @property
    def allowed(self) -> str:
        listed = ", ".join(f'"{choice}"' for choice in self.choices)
        return f"a list of {listed}, each once{'' if self.fewest else ', or an empty one: []'}"

    def check(self, untrusted_value: object) -> tuple[str, ...]:
        if not isinstance(untrusted_value, list) or len(untrusted_value) < self.fewest:
            raise NotAllowed
        chosen = tuple(untrusted_value)
        if any(choice not in self.choices for choice in chosen):
            raise NotAllowed
        if len(set(chosen)) != len(chosen):
            raise NotAllowed
        return chosen


# Not the letters of a time, such as EST: they name no place and know no summer.
_PLACE: Final = re.compile(r"UTC|[A-Z][A-Za-z_]+(/[A-Z][A-Za-z_+-]*)+")


@dataclass(frozen=True, slots=True)
class Zone:
    """A place in the time zone data that comes with the program."""

    @property
    def allowed(self) -> str:
        return 'a time zone by its place, such as "Asia/Shanghai" or "Europe/Berlin"'

    def check(self, untrusted_value: object) -> ZoneInfo:
        if not isinstance(untrusted_value, str) or not _PLACE.fullmatch(untrusted_value):
            raise NotAllowed
        try:
            return ZoneInfo(untrusted_value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as why:
            raise NotAllowed from why


_WEB_ADDRESS: Final = re.compile(r"https://[a-z0-9.-]+\.[a-z]{2,}(:\d+)?(/[!-~]*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WebAddress:
    @property
    def allowed(self) -> str:
        return "an address that begins with https://, of at most 120 characters"

    def check(self, untrusted_value: object) -> str:
        if not isinstance(untrusted_value, str) or len(untrusted_value) > 120:
            raise NotAllowed
        if not _WEB_ADDRESS.fullmatch(untrusted_value):
            raise NotAllowed
        return untrusted_value


@dataclass(frozen=True, slots=True)
class Source:
    """Where frames come from: a way of getting them, a colon, and which one."""

    ways: tuple[str, ...]

    @property
    def allowed(self) -> str:
        examples = {
            "webcam": '"webcam:" and a device, such as "webcam:/dev/video0"',
            "video": '"video:" and a file',
            "photograph": '"photograph:" and a file',
        }
        return ", or ".join(examples[way] for way in self.ways)

    def check(self, untrusted_value: object) -> str:
        if not isinstance(untrusted_value, str) or not untrusted_value.isprintable():
            raise NotAllowed
        way, _, which = untrusted_value.partition(":")
        if way not in self.ways or not which.strip():
            raise NotAllowed
        return untrusted_value


@dataclass(frozen=True, slots=True)
class NameInChain:
    """What a kiosk is called among those of its chain; it becomes a part of a path."""

    @property
    def allowed(self) -> str:
        return "1 to 40 small letters, digits and hyphens between them, such as shanghai-03-north"

    def check(self, untrusted_value: object) -> str:
        if not isinstance(untrusted_value, str) or not KIOSK_NAME.fullmatch(untrusted_value):
            raise NotAllowed
        return untrusted_value
