"""Over HTTPS, with a certificate of the shop's: records are shown and corrected as well."""

import json
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.adapters.phone.page_server import Place
from kiosk.application.phone import Offered, Outcome, RecordReply, RecordWish, Wish
from kiosk.domain.consent import ReceiptCode
from kiosk.domain.estimate import AgeBand, Answer, Gender
from tests.adapters.phone import certificates
from tests.adapters.phone.raw import connect, read_all
from tests.adapters.phone.serving import Reply, Shop, open_shop

CODE = ReceiptCode.from_random([7] * 9).symbols
RECORD = RecordReply(Outcome.SHOWN, (("Age", "25–34"), ("Gender", "woman")))


def place(folder: Path) -> Place:
    certificate, key = certificates.make(folder)
    return Place(0, certificates.NAME, str(certificate), str(key))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(place=place(tmp_path)) as made:
        made.desk.reply = RECORD
        yield made


def ask(shop: Shop, method: str, path: str, said: object = None, **headers: str) -> Reply:
    body = None if said is None else json.dumps(said).encode()
    named = {"Content-Type": "application/json", "Origin": shop.origin}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    return shop.ask(method, path, body, named, encryption=certificates.trusting())


def wish(shop: Shop, path: str, **more: str) -> Reply:
    csrf = ask(shop, "GET", "/r").csrf
    return ask(shop, "POST", path, {"csrf": csrf, "code": CODE, "language": "en", **more})


def test_it_goes_by_the_name_of_the_certificate(shop: Shop) -> None:
    assert shop.origin == f"https://{certificates.NAME}:{shop.port}"
    assert shop.server.health.is_secret
    assert ask(shop, "GET", "/r").status == 200
    by_number = ask(shop, "GET", "/r", Host=f"127.0.0.1:{shop.port}")
    assert (by_number.status, by_number.said) == (421, {"reason": "other_host"})


def test_a_record_is_shown(shop: Shop) -> None:
    reply = wish(shop, "/r/show")
    assert reply.said == {"outcome": "shown", "record": [["Age", "25–34"], ["Gender", "woman"]]}
    assert shop.desk.wishes == [RecordWish(Wish.SHOW, ReceiptCode(CODE), "en")]


def test_a_record_is_corrected(shop: Shop) -> None:
    shop.desk.reply = RecordReply(Outcome.CORRECTED)
    assert wish(shop, "/r/correct", age="25-34", gender="unsaid").status == 200
    answer = Answer(Gender.UNSAID, AgeBand(25, 34))
    assert shop.desk.wishes == [RecordWish(Wish.CORRECT, ReceiptCode(CODE), "en", answer)]


def test_an_age_may_be_left_unsaid(shop: Shop) -> None:
    wish(shop, "/r/correct", age="unsaid", gender="man")
    assert shop.desk.wishes[0].answer == Answer(Gender.MAN, None)


@pytest.mark.parametrize(
    ("age", "gender"),
    [("25-35", "man"), ("", "man"), ("25-34", "not_sure"), ("25-34", "x"), ("16-17x", "man")],
)
def test_no_other_answer_can_be_given(shop: Shop, age: str, gender: str) -> None:
    reply = wish(shop, "/r/correct", age=age, gender=gender)
    assert (reply.status, reply.said) == (400, {"reason": "bad_request"})
    assert shop.desk.wishes == []


def test_a_band_that_this_shop_does_not_offer_is_not_stored(shop: Shop) -> None:
    # Of a minimum age of 16, and here it is 14: the page was loaded before that was changed.
    reply = wish(shop, "/r/correct", age="16-17", gender="man")
    assert (reply.status, reply.said) == (503, {"reason": "later"})
    assert shop.desk.wishes == []


def test_a_language_that_is_not_offered_is_refused(shop: Shop) -> None:
    csrf = ask(shop, "GET", "/r").csrf
    reply = ask(shop, "POST", "/r/show", {"csrf": csrf, "code": CODE, "language": "xx"})
    assert reply.status == 400


def test_plain_http_gets_no_answer(shop: Shop) -> None:
    with connect(shop) as connection:
        connection.sendall(f"GET /r HTTP/1.1\r\nHost: {shop.host}\r\n\r\n".encode())
        assert b"receipt" not in read_all(connection)


def test_an_old_version_of_tls_is_not_spoken(shop: Shop) -> None:
    old = certificates.trusting()
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    old.set_ciphers("ALL:@SECLEVEL=0")
    with connect(shop) as connection, pytest.raises(OSError):
        old.wrap_socket(connection)


def test_those_who_never_agree_on_keys_keep_nobody_out(shop: Shop) -> None:
    hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"
    with ExitStack() as opened:
        slow: list[socket.socket] = []
        for number in range(200):
            slow.append(opened.enter_context(connect(shop, f"127.0.8.{number + 1}")))
            slow[-1].sendall(hello[: number % len(hello)])
        assert [ask(shop, "GET", "/r").status for _ in range(8)] == [200] * 8
        for each in slow:
            read_all(each)


def test_another_certificate_is_used_from_then_on(tmp_path: Path) -> None:
    with open_shop(place=place(tmp_path)) as shop:
        pid = shop.server.pid
        certificates.make(tmp_path)
        assert [shop.next_news(), shop.next_news()] == [Offered(False), Offered(True)]
        assert shop.server.pid != pid
        assert ask(shop, "GET", "/r").status == 200
