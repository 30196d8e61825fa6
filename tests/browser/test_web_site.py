"""The page on a web site: four digits and not one request, whatever is touched."""

import base64
import secrets

import pytest

from kiosk.adapters.system.randomness import SystemRandomness
from kiosk.application.phone_desk import digits_of
from kiosk.domain.notice import Notice
from tests.browser.chromium import Tab
from tests.browser.web_site import WebSite

NONCE = SystemRandomness().phone_secret()
FILES = ("en.html", "page.css", "page.js")


def told(name: str) -> str:
    return f"document.querySelector('#story').dataset.told === '{name}'"


def expected(notices: dict[str, Notice], language: str = "en", nonce: str = NONCE) -> str:
    """What the kiosk takes for a yes to this notice."""
    return digits_of(nonce, notices[language].version.content_hash)


def shown_digits(phone: Tab) -> str:
    phone.until(told("digits"))
    return phone.text("#story .number").replace(" ", "")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_yes_shows_the_digits_that_the_kiosk_expects(
    phone: Tab, site: WebSite, notices: dict[str, Notice], language: str
) -> None:
    phone.open(site.address(f"{language}.html#{NONCE}"))
    assert notices[language].version.content_hash in phone.text("footer")
    phone.tap("#agree")
    assert shown_digits(phone) == expected(notices, language)
    assert str(notices[language].minimum_age) in phone.text("#story")
    assert not phone.value("document.querySelector('#offer').checkVisibility()")


def test_digits_are_worked_out_alike_for_every_code(
    phone: Tab, site: WebSite, notices: dict[str, Notice]
) -> None:
    for length in (10, 10, 10, 16, 16, 16):
        nonce = base64.b32encode(secrets.token_bytes(length)).decode().rstrip("=")
        phone.open("about:blank")
        phone.open(site.address(f"en.html#{nonce}"))
        phone.tap("#agree")
        assert shown_digits(phone) == expected(notices, nonce=nonce)


def test_not_one_request_goes_elsewhere_and_none_follows_a_yes(phone: Tab, site: WebSite) -> None:
    phone.open(site.address(f"en.html#{NONCE}"))
    phone.tap("summary")
    phone.tap("#agree")
    shown_digits(phone)
    assert sorted(phone.requests) == [site.address(name) for name in FILES]
    assert sorted(site.asked) == [f"GET /notice/{name} HTTP/1.1" for name in FILES]


def test_the_page_could_send_nothing_if_it_wanted_to(phone: Tab, site: WebSite) -> None:
    phone.open(site.address(f"en.html#{NONCE}"))
    asked = len(site.asked)
    tries = (
        "fetch('/notice/en.html')",
        "fetch('https://elsewhere.example/')",
        "new Promise((yes, no) => { const it = new Image(); it.onload = yes; it.onerror = no;"
        " it.src = '/notice/en.html'; })",
    )
    for each in tries:
        assert phone.value(f"{each}.then(() => 'sent', () => 'held back')") == "held back"
    assert phone.value("navigator.sendBeacon('/notice/en.html', 'x') && 'queued'") in (
        False,
        "queued",
    )
    assert len(site.asked) == asked
    assert len(phone.problems) >= len(tries)
    assert all("Content Security Policy" in each for each in phone.problems)
    phone.problems.clear()


def test_a_no_sends_nothing_and_shows_no_digits(
    phone: Tab, site: WebSite, notices: dict[str, Notice]
) -> None:
    phone.open(site.address(f"en.html#{NONCE}"))
    phone.tap("#refuse")
    phone.until(told("refused"))
    assert expected(notices) not in phone.text().replace(" ", "")
    assert len(site.asked) == len(FILES)


def test_without_a_code_it_is_the_notice_to_read(
    phone: Tab, site: WebSite, notices: dict[str, Notice]
) -> None:
    phone.open(site.address("en.html"))
    phone.until(told("only-reading"))
    assert not phone.value("document.querySelector('#offer').checkVisibility()")
    text = phone.text().replace("\u00a0", " ")
    for section in notices["en"].sections:
        assert all(paragraph in text for paragraph in section.paragraphs)


@pytest.mark.parametrize("fragment", ["full", "ABC", "abcdefghijklmnop", "<script>" + 16 * "A"])
def test_what_is_no_code_is_not_taken_for_one(phone: Tab, site: WebSite, fragment: str) -> None:
    phone.open(site.address(f"en.html#{fragment}"))
    phone.until(told("only-reading"))


def test_the_first_page_finds_the_language_of_the_phone(
    phone: Tab, site: WebSite, notices: dict[str, Notice]
) -> None:
    phone.prefer("zh-Hans-CN,zh")
    phone.open(site.address(f"index.html#{NONCE}"))
    phone.until("document.documentElement.lang === 'zh-CN' && document.readyState === 'complete'")
    assert phone.address() == site.address(f"zh_CN.html#{NONCE}")
    phone.tap("#agree")
    assert shown_digits(phone) == expected(notices, "zh_CN")


def test_a_phone_of_no_such_language_stays_at_the_first(phone: Tab, site: WebSite) -> None:
    phone.prefer("fr-FR,fr")
    phone.open(site.address(f"index.html#{NONCE}"))
    assert phone.text("#agree") == "I agree"


def test_other_languages_keep_the_code_and_agree_to_their_own_text(
    phone: Tab, site: WebSite, notices: dict[str, Notice]
) -> None:
    phone.prefer("en")
    phone.open(site.address(f"index.html#{NONCE}"))
    loads = phone.loads
    phone.tap("nav a[hreflang=zh-CN]")
    phone.until_loaded(loads)
    phone.tap("#agree")
    assert shown_digits(phone) == expected(notices, "zh_CN")


def test_another_scan_in_the_same_tab_is_another_code(
    phone: Tab, site: WebSite, notices: dict[str, Notice]
) -> None:
    phone.open(site.address(f"en.html#{NONCE}"))
    phone.tap("#agree")
    shown_digits(phone)
    other = SystemRandomness().phone_secret()
    loads = phone.loads
    phone.value(f"location.hash = '{other}'")
    phone.until_loaded(loads)
    phone.tap("#agree")
    assert shown_digits(phone) == expected(notices, nonce=other)


@pytest.mark.parametrize(("door", "story"), [("agree", "digits"), ("refuse", "refused")])
def test_a_page_that_is_loaded_anew_remembers_its_answer(
    phone: Tab, site: WebSite, door: str, story: str
) -> None:
    phone.open(site.address(f"en.html#{NONCE}"))
    phone.tap(f"#{door}")
    phone.until(told(story))
    phone.load_anew()
    phone.until(told(story))


def test_without_https_nobody_is_asked(phone: Tab, site: WebSite) -> None:
    phone.open(site.address(f"en.html#{NONCE}", host="plain.lakeside.example"))
    phone.until(told("insecure"))
    assert not phone.value("document.querySelector('#offer').checkVisibility()")
    assert "over https" in phone.text("#story")


def test_without_scripts_all_can_be_read(phone: Tab, site: WebSite) -> None:
    phone.without_scripts()
    phone.open(site.address(f"en.html#{NONCE}"))
    assert "please use the screen" in phone.text("#choice")
    assert not phone.value("document.querySelector('#agree').checkVisibility()")


def test_everything_is_done_by_keyboard(
    phone: Tab, site: WebSite, notices: dict[str, Notice]
) -> None:
    phone.open(site.address(f"en.html#{NONCE}"))
    for _ in range(4):
        phone.press("Tab")
    assert phone.focused() == "agree"
    phone.press("Enter")
    assert shown_digits(phone) == expected(notices)
