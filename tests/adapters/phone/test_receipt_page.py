"""The receipts' page: what a code can do there, and how often one may be guessed."""

from collections.abc import Iterator

import pytest

from kiosk.adapters.phone.guesses import TRIES_A_MINUTE, TRIES_A_PAGE, TRIES_IN_ALL
from kiosk.application.phone import Outcome, RecordReply, RecordWish, Wish
from kiosk.domain.consent import ReceiptCode
from tests.adapters.phone.serving import Reply, Shop, open_shop


@pytest.fixture
def shop() -> Iterator[Shop]:
    """A page of this test's own: what was tried before it counts."""
    with open_shop() as made:
        yield made


def code(number: int) -> str:
    values = [number // 32**place % 32 for place in range(9)]
    return ReceiptCode.from_random(values).symbols


def erase(shop: Shop, symbols: str, *, csrf: str | None = None, of: str = "127.0.0.1") -> Reply:
    said = {"csrf": csrf or shop.get("/r", of=of).csrf, "code": symbols}
    return shop.send("/r/erase", said, of=of)


def test_a_code_erases_its_record(shop: Shop) -> None:
    shop.desk.reply = RecordReply(Outcome.ERASED)
    reply = erase(shop, code(7))
    assert (reply.status, reply.said) == (200, {"outcome": "erased", "record": []})
    assert shop.desk.wishes == [RecordWish(Wish.ERASE, ReceiptCode(code(7)), "en")]


def test_a_code_may_be_written_as_people_write(shop: Shop) -> None:
    shop.desk.reply = RecordReply(Outcome.ERASED)
    symbols = code(7)
    assert erase(shop, f" {symbols[:5].lower()}-{symbols[5:]} ").status == 200
    assert shop.desk.wishes[0].code == ReceiptCode(symbols)


def test_a_code_of_nobody_is_said_to_be_one(shop: Shop) -> None:
    reply = erase(shop, code(7))
    assert (reply.status, reply.said) == (404, {"reason": "not_found"})


@pytest.mark.parametrize("reply", [None, RecordReply(Outcome.LATER)])
def test_a_kiosk_that_cannot_just_now_is_to_be_asked_later(
    shop: Shop, reply: RecordReply | None
) -> None:
    shop.desk.reply = reply
    answer = erase(shop, code(7))
    assert (answer.status, answer.said) == (503, {"reason": "later"})


@pytest.mark.parametrize("wish", ["show", "correct"])
def test_nothing_is_shown_where_others_can_read_along(shop: Shop, wish: str) -> None:
    said = {"csrf": shop.get("/r").csrf, "code": code(7), "language": "en"}
    said |= {"age": "25-34", "gender": "woman"} if wish == "correct" else {}
    reply = shop.send(f"/r/{wish}", said)
    assert (reply.status, reply.said) == (403, {"reason": "https_only"})
    assert shop.desk.wishes == []


def test_a_page_may_try_three_codes(shop: Shop) -> None:
    csrf = shop.get("/r").csrf
    for number in range(TRIES_A_PAGE):
        assert erase(shop, code(number), csrf=csrf).status == 404
    shop.desk.reply = RecordReply(Outcome.ERASED)
    reply = erase(shop, code(99), csrf=csrf)
    assert (reply.status, reply.said) == (429, {"reason": "burnt"})
    assert len(shop.desk.wishes) == TRIES_A_PAGE
    assert erase(shop, code(99)).status == 200


def test_an_address_may_try_twenty_codes_a_minute(shop: Shop) -> None:
    replies = [erase(shop, code(number)) for number in range(TRIES_A_MINUTE + 10)]
    assert [reply.status for reply in replies] == [404] * TRIES_A_MINUTE + [429] * 10
    assert replies[-1].said == {"reason": "slow_down"}
    assert replies[-1].headers["retry-after"] == "60"
    assert len(shop.desk.wishes) == TRIES_A_MINUTE
    assert erase(shop, code(99), of="127.0.6.2").status == 404


def test_all_addresses_together_may_try_so_many_a_minute(shop: Shop) -> None:
    replies = [
        erase(shop, code(number), of=f"127.0.7.{number % 200 + 1}")
        for number in range(TRIES_IN_ALL + 10)
    ]
    assert [reply.status for reply in replies] == [404] * TRIES_IN_ALL + [429] * 10
    assert len(shop.desk.wishes) == TRIES_IN_ALL


def test_what_cannot_be_a_code_is_never_asked_for(shop: Shop) -> None:
    csrf = shop.get("/r").csrf
    wrong = code(7)[:9] + ("0" if code(7)[9] != "0" else "1")
    for said in ("", "ABC", wrong, "ü" * 10, "' OR 1=1 --", "x" * 200):
        reply = erase(shop, said, csrf=csrf)
        assert (reply.status, reply.said) == (400, {"reason": "not_a_code"})
    assert shop.desk.wishes == []
    # Slips of the finger have burnt nothing.
    assert erase(shop, code(7), csrf=csrf).status == 404


def test_slips_of_the_finger_are_counted_all_the_same(shop: Shop) -> None:
    csrf = shop.get("/r").csrf
    replies = [erase(shop, "ABC", csrf=csrf) for _ in range(TRIES_A_MINUTE + 1)]
    assert replies[-1].status == 429


@pytest.mark.parametrize("csrf", ["a", "", "=" * 40, "A" * 48])
def test_without_a_page_no_code_is_tried(shop: Shop, csrf: str) -> None:
    reply = shop.send("/r/erase", {"csrf": csrf, "code": code(7)})
    assert (reply.status, reply.said) == (403, {"reason": "csrf"})
    assert shop.desk.wishes == []


def test_the_secret_of_another_process_is_not_ours(shop: Shop) -> None:
    with open_shop() as other:
        csrf = other.get("/r").csrf
    assert erase(shop, code(7), csrf=csrf).status == 403


def test_from_another_page_no_code_is_tried(shop: Shop) -> None:
    said = {"csrf": shop.get("/r").csrf, "code": code(7)}
    assert shop.send("/r/erase", said, Origin="http://elsewhere.example").status == 403
    assert shop.send("/r/erase", said, Content_Type="text/plain").status == 415
    assert shop.send("/r/erase", said, Host="elsewhere.example").status == 421
    assert shop.desk.wishes == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_only_a_post_tries_a_code(shop: Shop, method: str) -> None:
    assert shop.ask(method, f"/r/erase?code={code(7)}").status == 405
    assert shop.desk.wishes == []


def test_the_page_is_the_same_whatever_code_is_asked_for(shop: Shop) -> None:
    first, second = shop.get(f"/r?code={code(7)}"), shop.get("/r?lang=zh_CN")
    assert code(7).encode() not in first.body
    assert b"receipt zh_CN" in second.body
    assert first.csrf != second.csrf
