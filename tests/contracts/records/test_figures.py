"""Which figures of a day are shown, and how exactly."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.application.figures import Counts, DayCounts, NoRecords
from kiosk.domain.batches import Batch, Cell, Form, Source
from kiosk.domain.consent import Moment, Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.events import ConsentStored, CorrectionStored, Erased, StoreReady, VisitKept
from kiosk.domain.periods import Period, Span
from kiosk.domain.statistics import Share
from tests.contracts.records.houses import FakeHouse, House, RealHouse, answer_of, consent
from tests.contracts.records.test_visits import WOMAN, keep, tell
from tests.domain.samples import ANSWER

DAY = 24 * 3600
WEEK = 7 * DAY


def test_a_day_without_visitors_is_all_noughts(house: House) -> None:
    figures = house.figures(date(2026, 1, 1))
    assert figures.counts == Counts()
    assert (figures.not_counted, figures.withdrawn) == (0, 0)
    assert figures.hours == (Counts(),) * 24
    assert figures.days == (DayCounts(date(2026, 1, 1), Counts(), figures.hours),)
    assert (figures.final, figures.fewer_than, figures.before) == (True, 1, None)
    assert figures.opt_in == Share(0, 0, None, None)
    assert figures.opt_in_of_door is None


def test_the_demo_shows_each_visit_at_once(house: House) -> None:
    keep(house, 1)
    tell(house, 2)
    figures = house.figures(house.clock.moment().day)
    assert (figures.demo, figures.k) == (True, 1)
    assert figures.counts == figures.hours[14] == Counts(asked=2, agreed=1, told=1, counted=2)
    assert figures.genders.by_gender == {"woman": 1, "man": 1, "not_sure": 0, "unsaid": 0}
    assert figures.ages.by_ages == {"14-17": 0, "18-34": 1, "35-54": 1, "55+": 0, "unsaid": 0}
    assert figures.genders.women == Share(1, 2, None, None)
    assert figures.ages.bands["18-34"] == Share(1, 2, None, None)
    assert figures.fewer_than == 1


def test_a_shop_shows_no_answers_of_single_visits(shop: House) -> None:
    keep(shop)
    figures = shop.figures(shop.clock.moment().day)
    assert (figures.demo, figures.k) == (False, 5)
    assert figures.genders.by_gender == figures.ages.by_ages == {}
    assert figures.genders.visits == figures.ages.visits == figures.pyramid.visits == 0
    assert list(figures.ages.bands) == ["16-17", "18-34", "35-54", "55+"]
    assert figures.batches == figures.reaching_out == ()


@pytest.mark.parametrize("real", [False, True])
def test_a_demo_with_a_shops_k_is_shown_like_a_shop(tmp_path: Path, real: bool) -> None:
    """And says that it is a demo: an invented history is to look like a shop's."""
    made = RealHouse(tmp_path, k=5, demo=True) if real else FakeHouse(k=5, demo=True)
    answer_of(made, StoreReady)
    tell_many(made, *TWENTY[1:])
    day = made.clock.moment().day
    figures = made.figures(day)
    assert (figures.demo, figures.k, figures.fewer_than) == (True, 5, 5)
    assert (figures.counts.told, figures.genders.visits, figures.batches) == (15, 0, ())
    tell_many(made, TWENTY[0], first=100)
    assert made.figures(day).genders.by_gender == {"man": 8, "woman/unsaid": 12}
    made.close()


def tell_many(shop: House, *answers: tuple[Gender, AgeBand | None], first: int = 0) -> None:
    """Visitors who tell us themselves; the next is asked, so that none of them is still there."""
    for number, (gender, band) in enumerate(answers, start=first):
        told = consent(number, shop.clock.moment(), Way.TOLD)
        shop.records.count_asked(told.moment)
        shop.records.keep_visit(told, Answer(gender, band), Way.TOLD, None, receipt=True)
        answer_of(shop, VisitKept)
    shop.records.count_asked(shop.clock.moment())


