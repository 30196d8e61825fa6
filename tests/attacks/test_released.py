"""Nothing that a year shows, added up in any way, tells of 1 to k - 1 visitors.

Two things together show it. Every number of genders and ages, in every view of every period, is a
sum of whole cells of released batches: each view is worked out again from these alone. And no
combination of cells tells of 1 to k - 1 visitors: all of them are searched. Counts move in steps
while their hour goes on. And whoever looks finds what has been planted.

The year is a quiet one with a busy month; FULL=1 makes all of it busy.
"""

import os
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from kiosk.domain.batches import Batch, Form, Source, release

from kiosk.adapters.records import ReadingFigures
from kiosk.application.figures import PeriodFigures
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.periods import Period, Span
from kiosk.domain.statistics import share
from tests.attacks.combinations import (
    AGES,
    GENDERS,
    Figure,
    Flags,
    Numbers,
    Part,
    answers_of,
    find_leak,
)
from tests.attacks.live import ticks
from tests.attacks.recounted import NotReleased, check
from tests.attacks.shop import (
    DAYS,
    LAST_OF_A_LONG_MONTH,
    K,
    Shown,
    Visitor,
    as_answer,
    run,
    visitors,
    year,
)
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION
from tests.fakes.time import FakeClock

FULL = os.environ.get("FULL") == "1"

# A year of commits, each synced, on a disk that others may be using.
pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def came() -> list[Visitor]:
    return visitors(np.random.default_rng(7), 25, 30)


@pytest.fixture(scope="module")
def month(came: list[Visitor], tmp_path_factory: pytest.TempPathFactory) -> Shown:
    return run(tmp_path_factory.mktemp("month"), came)


def after_release(came: list[Visitor], month: Shown, what: str) -> list[tuple[int, int]]:
    """Visitors who left, or corrected, once their batch had closed; and that batch."""
    return [
        (number, place)
        for place, about in enumerate(month.about)
        for number in np.flatnonzero(about).tolist()
        if getattr(came[number], what) is not None
    ]


def closed_on(shown: Shown, place: int) -> date:
    """The day whose file has this batch."""
    batch = replace(shown.batches[place], form=Form.TOTAL, cells=())
    (day,) = (
        day
        for day, told in shown.told.items()
        if batch in (replace(each, form=Form.TOTAL, cells=()) for each in told.batches)
    )
    return day


def figure(answers: Numbers, about: Flags, gender: str = "", ages: str = "") -> Figure:
    """A true figure of these visitors' answers."""
    of = answers_of(gender, ages)
    return Figure((Part(about, of),), int((of[answers] & about).sum()))


def answer(gender: str, ages: str) -> int:
    return GENDERS.index(gender) * len(AGES) + AGES.index(ages)


# The month ---------------------------------------------------------------------------------------


def test_a_month_tells_of_no_group_of_fewer_than_k(came: list[Visitor], month: Shown) -> None:
    figures = month.all_figures()
    assert find_leak(figures, month.answers, K) is None
    # It was a month in which something happened.
    assert {batch.form for batch in month.batches} >= {Form.TABLE, Form.MARGINS}
    assert {batch.source for batch in month.batches} == set(Source)
    assert any("/" in cell.gender for batch in month.batches for cell in batch.cells)
    assert any(batch.first_day < batch.last_day for batch in month.batches)
    assert len(figures) > len(month.cells())
    assert len(after_release(came, month, "leaves")) > 5
    assert len(after_release(came, month, "corrects")) > 2
    assert len(figures) > 100
    # And the search is not blind to it: of fewer than twice k, there are groups.
    assert find_leak(figures, month.answers, 2 * K) is not None


def test_all_who_did_not_leave_before_are_in_one_batch(came: list[Visitor], month: Shown) -> None:
    times = np.sum(month.about, axis=0)
    assert times.max() == 1
    assert all(came[number].leaves is not None for number in np.flatnonzero(times == 0))


def test_a_head_office_is_told_of_each_batch_once_and_of_nothing_else(month: Shown) -> None:
    """Whatever it adds up, it adds up cells that every screen shows."""
    told = [batch for day in month.told.values() for batch in day.batches]
    assert Counter(told) == Counter(month.batches)
    asked = sum(counts.asked for day in month.told.values() for counts in day.hours.values())
    assert asked == sum(counts.asked for counts, *_ in month.counts.values()) > 500


def test_a_file_that_tells_more_is_found(month: Shown) -> None:
    day = next(each for each in month.told.values() if each.batches)
    again = replace(day.batches[0], visits=day.batches[0].visits - 1)
    hour, counts = next(iter(day.hours.items()))
    planted = (
        replace(day, batches=(*day.batches, again)),
        replace(day, hours={**day.hours, hour: replace(counts, asked=counts.asked + 1)}),
    )
    month.take_file(day)
    for told in planted:
        with pytest.raises(NotReleased):
            # As if it were the first that is told of the day.
            replace(month, told={}).take_file(told)
        with pytest.raises(NotReleased, match="another way"):
            month.take_file(told)


