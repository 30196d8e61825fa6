"""The served notice from scan to end: the phone and the screen always tell the same story."""

import secrets

import pytest

from kiosk.adapters.phone.page_server import Place
from kiosk.application.phone import (
    Agreed,
    Armed,
    Busy,
    Declined,
    Done,
    Ended,
    Ending,
    LookingNow,
    PhoneNews,
    Story,
)
from kiosk.bootstrap.phone_pages import pages_of
from kiosk.domain.notice import Notice
from tests.adapters.phone.serving import Shop, open_shop
from tests.browser.chromium import HOSTS, Tab


def told(name: str) -> str:
    return f"document.querySelector('#story').dataset.told === '{name}'"


def visible(selector: str) -> str:
    return f"document.querySelector('{selector}').checkVisibility()"


def hears(shop: Shop, kind: type[PhoneNews]) -> PhoneNews:
    """The next news of this kind; that a page was opened comes to nobody."""
    while not isinstance(news := shop.next_news(), kind):
        pass
    return news


def open_notice(phone: Tab, shop: Shop, language: str = "en") -> str:
    token = shop.offer()
    phone.open(f"{shop.origin}/n/{token}?lang={language}")
    return token


def agree(phone: Tab, shop: Shop, story: Story) -> str:
    """Open the notice, say yes, and have the kiosk answer with this."""
    token = open_notice(phone, shop)
    phone.tap("#agree")
    hears(shop, Agreed)
    shop.tell(token, story)
    return token


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_yes_goes_to_the_screen_and_the_phone_follows(
    phone: Tab, shop: Shop, notices: dict[str, Notice], language: str
) -> None:
    token = open_notice(phone, shop, language)
    phone.tap("#agree")
    phone.until(told("waiting"))
    news = hears(shop, Agreed)
    assert isinstance(news, Agreed)
    assert news.language == language
    assert news.notice_hash == notices[language].version.content_hash
    shop.tell(token, Armed(47, 30.0))
    phone.until(told("armed"))
    assert phone.text("#story .number") == "47"
    assert str(notices[language].minimum_age) in phone.text("#story")
    assert not phone.value(visible("#offer"))
    for story, name in ((LookingNow(), "looking"), (Done(), "done")):
        shop.tell(token, story)
        phone.until(told(name))
    lamps = {"en": "Camera off", "zh_CN": "摄像头关"}
    assert phone.text("#story .lamp").strip() == lamps[language]


def test_each_step_is_read_out(phone: Tab, shop: Shop) -> None:
    token = agree(phone, shop, Armed(47, 30.0))
    phone.until(told("armed"))
    said = phone.text("#said")
    assert "Go to the screen" in said and "47" in said
    assert phone.value("document.querySelector('#said').getAttribute('aria-live')") == "polite"
    shop.tell(token, LookingNow())
    phone.until(told("looking"))
    assert "Camera on" in phone.text("#said")


def test_how_long_the_screen_waits_is_said_in_whole_sentences(phone: Tab, shop: Shop) -> None:
    agree(phone, shop, Armed(47, 600.0))
    phone.until(told("armed"))
    phone.until("/^It waits \\d+ more seconds\\.$/.test(document.querySelector('.left').innerText)")


