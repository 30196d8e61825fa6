"""The sign for the door and the receipt slips, read back and looked at."""

import functools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pypdfium2
import pytest

from kiosk.adapters.notices.facts import NoticeFacts
from kiosk.adapters.notices.papers import Papers, load_papers
from kiosk.ui.colours import LIGHT
from kiosk.ui.paper.letters import DOTS_PER_INCH, NoGlyph
from kiosk.ui.paper.sign import SignText, SignTooLong, sign_pdf
from kiosk.ui.paper.slips import SlipText, SlipTooLong, slips_pdf
from tests.adapters.notices.shop import ASSETS, FACTS, LANGUAGES, NOTICES, every_law

EACH_AND_BOTH = [("en",), ("zh_CN",), ("en", "zh_CN")]

LONGEST = replace(
    FACTS,
    kiosk={"en": "North Door by the Water " + "x" * 6, "zh_CN": "北门" * 15},
    controller={"en": "Lakeside " * 6 + "Ltd.", "zh_CN": "湖畔汽车销售服务" * 7},
    contact="p" * 43 + "@lakeside.example",
    address={"en": "1 Lakeside Road, " * 5, "zh_CN": "湖畔路一号" * 20},
    authority={"en": "the Office for Water and Waves " * 2, "zh_CN": "水务办公室" * 16},
    purpose={"en": "plan staff and stock and all the rest by who " * 2, "zh_CN": "安排人手" * 10},
    dpo="Wang Min, " * 7,
    notice_url="https://lakeside.example/" + "n" * 95,
    phone="network",
)


SHOPS = {"usual": FACTS, "longest": LONGEST, "no-page": replace(FACTS, notice_url=None)}
EVERY_LAW = every_law()


def papers(language: str, facts: NoticeFacts) -> Papers:
    return load_papers(ASSETS / "papers", NOTICES, language, facts, EVERY_LAW)


@functools.cache
def papers_of(language: str, shop: str) -> Papers:
    return papers(language, SHOPS[shop])


def sign(languages: Sequence[str], facts: NoticeFacts) -> bytes:
    return sign_pdf([SignText(tag, papers(tag, facts).sign) for tag in languages], facts.notice_url)


def slips(languages: Sequence[str], facts: NoticeFacts) -> bytes:
    return slips_pdf([SlipText(tag, papers(tag, facts).slips) for tag in languages])


@functools.cache
def sign_of(languages: tuple[str, ...], shop: str = "usual") -> Any:
    return pypdfium2.PdfDocument(sign(languages, SHOPS[shop]))


@functools.cache
def slips_of(languages: tuple[str, ...], shop: str = "usual") -> Any:
    return pypdfium2.PdfDocument(slips(languages, SHOPS[shop]))


@functools.cache
def picture_of_sign(languages: tuple[str, ...], shop: str = "usual") -> Any:
    return looked_at(sign_of(languages, shop)[0])


def read(page: Any) -> str:
    return "".join(page.get_textpage().get_text_range().split())


def squeezed(text: str) -> str:
    return "".join(text.split())


def looked_at(page: Any) -> Any:
    return page.render(scale=3).to_numpy()[:, :, :3]


def shows(picture: Any, colour: str) -> int:
    """How many pixels have exactly this colour."""
    red, green, blue = bytes.fromhex(colour.lstrip("#"))
    return int(np.all(picture == (blue, green, red), axis=2).sum())


@pytest.mark.parametrize("shop", ["usual", "longest"])
@pytest.mark.parametrize("languages", EACH_AND_BOTH, ids="+".join)
def test_a_sign_is_one_page_with_every_word_and_its_code(
    languages: tuple[str, ...], shop: str
) -> None:
    document = sign_of(languages, shop)
    assert len(document) == 1
    text = read(document[0])
    for language in languages:
        spoken = dict(papers_of(language, shop).sign)
        del spoken["ask"]
        del spoken["title" if len(languages) > 1 else "title_narrow"]
        for each in spoken.values():
            # A column's lines come between those of another: so line by line.
            assert squeezed(each)[:12] in text
    picture = cv2.cvtColor(picture_of_sign(languages, shop), cv2.COLOR_BGR2GRAY)
    found, _, _ = cv2.QRCodeDetector().detectAndDecode(picture)
    assert found == SHOPS[shop].notice_url


