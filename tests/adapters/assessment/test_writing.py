"""The documents: both languages whole under every law, and every figure from what it is about."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from kiosk.adapters.assessment import writing
from kiosk.adapters.assessment.accuracy import accuracy_words
from kiosk.adapters.assessment.duties import (
    Duties,
    DutiesBroken,
    asks_counsel,
    load_duties,
)
from kiosk.adapters.assessment.facts import AssessmentFacts, Limits, Measured
from kiosk.adapters.assessment.template import (
    TextsBroken,
    fill,
    load_template,
    load_words,
)
from kiosk.adapters.records import schema
from kiosk.application.document import Document, Heading, Lines, Table
from kiosk.application.markdown import to_markdown
from kiosk.application.shipped import shipped
from kiosk.domain.assessment import Assessment, Heard
from kiosk.domain.inside import SelfCheck
from tests.docs.test_docs import commands
from tests.domain.test_assessment import SHOP

TEXTS = shipped("assets") / "assessment"
DUTIES = load_duties(TEXTS / "law.toml")
CARD: dict[str, Any] = json.loads(
    (shipped("assets") / "models" / "model-card.json").read_text(encoding="utf-8")
)
LANGUAGES = ("en", "zh_CN")
KINDS = (writing.IMPACT, writing.RECORDS)
PLAN = schema.planned_columns()

MEASURED = Measured(
    visit_columns=PLAN["visit"],
    tables=len(PLAN),
    all_columns=sum(map(len, PLAN.values())),
    landlock=4,
    confinable=True,
    checked=SelfCheck(datetime(2026, 1, 31, tzinfo=UTC), (), 8, 4321, 0, 0),
)
SIGNED = Assessment(SHOP.hash, "Wang Min", date(2026, 1, 31))
FACTS = AssessmentFacts(
    configuration=replace(SHOP, packs=("cn",)),
    kiosk={"en": "North Door", "zh_CN": "北门"},
    authority={"en": "the authority of Shanghai", "zh_CN": "上海市主管部门"},
    dpo=None,
    demo=False,
    version="0.1.0",
    written_on=date(2026, 1, 30),
    card=CARD,
    duties={"cn": DUTIES["cn"]},
    limits=Limits(15, 30, 5, 7, 45),
    measured=MEASURED,
)


def under(*packs: str, facts: AssessmentFacts = FACTS) -> AssessmentFacts:
    return replace(
        facts,
        configuration=replace(SHOP, packs=packs),
        duties={pack: DUTIES[pack] for pack in packs},
    )


def text(kind: str, language: str, facts: AssessmentFacts) -> str:
    return to_markdown(writing.write(TEXTS, kind, language, facts))


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_whole_under_every_law_and_on_every_machine(kind: str, language: str) -> None:
    laws = [("cn",), ("eu",), ("us-il",), ("eu", "cn"), ("cn", "eu", "us-il")]
    signatures = (None, SIGNED, replace(SIGNED, counsel="Not high-risk."))
    shops = [
        under(*law, facts=replace(FACTS, signed=signed, dpo=dpo))
        for law, signed, dpo in product(laws, signatures, (None, "Li Na"))
    ]
    machines = [
        replace(
            FACTS,
            configuration=replace(FACTS.configuration, unconfined=does),
            measured=replace(MEASURED, confinable=can, checked=checked),
        )
        for can, does, checked in product((True, False), (True, False), (None, MEASURED.checked))
    ]
    for facts in (*shops, *machines):
        document = writing.write(TEXTS, kind, language, facts)
        assert document.language == language
        assert isinstance(document.blocks[0], Heading)
        for table in tables(document):
            assert table.rows, f"a table without rows: {table.head}"


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_say_the_same(kind: str) -> None:
    english, chinese = (load_template(TEXTS / kind / f"{tag}.toml", tag) for tag in LANGUAGES)
    assert [(risk.likelihood, risk.severity) for risk in english.risks] == [
        (risk.likelihood, risk.severity) for risk in chinese.risks
    ]
    headings = [
        [part.heading for part in each.parts if part.heading] for each in (english, chinese)
    ]
    numbers = [[re.findall(r"^\d+", heading) for heading in each] for each in headings]
    assert numbers[0] == numbers[1]
    made = [[part.made for part in each.parts if part.made] for each in (english, chinese)]
    assert made[0] == made[1]
    rows = [sum(len(part.rows) for part in each.parts) for each in (english, chinese)]
    assert rows[0] == rows[1]
    bullets = [sum(len(part.bullets) for part in each.parts) for each in (english, chinese)]
    assert bullets[0] == bullets[1]
    assert _names(kind, "en") == _names(kind, "zh_CN")


def _names(kind: str, language: str) -> set[str]:
    content = (TEXTS / kind / f"{language}.toml").read_text(encoding="utf-8")
    return set(re.findall(r"\{([a-z_]+)\}", content))


def test_both_languages_call_the_same_things_by_a_name() -> None:
    english, chinese = (load_words(TEXTS / "words" / f"{tag}.toml", tag) for tag in LANGUAGES)
    for table in ("units", "words", "packs", "groups", "sources", "columns", "facts"):
        assert getattr(english, table).keys() == getattr(chinese, table).keys(), table
    assert set(english.columns) == set(PLAN["visit"])
    assert set(english.packs) == set(DUTIES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_come_from_what_they_are_about(language: str) -> None:
    odd = replace(
        SHOP,
        packs=("cn",),
        minimum_age=617,
        camera_seconds=613,
        window_hours=637,
        counts_months=619,
        proof_years=611,
        epsilon=0.623,
        model="age-v7",
    )
    facts = replace(
        FACTS,
        configuration=odd,
        limits=Limits(641, 643, 647, 653, 659),
        measured=replace(MEASURED, tables=661, all_columns=667, landlock=671),
    )
    before, said = (text(writing.IMPACT, language, each) for each in (FACTS, facts))
    for number in (617, 613, 637, 619, 611, 623, 641, 643, 647, 653, 659, 661, 667, 671):
        one = re.compile(rf"(?<![\da-f]){number}(?![\da-f])")
        assert one.search(said) and not one.search(before), number
    for word in ("age-v7", "4,321", odd.hash, SHOP.contact):
        assert word in said
    for gone in (
        "8 seconds",
        "8 秒",
        "16 or older",
        "16 岁",
        "25 months",
        "25 个月",
        "epsilon 2 ",
        "epsilon 为 2",
    ):
        assert gone not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_estimates_figures_and_its_worst_groups_are_the_cards(language: str) -> None:
    words = load_words(TEXTS / "words" / f"{language}.toml", language)
    said = accuracy_words(CARD, words)
    bands, both = CARD["by_band"], CARD["by_race_and_gender"]
    worst_age = max(bands, key=lambda name: bands[name]["age"]["mae"])
    worst_range = min(bands, key=lambda name: bands[name]["range"]["share"])
    assert said["worst_age_group"] == words.groups[worst_age]
    assert said["worst_range_group"] == words.groups[worst_range]
    shares = {name: both[name]["gender"]["share"] for name in both}
    worst, best = min(shares, key=shares.__getitem__), max(shares, key=shares.__getitem__)
    assert said["worst_gender_right"] == f"{100 * shares[worst]:.1f} %"
    assert said["best_gender_right"] == f"{100 * shares[best]:.1f} %"
    assert said["adults"] == f"{CARD['adult']['n']:,}"
    document = writing.write(TEXTS, writing.IMPACT, language, FACTS)
    groups = next(table for table in tables(document) if len(table.head) == 6)
    assert len(groups.rows) == 1 + sum(
        len(CARD[table]) for table in ("by_band", "by_gender", "by_race", "by_race_and_gender")
    )
    assert all(all(cell for cell in row) for row in groups.rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_with_other_worst_groups_is_told_so(language: str) -> None:
    card = json.loads(json.dumps(CARD))
    card["by_band"]["18-24"]["age"]["mae"] = 33.3
    said = text(writing.IMPACT, language, replace(FACTS, card=card))
    worst = load_words(TEXTS / "words" / f"{language}.toml", language).groups["18-24"]
    assert re.search(rf"{re.escape(worst)}[^.。\d]*33\.3", said)


def test_what_the_signature_covers_is_there_fact_by_fact() -> None:
    for language, kind in product(LANGUAGES, KINDS):
        document = writing.write(TEXTS, kind, language, FACTS)
        found = {value for table in tables(document) for row in table.rows for value in row}
        facts = FACTS.configuration.facts
        for name, value in facts.items():
            shown = str(value) if not isinstance(value, tuple) else ", ".join(value)
            if name not in ("phone.mode", "camera.unconfined"):
                assert shown in found, name
        covers = next(t for t in reversed(tables(document)) if len(t.rows) == len(facts))
        assert len({row[0] for row in covers.rows}) == len(facts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_camera_without_confinement_is_in_what_is_signed(kind: str, language: str) -> None:
    bare = replace(FACTS, configuration=replace(FACTS.configuration, unconfined=True))
    words = load_words(TEXTS / "words" / f"{language}.toml", language).words
    for facts, word in ((FACTS, "never"), (bare, "allowed")):
        document = writing.write(TEXTS, kind, language, facts)
        count = len(facts.configuration.facts)
        covers = next(t for t in reversed(tables(document)) if len(t.rows) == count)
        assert words[word] in {row[1] for row in covers.rows}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", ["off", "network", "site"])
def test_what_a_phone_can_do_is_in_what_is_signed(mode: str, language: str) -> None:
    facts = replace(FACTS, configuration=replace(FACTS.configuration, phone=mode))
    words = load_words(TEXTS / "words" / f"{language}.toml", language).words
    said = text(writing.IMPACT, language, facts)
    none_alone = {"en": "No consent by phone alone", "zh_CN": "不单凭手机征求同意"}[language]
    row = {"en": "On a phone", "zh_CN": "用手机"}[language]
    assert words[mode] in said
    assert (none_alone in said) is (mode != "off")
    assert (f"2a. {row}" in said) is (mode != "off")
    exception = {"en": "One process is an exception", "zh_CN": "有一个进程例外"}[language]
    assert (exception in said) is (mode == "network")


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_a_head_office_gets_totals_is_in_what_is_signed(language: str) -> None:
    chain = replace(FACTS, configuration=replace(FACTS.configuration, chain=True))
    office = {"en": "head office", "zh_CN": "总部"}[language]
    for kind in KINDS:
        assert office in text(kind, language, chain)
        assert office not in text(kind, language, FACTS)
    assert chain.configuration.hash != FACTS.configuration.hash
    # What was signed before there were chains is signed still.
    assert not any(name.startswith("fleet") for name in FACTS.configuration.facts)


def test_only_the_eu_pack_asks_the_question_of_the_ai_act() -> None:
    assert asks_counsel(DUTIES, ("eu",)) and asks_counsel(DUTIES, ("cn", "eu"))
    assert not asks_counsel(DUTIES, ("cn", "us-il"))
    for language in LANGUAGES:
        assert "1(b)" not in text(writing.IMPACT, language, FACTS)
        article = {"en": "AI Act Annex III 1(b)", "zh_CN": "《人工智能法》附件三第 1(b) 项"}
        assert article[language] in text(writing.IMPACT, language, under("eu"))
    with pytest.raises(DutiesBroken, match="law pack br"):
        asks_counsel(DUTIES, ("cn", "br"))


def test_counsels_answer_stands_where_the_question_is() -> None:
    signed = replace(SIGNED, counsel="Not high-risk, says Li Na.")
    for language in LANGUAGES:
        said = text(writing.IMPACT, language, replace(under("eu"), signed=signed))
        assert said.count("Not high-risk, says Li Na.") == 2


def test_lines_to_sign_on_are_there_until_it_is_signed() -> None:
    for language in LANGUAGES:
        open_one = writing.write(TEXTS, writing.IMPACT, language, FACTS)
        signed = writing.write(TEXTS, writing.IMPACT, language, replace(FACTS, signed=SIGNED))
        lines = [
            [block for block in document.blocks if isinstance(block, Lines)]
            for document in (open_one, signed)
        ]
        assert [block.room for block in lines[0]] == [4, 1]
        assert not lines[1]
        assert "Wang Min" in to_markdown(signed)
        assert "2027-01-28" in to_markdown(signed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_heard_stands_in_the_signed_copy_and_what_was_not_is_said(language: str) -> None:
    heard = Heard(advice="Li Na: place a larger sign. Done.", place="by the north door")
    said = text(writing.IMPACT, language, replace(FACTS, signed=replace(SIGNED, heard=heard)))
    assert f"| {heard.advice} |" in said
    assert f"| {heard.place} |" in said
    assert said.count({"en": "| not said |", "zh_CN": "| 未填写 |"}[language]) == 2


LAWS = {
    "cn": (
        "PIPL",
        "the Measures",
        "SPC",
        "NDR",
        "Decree 799",
        "个保法",
        "人脸办法",
        "视频条例",
        "司法解释",
    ),
    "eu": ("GDPR", "AI Act", "人工智能法", "European Union", "欧盟"),
    "us-il": ("BIPA", "Illinois", "伊利诺伊"),
}


@pytest.mark.parametrize("pack", LAWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_law_that_binds_is_cited_and_each_has_its_full_name(
    language: str, pack: str
) -> None:
    facts = under(pack)
    impact, records = (text(kind, language, facts) for kind in (writing.IMPACT, writing.RECORDS))
    for other in LAWS.keys() - {pack}:
        for law in LAWS[other]:
            assert law not in impact + records, law
        assert pack == "cn" or not re.search(r"Measures \d", impact + records)
    full_name = {
        "cn": ("PIPL: the Personal Information", "个保法（PIPL）：《中华人民共和国"),
        "eu": ("GDPR: the General Data", "GDPR：欧盟《通用数据保护条例》"),
        "us-il": ("BIPA: the Biometric", "BIPA：伊利诺伊州《"),
    }[pack][LANGUAGES.index(language)]
    assert full_name in impact


def test_articles_are_cited_together_where_several_laws_bind() -> None:
    both = under("cn", "eu")
    assert "(PIPL 57; GDPR 33, 34)" in text(writing.IMPACT, "en", both)
    assert "（个保法第五十七条；GDPR 第 33 条、第 34 条）" in text(writing.IMPACT, "zh_CN", both)
    assert "as the law asks." in text(writing.IMPACT, "en", under("us-il")), "none is cited"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_on_children_are_for_the_age_that_was_measured_or_say_so(
    language: str,
) -> None:
    shop = replace(SHOP, packs=("cn",))
    found = f"{100 * CARD['under_age']['found']['share']:.1f} %"
    leaning = f"{CARD['by_band']['14-17']['age']['bias']:+.1f}"
    measured, other = (
        text(
            writing.IMPACT,
            language,
            replace(FACTS, configuration=replace(shop, minimum_age=age)),
        )
        for age in (14, 18)
    )
    assert found in measured and found in other
    unmeasured = {"en": "not for 18, which holds here", "zh_CN": "而不是这里的 18 岁"}[language]
    assert unmeasured in other and unmeasured not in measured
    assert f"{leaning} " in other
    counted = {"en": "estimated at 18 or over", "zh_CN": "估计为已满 18 岁"}[language]
    assert counted in other


def test_the_demo_says_that_it_is_one() -> None:
    for language, kind, word in product(LANGUAGES, KINDS, ("demo", "演示")):
        if word.isascii() == (language == "en"):
            assert word in text(kind, language, replace(FACTS, demo=True))
            assert word not in text(kind, language, FACTS)


def test_a_shop_with_one_language_has_both_documents() -> None:
    only = {"zh_CN": "湖畔汽车"}
    facts = replace(
        FACTS,
        configuration=replace(FACTS.configuration, controller=only, purpose={"zh_CN": "排班"}),
        kiosk=only,
    )
    assert "湖畔汽车" in text(writing.IMPACT, "en", facts)


def test_every_command_that_a_text_names_exists() -> None:
    known = commands()
    for path in sorted(TEXTS.glob("*/*.toml")):
        for words in re.findall(r"askfirst ([a-z-]+(?: [a-z-]+)?)", path.read_text("utf-8")):
            named = words if words in known else words.split(" ")[0]
            assert named in known, f"{path.name}: askfirst {words}"


def test_every_file_that_a_text_names_exists() -> None:
    root = shipped("assets").parent
    for path in sorted(TEXTS.glob("*/*.toml")):
        for name in re.findall(r"docs/[a-z-]+\.md", path.read_text("utf-8")):
            assert (root / name).is_file(), name


# Broken texts --------------------------------------------------------------------------------

WHOLE = """
language = "en"
title = "T"
[[parts]]
heading = "H"
text = ["one", { when = ["cn"], text = "two" }]
head = ["a"]
rows = [["x"]]
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("", "= ", "cannot be read"),
        ('"en"', '"de"', "not in en"),
        ('title = "T"', "title = 5", "the title is empty or no text"),
        ('title = "T"', 'titel = "T"', "no more"),
        ('text = ["one"', 'texts = ["one"', "a part has texts"),
        ('"one"', '" "', "“H” is empty or no text"),
        ('when = ["cn"]', 'when = ["br"]', "nothing can depend on br"),
        ("when =", "where =", "must have text, when and unless"),
        ('[["x"]]', '[["x", "y"]]', "not as many cells"),
        ('rows = [["x"]]', 'made = "up"', "no table 'up'"),
    ],
)
def test_a_broken_text_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = tmp_path / "en.toml"
    path.write_text(WHOLE, encoding="utf-8")
    assert load_template(path, "en").title == "T"
    path.write_text(WHOLE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TextsBroken, match=re.escape(says)):
        load_template(path, "en")


