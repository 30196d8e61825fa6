"""Nothing that a month shows, added up in any way, tells of 1 to k - 1 visitors.

And whoever looks for it finds what has been planted.
"""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kiosk.domain.batches import Batch, Form, Source, release
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
from tests.attacks.shop import COUNTS, K, Shown, Visitor, as_answer, run, visitors


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


def figure(answers: Numbers, about: Flags, gender: str = "", ages: str = "") -> Figure:
    """A true figure of these visitors' answers."""
    of = answers_of(gender, ages)
    return Figure((Part(about, of),), int((of[answers] & about).sum()))


def answer(gender: str, ages: str) -> int:
    return GENDERS.index(gender) * len(AGES) + AGES.index(ages)


# The month ---------------------------------------------------------------------------------------


def test_a_month_tells_of_no_group_of_fewer_than_k(came: list[Visitor], month: Shown) -> None:
    figures = month.figures()
    assert find_leak(figures, month.answers, K) is None
    # It was a month in which something happened.
    assert {batch.form for batch in month.batches} >= {Form.TABLE, Form.MARGINS}
    assert {batch.source for batch in month.batches} == set(Source)
    assert any("/" in cell.gender for batch in month.batches for cell in batch.cells)
    assert any(batch.first_day < batch.last_day for batch in month.batches)
    assert any(value for day in month.days for value in day.by_gender.values())
    assert len(after_release(came, month, "leaves")) > 5
    assert len(after_release(came, month, "corrects")) > 2
    assert len(figures) > 100
    # And the search is not blind to it: of fewer than twice k, there are groups.
    assert find_leak(figures, month.answers, 2 * K) is not None


def test_all_who_did_not_leave_before_are_in_one_batch(came: list[Visitor], month: Shown) -> None:
    times = np.sum(month.about, axis=0)
    assert times.max() == 1
    assert all(came[number].leaves is not None for number in np.flatnonzero(times == 0))


def test_no_count_depends_on_what_visitors_answer(
    came: list[Visitor], month: Shown, tmp_path: Path
) -> None:
    days = 5
    few = [visitor for visitor in came if visitor.day < days]
    others = [replace(visitor, answer=answer("woman", "55+")) for visitor in few]
    found = [run(tmp_path / name, each) for name, each in (("a", few), ("b", others))]
    last_seen = [
        {day.day: [getattr(day, what) for what in COUNTS] for day in each.days} for each in found
    ]
    assert last_seen[0] == last_seen[1]
    assert any(count for count, *_ in last_seen[0].values())


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


# Leaks that are planted in it --------------------------------------------------------------------


def test_a_batch_that_is_drawn_again_without_one_who_left_is_found(
    came: list[Visitor], month: Shown
) -> None:
    caught = 0
    for number, place in after_release(came, month, "leaves"):
        rest = month.about[place].copy()
        rest[number] = False
        again = redrawn(month, month.batches[place], rest, came)
        leak = find_leak([*month.figures(), *again], month.answers, K)
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
    assert find_leak([*month.figures(), *days], month.answers, K) is not None


def test_a_days_own_figure_beside_its_batches_is_found(came: list[Visitor], month: Shown) -> None:
    """A day's last visits wait for those of the next; their figure would tell of these few."""
    found = []
    for about in month.about:
        first = min(came[number].day for number in np.flatnonzero(about))
        of_first_day = about & np.array([visitor.day == first for visitor in came])
        of_gender = (figure(month.answers, of_first_day, gender) for gender in GENDERS)
        planted = [each for each in of_gender if each.visits >= K]
        found.append(find_leak([*month.figures(), *planted], month.answers, K))
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
