"""What is said arrives as it was said, and everything else is nonsense."""

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.adapters.analysis import protocol
from kiosk.adapters.analysis.protocol import Inbox, Nonsense, from_child, from_parent, packed
from kiosk.domain.estimate import Estimate
from kiosk.domain.states import Hint, WatchFault

WOMAN = Estimate(age=32.5, low=27, high=39, p_woman=0.99, frames=9)
MESSAGES = [
    protocol.Ready(confined=True),
    protocol.Unready(protocol.Refusal.BAD_MODEL, "age-v1.onnx: altered"),
    protocol.Opened(),
    protocol.Frame(0, None),
    protocol.Frame(31, Hint.COME_CLOSER),
    protocol.Estimated(WOMAN),
    *(protocol.Failed(fault) for fault in sorted(protocol.SAID_BY_CHILD, key=str)),
]


def unpacked(sent: bytes) -> bytes:
    (body,) = Inbox().bodies(sent)
    return body


@pytest.mark.parametrize("message", MESSAGES, ids=repr)
def test_what_the_child_says_arrives(message: protocol.FromChild) -> None:
    assert from_child(unpacked(packed(message))) == message


def test_what_the_parent_says_arrives() -> None:
    look = protocol.Look(seconds=8.0, deadline=123456.75)
    assert from_parent(unpacked(packed(look))) == look


@given(st.floats(0, 100), st.floats(0, 1), st.integers(0, 100), st.integers(1, 10_000))
def test_an_estimate_arrives_to_the_last_bit(
    age: float, p_woman: float, low: int, frames: int
) -> None:
    said = protocol.Estimated(Estimate(age, low, 100, p_woman, frames))
    assert from_child(unpacked(packed(said))) == said


def estimated(**changes: Any) -> dict[str, Any]:
    said = {"say": "estimated", "age": 30, "low": 25, "high": 35, "p_woman": 0.5, "frames": 9}
    return said | changes


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"say": None},
        {"say": ["ready"]},
        {"say": "look", "seconds": 8, "deadline": 1},
        {"say": "ready"},
        {"say": "ready", "confined": 1},
        {"say": "ready", "confined": True, "more": 1},
        {"say": "unready", "refusal": "tired", "detail": ""},
        {"say": "unready", "refusal": "bad model", "detail": "two\nlines"},
        {"say": "unready", "refusal": "bad model", "detail": "a" * 201},
        {"say": "unready", "refusal": "bad model", "detail": "é"},
        {"say": "opened", "picture": "..."},
        {"say": "frame", "number": 1},
        {"say": "frame", "number": -1, "hint": None},
        {"say": "frame", "number": True, "hint": None},
        {"say": "frame", "number": 1.0, "hint": None},
        {"say": "frame", "number": 10**9, "hint": None},
        {"say": "frame", "number": 1, "hint": "smile"},
        {"say": "frame", "number": 1, "hint": ["good"]},
        {"say": "frame", "number": 1, "hint": {}},
        {"say": "failed", "fault": "child ended"},
        {"say": "failed", "fault": "out of time"},
        {"say": "failed", "fault": 0},
        estimated(age=-0.1),
        estimated(age=100.1),
        estimated(age="30"),
        estimated(age=True),
        estimated(age=None),
        estimated(low=36),
        estimated(low=25.0),
        estimated(high=101),
        estimated(p_woman=1.001),
        estimated(frames=0),
        estimated(name="Eileen"),
        [],
        "ready",
        7,
        None,
    ],
    ids=repr,
)
def test_anything_else_from_the_child_is_nonsense(said: object) -> None:
    with pytest.raises(Nonsense):
        from_child(json.dumps(said).encode("utf-8"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"say":"ready","confined":true}x',
        b'{"say":"ready","say":"ready","confined":true}',
        b'{"say":"estimated","age":NaN,"low":25,"high":35,"p_woman":0.5,"frames":9}',
        b'{"say":"estimated","age":1e999,"low":25,"high":35,"p_woman":0.5,"frames":9}',
        b'{"say":"estimated","age":-Infinity,"low":25,"high":35,"p_woman":0.5,"frames":9}',
        b'{"say":"frame","number":' + b"9" * 4000 + b',"hint":null}',
        b"[" * 4096,
        b'{"say":' * 500,
        b"x" * 4097,
    ],
    ids=lambda body: repr(body[:40]),
)
def test_what_is_not_such_json_is_nonsense(body: bytes) -> None:
    with pytest.raises(Nonsense):
        from_child(body)


