"""Every page at the size of a phone: in every language, light and dark, enlarged, for everybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.bootstrap.phone_pages import pages_of
from kiosk.domain.notice import Notice
from tests.adapters.notices.shop import LANGUAGES
from tests.adapters.phone.serving import Shop, open_shop
from tests.browser import axe
from tests.browser.chromium import Browser, Tab
from tests.browser.web_site import WebSite

NONCE = "ABCDEFGHIJKLMNOP"
KINDS = ("notice", "expired", "receipt", "site")
WITH_DOORS = ("notice", "receipt", "site")

EVERYTHING_SHOWN = """(() => {
  document.querySelectorAll('details').forEach((each) => { each.open = true; });
  document.querySelectorAll('#correction').forEach((each) => { each.hidden = false; });
  const story = document.querySelector('#story');
  if (!story) return 0;
  story.hidden = false;
  const parts = [...document.querySelectorAll('template')];
  parts.forEach((each) => { story.append(each.content.cloneNode(true)); });
  story.querySelectorAll('[data-slot=number]').forEach((each) => { each.textContent = '47'; });
  story.querySelectorAll('dl').forEach((each) => {
    each.innerHTML = '<dt>Gender</dt><dd>woman</dd>';
  });
  return parts.length;
})()"""
"""All that a page can ever show, at once."""

TOO_WIDE = """[...document.querySelectorAll('body *')].filter((each) => {
  const box = each.getBoundingClientRect();
  return box.width && !each.closest('.unseen') && (box.left < -0.5 || box.right > innerWidth + 0.5);
}).map((each) => each.outerHTML.slice(0, 120))"""

DOORS = """[...document.querySelectorAll('.doors')].map((row) => [...row.children].map((each) => {
  const box = each.getBoundingClientRect();
  const style = getComputedStyle(each);
  return [Math.round(box.width), Math.round(box.height), style.color, style.backgroundColor,
    style.borderColor, style.borderWidth, style.fontSize, style.fontWeight, style.opacity];
}))"""

TOO_SMALL = """[...document.querySelectorAll('a, button, summary, #code, .choices label')].filter(
  (each) => each.checkVisibility() && !each.closest('p') && each.getBoundingClientRect().height < 44
).map((each) => each.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def shop(notices: dict[str, Notice]) -> Iterator[Shop]:
    """With a receipt's page that has everything on it."""
    with open_shop(pages=pages_of(notices, encrypted=True)) as made:
        yield made


def show(phone: Tab, kind: str, language: str, shop: Shop, site: WebSite) -> None:
    """Open a page of this kind and have it show all it can."""
    addresses = {
        "notice": lambda: f"{shop.origin}/n/{shop.offer()}?lang={language}",
        "expired": lambda: f"{shop.origin}/n/none?lang={language}",
        "receipt": lambda: f"{shop.origin}/r?lang={language}",
        "site": lambda: site.address(f"{language}.html#{NONCE}"),
    }
    phone.open(addresses[kind]())
    shown = phone.value(EVERYTHING_SHOWN)
    assert bool(shown) == (kind != "expired")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_is_shut_out(
    phone: Tab, shop: Shop, site: WebSite, kind: str, language: str
) -> None:
    show(phone, kind, language, shop, site)
    for dark, paper in ((False, "rgb(245, 241, 232)"), (True, "rgb(22, 28, 26)")):
        phone.be(dark=dark)
        assert phone.value("getComputedStyle(document.body).backgroundColor") == paper
        assert axe.violations(phone) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_everything_fits_and_can_be_touched(
    phone: Tab, shop: Shop, site: WebSite, kind: str, language: str
) -> None:
    show(phone, kind, language, shop, site)
    for zoom in (1.0, 2.0):
        phone.be(zoom=zoom)
        assert phone.value(TOO_WIDE) == []
        assert phone.value("document.documentElement.scrollWidth") == round(390 / zoom)
        assert phone.value(TOO_SMALL) == []
    phone.be()
    phone.value("document.documentElement.style.fontSize = '200%'")
    assert phone.value(TOO_WIDE) == []


@pytest.mark.parametrize("kind", WITH_DOORS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_doors_beside_each_other_are_equal(
    phone: Tab, shop: Shop, site: WebSite, kind: str, language: str
) -> None:
    show(phone, kind, language, shop, site)
    for dark in (False, True):
        for zoom in (1.0, 2.0):
            phone.be(dark=dark, zoom=zoom)
            rows = phone.value(DOORS)
            assert any(len(row) > 1 for row in rows)
            for row in rows:
                assert all(door == row[0] for door in row), row


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_that_is_read_from_right_to_left_is_mirrored(
    phone: Tab, shop: Shop, site: WebSite, kind: str
) -> None:
    show(phone, kind, "en", shop, site)
    phone.value("document.documentElement.dir = 'rtl'")
    assert phone.value(TOO_WIDE) == []
    assert phone.value("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    if kind in ("notice", "site"):
        icon, text = phone.value(
            "['svg', 'div'].map((name) => document.querySelector(`.cards li > ${name}`)"
            ".getBoundingClientRect().left)"
        )
        assert icon > text


def test_a_reader_who_wants_more_contrast_gets_it(phone: Tab, shop: Shop, site: WebSite) -> None:
    show(phone, "notice", "en", shop, site)
    edge = "getComputedStyle(document.querySelector('#agree')).borderColor"
    before = phone.value(edge)
    phone.ask(
        "Emulation.setEmulatedMedia", features=[{"name": "prefers-contrast", "value": "more"}]
    )
    assert phone.value(edge) != before
    assert axe.violations(phone) == []


def test_on_paper_the_whole_text_is_there_and_no_button(
    phone: Tab, shop: Shop, site: WebSite
) -> None:
    phone.open(site.address(f"en.html#{NONCE}"))
    phone.value("dispatchEvent(new Event('beforeprint'))")
    phone.ask("Emulation.setEmulatedMedia", media="print")
    assert phone.value("document.querySelector('#full section').checkVisibility()")
    assert not phone.value("document.querySelector('#agree').checkVisibility()")


def test_barriers_would_be_found(chromium: Browser, shop: Shop, site: WebSite) -> None:
    with chromium.tab() as phone:
        phone.be()
        show(phone, "notice", "en", shop, site)
        phone.value(
            "document.querySelector('main').append(document.createElement('button'));"
            "const [bad, poor] = document.querySelectorAll('.cards p');"
            "bad.style.color = '#777'; poor.style.color = '#666'"
        )
        found = {each["id"] for each in axe.violations(phone)}
        assert {"button-name", "color-contrast", "color-contrast-enhanced"} <= found
