"""The receipt's page: the code leaves the address at once, and what becomes of it is said."""

from collections.abc import Iterator

import pytest

from kiosk.adapters.phone.page_server import Place
from kiosk.application.phone import Outcome, RecordReply, Wish
from kiosk.bootstrap.phone_pages import pages_of
from kiosk.domain.consent import ReceiptCode
from kiosk.domain.estimate import Answer, Gender, age_bands
from kiosk.domain.notice import Notice
from tests.adapters.phone import certificates
from tests.adapters.phone.serving import Shop, open_shop
from tests.browser.chromium import Tab

CODE = ReceiptCode.from_random(range(1, 10))
RECORD = (("Gender", "woman"), ("Age", "25–34"))


def told(name: str) -> str:
    return f"document.querySelector('#story').dataset.told === '{name}'"


@pytest.fixture(scope="module")
def encrypted(
    notices: dict[str, Notice], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shop]:
    certificate, key = certificates.make(tmp_path_factory.mktemp("certificate"))
    place = Place(0, certificates.NAME, str(certificate), str(key))
    with open_shop(pages=pages_of(notices, encrypted=True), place=place) as made:
        yield made


def scan(phone: Tab, shop: Shop, code: str = CODE.symbols, language: str = "en") -> None:
    """What a phone does with a receipt's QR code."""
    # A page that differs in its fragment alone would not be loaded anew.
    phone.open("about:blank")
    phone.open(f"{shop.origin}/r?lang={language}#{code}")


def retype(phone: Tab, code: str) -> None:
    phone.value("document.querySelector('#code').select()")
    phone.tap("#code")
    phone.value("document.querySelector('#code').select()")
    phone.type(code)


def test_the_code_leaves_the_address_and_is_never_in_a_request(phone: Tab, shop: Shop) -> None:
    scan(phone, shop)
    assert phone.address() == f"{shop.origin}/r?lang=en"
    assert phone.value("document.querySelector('#code').value") == CODE.symbols
    assert not any(CODE.symbols in each for each in phone.requests)
    history = phone.ask("Page.getNavigationHistory")["entries"]
    assert not any(CODE.symbols in each["url"] for each in history)


def test_another_language_keeps_the_code_and_keeps_it_to_itself(phone: Tab, shop: Shop) -> None:
    scan(phone, shop)
    loads = phone.loads
    phone.tap("nav a[hreflang=zh-CN]")
    phone.until_loaded(loads)
    assert phone.text("h1") == "您的记录"
    assert phone.value("document.querySelector('#code').value") == CODE.symbols
    assert phone.address() == f"{shop.origin}/r?lang=zh_CN"
    assert not any(CODE.symbols in each for each in phone.requests)


def test_a_record_is_deleted(phone: Tab, shop: Shop) -> None:
    shop.desk.reply = RecordReply(Outcome.ERASED)
    scan(phone, shop)
    phone.tap("[value=erase]")
    phone.until(told("erased"))
    wish = shop.desk.wishes[-1]
    assert (wish.wish, wish.code) == (Wish.ERASE, CODE)
    assert "Your record is gone" in phone.text("#story")
    assert "Deleted" in phone.text("#said")
    assert not phone.value("document.querySelector('#offer').checkVisibility()")
    assert phone.value("document.querySelector('#code').value") == ""


def test_a_code_that_finds_nothing_says_why_that_may_be(phone: Tab, shop: Shop) -> None:
    shop.desk.reply = RecordReply(Outcome.NOT_FOUND)
    scan(phone, shop)
    phone.tap("[value=erase]")
    phone.until(told("not-found"))
    assert "its last day is over" in phone.text("#story")
    assert phone.focused() == "story"


def test_a_slip_of_the_finger_is_told_from_a_wrong_code(phone: Tab, shop: Shop) -> None:
    asked = len(shop.desk.wishes)
    scan(phone, shop, code="")
    phone.tap("#code")
    phone.type("ABCDE FGHJK")
    phone.press("Enter")
    phone.until(told("not-a-code"))
    assert len(shop.desk.wishes) == asked