@pytest.mark.parametrize(
    ("story", "name", "words"),
    [
        (Busy(), "busy", "The screen cannot ask you just now"),
        (Ended(Ending.NO), "no", "You said no at the screen"),
        (Ended(Ending.NOT_ME), "not-me", "not their phone"),
        (Ended(Ending.EXPIRED), "expired", "Nobody answered at the screen"),
        (Ended(Ending.TOO_YOUNG), "too-young", "We ask nobody under 18"),
        (Ended(Ending.FAILED), "failed", "That did not work"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else "",
)
def test_a_yes_that_opens_no_camera_is_explained(
    phone: Tab, shop: Shop, story: Story, name: str, words: str
) -> None:
    agree(phone, shop, story)
    phone.until(told(name))
    assert words in phone.text("#story").replace("\u00a0", " ")
    assert "Camera off" in phone.text("#story")
    assert not phone.value(visible("#offer"))


def test_a_no_is_as_friendly_and_comes_to_the_kiosk(phone: Tab, shop: Shop) -> None:
    open_notice(phone, shop)
    phone.tap("#refuse")
    hears(shop, Declined)
    phone.until(told("refused"))
    assert "We serve you just the same" in phone.text("#story")
    phone.load_anew()
    phone.until(told("refused"))


def test_a_page_that_is_loaded_anew_comes_back_to_its_story(phone: Tab, shop: Shop) -> None:
    token = agree(phone, shop, Armed(63, 60.0))
    phone.until(told("armed"))
    phone.load_anew()
    phone.until(told("armed"))
    assert phone.text("#story .number") == "63"
    assert not phone.value(visible("#offer"))
    shop.tell(token, LookingNow())
    phone.until(told("looking"))


def test_nothing_is_left_on_the_phone(phone: Tab, shop: Shop) -> None:
    agree(phone, shop, Done())
    phone.until(told("done"))
    left = "[document.cookie, localStorage.length, sessionStorage.length]"
    assert phone.value(left) == ["", 0, 0]
    assert phone.value("indexedDB.databases().then((found) => found.length)") == 0


def test_the_number_is_shown_to_the_phone_that_said_yes_and_to_no_other(
    phone: Tab, other_phone: Tab, shop: Shop
) -> None:
    token = open_notice(phone, shop)
    other_phone.open(f"{shop.origin}/n/{token}?lang=en")
    other_phone.tap("#agree")
    hears(shop, Agreed)
    shop.tell(token, Armed(47, 30.0))
    other_phone.until(told("armed"))
    phone.tap("#agree")
    phone.until(told("used"))
    assert "47" not in phone.text()
    phone.load_anew()
    assert "47" not in phone.text()
    shop.yeses()
    assert len([news for news in shop.heard if news == Agreed(*_parts(shop))]) == 1


def _parts(shop: Shop) -> tuple[str, str, str]:
    last = [news for news in shop.heard if isinstance(news, Agreed)][-1]
    return last.token_hash, last.language, last.notice_hash


def test_a_page_whose_code_was_replaced_says_so(phone: Tab, shop: Shop) -> None:
    token = open_notice(phone, shop)
    shop.offer()
    phone.tap("#agree")
    phone.until(told("gone"))
    assert "This code is too old" in phone.text("#story")
    for language, title in (("en", "This code is too old"), ("zh_CN", "这个二维码已过期")):
        phone.open(f"{shop.origin}/n/{token}?lang={language}")
        assert phone.text("h1") == title


def test_without_scripts_all_can_be_read_and_the_screen_is_named(
    phone: Tab, shop: Shop, notices: dict[str, Notice]
) -> None:
    phone.without_scripts()
    open_notice(phone, shop)
    assert "please use the screen" in phone.text("#choice")
    assert not phone.value(visible("#agree"))
    assert not phone.value(visible("#refuse"))
    phone.tap("summary")
    assert phone.value("document.querySelector('#full').open")
    text = phone.text().replace("\u00a0", " ")
    for section in notices["en"].sections:
        assert section.title in text
        assert all(paragraph in text for paragraph in section.paragraphs)


def test_the_page_speaks_the_language_of_the_phone_and_any_other(phone: Tab, shop: Shop) -> None:
    phone.prefer("zh-Hans-CN,zh;q=0.9,en;q=0.5")
    token = shop.offer()
    phone.open(f"{shop.origin}/n/{token}")
    assert phone.text("#agree") == "我同意"
    loads = phone.loads
    phone.tap("nav a[hreflang=en]")
    phone.until_loaded(loads)
    assert phone.text("#agree") == "I agree"
    assert phone.address() == f"{shop.origin}/n/{token}?lang=en"


def test_a_yes_that_does_not_get_through_can_be_given_again(phone: Tab, shop: Shop) -> None:
    token = open_notice(phone, shop)
    phone.cut_off(True)
    phone.tap("#agree")
    phone.until(told("unsent"))
    assert phone.value(visible("#agree")) and phone.value(visible("#refuse"))
    phone.cut_off(False)
    phone.tap("#agree")
    hears(shop, Agreed)
    shop.tell(token, Armed(47, 30.0))
    phone.until(told("armed"))


def test_a_phone_that_loses_the_network_says_so_and_finds_back(phone: Tab, shop: Shop) -> None:
    agree(phone, shop, Armed(47, 60.0))
    phone.until(told("armed"))
    phone.cut_off(True)
    phone.until(told("lost"))
    assert "47" not in phone.text("#story")
    phone.cut_off(False)
    phone.until(told("armed"))
    assert phone.text("#story .number") == "47"


def test_everything_is_done_by_keyboard(phone: Tab, shop: Shop) -> None:
    token = open_notice(phone, shop)
    way: list[str] = []
    while phone.focused() != "refuse":
        assert len(way) < 20, way
        phone.press("Tab")
        way.append(phone.focused())
    assert way == ["English", "中文", "Read the full notice", "agree", "refuse"]
    assert phone.value("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    for _ in range(2):
        phone.press("Tab", shift=True)
    phone.press("Enter")
    assert phone.value("document.querySelector('#full').open")
    phone.press("Tab")
    phone.press(" ")
    hears(shop, Agreed)
    shop.tell(token, Armed(47, 30.0))
    phone.until(told("armed"))
    assert phone.focused() == "choice-title"


def test_all_of_it_works_where_the_network_is_not_encrypted(
    phone: Tab, notices: dict[str, Notice]
) -> None:
    # As in a shop: to a browser, loopback is as good as encrypted, and a shop's network is not.
    with open_shop(pages=pages_of(notices, encrypted=False), place=Place(0, HOSTS[1])) as lan:
        token = secrets.token_urlsafe(16)
        lan.server.offer(token)

        def is_there() -> bool:
            phone.open(f"{lan.origin}/n/{token}?lang=en")
            return bool(phone.value("document.documentElement.dataset.page === 'notice'"))

        # Only the browser knows where this name leads.
        lan.until(is_there, "page")
        assert phone.value("isSecureContext") is False
        phone.tap("#agree")
        hears(lan, Agreed)
        lan.tell(token, Armed(47, 30.0))
        phone.until(told("armed"))
        lan.tell(token, Done())
        phone.until(told("done"))
    # The browser says of one header that it means nothing here; it is for pages that are encrypted.
    assert all("Cross-Origin-Opener-Policy" in each for each in phone.problems)
    phone.problems.clear()


def test_no_page_asks_anything_of_anyone_else(phone: Tab, shop: Shop) -> None:
    agree(phone, shop, Done())
    phone.until(told("done"))
    phone.open(f"{shop.origin}/r#0123456789")
    phone.open(f"{shop.origin}/n/none")
    assert len(phone.requests) > 8
    assert [each for each in phone.requests if not each.startswith(f"{shop.origin}/")] == []
