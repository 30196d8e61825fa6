"""What parent and child may say to each other: a length and a small JSON object, nothing else.

A message is four bytes of length, most significant first, and at most 4,096 bytes of JSON with
the key ``say`` and exactly the fields of its kind. Whatever is not such a message is Nonsense.
"""

from __future__ import annotations

import enum
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Final, TypeVar

from kiosk.domain.estimate import Estimate
from kiosk.domain.states import Hint, WatchFault

LARGEST: Final = 4096
_LENGTH_BYTES: Final = 4
_LONGEST_DETAIL: Final = 200
_LONGEST_LOOK: Final = 60.0


class Nonsense(Exception):
    """The other side said what it cannot have meant: it is not listened to any further."""


class Refusal(enum.Enum):
    """Why a child will never look: said instead of Ready."""

    NOT_CONFINED = "not confined"
    BAD_MODEL = "bad model"


@dataclass(frozen=True, slots=True)
class Ready:
    """The child is warm, ``confined`` or not, and has opened nothing."""

    confined: bool


@dataclass(frozen=True, slots=True)
class Unready:
    """The child is about to end; ``detail`` is printable and about the machine, never a visitor."""

    refusal: Refusal
    detail: str


@dataclass(frozen=True, slots=True)
class Look:
    """Read the camera that comes with this, for at most ``seconds``; not after ``deadline``
    (monotonic)."""

    seconds: float
    deadline: float


@dataclass(frozen=True, slots=True)
class Opened:
    """The camera is open."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A sign of life while looking: how many frames so far, and what the visitor could do."""

    number: int
    hint: Hint | None


@dataclass(frozen=True, slots=True)
class Estimated:
    """The look is over and the camera closed."""

    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Failed:
    """The look is over, the camera closed, and there is nothing to say about the visitor."""

    fault: WatchFault


FromChild = Ready | Unready | Opened | Frame | Estimated | Failed

SAID_BY_CHILD: Final = frozenset(
    {
        WatchFault.CAMERA_LOST,
        WatchFault.CAMERA_UNAVAILABLE,
        WatchFault.BLACK_FRAMES,
        WatchFault.FROZEN_FRAMES,
        WatchFault.NO_CLEAR_FACE,
        WatchFault.FACE_LEFT,
    }
)
"""The faults that only the child can see; the others are the parent's to name."""


def packed(message: FromChild | Look) -> bytes:
    """The message as it goes through the pipe. Raises ValueError if it is over 4,096 bytes."""
    body = json.dumps(_said(message), allow_nan=False).encode("ascii")
    if len(body) > LARGEST:
        raise ValueError("a message has at most 4,096 bytes")
    return len(body).to_bytes(_LENGTH_BYTES, "big") + body


class Inbox:
    """Cuts what comes through a pipe into messages, and keeps no more than one unfinished."""

    def __init__(self) -> None:
        self._untrusted_rest = bytearray()

    def bodies(self, untrusted_bytes: bytes) -> Iterator[bytes]:
        """Yield every whole body; raises Nonsense as soon as a length is over the limit."""
        self._untrusted_rest += untrusted_bytes
        while len(self._untrusted_rest) >= _LENGTH_BYTES:
            length = int.from_bytes(self._untrusted_rest[:_LENGTH_BYTES], "big")
            if length > LARGEST:
                raise Nonsense(f"a message of {length} bytes")
            end = _LENGTH_BYTES + length
            if len(self._untrusted_rest) < end:
                return
            body = bytes(self._untrusted_rest[_LENGTH_BYTES:end])
            del self._untrusted_rest[:end]
            yield body


