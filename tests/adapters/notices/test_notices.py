"""Fault 24: a language whose text is missing, broken or incomplete is not offered."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.adapters.notices.notices import FilledNotices
from kiosk.domain.law import LawPack
from kiosk.domain.notice import Conditions
from tests.adapters.notices.shop import FACTS, LANGUAGES, NOTICES, every_law


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language in LANGUAGES:
        shutil.copy(NOTICES / f"{language}.toml", tmp_path)
    return tmp_path


def change(folder: Path, old: str, new: str, language: str = "zh_CN") -> None:
    path = folder / f"{language}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def filled(folder: Path, pack: LawPack | None = None) -> FilledNotices:
    return FilledNotices(folder, FACTS, pack or every_law(), LANGUAGES)


def only_english(folder: Path) -> str:
    """The one reason why Chinese is left out; English must not suffer from it."""
    notices = filled(folder)
    assert list(notices.offered()) == ["en"]
    (problem,) = notices.problems()
    assert problem.startswith("zh_CN is not offered: ")
    return problem


def test_whole_languages_are_offered_in_the_order_of_the_settings(folder: Path) -> None:
    notices = FilledNotices(folder, FACTS, every_law(), ("zh_CN", "en"))
    assert list(notices.offered()) == ["zh_CN", "en"]
    assert notices.problems() == ()
    notice = notices.offered()["zh_CN"]
    assert notice.controller == "湖畔汽车销售服务有限公司"
    assert notice.contact == "privacy@lakeside.example"
    assert notice.minimum_age == 18
    assert notice.conditions == Conditions(
        packs=("cn", "eu", "us-il"),
        purpose="安排人手和商品",
        address="湖畔路1号",
        authority="水务办公室",
        camera_seconds=8,
        day_ends="04:00",
        window_hours=72,
        counts_months=25,
        proof_years=3,
        dpo="Wang Min",
        notice_url="https://lakeside.example/notice",
    )


def test_a_language_without_a_file_is_left_out(folder: Path) -> None:
    (folder / "zh_CN.toml").unlink()
    assert "is missing" in only_english(folder)


def test_a_file_cut_off_is_left_out(folder: Path) -> None:
    path = folder / "zh_CN.toml"
    path.write_bytes(path.read_bytes()[:3001])
    assert "cannot be read" in only_english(folder)


def test_bytes_that_are_no_text_are_left_out(folder: Path) -> None:
    (folder / "zh_CN.toml").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in only_english(folder)


def test_a_word_that_nothing_fills_is_named(folder: Path) -> None:
    change(folder, "{dpo}", "{dop}")
    notices = filled(folder)
    assert list(notices.offered()) == ["en"]
    assert any("nothing fills {dop}" in problem for problem in notices.problems())


@pytest.mark.parametrize("brace", ["{", "}", "{}", "{contact!r}", "{contact:>9}", "{contact[0]}"])
def test_any_other_brace_is_refused(folder: Path, brace: str) -> None:
    change(folder, "摄像头打开期间，点", f"摄像头打开期间，点{brace}")
    only_english(folder)


def test_a_missing_item_is_named_with_its_article(folder: Path) -> None:
    change(folder, '"N6.', '"N7.')
    problem = only_english(folder)
    assert "N6" in problem
    assert "PIPL 30" in problem


def test_a_section_that_says_nothing_answers_nothing(folder: Path) -> None:
    path = folder / "zh_CN.toml"
    before, _, rest = path.read_text(encoding="utf-8").partition('title = "谁会收到"')
    after = rest[rest.index("[[sections]]") :]
    path.write_text(
        f'{before}title = "谁会收到"\n'
        'paragraphs = [{ unless = "notice_url", "N10.sent" = "没有人。" }]\n'
        f"{after}",
        encoding="utf-8",
    )
    assert "N10" in only_english(folder)


def test_what_no_chosen_pack_asks_for_may_be_missing(folder: Path) -> None:
    change(folder, '"N6.', '"N7.')
    illinois = LawPack("us-il", 18, (("N2", "BIPA 15(b)(2)"),))
    assert list(filled(folder, illinois).offered()) == ["en", "zh_CN"]


def test_the_wrong_text_in_a_languages_file_is_refused(folder: Path) -> None:
    shutil.copy(folder / "en.toml", folder / "zh_CN.toml")
    only_english(folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('icon = "undo-2"\n', ""),
        ('title = "怎么做"', 'title = " "'),
        ("layout = 1", 'layout = "1"'),
        ("layout = 1", "layout = 1\ncolour = 2"),
        ('"N1.who"', '"N99.who"'),
        ('"N1.who"', "says"),
        ('title = "谁在询问您"', 'items = ["N1"]\ntitle = "谁在询问您"'),
        ('when = "dpo"', 'when = "controller"'),
        ('day = "1 天"\n', ""),
    ],
)
def test_a_file_of_another_shape_is_refused(folder: Path, old: str, new: str) -> None:
    change(folder, old, new)
    only_english(folder)


def test_a_card_too_many_is_refused(folder: Path) -> None:
    change(folder, "[[sections]]\n", "[[cards]]\n", language="en")
    assert list(filled(folder).offered()) == ["zh_CN"]


def test_a_shop_without_words_in_a_language_does_not_offer_it(folder: Path) -> None:
    facts = replace(FACTS, purpose={"en": "plan staff"})
    notices = FilledNotices(folder, facts, every_law(), LANGUAGES)
    assert list(notices.offered()) == ["en"]
    assert "no purpose" in notices.problems()[0]


def test_no_language_left_means_nobody_is_asked(folder: Path) -> None:
    for language in LANGUAGES:
        (folder / f"{language}.toml").unlink()
    notices = filled(folder)
    assert notices.offered() == {}
    assert len(notices.problems()) == 2


def test_an_age_under_the_laws_is_a_mistake_of_the_program(folder: Path) -> None:
    with pytest.raises(ValueError, match="under 18"):
        FilledNotices(folder, replace(FACTS, minimum_age=14), every_law(), LANGUAGES)