def test_no_count_depends_on_what_visitors_answer(
    came: list[Visitor], month: Shown, tmp_path: Path
) -> None:
    days = 5
    few = [visitor for visitor in came if visitor.day < days]
    others = [replace(visitor, answer=answer("woman", "55+")) for visitor in few]
    found = [run(tmp_path / name, each) for name, each in (("a", few), ("b", others))]
    assert found[0].counts == found[1].counts
    assert any(counts.asked for counts, *_ in found[0].counts.values())


@pytest.mark.parametrize("place", [0, 1, 4])
def test_no_answer_of_a_batch_moves_its_closing(
    came: list[Visitor], month: Shown, tmp_path: Path, place: int
) -> None:
    about = month.about[place]
    until = max(came[number].day for number in np.flatnonzero(about))
    others = [
        replace(visitor, answer=answer("man", "18-34")) if about[number] else visitor
        for number, visitor in enumerate(came)
        if visitor.day <= until
    ]
    found = run(tmp_path, others)
    assert found.batches[place].visits == month.batches[place].visits
    assert found.about[place].tolist() == about[: len(others)].tolist()
    assert found.batches[:place] == month.batches[:place]
    # Nor the day that a head office is told of it with.
    assert closed_on(found, place) == closed_on(month, place)


# The year ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def a_year(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Visitor], Shown]:
    came = year(np.random.default_rng(11), busy=FULL)
    watched = (*range(3, DAYS, 26), LAST_OF_A_LONG_MONTH, *range(60, 80, 2))
    return came, run(tmp_path_factory.mktemp("year"), came, watched=watched)


def test_a_year_tells_of_no_group_of_fewer_than_k(a_year: tuple[list[Visitor], Shown]) -> None:
    came, shown = a_year
    # Every view was worked out again from released cells while it was shown (Shown.take), so
    # that the cells are all there is.
    figures = [*shown.cells(), *shown.nobodies()]
    assert find_leak(figures, shown.answers, K) is None
    assert shown.spans == set(Span)
    assert shown.views > 7 * DAYS
    assert shown.compared > DAYS
    assert shown.exports > 30
    assert {batch.form for batch in shown.batches} == set(Form)
    assert {batch.source for batch in shown.batches} == set(Source)
    assert len({batch.first_day.month for batch in shown.batches}) == 12
    assert len(after_release(came, shown, "leaves")) > 20


def test_no_count_of_a_year_moves_with_one_visitor(a_year: tuple[list[Visitor], Shown]) -> None:
    _, shown = a_year
    assert ticks(shown.looks) == []
    assert len(shown.looks) > 200
    assert any(
        look.figures.before is not None and look.figures.before.upto_hour is None
        for look in shown.looks
        if not look.figures.final
    )
    # There were hours in which enough came for a number to move.
    moved = {(look.at, look.figures.period, look.figures.counts.asked) for look in shown.looks}
    assert len(moved) > len({(look.at, look.figures.period) for look in shown.looks})


def test_an_exact_count_of_the_running_hour_is_found(a_year: tuple[list[Visitor], Shown]) -> None:
    _, shown = a_year
    exact = []
    for number, look in enumerate(shown.looks):
        counts = replace(look.figures.counts, asked=number)
        exact.append(replace(look, figures=replace(look.figures, counts=counts)))
    assert set(ticks(exact)) == {"period: asked"}
    inside = [
        replace(look, inside=replace(look.inside, records=number))
        for number, look in enumerate(shown.looks)
    ]
    assert set(ticks(inside)) == {"inside: records"}
    overview = [
        replace(look, overview=replace(look.overview, proofs=number))
        for number, look in enumerate(shown.looks)
    ]
    assert set(ticks(overview)) == {"overview: proofs"}


# Leaks that are planted in it --------------------------------------------------------------------


def test_a_share_of_visitors_who_are_in_no_batch_yet_is_found(
    came: list[Visitor], month: Shown
) -> None:
    """The page says 58 % of 20; the next visitor leaves, and it says 57 % of 21."""
    about = month.about[2]
    waiting = np.flatnonzero(about).tolist()
    shares = []
    for number in range(len(waiting) - 4, len(waiting)):
        so_far = np.isin(np.arange(len(came)), waiting[:number])
        women = figure(month.answers, so_far, "woman")
        assert women.visits >= K
        shares += [women, figure(month.answers, so_far)]
    leak = find_leak(shares, month.answers, K)
    assert leak is not None
    assert leak.visits < K