def test_a_risk_that_is_not_whole_is_named(tmp_path: Path) -> None:
    path = tmp_path / "en.toml"
    path.write_text(WHOLE + '[[risks]]\nname = "a risk"\n', encoding="utf-8")
    with pytest.raises(TextsBroken, match="a risk must have"):
        load_template(path, "en")


@pytest.mark.parametrize("wrong", ["{nobody}", "{n!r}", "{n:03}", "{", "}"])
def test_a_brace_that_nothing_fills_is_never_shown(wrong: str) -> None:
    assert fill("at least {n}", {"n": "5"}) == "at least 5"
    with pytest.raises(TextsBroken):
        fill(wrong, {"n": "5"})


def test_words_that_are_not_whole_are_named(tmp_path: Path) -> None:
    path = tmp_path / "en.toml"
    path.write_text('language = "en"\n[units]\nday = "1 day"\n', encoding="utf-8")
    with pytest.raises(TextsBroken, match="must have units, words"):
        load_words(path, "en")


def test_a_thing_without_a_name_is_never_left_out(tmp_path: Path) -> None:
    facts = replace(FACTS, measured=replace(MEASURED, visit_columns=("shoe_size",)))
    with pytest.raises(TextsBroken, match="shoe_size"):
        writing.write(TEXTS, writing.IMPACT, "en", facts)


def test_duties_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    path = tmp_path / "law.toml"
    for content in ("[cn", '[cn]\nassessment = "x"\n', '[cn]\nshoe = "x"\n'):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(DutiesBroken, match=re.escape(str(path))):
            load_duties(path)
    assert Duties({}, {}).counsel is None
