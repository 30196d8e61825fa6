"""What the check finds: whatever is missing, empty, stale, left over or too long, by name."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.adapters.notices.check import Fault, Finding
from kiosk.adapters.notices.law import load_packs
from kiosk.adapters.notices.notices import examine, examine_text, shipped_languages
from kiosk.adapters.notices.sentences import measure
from kiosk.adapters.notices.stale import stale_facts
from kiosk.domain.law import LawPack, union
from kiosk.domain.notice import ITEMS
from tests.adapters.notices.shop import ASSETS, FACTS, LANGUAGES, NOTICES, every_law
from tests.adapters.notices.templates import parts_of, write

LAWS = load_packs(ASSETS / "law")
UNIONS = [("cn", "eu"), ("eu", "us-il"), ("cn", "us-il"), ("cn", "eu", "us-il")]


def found_in(parts: dict[str, Any], folder: Path, law: LawPack) -> tuple[Finding, ...]:
    write(parts, folder)
    return examine(folder, parts["language"], FACTS, law).findings


def unanswered(parts: dict[str, Any], folder: Path, law: LawPack) -> dict[str, str]:
    """The items that are named as unanswered, each with its article."""
    found = found_in(parts, folder, law)
    for each in found:
        assert each.item in each.says
        assert each.article in each.says
    return {each.item: each.article for each in found if each.fault is Fault.UNANSWERED}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("names", [("cn",), ("eu",), ("us-il",), *UNIONS], ids="+".join)
def test_what_is_shipped_is_well_under_every_law(names: tuple[str, ...], language: str) -> None:
    law = union(LAWS[name] for name in names)
    looked = examine(NOTICES, language, FACTS, law)
    assert looked.findings == ()
    assert looked.notice is not None
    assert looked.notice.missing(law.required) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_written_down_again_is_the_same_notice(tmp_path: Path, language: str) -> None:
    write(parts_of(language), tmp_path)
    assert examine(tmp_path, language, FACTS, every_law()) == examine(
        NOTICES, language, FACTS, every_law()
    )


def unname(section: dict[str, Any], item: str) -> None:
    section["items"] = [each for each in section["items"] if each != item]


def lose_the_items(section: dict[str, Any], item: str) -> None:
    del section["items"]


def empty_the_texts(section: dict[str, Any], item: str) -> None:
    section["paragraphs"] = [" "] * len(section["paragraphs"])


def lose_the_texts(section: dict[str, Any], item: str) -> None:
    del section["paragraphs"]


def empty_the_title(section: dict[str, Any], item: str) -> None:
    section["title"] = ""


WAYS = [unname, lose_the_items, empty_the_texts, lose_the_texts, empty_the_title]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize("way", WAYS)
def test_no_item_can_be_taken_out_unnamed(
    tmp_path: Path, language: str, item: str, way: Callable[[dict[str, Any], str], None]
) -> None:
    parts = parts_of(language)
    for section in parts["sections"]:
        if item in section["items"]:
            way(section, item)
    asking = [law for law in LAWS.values() if item in law.required]
    assert asking
    for law in asking:
        assert unanswered(parts, tmp_path, law)[item] == dict(law.articles)[item]


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_sections_are_taken_out_every_item_they_alone_answered_is_named(
    tmp_path: Path, language: str, data: st.DataObject
) -> None:
    parts = parts_of(language)
    places = range(len(parts["sections"]))
    gone = data.draw(st.sets(st.sampled_from(places), min_size=1))
    names = data.draw(st.sets(st.sampled_from(sorted(LAWS)), min_size=1))
    law = union(LAWS[name] for name in sorted(names))
    parts["sections"] = [parts["sections"][place] for place in places if place not in gone]
    left = {item for section in parts["sections"] for item in section["items"]}
    named = unanswered(parts, tmp_path, law)
    assert set(law.required) - left <= set(named)
    for item, article in named.items():
        assert article == dict(law.articles)[item]


@pytest.mark.parametrize(
    ("item", "fact"),
    [
        ("N1", "controller"),
        ("N1", "contact"),
        ("N1", "dpo"),
        ("N2", "purpose"),
        ("N3", "camera_seconds"),
        ("N5", "window"),
        ("N5", "counts_months"),
        ("N5", "proof_years"),
        ("N5", "countdown_seconds"),
        ("N8", "window"),
        ("N12", "authority"),
        ("N13", "minimum_age"),
        ("N17", "notice_url"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_item_is_not_answered_without_its_facts(
    tmp_path: Path, language: str, item: str, fact: str
) -> None:
    parts = parts_of(language)
    for section in parts["sections"]:
        if item in section["items"]:
            section["title"] = section["title"].replace(f"{{{fact}}}", "such")
            section["paragraphs"] = [
                part.replace(f"{{{fact}}}", "such")
                if isinstance(part, str)
                else {**part, "text": part["text"].replace(f"{{{fact}}}", "such")}
                for part in section["paragraphs"]
            ]
    found = [each for each in found_in(parts, tmp_path, every_law()) if each.item == item]
    assert any(f"without {{{fact}}}" in each.says for each in found)


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
        ("en", "Groups of ten people.", "ten people", "{smallest_total}, which is “5 people”"),
        ("en", "Our day ends at 04:00.", "04:00", "{day_ends}"),
        ("en", "Model 7 of it.", "7", "write the name of the fact in braces"),
        ("en", "Ask Lakeside Motors Ltd. for it.", "Lakeside Motors Ltd.", "{controller}"),
        ("en", "We plan staff and stock by who visits.", "plan staff and", "{purpose}"),
        ("zh_CN", "保存 72 小时。", "72 小时", "{window}，which".replace("，", ", ")),
        ("zh_CN", "保存三天。", "三天", "{window}"),
        ("zh_CN", "保存七十二小时。", "七十二小时", "{window}"),
        ("zh_CN", "未满 14 岁请勿使用。", "14 岁", "{minimum_age}"),
        ("zh_CN", "未满十四周岁请勿使用。", "十四周岁", "{minimum_age}"),
        ("zh_CN", "至少十人。", "十人", "{smallest_total}"),
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
