"""Which figures of a day are shown, and how exactly."""

from dataclasses import astuple
from datetime import date, time, timedelta

import pytest

from kiosk.application.figures import Counts, DayCounts, HourCounts, NoRecords
from kiosk.domain.block_sums import BlockSum
from kiosk.domain.blocks import AT_CLOSE
from kiosk.domain.consent import Moment, Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.events import ConsentStored, CorrectionStored, Erased, StoreReady, VisitKept
from kiosk.domain.periods import Period, Span
from kiosk.domain.statistics import Share
from tests.contracts.records.houses import BUSINESS_DAY, House, answer_of, consent
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


YOUNG, OLD = AgeBand(25, 34), AgeBand(55, 64)
WOMAN_OF_30, MAN_OF_60 = (Gender.WOMAN, YOUNG), (Gender.MAN, OLD)


def tell_many(shop: House, *answers: tuple[Gender, AgeBand | None], first: int = 0) -> None:
    """Visitors who tell us themselves; the next is asked, so that none of them is still there."""
    for number, (gender, band) in enumerate(answers, start=first):
        told = consent(number, shop.clock.moment(), Way.TOLD)
        shop.records.count_asked(told.moment)
        shop.records.keep_visit(told, Answer(gender, band), Way.TOLD, None, receipt=True)
        answer_of(shop, VisitKept)
    shop.records.count_asked(shop.clock.moment())
    shop.records.count_walked_away(shop.clock.moment())


def forward_to(shop: House, hour: int) -> None:
    """To this hour of the clock, today or tomorrow, and do what is due by then."""
    hours = (hour - shop.clock.moment().hour) % 24
    shop.clock.forward(hours * 3600)
    shop.erase_due()


@pytest.mark.parametrize(("visits", "closes"), [(39, False), (40, True)])
def test_a_block_closes_at_its_time_if_it_holds_enough(
    shop: House, visits: int, closes: bool
) -> None:
    day = shop.clock.moment().day
    tell_many(shop, *[WOMAN_OF_30] * (visits - 10), *[MAN_OF_60] * 10)
    assert shop.figures(day).next_close == BUSINESS_DAY.at(day, time(17))
    forward_to(shop, 17)
    figures = shop.figures(day)
    expected = [(day, day, day, "17:00", 40, 2.0)] if closes else []
    assert [astuple(block)[:-1] for block in figures.blocks] == expected
    assert figures.next_close == BUSINESS_DAY.end(day)
    if closes:
        assert figures.genders.by_gender["woman"].number == 30
        assert figures.ages.by_age_band["55+"].number == 10
        assert figures.genders.women is not None


@pytest.mark.parametrize(("visits", "closes"), [(19, False), (20, True)])
def test_at_close_of_day_half_as_many_are_enough(shop: House, visits: int, closes: bool) -> None:
    day = shop.clock.moment().day
    tell_many(shop, *[WOMAN_OF_30] * visits)
    shop.clock.forward(DAY)
    shop.erase_due()
    expected = [(AT_CLOSE, 20)] if closes else []
    assert [(block.closed_at, block.visits) for block in shop.figures(day).blocks] == expected


def test_who_is_too_few_goes_over_to_the_next_day_and_is_told_with_it(shop: House) -> None:
    first = shop.clock.moment().day
    tell_many(shop, *[WOMAN_OF_30] * 19)
    shop.clock.forward(DAY)
    tell_many(shop, *[MAN_OF_60] * 21, first=100)
    second = shop.clock.moment().day
    forward_to(shop, 17)
    assert shop.figures(first).blocks == ()
    figures = shop.figures(second)
    (block,) = figures.blocks
    assert (block.first_day, block.last_day, block.visits) == (first, second, 40)
    assert figures.released.first_day == first
    assert shop.figures(second, Span.WEEK).blocks == (block,)


def test_however_few_wait_when_their_window_closes_they_are_told(shop: House) -> None:
    tell_many(shop, *[WOMAN_OF_30] * 3)
    for _ in range(4):
        shop.clock.forward(DAY)
        shop.erase_due()
    blocks = shop.figures(shop.clock.moment().day, Span.FOUR_WEEKS).blocks
    assert [block.visits for block in blocks] == [3]


def test_a_time_is_dealt_with_once(shop: House) -> None:
    """Also by a clock that is set back over it, and after a start."""
    day = shop.clock.moment().day
    tell_many(shop, *[WOMAN_OF_30] * 40)
    forward_to(shop, 17)
    (block,) = shop.figures(day).blocks
    tell_many(shop, *[MAN_OF_60] * 40, first=100)
    shop.erase_due()
    shop.clock.step(-2 * 3600)
    shop.erase_due()
    shop.crash_and_start()
    answer_of(shop, StoreReady)
    shop.clock.forward(3 * 3600)
    shop.erase_due()
    assert shop.figures(day).blocks == (block,)


def test_a_released_block_stays_when_its_visitor_withdraws_or_corrects(shop: House) -> None:
    tell_many(shop, *[WOMAN_OF_30] * 40)
    moment = shop.clock.moment()
    forward_to(shop, 17)
    before = shop.figures(moment.day)
    shop.records.erase_visit(consent(0, moment).code)
    answer_of(shop, Erased)
    shop.records.correct_record(consent(1, moment).code, Answer(Gender.MAN, OLD))
    answer_of(shop, CorrectionStored)
    after = shop.figures(moment.day)
    assert after.blocks == before.blocks
    assert (after.genders, after.ages) == (before.genders, before.ages)


def test_who_withdraws_or_corrects_before_the_block_closes_is_told_so(shop: House) -> None:
    tell_many(shop, *[WOMAN_OF_30] * 41)
    moment = shop.clock.moment()
    shop.records.erase_visit(consent(0, moment).code)
    answer_of(shop, Erased)
    shop.records.correct_record(consent(1, moment).code, Answer(Gender.MAN, OLD))
    answer_of(shop, CorrectionStored)
    forward_to(shop, 17)
    figures = shop.figures(moment.day)
    assert [block.visits for block in figures.blocks] == [40]
    assert figures.genders.by_gender["woman"].number == 39
    assert figures.genders.by_gender["man"].number == 1


# Who took their yes back ---------------------------------------------------------------------


def test_counted_of_the_running_day_does_not_fall_when_somebody_withdraws(shop: House) -> None:
    moment = shop.clock.moment()
    tell_many(shop, *[WOMAN_OF_30] * 10)
    shop.clock.forward(3600)
    before = shop.figures(moment.day)
    shop.records.erase_visit(consent(0, moment).code)
    answer_of(shop, Erased)
    after = shop.figures(moment.day)
    assert before.counts == after.counts
    assert (after.counts.counted, after.withdrawn) == (10, 0)
    shop.clock.forward(DAY)
    shop.erase_due()
    closed = shop.figures(moment.day)
    assert (closed.counts.counted, closed.withdrawn) == (9, 1)


def test_a_day_that_is_closed_says_the_same_whoever_withdraws(shop: House) -> None:
    moment = shop.clock.moment()
    tell_many(shop, *[WOMAN_OF_30] * 25)
    shop.clock.forward(DAY)
    shop.erase_due()
    before = shop.figures(moment.day)
    shop.records.erase_visit(consent(3, moment).code)
    answer_of(shop, Erased)
    assert shop.figures(moment.day) == before
    assert shop.figures(moment.day, Span.MONTH).withdrawn_later is None
    shop.clock.forward(31 * DAY)
    assert shop.figures(moment.day, Span.MONTH).withdrawn_later == 1
    assert shop.figures(moment.day).withdrawn_later is None


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