def test_genders_by_the_hour_are_found(came: list[Visitor], month: Shown) -> None:
    """Even if only those are shown that are large enough by themselves."""
    caught = 0
    for about in month.about:
        noon = np.array([visitor.hour < 14 for visitor in came])
        by_half = [figure(month.answers, about & half, "woman") for half in (noon, ~noon)]
        planted = [each for each in by_half if each.visits >= K]
        caught += find_leak([*month.cells(), *planted], month.answers, K) is not None
    assert caught > 2


@pytest.fixture(scope="module")
def last_view(came: list[Visitor], tmp_path_factory: pytest.TempPathFactory) -> PeriodFigures:
    """Figures with batches inside and one that reaches out, as the product shows them."""
    folder = tmp_path_factory.mktemp("views")
    shown = run(folder, [visitor for visitor in came if visitor.day < 14])
    clock = FakeClock(BUSINESS_DAY)
    clock.forward(30 * 24 * 3600)
    reading = ReadingFigures(folder / "records.db", RETENTION, ReleaseRules())
    ends = (date(2026, 11, 24) + timedelta(days=n) for n in range(14))
    views = [reading.of_period(Period.of_four_weeks(end), clock) for end in ends]
    for figures in views:
        check(figures, shown.batches)
    return next(each for each in views if each.reaching_out and each.genders.women.of)


def test_a_figure_that_is_no_sum_of_released_cells_is_found(last_view: PeriodFigures) -> None:
    genders, ages = last_view.genders, last_view.ages
    band, of_band = next(iter(ages.bands.items()))
    planted = {
        "a share with visitors of an open batch": replace(
            last_view,
            genders=replace(genders, women=share(genders.women.count + 3, genders.women.of + 9)),
        ),
        "a gender counted from rows": replace(
            last_view, genders=replace(genders, by_gender={**genders.by_gender, "woman": 61})
        ),
        "a source of its own": replace(last_view, genders=replace(genders, as_said=share(7, 11))),
        "ages of some more": replace(
            last_view,
            ages=replace(ages, bands={**ages.bands, band: share(of_band.count - 1, of_band.of)}),
        ),
        "ages of one more of the camera's": replace(
            last_view,
            ages=replace(ages, by_camera=replace(ages.by_camera, count=ages.by_camera.count + 1)),
        ),
        "a cell that is in no share": replace(
            last_view, ages=replace(ages, in_shares={**ages.in_shares, band: of_band.count + 7})
        ),
        "visits of a source that are in none of its batches": replace(
            last_view, ages=replace(ages, as_said=replace(ages.as_said, of=ages.as_said.of + 1))
        ),
        "visits that are in no batch": replace(
            last_view, ages=replace(ages, visits=ages.visits + 1)
        ),
        "a batch that reaches out": replace(
            last_view, batches=(*last_view.batches, *last_view.reaching_out)
        ),
        "a batch that is drawn again": replace(
            last_view,
            batches=(replace(last_view.batches[0], visits=19), *last_view.batches[1:]),
        ),
    }
    released = (*last_view.batches, *last_view.reaching_out)
    check(last_view, released)
    for name, figures in planted.items():
        with pytest.raises(NotReleased):
            check(figures, released)
            pytest.fail(name)


def test_a_batch_that_is_drawn_again_without_one_who_left_is_found(
    came: list[Visitor], month: Shown
) -> None:
    caught = 0
    for number, place in after_release(came, month, "leaves"):
        rest = month.about[place].copy()
        rest[number] = False
        again = redrawn(month, month.batches[place], rest, came)
        leak = find_leak([*month.all_figures(), *again], month.answers, K)
        if leak is not None:
            assert leak.visits == 1
            caught += 1
    # Where the smaller batch is merged in another way, nothing may be left to compare.
    assert caught > 3


def redrawn(month: Shown, batch: Batch, about: Flags, came: list[Visitor]) -> list[Figure]:
    answers = Counter(
        as_answer(int(month.answers[number]), came[number].way)
        for number in np.flatnonzero(about).tolist()
    )
    given = release(answers, batch.source, K, 14)
    return [figure(month.answers, about, cell.gender, cell.ages) for cell in given.cells]


def test_a_day_that_is_counted_from_rows_is_found(came: list[Visitor], month: Shown) -> None:
    number = next(n for n, visitor in enumerate(came) if visitor.leaves == 1)
    of_day = np.array([visitor.day == came[number].day for visitor in came])
    rest = of_day.copy()
    rest[number] = False
    # Every gender of the day, at its close and after one of its visitors has left.
    days = [
        each
        for about in (of_day, rest)
        for gender in GENDERS
        if (each := figure(month.answers, about, gender)).visits >= K
    ]
    leak = find_leak(days, month.answers, K)
    assert leak is not None
    assert leak.visits == 1
    assert find_leak([*month.all_figures(), *days], month.answers, K) is not None


