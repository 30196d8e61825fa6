"""A fleet's page at a desk, on a phone and on paper: nothing cut, nothing loaded, for everybody."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.fleet.words import LANGUAGES, fleet_words
from tests.browser import axe
from tests.browser.chromium import Browser, Tab
from tests.browser.fleet_page import NARROW, WIDE, at_width, pages_of, printed, write
from tests.fleet.sample_reports import ALL

SHOWN = ("regions", "week", "hours", "hostile", "few", "untold")

TOO_WIDE = """[...document.querySelectorAll('body *')].filter((each) => {
  if (each.closest('.scroll, .unseen, .across')) return false;
  const box = each.getBoundingClientRect();
  return box.width && (box.left < -0.5 || box.right > document.documentElement.clientWidth + 0.5);
}).map((each) => each.outerHTML.slice(0, 120))"""

COVERED = """(() => {
  const texts = [...document.querySelectorAll('.chart text, .row > span')].filter(
    (each) => each.textContent.trim());
  const boxes = texts.map((each) => [each.textContent, each.getBoundingClientRect()]);
  const found = [];
  boxes.forEach(([one, a], place) => boxes.slice(place + 1).forEach(([other, b]) => {
    const across = a.left < b.right - 1 && b.left < a.right - 1;
    if (across && a.top < b.bottom - 2 && b.top < a.bottom - 2)
      found.push(`${one} / ${other}`);
  }));
  return found;
})()"""
"""Words of charts that lie on each other."""

OUTSIDE = """[...document.querySelectorAll('.chart rect, .chart circle, .chart line')].filter(
  (each) => {
    const box = each.getBoundingClientRect();
    const svg = each.closest('svg').getBoundingClientRect();
    return box.left < svg.left - 6 || box.right > svg.right + 6
      || box.top < svg.top - 2 || box.bottom > svg.bottom + 2;
  }).map((each) => each.outerHTML.slice(0, 120))"""


_DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
"""A picture that any page without such rules shows."""


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Tab]:
    with chromium.tab() as made:
        at_width(made, WIDE)
        yield made
        assert made.problems == []
        assert [each for each in made.requests if not each.startswith("file:")] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOWN)
def test_nobody_is_shut_out_and_nothing_is_cut(
    desk: Tab, tmp_path: Path, name: str, language: str
) -> None:
    address = write(ALL[name](), language, tmp_path / "report.html")
    for width in (WIDE, NARROW):
        at_width(desk, width)
        desk.open(address)
        assert desk.value(TOO_WIDE) == []
        assert desk.value(COVERED) == []
        assert desk.value(OUTSIDE) == []
        assert axe.violations(desk) == []
    assert len(desk.requests) == 2


def test_its_own_rules_let_nothing_else_in(chromium: Browser, tmp_path: Path) -> None:
    with chromium.tab() as tab:
        tab.open(write(ALL["regions"](), "en", tmp_path / "report.html"))
        came = tab.value(
            "new Promise((say) => { const it = new Image(); it.onerror = it.onload = say;"
            f"it.src = '{_DOT}'; document.body.append(it); }}).then((it) => it.type)"
        )
        styled = tab.value(
            "(() => { const it = document.createElement('style'); it.textContent ="
            "'body { color: rgb(1, 2, 3) }'; document.head.append(it);"
            "return getComputedStyle(document.body).color; })()"
        )
        assert styled != "rgb(1, 2, 3)"
        assert came == "error"
        assert all("Content Security Policy" in problem for problem in tab.problems)
        assert len(tab.problems) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_paper_it_is_a4_and_each_page_says_what_is_invented(
    desk: Tab, tmp_path: Path, language: str
) -> None:
    words = fleet_words(language)
    for name, pages in (("regions", range(4, 8)), ("no-lines", range(2, 5))):
        report = ALL[name]()
        desk.open(write(report, language, tmp_path / f"{name}.html"))
        paper = pages_of(printed(desk))
        assert len(paper) in pages
        for page in paper:
            assert [round(side) for side in page.get_size()] == [595, 842]
            text = page.get_textpage().get_text_bounded()
            assert (words.say("invented") in text) == report.invented


def test_on_paper_a_long_table_has_its_head_on_every_page(desk: Tab, tmp_path: Path) -> None:
    desk.open(write(ALL["stores"](), "en", tmp_path / "stores.html"))
    texts = [page.get_textpage().get_text_bounded() for page in pages_of(printed(desk))]
    rows = [text for text in texts if len(re.findall(r"\w\s+Store \d", text)) > 10]
    assert len(rows) > 6
    assert all("Region" in text for text in rows)
