"""Periods: which days they hold, and what each is compared with."""

from datetime import date

import pytest

from kiosk.domain.periods import Period, Span

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.DAY, date(2026, 11, 24), date(2026, 11, 24)),
        (Span.WEEK, date(2026, 11, 23), date(2026, 11, 29)),
        (Span.FOUR_WEEKS, date(2026, 10, 28), date(2026, 11, 24)),
        (Span.MONTH, date(2026, 11, 1), date(2026, 11, 30)),
    ],
)
def test_a_period_holds_the_day_it_is_made_of(span: Span, first: date, last: date) -> None:
    period = Period.of(span, TUESDAY)
    assert (period.first, period.last) == (first, last)
    assert period.days == len(list(period)) == (last - first).days + 1
    assert period.holds(TUESDAY, TUESDAY)
    assert not period.holds(TUESDAY, date(2027, 1, 1))
    assert not period.holds(date(2020, 1, 1), TUESDAY)


def test_a_day_is_compared_with_the_same_weekday() -> None:
    assert Period.of_day(TUESDAY).before == Period.of_day(date(2026, 11, 17))


@pytest.mark.parametrize("span", [Span.WEEK, Span.FOUR_WEEKS, Span.MONTH])
def test_anything_longer_is_compared_with_what_ended_before_it(span: Span) -> None:
    period = Period.of(span, TUESDAY)
    assert period.before.span is span
    assert (period.first - period.before.last).days == 1


@pytest.mark.parametrize("span", list(Span))
def test_after_leads_on(span: Span) -> None:
    period = Period.of(span, TUESDAY)
    assert (period.after.first - period.last).days == 1
    assert period.after.span is span


def test_a_leap_february_has_its_day() -> None:
    assert Period.of_month(date(2028, 2, 3)).last == date(2028, 2, 29)
