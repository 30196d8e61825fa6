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
from tests.saying import numbers, numbers_of
from tests.ui.charts import shop
from tests.ui.charts.conftest import ENGLISH, FIGURES, MAKERS


def test_the_busiest_hour_and_last_week_by_now() -> None:
    said = sentences.of_hours(shop.day(), ENGLISH)
    assert numbers_of(said) == [["15", "16", "16"], ["16:00", "72", "74"], ["16", "5"]]
    assert "Tuesday" in said[1]


def test_a_finished_day_beside_the_one_before() -> None:
    said = sentences.of_hours(shop.held_back(), ENGLISH)
    assert numbers_of(said) == [["15", "16", "16"], ["68"]]
    assert "Tuesday" in said[1]


def test_hours_that_share_the_first_place() -> None:
    figures = shop.few()
    hours = list(figures.hours)
    hours[11] = replace(hours[11], agreed=7, told=0)
    two = replace(figures, hours=tuple(hours))
    assert numbers(sentences.of_hours(two, ENGLISH)[0]) == ["11", "12", "15", "16", "7"]
    hours[10] = replace(hours[10], agreed=7, told=0)
    three = replace(figures, hours=tuple(hours))
    assert numbers(sentences.of_hours(three, ENGLISH)[0]) == ["7"]


def test_midnight_is_24_where_an_hour_ends_and_0_where_it_begins() -> None:
    assert numbers(labels.stretch(23)) == ["23", "24"]
    assert numbers(labels.stretch(0)) == ["0", "1"]


def test_nobody_was_asked() -> None:
    begun = shop.empty(final=False)
    demo = replace(begun, fewer_than=1)
    over, few, nobody_yet = (
        sentences.of_hours(figures, ENGLISH) for figures in (shop.empty(), begun, demo)
    )
    assert numbers_of(over) == numbers_of(nobody_yet) == [[]]
    assert over != nobody_yet
    assert numbers_of(few) == [["5"]]
    assert sentences.of_opt_in(begun, ENGLISH) == few


def test_asked_but_nobody_said_yes() -> None:
    figures = shop.few()
    hours = tuple(Counts(asked=hour.asked, declined=hour.asked) for hour in figures.hours)
    figures = replace(figures, hours=hours)
    said = sentences.of_hours(figures, ENGLISH)[0]
    assert not numbers(said)
    assert said != sentences.of_hours(shop.empty(), ENGLISH)[0]


def test_women_of_whom_and_what_a_no_hides() -> None:
    assert numbers_of(sentences.of_genders(shop.day(), ENGLISH)) == [
        ["6", "10", "50", "72", "40"],
        ["5"],
        ["24", "85"],
    ]


def test_corrected_beside_measured() -> None:
    figures = shop.four_weeks()
    assert numbers(sentences.of_genders(figures, ENGLISH)[1]) == ["62", "58", "66"]
    assert numbers_of(sentences.of_ages(figures, ENGLISH)[:2]) == [
        ["4", "10", "18", "34", "39", "44"],
        ["45", "18", "34", "41", "49"],
    ]


def test_under_twenty_no_percentage_is_said() -> None:
    genders = sentences.of_genders(shop.few(), ENGLISH)
    ages = sentences.of_ages(shop.few(), ENGLISH)
    assert "%" not in genders[0] + ages[0]
    assert numbers(genders[0]) == ["12", "19"]
    assert numbers_of(ages) == [["18", "34", "12", "19"]]


def test_no_group_has_closed() -> None:
    (yet,) = {
        of(shop.first_hours(), ENGLISH)
        for of in (sentences.of_genders, sentences.of_ages, sentences.of_pyramid)
    }
    assert numbers_of(yet) == [["20"]]
    over = replace(shop.few(), genders=shop.empty().genders)
    assert numbers_of(sentences.of_genders(over, ENGLISH)) == [[]]


def test_a_group_that_goes_beyond_the_day() -> None:
    batch = Batch(Source.CAMERA, shop.TODAY - timedelta(days=1), shop.TODAY, Form.TOTAL, 24, ())
    figures = replace(shop.few(), genders=shop.empty().genders, reaching_out=(batch,))
    assert numbers_of(sentences.of_genders(figures, ENGLISH)) == [["24"]]
    figures = replace(figures, reaching_out=(batch, batch))
    assert numbers_of(sentences.of_genders(figures, ENGLISH)) == [["48"]]


def test_what_is_held_back_is_said() -> None:
    assert numbers_of(sentences.of_genders(shop.held_back(), ENGLISH)[1:3]) == [[], ["20"]]
    assert numbers_of(sentences.of_ages(shop.held_back(), ENGLISH)) == [
        ["21", "14", "34", "11", "35", "8", "55"]
    ]


def test_women_and_men_not_told_apart_at_all() -> None:
    genders = replace(shop.empty().genders, visits=30)
    ages = replace(shop.empty().ages, visits=30)
    figures = replace(shop.day(), genders=genders, ages=ages)
    assert numbers_of(sentences.of_genders(figures, ENGLISH)) == [["30"]]
    assert numbers_of(sentences.of_ages(figures, ENGLISH)) == [["30"]]


