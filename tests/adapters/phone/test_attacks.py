"""Each threat to the notice's page, tried with real sockets; none gets as far as the kiosk."""

import json

import pytest

from kiosk.application.phone import Busy, Declined
from tests.adapters.phone.raw import exchange, head
from tests.adapters.phone.serving import EN, Shop

REPLAYS = 1000


def good(shop: Shop, token: str) -> dict[str, str]:
    return {"csrf": shop.get(f"/n/{token}").csrf, "notice": EN}


def assert_still_good(shop: Shop, token: str) -> None:
    """Nothing has been spent, and no yes or no has come to the kiosk."""
    assert shop.news.empty()
    shop.tell(token, Busy())
    assert shop.press(token).status == 200
    shop.next_news()


def test_looking_changes_nothing_whoever_looks(shop: Shop) -> None:
    token = shop.offer()
    shop.yeses()
    for path in ("", "/agree", "/refuse", "/story"):
        for method in ("GET", "HEAD", "OPTIONS"):
            for agent in ("WhatsApp/2.23", "facebookexternalhit/1.1", "Slackbot-LinkExpanding"):
                shop.ask(method, f"/n/{token}{path}", headers={"User-Agent": agent})
    assert_still_good(shop, token)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_only_a_post_presses_a_button(shop: Shop, method: str) -> None:
    token = shop.offer()
    body = json.dumps(good(shop, token)).encode()
    headers = {"Content-Type": "application/json", "Origin": shop.origin}
    reply = shop.ask(method, f"/n/{token}/agree", body, headers)
    assert reply.status == 405
    assert reply.headers["allow"] == "POST"
    assert_still_good(shop, token)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "http://elsewhere.example"},
        {"Origin": "https://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_press_from_another_page_is_refused(shop: Shop, headers: dict[str, str]) -> None:
    token = shop.offer()
    shop.yeses()
    reply = shop.send(f"/n/{token}/agree", good(shop, token), **headers)
    assert (reply.status, reply.said) == (403, {"reason": "cross_origin"})
    assert_still_good(shop, token)


def test_a_browser_that_says_same_origin_is_heard(shop: Shop) -> None:
    token = shop.offer()
    shop.tell(token, Busy())
    said = good(shop, token)
    assert shop.send(f"/n/{token}/agree", said, Sec_Fetch_Site="same-origin").status == 200
    shop.next_news()


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; b=1"]
)
def test_what_a_form_can_send_is_refused(shop: Shop, kind: str) -> None:
    token = shop.offer()
    shop.yeses()
    reply = shop.send(f"/n/{token}/agree", good(shop, token), Content_Type=kind)
    assert (reply.status, reply.said) == (415, {"reason": "not_json"})
    assert_still_good(shop, token)


def test_nothing_is_allowed_to_other_pages(shop: Shop) -> None:
    headers = {
        "Origin": "http://elsewhere.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    reply = shop.ask("OPTIONS", "/r/erase", headers=headers)
    assert reply.status == 405
    assert not [name for name in reply.headers if name.startswith("access-control")]


@pytest.mark.parametrize("csrf", ["", "a", "ü", "a" * 200])
def test_without_the_pages_own_secret_nothing_is_pressed(shop: Shop, csrf: str) -> None:
    token = shop.offer()
    shop.yeses()
    reply = shop.send(f"/n/{token}/agree", {"csrf": csrf, "notice": EN})
    assert (reply.status, reply.said) == (403, {"reason": "csrf"})
    assert_still_good(shop, token)


def test_the_secret_of_one_page_is_not_that_of_another(shop: Shop) -> None:
    old = shop.get(f"/n/{shop.offer()}").csrf
    token = shop.offer()
    reply = shop.send(f"/n/{token}/agree", {"csrf": old, "notice": EN})
    assert (reply.status, reply.said) == (403, {"reason": "csrf"})


def test_a_notice_that_was_not_shown_cannot_be_agreed_to(shop: Shop) -> None:
    token = shop.offer()
    reply = shop.press(token, notice="f" * 64)
    assert (reply.status, reply.said) == (409, {"reason": "notice_changed"})
    assert_still_good(shop, token)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"csrf": "a"}',
        b'{"csrf": 1, "notice": "e"}',
        b'{"csrf": "a", "notice": null}',
        b'{"csrf": "a", "notice": "e", "more": "x"}',
        b'{"csrf": "a", "csrf": "a", "notice": "e"}',
        b'{"csrf": "' + b"a" * 201 + b'", "notice": "e"}',
        b"[" * 1000,
        b"1" * 1000,
    ],
)
def test_what_is_not_of_the_form_is_refused(shop: Shop, body: bytes) -> None:
    token = shop.offer()
    shop.yeses()
    reply = shop.send(f"/n/{token}/agree", body)
    assert (reply.status, reply.said) == (400, {"reason": "bad_request"})
    assert_still_good(shop, token)


