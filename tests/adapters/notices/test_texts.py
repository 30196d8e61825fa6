"""The notices that come with the program: complete, plain, true to the facts, and alike."""

import functools
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kiosk.adapters.notices.facts import COUNTDOWN_SECONDS, in_fours
from kiosk.adapters.notices.law import load_packs
from kiosk.adapters.notices.notices import FilledNotices, examine
from kiosk.adapters.notices.template import PACKS, load_template
from kiosk.adapters.records.backups import KEPT
from kiosk.adapters.records.schema import planned_columns
from kiosk.bootstrap import load_settings, parts
from kiosk.domain import states, waits
from kiosk.domain.notice import ITEMS, Notice
from tests.adapters.notices.shop import (
    ASSETS,
    CHAIN,
    FACTS,
    KINDS,
    LANGUAGES,
    NOTICES,
    PHONES,
    every_law,
)

ROOT = Path(__file__).parents[3]
EVERY_LAW = every_law()
SHOPS: dict[str, Mapping[str, Notice]] = {}
"""What was filled in before, by the facts of its shop."""

ICONS = ["eye", "clock", "house", "archive", "undo-2"]


def notice(language: str, **changes: object) -> Notice:
    if changes.get("phone") == CHAIN:
        changes = {**changes, "phone": "off", "chain": True}
    facts = replace(FACTS, **changes)  # pyright: ignore[reportArgumentType]
    # Facts hold mappings, and so are no key themselves.
    shop = repr(facts)
    if shop not in SHOPS:
        notices = FilledNotices(NOTICES, facts, EVERY_LAW, LANGUAGES)
        assert notices.problems() == ()
        SHOPS[shop] = notices.offered()
    return SHOPS[shop][language]


def sentences(text: str) -> list[str]:
    """Sentences without the addresses and names that are the shop's and not ours."""
    text = text.replace(FACTS.contact, "us").replace("Ltd.", "Ltd")
    text = text.replace(in_fours(FACTS.public_key), "this")
    text = re.sub(r"https://\S+?(?=[.。]?(\s|$))", "there", text)
    return [part for part in re.split(r"[.!?。！？]+[”\s]*|\n+", text) if part.strip()]


