"""What a phone sees and presses: the notice, its two buttons, and how it goes on."""

import time

import pytest

from kiosk.adapters.phone.guard import HEADERS
from kiosk.application.phone import (
    Agreed,
    Armed,
    Busy,
    Declined,
    Done,
    Ended,
    Ending,
    LookingNow,
    Story,
    hash_of,
)
from tests.adapters.phone.serving import EN, SCRIPT, STYLE, ZH, Shop, open_shop


def test_the_page_of_a_good_token_is_the_notice(shop: Shop) -> None:
    reply = shop.get(f"/n/{shop.offer()}")
    assert reply.status == 200
    assert b"<p>notice en" in reply.body
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert reply.headers["content-language"] == "en"


@pytest.mark.parametrize(
    ("accepted", "found"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh_CN"),
        ("zh-Hant-TW", "zh_CN"),
        ("fr, en;q=0.2, zh;q=0.7", "zh_CN"),
        ("fr", "en"),
        ("*", "en"),
        ("", "en"),
        ("zh;q=0, en;q=0.1", "en"),
        (",;q=,zh;q=9" * 40, "en"),
    ],
)
def test_the_phones_language_is_taken(shop: Shop, accepted: str, found: str) -> None:
    token = shop.offer()
    assert f"notice {found}".encode() in shop.get(f"/n/{token}", Accept_Language=accepted).body


def test_a_language_can_be_chosen(shop: Shop) -> None:
    token = shop.offer()
    assert b"notice zh_CN" in shop.get(f"/n/{token}?lang=zh_CN").body
    assert b"notice en" in shop.get(f"/n/{token}?lang=xx").body


def test_an_unknown_token_gets_a_page_that_says_so(shop: Shop) -> None:
    shop.offer()
    reply = shop.get("/n/AAAAAAAAAAAAAAAAAAAAAA", Accept_Language="zh")
    assert reply.status == 410
    assert b"<p>expired zh_CN" in reply.body


def test_style_and_script_are_files(shop: Shop) -> None:
    style, script = shop.get("/page.css"), shop.get("/page.js")
    assert (style.body.decode(), script.body.decode()) == (STYLE, SCRIPT)
    assert style.headers["content-type"] == "text/css; charset=utf-8"
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"


def test_every_answer_has_the_headers(shop: Shop) -> None:
    token = shop.offer()
    replies = [
        shop.get(f"/n/{token}"),
        shop.get("/n/none"),
        shop.get("/page.css"),
        shop.get("/r"),
        shop.get("/nothing"),
        shop.ask("PUT", "/r"),
        shop.ask("HEAD", "/r"),
        shop.send(f"/n/{token}/agree", {}),
        shop.get("/r", Host="elsewhere.example"),
        shop.send("/r/erase", b"x" * 2000),
    ]
    for reply in replies:
        for name, value in HEADERS.items():
            assert reply.headers[name.lower()] == value
        assert "server" not in reply.headers
        assert "date" not in reply.headers
        assert "set-cookie" not in reply.headers


def test_a_yes_reaches_the_kiosk_with_the_language_it_was_read_in(shop: Shop) -> None:
    token = shop.offer()
    shop.tell(token, Busy())
    shop.press(token, notice=ZH)
    assert shop.answer_of(token) == Agreed(hash_of(token), "zh_CN", ZH)


def test_a_no_reaches_the_kiosk_and_spends_the_token(shop: Shop) -> None:
    token = shop.offer()
    reply = shop.press(token, "refuse")
    assert (reply.status, reply.said) == (200, {"story": "refused"})
    assert shop.answer_of(token) == Declined(hash_of(token))
    again = shop.press(token)
    assert (again.status, again.said) == (409, {"reason": "used"})


@pytest.mark.parametrize(
    ("story", "said"),
    [
        (Armed(47, 30.0), {"story": "armed", "number": 47, "seconds": 30}),
        (Busy(), {"story": "busy"}),
        (LookingNow(), {"story": "looking"}),
        (Done(), {"story": "done"}),
        *((Ended(each), {"story": "ended", "reason": each.value}) for each in Ending),
    ],
)
def test_the_story_is_told_to_the_phone_that_agreed(
    shop: Shop, story: Story, said: dict[str, object]
) -> None:
    token = shop.offer()
    shop.tell(token, Busy())
    key = shop.press(token).said["key"]
    shop.tell(token, story)
    told = {}

    def has_come() -> bool:
        told.update(shop.get(f"/n/{token}/story?key={key}").said)
        return told["story"] == said["story"]

    shop.until(has_come, "story")
    # The countdown may have begun.
    assert told | {"seconds": said.get("seconds")} == said | {"seconds": said.get("seconds")}
    assert told.get("seconds", 30) <= 30


def test_another_phone_with_the_same_link_is_told_nothing(shop: Shop) -> None:
    token = shop.offer()
    before = shop.get(f"/n/{token}/story?key=")
    shop.tell(token, Armed(47, 30.0))
    assert shop.press(token).said["number"] == 47
    for reply in (before, shop.get(f"/n/{token}/story"), shop.get(f"/n/{token}/story?key=a")):
        assert (reply.status, reply.said) == (403, {"reason": "not_yours"})


@pytest.mark.system
def test_without_a_word_from_the_kiosk_the_phone_is_to_ask_again(shop: Shop) -> None:
    reply = shop.press(shop.offer())
    assert (reply.status, reply.said["story"]) == (200, "waiting")


def test_a_spent_page_keeps_its_story_when_the_next_one_comes(shop: Shop) -> None:
    first = shop.offer()
    shop.tell(first, Done())
    key = shop.press(first).said["key"]
    # A yes that has not reached the kiosk when the next offer is made is one too late.
    assert shop.answer_of(first)
    second = shop.offer()
    assert shop.get(f"/n/{first}/story?key={key}").said == {"story": "done"}
    assert shop.get(f"/n/{second}").status == 200
    third = shop.offer()
    assert shop.get(f"/n/{second}").status == 410
    assert shop.get(f"/n/{third}").status == 200


def test_only_the_first_look_at_a_page_is_counted(shop: Shop) -> None:
    before = shop.offer()
    shop.press(before, "refuse")
    # What was looked at until then has been counted, for that was told first.
    assert shop.answer_of(before)
    opened = shop.server.health.opened
    token = shop.offer()
    for _ in range(5):
        shop.get(f"/n/{token}")
    shop.press(token, "refuse")
    assert shop.answer_of(token)
    assert shop.server.health.opened == opened + 1


def test_a_withdrawn_offer_is_gone(shop: Shop) -> None:
    token = shop.offer()
    shop.server.withdraw_offer()
    shop.until(lambda: shop.get(f"/n/{token}").status == 410, "end of the offer")


def test_an_offer_ends_by_the_monotonic_clock_of_both_sides() -> None:
    later = [0.0]
    with open_shop(now=lambda: time.monotonic() + later[0]) as shop:
        token = shop.offer()
        csrf = shop.get(f"/n/{token}").csrf
        # Only the kiosk's clock has gone on: the process still thinks that it is good.
        later[0] = 601.0
        reply = shop.send(f"/n/{token}/agree", {"csrf": csrf, "notice": EN})
        assert reply.said["story"] == "ended"
        assert reply.said["reason"] == "expired"
        assert shop.yeses() == []


def test_the_url_holds_the_token_and_nothing_else(shop: Shop) -> None:
    assert shop.server.url("abc") == f"http://127.0.0.1:{shop.port}/n/abc"