@pytest.mark.parametrize(
    "host",
    [
        "elsewhere.example",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost:{port}",
        "127.0.0.1:{port}.elsewhere.example",
        "127.0.0.1:{port}@elsewhere.example",
    ],
)
def test_a_name_that_is_not_ours_is_refused(shop: Shop, host: str) -> None:
    token = shop.offer()
    shop.yeses()
    named = host.format(port=shop.port)
    for reply in (
        shop.get(f"/n/{token}", Host=named),
        shop.send(f"/n/{token}/agree", good(shop, token), Host=named),
    ):
        assert (reply.status, reply.said) == (421, {"reason": "other_host"})
    assert_still_good(shop, token)


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /r HTTP/1.1\r\n\r\n",
        b"GET /r HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\n\r\n",
        b"GET /r HTTP/1.1\r\nHost: {host}\r\nHost: elsewhere.example\r\n\r\n",
        b"GET /r HTTP/1.0\r\n\r\n",
        b"GET http://elsewhere.example/r HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n",
    ],
)
def test_a_request_without_one_host_of_ours_is_refused(shop: Shop, raw: bytes) -> None:
    raw = raw.replace(b"{host}", shop.host.encode())
    said = exchange(shop, raw.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    assert said.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 421 "))
    assert b"receipt" not in said


@pytest.mark.parametrize(
    "raw",
    [
        b"\r\n\r\n",
        b"?\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /r\r\n\r\n",
        b"GET /r HTTP/9.9\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nbad header\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nX: a\x00b\r\n\r\n",
        b"POST /r/erase HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1\r\n\r\n",
        b"POST /r/erase HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST /r/erase HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"GET /r HTTP/1.1\r\nHost: {host}\r\n\r\n?\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /" + b"a" * 9000,
    ],
)
def test_what_is_no_http_is_answered_in_our_words_or_not_at_all(shop: Shop, raw: bytes) -> None:
    pid = shop.server.pid
    said = exchange(shop, raw.replace(b"{host}", shop.host.encode()))
    for answer in said.split(b"HTTP/1.1 ")[1:]:
        assert answer.startswith((b"200 ", b"400 ", b"404 ", b"421 ", b"501 "))
        assert b"content-security-policy" in answer
        assert b"uvicorn" not in answer.lower()
    assert shop.get("/r").status == 200
    assert shop.server.pid == pid


def test_a_length_that_is_too_large_is_refused_unread(shop: Shop) -> None:
    for length in ("1025", "9" * 9, "9" * 20):
        said = exchange(
            shop,
            head(
                shop,
                "Connection: close",
                f"Content-Length: {length}",
                first="POST /r/erase HTTP/1.1",
            ),
            of="127.0.2.1",
        )
        assert said.startswith(b"HTTP/1.1 413 "), length


def test_a_body_without_a_length_is_counted_as_it_comes(shop: Shop) -> None:
    raw = head(
        shop,
        "Connection: close",
        "Transfer-Encoding: chunked",
        "Content-Type: application/json",
        f"Origin: {shop.origin}",
        first="POST /r/erase HTTP/1.1",
    )
    said = exchange(shop, raw + b"401\r\n" + b" " * 1025 + b"\r\n")
    assert said.startswith(b"HTTP/1.1 413 ")


def test_nobody_reads_on_for_ever(shop: Shop) -> None:
    raw = head(shop, "Transfer-Encoding: chunked", first="POST /nothing HTTP/1.1")
    pid = shop.server.pid
    with pytest.raises(OSError):
        exchange(shop, raw + (b"400\r\n" + b"x" * 1024 + b"\r\n") * 20_000)
        # Whoever sends twenty megabytes is cut off while at it, or afterwards.
        raise ConnectionResetError
    assert shop.get("/r").status == 200
    assert shop.server.pid == pid


def test_a_body_of_just_the_size_is_read(shop: Shop) -> None:
    reply = shop.send("/r/erase", b" " * 1024)
    assert (reply.status, reply.said) == (400, {"reason": "bad_request"})


def test_an_upgrade_is_not_taken(shop: Shop) -> None:
    raw = head(
        shop,
        "Connection: close, Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
    )
    assert exchange(shop, raw).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "path", ["/", "/n/", "/n", "/r/", "/n/a/b", "/n/a/agree/", "/../etc/passwd", "//r", "/docs"]
)
def test_there_is_nothing_else(shop: Shop, path: str) -> None:
    reply = shop.get(path)
    assert (reply.status, reply.said) == (404, {"reason": "not_found"})
    assert "location" not in reply.headers


def test_a_press_is_good_once_however_often_it_comes(shop: Shop) -> None:
    token = shop.offer()
    shop.tell(token, Busy())
    said = good(shop, token)
    assert shop.send(f"/n/{token}/agree", said).status == 200
    shop.next_news()
    for number in range(REPLAYS):
        path = "agree" if number % 2 else "refuse"
        reply = shop.send(f"/n/{token}/{path}", said, of=f"127.0.3.{number % 250 + 1}")
        assert (reply.status, reply.said) == (409, {"reason": "used"})
    assert shop.news.empty()


def test_what_was_shared_or_kept_is_good_no_more(shop: Shop) -> None:
    token = shop.offer()
    said = good(shop, token)
    fresh = shop.offer()
    for number in range(REPLAYS):
        reply = shop.send(f"/n/{token}/agree", said, of=f"127.0.3.{number % 250 + 1}")
        assert (reply.status, reply.said) == (410, {"reason": "expired"})
    assert shop.news.empty()
    assert shop.press(fresh, "refuse").status == 200
    assert isinstance(shop.next_news(), Declined)


def test_tokens_that_are_guessed_are_not_good(shop: Shop) -> None:
    token = shop.offer()
    said = good(shop, token)
    guesses = [token[:-1], token + "a", token.swapcase(), token[::-1], "%00", "a" * 4000, "%ff%fe"]
    for guess in guesses:
        assert shop.send(f"/n/{guess}/agree", said).status == 410
    assert_still_good(shop, token)
