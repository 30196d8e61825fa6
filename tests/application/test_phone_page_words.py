"""The words of the phone page: alike in every language, all of them used, true to the screens."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kiosk.application.phone_page import Materials, served_pages, site_files
from kiosk.application.phone_page_words import PageWords, WordsBroken, words_of
from tests.application.phone_materials import ASSETS, LANGUAGES, MATERIALS, notices
from tests.noting import Noting, slots

ROOT = Path(__file__).parents[2]


def found(language: str) -> dict[str, object]:
    return tomllib.loads((ASSETS / "phone" / f"{language}.toml").read_text(encoding="utf-8"))


def test_every_notice_of_the_program_can_be_shown_on_phones() -> None:
    shipped = {path.stem for path in (ASSETS / "notices").glob("*.toml")}
    assert set(MATERIALS.words) == shipped == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_say_the_same_with_the_same_values(language: str) -> None:
    english, other = MATERIALS.words["en"], MATERIALS.words[language]
    assert list(other.texts) == list(english.texts)
    for name, text in other.texts.items():
        assert slots(text) == slots(english.texts[name]), name
    assert all(slots(text) == ["seconds"] for text in other.seconds.values())


def test_every_text_is_used() -> None:
    texts = Noting(MATERIALS.words["en"].texts)
    words = {"en": replace(MATERIALS.words["en"], texts=texts)}
    materials = Materials(words, MATERIALS.icons, MATERIALS.style, MATERIALS.script)
    for encrypted in (False, True):
        served_pages(notices(), materials, encrypted=encrypted)
    site_files(notices(), materials)
    # The links between languages are there only where there are several.
    assert set(texts) - texts.asked == {"languages"}


def quoted(words: PageWords, like: PageWords) -> list[str]:
    """What stands in quotation marks where it does in ``like``: buttons of the screen."""
    return [
        button
        for name, text in words.texts.items()
        if "“" in like.texts[name]
        for button in re.findall(r"“(.+?)”", text)
    ]


def test_buttons_are_named_as_the_screens_name_them() -> None:
    english, chinese = MATERIALS.words["en"], MATERIALS.words["zh_CN"]
    on_screen: dict[str, set[str]] = {}
    for message in ElementTree.parse(ROOT / "i18n" / "askfirst_zh_CN.ts").iter("message"):
        source, translation = message.findtext("source"), message.findtext("translation")
        on_screen.setdefault(source or "", set()).add(translation or "")
    pairs = list(zip(quoted(english, english), quoted(chinese, english), strict=True))
    assert len(pairs) >= 6
    for named, also_named in pairs:
        assert also_named in on_screen[named]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"language": "fr"}, "another shape"),
        ({"direction": "up"}, "another shape"),
        ({"words": "none"}, "another shape"),
        ({"words": {"agree": "Yes"}}, "another shape"),
        ({"words": {"armed_seconds": {"one": "a second"}}}, "another shape"),
        ({"words": {"armed_seconds": {"other": "seconds"}, "agree": " "}}, "lack a text"),
        ({"words": {"armed_seconds": {"other": "seconds"}, "agree": 3}}, "lack a text"),
    ],
)
def test_words_of_another_shape_are_refused(change: dict[str, object], reason: str) -> None:
    words_of(found("en"), "en")
    with pytest.raises(WordsBroken, match=reason):
        words_of(found("en") | change, "en")


def test_a_text_that_is_missing_or_wants_more_than_there_is_is_named() -> None:
    words = replace(MATERIALS.words["en"], texts={"agree": "I agree to {everything}"})
    for name in ("agree", "refuse"):
        with pytest.raises(WordsBroken, match=f"“{name}” in en"):
            words.say(name)
