"""Those who never finish: they cost the honest nothing, and each of them five seconds at most."""

import itertools
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from kiosk.adapters.phone.guests import MOST, MOST_OF_ONE
from kiosk.application.phone import LanguagePages, Pages
from tests.adapters.phone.raw import addresses, connect, head, read_all
from tests.adapters.phone.serving import EN, PAGES, PATIENCE, Shop, open_shop, rendered

pytestmark = pytest.mark.alone

SLOW = 1000
HONEST = 24
STARTS = (b"", b"GET", b"GET /r HTTP/1.1\r\nX-a: ", b"POST /r/erase HTTP/1.1\r\nHost: ")


@pytest.fixture
def shop() -> Iterator[Shop]:
    with open_shop() as made:
        yield made


class Crowd:
    """Slow ones that come back whenever they are dropped, and send a byte each time round."""

    def __init__(self, shop: Shop, of: list[str]) -> None:
        self._shop = shop
        self._open: list[socket.socket] = []
        self._of = of
        self.came = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._press_on)

    def __enter__(self) -> "Crowd":
        for of, start in zip(self._of, itertools.cycle(STARTS), strict=False):
            self._open.append(self._one(of, start))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        for each in self._open:
            each.close()

    def _one(self, of: str, start: bytes) -> socket.socket:
        made = connect(self._shop, of)
        # It may have been dropped already.
        with suppress(OSError):
            made.sendall(start)
        made.setblocking(False)
        self.came += 1
        return made

    def _press_on(self) -> None:
        while not self._stop.wait(0.02):
            for place, each in enumerate(self._open):
                if self._stop.is_set():
                    return
                try:
                    each.send(b"b")
                    continue
                except BlockingIOError:
                    continue
                except OSError:
                    pass
                each.close()
                with suppress(OSError):
                    self._open[place] = self._one(self._of[place], STARTS[2])


@pytest.mark.parametrize("spread", [1, 20, SLOW])
def test_the_honest_are_answered_beside_a_thousand_slow_ones(shop: Shop, spread: int) -> None:
    few = list(itertools.islice(addresses(), spread))
    token = shop.offer()
    pid = shop.server.pid
    with Crowd(shop, [few[number % spread] for number in range(SLOW)]) as crowd:
        replies = [shop.get(f"/n/{token}", of=f"127.0.4.{n + 1}") for n in range(HONEST)]
        assert crowd.came >= SLOW
    assert [reply.status for reply in replies] == [200] * HONEST
    assert shop.server.pid == pid


@pytest.mark.parametrize("spread", [1, 30])
def test_the_honest_are_answered_beside_a_flood(shop: Shop, spread: int) -> None:
    """Sixteen requests at once over each of six connections of each address, again and again."""
    token = shop.offer()
    few = list(itertools.islice(addresses(), spread))
    with subprocess.Popen(
        [sys.executable, "-m", "tests.adapters.phone.flooding", str(shop.port), shop.host, *few],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as flood:
        assert flood.stdin and flood.stdout
        assert flood.stdout.readline() == "flooding\n"
        replies = [shop.get(f"/n/{token}", of=f"127.0.4.{n + 1}") for n in range(HONEST)]
        flood.stdin.close()
        asked = int(flood.stdout.readline())
    assert [reply.status for reply in replies] == [200] * HONEST
    assert asked > HONEST


def test_of_one_address_the_oldest_goes(shop: Shop) -> None:
    with ExitStack() as opened:
        made = [opened.enter_context(connect(shop, "127.0.5.1")) for _ in range(MOST_OF_ONE)]
        other = opened.enter_context(connect(shop, "127.0.5.2"))
        last = opened.enter_context(connect(shop, "127.0.5.1"))
        assert read_all(made[0]) == b""
        for each in (*made[1:], last, other):
            each.sendall(head(shop, "Connection: close"))
            assert read_all(each).startswith(b"HTTP/1.1 200 ")


def test_of_all_the_oldest_goes(shop: Shop) -> None:
    with ExitStack() as opened:
        made = [
            opened.enter_context(connect(shop, of)) for of in itertools.islice(addresses(), MOST)
        ]
        last = opened.enter_context(connect(shop, "127.0.5.3"))
        assert read_all(made[0]) == b""
        for each in (made[1], last):
            each.sendall(head(shop, "Connection: close"))
            assert read_all(each).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"GET /r HTT",
        b"GET /r HTTP/1.1\r\nHost: {host}\r\n",
        b"POST /r/erase HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
        b"Origin: http://{host}\r\nContent-Length: 40\r\n\r\n{",
    ],
)
def test_whoever_does_not_finish_is_left(shop: Shop, raw: bytes) -> None:
    with connect(shop) as connection:
        if raw:
            connection.sendall(raw.replace(b"{host}", shop.host.encode()))
        assert read_all(connection) == b""


def test_bytes_now_and_then_win_no_time(shop: Shop) -> None:
    sent = 0
    with connect(shop) as connection:
        connection.settimeout(0.25)
        with suppress(ConnectionError):
            for letter in itertools.cycle(b"GET /r HTTP/1.1 "):
                connection.send(bytes([letter]))
                sent += 1
                assert sent < PATIENCE / 0.25
                try:
                    if connection.recv(1) == b"":
                        break
                except TimeoutError:
                    continue
    assert sent


def test_whoever_asked_once_and_stays_is_left_as_well(shop: Shop) -> None:
    with connect(shop) as connection:
        connection.sendall(head(shop))
        assert read_all(connection).count(b"HTTP/1.1 200 ") == 1


def test_many_requests_go_over_one_connection(shop: Shop) -> None:
    with connect(shop) as connection:
        connection.sendall(head(shop) * 30 + head(shop, "Connection: close"))
        assert read_all(connection).count(b"HTTP/1.1 200 ") == 31


def test_an_answer_that_is_not_taken_is_given_up() -> None:
    small = rendered("en", EN)
    large = LanguagePages(EN, small.notice, small.expired, small.receipt + "x" * 3_000_000)
    with open_shop(pages=Pages({"en": large}, PAGES.style, PAGES.script)) as shop:
        with connect(shop) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(head(shop))
            shop.until(lambda: _is_given_up(connection), "end of the connection")
        assert shop.get("/page.css").status == 200


def _is_given_up(connection: socket.socket) -> bool:
    """True once the other side has reset it; nothing of the answer is read.

    The state is the first byte of Linux's tcp_info, and 7 is a connection that is over.
    """
    return connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == 7
