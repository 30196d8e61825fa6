"""Over HTTPS, and from the web site: the same visit, with the page where the shop wants it."""

import ssl
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.cli.codes import OK
from kiosk.cli.notice_site import publish
from kiosk.domain import states
from kiosk.domain.estimate import Answer, Gender, age_bands
from tests.adapters.phone import certificates
from tests.adapters.phone.certificates import Issued
from tests.browser.chromium import Tab
from tests.browser.web_site import WebSite
from tests.journeys.both import arm, assert_one_story, open_by_scan, told
from tests.journeys.kiosk import Kiosk
from tests.journeys.phone import (
    OFF,
    code_on,
    is_served,
    scan,
    served_here,
    settings_with,
    started,
    words_on,
)
from tests.journeys.test_door import free_port

pytestmark = [
    pytest.mark.usefixtures("signed"),
]


def retold(phone: Tab, button: str, story: str) -> None:
    """Press once the page takes presses again, and wait for what comes of it."""
    phone.until(f"!document.querySelector('{button}').disabled")
    phone.tap(button)
    phone.until(told(story))


def kept_by_camera(kiosk: Kiosk) -> states.ShowingReceipt:
    kiosk.press("Yes")
    kiosk.wait_for(states.ShowingResult)
    kiosk.press("Keep it")
    return kiosk.receipt()


def test_over_https_from_the_yes_to_a_record_that_is_seen_corrected_and_deleted(
    qtbot: QtBot, tmp_path: Path, phone: Tab, other_phone: Tab, issued: Issued
) -> None:
    served = replace(
        served_here(free_port()),
        name=certificates.NAME,
        certificate=str(issued.certificate),
        key=str(issued.key),
    )
    with started(tmp_path / "data", settings_with(served)) as kiosk:
        kiosk.wait_until(lambda: is_served(kiosk), "page")
        kiosk.wait_for_camera_door()
        url = open_by_scan(kiosk, phone)
        assert url.startswith(f"https://{certificates.NAME}:{served.port}/n/")
        # Not because this page says so: the browser knows whom it speaks to.
        assert phone.value("isSecureContext")
        arm(kiosk, phone)
        receipt = kept_by_camera(kiosk)
        phone.until(told("done"))
        assert_one_story(kiosk, phone, "waiting", "armed", "(looking)", "done")

        kiosk.press("More time")
        kiosk.wait_until(lambda: "on your phone" in words_on(kiosk), "word of the phone")
        other_phone.open(scan(kiosk))
        retold(other_phone, "[value=show]", "shown")
        assert "woman" in other_phone.text("#story dl")
        other_phone.until("!document.querySelector('#correct').disabled")
        other_phone.tap("#correct")
        other_phone.tap("input[name=gender][value=man]")
        other_phone.tap("input[name=age][value='55-64']")
        retold(other_phone, "[value=correct]", "corrected")
        band = next(each for each in age_bands(14) if each.name == "55-64")
        kiosk.settle_store()

        # At the screen the same code finds the same record, as it is now.
        kiosk.press("Done")
        kiosk.wait_for(states.Idle)
        kiosk.press("Delete my record")
        kiosk.wait_for(states.EnteringCode)
        for symbol in receipt.code.symbols:
            kiosk.press(symbol)
        shown = kiosk.wait_for(states.ShowingRecord)
        assert isinstance(shown, states.ShowingRecord)
        assert shown.record.answer == Answer(Gender.MAN, band)

        retold(other_phone, "[value=erase]", "erased")
        assert kiosk.visit_rows() == 0


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_digits_of_the_page_on_the_web_site_are_typed_on_the_screens_keys(
    qtbot: QtBot, tmp_path: Path, phone: Tab, issued: Issued, language: str
) -> None:
    phone.prefer({"en": "en", "zh_CN": "zh-CN,zh"}[language])
    encryption = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    encryption.load_cert_chain(issued.certificate, issued.key)
    with WebSite(tmp_path / "web", encryption) as site:
        address = site.address("", certificates.NAME)
        settings = settings_with(replace(OFF, mode="site"), notice_url=address)
        with started(tmp_path / "data", settings) as kiosk:
            kiosk.wait_for_camera_door()
            assert publish(tmp_path / "web" / "notice", tmp_path / "data", settings) == OK
            wrong_once_then_right(kiosk, phone)
            assert {each for each in phone.requests if not each.startswith(address)} == set()
            assert all(each.startswith("GET /notice/") for each in site.asked)
            asked = len(site.asked)
            kiosk.press("Yes")
            kiosk.wait_for(states.ShowingResult)
            assert len(site.asked) == asked, "the page tells nobody what was chosen"


def wrong_once_then_right(kiosk: Kiosk, phone: Tab) -> None:
    """Agree on the page, mistype its digits at the screen, and then type them right."""
    url = scan(kiosk)
    assert url == code_on(kiosk)
    phone.open(url)
    phone.until("document.readyState === 'complete' && !document.querySelector('#offer').hidden")
    phone.tap("#agree")
    phone.until(told("digits"))
    digits = phone.text("#story .number").replace(" ", "")
    assert len(digits) == 4
    kiosk.press("My phone shows four digits")
    kiosk.wait_for(states.EnteringPhoneCode)
    for digit in f"{(int(digits) + 1) % 10_000:04}":
        kiosk.press(digit)
    kiosk.wait_until(lambda: "not the digits" in words_on(kiosk), "word that they are wrong")
    for digit in digits:
        kiosk.press(digit)
    armed = kiosk.wait_for(states.Armed)
    assert isinstance(armed, states.Armed)
    # The notice that was agreed to is the one that this phone showed.
    assert armed.ask.notice.content_hash in phone.text("footer")
    assert f"{armed.ask.minimum_age} or older" in words_on(kiosk)
    assert not any(isinstance(visit, states.Looking) for visit in kiosk.seen)
