"""What charts say in words, in every case in which less than everything is known."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale

from kiosk.application.figures import Corrected, Counts, InShares, PeriodFigures, Pyramid
from kiosk.domain.batches import Batch, Form, Source
from kiosk.domain.periods import Period
from kiosk.domain.statistics import share
from kiosk.ui.charts import labels, sentences, tables
from kiosk.ui.charts.data import GAP
from kiosk.ui.drawable import undrawable
from kiosk.ui.paper import report_words
from tests.ui.charts import shop
from tests.ui.charts.conftest import ENGLISH, FIGURES, MAKERS


def test_the_busiest_hour_and_last_week_by_now() -> None:
    assert sentences.of_hours(shop.day(), ENGLISH) == (
        "The busiest hour was 15 to 16: 16 said yes.",
        "By 16:00, 72 had said yes; last Tuesday, 74.",
        "The hour from 16 (5+) goes on, in steps of five.",
    )


def test_a_finished_day_beside_the_one_before() -> None:
    assert sentences.of_hours(shop.held_back(), ENGLISH) == (
        "The busiest hour was 15 to 16: 16 said yes.",
        "The Tuesday before: 68 in all.",
    )


def test_hours_that_share_the_first_place() -> None:
    figures = shop.few()
    hours = list(figures.hours)
    hours[11] = replace(hours[11], agreed=7, told=0)
    two = replace(figures, hours=tuple(hours))
    assert sentences.of_hours(two, ENGLISH)[0] == (
        "The busiest hours were 11 to 12 and 15 to 16: 7 each said yes."
    )
    hours[10] = replace(hours[10], agreed=7, told=0)
    three = replace(figures, hours=tuple(hours))
    assert sentences.of_hours(three, ENGLISH)[0] == (
        "No hour stands out: in the busiest, 7 said yes."
    )


def test_midnight_is_24_where_an_hour_ends_and_0_where_it_begins() -> None:
    assert labels.stretch(23) == "23 to 24"
    assert labels.stretch(0) == "0 to 1"


def test_nobody_was_asked() -> None:
    assert sentences.of_hours(shop.empty(), ENGLISH) == ("Nobody was asked in this time.",)
    begun = shop.empty(final=False)
    assert sentences.of_hours(begun, ENGLISH) == ("Fewer than 5 have been asked so far.",)
    demo = replace(begun, fewer_than=1)
    assert sentences.of_hours(demo, ENGLISH) == ("Nobody has been asked yet.",)


def test_asked_but_nobody_said_yes() -> None:
    figures = shop.few()
    hours = tuple(Counts(asked=hour.asked, declined=hour.asked) for hour in figures.hours)
    figures = replace(figures, hours=hours)
    assert sentences.of_hours(figures, ENGLISH)[0] == "Nobody said yes."


def test_women_of_whom_and_what_a_no_hides() -> None:
    assert sentences.of_genders(shop.day(), ENGLISH) == (
        "About 6 in 10 were women (50–72\u00a0%), of the 40\u00a0% who said yes.",
        "Not in this: 5 of whom the camera was not sure.",
        "Of all asked, 24–85\u00a0% may be women.",
    )


def test_corrected_beside_measured() -> None:
    figures = shop.four_weeks()
    said = sentences.of_genders(figures, ENGLISH)
    assert said[1] == (
        "Estimated 62\u00a0% (58–66\u00a0%), once the camera’s known error is taken out."
    )
    ages = sentences.of_ages(figures, ENGLISH)
    assert ages[:2] == (
        "About 4 in 10 were 18–34 (39–44\u00a0%), the most of any age.",
        "With the camera’s known error taken out, 45\u00a0% were 18–34 (41–49\u00a0%).",
    )


def test_under_twenty_no_percentage_is_said() -> None:
    for said in (
        sentences.of_genders(shop.few(), ENGLISH),
        sentences.of_ages(shop.few(), ENGLISH),
    ):
        assert "%" not in said[0]
    assert sentences.of_genders(shop.few(), ENGLISH)[0] == (
        "12 of 19 were women: too few to speak of a percentage."
    )
    assert sentences.of_ages(shop.few(), ENGLISH) == (
        "Most were 18–34: 12 of 19, too few to speak of a percentage.",
    )


def test_no_group_has_closed_yet() -> None:
    for of in (sentences.of_genders, sentences.of_ages, sentences.of_pyramid):
        assert of(shop.first_hours(), ENGLISH) == (
            "Gender and age are shown from closed groups of visitors; the first closes after "
            "about 20.",
        )


def test_no_group_closed_in_a_time_that_is_over() -> None:
    figures = replace(shop.few(), genders=shop.empty().genders)
    assert sentences.of_genders(figures, ENGLISH) == (
        "Too few said yes: no group of visitors has closed, so gender and age are not shown.",
    )


def test_a_group_that_goes_beyond_the_day() -> None:
    batch = Batch(Source.CAMERA, shop.TODAY - timedelta(days=1), shop.TODAY, Form.TOTAL, 24, ())
    figures = replace(shop.few(), genders=shop.empty().genders, reaching_out=(batch,))
    assert sentences.of_genders(figures, ENGLISH) == (
        "A group of 24 reaches beyond this time. A longer time shows it.",
    )
    figures = replace(figures, reaching_out=(batch, batch))
    assert sentences.of_genders(figures, ENGLISH) == (
        "Groups of 48 in all reach beyond this time. A longer time shows them.",
    )


def test_what_is_held_back_is_said() -> None:
    said = sentences.of_genders(shop.held_back(), ENGLISH)
    assert said[1:3] == (
        "That is to within the few whose gender is not known.",
        "Of 20 more nothing is shown, so that nobody can be singled out.",
    )
    assert sentences.of_ages(shop.held_back(), ENGLISH) == (
        "In wider bands only, so as not to single anyone out: 21 aged 14–34; 11 aged 35 or "
        "older; 8 aged 55 or older or not said.",
    )


def test_women_and_men_not_told_apart_at_all() -> None:
    genders = replace(shop.empty().genders, visits=30)
    ages = replace(shop.empty().ages, visits=30)
    figures = replace(shop.day(), genders=genders, ages=ages)
    (said,) = sentences.of_genders(figures, ENGLISH)
    assert said.startswith("Of the 30 in closed groups, women and men are not told apart")
    (said,) = sentences.of_ages(figures, ENGLISH)
    assert said.startswith("Of the 30 in closed groups ages are not told apart")


def test_where_one_source_is_in_no_share_of_ages_it_is_said() -> None:
    shown = shop.four_weeks()
    said = sentences.of_ages(with_sources(shown, InShares(1508, 1714), InShares(0, 671)), ENGLISH)
    assert said[1] == (
        "Only of those whose estimate by the camera stands: the groups of the 671 who told us "
        "themselves or corrected the camera do not tell enough ages apart."
    )
    said = sentences.of_ages(with_sources(shown, InShares(0, 1714), InShares(650, 671)), ENGLISH)
    assert said[1] == (
        "Only of those who told us themselves or corrected the camera: the groups of the 1,714 "
        "whose estimate by the camera stands do not tell enough ages apart."
    )
    said = sentences.of_ages(with_sources(shown, InShares(1508, 1714), InShares(60, 671)), ENGLISH)
    assert said[1] == (
        "In this are 1,508 of the 1,714 whose estimate by the camera stands, and 60 of the 671 who "
        "told us themselves or corrected the camera."
    )


def test_where_both_or_one_alone_are_in_the_shares_nothing_is_said_of_it() -> None:
    shown = shop.four_weeks()
    plain = sentences.of_ages(shown, ENGLISH)
    for seen, said in (
        (InShares(1508, 1714), InShares(650, 671)),
        (InShares(1508, 1714), InShares(0, 0)),
        (InShares(0, 0), InShares(650, 671)),
    ):
        assert sentences.of_ages(with_sources(shown, seen, said), ENGLISH) == plain
    rows = tables.of_ages(with_sources(shown, InShares(1508, 1714), InShares(0, 671)), ENGLISH).rows
    assert ("in these shares, by the camera", "1,508 of 1,714", GAP) in rows
    assert ("in these shares, as visitors said", "0 of 671", GAP) in rows
    one = with_sources(shown, InShares(1508, 1714), InShares(0, 0))
    assert tables.of_ages(one, ENGLISH) == tables.of_ages(shown, ENGLISH)


def with_sources(figures: PeriodFigures, seen: InShares, said: InShares) -> PeriodFigures:
    return replace(figures, ages=replace(figures.ages, by_camera=seen, as_said=said))


def test_the_pyramid_says_of_how_many_it_is() -> None:
    assert sentences.of_pyramid(shop.day(), ENGLISH) == (
        "The largest group: women of 18–34, 27\u00a0% of all (18–38\u00a0%).",
        "This is of 75 of the 80 visitors in closed groups; the other groups do not tell enough "
        "apart for it.",
    )
    none = replace(shop.day(), pyramid=Pyramid(0, {}, {}))
    (said,) = sentences.of_pyramid(none, ENGLISH)
    assert said.startswith("No closed group is large enough yet")


def test_days_and_their_pattern() -> None:
    said = sentences.of_days(shop.four_weeks(growing=False), ENGLISH)
    assert "Sunday 1 November" in said[0] and " 100 " in said[0]
    assert re.findall(r"\d+", said[1]) == ["91", "52"]
    assert said[-1] == "The 28 days before: 1,702."


def test_the_day_that_goes_on_is_marked_and_no_whole_day_is_missed() -> None:
    said = sentences.of_days(shop.four_weeks(), ENGLISH)
    assert "24 Nov (51+) is not over." in said
    assert "16:00" in said[-1]
    assert "in the 28 days before, " in said[-1]


def test_few_that_may_yet_be_more_are_no_nought() -> None:
    figures = shop.empty(final=False)
    assert labels.grown(0, figures.fewer_than, ENGLISH) == "<5"
    assert labels.grown(0, 1, ENGLISH) == "0+"
    assert labels.grown(1234, figures.fewer_than, ENGLISH) == "1,234+"


def test_days_to_come_and_days_of_which_nothing_is_kept() -> None:
    assert "Days still to come: 5." in sentences.of_days(shop.week(), ENGLISH)
    assert (
        "Of the days before Saturday 7 November no counts are kept any more."
        in sentences.of_days(shop.kept_from(), ENGLISH)
    )


def test_a_day_alone_is_no_row_of_days() -> None:
    assert sentences.of_days(shop.day(), ENGLISH) == (
        "Days stand beside each other in a week or longer.",
    )
    assert sentences.of_week(shop.day(), ENGLISH) == ("A usual week is made of a week or longer.",)


def test_the_busiest_time_of_a_week() -> None:
    assert sentences.of_week(shop.four_weeks(), ENGLISH) == (
        "The busiest time is Saturday from 16 to 17: 15 say yes on average.",
        "The day that goes on is not in this yet.",
    )


def test_a_difference_is_one_only_where_the_intervals_lie_apart() -> None:
    figures = shop.four_weeks()
    assert sentences.of_comparison(figures, ENGLISH) == (
        "By 16:00 4,535 were asked; the 28 days before up to the same hour: 3,413.",
        "39\u00a0% said yes, 50\u00a0% before: more of a difference than chance makes.",
        "61\u00a0% were women, 67\u00a0% before: that may be chance alone.",
    )
    before = figures.before
    assert before is not None
    same = replace(figures, before=replace(before, opt_in=figures.opt_in))
    assert "39\u00a0%" in sentences.of_comparison(same, ENGLISH)[1]
    few = replace(figures, opt_in=share(3, 8))
    assert not any("said yes" in said for said in sentences.of_comparison(few, ENGLISH))
    assert sentences.of_comparison(shop.empty(), ENGLISH) == (
        "There is nothing to compare this with.",
    )


def test_the_opt_in_is_said_of_those_asked_and_of_the_door() -> None:
    assert sentences.of_opt_in(shop.day(), ENGLISH) == (
        "40\u00a0% of the 182 who were asked said yes.",
    )
    door = replace(shop.day(), opt_in_of_door=share(72, 400))
    assert re.findall(r"\d+", sentences.of_opt_in(door, ENGLISH)[1]) == ["18", "400"]
    few = replace(shop.day(), opt_in=share(7, 12))
    assert re.findall(r"\d+", " ".join(sentences.of_opt_in(few, ENGLISH))) == ["7", "12"]
    none = shop.empty(final=False)
    assert sentences.of_opt_in(none, ENGLISH) == ("Fewer than 5 have been asked so far.",)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.02, "Fewer than 1 in 20"),
        (0.06, "About 1 in 10"),
        (0.44, "About 4 in 10"),
        (0.49, "About half"),
        (0.55, "About 6 in 10"),
        (0.94, "About 9 in 10"),
        (0.97, "More than 19 in 20"),
    ],
)
def test_a_share_is_said_in_tenths(value: float, said: str) -> None:
    assert labels.in_ten(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0\u00a0%"),
        (0.003, "under\u00a01\u00a0%"),
        (0.584, "58\u00a0%"),
        (0.998, "over\u00a099\u00a0%"),
        (1.0, "100\u00a0%"),
    ],
)
def test_per_cents_are_whole_and_never_nought_by_rounding(value: float, said: str) -> None:
    assert labels.percent(value) == said


def test_chinese_sentences_stand_without_a_space(language: str) -> None:
    locale = QLocale(language)
    words = sentences.joined(sentences.of_hours(shop.day(), locale), locale)
    assert (". " in words) is (language == "en")
    assert ("。" in words) is (language == "zh_CN")
    assert "。 " not in words


def test_everything_is_filled_in_and_can_be_drawn(language: str) -> None:
    locale = QLocale(language)
    for make in MAKERS.values():
        for figures in FIGURES.values():
            chart = make(figures(), locale)
            assert chart.sentences
            assert all(chart.sentences)
            cells = [cell for row in chart.table.rows for cell in row]
            for text in (chart.title, chart.words, *chart.table.head, *cells):
                assert not re.search(r"[{}]|None|nan", text), text
                assert not undrawable(text), text
                if language == "zh_CN":
                    assert not re.search(r"[A-Za-z]{2}", text), text


def test_corrected_is_never_said_without_measured() -> None:
    figures = shop.few()
    genders = replace(figures.genders, corrected=Corrected(0.6, 0.4, 0.8))
    said = sentences.of_genders(replace(figures, genders=genders), ENGLISH)
    assert not any("estimated" in each for each in said)


def test_a_sheet_says_one_year_once(language: str) -> None:
    def titled(day: date) -> str:
        figures = replace(shop.day(), period=Period.of_week(day), final=True)
        return report_words.title_of(figures, QLocale(language))

    within, across = titled(date(2026, 11, 30)), titled(date(2026, 12, 30))
    if language == "en":
        assert within == "Visitors, 30 November to 6 December 2026"
        assert across == "Visitors, 28 December 2026 to 3 January 2027"
    else:
        assert within == "来访统计：2026年11月30日至12月6日"
        assert across == "来访统计：2026年12月28日至2027年1月3日"
