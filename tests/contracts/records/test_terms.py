"""Whatever is set later, each day's visitors have what they were promised when they were asked."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from kiosk.application.figures import NoRecords
from kiosk.domain.batches import Batch
from kiosk.domain.consent import Way
from kiosk.domain.estimate import Gender
from kiosk.domain.events import RecordFound, RecordNotFound, StoreReady, VisitKept
from kiosk.domain.retention import Retention
from tests.contracts.records.houses import RETENTION, House, answer_of, code, consent
from tests.contracts.records.test_figures import OLD, TWENTY, tell_many
from tests.contracts.records.test_retention import forward_to
from tests.contracts.records.test_visits import WOMAN, keep

DAY = timedelta(days=1).total_seconds()


def restart(house: House, k: int = 1, **settings: int) -> Retention:
    """End and start again with other settings."""
    changed = replace(RETENTION, **settings)
    house.restart_with(changed, k)
    answer_of(house, StoreReady)
    return changed


def until(house: House, number: int = 1) -> datetime:
    """What a receipt is told of how long it finds its record."""
    house.records.find_record(code(number))
    return answer_of(house, RecordFound).record.until


@pytest.mark.parametrize("window_hours", [24, 168])
def test_a_window_is_as_long_as_it_was_when_the_visitor_was_asked(
    house: House, window_hours: int
) -> None:
    closes = RETENTION.window_closes(house.clock.moment().day)
    keep(house)
    restart(house, window_hours=window_hours)
    assert until(house) == closes
    assert house.inside().next_erasure == closes
    house.clock.forward((closes - house.clock.now()).total_seconds() - 1)
    assert until(house) == closes
    house.clock.forward(1)
    house.records.find_record(code(1))
    answer_of(house, RecordNotFound)
    assert house.inside().records == 0


def test_a_day_whose_window_is_shorter_goes_before_an_older_one(house: House) -> None:
    restart(house, window_hours=168)
    keep(house, 1)
    house.clock.forward(DAY)
    shorter = restart(house, window_hours=24)
    keep(house, 2)
    closes = shorter.window_closes(house.clock.moment().day)
    assert house.inside().next_erasure == closes
    house.clock.forward((closes - house.clock.now()).total_seconds())
    house.records.find_record(code(2))
    answer_of(house, RecordNotFound)
    until(house, 1)


def test_where_a_window_is_shortened_within_a_day_that_day_has_the_shorter(house: House) -> None:
    day = house.clock.moment().day
    keep(house, 1)
    shorter = restart(house, window_hours=24)
    house.records.count_asked(house.clock.moment())
    house.records.store_consent(given := consent(2, house.clock.moment()))
    house.next_event()
    house.records.keep_visit(given, WOMAN, Way.CAMERA, WOMAN, receipt=True)
    assert answer_of(house, VisitKept).until == shorter.window_closes(day)
    restart(house, window_hours=168)
    keep(house, 3)
    assert until(house, 1) == until(house, 3) == shorter.window_closes(day)


def test_totals_go_when_their_visitors_were_told(house: House) -> None:
    """Whatever is set since: for longer, or for less long."""
    day = house.clock.moment().day
    keep(house)
    restart(house, counts_months=36)
    last = date(day.year + 2, day.month + 1, day.day)
    assert RETENTION.counts_kept_from(last) == day
    forward_to(house, last)
    restart(house, counts_months=1)
    house.erase_due()
    assert house.figures(day).counts.asked == 1
    restart(house, counts_months=36)
    forward_to(house, last + timedelta(days=1))
    house.erase_due()
    assert house.figures(day).counts.asked == 0


def of_two_days(shop: House, first: date) -> tuple[Batch, ...]:
    """The batches that begin on this day and end on a later one."""
    figures = shop.figures(first)
    assert figures.batches == ()
    return figures.reaching_out


def test_a_batch_goes_by_the_shortest_of_its_days(shop: House) -> None:
    restart(shop, 5, counts_months=25)
    first = shop.clock.moment().day
    tell_many(shop, *TWENTY[:9])
    shop.clock.forward(DAY)
    restart(shop, 5, counts_months=1)
    tell_many(shop, *TWENTY[9:], first=100)
    second = shop.clock.moment().day
    assert len(of_two_days(shop, first)) == 1
    forward_to(shop, date(second.year, second.month + 1, second.day))
    shop.erase_due()
    assert len(of_two_days(shop, first)) == 1
    shop.clock.forward(DAY)
    shop.erase_due()
    assert of_two_days(shop, first) == ()
    assert shop.figures(first).counts.asked == 10
    with pytest.raises(NoRecords, match="gone"):
        shop.figures(second)


def test_a_batch_goes_by_the_shortest_even_if_that_days_counts_are_gone(shop: House) -> None:
    restart(shop, 5, counts_months=1)
    first = shop.clock.moment().day
    tell_many(shop, *TWENTY[:9])
    shop.clock.forward(DAY)
    restart(shop, 5, counts_months=25)
    tell_many(shop, *TWENTY[9:], first=100)
    forward_to(shop, date(first.year, first.month + 1, first.day + 1))
    shop.erase_due()
    assert shop.figures(first).counts.asked == 0
    assert len(of_two_days(shop, first)) == 1
    shop.clock.forward(DAY)
    shop.erase_due()
    assert of_two_days(shop, first) == ()


def test_a_batch_is_drawn_by_the_largest_k_that_any_of_it_was_promised(shop: House) -> None:
    restart(shop, 10)
    day = shop.clock.moment().day
    tell_many(shop, *[(Gender.WOMAN, OLD)] * 6, *[(Gender.MAN, OLD)] * 18)
    restart(shop, 5)
    shop.clock.forward(DAY)
    shop.erase_due()
    figures = shop.figures(day)
    assert [batch.visits for batch in figures.batches] == [24]
    assert figures.genders.by_gender == {}
    assert figures.k == 10


def test_a_larger_k_of_today_holds_for_all_that_wait(shop: House) -> None:
    day = shop.clock.moment().day
    tell_many(shop, *[(Gender.WOMAN, OLD)] * 6, *[(Gender.MAN, OLD)] * 13)
    restart(shop, 10)
    for _ in range(4):
        shop.clock.forward(DAY)
        shop.erase_due()
    assert [batch.cells for batch in shop.figures(day).batches] == [()]
