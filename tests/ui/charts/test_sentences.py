"""What charts say in words, in every case in which less than everything is known."""

import re
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QLocale

from kiosk.application.figures import HourCounts
from kiosk.domain.blocks import Source
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.periods import Period
from kiosk.domain.statistics import share
from kiosk.ui.charts import kinds, labels, people, sentences
from kiosk.ui.drawable import undrawable
from kiosk.ui.paper import report_words
from tests.fakes.figures import block_of, figures_of
from tests.saying import numbers, numbers_of
from tests.ui.charts import shop
from tests.ui.charts.conftest import ENGLISH, FIGURES, MAKERS


def test_the_busiest_hour_and_last_week_by_now() -> None:
    said = sentences.of_hours(shop.day(), ENGLISH)
    assert numbers_of(said) == [["15", "16", "16"], ["16:00", "72", "74"], ["16", "5"]]
    assert "Tuesday" in said[1]


def test_a_finished_day_beside_the_one_before() -> None:
    said = sentences.of_hours(shop.since_before(), ENGLISH)
    assert numbers_of(said) == [["15", "16", "16"], ["68"]]
    assert "Tuesday" in said[1]


def test_hours_that_share_the_first_place() -> None:
    figures = shop.few()
    hours = list(figures.hours)
    hours[11] = replace(hours[11], said_yes=7)
    two = replace(figures, hours=tuple(hours))
    assert numbers(sentences.of_hours(two, ENGLISH)[0]) == ["11", "12", "15", "16", "7"]
    hours[10] = replace(hours[10], said_yes=7)
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
    hours = tuple(HourCounts(hour.asked) for hour in figures.hours)
    figures = replace(figures, hours=hours)
    said = sentences.of_hours(figures, ENGLISH)[0]
    assert not numbers(said)
    assert said != sentences.of_hours(shop.empty(), ENGLISH)[0]


def test_women_of_whom_and_what_a_no_hides() -> None:
    said = sentences.of_genders(shop.day(), ENGLISH)
    assert numbers_of(said) == [
        ["61", "49", "73", "40"],
        ["80", "13:00"],
        ["17:00"],
        [],
        ["5"],
        ["24", "85"],
    ]
    assert people.chance() in said


def test_a_share_is_said_once_with_the_known_error_taken_out() -> None:
    figures = shop.four_weeks()
    women = figures.genders.women
    assert women is not None and women.corrected
    said = sentences.of_genders(figures, ENGLISH)
    percent, low, high = (str(round(100 * end)) for end in (women.value, women.low, women.high))
    assert numbers(said[0])[:3] == [percent, low, high]
    assert not [each for each in said[1:] if percent in numbers(each)]


def test_chance_is_told_of_wherever_a_share_is() -> None:
    for make in FIGURES.values():
        for of in (kinds.gender_bar, kinds.age_bars, kinds.age_pyramid):
            chart = of(make(), ENGLISH)
            assert (people.chance() in chart.sentences) is (chart.data is not None)


def test_nothing_has_closed_yet_and_when_it_may() -> None:
    (yet,) = {
        sentences.of_genders(shop.first_hours(), ENGLISH),
        sentences.of_ages(shop.first_hours(), ENGLISH),
        sentences.of_pyramid(shop.first_hours()),
    }
    assert numbers_of(yet) == [[], ["13:00"]]
    over, nobody = sentences.of_ages(shop.few(), ENGLISH), sentences.of_ages(shop.empty(), ENGLISH)
    assert numbers_of(over) == numbers_of(nobody) == [[]]
    all_no = replace(shop.few(), counts=replace(shop.few().counts, counted=0))
    assert len({over, nobody, sentences.of_ages(all_no, ENGLISH), yet}) == 4


def test_what_has_closed_so_far_and_when_more_may() -> None:
    assert numbers_of(people.of_whom(shop.day(), ENGLISH)) == [["80", "13:00"], ["17:00"]]
    assert numbers_of(people.of_whom(shop.in_two(), ENGLISH)) == [["134", "17:00"], ["04:00"]]
    over = replace(shop.since_before(), next_close=None)
    assert numbers(people.of_whom(over, ENGLISH)[0]) == ["58"]
    assert numbers_of(people.of_whom(shop.week(), ENGLISH)) == [["101"], ["17:00"]]