def from_child(untrusted_body: bytes) -> FromChild:
    """What the child said. Raises Nonsense, whose text never repeats any of it."""
    say, said = _object(untrusted_body)
    match say:
        case "ready":
            _exactly(said, "confined")
            return Ready(_truth(said["confined"]))
        case "unready":
            _exactly(said, "refusal", "detail")
            return Unready(_one_of(Refusal, said["refusal"]), _line(said["detail"]))
        case "opened":
            _exactly(said)
            return Opened()
        case "frame":
            _exactly(said, "number", "hint")
            hint = None if said["hint"] is None else _one_of(Hint, said["hint"])
            return Frame(_whole(said["number"], 0, 1_000_000), hint)
        case "estimated":
            return Estimated(_estimate(said))
        case "failed":
            _exactly(said, "fault")
            fault = _one_of(WatchFault, said["fault"])
            if fault not in SAID_BY_CHILD:
                raise Nonsense("a fault that is not the child's to name")
            return Failed(fault)
        case _:
            raise Nonsense("an unknown kind of message")


def from_parent(untrusted_body: bytes) -> Look:
    """What the parent said, which can only be one thing. Raises Nonsense."""
    say, said = _object(untrusted_body)
    if say != "look":
        raise Nonsense("an unknown kind of message")
    _exactly(said, "seconds", "deadline")
    return Look(
        _number(said["seconds"], 0.1, _LONGEST_LOOK),
        _number(said["deadline"], 0.0, float(2**53)),
    )


def _said(message: FromChild | Look) -> dict[str, object]:
    match message:
        case Ready(confined):
            return {"say": "ready", "confined": confined}
        case Unready(refusal, detail):
            return {"say": "unready", "refusal": refusal.value, "detail": printable(detail)}
        case Opened():
            return {"say": "opened"}
        case Frame(number, hint):
            return {"say": "frame", "number": number, "hint": hint and hint.value}
        case Estimated(estimate):
            said = {field.name: getattr(estimate, field.name) for field in fields(Estimate)}
            return {"say": "estimated", **said}
        case Failed(fault):
            return {"say": "failed", "fault": fault.value}
        case Look(seconds, deadline):
            return {"say": "look", "seconds": seconds, "deadline": deadline}


def printable(text: str) -> str:
    """At most 200 printable ASCII characters of ``text``, on one line."""
    return "".join(sign if " " <= sign <= "~" else "?" for sign in text[:_LONGEST_DETAIL])


def _estimate(said: Mapping[str, object]) -> Estimate:
    _exactly(said, "age", "low", "high", "p_woman", "frames")
    low, high = _whole(said["low"], 0, 100), _whole(said["high"], 0, 100)
    if low > high:
        raise Nonsense("a range that ends before it begins")
    return Estimate(
        age=_number(said["age"], 0.0, 100.0),
        low=low,
        high=high,
        p_woman=_number(said["p_woman"], 0.0, 1.0),
        frames=_whole(said["frames"], 1, 10_000),
    )


def _object(untrusted_body: bytes) -> tuple[object, dict[str, object]]:
    if len(untrusted_body) > LARGEST:
        raise Nonsense(f"a message of {len(untrusted_body)} bytes")
    try:
        said = json.loads(
            untrusted_body.decode("ascii"),
            parse_constant=_no_constant,
            object_pairs_hook=_no_key_twice,
        )
    except (ValueError, RecursionError):
        raise Nonsense("not JSON") from None
    if not isinstance(said, dict):
        raise Nonsense("not an object")
    return said.pop("say", None), said


def _no_constant(_name: str) -> object:
    raise ValueError("NaN and infinity are no JSON")


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    said = dict(pairs)
    if len(said) != len(pairs):
        raise ValueError("a key twice")
    return said


def _exactly(said: Mapping[str, object], *names: str) -> None:
    if said.keys() != set(names):
        raise Nonsense("other fields than this kind of message has")


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise Nonsense("neither true nor false")
    return value


def _whole(value: object, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Nonsense("not a whole number of the range")
    return value


def _number(value: object, least: float, most: float) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Nonsense("not a number")
    if not least <= value <= most or not math.isfinite(value):
        raise Nonsense("not a number of the range")
    return float(value)


def _line(value: object) -> str:
    if not isinstance(value, str) or printable(value) != value:
        raise Nonsense("not one short printable line")
    return value


_E = TypeVar("_E", bound=enum.Enum)


def _one_of(kinds: type[_E], value: object) -> _E:
    for kind in kinds:
        if kind.value == value and isinstance(value, str):
            return kind
    raise Nonsense("not one of the words for it")
