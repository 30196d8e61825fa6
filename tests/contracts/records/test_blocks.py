"""When blocks close, who is in them, and what a yes that is taken back changes."""

from dataclasses import astuple
from datetime import time

import pytest

from kiosk.domain.blocks import AT_CLOSE
from kiosk.domain.consent import Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.events import CorrectionStored, Erased, StoreReady, VisitKept
from kiosk.domain.periods import Span
from tests.contracts.records.houses import BUSINESS_DAY, House, answer_of, consent

DAY = 24 * 3600

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
