"""Which figures of a day are shown, and how exactly."""

from datetime import date, timedelta

import pytest

from kiosk.application.figures import Counts, DayCounts, HourCounts, NoRecords
from kiosk.domain.block_sums import BlockSum
from kiosk.domain.consent import Moment, Way
from kiosk.domain.events import ConsentStored, VisitKept
from kiosk.domain.periods import Period, Span
from kiosk.domain.statistics import Share
from tests.contracts.records.houses import House, answer_of, consent
from tests.contracts.records.test_blocks import MAN_OF_60, WOMAN_OF_30, tell_many
from tests.contracts.records.test_visits import keep, tell
from tests.domain.samples import ANSWER

DAY = 24 * 3600
WEEK = 7 * DAY


def test_a_day_without_visitors_is_all_noughts(house: House) -> None:
    figures = house.figures(date(2026, 1, 1))
    assert figures.counts == Counts()
    assert (figures.not_counted, figures.withdrawn) == (0, 0)
    assert figures.hours == (HourCounts(),) * 24
    assert figures.days == (DayCounts(date(2026, 1, 1), Counts(), figures.hours),)
    assert (figures.final, figures.fewer_than, figures.before) == (True, 1, None)
    assert figures.opt_in == Share(0, 0, None, None)
    assert figures.opt_in_of_door is None


def test_nothing_is_said_of_answers_before_a_block_has_closed(house: House) -> None:
    """Of the demo no more than of a shop."""
    keep(house)
    figures = house.figures(house.clock.moment().day)
    assert figures.demo
    assert figures.blocks == ()
    assert (figures.released, figures.epsilon) == (BlockSum(), 2.0)
    assert (figures.genders.visits, figures.genders.women, figures.ages.bands) == (0, None, {})


@pytest.mark.parametrize(("visitors", "shown"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10)])
def test_the_running_hour_moves_in_steps_of_five(shop: House, visitors: int, shown: int) -> None:
    moment = shop.clock.moment()
    for number in range(visitors):
        tell(shop, number)
    figures = shop.figures(moment.day)
    assert figures.counts == Counts(shown, told=shown, counted=shown)
    assert figures.hours[14] == HourCounts(shown, shown)
    assert figures.days[0].growing
    assert figures.days[0].growing_hours == {14}
    assert figures.fewer_than == 5
    shop.clock.forward(3600)
    figures = shop.figures(moment.day)
    # Who is counted moves in steps until the day is closed.
    assert figures.counts == Counts(visitors, told=visitors, counted=shown)
    assert figures.hours[14] == HourCounts(visitors, visitors)
    # The hour that runs now is empty, and may not say so.
    assert figures.fewer_than == 5


def test_each_outcome_of_the_running_hour_moves_in_steps_of_five(shop: House) -> None:
    moment = shop.clock.moment()
    for number in range(7):
        shop.records.count_asked(moment)
        shop.records.count_declined(moment)
        shop.records.count_asked(moment)
        shop.records.count_walked_away(moment)
        shop.records.count_asked(moment)
        shop.records.store_consent(consent(number, moment))
        answer_of(shop, ConsentStored)
        shop.records.close_uncounted(consent(number, moment))
    figures = shop.figures(moment.day)
    assert figures.counts == Counts(20, agreed=5, declined=5, walked_away=5)
    assert figures.not_counted == 5
    shop.clock.forward(24 * 3600)
    shop.erase_due()
    figures = shop.figures(moment.day)
    assert figures.counts == Counts(21, agreed=7, declined=7, walked_away=7)
    assert figures.not_counted == 7
    assert (figures.final, figures.fewer_than, figures.days[0].growing) == (True, 1, False)


