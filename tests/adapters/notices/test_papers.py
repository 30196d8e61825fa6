"""What is printed beside the notice: filled, alike in both languages, true to the screens."""

import re
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kiosk.adapters.notices.facts import NoticeFacts
from kiosk.adapters.notices.law import load_packs
from kiosk.adapters.notices.notices import examine
from kiosk.adapters.notices.papers import Papers, PapersBroken, load_papers, printed
from kiosk.adapters.notices.stale import stale_facts
from kiosk.adapters.notices.template import load_template
from kiosk.application.document import Bullets, Document, Heading, Lines, Paragraph, QrPicture
from kiosk.domain.law import LawPack
from kiosk.domain.notice import Notice
from tests.adapters.notices.shop import (
    ASSETS,
    FACTS,
    LANGUAGES,
    NOTICES,
    every_law,
    with_phone,
)

ROOT = Path(__file__).parents[3]
PAPERS = ASSETS / "papers"
LAWS = load_packs(ASSETS / "law")


def papers(
    language: str, facts: NoticeFacts = FACTS, law: LawPack | None = None, folder: Path = PAPERS
) -> Papers:
    return load_papers(folder, NOTICES, language, facts, law or every_law())


def notice(language: str, facts: NoticeFacts = FACTS) -> Notice:
    found = examine(NOTICES, language, facts, every_law()).notice
    assert found is not None
    return found


def said(document: Document) -> str:
    texts: list[str] = [document.title]
    for block in document.blocks:
        match block:
            case Heading(text) | Paragraph(text):
                texts.append(text)
            case Bullets(items) | Lines(items):
                texts += items
            case _:
                pass
    return "\n".join(texts)


