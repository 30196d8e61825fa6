"""Whatever is set later, each day's visitors have what they were promised when they were asked."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from kiosk.application.figures import NoRecords
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.consent import Way
from kiosk.domain.events import RecordFound, RecordNotFound, StoreReady, VisitKept
from kiosk.domain.retention import Retention
from tests.contracts.records.houses import RETENTION, House, answer_of, code, consent
from tests.contracts.records.test_blocks import WOMAN_OF_30, tell_many
from tests.contracts.records.test_retention import forward_to
from tests.contracts.records.test_visits import WOMAN, keep

DAY = timedelta(days=1).total_seconds()


def restart(house: House, epsilon: float = 2.0, **settings: int) -> Retention:
    """End and start again with other settings."""
    changed = replace(RETENTION, **settings)
    house.restart_with(changed, ReleaseRules(epsilon))
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


def blocks_of(shop: House, day: date) -> list[tuple[int, float]]:
    """Visits and epsilon of each block that closed on this day."""
    try:
        return [(block.visits, block.epsilon) for block in shop.figures(day).blocks]
    except NoRecords:
        return []


def test_a_block_goes_by_the_shortest_terms_of_its_days(shop: House) -> None:
    restart(shop, counts_months=25)
    first = shop.clock.moment().day
    tell_many(shop, *[WOMAN_OF_30] * 12)
    shop.clock.forward(DAY)
    restart(shop, counts_months=1)
    tell_many(shop, *[WOMAN_OF_30] * 12, first=100)
    second = shop.clock.moment().day
    shop.clock.forward(DAY)
    shop.erase_due()
    assert blocks_of(shop, second) == [(24, 2.0)]
    forward_to(shop, date(second.year, second.month + 1, second.day))
    shop.erase_due()
    assert blocks_of(shop, second) == [(24, 2.0)]
    shop.clock.forward(DAY)
    shop.erase_due()
    assert blocks_of(shop, second) == []
    assert shop.figures(first).counts.asked == 13


def test_a_block_goes_by_the_shortest_even_if_that_days_counts_are_gone(shop: House) -> None:
    restart(shop, counts_months=1)
    first = shop.clock.moment().day
    tell_many(shop, *[WOMAN_OF_30] * 12)
    shop.clock.forward(DAY)
    restart(shop, counts_months=25)
    tell_many(shop, *[WOMAN_OF_30] * 12, first=100)
    second = shop.clock.moment().day
    forward_to(shop, date(first.year, first.month + 1, first.day + 1))
    shop.erase_due()
    assert shop.figures(first).counts.asked == 0
    assert blocks_of(shop, second) == [(24, 2.0)]
    shop.clock.forward(DAY)
    shop.erase_due()
    assert blocks_of(shop, second) == []


def test_a_block_is_released_with_the_smallest_epsilon_that_any_of_it_was_promised(
    shop: House,
) -> None:
    restart(shop, 0.5)
    tell_many(shop, *[WOMAN_OF_30] * 5)
    shop.clock.forward(DAY)
    restart(shop, 4.0)
    day = shop.clock.moment().day
    tell_many(shop, *[WOMAN_OF_30] * 15, first=100)
    shop.clock.forward(DAY)
    shop.erase_due()
    assert blocks_of(shop, day) == [(20, 0.5)]
    assert shop.figures(day).epsilon == 0.5
    tell_many(shop, *[WOMAN_OF_30] * 20, first=200)
    after = shop.clock.moment().day
    shop.clock.forward(DAY)
    shop.erase_due()
    assert blocks_of(shop, after) == [(20, 4.0)]


def test_a_smaller_epsilon_of_today_holds_for_all_that_wait(shop: House) -> None:
    restart(shop, 4.0)
    day = shop.clock.moment().day
    tell_many(shop, *[WOMAN_OF_30] * 20)
    restart(shop, 1.0)
    shop.clock.forward(DAY)
    shop.erase_due()
    assert blocks_of(shop, day) == [(20, 1.0)]