def test_where_one_source_is_in_no_share_of_ages_it_is_said() -> None:
    for seen, told, said in (
        (InShares(1508, 1714), InShares(0, 671), ["671"]),
        (InShares(0, 1714), InShares(650, 671), ["1,714"]),
        (InShares(1508, 1714), InShares(60, 671), ["1,508", "1,714", "60", "671"]),
    ):
        figures = with_sources(shop.four_weeks(), seen, told)
        assert numbers(sentences.of_ages(figures, ENGLISH)[1]) == said


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
    assert {("1,508 of 1,714", GAP), ("0 of 671", GAP)} <= {row[1:] for row in rows}
    one = with_sources(shown, InShares(1508, 1714), InShares(0, 0))
    assert tables.of_ages(one, ENGLISH) == tables.of_ages(shown, ENGLISH)


def with_sources(figures: PeriodFigures, seen: InShares, said: InShares) -> PeriodFigures:
    return replace(figures, ages=replace(figures.ages, by_camera=seen, as_said=said))


def test_the_pyramid_says_of_how_many_it_is() -> None:
    said = sentences.of_pyramid(shop.day(), ENGLISH)
    assert numbers_of(said) == [["18", "34", "27", "18", "38"], ["75", "80"]]
    assert "women" in said[0]
    none = replace(shop.day(), pyramid=Pyramid(0, {}, {}))
    assert numbers_of(sentences.of_pyramid(none, ENGLISH)) == [[]]


def test_days_and_their_pattern() -> None:
    said = sentences.of_days(shop.four_weeks(growing=False), ENGLISH)
    assert "Sunday 1 November" in said[0]
    assert numbers_of(said[:2]) == [["1", "100"], ["91", "52"]]
    assert numbers(said[-1]) == ["28", "1,702"]


def test_the_day_that_goes_on_is_marked_and_no_whole_day_is_missed() -> None:
    said = sentences.of_days(shop.four_weeks(), ENGLISH)
    assert any("24 Nov (51+)" in each for each in said)
    upto, now, days_before, then = numbers(said[-1])
    assert (upto, days_before) == ("16:00", "28")
    assert now != then


def test_few_that_may_yet_be_more_are_no_nought() -> None:
    figures = shop.empty(final=False)
    assert labels.grown(0, figures.fewer_than, ENGLISH) == "<5"
    assert labels.grown(0, 1, ENGLISH) == "0+"
    assert labels.grown(1234, figures.fewer_than, ENGLISH) == "1,234+"


def test_days_to_come_and_days_of_which_nothing_is_kept() -> None:
    assert ["5"] in numbers_of(sentences.of_days(shop.week(), ENGLISH))
    assert any(
        "Saturday 7 November" in said for said in sentences.of_days(shop.kept_from(), ENGLISH)
    )


def test_a_day_alone_is_no_row_of_days() -> None:
    assert numbers_of(sentences.of_days(shop.day(), ENGLISH)) == [[]]
    assert numbers_of(sentences.of_week(shop.day(), ENGLISH)) == [[]]


def test_the_busiest_time_of_a_week() -> None:
    said = sentences.of_week(shop.four_weeks(), ENGLISH)
    assert "Saturday" in said[0]
    assert numbers_of(said) == [["16", "17", "15"], []]


def test_a_difference_is_one_only_where_the_intervals_lie_apart() -> None:
    figures = shop.four_weeks()
    said = sentences.of_comparison(figures, ENGLISH)
    assert numbers_of(said) == [["16:00", "4,535", "28", "3,413"], ["39", "50"], ["61", "67"]]
    assert ["chance alone" in each for each in said] == [False, False, True]
    before = figures.before
    assert before is not None
    same = replace(figures, before=replace(before, opt_in=figures.opt_in))
    assert numbers(sentences.of_comparison(same, ENGLISH)[1]) == ["39"]
    few = replace(figures, opt_in=share(3, 8))
    assert sentences.of_comparison(few, ENGLISH) == (said[0], said[2])
    assert numbers_of(sentences.of_comparison(shop.empty(), ENGLISH)) == [[]]


def test_the_opt_in_is_said_of_those_asked_and_of_the_door() -> None:
    said = sentences.of_opt_in(shop.day(), ENGLISH)
    assert numbers_of(said) == [["40", "182"]]
    door = replace(shop.day(), opt_in_of_door=share(72, 400))
    assert numbers(sentences.of_opt_in(door, ENGLISH)[1]) == ["18", "400"]
    few = sentences.of_opt_in(replace(shop.day(), opt_in=share(7, 12)), ENGLISH)
    assert numbers_of(few) == [["7", "12"]]
    assert "%" in said[0] and "%" not in few[0]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.02, ["1", "20"]),
        (0.06, ["1", "10"]),
        (0.44, ["4", "10"]),
        (0.49, []),
        (0.55, ["6", "10"]),
        (0.94, ["9", "10"]),
        (0.97, ["19", "20"]),
    ],
)
def test_a_share_is_said_in_tenths(value: float, said: list[str]) -> None:
    assert numbers(labels.in_ten(value)) == said


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
    assert [word for word in numbers(within) if len(word) == 4] == ["2026"]
    assert [word for word in numbers(across) if len(word) == 4] == ["2026", "2027"]
