"""Bytes of every kind, some of them nearly HTTP: answered in our words or not, and survived."""

import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.adapters.phone.raw import connect, read_all
from tests.adapters.phone.serving import Shop, open_shop

METHODS = (b"GET", b"POST", b"HEAD", b"OPTIONS", b"PUT", b"CONNECT", b"get", b"")
TARGETS = (b"/r", b"/r/erase", b"/n/{token}", b"/n/{token}/agree", b"/n/{token}/story", b"*", b"")
VERSIONS = (b" HTTP/1.1", b" HTTP/1.0", b" HTTP/2", b" HTTP/1.1 x", b"")
HEADERS = (
    b"Host: {host}",
    b"Host: elsewhere.example",
    b"Origin: http://{host}",
    b"Origin: null",
    b"Content-Type: application/json",
    b"Content-Length: 2",
    b"Content-Length: 1025",
    b"Content-Length: -1",
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: chunked, gzip",
    b"Expect: 100-continue",
    b"Connection: Upgrade",
    b"Upgrade: websocket",
    b"Sec-Fetch-Site: cross-site",
    b" folded: over two lines",
    b"no colon",
)
BODIES = (
    *(b"", b"{}", b"2\r\n{}\r\n0\r\n\r\n", b"-1\r\n", b"ffffffffffffffff\r\n", b"{" * 400),
    b'{"csrf": "a", "code": "AAAAAAAAAA"}',
)

small = st.binary(max_size=40)


def nearly(texts: tuple[bytes, ...]) -> st.SearchStrategy[bytes]:
    """One of these, or one with something strange in the middle of it."""
    spoilt = st.tuples(st.sampled_from(texts), small, st.integers(0, 30)).map(
        lambda made: made[0][: made[2]] + made[1] + made[0][made[2] :]
    )
    return st.sampled_from(texts) | spoilt


requests = st.tuples(
    nearly(METHODS),
    nearly(TARGETS),
    nearly(VERSIONS),
    st.lists(nearly(HEADERS), max_size=6),
    nearly(BODIES),
    st.sampled_from((b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r")),
).map(
    lambda made: (
        made[5].join((made[0] + b" " + made[1] + made[2], *made[3])) + 2 * made[5] + made[4]
    )
)
anything = st.lists(requests | st.binary(max_size=200), min_size=1, max_size=4).map(b"".join)

STATUS = re.compile(rb"(?m)^HTTP/1\.1 (\d{3}) ")
OURS = {"200", "304", "400", "403", "404", "405", "410", "413", "415", "421", "429", "431", "501"}
"""What is answered to whoever asks wrongly; 409 would be somebody's yes, and 5xx our fault."""


@dataclass
class Tried:
    """A page with an offer that is good, and the answers that there have been."""

    shop: Shop
    token: str
    answers: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def tried() -> Iterator[Tried]:
    """At the end it is the process that it was, and the offer is as good as ever."""
    with open_shop() as shop:
        made = Tried(shop, shop.offer())
        pid = shop.server.pid
        yield made
        assert (shop.server.pid, shop.server.health.restarts) == (pid, 0)
        assert shop.yeses() == []
        assert shop.desk.wishes == []
        assert shop.agree_unheard(made.token).status == 200
        # Not all of it was refused as soon as it came.
        assert {"200", "400", "404", "405", "421"} <= made.answers


@settings(derandomize=True)
@given(raw=anything)
# Whole requests, whose answers are not cut off: of others' some may be lost on a busy machine.
@example(b"GET /nothing HTTP/1.1\r\nHost: {host}\r\n\r\n")
@example(b"PUT /r HTTP/1.1\r\nHost: {host}\r\n\r\n")
@example(b"GET /r HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n")
@example(b"GET /r HTTP/1.1\r\nHost: {host}\r\n\r\n")
@example(b"no request\r\n\r\n")
def test_no_bytes_end_it_or_come_through_to_the_kiosk(tried: Tried, raw: bytes) -> None:
    raw = raw.replace(b"{host}", tried.shop.host.encode())
    raw = raw.replace(b"{token}", tried.token.encode())
    said = b""
    # It may be cut off before it has said all.
    with connect(tried.shop) as connection, suppress(ConnectionError):
        connection.sendall(raw)
        # Whoever has said all is not waited for.
        connection.shutdown(socket.SHUT_WR)
        said = read_all(connection)
    answers = {status.decode() for status in STATUS.findall(said)}
    assert answers <= OURS
    tried.answers |= answers
    assert said == b"" or b"content-security-policy" in said
    assert b"Traceback" not in said
    assert b"uvicorn" not in said.lower()