def test_an_hour_is_not_finished_while_one_of_its_visits_is_open(shop: House) -> None:
    asked_in = shop.clock.moment()
    for number in range(6):
        tell(shop, number)
    shop.records.count_asked(asked_in)
    shop.clock.forward(3600)
    figures = shop.figures(asked_in.day)
    assert (figures.counts.told, figures.fewer_than) == (5, 10)
    told = consent(6, asked_in, Way.TOLD)
    shop.records.keep_visit(told, ANSWER, Way.TOLD, None, receipt=True)
    answer_of(shop, VisitKept)
    assert shop.figures(asked_in.day).counts.told == 7


@pytest.mark.parametrize("span", Span)
def test_hours_and_days_add_up_to_the_period(shop: House, span: Span) -> None:
    first = shop.clock.moment().day
    for number in range(8):
        keep(shop, number)
        shop.clock.forward(7 * 3600)
    shop.clock.forward(DAY)
    shop.erase_due()
    figures = shop.figures(first, span)
    held = [first + timedelta(days=n) for n in range(3)]
    assert [day.day for day in figures.days] == list(figures.period)
    expected = sum(day in figures.period for day in held[:1]) * 2
    if span in (Span.WEEK, Span.MONTH):
        expected = 8
    assert figures.counts.counted == expected
    assert sum(day.counts.counted for day in figures.days) == expected
    assert sum(hour.said_yes for hour in figures.hours) == expected
    assert all(day.counts.asked == sum(hour.asked for hour in day.hours) for day in figures.days)


def test_a_day_that_has_not_come_is_no_day_without_visitors(shop: House) -> None:
    today = shop.clock.moment().day
    with pytest.raises(NoRecords, match="not"):
        shop.figures(today + timedelta(days=1))
    # A week may go on.
    assert not shop.figures(today, Span.WEEK).final


# The door counter ----------------------------------------------------------------------------


def test_the_door_counter_gives_another_rate(shop: House) -> None:
    moment = shop.clock.moment()
    for number in range(10):
        tell(shop, number)
    shop.clock.forward(3600)
    for number in range(10, 22):
        tell(shop, number)
    shop.records.record_entered(moment.day, 15, 57)
    shop.clock.forward(3600)
    figures = shop.figures(moment.day)
    assert (figures.counts.asked, figures.counts.entered) == (22, 57)
    assert [figures.hours[hour].entered for hour in (14, 15, 16)] == [None, 57, None]
    # Of the hour that the counter did not see there is no denominator.
    assert figures.opt_in_of_door is not None
    assert (figures.opt_in_of_door.count, figures.opt_in_of_door.of) == (12, 57)
    assert (figures.opt_in.count, figures.opt_in.of) == (22, 22)


def test_a_counter_that_misses_people_gives_no_rate(shop: House) -> None:
    moment = shop.clock.moment()
    for number in range(10):
        tell(shop, number)
    shop.records.record_entered(moment.day, 14, 9)
    shop.clock.forward(3600)
    figures = shop.figures(moment.day)
    assert figures.counts.entered == 9
    assert figures.opt_in_of_door is None


def test_the_door_of_the_running_hour_is_in_steps(shop: House) -> None:
    moment = shop.clock.moment()
    shop.records.record_entered(moment.day, 14, 8)
    assert shop.figures(moment.day).hours[14].entered == 5
    shop.records.record_entered(moment.day, 14, 1, replace=True)
    assert shop.figures(moment.day).counts.entered == 0
    shop.clock.forward(3600)
    assert shop.figures(moment.day).counts.entered == 1


# What a period is compared with --------------------------------------------------------------


