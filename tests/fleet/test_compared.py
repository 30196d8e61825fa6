"""A comparison with the time before is made of the same kiosks and the same weekdays."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.application.figures_released import women_of
from kiosk.domain.block_sums import add_up
from kiosk.fleet import questions
from kiosk.fleet.engines import DuckDB
from kiosk.fleet.kiosk_list import Listed
from kiosk.fleet.lake_folder import reading
from kiosk.fleet.questions import Span
from kiosk.fleet.report import Compared, Side
from kiosk.fleet.reporting import Wish, report
from tests.fleet.by_hand import COUNTS, File, counts, files
from tests.fleet.conftest import Invented
from tests.fleet.day_files import DAY, day_file, put, take
from tests.fleet.reading import known_error
from tests.fleet.test_reporting import made

WEEK = timedelta(days=7)


@pytest.mark.parametrize("days", [1, 6, 7, 8, 10, 28, 31, 365])
def test_the_time_before_has_the_same_weekdays_and_no_day_of_the_period(days: int) -> None:
    span = Span(date(2026, 3, 4), date(2026, 3, 4) + timedelta(days=days - 1))
    before = span.before
    assert [day.weekday() for day in span] == [day.weekday() for day in before]
    assert before.last < span.first <= before.last + WEEK


def pairs(by_hand: list[File], first: date, last: date) -> tuple[list[File], list[File]]:
    """Files of both times of which each has its like in the other one, in plain loops."""
    shift = first - Span(first, last).before.first
    there = {(file.kiosk, file.day): file for file in by_hand}
    now = [
        file
        for (kiosk, day), file in there.items()
        if first <= day <= last and (kiosk, day - shift) in there
    ]
    return [there[file.kiosk, file.day - shift] for file in now], now


def assert_side(side: Side, found: list[File]) -> None:
    sums = counts(found)
    assert [getattr(side.counts, name) for name in COUNTS] == [sums[name] for name in COUNTS]
    assert side.counts.entered == sums["entered"]
    assert (side.opt_in.count, side.opt_in.of) == (sums["agreed"] + sums["told"], sums["asked"])
    assert side.opt_in_of_door is not None
    assert (side.opt_in_of_door.count, side.opt_in_of_door.of) == (sums["yes"], sums["entered"])
    blocks = add_up(block for file in found for block in file.blocks)
    assert side.women == women_of(blocks, known_error())


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 2, 16), date(2026, 3, 15)),
        (date(2026, 2, 20), date(2026, 2, 24)),
        (date(2026, 2, 1), date(2026, 3, 3)),
        (date(2026, 3, 10), date(2026, 3, 10)),
    ],
)
def test_both_sides_are_the_sums_of_files_that_have_their_like(
    invented: Invented, first: date, last: date
) -> None:
    by_hand = files(invented.inbox)
    found = made(invented, Wish(first, last, ("region",))).before
    assert found is not None
    then, now = pairs(by_hand, first, last)
    before = Span(first, last).before
    assert (found.first, found.last) == (before.first, before.last)
    assert found.kiosk_days == len(then) == len(now) > 50
    assert found.kiosks == len({file.kiosk for file in now})
    assert_side(found.then, then)
    assert_side(found.now, now)


def test_days_that_fill_several_numbers_are_paired_just_as_well(
    invented: Invented, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A year's days are bits of seven numbers; here 28 days are bits of six."""
    first, last = date(2026, 2, 16), date(2026, 3, 15)
    expected = made(invented, Wish(first, last)).before
    monkeypatch.setattr(questions, "_BITS", 5)
    assert made(invented, Wish(first, last)).before == expected


def test_of_one_store_it_is_of_that_store(invented: Invented) -> None:
    listed = next(each for each in invented.listed if each.kiosk == "k00012")
    of_store = {each.kiosk for each in invented.listed if each.store == listed.store}
    by_hand = [file for file in files(invented.inbox) if file.kiosk in of_store]
    first, last = date(2026, 2, 16), date(2026, 3, 15)
    found = made(invented, Wish(first, last, store=listed.store)).before
    assert found is not None
    then, now = pairs(by_hand, first, last)
    assert found.kiosk_days == len(now)
    assert_counts_alone(found, then, now)


def assert_counts_alone(found: Compared, then: list[File], now: list[File]) -> None:
    for side, of_side in ((found.then, then), (found.now, now)):
        assert side.counts.asked == counts(of_side)["asked"]


def compared(folder: Path, days: dict[str, list[date]], wish: Wish) -> Compared | None:
    """Of kiosks that have files of these days."""
    for kiosk, its_days in days.items():
        for day in its_days:
            put(folder / "inbox", day_file(kiosk, day))
    assert take(folder / "inbox", folder / "lake").set_aside == []
    with DuckDB() as engine, reading(folder / "lake") as opened:
        return report(opened, wish, [Listed("old", "A", "R")], engine).before


def asked(kiosk: str, *days: date) -> int:
    return sum(day_file(kiosk, day).counts.asked for day in days)


def test_a_kiosk_that_is_new_makes_the_chain_no_busier(tmp_path: Path) -> None:
    week = [DAY - timedelta(days=n) for n in range(7)]
    before = [day - WEEK for day in week]
    found = compared(tmp_path, {"old": [*week, *before], "new": week}, Wish(week[-1], DAY))
    assert found is not None
    assert (found.kiosks, found.kiosk_days) == (1, 7)
    assert found.now.counts.asked == asked("old", *week)
    assert found.then.counts.asked == asked("old", *before)


def test_a_day_that_is_missing_in_one_time_is_left_out_of_both(tmp_path: Path) -> None:
    week = [DAY - timedelta(days=n) for n in range(7)]
    before = [day - WEEK for day in week[2:]]
    found = compared(tmp_path, {"old": [*week[1:], *before]}, Wish(week[-1], DAY))
    assert found is not None
    assert found.kiosk_days == 5
    assert found.now.counts.asked == asked("old", *week[2:])
    assert found.then.counts.asked == asked("old", *before)


def test_where_no_kiosk_has_both_times_nothing_is_compared(tmp_path: Path) -> None:
    days: dict[str, list[Any]] = {"old": [DAY - WEEK], "new": [DAY]}
    assert compared(tmp_path, days, Wish(DAY, DAY)) is None


def test_where_the_lake_has_nothing_of_before_nothing_is_compared(invented: Invented) -> None:
    assert made(invented, Wish(date(2026, 1, 1), date(2026, 1, 20))).before is None


def test_what_comes_late_may_be_compared_the_next_time(tmp_path: Path) -> None:
    days: dict[str, list[Any]] = {"old": [DAY]}
    assert compared(tmp_path, days, Wish(DAY, DAY)) is None
    put(tmp_path / "inbox", replace(day_file("old", DAY - WEEK), models=()))
    found = compared(tmp_path, days, Wish(DAY, DAY))
    assert found is not None
    assert found.kiosk_days == 1