@pytest.mark.parametrize("languages", EACH_AND_BOTH, ids="+".join)
def test_a_sign_keeps_its_margins(languages: tuple[str, ...]) -> None:
    for shop in SHOPS:
        picture = picture_of_sign(languages, shop)
        inked = np.any(picture != 255, axis=2)
        rows, columns = (np.flatnonzero(inked.any(axis=axis)) for axis in (1, 0))
        top, bottom, left, right = rows[0], rows[-1], columns[0], columns[-1]
        height, width = picture.shape[:2]
        millimetre = height / 297
        assert top > 10 * millimetre
        assert left > 15 * millimetre
        assert width - right > 15 * millimetre
        assert height - bottom > 10 * millimetre


def test_a_sign_shows_the_closed_eye_and_nothing_of_the_lamps_green() -> None:
    picture = picture_of_sign(("en",))
    assert shows(picture, LIGHT.sand) > 10_000
    assert shows(picture, LIGHT.terracotta) > 1_000
    assert not shows(picture, LIGHT.lamp_on)


def test_without_a_page_a_sign_has_no_code_and_says_whom_to_ask() -> None:
    page = sign_of(LANGUAGES, "no-page")[0]
    picture = cv2.cvtColor(picture_of_sign(LANGUAGES, "no-page"), cv2.COLOR_BGR2GRAY)
    assert cv2.QRCodeDetector().detectAndDecode(picture)[0] == ""
    assert "Thefullnoticeisonthescreen" in read(page)
    assert "告知书全文就在屏幕上" in read(page)


def test_a_sign_that_cannot_fit_is_refused() -> None:
    with pytest.raises(SignTooLong, match="too long"):
        sign(LANGUAGES, replace(FACTS, purpose=dict.fromkeys(LANGUAGES, "very long " * 300)))


def test_a_name_that_cannot_be_drawn_is_named() -> None:
    with pytest.raises(NoGlyph, match="龘"):
        sign(LANGUAGES, replace(FACTS, controller=dict.fromkeys(LANGUAGES, "龘公司")))
    with pytest.raises(NoGlyph, match="龘"):
        slips(LANGUAGES, replace(FACTS, contact="龘"))


@pytest.mark.parametrize("shop", ["usual", "longest"])
def test_slips_are_eight_on_a_sheet_and_a_sheet_for_each_language(shop: str) -> None:
    document = slips_of(LANGUAGES, shop)
    assert len(document) == 2
    for page, language in zip(document, LANGUAGES, strict=True):
        spoken, text = papers_of(language, shop).slips, read(page)
        for name in ("title", "code", "until", "where", "how", "ours", "contact"):
            assert text.count(squeezed(spoken[name])) == 8
        assert text.count(squeezed(spoken["sheet"])) == 1


def test_a_slip_names_the_machine_and_the_shop() -> None:
    english, chinese = slips_of(LANGUAGES)
    assert "NorthDoor,LakesideMotorsLtd." in read(english)
    assert "湖畔汽车销售服务有限公司，北门" in read(chinese)


def points_of(page: Any, words: str) -> float:
    """The size in points of the letters of these words, which stand on one line of the page."""
    text = page.get_textpage()
    at, _ = text.search(words).get_next()
    return pypdfium2.raw.FPDFText_GetFontSize(text, at) / DOTS_PER_INCH * 72


@pytest.mark.parametrize("languages", EACH_AND_BOTH, ids="+".join)
def test_a_sign_can_be_read_at_a_door(languages: tuple[str, ...]) -> None:
    page = sign_of(languages)[0]
    read_at_a_door = {
        "en": ("We look at nothing", "correct", "You choose", "Water Office"),
        "zh_CN": ("您同意之前，我们什么", "留下的是年龄段", "由您选择", "水务办公室"),
    }
    for language in languages:
        said, kept, head, foot = (points_of(page, words) for words in read_at_a_door[language])
        assert said >= 14 and kept >= 14
        assert head > said
        assert foot >= 10


def test_a_slip_has_ten_empty_boxes_to_write_in() -> None:
    grey = cv2.cvtColor(looked_at(slips_of(LANGUAGES)[0]), cv2.COLOR_BGR2GRAY)
    millimetre = grey.shape[0] / 297
    dark = (grey < 200).astype(np.uint8)
    outlines, _ = cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    boxes = 0
    for outline in outlines:
        left, top, width, height = cv2.boundingRect(outline)
        if 7 < width / millimetre < 8.2 and 8.5 < height / millimetre < 9.6:
            boxes += 1
            inside = dark[top + 5 : top + height - 5, left + 5 : left + width - 5]
            assert not inside.any()
    assert boxes == 8 * 10


def test_a_contact_too_long_for_a_slip_is_refused() -> None:
    with pytest.raises(SlipTooLong, match="too long"):
        slips(("en",), replace(FACTS, contact="somewhere else " * 60))