YOUNG, OLD = AgeBand(25, 34), AgeBand(55, 64)
TWENTY = (
    *[(Gender.WOMAN, YOUNG)] * 6,
    *[(Gender.WOMAN, OLD)] * 5,
    *[(Gender.MAN, YOUNG)] * 8,
    (Gender.UNSAID, None),
)


def test_a_batch_closes_at_the_ask_after_its_last_visit(shop: House) -> None:
    tell_many(shop, *TWENTY[1:])
    day = shop.clock.moment().day
    assert shop.figures(day).batches == ()
    tell_many(shop, TWENTY[0], first=100)
    figures = shop.figures(day)
    assert figures.batches == (
        Batch(
            Source.SAID,
            day,
            day,
            Form.MARGINS,
            20,
            (
                Cell("", "16-34", 14),
                Cell("", "35+/unsaid", 6),
                Cell("man", "", 8),
                Cell("woman/unsaid", "", 12),
            ),
        ),
    )
    assert (figures.genders.visits, figures.ages.visits) == (20, 20)
    assert figures.genders.by_gender == {"man": 8, "woman/unsaid": 12}
    assert figures.ages.by_ages == {"16-34": 14, "35+/unsaid": 6}
    # Of 12 there are 8 to 11 women: with the 8 men too few for a percentage.
    assert figures.genders.women == Share(10, 18, None, None)
    assert (figures.genders.merged, figures.genders.largest_k) == (20, 5)
    # Of the 6 there are 2 to 5 of whom the age is known: 4 are likely.
    assert figures.ages.bands == {
        "16-34": Share(14, 18, None, None),
        "35+": Share(4, 18, None, None),
    }
    assert figures.ages.merged == 6


def test_a_released_batch_stays_when_its_visitor_withdraws_or_corrects(shop: House) -> None:
    tell_many(shop, *TWENTY)
    moment = shop.clock.moment()
    before = shop.figures(moment.day)
    shop.records.erase_visit(consent(0, moment).code)
    answer_of(shop, Erased)
    shop.records.correct_record(consent(1, moment).code, Answer(Gender.MAN, OLD))
    answer_of(shop, CorrectionStored)
    after = shop.figures(moment.day)
    assert after.batches == before.batches
    assert (after.genders, after.ages) == (before.genders, before.ages)


def test_who_withdraws_before_the_batch_closes_is_not_in_it(shop: House) -> None:
    tell_many(shop, *TWENTY[1:])
    moment = shop.clock.moment()
    shop.records.erase_visit(consent(0, moment).code)
    answer_of(shop, Erased)
    tell_many(shop, TWENTY[0], first=100)
    assert shop.figures(moment.day).batches == ()
    tell_many(shop, (Gender.MAN, OLD), first=101)
    (batch,) = shop.figures(moment.day).batches
    assert batch.by_gender == {"man": 9, "woman/unsaid": 11}


def test_estimates_and_answers_are_never_in_one_batch(shop: House) -> None:
    for number in range(100, 110):
        keep(shop, number)
    tell_many(shop, *TWENTY[:10])
    shop.clock.forward(24 * 3600)
    shop.erase_due()
    day = shop.clock.moment().day - timedelta(days=1)
    assert [(batch.source, batch.visits) for batch in shop.figures(day).batches] == [
        (Source.CAMERA, 10),
        (Source.SAID, 10),
    ]


def test_a_batch_of_several_days_is_in_each_of_them_and_in_no_day_alone(shop: House) -> None:
    first = shop.clock.moment().day
    tell_many(shop, *TWENTY[:9])
    shop.clock.forward(24 * 3600)
    tell_many(shop, *TWENTY[9:], first=100)
    second = shop.clock.moment().day
    (batch,) = shop.figures(first).reaching_out
    assert (batch.first_day, batch.last_day, batch.visits) == (first, second, 20)
    for day in (first, second):
        figures = shop.figures(day)
        assert (figures.batches, figures.reaching_out) == ((), (batch,))
        assert figures.genders.visits == figures.ages.visits == 0
        assert figures.genders.by_gender == figures.ages.by_ages == {}
    week = shop.figures(first, Span.WEEK)
    assert (week.batches, week.reaching_out) == ((batch,), ())
    assert week.genders.by_gender == {"man": 8, "woman/unsaid": 12}


