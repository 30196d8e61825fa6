"""Which figures of a day are shown, and how exactly."""

from datetime import date, timedelta

import pytest

from kiosk.domain.batches import Batch, Cell, Form, Source
from kiosk.domain.consent import Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.events import ConsentStored, CorrectionStored, Erased, VisitKept
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
    bands = ["16-17", "18-34", "35-54", "55+", "unsaid"]
    assert figures.by_age_band == dict.fromkeys(bands)
    assert figures.batches == ()


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
    assert figures.by_gender == {
        "woman": None,
        "man": 8,
        "not_sure": None,
        "unsaid": None,
        "woman/unsaid": 12,
    }
    assert list(figures.by_age_band.items()) == [
        ("16-17", None),
        ("16-34", 14),
        ("18-34", None),
        ("35-54", None),
        ("35+/unsaid", 6),
        ("55+", None),
        ("unsaid", None),
    ]


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
    assert (after.by_gender, after.by_age_band) == (before.by_gender, before.by_age_band)


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
    (batch,) = shop.figures(first).batches
    assert (batch.first_day, batch.last_day, batch.visits) == (first, second, 20)
    assert shop.figures(second).batches == (batch,)
    for day in (first, second):
        figures = shop.figures(day)
        assert set(figures.by_gender.values()) == set(figures.by_age_band.values()) == {None}


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
