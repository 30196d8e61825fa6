from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.consent import Moment
from kiosk.domain.retention import BusinessDay, Retention, Terms

SHANGHAI = BusinessDay(ZoneInfo("Asia/Shanghai"))
BERLIN = BusinessDay(ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        (datetime(2026, 11, 24, 6, 30, tzinfo=UTC), Moment(date(2026, 11, 24), 14)),
        # 03:59 in Shanghai still belongs to the evening before, 04:00 does not.
        (datetime(2026, 11, 23, 19, 59, tzinfo=UTC), Moment(date(2026, 11, 23), 3)),
        (datetime(2026, 11, 23, 20, 0, tzinfo=UTC), Moment(date(2026, 11, 24), 4)),
    ],
)
def test_a_day_begins_at_four(now: datetime, moment: Moment) -> None:
    assert SHANGHAI.moment(now) == moment


def test_a_day_may_begin_at_midnight() -> None:
    midnight = BusinessDay(ZoneInfo("Asia/Shanghai"), begins=0)

    assert midnight.moment(datetime(2026, 11, 23, 16, tzinfo=UTC)) == Moment(date(2026, 11, 24), 0)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 28), 23), (date(2026, 10, 24), 25), (date(2028, 2, 29), 24)],
)
def test_days_have_the_hours_they_have(day: date, hours: int) -> None:
    begins = BERLIN.end(day - timedelta(days=1)).astimezone(UTC)

    assert BERLIN.end(day).astimezone(UTC) - begins == timedelta(hours=hours)


def test_a_time_before_the_day_begins_is_that_of_the_next_morning() -> None:
    day = date(2026, 11, 24)

    assert SHANGHAI.at(day, time(13)).astimezone(UTC) == datetime(2026, 11, 24, 5, tzinfo=UTC)
    assert SHANGHAI.at(day, time(1)).astimezone(UTC) == datetime(2026, 11, 24, 17, tzinfo=UTC)
    assert SHANGHAI.moment(SHANGHAI.at(day, time(1))) == Moment(day, 1)


def test_both_hours_of_a_clock_set_back_are_one_hour_of_the_shop() -> None:
    first = BERLIN.moment(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    second = BERLIN.moment(datetime(2026, 10, 25, 1, 30, tzinfo=UTC))

    assert first == second == Moment(date(2026, 10, 24), 2)


def test_a_window_is_so_many_real_hours_from_the_days_end() -> None:
    retention = Retention(SHANGHAI)

    closes = retention.window_closes(date(2026, 11, 24))

    assert closes == datetime(2026, 11, 28, 4, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert closes.tzinfo is SHANGHAI.zone


def test_a_change_of_clocks_neither_shortens_nor_lengthens_a_window() -> None:
    retention = Retention(BERLIN, window_hours=72)

    day = date(2026, 10, 23)
    open_for = retention.window_closes(day).astimezone(UTC) - BERLIN.end(day).astimezone(UTC)

    assert open_for == timedelta(hours=72)
    assert retention.window_closes(day).hour == 3


def test_a_day_goes_by_its_own_terms_and_one_without_by_what_is_set() -> None:
    today = Retention(SHANGHAI, window_hours=168, counts_months=36)
    before = Retention(SHANGHAI, window_hours=24, counts_months=3)
    day = date(2026, 11, 21)

    own = today.under(before.terms(2.0))

    assert own.window_closes(day) == before.window_closes(day)
    assert own.counts_kept_from(day) == before.counts_kept_from(day)
    assert own.proofs_kept_from(day) == today.proofs_kept_from(day)
    assert today.under(None) == today


def test_terms_that_change_within_a_day_keep_what_either_promised() -> None:
    assert Terms(24, 36, 2.0).and_also(Terms(72, 3, 0.5)) == Terms(24, 3, 0.5)
    assert Terms(72, 3, 0.5).and_also(Terms(24, 36, 2.0)) == Terms(24, 3, 0.5)


@pytest.mark.parametrize(
    ("today", "counts", "proofs"),
    [
        (date(2026, 11, 24), date(2024, 10, 24), date(2023, 11, 24)),
        (date(2027, 1, 31), date(2024, 12, 31), date(2024, 1, 31)),
        # Months and years that have no such day end a little earlier.
        (date(2027, 3, 31), date(2025, 2, 28), date(2024, 3, 31)),
        (date(2028, 2, 29), date(2026, 1, 29), date(2025, 2, 28)),
    ],
)
def test_counts_and_proofs_are_kept_for_months_and_years(
    today: date, counts: date, proofs: date
) -> None:
    retention = Retention(SHANGHAI)

    assert retention.counts_kept_from(today) == counts
    assert retention.proofs_kept_from(today) == proofs


@pytest.mark.parametrize(
    ("given", "last"),
    [(date(2026, 11, 24), date(2029, 11, 24)), (date(2028, 2, 29), date(2031, 2, 28))],
)
def test_a_proof_is_kept_until_the_last_day_on_which_it_is_not_due(given: date, last: date) -> None:
    retention = Retention(SHANGHAI)

    assert retention.proof_kept_until(given) == last
    assert retention.proofs_kept_from(last) <= given
    assert retention.proofs_kept_from(last + timedelta(days=1)) > given


def test_counts_of_one_month() -> None:
    retention = Retention(SHANGHAI, counts_months=1)

    assert retention.counts_kept_from(date(2027, 1, 15)) == date(2026, 12, 15)
