"""Figures as a person reads them."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kiosk.application.figures import Counts, HourCounts
from kiosk.application.figures_text import as_text
from kiosk.domain.blocks import CELLS
from kiosk.domain.periods import Period
from kiosk.domain.statistics import share
from tests.application.sample_figures import BLOCKS, DAY, FULL, SATURDAY, figures
from tests.fakes.figures import block_of, crowd
from tests.wording import a_line_has

SO_FAR = replace(
    figures(
        Period.of_day(SATURDAY),
        {(SATURDAY, 10): Counts(120, 70, counted=70)},
        block_of(SATURDAY, crowd(30, 25), closed_at="13:00"),
    ),
    final=False,
    fewer_than=5,
    next_close=datetime(2026, 1, 31, 17, tzinfo=UTC),
)
"""Of a day that goes on, on which one block has closed."""


def test_it_says_whom_its_figures_are_of() -> None:
    said = as_text(DAY)
    assert "Saturday, 2026-01-31\n" in said
    assert "Opt-in rate: 45 % (18 of 40)" in said
    assert "visitors who said yes" in said
    assert "10:00" in said
    assert "11:00" not in said
    assert "DEMO" not in said
    assert "came in" not in said


def test_a_demo_says_so_first() -> None:
    assert as_text(replace(DAY, demo=True)).startswith("DEMO")


def test_no_line_is_longer_than_a_narrow_terminal() -> None:
    large = block_of(SATURDAY, crowd(1_234_567, 1_234_567, said=600_000))
    most = figures(Period.of_day(SATURDAY), {(SATURDAY, 10): Counts(9_999_999, 9_999_998)}, large)
    month = replace(FULL, period=Period.of_month(SATURDAY), final=False)
    unequal = FULL.before and replace(FULL.before, same_weekdays=False)
    for each in (DAY, FULL, SO_FAR, most, replace(month, demo=True, before=unequal)):
        assert max(map(len, as_text(each).splitlines())) <= 60


def test_a_week_is_said_with_all_that_is_known_of_it() -> None:
    said = as_text(FULL)
    assert "Week, 2026-01-26 to 2026-02-01, going on\n" in said
    assert re.search(r"Came in +400\n", said)
    assert "Of all who came in: 28 % (110 of 400)\n" in said
    assert re.search(r"Withdrawn on closed days +1\n", said)
    assert re.search(r"Withdrawn after closing +3\n", said)
    assert "Compared with 2026-01-19 to 2026-01-25\n(each up to 11:00 of Wednesday)\n" in said
    assert re.search(r"asked +90 then, 160 now\n", said)
    assert re.search(r"said yes +50 then, 110 now\n", said)
    assert re.search(r"of +151 visits\n.*\b2 blocks\b", said)
    assert a_line_has(said, "oldest", "2026-01-25")
    assert re.search(r"women +77 \(70 to 84\)\n", said)
    assert re.search(r"not sure +5 \(0 to 12\)\n", said)
    assert re.search(r"Women among women and men +54 % \(44 % to 65 %\)\n", said)
    assert re.search(r"of all asked, whatever others are +35 % to 71 %\n", said)
    assert re.search(r"under 18 +4 \(0 to 12\)\n", said)
    assert re.search(r"under 35 +18 % \(4 % to 30 %\)\n", said)
    assert re.search(r"35–54 +56 % \(43 % to 79 %\)\n", said)
    assert "published evaluation, n = 1,116." in said
    assert re.search(r"Wed 2026-01-28 +24\n", said)
    assert re.search(r"02:00 +24\n", said)
    assert a_line_has(said, "epsilon 2")
    assert a_line_has(said, "2026-01-27", "gone")
    assert "in steps of five" in said


def test_there_is_one_share_of_women_and_one_range() -> None:
    """The one with the camera's error in it is for files."""
    said = as_text(FULL)
    assert FULL.genders.measured is not None
    assert f"{FULL.genders.measured.low:.0%}".replace("%", " %") not in said
    assert len(re.findall(r"\d+ % \(\d+ % to \d+ %\)\n", said)) == 1 + len(FULL.ages.bands)


def test_a_day_that_goes_on_says_what_has_closed_and_when_the_next_does() -> None:
    said = as_text(SO_FAR)
    assert a_line_has(said, "1 block", "so far")
    assert a_line_has(said, "Next block", "17:00")
    assert re.search(r"Women among women and men +55 % ", said)
    assert "oldest" not in said
    waiting = as_text(replace(DAY, final=False, next_close=SO_FAR.next_close))
    assert a_line_has(waiting, "no block")
    assert a_line_has(waiting, "Next block", "17:00")
    assert "Gender\n" not in waiting


def test_nothing_is_said_of_withdrawals_before_the_day_closes() -> None:
    assert "Withdrawn" not in as_text(SO_FAR)
    assert re.search(r"Withdrawn +1\n", as_text(DAY))


def test_a_day_that_is_over_has_no_next_block() -> None:
    said = as_text(replace(SO_FAR, final=True, next_close=None))
    assert "so far" not in said
    assert "Next block" not in said


def test_where_no_block_closed_no_number_of_genders_is_named() -> None:
    said = as_text(DAY)
    assert a_line_has(said, "no block")
    for name in ("women", "Gender\n", "35–54", "epsilon"):
        assert name not in said


def test_there_are_no_fewer_than_none() -> None:
    under = replace(BLOCKS[1], closed_on=SATURDAY, cells=(-4,) * len(CELLS))
    said = as_text(figures(Period.of_day(SATURDAY), {}, under))
    assert re.search(r"women +0 \(0 to 0\)\n", said)
    assert "-" not in said.partition("Gender\n")[2].partition("visitors who")[0]
    assert "Women among women and men" not in said
    assert "Shares of ages" not in said


def test_where_numbers_still_grow_too_few_are_not_said_to_be_none() -> None:
    before = replace(FULL.before, against=HourCounts()) if FULL.before else None
    said = as_text(replace(FULL, before=before, fewer_than=5))
    assert re.search(r"asked +90 then, fewer than 5 now\n", said)
    assert re.search(
        r"asked +90 then, 0 now\n", as_text(replace(FULL, before=before, fewer_than=1))
    )


def test_of_few_visitors_no_share_is_said() -> None:
    assert "Opt-in rate: 6 of 12\n" in as_text(replace(DAY, opt_in=share(6, 12)))


def test_nobody_and_too_few_are_told_apart() -> None:
    empty = replace(DAY, counts=Counts(), opt_in=share(0, 0))
    assert "Opt-in rate: nobody was asked\n" in as_text(empty)
    said = as_text(replace(empty, fewer_than=10))
    assert "nobody was asked, or too few to show" in said
    assert re.search(r"Asked +fewer than 10\n", said)


def test_a_period_that_is_compared_with_another_says_which() -> None:
    before = FULL.before
    assert before is not None
    whole = replace(before, period=DAY.period.before, upto_day=None, upto_hour=None)
    assert "Compared with 2026-01-24\n  asked" in as_text(replace(DAY, before=whole))
    part = replace(whole, upto_day=DAY.period.before.first, upto_hour=11)
    assert "(each up to 11:00)\n" in as_text(replace(DAY, before=part))
    month = Period.of_month(SATURDAY)
    of_month = replace(whole, period=month.before, same_weekdays=False)
    said = as_text(replace(FULL, period=month, before=of_month))
    assert a_line_has(said, month.before.first, month.before.last)
    assert a_line_has(said, "weekdays")
    assert "weekdays" not in as_text(FULL)
    assert month.before.last == month.first - timedelta(days=1)
