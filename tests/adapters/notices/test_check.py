"""What the check finds: whatever is missing, empty, stale, left over or too long, by name."""

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.adapters.notices import check, notices
from kiosk.adapters.notices.check import Fault, Finding
from kiosk.adapters.notices.law import load_packs
from kiosk.adapters.notices.notices import examine, examine_text, shipped_languages
from kiosk.adapters.notices.sentences import measure
from kiosk.adapters.notices.stale import stale_facts
from kiosk.adapters.notices.template import Template, load_template
from kiosk.domain.law import LawPack, union
from kiosk.domain.notice import ITEMS
from tests.adapters.notices.shop import (
    ASSETS,
    FACTS,
    KINDS,
    LANGUAGES,
    NOTICES,
    asked,
    every_law,
    with_phone,
)
from tests.adapters.notices.templates import codes_of, items_of, parts_of, places, write

LAWS = load_packs(ASSETS / "law")
ANY_LAWS = [names for size in (1, 2, 3) for names in combinations(LAWS, size)]


@pytest.fixture(autouse=True, scope="module")
def looked_at_once() -> Iterator[None]:
    """The same file is parsed once, and the same text searched once for facts in it.

    What is tried here is what the check makes of them, hundreds of times with one change.
    """

    parsed: dict[tuple[str, bytes], Template] = {}

    def load(path: Path, language: str) -> Template:
        key = language, path.read_bytes()
        if key not in parsed:
            parsed[key] = load_template(path, language)
        return parsed[key]

    @functools.cache
    def searched(text: str, words: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
        return tuple(stale_facts(text, dict(words)))

    def stale(text: str, words: Mapping[str, str]) -> tuple[str, ...]:
        return searched(text, tuple(words.items()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notices, "load_template", load)
        patch.setattr(check, "stale_facts", stale)
        yield


def found_in(
    parts: dict[str, Any], folder: Path, law: LawPack, phone: str = "off"
) -> tuple[Finding, ...]:
    write(parts, folder)
    return examine(folder, parts["language"], with_phone(phone), law).findings


def unanswered(
    parts: dict[str, Any], folder: Path, law: LawPack, phone: str = "off"
) -> list[Finding]:
    """What is named as unanswered: each with item and article, and the part if not all is gone."""
    found = [each for each in found_in(parts, folder, law, phone) if each.fault is Fault.UNANSWERED]
    for each in found:
        assert (f"{each.item}.{each.part}" if each.part else each.item) in each.says
        assert f"{each.article} asks for" in each.says
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shipped_is_well_under_every_law(language: str) -> None:
    for names, phone in product(ANY_LAWS, KINDS):
        law = union(LAWS[name] for name in names)
        looked = examine(NOTICES, language, with_phone(phone), law)
        assert looked.findings == (), (names, phone)
        assert looked.notice is not None
        assert looked.notice.missing(law.required) == (), (names, phone)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_written_down_again_is_the_same_notice(tmp_path: Path, language: str) -> None:
    for phone in KINDS:
        write(parts_of(language, phone), tmp_path)
        written = examine(tmp_path, language, with_phone(phone), every_law())
        assert written == examine(NOTICES, language, with_phone(phone), every_law()), phone


def unname(section: dict[str, Any], item: str) -> None:
    section["paragraphs"] = [
        " ".join(paragraph[key] for key in codes_of(paragraph))
        if any(f"{item}." in key for key in codes_of(paragraph))
        else paragraph
        for paragraph in section["paragraphs"]
    ]


def empty_the_texts(section: dict[str, Any], item: str) -> None:
    for paragraph in section["paragraphs"]:
        for key in codes_of(paragraph):
            paragraph[key] = " "


def take_the_texts_out(section: dict[str, Any], item: str) -> None:
    section["paragraphs"] = [
        {key: text for key, text in paragraph.items() if f"{item}." not in key}
        for paragraph in section["paragraphs"]
    ]
    section["paragraphs"] = [each for each in section["paragraphs"] if codes_of(each)]


def lose_the_texts(section: dict[str, Any], item: str) -> None:
    del section["paragraphs"]


def empty_the_title(section: dict[str, Any], item: str) -> None:
    section["title"] = ""


WAYS = [unname, empty_the_texts, take_the_texts_out, lose_the_texts, empty_the_title]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", WAYS)
def test_no_item_can_be_taken_out_unnamed(
    tmp_path: Path, language: str, way: Callable[[dict[str, Any], str], None]
) -> None:
    for item in ITEMS:
        parts = parts_of(language)
        for section in parts["sections"]:
            if item in items_of(section):
                way(section, item)
        asking = [law for law in LAWS.values() if item in law.required]
        assert asking, item
        for law in asking:
            named = [each for each in unanswered(parts, tmp_path, law) if each.item == item]
            found = [(each.part, each.article) for each in named]
            assert found == [("", dict(law.articles)[item])], (item, law.name)


@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_whatever_sections_are_taken_out_all_that_they_alone_said_is_named(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, language: str
) -> None:
    folder = tmp_path_factory.mktemp("changed")
    parts = parts_of(language)
    numbers = range(len(parts["sections"]))
    gone = data.draw(st.sets(st.sampled_from(numbers), min_size=1))
    names = data.draw(st.sets(st.sampled_from(sorted(LAWS)), min_size=1))
    law = union(LAWS[name] for name in sorted(names))
    parts["sections"] = [parts["sections"][number] for number in numbers if number not in gone]
    left = {code for _, _, key in places(parts) for code in key.split()}
    named = {(each.item, each.part): each.article for each in unanswered(parts, folder, law)}
    for part in asked(law):
        whole, alone = (part.item, ""), (part.item, part.name)
        assert (part.code not in left) == (whole in named or alone in named)
        assert named.get(alone, part.article) == part.article


def asked_of(
    parts: dict[str, Any], codes: set[str], law: LawPack, phone: str
) -> set[tuple[str, str, str]]:
    """What has to be named where these parts are gone: the part, or the item that is all gone."""
    left = {code for _, _, key in places(parts) for code in key.split()}
    items_left = {code.partition(".")[0] for code in left}
    return {
        (part.item, part.name, part.article)
        if part.item in items_left
        else (part.item, "", dict(law.articles)[part.item])
        for part in asked(law, phone)
        if part.code in codes
    }


def told(language: str) -> Iterator[tuple[str, int, int, str]]:
    """Every group of sentences once, and a kind of shop whose notice has it, where it has it."""
    seen: set[tuple[str, str]] = set()
    for phone in KINDS:
        parts = parts_of(language, phone)
        for number, place, key in places(parts):
            text = parts["sections"][number]["paragraphs"][place][key]
            if (key, text) not in seen:
                seen.add((key, text))
                yield phone, number, place, key


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentences_can_be_taken_out_unnamed(tmp_path: Path, language: str, law: LawPack) -> None:
    for phone, number, place, key in told(language):
        parts = parts_of(language, phone)
        paragraphs = parts["sections"][number]["paragraphs"]
        del paragraphs[place][key]
        if not codes_of(paragraphs[place]):
            del paragraphs[place]
        found = unanswered(parts, tmp_path, law, phone)
        named = {(each.item, each.part, each.article) for each in found}
        assert named == asked_of(parts, set(key.split()), law, phone), (phone, key)


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_paragraph_can_be_taken_out_unnamed(tmp_path: Path, language: str, law: LawPack) -> None:
    for phone, number, place in dict.fromkeys(where[:3] for where in told(language)):
        parts = parts_of(language, phone)
        gone = parts["sections"][number]["paragraphs"].pop(place)
        codes = {code for key in codes_of(gone) for code in key.split()}
        found = unanswered(parts, tmp_path, law, phone)
        named = {(each.item, each.part, each.article) for each in found}
        assert named == asked_of(parts, codes, law, phone), (phone, codes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_says_what_some_law_asks_for_and_nothing_is_said_twice(
    language: str,
) -> None:
    for phone in KINDS:
        parts = parts_of(language, phone)
        said = [code for _, _, key in places(parts) for code in key.split()]
        codes = {part.code for law in LAWS.values() for part in asked(law, phone)}
        assert sorted(said) == sorted(codes), phone
        paragraphs = [each for section in parts["sections"] for each in section["paragraphs"]]
        assert all(codes_of(each) and "text" not in each for each in paragraphs), phone


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_section_says_of_another_item_does_not_answer_for_it(
    tmp_path: Path, language: str
) -> None:
    # The legal basis stands beside "a no costs nothing", and neither answers for the other.
    parts = parts_of(language)
    for section in parts["sections"]:
        if {"N9", "N11"} <= items_of(section):
            take_the_texts_out(section, "N11")
    (found,) = unanswered(parts, tmp_path, LAWS["cn"])
    assert (found.item, found.article) == ("N11", "PIPL 13")


@pytest.mark.parametrize("code", ["N3.nobody", "N4.picture", "N6.effect", "N11.separate"])
def test_half_of_an_item_is_not_the_item(tmp_path: Path, code: str) -> None:
    for language in LANGUAGES:
        parts = parts_of(language)
        ((number, place, _),) = [where for where in places(parts) if where[2] == code]
        paragraphs = parts["sections"][number]["paragraphs"]
        del paragraphs[place][code]
        parts["sections"][number]["paragraphs"] = [each for each in paragraphs if codes_of(each)]
        (part,) = [part for part in LAWS["cn"].parts if part.code == code]
        (found,) = unanswered(parts, tmp_path, LAWS["cn"])
        assert (found.item, found.part, found.article) == (part.item, part.name, part.article)
        assert code in found.says and part.says in found.says


# Each with a phone page under which the part is asked.
FACTS_OF_PARTS = sorted(
    {
        (part.code, fact): phone
        for phone in reversed(KINDS)
        for part in asked(every_law(), phone)
        for fact in part.facts
    }.items()
)


def test_every_fact_that_a_visitor_reads_belongs_to_a_part() -> None:
    assert {fact for (_, fact), _ in FACTS_OF_PARTS} == {
        *("controller", "contact", "address", "dpo", "purpose", "minimum_age", "camera_seconds"),
        *("window", "day_ends", "counts_months", "proof_years", "backups"),
        *("countdown_seconds", "authority", "notice_url", "public_key"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_is_not_said_without_its_facts(tmp_path: Path, language: str) -> None:
    for (code, fact), phone in FACTS_OF_PARTS:
        parts = parts_of(language, phone)
        for number, place, key in places(parts):
            if code in key.split():
                paragraph = parts["sections"][number]["paragraphs"][place]
                paragraph[key] = paragraph[key].replace(f"{{{fact}}}", "such")
        found = unanswered(parts, tmp_path, every_law(), phone)
        assert [f"{each.item}.{each.part}" for each in found] == [code], (code, fact)
        assert f"without {{{fact}}}" in found[0].says


def test_a_mark_that_is_no_part_of_an_item_is_refused(tmp_path: Path) -> None:
    for mark in ("N99.who", "N1", "N1.", "who", "N1.who,N1.reach"):
        parts = parts_of("en")
        parts["sections"][0]["paragraphs"].append({mark: "We are."})
        (found,) = found_in(parts, tmp_path, every_law())
        assert found.fault is Fault.BROKEN
        assert f"“{mark}”" in found.says


def test_a_sentence_of_the_shops_own_needs_no_mark(tmp_path: Path) -> None:
    parts = parts_of("en")
    parts["sections"][0]["paragraphs"] += ["Come in.", {"when": "pack:eu", "text": "Hello."}]
    write(parts, tmp_path)
    looked = examine(tmp_path, "en", FACTS, every_law())
    assert looked.findings == ()
    assert looked.notice is not None
    assert looked.notice.sections[0].paragraphs[-2:] == ("Come in.", "Hello.")
    assert looked.notice.sections[0].items == ("N1",)


@pytest.mark.parametrize(
    ("language", "text", "named", "cure"),
    [
        ("en", "It is erased after 72 hours.", "72 hours", "{window}, which is “3 days” here"),
        ("en", "It is erased after 3 days.", "3 days", "{window}"),
        ("en", "It is erased after seventy-two hours.", "seventy-two hours", "{window}"),
        ("en", "Look for 10 seconds.", "10 seconds", "{camera_seconds}, which is “8” here"),
        ("en", "Anyone over 18 may.", "18", "{minimum_age}"),
        ("en", "If you are 18 years old.", "18 years old", "{minimum_age}"),
        ("en", "Kept for 25 months.", "25 months", "{counts_months}"),
        ("en", "Kept for three years.", "three years", "{proof_years}"),
        ("en", "Our day ends at 04:00.", "04:00", "{day_ends}"),
        ("en", "Model 7 of it.", "7", "write the name of the fact in braces"),
        ("en", "Ask Lakeside Motors Ltd. for it.", "Lakeside Motors Ltd.", "{controller}"),
        ("en", "We plan staff and stock by who visits.", "plan staff and", "{purpose}"),
        ("zh_CN", "保存 72 小时。", "72 小时", "{window}，which".replace("，", ", ")),
        ("zh_CN", "保存三天。", "三天", "{window}"),
        ("zh_CN", "保存七十二小时。", "七十二小时", "{window}"),
        ("zh_CN", "未满 14 岁请勿使用。", "14 岁", "{minimum_age}"),
        ("zh_CN", "未满十四周岁请勿使用。", "十四周岁", "{minimum_age}"),
        ("zh_CN", "请找湖畔汽车销售服务有限公司。", "湖畔汽车销售服务有限公司", "{controller}"),
    ],
)
def test_a_fact_in_the_text_itself_is_named_with_its_cure(
    tmp_path: Path, language: str, text: str, named: str, cure: str
) -> None:
    parts = parts_of(language)
    parts["sections"][5]["paragraphs"].append(text)
    found = found_in(parts, tmp_path, every_law())
    (stale,) = [each for each in found if each.fault is Fault.STALE]
    assert named in stale.says
    assert cure in stale.says
    assert text[:10] in stale.says


@pytest.mark.parametrize(
    "text",
    [
        "See Article 12(3) and (4), Article 6(1)(a) and Articles 9(2)(a), 13 and 14–15 of it.",
        "Regulation (EU) 2016/679, Section 15, §§ 3, and 740 ILCS 14/15.",
        "依据第十三条第一款第（一）项和第 9 条第 2 款。",
        "法释〔2021〕15号第二条。",
        "One day is not a number, and those few seconds are none.",
        "两张脸，一天的结束，这几秒。",
        "For {window} after {minimum_age}, two faces and five cards.",
    ],
)
def test_a_citation_is_no_fact_of_the_shops(text: str) -> None:
    assert list(stale_facts(text, {"minimum_age": "14"})) == []


def test_a_short_or_common_word_of_the_shops_may_stand_in_the_text() -> None:
    words = {"purpose": "count visitors", "controller": "We"}
    assert list(stale_facts("We count visitors.", words)) == []


def test_a_stale_fact_in_a_text_that_is_not_shown_here_is_named_as_well(tmp_path: Path) -> None:
    parts = parts_of("en")
    parts["sections"][0]["paragraphs"].append({"unless": "dpo", "text": "Within 72 hours."})
    assert [each.fault for each in found_in(parts, tmp_path, every_law())] == [Fault.STALE]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ask {nobody}.", "{nobody}"),
        ("Ask {us.", "a brace is open"),
        ("Ask ｛us｝.", "｛"),
        ("Ask ____.", "____"),
        ("TODO: ask.", "TODO"),
        ("Ask [the shop].", "[the shop]"),
        ("Ask <us>.", "<us>"),
        ("请联系【公司名称】。", "【公司名称】"),
    ],
)
def test_what_is_left_to_be_filled_is_named(tmp_path: Path, text: str, left: str) -> None:
    parts = parts_of("en")
    parts["cards"][1]["text"] = text
    found = found_in(parts, tmp_path, every_law())
    assert [each.fault for each in found] == [Fault.UNFILLED]
    assert left in found[0].says


def test_a_brace_in_a_shops_own_word_is_not_shown_either() -> None:
    facts = replace(FACTS, contact="{desk}")
    found = examine(NOTICES, "en", facts, every_law()).findings
    assert {each.fault for each in found} == {Fault.UNFILLED}


def test_a_shops_own_word_may_have_brackets() -> None:
    facts = replace(FACTS, dpo="Wang Min <dpo@lakeside.example> [weekdays]")
    assert examine(NOTICES, "en", facts, every_law()).findings == ()


@pytest.mark.parametrize("word", ["TODO", "TBD: ask the boss", "____"])
def test_a_shops_word_that_is_still_to_be_written_is_named(word: str) -> None:
    found = examine(NOTICES, "en", replace(FACTS, dpo=word), every_law()).findings
    assert {each.fault for each in found} == {Fault.UNFILLED}


def test_an_empty_paragraph_among_others_is_named(tmp_path: Path) -> None:
    parts = parts_of("en")
    parts["sections"][2]["paragraphs"].insert(1, "")
    (empty,) = found_in(parts, tmp_path, every_law())
    assert empty == Finding(Fault.EMPTY, "“How it works” has an empty paragraph")


def test_a_shop_without_words_in_a_language_is_told_so_once() -> None:
    facts = replace(FACTS, purpose={"en": "plan"}, address={"en": "1 Road"})
    (unsaid,) = examine(NOTICES, "zh_CN", facts, every_law()).findings
    assert unsaid == Finding(Fault.UNSAID, "the settings have no address and no purpose in it")
    assert examine_text(NOTICES, "zh_CN", facts, every_law()).findings == ()


def test_every_template_in_the_folder_is_known() -> None:
    assert shipped_languages(NOTICES) == LANGUAGES


LONG = {
    "en": "and so it goes on, with one more word and then another, " * 90,
    "zh_CN": "话说得太长就没有人愿意看下去，" * 120,
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_too_long_on_average_keep_a_language_out(tmp_path: Path, language: str) -> None:
    parts = parts_of(language)
    parts["sections"][3]["paragraphs"].append(LONG[language] + "end.")
    (long,) = found_in(parts, tmp_path, every_law())
    assert long.fault is Fault.LONG
    assert {"en": "14 are the most", "zh_CN": "25 are the most"}[language] in long.says
    assert LONG[language][:20] in long.says


def test_names_and_addresses_count_as_one_word_and_end_no_sentence() -> None:
    words = {"controller": "A. B. & Co. Ltd.", "notice_url": "https://a.example/b", "window": "a b"}
    length = measure(["Ask {controller} at {notice_url}. Wait {window}!"], words, "en")
    assert [size for size, _ in length.longest] == [4, 3]
    assert length.mean == 3.5


def test_an_address_in_the_text_ends_no_sentence() -> None:
    assert measure(["See a.example/b.c now. “Stop.” Go"], {}, "en").longest[0][0] == 3


def test_chinese_is_measured_in_characters() -> None:
    length = measure(["您同意。请联系{contact}！"], {"contact": "a@b.example"}, "zh_CN")
    assert [size for size, _ in length.longest] == [4, 3]
    assert length.unit == "characters"
