"""The page as a running kiosk has it: it comes back by itself, and touch never notices."""

import itertools
import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.adapters.phone.network import NoAddress
from kiosk.adapters.phone.page_server import Place
from kiosk.application.own_program import own_environment, own_program
from kiosk.application.phone import Busy, Offered, hash_of
from tests.adapters.phone import certificates
from tests.adapters.phone.serving import EN, PAGES, Shop

UP = {"say": "Listening", "address": "127.0.0.1", "port": 4711, "unconfined": None}


@pytest.fixture
def make() -> Iterator[Callable[..., Shop]]:
    made: list[Shop] = []

    def one(**options: Any) -> Shop:
        made.append(Shop(**options))
        return made[-1]

    yield one
    for each in made:
        each.close()


def saying(*said: object) -> list[str]:
    """A program in the place of the server: it takes the pages, says these lines, and waits."""
    same = itertools.groupby(json.dumps(each) + "\n" for each in said)
    lines = [(line, sum(1 for _ in each)) for line, each in same]
    script = (
        "import sys; sys.stdin.buffer.readline(); "
        f"sys.stdout.writelines(line * times for line, times in {lines!r}); "
        "sys.stdout.flush(); sys.stdin.buffer.read()"
    )
    return [sys.executable, "-c", script]


def is_gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()


def test_a_process_that_ends_is_started_again_with_the_offer_that_is_good(
    make: Callable[..., Shop],
) -> None:
    shop = make()
    shop.come_up()
    token, pid = shop.offer(), shop.server.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert shop.next_news() == Offered(False)
    assert shop.server.url(token) is None
    assert shop.next_news() == Offered(True)
    assert is_gone(pid)
    assert shop.server.health.restarts == 1
    shop.until(lambda: shop.get(f"/n/{token}").status == 200, "page")
    shop.tell(token, Busy())
    assert shop.press(token).status == 200
    assert shop.answer_of(token)


def test_a_spent_offer_does_not_come_back_with_the_process(make: Callable[..., Shop]) -> None:
    shop = make()
    shop.come_up()
    token, pid = shop.offer(), shop.server.pid
    assert pid is not None
    shop.agree_unheard(token)
    shop.next_news()
    os.kill(pid, signal.SIGKILL)
    assert [shop.next_news(), shop.next_news()] == [Offered(False), Offered(True)]
    assert shop.get(f"/n/{token}").status == 410


def test_one_that_ends_at_every_start_is_said(make: Callable[..., Shop]) -> None:
    shop = make(program=[sys.executable, "-c", ""])
    shop.until(lambda: shop.server.health.restarts >= 2, "restart")
    assert "ended" in str(shop.server.health.trouble)
    assert shop.news.empty()


def test_a_port_that_is_taken_is_said_and_tried_again(make: Callable[..., Shop]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        shop = make(place=Place(port))
        shop.until(lambda: shop.server.health.restarts > 0, "attempt")
        trouble = f"nothing can listen at 127.0.0.1:{port} (Address already in use)"
        assert shop.server.health.trouble == trouble
        assert shop.server.url("a") is None
        assert shop.news.empty()
    shop.come_up()
    assert shop.port == port
    assert shop.server.health.trouble is None


@pytest.mark.parametrize("content", [None, "this is no certificate"])
def test_a_certificate_that_cannot_be_used_is_said(
    make: Callable[..., Shop], tmp_path: Path, content: str | None
) -> None:
    certificate, key = certificates.make(tmp_path)
    certificate.unlink()
    if content is not None:
        certificate.write_text(content)
    shop = make(place=Place(0, certificates.NAME, str(certificate), str(key)))
    shop.until(lambda: shop.server.health.restarts > 0, "attempt")
    trouble = shop.server.health.trouble or ""
    assert "certificate" in trouble


def test_a_key_behind_a_password_is_said_and_nobody_is_asked_for_one(
    make: Callable[..., Shop], tmp_path: Path
) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    certificate, key = certificates.make(tmp_path)
    locked = load_pem_private_key(key.read_bytes(), None).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"secret"),
    )
    key.write_bytes(locked)
    shop = make(place=Place(0, certificates.NAME, str(certificate), str(key)))
    shop.until(lambda: shop.server.health.restarts > 0, "attempt")
    assert "cannot be used" in (shop.server.health.trouble or "")


def test_without_a_network_there_is_no_code_and_with_one_again(make: Callable[..., Shop]) -> None:
    there = [True]

    def address() -> str:
        if not there[0]:
            raise NoAddress("this machine is in no private network just now")
        return "127.0.0.1"

    shop = make(address=address)
    shop.come_up()
    pid = shop.server.pid
    assert pid is not None
    there[0] = False
    assert shop.next_news() == Offered(False)
    assert shop.server.url("a") is None
    assert shop.server.receipt_url() is None
    assert "network" in str(shop.server.health.trouble)
    shop.until(lambda: is_gone(pid), "end of the process")
    there[0] = True
    shop.come_up()
    assert shop.get("/r").status == 200


def test_another_address_is_another_page(make: Callable[..., Shop]) -> None:
    now_at = ["127.0.0.1"]
    shop = make(address=lambda: now_at[0])
    shop.come_up()
    now_at[0] = "127.0.0.9"
    assert [shop.next_news(), shop.next_news()] == [Offered(False), Offered(True)]
    assert (shop.server.url("a") or "").startswith("http://127.0.0.9:")


