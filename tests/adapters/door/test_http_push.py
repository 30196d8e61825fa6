"""The server that counts are pushed to, with real sockets: honest ones, slow ones, garbage."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from kiosk.adapters.door import http_push
from kiosk.adapters.door.patience import MOST_CONNECTIONS, MOST_OF_ONE
from kiosk.adapters.door.protocol import Answer, Pushed
from tests.adapters.door.http import (
    TOKEN,
    Served,
    connect,
    read_all,
    reply_of,
    request,
    send,
    served,
)

GOOD = {"at": "2026-11-24T14:05:00+08:00", "entered": 3, "id": "door-1"}


@pytest.fixture
def server() -> Iterator[Served]:
    with served() as made:
        yield made


def test_a_count_is_taken(server: Served) -> None:
    reply = send(server.address, request(GOOD))
    assert (reply.status, reply.body) == (202, {"taken": True})
    assert server.pushed == [Pushed(1, 3, at=GOOD["at"], id="door-1")]  # pyright: ignore


def test_the_scheme_may_be_written_small(server: Served) -> None:
    raw = request(GOOD).replace(b"Bearer", b"bearer")
    assert send(server.address, raw).status == 202


def test_a_count_that_was_taken_before_is_said(server: Served) -> None:
    server.answer = Answer(1, again=True)
    reply = send(server.address, request(GOOD))
    assert (reply.status, reply.body) == (200, {"taken": True, "again": True})


def test_a_count_that_cannot_be_right_has_its_reason(server: Served) -> None:
    server.answer = Answer(1, refused="2026-11-24 from 15:00 has not come yet")
    reply = send(server.address, request(GOOD))
    assert reply.status == 422
    assert reply.body == {"taken": False, "reason": "2026-11-24 from 15:00 has not come yet"}


def test_without_an_answer_it_is_to_be_sent_again(server: Served) -> None:
    server.answer = None
    reply = send(server.address, request(GOOD))
    assert reply.status == 503
    assert "send it again" in reply.body["reason"]


def test_nothing_says_who_answers(server: Served) -> None:
    for raw in (request(GOOD), request(GOOD, token=None), request(GOOD, path="/"), b"?\r\n\r\n"):
        with connect(server.address) as connection:
            connection.sendall(raw)
            said = read_all(connection).decode().lower()
        assert "server:" not in said
        assert "date:" not in said
        assert "python" not in said


def test_no_answer_may_be_kept_and_every_connection_is_closed(server: Served) -> None:
    with connect(server.address) as connection:
        connection.sendall(request(GOOD) + request(GOOD))
        reply = reply_of(read_all(connection))
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["Connection"] == "close"
    assert len(server.pushed) == 1


@pytest.mark.parametrize("token", [None, "", "a", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "é"])
def test_without_the_token_nothing_is_told(server: Served, token: str | None) -> None:
    for path, method in (("/entered", "POST"), ("/elsewhere", "POST"), ("/entered", "GET")):
        reply = send(server.address, request(GOOD, token=token, path=path, method=method))
        assert reply.status == 401
        assert reply.headers["WWW-Authenticate"] == "Bearer"
        assert reply.body == {"taken": False, "reason": "the token is missing or another"}
    assert server.pushed == []


@pytest.mark.parametrize(
    "header",
    [
        f"Authorization: Basic {TOKEN}\r\n",
        f"Authorization: {TOKEN}\r\n",
        f"Authorization: Bearer {TOKEN}\r\nAuthorization: Bearer {TOKEN}\r\n",
        f"Authorization: Bearer x\r\nAuthorization: Bearer {TOKEN}\r\n",
    ],
)
def test_the_token_comes_once_and_as_a_bearers(server: Served, header: str) -> None:
    assert send(server.address, request(GOOD, token=None, more=header)).status == 401


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (request(GOOD, path="/"), 404),
        (request(GOOD, path="/entered/"), 404),
        (request(GOOD, path="/entered?x=1"), 404),
        (request(GOOD, method="GET"), 405),
        (request(GOOD, method="PUT"), 405),
        (request(GOOD, method="OPTIONS"), 405),
        (request(GOOD, method="BREW"), 501),
        (request(GOOD, length=None), 411),
        (request(GOOD, more="Transfer-Encoding: chunked\r\n"), 411),
        (request(GOOD, length="-1"), 400),
        (request(GOOD, length="+5"), 400),
        (request(GOOD, length="five"), 400),
        (request(GOOD, length="²"), 400),
        (request(GOOD, more="Content-Length: 3\r\n"), 400),
        (request(GOOD, length="1025"), 413),
        (request(GOOD, length="9" * 30), 413),
        (request(b" " * 2000), 413),
        (request(b""), 400),
        (request(b"{"), 400),
        (request(b"\xff\xfe"), 400),
        (request(b"[" * 1000), 400),
        (request([1]), 400),
        (request({"entered": 1}), 400),
        (request({**GOOD, "face": "x"}), 400),
        (request(GOOD, more="x" * 20_000), 431),
        (request(GOOD, more="".join(f"X-{n}: y\r\n" for n in range(200))), 431),
        (b"GET / HTTP/9.9\r\n\r\n", 505),
        (b"POST /entered HTTP/1.1 please\r\n\r\n", 400),
    ],
)
def test_what_is_no_count_is_refused_with_a_reason(server: Served, raw: bytes, status: int) -> None:
    with connect(server.address) as connection:
        connection.sendall(raw)
        reply = reply_of(read_all(connection))
    assert reply.status == status
    assert reply.body["taken"] is False
    assert reply.body["reason"]
    assert server.pushed == []
    assert send(server.address, request(GOOD)).status == 202


def test_a_head_request_gets_no_body(server: Served) -> None:
    with connect(server.address) as connection:
        connection.sendall(request(None, method="HEAD"))
        head, _, body = read_all(connection).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 405 ")
    assert body == b""


def test_whoever_asks_whether_to_go_on_is_told_to(server: Served) -> None:
    raw = request(GOOD, more="Expect: 100-continue\r\n")
    head, _, body = raw.partition(b"\r\n\r\n")
    with connect(server.address) as connection:
        connection.sendall(head + b"\r\n\r\n")
        assert connection.recv(4096).startswith(b"HTTP/1.1 100 ")
        connection.sendall(body)
        assert reply_of(read_all(connection)).status == 202


def test_a_long_body_that_is_refused_does_not_swallow_the_reason(server: Served) -> None:
    for _ in range(20):
        reply = send(server.address, request(b"x" * 30_000))
        assert reply.status == 413


@pytest.mark.parametrize(
    "garbage",
    [b"\x00" * 100, b"\x16\x03\x01\x02\x00\x01\x00", b"\r\n" * 50, b"A" * 70_000, b"GET\r\n\r\n"],
    ids=range(5),
)
def test_garbage_does_no_harm(server: Served, garbage: bytes) -> None:
    with connect(server.address) as connection:
        connection.sendall(garbage)
        connection.shutdown(socket.SHUT_WR)
        # More may have been sent than anybody wanted to read.
        with suppress(ConnectionResetError):
            read_all(connection)
    assert send(server.address, request(GOOD)).status == 202


def test_whoever_is_slow_is_left(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_push, "REQUEST_SECONDS", 0.3)
    raw = request(GOOD)
    for begun in (b"", b"POST", raw[: raw.index(b"\r\n\r\n")], raw[:-5]):
        with connect(server.address) as connection:
            connection.sendall(begun)
            # Closed by the server, without a word or with one.
            assert b"202" not in read_all(connection)
    assert server.pushed == []


def test_whoever_sends_a_byte_now_and_then_is_left_too(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_push, "REQUEST_SECONDS", 0.3)
    ended = threading.Event()
    with connect(server.address) as connection:

        def drip() -> None:
            # Each byte in good time, and never an end.
            try:
                while not ended.wait(0.02):
                    connection.sendall(b"x")
            except OSError:
                pass

        dripping = threading.Thread(target=drip)
        dripping.start()
        try:
            assert connection.recv(4096) == b""
        except ConnectionResetError:
            pass
        finally:
            ended.set()
            dripping.join()
    assert send(server.address, request(GOOD)).status == 202


def test_slow_ones_do_not_keep_an_honest_one_out(server: Served) -> None:
    slow = [connect(server.address) for _ in range(2 * MOST_OF_ONE)]
    try:
        for connection in slow:
            connection.sendall(b"POST /entered HTTP/1.1\r\n")
        assert send(server.address, request(GOOD)).status == 202
        # The oldest was dropped for it.
        assert slow[0].recv(10) == b""
    finally:
        for connection in slow:
            connection.close()


def test_not_even_when_they_come_from_everywhere(server: Served) -> None:
    slow: list[socket.socket] = []
    try:
        for number in range(MOST_CONNECTIONS + 10):
            connection = socket.socket()
            connection.settimeout(20)
            connection.bind((f"127.0.0.{2 + number}", 0))
            connection.connect(server.address)
            slow.append(connection)
            connection.sendall(b"POST")
        for _ in range(20):
            assert send(server.address, request(GOOD)).status == 202
        assert slow[0].recv(10) == b""
    finally:
        for connection in slow:
            connection.close()


def test_whoever_does_not_wait_for_the_answer_does_no_harm(server: Served) -> None:
    for _ in range(20):
        with connect(server.address) as connection:
            connection.sendall(request(GOOD))
            # With an RST instead of a goodbye.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    assert send(server.address, request(GOOD)).status == 202


def test_many_at_once_are_each_counted_once(server: Served) -> None:
    statuses: list[int] = []

    def push(number: int) -> None:
        body = {**GOOD, "id": f"{number}"}
        statuses.append(send(server.address, request(json.dumps(body).encode())).status)

    for _ in range(10):
        pushing = [threading.Thread(target=push, args=(number,)) for number in range(MOST_OF_ONE)]
        for each in pushing:
            each.start()
        for each in pushing:
            each.join()
    assert statuses == [202] * 10 * MOST_OF_ONE
    assert len({pushed.number for pushed in server.pushed}) == 10 * MOST_OF_ONE


def test_a_taken_port_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(OSError):
        http_push.PushServer("127.0.0.1", other.getsockname()[1], "", lambda pushed: None)


def test_it_listens_at_its_address_alone(server: Served) -> None:
    with pytest.raises(ConnectionRefusedError):
        connect(("127.0.0.77", server.address[1]))
