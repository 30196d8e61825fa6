"""Which figures of a day are shown, and how exactly."""

from datetime import date

import pytest

from kiosk.domain.consent import Way
from kiosk.domain.events import ConsentStored, VisitKept
from tests.contracts.records.houses import House, answer_of, consent
from tests.contracts.records.test_visits import WOMAN, keep, tell
from tests.domain.samples import ANSWER

HOURS = [f"{hour:02}" for hour in range(24)]


def test_a_day_without_visitors_is_all_noughts(house: House) -> None:
    figures = house.figures(date(2026, 1, 1))
    assert (figures.day, figures.asked, figures.counted) == (date(2026, 1, 1), 0, 0)
    assert (figures.not_counted, figures.withdrawn) == (0, 0)
    assert figures.by_hour == dict.fromkeys(HOURS, 0)


def test_the_demo_shows_each_visit_at_once(house: House) -> None:
    keep(house, 1)
    tell(house, 2)
    figures = house.figures(house.clock.moment().day)
    assert (figures.demo, figures.k) == (True, 1)
    assert (figures.asked, figures.agreed, figures.told, figures.counted) == (2, 1, 1, 2)
    assert figures.by_hour["14"] == 2
    assert figures.by_gender == {"woman": 1, "man": 1, "not_sure": 0, "unsaid": 0}
    assert figures.by_age_band["25-34"] == figures.by_age_band["45-54"] == 1
    assert next(iter(figures.by_age_band)) == "14-17"


def test_a_shop_shows_no_answers_of_single_visits(shop: House) -> None:
    keep(shop)
    figures = shop.figures(shop.clock.moment().day)
    assert (figures.demo, figures.k) == (False, 5)
    assert figures.by_gender == dict.fromkeys(["woman", "man", "not_sure", "unsaid"])
    bands = ["16-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+", "unsaid"]
    assert figures.by_age_band == dict.fromkeys(bands)


@pytest.mark.parametrize(("visitors", "shown"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10)])
def test_the_running_hour_moves_in_steps_of_five(shop: House, visitors: int, shown: int) -> None:
    moment = shop.clock.moment()
    for number in range(visitors):
        tell(shop, number)
    figures = shop.figures(moment.day)
    assert figures.asked == figures.told == figures.counted == shown
    assert figures.by_hour["14"] == shown
    shop.clock.forward(3600)
    figures = shop.figures(moment.day)
    assert figures.asked == figures.told == figures.counted == visitors
    assert figures.by_hour["14"] == visitors


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
    assert (figures.asked, figures.declined, figures.walked_away, figures.agreed) == (20, 5, 5, 5)
    assert figures.not_counted == 5
    shop.clock.forward(24 * 3600)
    figures = shop.figures(moment.day)
    assert (figures.asked, figures.declined, figures.walked_away, figures.agreed) == (21, 7, 7, 7)
    assert figures.not_counted == 7


def test_an_hour_is_not_finished_while_one_of_its_visits_is_open(shop: House) -> None:
    asked_in = shop.clock.moment()
    for number in range(6):
        tell(shop, number)
    shop.records.count_asked(asked_in)
    shop.clock.forward(3600)
    assert shop.figures(asked_in.day).told == 5
    told = consent(6, asked_in, Way.TOLD)
    shop.records.keep_visit(told, ANSWER, Way.TOLD, None, receipt=True)
    answer_of(shop, VisitKept)
    assert shop.figures(asked_in.day).told == 7


def test_the_hours_add_up_to_the_day(house: House) -> None:
    for number in range(4):
        keep(house, number)
        house.clock.forward(3600)
    figures = house.figures(house.clock.moment().day)
    assert sum(figures.by_hour.values()) == figures.counted == 4


def test_an_undone_or_withdrawn_visit_leaves_the_answers(house: House) -> None:
    keep(house, 1)
    house.records.close_uncounted(consent(1, house.clock.moment()))
    figures = house.figures(house.clock.moment().day)
    assert WOMAN.gender.value in figures.by_gender
    assert set(figures.by_gender.values()) == {0}