def test_a_kiosk_that_cannot_confirm_it_is_not_said_to_have_done_it(phone: Tab, shop: Shop) -> None:
    shop.desk.reply = RecordReply(Outcome.LATER)
    scan(phone, shop)
    phone.tap("[value=erase]")
    phone.until(told("later"))
    assert "Deleted" not in phone.text("#story")
    assert phone.value("document.querySelector('#code').value") == CODE.symbols


def test_three_codes_burn_the_page_and_a_fresh_one_is_a_link_away(phone: Tab, shop: Shop) -> None:
    shop.desk.reply = RecordReply(Outcome.NOT_FOUND)
    scan(phone, shop)
    for first in range(3):
        code = ReceiptCode.from_random([first, *range(2, 10)])
        retype(phone, code.symbols)
        phone.value("document.querySelector('#story').dataset.told = ''")
        phone.tap("[value=erase]")
        phone.until(told("not-found"))
        phone.until("!document.querySelector('[value=erase]').disabled")
    phone.tap("[value=erase]")
    phone.until(told("burnt"))
    loads = phone.loads
    phone.tap("[data-reload]")
    phone.until_loaded(loads)
    assert not phone.value("document.querySelector('#story').checkVisibility()")
    retype(phone, CODE.symbols)
    phone.tap("[value=erase]")
    phone.until(told("not-found"))


def test_a_machine_that_is_not_reached_is_said_to_be_so(phone: Tab, shop: Shop) -> None:
    scan(phone, shop)
    phone.cut_off(True)
    phone.tap("[value=erase]")
    phone.until(told("unreached"))
    phone.until("!document.querySelector('[value=erase]').disabled")


def test_where_others_read_along_nothing_is_shown(phone: Tab, shop: Shop) -> None:
    scan(phone, shop)
    buttons = "[...document.querySelectorAll('button')].map((each) => each.innerText)"
    assert phone.value(buttons) == ["Delete it"]
    assert "somebody could read along" in phone.text()


def test_without_scripts_the_screen_is_named(phone: Tab, shop: Shop) -> None:
    phone.without_scripts()
    scan(phone, shop)
    assert "please use the screen" in phone.text().lower()
    assert not phone.value("document.querySelector('#offer').checkVisibility()")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_over_https_a_record_is_shown_corrected_and_deleted(
    phone: Tab, encrypted: Shop, language: str
) -> None:
    phone.take_any_certificate()
    desk = encrypted.desk
    desk.reply = RecordReply(Outcome.SHOWN, RECORD)
    scan(phone, encrypted, language=language)
    phone.tap("[value=show]")
    phone.until(told("shown"))
    parts = "[...document.querySelectorAll('dl > *')].map((each) => each.innerText)"
    assert phone.value(parts) == [text for line in RECORD for text in line]
    assert (desk.wishes[-1].wish, desk.wishes[-1].language) == (Wish.SHOW, language)

    phone.until("!document.querySelector('#correct').disabled")
    phone.tap("#correct")
    asked = len(desk.wishes)
    phone.tap("[value=correct]")
    phone.until(told("unchosen"))
    assert len(desk.wishes) == asked
    phone.until("!document.querySelector('[value=correct]').disabled")
    phone.tap("input[name=gender][value=man]")
    phone.tap("input[name=age][value='35-44']")
    desk.reply = RecordReply(Outcome.CORRECTED)
    phone.tap("[value=correct]")
    phone.until(told("corrected"))
    band = next(each for each in age_bands(14) if each.name == "35-44")
    assert desk.wishes[-1].answer == Answer(Gender.MAN, band)

    desk.reply = RecordReply(Outcome.ERASED)
    phone.until("!document.querySelector('[value=erase]').disabled")
    phone.tap("[value=erase]")
    phone.until(told("erased"))
    assert desk.wishes[-1].wish is Wish.ERASE


def test_a_record_is_text_whatever_it_says(phone: Tab, encrypted: Shop) -> None:
    phone.take_any_certificate()
    encrypted.desk.reply = RecordReply(Outcome.SHOWN, (("<b>Gender</b>", "<script>x</script>"),))
    scan(phone, encrypted)
    phone.tap("[value=show]")
    phone.until(told("shown"))
    assert "<b>Gender</b>" in phone.text("#story")
    assert phone.value("document.querySelectorAll('#story b, #story script').length") == 0