@pytest.mark.parametrize(
    "said",
    [
        {"say": "ready", "confined": True},
        {"say": "look"},
        {"say": "look", "seconds": 0, "deadline": 1.0},
        {"say": "look", "seconds": 61, "deadline": 1.0},
        {"say": "look", "seconds": 8, "deadline": -1},
        {"say": "look", "seconds": 8, "deadline": 1, "path": "/dev/video0"},
    ],
    ids=repr,
)
def test_the_child_understands_nothing_but_look(said: object) -> None:
    with pytest.raises(Nonsense):
        from_parent(json.dumps(said).encode("ascii"))


def test_nonsense_repeats_nothing_of_what_was_said() -> None:
    with pytest.raises(Nonsense) as met:
        from_child(b'{"say":"a face in base64"}')
    assert "base64" not in str(met.value)


@given(st.binary(max_size=600))
def test_no_bytes_do_anything_but_nonsense(sent: bytes) -> None:
    try:
        for body in Inbox().bodies(sent):
            from_child(body)
    except Nonsense:
        pass


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 101),
    st.floats(),
    st.sampled_from(["good", "camera lost", "bad model", ""]),
    st.lists(st.integers(), max_size=2),
)
WORDS = st.sampled_from(["ready", "unready", "opened", "frame", "estimated", "failed", "look"])
KINDS = (*map(type, MESSAGES), Estimate)
FIELDS = st.sampled_from(sorted({field.name for kind in KINDS for field in fields(kind)}))


@given(WORDS, st.dictionaries(FIELDS, VALUES, max_size=6))
def test_no_fields_do_anything_but_a_message_or_nonsense(
    say: str, fields: dict[str, object]
) -> None:
    body = json.dumps({"say": say} | fields).encode("ascii")
    try:
        message = from_child(body)
    except Nonsense:
        return
    assert from_child(unpacked(packed(message))) == message


@given(st.lists(st.sampled_from(MESSAGES), max_size=6), st.data())
def test_a_pipe_may_cut_messages_anywhere(
    said: list[protocol.FromChild], data: st.DataObject
) -> None:
    sent = b"".join(map(packed, said))
    inbox = Inbox()
    heard: list[protocol.FromChild] = []
    while sent:
        cut = data.draw(st.integers(1, len(sent)))
        heard += map(from_child, inbox.bodies(sent[:cut]))
        sent = sent[cut:]
    assert heard == said


def test_a_message_that_would_be_too_long_is_known_by_its_first_four_bytes() -> None:
    with pytest.raises(Nonsense, match="4097"):
        list(Inbox().bodies((4097).to_bytes(4, "big")))


def test_a_detail_is_made_printable_and_short() -> None:
    said = protocol.Unready(protocol.Refusal.BAD_MODEL, "größer\n" + "x" * 300)
    heard = from_child(unpacked(packed(said)))
    assert isinstance(heard, protocol.Unready)
    assert heard.detail == "gr??er?" + "x" * 193


def test_only_the_child_names_what_only_it_can_see() -> None:
    named_by_parent = set(WatchFault) - protocol.SAID_BY_CHILD
    assert {fault.name for fault in named_by_parent} == {
        "OUT_OF_TIME", "CHILD_ENDED", "CHILD_SILENT", "CHILD_NONSENSE",
        "NOT_READY", "GRANT_EXPIRED", "STORE_FAILED",
    }  # fmt: skip