@pytest.mark.parametrize(
    "said",
    [
        "nothing of the kind",
        UP | {"port": True},
        UP | {"address": "192.168.1.1"},
        {"say": "SaidYes", "token_hash": "a" * 64, "language": "en", "notice_hash": EN},
        {"say": "Offer", "token_hash": "a" * 64, "seconds": 1},
        {"say": "CannotListen", "why": "x" * 5000},
    ],
)
def test_a_process_that_says_nonsense_is_ended(make: Callable[..., Shop], said: object) -> None:
    shop = make(program=saying(said))
    shop.until(lambda: shop.server.health.restarts > 0, "end")
    assert "its process said" in (shop.server.health.trouble or "")
    assert shop.news.empty()


@pytest.mark.parametrize(
    "said",
    [
        UP,
        {"say": "CannotListen", "why": "a change of mind"},
        {"say": "SaidYes", "token_hash": "a" * 64, "language": "fr", "notice_hash": EN},
        {"say": "SaidYes", "token_hash": "a" * 64, "language": "zh_CN", "notice_hash": EN},
        {"say": "SaidYes", "token_hash": "a" * 64, "language": "en", "notice_hash": "b" * 64},
        {
            "say": "RecordAsked",
            "number": 1,
            "wish": "show",
            "code": "0000000000",
            "language": "en",
            "age": None,
            "gender": None,
        },
        {
            "say": "RecordAsked",
            "number": 1,
            "wish": "erase",
            "code": "0000000001",
            "language": "en",
            "age": None,
            "gender": None,
        },
    ],
)
def test_a_process_that_speaks_out_of_turn_is_ended(
    make: Callable[..., Shop], said: object
) -> None:
    shop = make(program=saying(UP, said))
    shop.come_up()
    assert shop.next_news() == Offered(False)
    assert "its process said" in (shop.server.health.trouble or "")
    assert shop.yeses() == []
    assert shop.desk.wishes == []


def test_a_process_taken_over_cannot_make_a_yes_of_an_offer_that_is_not_good(
    make: Callable[..., Shop],
) -> None:
    yes = {"say": "SaidYes", "token_hash": "a" * 64, "language": "en", "notice_hash": EN}
    shop = make(program=saying(UP, *[yes] * 1000, {"say": "Opened", "token_hash": "a" * 64}))
    shop.come_up()
    shop.until(lambda: shop.server.health.opened == 1, "last line")
    assert shop.yeses() == []


def test_a_process_taken_over_cannot_try_codes_as_fast_as_it_likes(
    make: Callable[..., Shop],
) -> None:
    wish = {
        "say": "RecordAsked",
        "number": 1,
        "wish": "erase",
        "code": "0000000000",
        "language": "en",
    }
    wish |= {"age": None, "gender": None}
    shop = make(program=saying(UP, *[wish] * 1000, {"say": "Opened", "token_hash": "a" * 64}))
    shop.come_up()
    shop.until(lambda: shop.server.health.opened == 1, "last line")
    assert len(shop.desk.wishes) == 120


def test_one_that_says_nothing_is_not_waited_for(make: Callable[..., Shop]) -> None:
    clock = [0.0]
    shop = make(program=saying(), now=lambda: clock[0])

    def is_ended() -> bool:
        clock[0] += 1
        return shop.server.health.restarts > 0

    shop.until(is_ended, "end")
    assert "says nothing" in str(shop.server.health.trouble)


def test_a_program_that_is_not_there_is_said(make: Callable[..., Shop]) -> None:
    shop = make(program=["/no/such/program"])
    shop.until(lambda: "cannot be started" in (shop.server.health.trouble or ""), "trouble")


def test_closed_there_is_neither_process_nor_page(make: Callable[..., Shop]) -> None:
    shop = make()
    shop.come_up()
    pid, port = shop.server.pid, shop.port
    assert pid is not None
    shop.close()
    assert is_gone(pid)
    assert shop.server.url("a") is None
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_it_ends_when_the_kiosk_does() -> None:
    import subprocess

    from kiosk.adapters.phone import protocol

    made = subprocess.Popen(
        [*own_program(), "phone-server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=own_environment(),
    )
    with made:
        assert made.stdin is not None and made.stdout is not None
        made.stdin.write(protocol.packed(protocol.content(PAGES, "127.0.0.1", 0)))
        made.stdin.flush()
        assert b"Listening" in made.stdout.readline()
        made.stdin.close()
        assert made.wait(30) == 0


def test_nothing_is_ever_said_but_lines_and_no_line_holds_a_token() -> None:
    """The whole of what the process writes, to both its outputs, while it is asked and bent."""
    import subprocess

    from kiosk.adapters.phone import protocol

    token, code = "T0kenT0kenT0kenT0kenT0", "0123456789"
    with subprocess.Popen(
        [*own_program(), "phone-server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=own_environment(),
    ) as made:
        assert made.stdin and made.stdout and made.stderr
        made.stdin.write(protocol.packed(protocol.content(PAGES, "127.0.0.1", 0)))
        made.stdin.write(protocol.packed(protocol.Offer(hash_of(token), 600.0)))
        made.stdin.flush()
        port = json.loads(made.stdout.readline())["port"]
        for raw in (
            f"GET /n/{token} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n",
            f"GET /n/{token} HTTP/1.1\r\nHost: {code}\r\nConnection: close\r\n\r\n",
            f"POST /r/erase HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
            f"Content-Length: 10\r\n\r\n{code}",
            f"{token} {code}\r\n\r\n",
            f"GET /r HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: upgrade, close\r\n"
            f"Upgrade: {token}\r\n\r\n",
        ):
            with socket.create_connection(("127.0.0.1", port)) as connection:
                connection.sendall(raw.encode())
                while connection.recv(4096):
                    pass
        made.stdin.close()
        said, errors = made.stdout.read(), made.stderr.read()
    assert [json.loads(line)["say"] for line in said.splitlines()] == ["Opened"]
    assert token.encode() not in said
    assert errors == b""
