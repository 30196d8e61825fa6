"""The phone page as HTML: the notice word for word, two equal buttons, nothing from elsewhere."""

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from kiosk.application.phone import CSRF_SLOT, Ending, LanguagePages, Outcome, Wish
from kiosk.application.phone_page import Materials, served_pages, site_files
from kiosk.domain.estimate import UNSAID, age_bands
from tests.application.phone_materials import LANGUAGES, MATERIALS, notices, whole_notice

EMPTY = frozenset({"meta", "link", "input", "br"})
STORIES = ("waiting", "armed", "busy", "looking", "done", "refused")
REFUSALS = ("used", "changed", "gone", "unsent", "stale", "lost")


class Page(HTMLParser):
    """A page taken apart: its elements with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data.replace("\u00a0", " "))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def values(self, attribute: str) -> list[str | None]:
        return [each[attribute] for _, each in self.elements if attribute in each]


def pages(*, encrypted: bool = False, language: str = "en") -> LanguagePages:
    return served_pages(notices(), MATERIALS, encrypted=encrypted).languages[language]


def every_page() -> Iterator[tuple[str, str]]:
    for encrypted in (False, True):
        made = served_pages(notices(), MATERIALS, encrypted=encrypted)
        for tag, each in made.languages.items():
            yield f"{tag} notice", each.notice
            yield f"{tag} expired", each.expired
            yield f"{tag} receipt {encrypted}", each.receipt
    for name, text in site_files(notices(), MATERIALS).items():
        if name.endswith(".html"):
            yield name, text


EVERY_PAGE = [pytest.param(html, id=name) for name, html in every_page()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_is_there_word_for_word(language: str) -> None:
    told = whole_notice(language)
    for html in (
        pages(language=language).notice,
        site_files(notices(), MATERIALS)[f"{language}.html"],
    ):
        texts = Page(html).texts
        assert told.title in texts
        for card in told.cards:
            assert {card.title, card.text} <= set(texts)
        for section in told.sections:
            assert {section.title, *section.paragraphs} <= set(texts)
        assert told.controller in texts


def test_the_page_bears_the_number_that_the_screen_bears() -> None:
    version = whole_notice().version
    assert pages().notice_hash == version.content_hash
    page = Page(pages().notice)
    assert f"Notice {version.short}" in page.texts
    assert version.content_hash in page.texts
    assert page.values("data-notice") == [version.content_hash]


@pytest.mark.parametrize("html", EVERY_PAGE)
def test_nothing_comes_from_elsewhere_or_stands_in_the_page_itself(html: str) -> None:
    page = Page(html)
    assert [each["src"] in ("/page.js", "page.js") for each in page.all("script")] == [True]
    assert [each["href"] in ("/page.css", "page.css") for each in page.all("link")] == [True]
    for tag, attributes in page.elements:
        assert tag not in {"style", "img", "iframe", "object", "base", "noscript"}
        assert "style" not in attributes and "action" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert "//" not in (attributes.get("href") or "")
    assert "<script>" not in html


@pytest.mark.parametrize("html", EVERY_PAGE)
def test_it_says_its_language_and_goes_to_the_others(html: str) -> None:
    page = Page(html)
    (root,) = page.all("html")
    links = [each for each in page.all("a") if "hreflang" in each]
    assert [each["lang"] for each in links] == ["en", "zh-CN"]
    assert [each["lang"] for each in links if "aria-current" in each] == [root["lang"]]
    assert root["dir"] == "ltr"


def test_the_two_buttons_differ_in_nothing_but_their_words() -> None:
    for html in (pages().notice, site_files(notices(), MATERIALS)["en.html"]):
        agree, refuse = Page(html).all("button")
        assert (agree.pop("id"), refuse.pop("id")) == ("agree", "refuse")
        assert agree == refuse


def test_the_secret_of_a_page_has_one_place_where_something_can_be_sent() -> None:
    for encrypted in (False, True):
        made = pages(encrypted=encrypted)
        assert made.notice.count(CSRF_SLOT) == made.receipt.count(CSRF_SLOT) == 1
        assert CSRF_SLOT not in made.expired
    assert not any(CSRF_SLOT in text for text in site_files(notices(), MATERIALS).values())


def stories(html: str) -> set[str]:
    return {str(name) for name in Page(html).values("data-story")}


def test_every_turn_of_the_story_has_its_words() -> None:
    endings = {each.value.replace("_", "-") for each in Ending}
    assert stories(pages().notice) == {*STORIES, *endings, *REFUSALS}


def test_whatever_becomes_of_a_code_has_its_words() -> None:
    said = stories(pages(encrypted=True).receipt)
    outcomes = {each.value.replace("_", "-") for each in Outcome}
    more = {"asking", "not-a-code", "burnt", "slow-down", "old-page", "unreached", "unchosen"}
    assert said == outcomes | more


def test_the_lamp_is_on_only_while_the_camera_is() -> None:
    html = pages().notice
    _, _, after = html.partition('class="lamp on"')
    assert html.count('class="lamp on"') == 1
    assert "Camera on" in after
    assert html.index('data-story="looking"') < html.index('class="lamp on"')
    assert "data-story" not in html[html.index('data-story="looking"') + 1 : -len(after)]


def test_over_a_line_that_others_read_a_record_is_only_deleted() -> None:
    buttons = Page(pages(encrypted=False).receipt).all("button")
    assert [each["value"] for each in buttons] == [Wish.ERASE.value]
    assert not Page(pages(encrypted=False).receipt).all("fieldset")


def test_over_an_encrypted_line_a_record_is_shown_and_corrected_as_well() -> None:
    page = Page(pages(encrypted=True).receipt)
    sends = [each["value"] for each in page.all("button") if each["type"] == "submit"]
    assert sends == [Wish.SHOW.value, Wish.ERASE.value, Wish.CORRECT.value]
    chosen = {
        name: [each["value"] for each in page.all("input") if each.get("name") == name]
        for name in ("gender", "age")
    }
    bands = [band.name for band in age_bands(whole_notice().minimum_age)]
    assert chosen == {"gender": ["woman", "man", UNSAID], "age": [*bands, UNSAID]}
    assert not any("checked" in each for each in page.all("input"))


def test_a_code_can_never_end_in_an_address() -> None:
    (form,) = Page(pages().receipt).all("form")
    assert form["method"] == "post"
    (field,) = (each for each in Page(pages().receipt).all("input") if each["id"] == "code")
    assert "name" not in field


def test_a_language_without_words_has_no_page() -> None:
    three = notices("zh_CN", "fr", "en")
    assert list(served_pages(three, MATERIALS, encrypted=False).languages) == ["zh_CN", "en"]
    assert "fr.html" not in site_files(three, MATERIALS)
    assert site_files(notices("fr"), MATERIALS) == {}


def test_one_language_needs_no_links_to_others() -> None:
    assert not Page(
        served_pages(notices("en"), MATERIALS, encrypted=False).languages["en"].notice
    ).all("nav")


def test_a_language_that_is_read_from_right_to_left_is_set_so() -> None:
    arabic = replace(MATERIALS.words["en"], language="ar", direction="rtl")
    words = Materials({"ar": arabic}, MATERIALS.icons, MATERIALS.style, MATERIALS.script)
    made = served_pages(notices("ar"), words, encrypted=False).languages["ar"]
    (root,) = Page(made.notice).all("html")
    assert (root["lang"], root["dir"]) == ("ar", "rtl")


def test_the_site_has_a_page_for_each_language_and_one_that_chooses() -> None:
    files = site_files(notices("zh_CN", "en"), MATERIALS)
    assert list(files) == ["index.html", "zh_CN.html", "en.html", "page.css", "page.js"]
    assert Page(files["index.html"]).values("data-chooses") == [""]
    assert Page(files["index.html"]).all("html")[0]["lang"] == "zh-CN"
    for name in ("zh_CN.html", "en.html"):
        assert Page(files[name]).values("data-chooses") == []


def test_pages_of_a_web_site_carry_their_own_rules_and_may_send_nothing() -> None:
    for name, html in site_files(notices(), MATERIALS).items():
        if name.endswith(".html"):
            rules = [each["content"] for each in Page(html).all("meta") if "http-equiv" in each]
            assert rules == [
                "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; "
                "form-action 'none'"
            ]


def test_a_notice_that_does_not_say_how_long_the_camera_looks_is_not_shown() -> None:
    bare = {"en": replace(whole_notice(), conditions=None)}
    with pytest.raises(ValueError, match="without conditions"):
        served_pages(bare, MATERIALS, encrypted=False)
    with pytest.raises(ValueError, match="without conditions"):
        site_files(bare, MATERIALS)
