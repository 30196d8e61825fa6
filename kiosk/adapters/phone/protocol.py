"""What the phone page's process and the kiosk say to each other: JSON, a line each, nothing else.

The kiosk believes none of it: a line that is too long, or that is not exactly one of these, ends
the process. Only the first line to the process, with the pages, may be long.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from kiosk.adapters.phone.fields import CHECKS
from kiosk.application.phone import (
    Armed,
    Busy,
    Done,
    Ended,
    LanguagePages,
    LookingNow,
    Pages,
    Story,
)

SERVER_ARGUMENT: Final = "phone-server"
"""By this the program knows that it is to be the page's process and not the kiosk."""

LONGEST_LINE: Final = 4096
LONGEST_CONTENT: Final = 4 * 1024 * 1024


class Nonsense(Exception):
    """The other side said what it cannot have meant: it is not listened to any further."""


# To the process -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Content:
    """The first line: where to listen, by which name, and all that is ever shown.

    ``name`` is what browsers have to call it by; without one it is the address. ``certificate``
    and ``key`` are paths of PEM files, or both None, and then it speaks plain HTTP.
    """

    address: str
    port: int
    name: str | None
    certificate: str | None
    key: str | None
    pages: dict[str, dict[str, str]]
    style: str
    script: str

    @property
    def is_secret(self) -> bool:
        """True where nobody on the way can read along."""
        return self.certificate is not None

    def host(self, port: int) -> str:
        """What stands in a request's Host, where it listens at this port."""
        default = 443 if self.is_secret else 80
        called = self.name or self.address
        return called if port == default else f"{called}:{port}"

    def origin(self, port: int) -> str:
        return f"{'https' if self.is_secret else 'http'}://{self.host(port)}"

    @property
    def served(self) -> Pages:
        languages = {tag: LanguagePages(**each) for tag, each in self.pages.items()}
        return Pages(languages, self.style, self.script)


@dataclass(frozen=True, slots=True)
class Offer:
    """The one token that is good from now on, by its hash, for so many seconds."""

    token_hash: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """No token is good."""


@dataclass(frozen=True, slots=True)
class Told:
    """The kiosk's side of the story, for the phone that spent this offer."""

    token_hash: str
    story: str
    number: int = 0
    seconds: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RecordAnswer:
    """What came of a wish, by its ``number``."""

    number: int
    outcome: str
    lines: list[list[str]]


# From the process -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listening:
    """It can be reached at this address; ``confined`` is None, or says why it is not."""

    address: str
    port: int
    unconfined: str | None


@dataclass(frozen=True, slots=True)
class CannotListen:
    """It cannot; ``why`` is printable. The process ends."""

    why: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The page of this offer was fetched for the first time."""

    token_hash: str


@dataclass(frozen=True, slots=True)
class SaidYes:
    token_hash: str
    language: str
    notice_hash: str


@dataclass(frozen=True, slots=True)
class SaidNo:
    token_hash: str


@dataclass(frozen=True, slots=True)
class RecordAsked:
    """Somebody with a code wants something done, and waits for the RecordAnswer."""

    number: int
    wish: str
    code: str
    language: str
    age: str | None = None
    gender: str | None = None

    def __repr__(self) -> str:
        # No traceback may ever hold a code.
        return f"RecordAsked({self.number})"


Message = (
    Content
    | Offer
    | Withdrawn
    | Told
    | RecordAnswer
    | Listening
    | CannotListen
    | Opened
    | SaidYes
    | SaidNo
    | RecordAsked
)
FROM_PROCESS: Final = (Listening, CannotListen, Opened, SaidYes, SaidNo, RecordAsked)
TO_PROCESS: Final = (Offer, Withdrawn, Told, RecordAnswer)


def packed(message: Message) -> bytes:
    """The message as a line. Raises ValueError for one that is too long."""
    said = {"say": type(message).__name__} | asdict(message)
    line = json.dumps(said, ensure_ascii=True, allow_nan=False).encode() + b"\n"
    longest = LONGEST_CONTENT if isinstance(message, Content) else LONGEST_LINE
    if len(line) > longest:
        raise ValueError(f"a message has at most {longest} bytes")
    return line


def understood(untrusted_line: bytes, allowed: tuple[type[Message], ...]) -> Message:
    """What a line says. Raises Nonsense, whose text repeats none of it."""
    longest = LONGEST_CONTENT if Content in allowed else LONGEST_LINE
    if len(untrusted_line) > longest or not untrusted_line.endswith(b"\n"):
        raise Nonsense("a line without an end")
    try:
        said = json.loads(untrusted_line, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Nonsense("a line that is no JSON") from None
    if not isinstance(said, dict):
        raise Nonsense("a line that is no object")
    kind = next((each for each in allowed if each.__name__ == said.get("say")), None)
    if kind is None:
        raise Nonsense("a message that there is not")
    return _checked(kind, {name: value for name, value in said.items() if name != "say"})


def told(token_hash: str, story: Story) -> Told:
    """The story as it goes through the pipe."""
    match story:
        case Armed(number, seconds):
            return Told(token_hash, "armed", number=number, seconds=seconds)
        case Busy():
            return Told(token_hash, "busy")
        case LookingNow():
            return Told(token_hash, "looking")
        case Done():
            return Told(token_hash, "done")
        case Ended(ending):
            return Told(token_hash, "ended", reason=ending.value)


def content(
    pages: Pages,
    address: str,
    port: int,
    *,
    name: str | None = None,
    certificate: str | None = None,
    key: str | None = None,
) -> Content:
    """The first line, made of the pages and the settings; port 0 is any that is free."""
    return Content(
        address,
        port,
        name,
        certificate,
        key,
        {tag: asdict(each) for tag, each in pages.languages.items()},
        pages.style,
        pages.script,
    )


def _no_constant(_name: str) -> object:
    raise ValueError("NaN and infinity are no JSON")


def _checked(kind: type[Message], said: Mapping[str, Any]) -> Message:
    if said.keys() != {each.name for each in fields(kind)}:
        raise Nonsense("other fields than this kind of message has")
    for name, value in said.items():
        if not CHECKS[name](value):
            raise Nonsense(f"“{name}” is not what it can be")
    return kind(**said)
