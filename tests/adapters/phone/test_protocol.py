"""What kiosk and server say to each other: nothing else passes, and nothing of it is repeated."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.adapters.phone import protocol
from kiosk.adapters.phone.protocol import (
    FROM_PROCESS,
    LONGEST_LINE,
    TO_PROCESS,
    CannotListen,
    Content,
    Listening,
    Message,
    Nonsense,
    Offer,
    Opened,
    RecordAnswer,
    RecordAsked,
    SaidNo,
    SaidYes,
    Told,
    Withdrawn,
    packed,
    told,
    understood,
)
from kiosk.application.phone import Armed, Busy, Done, Ended, Ending, LookingNow
from tests.adapters.phone.serving import PAGES

HASH = "a" * 64

TO: list[Message] = [
    Offer(HASH, 600.0),
    Withdrawn(),
    Told(HASH, "armed", 47, 30.0),
    Told(HASH, "ended", reason="not_me"),
    RecordAnswer(7, "shown", [["Age", "25–34"]]),
]
FROM: list[Message] = [
    Listening("192.168.1.10", 8471, None),
    Listening("192.168.1.10", 8471, "this kernel has no Landlock"),
    CannotListen("nothing can listen at 192.168.1.10:8471 (Address already in use)"),
    Opened(HASH),
    SaidYes(HASH, "zh_CN", HASH),
    SaidNo(HASH),
    RecordAsked(7, "erase", "0123456789", "en"),
    RecordAsked(7, "correct", "0123456789", "en", "65+", "unsaid"),
]


@pytest.mark.parametrize("message", TO, ids=repr)
def test_the_server_understands_the_kiosk(message: Message) -> None:
    assert understood(packed(message), TO_PROCESS) == message


@pytest.mark.parametrize("message", FROM, ids=repr)
def test_the_kiosk_understands_the_server(message: Message) -> None:
    assert understood(packed(message), FROM_PROCESS) == message


def test_the_pages_go_through_whole() -> None:
    first = protocol.content(PAGES, "192.168.1.10", 8471)
    found = understood(packed(first), (Content,))
    assert found == first
    assert isinstance(found, Content)
    assert found.served == PAGES


@pytest.mark.parametrize("message", TO, ids=repr)
def test_what_the_kiosk_says_is_none_of_the_servers_words(message: Message) -> None:
    with pytest.raises(Nonsense):
        understood(packed(message), FROM_PROCESS)


def test_a_host_is_called_by_what_it_is_reached_at() -> None:
    plain = protocol.content(PAGES, "192.168.1.10", 8471)
    named = protocol.content(PAGES, "192.168.1.10", 0, name="a.example", certificate="c", key="k")
    assert plain.origin(8471) == "http://192.168.1.10:8471"
    assert plain.origin(80) == "http://192.168.1.10"
    assert named.origin(8471) == "https://a.example:8471"
    assert named.origin(443) == "https://a.example"


def test_every_story_has_its_words() -> None:
    assert told(HASH, Armed(47, 30.0)) == Told(HASH, "armed", 47, 30.0)
    assert told(HASH, Busy()) == Told(HASH, "busy")
    assert told(HASH, LookingNow()) == Told(HASH, "looking")
    assert told(HASH, Done()) == Told(HASH, "done")
    for ending in Ending:
        said = told(HASH, Ended(ending))
        assert understood(packed(said), TO_PROCESS) == Told(HASH, "ended", reason=ending.value)


def changed(message: Message, **values: object) -> bytes:
    said = json.loads(packed(message)) | values
    return json.dumps(said).encode() + b"\n"


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"null\n",
        b"[]\n",
        b"{}\n",
        b'{"say": "Opened"}\n',
        b'{"say": ["Opened"]}\n',
        packed(Opened(HASH))[:-1],
        packed(Opened(HASH))[:-1] + b" " * LONGEST_LINE + b"\n",
        b"[" * 4000 + b"\n",
        b"\xff\n",
        changed(Opened(HASH), more=1),
        changed(Opened(HASH), token_hash="A" * 64),
        changed(Opened(HASH), token_hash="a" * 63),
        changed(Opened(HASH), token_hash=None),
        changed(Listening("a", 1, None), port="80"),
        changed(Listening("a", 1, None), port=True),
        changed(Listening("a", 1, None), port=65536),
        changed(Listening("a", 1, None), address="a\nb"),
        changed(Listening("a", 1, None), address="a" * 201),
        changed(SaidYes(HASH, "en", HASH), language="../en"),
        changed(RecordAsked(1, "erase", "0" * 10, "en"), wish="steal"),
        changed(RecordAsked(1, "erase", "0" * 10, "en"), code="0" * 11),
        changed(RecordAsked(1, "erase", "0" * 10, "en"), code="o" * 10),
        changed(RecordAsked(1, "erase", "0" * 10, "en"), number=-1),
        changed(RecordAsked(1, "erase", "0" * 10, "en"), number=1.0),
        changed(RecordAsked(1, "erase", "0" * 10, "en"), gender="not_sure"),
        changed(RecordAsked(1, "erase", "0" * 10, "en"), age="1-2"),
    ],
)
def test_nonsense_is_called_that(line: bytes) -> None:
    with pytest.raises(Nonsense):
        understood(line, FROM_PROCESS)


@pytest.mark.parametrize(
    "line",
    [
        changed(Offer(HASH, 1.0), seconds=3601),
        changed(Offer(HASH, 1.0), seconds=True),
        b'{"say": "Offer", "token_hash": "' + b"a" * 64 + b'", "seconds": NaN}\n',
        changed(Told(HASH, "done"), story="waiting"),
        changed(Told(HASH, "done"), reason="because"),
        changed(RecordAnswer(1, "shown", []), lines=[["a"]]),
        changed(RecordAnswer(1, "shown", []), lines=[["a", "b"]] * 13),
        changed(RecordAnswer(1, "shown", []), lines=[["a", 1]]),
        changed(RecordAnswer(1, "shown", []), outcome="odd"),
    ],
)
def test_nonsense_of_the_kiosk_is_called_that(line: bytes) -> None:
    with pytest.raises(Nonsense):
        understood(line, TO_PROCESS)


@pytest.mark.parametrize(
    "pages", [{}, [], {"en": {}}, {"en": {"notice": "a"}}, {"../x": {}}, {"en": None}]
)
def test_pages_that_are_none_are_called_that(pages: object) -> None:
    first = protocol.content(PAGES, "192.168.1.10", 8471)
    with pytest.raises(Nonsense):
        understood(changed(first, pages=pages), (Content,))


def test_a_line_that_is_too_long_is_not_sent() -> None:
    with pytest.raises(ValueError, match="at most"):
        packed(RecordAnswer(1, "shown", [["a" * 200, "ü" * 200]] * 12))


@given(st.binary(max_size=200) | st.text().map(str.encode))
def test_whatever_comes_is_a_message_or_nonsense(line: bytes) -> None:
    with pytest.raises(Nonsense) as caught:
        understood(line + b"\n", FROM_PROCESS)
    assert caught.value.__cause__ is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80),
    lambda each: (
        st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=9), each, max_size=3)
    ),
    max_leaves=6,
)


@given(st.sampled_from([*TO, *FROM]), st.data())
def test_whatever_a_field_holds_is_checked(message: Message, data: st.DataObject) -> None:
    said = json.loads(packed(message))
    name = data.draw(st.sampled_from(sorted(said)))
    said[name] = data.draw(_JSON)
    try:
        found = understood(json.dumps(said).encode() + b"\n", (*TO_PROCESS, *FROM_PROCESS))
    except Nonsense:
        return
    # What passed says the same when it is said again.
    assert understood(packed(found), (type(found),)) == found


def test_no_code_is_in_what_a_traceback_would_show() -> None:
    assert "0123456789" not in repr(RecordAsked(7, "erase", "0123456789", "en"))