def test_a_day_that_goes_on_is_compared_up_to_its_last_hour_that_is_over(shop: House) -> None:
    then = shop.clock.moment().day
    for hour in range(5):
        for number in range(hour + 1):
            keep(shop, 10 * hour + number)
        shop.clock.forward(3600)
    shop.clock.forward(WEEK - 3 * 3600)
    now = shop.clock.moment()
    assert (now.day - then, now.hour) == (timedelta(days=7), 16)
    for number in range(100, 107):
        tell(shop, number)
    before = shop.figures(now.day).before
    assert before is not None
    # 14:00 and 15:00 of a week ago, and neither the hours after them nor today's running one.
    assert before.counts == HourCounts(3, 3)
    assert before.against == HourCounts()
    assert (before.period, before.upto_day, before.upto_hour) == (Period.of_day(then), then, 16)
    shop.clock.forward(3600)
    before = shop.figures(now.day).before
    assert before is not None
    assert before.counts == HourCounts(6, 6)
    assert before.against == HourCounts(7, 7)
    shop.clock.forward(DAY)
    before = shop.figures(now.day).before
    assert before is not None
    assert before.counts == HourCounts(15, 15)
    assert (before.upto_day, before.upto_hour) == (None, None)


def test_the_hours_after_midnight_are_the_last_of_a_day(shop: House) -> None:
    then = shop.clock.moment().day
    keep(shop, 1)
    shop.clock.forward(11 * 3600)
    assert shop.clock.moment() == Moment(then, 1)
    keep(shop, 2)
    shop.clock.forward(WEEK - 3 * 3600)
    assert shop.clock.moment().hour == 22
    before = shop.figures(shop.clock.moment().day).before
    assert before is not None
    assert before.counts.asked == 1
    shop.clock.forward(4 * 3600)
    assert shop.clock.moment().hour == 2
    before = shop.figures(shop.clock.moment().day).before
    assert before is not None
    assert before.counts.asked == 2


def test_a_week_that_goes_on_is_compared_up_to_the_same_day_and_hour(shop: House) -> None:
    day = shop.clock.moment().day
    assert day.weekday() == 1
    for number in range(4):
        keep(shop, number)
        shop.clock.forward(DAY)
    shop.clock.forward(3 * DAY + 3600)
    before = shop.figures(shop.clock.moment().day, Span.WEEK).before
    assert before is not None
    assert before.period == Period.of_week(day)
    assert (before.upto_day, before.upto_hour) == (day, 15)
    assert before.counts.asked == 1
    shop.clock.forward(WEEK)
    # The one that goes on now begins after a week in which nobody came.
    assert shop.figures(shop.clock.moment().day, Span.WEEK).before is None


def test_a_month_that_is_longer_than_the_one_before_never_shows_the_running_hour(
    shop: House,
) -> None:
    november = shop.clock.moment().day
    keep(shop)
    shop.clock.forward((date(november.year, 12, 31) - november).days * DAY)
    today = shop.clock.moment().day
    for number in range(100, 107):
        tell(shop, number)
        before = shop.figures(today, Span.MONTH).before
        assert before is not None
        assert (before.counts.asked, before.against) == (1, HourCounts())
        assert (before.upto_day, before.upto_hour) == (None, None)
    shop.clock.forward(3600)
    before = shop.figures(today, Span.MONTH).before
    assert before is not None
    assert before.against == HourCounts(7, 7)


def test_a_period_before_which_counts_are_gone_is_compared_with_nothing(shop: House) -> None:
    day = shop.clock.moment().day
    tell_many(shop, *[WOMAN_OF_30] * 10, *[MAN_OF_60] * 10)
    last = date(day.year + 2, day.month + 1, day.day)
    shop.clock.forward((last - timedelta(days=7) - day).days * DAY)
    shop.erase_due()
    # Still kept, but not for as long as it takes to look back at them whole.
    month = shop.figures(day, Span.MONTH)
    assert month.counts.asked == 21
    assert month.before is None
    assert month.kept_from == day - timedelta(days=7)
    later = shop.figures(day + timedelta(days=7))
    assert later.before is not None
    assert later.before.counts.asked == 21
    assert [(each.day, each.counts.asked) for each in later.before.days] == [(day, 21)]
    assert later.before.women is not None
    assert later.kept_from is None
    shop.clock.forward(8 * DAY)
    shop.erase_due()
    assert shop.figures(day + timedelta(days=7)).before is None
    with pytest.raises(NoRecords, match="gone"):
        shop.figures(day)