def prose(told: Notice) -> str:
    cards = [card.text for card in told.cards]
    return "\n".join(cards + [part for section in told.sections for part in section.paragraphs])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_of_every_law_is_answered(language: str) -> None:
    assert notice(language).missing(ITEMS) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_is_answered_by_a_shop_that_gives_only_what_it_must(language: str) -> None:
    assert notice(language, dpo=None, notice_url=None).missing(ITEMS) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_shows_how_it_was_made(language: str) -> None:
    assert not set("{}") & set(notice(language).text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_layer_is_five_cards_with_their_drawings(language: str) -> None:
    cards = notice(language).cards
    assert [card.icon for card in cards] == ICONS
    for card in cards:
        assert (ASSETS / "icons" / f"{card.icon}.svg").is_file()


def test_english_sentences_are_short() -> None:
    for kind in KINDS:
        told = sentences(prose(notice("en", phone=kind)))
        lengths = [len(sentence.split()) for sentence in told]
        assert sum(lengths) / len(lengths) <= 14, kind
        assert max(lengths) <= 26, kind


def test_english_can_be_read_at_twelve() -> None:
    # Flesch and Kincaid's grade: 0.39 words a sentence + 11.8 syllables a word - 15.59. The
    # seventh grade is read at twelve.
    for kind in KINDS:
        told = sentences(prose(notice("en", phone=kind)))
        words = [word for sentence in told for word in re.findall(r"[A-Za-z’]+", sentence)]
        syllables = sum(max(1, len(re.findall(r"[aeiouy]+(?<!e\b)", w.lower()))) for w in words)
        grade = 0.39 * len(words) / len(told) + 11.8 * syllables / len(words) - 15.59
        assert grade <= 7, kind


def test_chinese_sentences_are_short() -> None:
    for kind in KINDS:
        told = sentences(prose(notice("zh_CN", phone=kind)))
        lengths = [len(re.findall(r"[\w]", part)) for part in told]
        assert sum(lengths) / len(lengths) <= 25, kind
        assert max(lengths) <= 60, kind


def test_cards_are_short_enough_for_one_screen() -> None:
    assert max(len(card.text) for card in notice("en").cards) <= 150
    assert max(len(card.text) for card in notice("zh_CN").cards) <= 60


def test_chinese_is_chinese_throughout() -> None:
    for kind in KINDS:
        told = prose(notice("zh_CN", phone=kind))
        assert not re.search(r"[\u4e00-\u9fff][,;:!?()]", told), f"punctuation, {kind}"
        assert "你" not in told.replace("我自己告诉你们", ""), f"a visitor is 您, {kind}"


FACTS_IN_WORDS = {
    "contact": ("desk@lakeside.example", {"en": "desk@lakeside.example"}),
    "minimum_age": (18, {"en": "18 or older", "zh_CN": "已满 18 岁"}),
    "camera_seconds": (11, {"en": "at most 11 seconds", "zh_CN": "最多 11 秒"}),
    "window_hours": (96, {"en": "4 days after the day ends", "zh_CN": "当天结束 4 天后删除"}),
    "counts_months": (13, {"en": "13 months", "zh_CN": "13 个月"}),
    "public_key": (bytes(range(32)), {"en": "0001 0203 0405"}),
    "backups": (4, {"en": "the last 4", "zh_CN": "最近 4 份"}),
    "day_begins": (5, {"en": "05:00", "zh_CN": "05:00"}),
    "dpo": ("Li Na", {"en": "Li Na"}),
    "notice_url": ("https://a.example/n", {"en": "https://a.example/n"}),
    "phone": ("network", {"en": "agree on your own phone", "zh_CN": "在自己的手机上同意"}),
    "chain": (True, {"en": "Our head office gets", "zh_CN": "我们的总部会得到"}),
    "proof_years": (4, {"en": "4 years", "zh_CN": "4 年"}),
    "countdown_seconds": (17, {"en": "17 seconds", "zh_CN": "17 秒"}),
    "controller": ({"en": "Hill Ltd.", "zh_CN": "山坡公司"}, {"en": "Hill", "zh_CN": "山坡公司"}),
    "address": ({"en": "2 Hill Road", "zh_CN": "山坡路2号"}, {"en": "2 Hill", "zh_CN": "山坡路"}),
    "authority": ({"en": "the Hill Office", "zh_CN": "山坡办"}, {"en": "Hill", "zh_CN": "山坡办"}),
    "purpose": ({"en": "open earlier", "zh_CN": "提早开门"}, {"en": "open", "zh_CN": "提早开门"}),
}


@pytest.mark.parametrize("fact", FACTS_IN_WORDS)
def test_every_fact_is_the_shops_own(fact: str) -> None:
    value, said = FACTS_IN_WORDS[fact]
    for language in LANGUAGES:
        words = said.get(language, said["en"])
        assert words in notice(language, **{fact: value}).text


def test_the_tests_know_every_fact() -> None:
    # What the machine is called stands on its screens and slips, beside the notice.
    assert set(FACTS_IN_WORDS) | {"kiosk"} == set(FACTS.__dataclass_fields__)


def test_time_spans_are_said_in_whole_units() -> None:
    for hours, said in ((24, "1 day"), (36, "36 hours"), (72, "3 days"), (168, "7 days")):
        assert f"{said} after" in notice("en", window_hours=hours).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shop_without_a_page_promises_none(language: str) -> None:
    assert "https://" not in notice(language, notice_url=None).text


# What is said of a phone, by where its page is: a page served here and one on a web site differ.
OF_A_PHONE = {
    "off": ((), ()),
    "network": (
        ("opens nothing by itself", "same number", "stores nothing", "your yes or no to this"),
        ("并不会打开任何东西", "同一个号码", "不在手机上保存", "您的同意或拒绝发给本机"),
    ),
    "site": (
        ("opens nothing by itself", "shows four digits", "stores nothing", "It sends nothing, not"),
        ("并不会打开任何东西", "显示四位数字", "不在手机上保存", "也不发送任何内容"),
    ),
}


@pytest.mark.parametrize("phone", PHONES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_agreeing_on_a_phone_is_told_where_it_can_be_done_and_as_it_is_done(
    language: str, phone: str
) -> None:
    place = LANGUAGES.index(language)
    told = prose(notice(language, phone=phone))
    said = {words for texts in OF_A_PHONE.values() for words in texts[place]}
    assert {words for words in said if words in told} == set(OF_A_PHONE[phone][place])


@pytest.mark.parametrize("phone", PHONES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_yes_is_taken_back_on_a_phone_where_the_machine_serves_one(
    language: str, phone: str
) -> None:
    title = {"en": "Changing your mind", "zh_CN": "改变主意"}[language]
    words = {"en": ("scan the receipt’s code", "here and in"), "zh_CN": ("扫描回执", "店内网络")}
    told = notice(language, phone=phone)
    [said] = ["\n".join(each.paragraphs) for each in told.sections if each.title == title]
    assert {"en": "“Delete my record”", "zh_CN": "“删除我的记录”"}[language] in said
    for each in words[language]:
        assert (each in said) == (phone == "network")


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_phone_can_agree_the_screen_alone_opens_the_camera(language: str) -> None:
    only = {"en": "It opens only if you choose “Yes", "zh_CN": "只有您选择“同意，使用摄像头”"}
    for phone in PHONES:
        assert (only[language] in notice(language, phone=phone).text) == (phone == "off")


def test_the_key_is_written_out_to_be_compared_by_eye() -> None:
    assert in_fours(bytes(range(32))).split()[:3] == ["0001", "0203", "0405"]
    assert len(in_fours(bytes(32))) == 79


@functools.cache
def under_one_law(language: str) -> dict[str, str]:
    """The paragraphs where one law alone binds, by its name."""
    told: dict[str, str] = {}
    for name, law in load_packs(ASSETS / "law").items():
        found = examine(NOTICES, language, FACTS, law).notice
        assert found is not None
        told[name] = "".join(part for section in found.sections for part in section.paragraphs)
    return told


@pytest.mark.parametrize(
    ("pack", "english", "chinese"),
    [
        ("cn", "separate consent", "单独同意"),
        ("eu", "biometric categorisation", "生物特征分类"),
        ("eu", "Articles 6(1)(a) and 9(2)(a)", "第 9 条第 2 款 a 项"),
        ("us-il", "written release", "书面授权"),
        ("us-il", "scan of face geometry", "扫描面部几何特征"),
        ("us-il", "public policy", "公开的规则"),
    ],
)
def test_what_one_law_asks_to_be_said_is_said_where_it_binds(
    pack: str, english: str, chinese: str
) -> None:
    for language, said in (("en", english), ("zh_CN", chinese)):
        for name, told in under_one_law(language).items():
            assert (said in told) == (name == pack), (language, name)


def test_a_condition_names_a_pack_that_there_is() -> None:
    assert set(PACKS) == set(load_packs(ASSETS / "law"))


def test_both_languages_say_the_same_things_in_the_same_order() -> None:
    english, chinese = (load_template(NOTICES / f"{tag}.toml", tag) for tag in LANGUAGES)
    assert english.layout == chinese.layout
    assert [card.icon for card in english.cards] == [card.icon for card in chinese.cards]
    for one, other in zip(english.sections, chinese.sections, strict=True):
        assert [(part.when, part.unless) for part in one.paragraphs] == [
            (part.when, part.unless) for part in other.paragraphs
        ]
        for paragraph, same in zip(one.paragraphs, other.paragraphs, strict=True):
            for said, also_said in zip(paragraph.said, same.said, strict=True):
                assert said.parts == also_said.parts
                assert names(said.text) == names(also_said.text)
                assert said.text.count("“") == also_said.text.count("“"), "other buttons are named"
    for one, other in zip(english.cards, chinese.cards, strict=True):
        assert names(one.text) == names(other.text)


def buttons(language: str) -> list[str]:
    """What stands in quotation marks: the buttons, by the words on them."""
    sections = load_template(NOTICES / f"{language}.toml", language).sections
    return [
        name
        for section in sections
        for part in section.paragraphs
        for name in re.findall("“([^”]+)”", part.text)
    ]


def test_buttons_are_named_as_the_screens_name_them() -> None:
    screens = "".join(path.read_text("utf-8") for path in (ROOT / "kiosk/ui").rglob("*.py"))
    on_screen = set(re.findall(r'\btr\(\s*"([^"]+)"', screens))
    assert set(buttons("en")) <= on_screen


def test_buttons_are_named_as_the_screens_name_them_in_chinese() -> None:
    words = ElementTree.parse(ROOT / "i18n" / "askfirst_zh_CN.ts")
    chinese = {
        message.findtext("source"): message.findtext("translation")
        for message in words.iter("message")
    }
    for english, named in zip(buttons("en"), buttons("zh_CN"), strict=True):
        # What has no translation yet is found by packaging/check_i18n.py.
        assert named == (chinese.get(english) or named).replace("\n", ""), (
            f"{english} goes by another name"
        )


def names(text: str) -> list[str]:
    return sorted(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_follow_each_other_as_in_their_script(language: str) -> None:
    wrong = r"[a-z][.?!][A-Z]" if language == "en" else r"[。？！”] "
    for kind in KINDS:
        told = prose(notice(language, phone=kind))
        assert "  " not in told, kind
        assert not re.search(wrong, told), kind


def test_as_many_backups_are_kept_as_the_notice_says(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, demo=True)
    assert parts.facts_of(settings, parts.NO_KEY).backups == KEPT


def test_the_countdown_is_the_one_on_the_screen() -> None:
    result = states.ShowingResult(None, None, None)  # pyright: ignore[reportArgumentType]
    wait = waits.wait_of(result, camera_seconds=8)
    assert wait is not None
    assert wait.warns == COUNTDOWN_SECONDS


# What each text has to say, and must not, because of what the program does.
TRUE = {
    # An evidence bundle is for an authority or a court: docs/evidence.md.
    "N10.authority": (
        ("authority", "court", "never what you answered"),
        ("机关", "法院", "从不包含"),
    ),
    # What is released of answers: domain/blocks.py.
    "N5.totals": (
        ("chance", "ages or genders", "singled out"),
        ("随机", "年龄和性别", "看出某一个人"),
    ),
    "N10.sent": (("sends nothing",), ("不向任何人发送",)),
    # What a day's file holds: application/day_file.py.
    "N10.totals": (
        ("Our head office", "each day", "in each hour", "chance", "singled out"),
        ("总部", "每天", "每个时段", "随机", "看不出任何一个人"),
    ),
    # Opening the notice, a no and silence each count one more: domain/visit.py.
    "N9.counts": (
        ("one more asked", "one more no", "one more who walked away"),
        ("计一次询问", "计一次拒绝", "计一次离开"),
    ),
    # The record is on the disk before the receipt is shown, the proof before the camera opens.
    "N8.leaving": (
        ("At the receipt, the record is already kept", "The proof of a yes"),
        ("到了回执页，记录已经保留", "同意的凭证仍会保留"),
    ),
    "N13.under": (("the proof of the yes is erased too",), ("同意的凭证也一并删除",)),
    "N4.proof": (("even if no record comes of it",), ("即使最后没有产生记录",)),
    # A lens sees a room; what is hidden is hidden from the program.
    "N15.sign": (("may see more of the room", "inside the oval"), ("可能拍到更多", "椭圆框以内")),
    # A damaged file stays until somebody decides: docs/data.md.
    "N5.sooner": (("damaged, erasing them may take longer",), ("损坏，删除可能会晚一些",)),
    "N5.list": (("as long as the machine is in use",), ("在使用期间一直保存",)),
    "N5.backups": (("never hold your record",), ("从不包含您的记录",)),
    "N17.key": (("list is signed",), ("清单用它自己的密钥签名",)),
}
UNTRUE = {
    "en": (
        *("Everything stays in this machine", "Nothing leaves this machine", "Nobody. "),
        *("We count you only with your consent", "If you leave any other screen"),
        *("can see only the place", "Type it in for them", "One line stays", "Only the proof"),
    ),
    "zh_CN": (
        *("一切不出本机", "一切只留在本机", "不提供给任何人", "一切都留在", "从其他任何一页离开"),
        *("我们才会把您计入", "只能看到屏幕前", "替他输入", "只留下一行"),
        *("钟点", "公开部分", "拿不准", "数出来了"),
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_does_is_said(language: str) -> None:
    said = {
        part: each.text
        for section in load_template(NOTICES / f"{language}.toml", language).sections
        for paragraph in section.paragraphs
        for each in paragraph.said
        for part in each.parts
    }
    for code, texts in TRUE.items():
        for words in texts[LANGUAGES.index(language)]:
            assert words in said[code], code


@pytest.mark.parametrize("kind", ["notices", "papers", "assessment/impact", "assessment/records"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_does_not_do_is_not_said(language: str, kind: str) -> None:
    text = (ASSETS / kind / f"{language}.toml").read_text(encoding="utf-8")
    for words in UNTRUE[language]:
        assert words not in text


COLUMNS = {
    "id": ("a random number", "一个随机编号"),
    "day": ("the day", "日期"),
    "hour": ("the hour", "时段"),
    "gender": ("the gender", "性别"),
    "age_band": ("the age range", "年龄段"),
    "way": ("whether the camera estimated them, you corrected", "摄像头估计的、您更正的"),
    "shown_gender": ("what the camera had estimated", "摄像头原来的估计"),
    "shown_band": ("what the camera had estimated", "摄像头原来的估计"),
    "model": ("the version of the program", "程序版本"),
    "tag": ("a mark in the record", "一个标记"),
    "block": ("which total it was counted in", "计入了哪一组合计"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_a_visits_record_is_told(language: str) -> None:
    columns = planned_columns()["visit"]
    assert set(columns) == set(COLUMNS)
    told = prose(notice(language))
    for column in columns:
        assert COLUMNS[column][LANGUAGES.index(language)] in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_a_head_office_gets_totals_is_told_where_it_is_so(language: str) -> None:
    office = {"en": "head office", "zh_CN": "总部"}[language]
    nothing = {"en": "sends nothing to anyone", "zh_CN": "不向任何人发送任何内容"}[language]
    for kind in KINDS:
        told = notice(language, phone=kind).text
        assert (office in told) == (kind == CHAIN)
        assert (nothing in told) == (kind != CHAIN)


@pytest.mark.parametrize("phone", PHONES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cards_say_that_nothing_is_sent_and_who_may_get_a_proof(
    language: str, phone: str
) -> None:
    cards = "\n".join(card.text for card in notice(language, phone=phone).cards)
    # A page that this machine serves is sent, and is all that is.
    exception = {"en": "only to your phone", "zh_CN": "除您扫码时发到您手机上"}
    assert (exception[language] in cards) == (phone == "network")
    nothing = "goes only to" if phone == "network" else "Nothing about you is sent"
    for words in {
        "en": (nothing, "Only a court or authority", "proof of a yes stay", "a countdown"),
        "zh_CN": ("不向外发送", "只有依法有权的机关或法院", "和同意的凭证", "倒数"),
    }[language]:
        assert words in cards