def test_a_days_own_figure_beside_its_batches_is_found(came: list[Visitor], month: Shown) -> None:
    """A day's last visits wait for those of the next; their figure would tell of these few."""
    found = []
    for about in month.about:
        first = min(came[number].day for number in np.flatnonzero(about))
        of_first_day = about & np.array([visitor.day == first for visitor in came])
        of_gender = (figure(month.answers, of_first_day, gender) for gender in GENDERS)
        planted = [each for each in of_gender if each.visits >= K]
        found.append(find_leak([*month.all_figures(), *planted], month.answers, K))
    assert any(found)


# Leaks in figures of their own -------------------------------------------------------------------


def test_a_week_less_six_days_is_found() -> None:
    """Each day hides what is small by merging; the week need not, and gives the day away."""
    # On the first six days five of each; on the last day two are under 18.
    each_day = [answer("woman", ages) for ages in AGES[:4] for _ in range(5)]
    last_day = [answer("woman", "14-17")] * 2 + [answer("woman", "18-34")] * 9
    answers = np.array([*each_day * 6, *last_day])
    day = np.array([*(n for n in range(6) for _ in each_day), *[6] * len(last_day)])
    days = [figure(answers, day == n, "", ages) for n in range(6) for ages in AGES[:4]]
    days.append(figure(answers, day == 6, "", "14-34"))
    assert find_leak(days, answers, K) is None
    week = [figure(answers, day >= 0, "", "14-17")]
    leak = find_leak([*days, *week], answers, K)
    assert leak is not None
    assert leak.visits == 2
    # Of one day those under 18, and of the other six nobody.
    under_18 = tuple(answer(gender, "14-17") for gender in GENDERS)
    assert sorted(leak.told) == [*[()] * 6, under_18]


def test_a_margin_beside_a_table_merged_differently_is_found() -> None:
    women = [("woman", "18-34")] * 6 + [("woman", "35-54")] * 5 + [("woman", "55+")] * 7
    men = [("man", "18-34")] * 8 + [("man", "35-54")] * 3 + [("man", "55+")] * 9
    answers = np.array([answer(*each) for each in women + men])
    everyone = np.ones(len(answers), dtype=bool)
    table = [
        figure(answers, everyone, gender, ages)
        for gender, ages in [
            ("woman", "14-34"),
            ("woman", "35-54"),
            ("woman", "55+"),
            ("man", "14-34"),
            ("man", "35+"),
        ]
    ]
    none = [figure(answers, everyone, "not_sure")]
    assert find_leak([*table, *none], answers, K) is None
    leak = find_leak([*table, *none, figure(answers, everyone, "", "35-54")], answers, K)
    assert leak is not None
    assert leak.visits == 3


def test_a_small_cell_that_is_only_left_out_is_found() -> None:
    answers = np.array([answer("woman", "18-34")] * 9 + [answer("man", "18-34")] * 3)
    everyone = np.ones(len(answers), dtype=bool)
    leak = find_leak([figure(answers, everyone, "woman")], answers, K)
    assert leak is not None
    assert leak.visits == 3


def test_a_small_cell_that_is_shown_is_found() -> None:
    answers = np.array([answer("woman", "18-34")] * 9 + [answer("man", "18-34")] * 3)
    everyone = np.ones(len(answers), dtype=bool)
    assert find_leak([figure(answers, everyone, "man")], answers, K) is not None


# What is none ------------------------------------------------------------------------------------


def test_margins_of_one_table_are_no_leak_however_small_its_cells() -> None:
    answers = np.array(
        [answer("woman", "18-34")] * 6 + [answer("man", "18-34")] * 2 + [answer("man", "55+")] * 5
    )
    everyone = np.ones(len(answers), dtype=bool)
    margins = [
        figure(answers, everyone, "woman"),
        figure(answers, everyone, "man"),
        figure(answers, everyone, "", "14-34"),
        figure(answers, everyone, "", "35+"),
    ]
    assert find_leak(margins, answers, K) is None
    assert find_leak([*margins, figure(answers, everyone, "man", "14-34")], answers, K) is not None


def test_few_visits_are_no_leak_if_nothing_is_said_of_them_but_that_they_were() -> None:
    answers = np.array([answer("woman", "18-34")] * 3)
    everyone = np.ones(3, dtype=bool)
    assert find_leak([figure(answers, everyone)], answers, K) is None
    assert find_leak([], answers, K) is None


def test_a_figure_that_is_not_true_is_refused() -> None:
    answers = np.array([answer("woman", "18-34")] * 9)
    true = figure(answers, np.ones(9, dtype=bool), "woman")
    with pytest.raises(ValueError, match="says 8 of 9"):
        find_leak([replace(true, visits=8)], answers, K)