def test_the_end_of_the_day_is_called_so() -> None:
    said = people.next_figures(shop.in_two())
    assert said != people.next_figures(replace(shop.in_two(), next_close=shop.at(4)))
    # Where no hour goes on it is not known which day does.
    still = tuple(replace(day, growing=False) for day in shop.in_two().days)
    assert people.next_figures(replace(shop.in_two(), days=still)) != said
    assert not people.next_figures(shop.month())


def test_visits_of_days_before_are_said_to_be_in_it() -> None:
    (said,) = people.since(shop.since_before(), ENGLISH)
    assert "Monday 23 November" in said
    assert said in sentences.of_genders(shop.since_before(), ENGLISH)
    assert not people.since(shop.day(), ENGLISH)
    assert not people.since(shop.empty(), ENGLISH)


def test_where_chance_is_too_much_no_share_is_said() -> None:
    figures = shop.too_noisy()
    for said in (
        sentences.of_genders(figures, ENGLISH),
        sentences.of_ages(figures, ENGLISH),
        sentences.of_pyramid(figures),
    ):
        assert not numbers(said[0])
        assert "%" not in "".join(said)
    assert "25" in numbers(sentences.of_genders(figures, ENGLISH)[1])


def test_the_most_of_any_age_are_said_to_be_only_where_they_are() -> None:
    def said(young: int) -> str:
        visits = {
            (Source.SAID, Answer(Gender.WOMAN, AgeBand(25, 34))): young,
            (Source.SAID, Answer(Gender.MAN, AgeBand(35, 44))): 60,
        }
        block = block_of(shop.TODAY, visits)
        figures = figures_of(Period.of_day(shop.TODAY), shop.few().days, [block])
        return sentences.of_ages(figures, ENGLISH)[0]

    assert "chance alone" in said(70)
    assert "chance alone" not in said(300)
    assert numbers(said(300))[1:3] == ["18", "34"]


def test_who_is_in_no_share_is_told_in_about_numbers() -> None:
    assert numbers_of(people.in_neither(shop.four_weeks(), ENGLISH)) == [["41"], ["12"]]
    assert numbers_of(people.in_no_band(shop.four_weeks(), ENGLISH)) == [["12"]]


def test_the_pyramid_names_its_largest_group() -> None:
    figures = shop.four_weeks()
    share = figures.pyramid.women["35-54"]
    said = sentences.of_pyramid(figures)
    assert numbers(said[0])[:3] == ["35", "54", str(round(100 * share.value))]
    assert "women" in said[0]


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
    assert numbers_of(said) == [["16:00", "4,535", "28", "3,413"], ["39", "50"], ["62", "67"]]
    assert ["chance alone" in each for each in said] == [False, False, True]
    before = figures.before
    assert before is not None
    same = replace(figures, before=replace(before, opt_in=figures.opt_in))
    assert numbers(sentences.of_comparison(same, ENGLISH)[1]) == ["39"]
    few = replace(figures, opt_in=share(3, 8))
    assert sentences.of_comparison(few, ENGLISH) == (said[0], said[2])
    assert numbers_of(sentences.of_comparison(shop.empty(), ENGLISH)) == [[]]


def test_months_are_said_to_have_other_weekdays() -> None:
    said = sentences.of_comparison(shop.month(), ENGLISH)
    before = shop.month().before
    assert before is not None and not before.same_weekdays
    alike = replace(shop.month(), before=replace(before, same_weekdays=True))
    (more,) = set(said) - set(sentences.of_comparison(alike, ENGLISH))
    assert "weekdays" in more


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


def test_a_sheet_says_one_year_once(language: str) -> None:
    def titled(day: date) -> str:
        figures = replace(shop.day(), period=Period.of_week(day), final=True)
        return report_words.title_of(figures, QLocale(language))

    within, across = titled(date(2026, 11, 30)), titled(date(2026, 12, 30))
    assert [word for word in numbers(within) if len(word) == 4] == ["2026"]
    assert [word for word in numbers(across) if len(word) == 4] == ["2026", "2027"]