def whole(found: Papers) -> str:
    return "\n".join([*found.sign.values(), *found.slips.values(), said(found.requests)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_filled(language: str) -> None:
    assert not set("{}｛｝") & set(whole(papers(language)))


OF_A_PHONE = {
    "en": ("agree on your phone", "except to your phone", "delete it on your phone"),
    "zh_CN": ("用手机同意", "发到您手机上", "也可用手机删除"),
}
WHERE_IT_IS = {
    "off": (False, False, False),
    "network": (True, True, True),
    "site": (True, False, False),
}


@pytest.mark.parametrize("phone", WHERE_IT_IS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sign_speaks_of_phones_as_they_can_be_used_there(language: str, phone: str) -> None:
    sign = "\n".join(papers(language, with_phone(phone)).sign.values())
    assert tuple(words in sign for words in OF_A_PHONE[language]) == WHERE_IT_IS[phone]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sign_says_who_what_for_that_a_no_is_free_and_where_to_read(language: str) -> None:
    sign = "\n".join(papers(language).sign.values())
    for fact in (
        FACTS.controller[language],
        FACTS.contact,
        FACTS.address[language],
        FACTS.purpose[language],
        FACTS.authority[language],
        "Wang Min",
        "18",
        "8",
        {"en": "closed until you say yes", "zh_CN": "您同意之前"}[language],
        {"en": "A no costs nothing", "zh_CN": "拒绝没有任何损失"}[language],
        {"en": "3 days after the day ends", "zh_CN": "当天结束 3 天后删除"}[language],
        {"en": "or when we take the machine away", "zh_CN": "提前撤走"}[language],
    ):
        assert fact in sign


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_page_or_an_officer_the_sign_promises_neither(language: str) -> None:
    sign = papers(language, replace(FACTS, dpo=None, notice_url=None)).sign
    assert "dpo" not in sign
    assert "phone" not in sign
    assert sign["ask"]


@pytest.mark.parametrize(
    ("pack", "english", "chinese"),
    [
        ("cn", "Article 50", "第五十条"),
        ("eu", "within one month at the most", "最迟一个月。拒绝的"),
        ("eu", "GDPR, Article 11", "GDPR 第 11 条"),
        ("us-il", "In Illinois", "在伊利诺伊州"),
    ],
)
def test_staff_are_told_the_time_of_the_law_that_binds(
    pack: str, english: str, chinese: str
) -> None:
    for language, words in (("en", english), ("zh_CN", chinese)):
        for name, law in LAWS.items():
            assert (words in said(papers(language, law=law).requests)) == (name == pack)


@pytest.mark.parametrize("language", LANGUAGES)
def test_staff_are_told_what_never_to_do_and_whom_to_pass_it_to(language: str) -> None:
    requests = said(papers(language).requests)
    never = {"en": "Never look for the person in the pictures", "zh_CN": "绝不在其他摄像头的画面里"}
    guess = {"en": "Never guess a record by the time", "zh_CN": "绝不按时间、年龄或长相去猜"}
    for words in (never[language], guess[language], FACTS.contact, "Wang Min"):
        assert words in requests


def shape(value: Any) -> Any:
    """Keys, conditions, and the names in braces: what both languages must have alike."""
    if isinstance(value, dict):
        return {
            key: value[key] if key in ("when", "unless") else shape(each)
            for key, each in value.items()
            if key != "language"
        }
    if isinstance(value, list):
        return [shape(each) for each in value]
    return sorted(re.findall(r"{(\w+)}", value))


def test_both_languages_say_the_same_things_in_the_same_order() -> None:
    english, chinese = (
        tomllib.loads((PAPERS / f"{tag}.toml").read_text("utf-8")) for tag in LANGUAGES
    )
    assert shape(english) == shape(chinese)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_fact_of_the_shops_stands_in_the_texts_themselves(language: str) -> None:
    found = tomllib.loads((PAPERS / f"{language}.toml").read_text("utf-8"))
    words = FACTS.words(language, load_template(NOTICES / f"{language}.toml", language).units)
    stale = [line for text in strings(found) for line in stale_facts(text, words)]
    # The law's own: a national standard's number, and its time.
    lawful = ("“35273”", "“thirty days”", "“三十天”", "“256”")
    assert [line for line in stale if not line.startswith(lawful)] == []


def strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    within = value.values() if isinstance(value, dict) else value
    return [text for each in within for text in strings(each)]


def test_the_button_is_named_as_the_screen_names_it() -> None:
    words = ElementTree.parse(ROOT / "i18n" / "askfirst_zh_CN.ts")
    (chinese,) = {
        message.findtext("translation")
        for message in words.iter("message")
        if message.findtext("source") == "Delete my record"
    }
    for language, button in (("en", "Delete my record"), ("zh_CN", chinese)):
        found = papers(language)
        assert f"“{button}”" in found.slips["how"]
        assert f"“{button}”" in said(found.requests)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_printed_notice_says_all_that_the_notice_says_and_its_number(language: str) -> None:
    told = notice(language)
    document = printed(PAPERS, told)
    assert document.language == language
    for line in told.text.splitlines():
        assert line in said(document)
    assert told.version.content_hash in said(document)
    (code,) = [block for block in document.blocks if isinstance(block, QrPicture)]
    assert code.content == FACTS.notice_url


def test_a_printed_notice_of_a_shop_without_a_page_has_no_code() -> None:
    for told in (
        notice("en", replace(FACTS, notice_url=None)),
        replace(notice("en"), conditions=None),
    ):
        document = printed(PAPERS, told)
        assert not any(isinstance(block, QrPicture) for block in document.blocks)


def test_a_shop_without_words_in_a_language_prints_nothing_in_it() -> None:
    with pytest.raises(PapersBroken, match="no purpose in zh_CN"):
        papers("zh_CN", replace(FACTS, purpose={"en": "plan"}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('language = "en"', 'language = "fr"'),
        ("[slips]", "[slips"),
        ("[sign]", "[signs]"),
        ("{controller}", "{controllers}"),
        ('title = "Never"', ""),
        ("bullets = [", "bullets = [ 3,"),
    ],
)
def test_papers_of_another_shape_are_refused_by_name(tmp_path: Path, old: str, new: str) -> None:
    text = (PAPERS / "en.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "en.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(PapersBroken, match=r"en\.toml"):
        papers("en", folder=tmp_path)


def test_papers_that_are_missing_are_refused_by_name(tmp_path: Path) -> None:
    for language in LANGUAGES:
        with pytest.raises(PapersBroken, match=f"{language}.toml"):
            papers(language, folder=tmp_path)
        with pytest.raises(PapersBroken, match=f"{language}.toml"):
            printed(tmp_path, notice(language))
    shutil.copy(PAPERS / "en.toml", tmp_path)
    assert printed(tmp_path, notice("en")).title
