"""What the counter's process may say to the kiosk, and everything else that it may not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.adapters.door.protocol import (
    FROM_PROCESS,
    LONGEST_LINE,
    TO_PROCESS,
    Answer,
    Crossed,
    Down,
    ListenHttp,
    ListenSerial,
    Message,
    Noise,
    Nonsense,
    Pushed,
    ShapeWrong,
    Up,
    packed,
    shaped,
    understood,
)

FROM = [
    Up("127.0.0.1:8470"),
    Down("门口没有线路"),
    Noise(3),
    Crossed(12),
    Pushed(1, 3, at="2026-11-24T14:05Z", id="a"),
    Pushed(2, 2.5, day="2026-11-24", hour="14"),
    Pushed(3, "12", day="2026-11-24", hour=14),
]
TO = [
    Answer(1),
    Answer(2, refused="that is no hour"),
    Answer(3, again=True),
    ListenHttp("127.0.0.1", 8470, "0" * 64),
    ListenSerial("/dev/ttyUSB0", 9600),
]


@pytest.mark.parametrize("message", FROM, ids=repr)
def test_what_the_process_says_is_understood(message: Message) -> None:
    assert understood(packed(message), FROM_PROCESS) == message


@pytest.mark.parametrize("message", TO, ids=repr)
def test_what_the_kiosk_says_is_understood(message: Message) -> None:
    assert understood(packed(message), TO_PROCESS) == message
    with pytest.raises(Nonsense):
        understood(packed(message), FROM_PROCESS)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b'{"say":"Crossed","entered":1}',
        b"[1]\n",
        b"7\n",
        b"{]\n",
        b"[" * 4000 + b"\n",
        b'{"say":"Shout"}\n',
        b'{"say":["Up"]}\n',
        b'{"say":"Answer","number":1}\n',
        b'{"say":"Crossed"}\n',
        b'{"say":"Crossed","entered":1,"face":"x"}\n',
        b'{"say":"Crossed","entered":NaN}\n',
        b'{"say":"Crossed","entered":true}\n',
        b'{"say":"Crossed","entered":99999999999}\n',
        b'{"say":"Up","where":"a\\nb"}\n',
        b'{"say":"Up","where":"' + b"x" * 201 + b'"}\n',
        b'{"say":"Pushed","number":1,"entered":1,"id":""}\n',
        b'{"say":"Pushed","number":1,"entered":1,"id":"' + b"x" * 65 + b'"}\n',
        b'{"say":"Pushed","number":"1","entered":1}\n',
        b'{"say":"Pushed","number":1,"entered":1,"day":20261124}\n',
        b'{"say":"Up","where":"' + b"x" * LONGEST_LINE + b'"}\n',
        b"\xff\xfe\n",
    ],
)
def test_everything_else_is_nonsense_that_is_not_repeated(line: bytes) -> None:
    with pytest.raises(Nonsense) as nonsense:
        understood(line, FROM_PROCESS)
    assert "x" * 20 not in str(nonsense.value)


@given(st.binary(max_size=100))
def test_no_bytes_at_all_are_more_than_nonsense(line: bytes) -> None:
    with pytest.raises(Nonsense):
        understood(line + b"\n", FROM_PROCESS)


def test_nothing_longer_than_a_line_is_said() -> None:
    with pytest.raises(ValueError, match="at most"):
        packed(Down("x" * LONGEST_LINE))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ([], "the body is no JSON object"),
        (None, "the body is no JSON object"),
        ({"at": "2026-11-24T14:05"}, "“entered” is missing"),
        ({"entered": 1}, "it needs “at”, or “day” and “hour”, to say when"),
        ({"entered": 1, "day": "2026-11-24"}, "it needs “at”, or “day” and “hour”, to say when"),
        ({"entered": 1, "at": "x", "hour": 4}, "it needs “at”, or “day” and “hour”, to say when"),
        ({"entered": 1, "at": "x", "left": 4}, "there is no “left”"),
        ({"entered": 1, "at": "x", "\n": 4}, "there is no “·”"),
        ({"entered": 1, "at": 14}, "“at” is not what it can be"),
        ({"entered": [1], "at": "x"}, "“entered” is not what it can be"),
        ({"entered": None, "at": "x"}, "“entered” is not what it can be"),
        ({"entered": 1, "at": "x", "id": 4711}, "“id” is not what it can be"),
        ({"entered": 1, "at": "x", "number": 9}, "there is no “number”"),
    ],
)
def test_a_push_of_another_form_is_told_what_is_wrong(body: object, reason: str) -> None:
    with pytest.raises(ShapeWrong) as wrong:
        shaped(body, 1)
    assert str(wrong.value) == reason


def test_a_push_is_as_the_manual_gives_it() -> None:
    body = json.loads('{"at": "2026-11-24T14:05:00+08:00", "entered": 3, "id": "door-1-004711"}')
    assert shaped(body, 7) == Pushed(7, 3, at="2026-11-24T14:05:00+08:00", id="door-1-004711")
    body = json.loads('{"day": "2026-11-24", "hour": 14, "entered": 3}')
    assert shaped(body, 8) == Pushed(8, 3, day="2026-11-24", hour=14)


@given(
    st.dictionaries(st.sampled_from(["at", "day", "hour", "entered", "id"]), st.text(max_size=99))
)
def test_whatever_is_of_the_form_fits_into_a_line(body: dict[str, str]) -> None:
    if len(json.dumps(body, ensure_ascii=False).encode()) > 1024:
        return
    try:
        pushed = shaped(body, 1)
    except ShapeWrong:
        return
    assert understood(packed(pushed), FROM_PROCESS) == pushed
