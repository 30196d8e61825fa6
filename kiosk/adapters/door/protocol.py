"""What the counter's process and the kiosk say to each other: JSON, a line each, nothing else.

The kiosk believes none of it: a line that is too long, or that is not exactly one of these, ends
the process.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

LONGEST_LINE: Final = 4096
_LONGEST_TEXT: Final = 200
_LONGEST_WORD: Final = 64
_LARGEST: Final = 1_000_000_000


class Nonsense(Exception):
    """The other side said what it cannot have meant: it is not listened to any further."""


class ShapeWrong(Exception):
    """A push is not of the form that the manual gives; the text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Up:
    """Counts can come in; ``where`` is the address or the device."""

    where: str


@dataclass(frozen=True, slots=True)
class Down:
    """None can; ``why`` is printable."""

    why: str


@dataclass(frozen=True, slots=True)
class Noise:
    """So many lines were none of a counter's."""

    lines: int


@dataclass(frozen=True, slots=True)
class Crossed:
    """So many came in just now."""

    entered: int


@dataclass(frozen=True, slots=True)
class Pushed:
    """A push that waits for its answer by ``number``; its values are as they were sent."""

    number: int
    entered: int | float | str
    at: str | None = None
    day: str | None = None
    hour: int | str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the kiosk says to a push; ``again``: it had been counted before."""

    number: int
    refused: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class ListenHttp:
    """The first line to the process: ``token_hash`` is the SHA-256 of the secret, in hex."""

    address: str
    port: int
    token_hash: str


@dataclass(frozen=True, slots=True)
class ListenSerial:
    """The first line to the process."""

    device: str
    speed: int


Message = Up | Down | Noise | Crossed | Pushed | Answer | ListenHttp | ListenSerial
FROM_PROCESS: Final = (Up, Down, Noise, Crossed, Pushed)
TO_PROCESS: Final = (Answer, ListenHttp, ListenSerial)


def packed(message: Message) -> bytes:
    """The message as a line. Raises ValueError for one that is too long."""
    said = {"say": type(message).__name__} | asdict(message)
    line = json.dumps(said, ensure_ascii=True, allow_nan=False).encode() + b"\n"
    if len(line) > LONGEST_LINE:
        raise ValueError(f"a message has at most {LONGEST_LINE} bytes")
    return line


def understood(untrusted_line: bytes, allowed: tuple[type[Message], ...]) -> Message:
    """What a line says. Raises Nonsense, whose text repeats none of it."""
    if len(untrusted_line) > LONGEST_LINE or not untrusted_line.endswith(b"\n"):
        raise Nonsense("a line without an end")
    try:
        said = json.loads(untrusted_line)
    except (ValueError, RecursionError) as why:
        raise Nonsense("a line that is no JSON") from why
    if not isinstance(said, dict):
        raise Nonsense("a line that is no object")
    kind = next((each for each in allowed if each.__name__ == said.get("say")), None)
    if kind is None:
        raise Nonsense("a message that there is not")
    return _checked(kind, {name: value for name, value in said.items() if name != "say"})


def shaped(untrusted_body: object, number: int) -> Pushed:
    """A push as the manual gives it: ``entered``, and ``at`` or ``day`` and ``hour``.

    Whether the values can be right is not looked at here. Raises ShapeWrong.
    """
    if not isinstance(untrusted_body, dict):
        raise ShapeWrong("the body is no JSON object")
    known = {"entered", "at", "day", "hour", "id"}
    if strange := sorted(set(untrusted_body) - known):
        raise ShapeWrong(f"there is no “{_printable(strange[0])}”")
    if "entered" not in untrusted_body:
        raise ShapeWrong("“entered” is missing")
    named = {name for name in ("at", "day", "hour") if untrusted_body.get(name) is not None}
    if named not in ({"at"}, {"day", "hour"}):
        raise ShapeWrong("it needs “at”, or “day” and “hour”, to say when")
    try:
        found = _checked(Pushed, {"number": number, **untrusted_body})
    except Nonsense as why:
        raise ShapeWrong(str(why)) from why
    assert isinstance(found, Pushed)
    return found


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "·" for letter in text[:20])


def _checked(kind: type[Message], said: Mapping[str, Any]) -> Message:
    names = {each.name for each in fields(kind)}
    if not said.keys() <= names:
        raise Nonsense("a message with more than it can have")
    for name, value in said.items():
        if not _CHECKS[name](value):
            raise Nonsense(f"“{name}” is not what it can be")
    try:
        return kind(**said)
    except TypeError as why:
        raise Nonsense("a message that lacks something") from why


def _is_number(value: object) -> bool:
    return type(value) is int and abs(value) <= _LARGEST


def _is_line(value: object, longest: int = _LONGEST_TEXT) -> bool:
    return isinstance(value, str) and len(value) <= longest and value.isprintable()


def _is_word(value: object) -> bool:
    return value is None or (_is_line(value, _LONGEST_WORD) and value != "")


def _is_said_number(value: object) -> bool:
    # A number that is not whole is refused in words later on, and not as nonsense.
    return _is_number(value) or (type(value) is float and abs(value) <= _LARGEST) or _is_line(value)


_CHECKS: Final = {
    "where": _is_line,
    "why": _is_line,
    "lines": _is_number,
    "number": _is_number,
    "entered": _is_said_number,
    "at": _is_word,
    "day": _is_word,
    "hour": lambda value: _is_number(value) or _is_word(value),
    "id": _is_word,
    "refused": lambda value: value is None or _is_line(value),
    "again": lambda value: type(value) is bool,
    "address": _is_line,
    "port": _is_number,
    "token_hash": _is_line,
    "device": _is_line,
    "speed": _is_number,
}
