"""Visitors who were told of no head office are in no file that a chain's kiosk writes by itself."""

from datetime import date, timedelta
from typing import NoReturn

import pytest

from kiosk.adapters.records.reading import NoRecords
from kiosk.bootstrap import fleet_at_close, fleet_since
from tests.adapters.records.books import TODAY, end_day, keep_some
from tests.bootstrap.conftest import Shop

ONE_DAY = timedelta(days=1)
DAY = 24 * 3600.0


def day(after: int) -> date:
    return TODAY + after * ONE_DAY


def _nameless(shop: Shop) -> None:
    """As the kiosk starts without a name in a chain."""
    fleet_since.remember(shop.data, shop.named(None))


def _named(shop: Shop) -> None:
    fleet_since.remember(shop.data, shop.settings)


def test_a_new_shop_is_told_of_from_its_first_day(shop: Shop) -> None:
    assert fleet_since.since(shop.data, shop.settings) == TODAY
    keep_some(shop, 12)
    # Another start changes nothing of it.
    _named(shop)
    assert fleet_since.since(shop.data, shop.settings) == TODAY


def test_days_of_before_are_not_made_up_for(shop: Shop) -> None:
    _nameless(shop)
    for number in range(3):
        keep_some(shop, 12, first=100 * number)
        end_day(shop)
    _named(shop)
    assert fleet_since.since(shop.data, shop.settings) == day(3)
    keep_some(shop, 12, first=300)
    end_day(shop)
    assert [each.day for each in fleet_at_close.due(shop.data, shop.settings)] == [day(3)]
    assert shop.catch_up() == ""
    assert shop.written() == [str(day(3))]


def test_nor_is_the_day_on_which_others_were_asked_before(shop: Shop) -> None:
    _nameless(shop)
    keep_some(shop, 12)
    _named(shop)
    assert fleet_since.since(shop.data, shop.settings) == day(1)
    end_day(shop)
    keep_some(shop, 12, first=20)
    end_day(shop)
    assert shop.catch_up() == ""
    assert shop.written() == [str(day(1))]


def test_where_nobody_can_tell_who_was_asked_today_it_is_tomorrow(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> NoReturn:
        raise NoRecords("the records cannot be read")

    _nameless(shop)
    monkeypatch.setattr(fleet_since, "days_asked", damaged)
    _named(shop)
    assert fleet_since.since(shop.data, shop.settings) == day(1)


def test_a_block_with_anybody_of_before_is_in_no_file(shop: Shop) -> None:
    _nameless(shop)
    keep_some(shop, 12)
    end_day(shop)
    _named(shop)
    keep_some(shop, 12, first=20)
    end_day(shop)
    content = shop.content(day(1))
    # Both days' visitors fill one, and half of them were told of the shop's staff only.
    assert b'"asked":12,"agreed":12,' in content
    assert b'"block"' not in content
    assert b'"models":[]' in content
    keep_some(shop, 22, first=40)
    end_day(shop)
    assert b'"block":"close"' in shop.content(day(2))


def test_by_hand_a_day_of_before_is_written_whole(shop: Shop) -> None:
    _nameless(shop)
    keep_some(shop, 22)
    end_day(shop)
    _named(shop)
    assert b'"block":"close"' in shop.content(TODAY)


def test_a_name_that_was_taken_away_begins_anew(shop: Shop) -> None:
    keep_some(shop, 12)
    end_day(shop)
    _nameless(shop)
    keep_some(shop, 12, first=20)
    end_day(shop)
    _named(shop)
    assert fleet_since.since(shop.data, shop.settings) == day(2)
    assert fleet_at_close.due(shop.data, shop.settings) == []


def test_a_clock_that_was_set_back_brings_no_day_of_before(shop: Shop) -> None:
    _nameless(shop)
    for number in range(3):
        keep_some(shop, 12, first=100 * number)
        end_day(shop)
    _named(shop)
    shop.clock.step(-3 * DAY)
    # A start, and a look of the running kiosk, while the clock is wrong.
    _named(shop)
    assert shop.catch_up() == ""
    shop.clock.step(3 * DAY)
    assert shop.catch_up() == ""
    assert shop.written() == []
    assert fleet_since.since(shop.data, shop.settings) == day(3)


@pytest.mark.parametrize("noted", ["", "tomorrow\n", "2999-01-01\n"])
def test_a_note_that_says_nothing_is_made_anew(shop: Shop, noted: str) -> None:
    (shop.folder / "told-since").write_text(noted, encoding="ascii")
    keep_some(shop, 12)
    end_day(shop)
    assert fleet_at_close.due(shop.data, shop.settings) == []
    # The running kiosk does it, the next time that it looks.
    assert shop.catch_up() == ""
    assert fleet_since.since(shop.data, shop.settings) == day(1)
    keep_some(shop, 12, first=20)
    shop.clock.forward(DAY)
    shop.recorder.catch_up()
    assert [each.day for each in fleet_at_close.due(shop.data, shop.settings)] == [TODAY + ONE_DAY]
