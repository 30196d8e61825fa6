"""The invented shop: the same seed brings the same days, and they look like a shop's."""

from datetime import date
from statistics import fmean

import pytest

from kiosk.application.figures import Counts
from kiosk.application.invented_shop import InventedDay, InventedShop, is_closed, opt_in_of
from kiosk.domain.consent import Way

FIRST, LAST = date(2024, 11, 25), date(2026, 11, 24)
SHOP = InventedShop(2024, 14)
DAYS = list(SHOP.days(FIRST, LAST))
OPEN = [day for day in DAYS if day.hours]


def asked(day: InventedDay) -> int:
    return sum(counts.asked for counts in day.hours.values())


def test_a_day_follows_from_seed_and_date_alone() -> None:
    assert InventedShop(2024, 14).day(date(2026, 3, 14)) == DAYS[(date(2026, 3, 14) - FIRST).days]
    assert InventedShop(2025, 14).day(date(2026, 3, 14)) != SHOP.day(date(2026, 3, 14))
    assert [day.day for day in DAYS[:2]] == [FIRST, date(2024, 11, 26)]
    assert DAYS[-1].day == LAST


def test_every_count_adds_up_as_on_any_closed_day() -> None:
    for day in DAYS:
        yes = counted = 0
        for counts in day.hours.values():
            said_no = counts.declined + counts.walked_away
            assert counts.asked == counts.said_yes + said_no
            assert counts.entered is not None and counts.entered >= counts.asked
            yes, counted = yes + counts.said_yes, counted + counts.counted
        assert yes == counted + day.not_counted + day.withdrawn
        assert counted == sum(not visit.is_withdrawn for visit in day.visits)
        hours = [visit.hour for visit in day.visits]
        assert hours == sorted(hours)


def test_it_is_open_from_nine_to_seven_and_asks_as_many_as_a_showroom() -> None:
    assert {hour for day in OPEN for hour in day.hours} == set(range(9, 19))
    numbers = sorted(asked(day) for day in OPEN)
    assert 115 < numbers[len(numbers) // 20] < 130
    assert 235 < numbers[-len(numbers) // 20] < 275


def test_weekends_are_fuller_and_every_year_is_a_little() -> None:
    def mean(weekday: int) -> float:
        return fmean(asked(day) for day in OPEN if day.day.weekday() == weekday)

    assert mean(5) > mean(6) > max(mean(weekday) for weekday in range(5))
    years = [
        [day for day in OPEN if (day.day < date(2025, 11, 25)) is is_first]
        for is_first in (True, False)
    ]
    assert 1.01 < fmean(map(asked, years[1])) / fmean(map(asked, years[0])) < 1.1


def test_four_in_ten_say_yes_and_it_rises() -> None:
    def opt_in(days: list[InventedDay]) -> float:
        said_yes = sum(counts.said_yes for day in days for counts in day.hours.values())
        return said_yes / sum(map(asked, days))

    half = len(OPEN) // 2
    assert 0.38 < opt_in(OPEN[:half]) < opt_in(OPEN[half:]) < 0.45
    assert opt_in_of(date(2100, 1, 1)) == 0.55
    assert 0.19 < opt_in_of(date(1990, 1, 1)) < 0.2


def test_eight_in_ten_of_them_agree_to_the_camera() -> None:
    hours: list[Counts] = [counts for day in OPEN for counts in day.hours.values()]
    agreed, told = sum(each.agreed for each in hours), sum(each.told for each in hours)
    assert agreed / (agreed + told) == pytest.approx(0.8, abs=0.01)
    corrected = [visit.counted.way is Way.CORRECTED for day in OPEN for visit in day.visits]
    assert 0.05 < fmean(corrected) < 0.12
    withdrawn = sum(visit.is_withdrawn for day in OPEN for visit in day.visits)
    assert withdrawn / len(corrected) == pytest.approx(0.01, abs=0.003)
    for day in OPEN:
        for visit in day.visits:
            assert visit.has_receipt or visit.counted.way is Way.CAMERA
            assert visit.has_receipt or not visit.is_withdrawn
    receipts = fmean(visit.has_receipt for day in OPEN for visit in day.visits)
    assert receipts == pytest.approx(1 - 0.12 * 0.71, abs=0.01)


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (date(2026, 1, 1), True),
        (date(2026, 2, 15), False),
        (date(2026, 2, 16), True),
        (date(2026, 2, 17), True),
        (date(2026, 2, 19), True),
        (date(2026, 2, 20), False),
        (date(2026, 10, 1), False),
    ],
)
def test_it_keeps_new_year_free_twice(day: date, closed: bool) -> None:
    assert is_closed(day) is closed
    assert (SHOP.day(day) == InventedDay(day, {}, (), 0, 0)) is closed


def test_the_same_shop_can_be_as_full_as_is_asked_for() -> None:
    days = list(InventedShop(2024, 14, 2_400.0).days(date(2026, 10, 28), LAST))
    assert sum(map(asked, days)) == pytest.approx(15 * sum(map(asked, DAYS[-28:])), rel=0.05)