def test_what_waits_when_a_window_closes_is_said_as_far_as_it_may_be(shop: House) -> None:
    day = shop.clock.moment().day
    tell_many(shop, *TWENTY[:9])
    for _ in range(4):
        shop.clock.forward(24 * 3600)
        shop.erase_due()
    (batch,) = shop.figures(day).batches
    assert (batch.form, batch.visits, batch.cells) == (Form.TOTAL, 9, ())


@pytest.mark.parametrize(("visitors", "shown"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10)])
def test_the_running_hour_moves_in_steps_of_five(shop: House, visitors: int, shown: int) -> None:
    moment = shop.clock.moment()
    for number in range(visitors):
        tell(shop, number)
    figures = shop.figures(moment.day)
    assert figures.counts == figures.hours[14] == Counts(shown, told=shown, counted=shown)
    assert figures.days[0].growing
    assert figures.days[0].growing_hours == {14}
    assert figures.fewer_than == 5
    shop.clock.forward(3600)
    figures = shop.figures(moment.day)
    assert figures.counts == Counts(visitors, told=visitors, counted=visitors)
    assert figures.hours[14] == figures.counts
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
    figures = shop.figures(first, span)
    held = [first + timedelta(days=n) for n in range(3)]
    assert [day.day for day in figures.days] == list(figures.period)
    expected = sum(day in figures.period for day in held[:1]) * 2
    if span in (Span.WEEK, Span.MONTH):
        expected = 8
    assert figures.counts.counted == expected
    assert sum(day.counts.counted for day in figures.days) == expected
    assert sum(hour.counted for hour in figures.hours) == expected
    assert all(day.counts.asked == sum(hour.asked for hour in day.hours) for day in figures.days)


def test_an_undone_or_withdrawn_visit_leaves_the_answers(house: House) -> None:
    keep(house, 1)
    house.records.close_uncounted(consent(1, house.clock.moment()))
    keep(house, 2)
    figures = house.figures(house.clock.moment().day)
    assert figures.genders.by_gender[WOMAN.gender.value] == figures.genders.visits == 1


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
    assert before.counts == Counts(3, agreed=3, counted=3)
    assert before.against == Counts()
    assert (before.period, before.upto_day, before.upto_hour) == (Period.of_day(then), then, 16)
    shop.clock.forward(3600)
    before = shop.figures(now.day).before
    assert before is not None
    assert before.counts == Counts(6, agreed=6, counted=6)
    assert before.against == Counts(7, told=7, counted=7)
    shop.clock.forward(DAY)
    before = shop.figures(now.day).before
    assert before is not None
    assert before.counts == Counts(15, agreed=15, counted=15)
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
        assert (before.counts.asked, before.against) == (1, Counts())
        assert (before.upto_day, before.upto_hour) == (None, None)
    shop.clock.forward(3600)
    before = shop.figures(today, Span.MONTH).before
    assert before is not None
    assert before.against == Counts(7, told=7, counted=7)


def test_a_period_before_which_counts_are_gone_is_compared_with_nothing(shop: House) -> None:
    day = shop.clock.moment().day
    tell_many(shop, *TWENTY)
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
    assert [(each.day, each.counts) for each in later.before.days] == [(day, later.before.counts)]
    assert (later.before.women, later.kept_from) == (Share(10, 18, None, None), None)
    shop.clock.forward(8 * DAY)
    shop.erase_due()
    assert shop.figures(day + timedelta(days=7)).before is None
    with pytest.raises(NoRecords, match="gone"):
        shop.figures(day)
