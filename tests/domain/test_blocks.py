"""Blocks: what is counted, what is released of it, and when one closes."""

import re
from collections import Counter
from datetime import time
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.blocks import (
    AGES,
    BANDS,
    CELLS,
    DEFAULT_EPSILON,
    GENDERS,
    LARGEST_EPSILON,
    ROWS_AND_COLUMNS,
    SMALLEST_EPSILON,
    SOURCES,
    Cell,
    Counted,
    ReleaseRules,
    Source,
    Table,
    ages_from,
    band_of,
    bands_from,
    count,
    epsilon_of,
    group_name,
    is_enough,
    release,
)
from kiosk.domain.consent import Way
from kiosk.domain.estimate import UNSAID, AgeBand, Answer, Gender, age_bands

any_counted: st.SearchStrategy[Counted] = st.tuples(
    st.sampled_from(Source),
    st.builds(Answer, st.sampled_from(Gender), st.none() | st.sampled_from(age_bands(14))),
)
any_visits = st.lists(st.tuples(any_counted, st.integers(0, 30)), max_size=25)
any_epsilon = st.decimals(
    str(SMALLEST_EPSILON), str(LARGEST_EPSILON), allow_nan=False, places=2
).map(float)

A_WOMAN = (Source.CAMERA, Answer(Gender.WOMAN, AgeBand(25, 34)))


def by_cell(cells: tuple[int, ...]) -> dict[Cell, int]:
    return dict(zip(CELLS, cells, strict=True))


def no_noise(_: Fraction) -> int:
    return 0


# What is counted ----------------------------------------------------------------------------------


@given(any_visits)
def test_every_visit_is_in_one_cell_of_each_table(visits: list[tuple[Counted, int]]) -> None:
    cells = by_cell(count(visits))
    for table in Table:
        assert sum(number for cell, number in cells.items() if cell.table is table) == sum(
            number for _, number in visits
        )


@given(any_visits)
def test_each_cell_counts_those_it_names(visits: list[tuple[Counted, int]]) -> None:
    for cell, number in by_cell(count(visits)).items():
        assert number == sum(of for visit, of in visits if is_of(visit, cell))


def is_of(visit: Counted, cell: Cell) -> bool:
    source, answer = visit
    row = answer.gender.value if cell.table is Table.GENDER_AGE else source.value
    column = cell.column == answer.gender.value
    if cell.table is not Table.SOURCE_GENDER:
        column = cell.column in ages_of(answer.age_band)
    return cell.row == row and column


def ages_of(band: AgeBand | None) -> list[str]:
    """The one of AGES that a band of the screen is in."""
    if band is None:
        return [UNSAID]
    starts = {"under_18": 0, "18-34": 18, "35-54": 35, "55+": 55}
    return [max((start, name) for name, start in starts.items() if start <= band.first)[1]]


@given(any_visits, any_counted)
def test_one_visit_more_is_one_more_in_one_cell_of_each_table(
    visits: list[tuple[Counted, int]], visit: Counted
) -> None:
    before, after = count(visits), count([*visits, (visit, 1)])
    more = {cell: b - a for cell, a, b in zip(CELLS, before, after, strict=True) if a != b}
    assert Counter(cell.table for cell in more) == dict.fromkeys(Table, 1)
    assert set(more.values()) == {1}


@given(any_visits, st.randoms(use_true_random=False))
def test_the_order_of_visits_decides_nothing(
    visits: list[tuple[Counted, int]], random: Random
) -> None:
    assert count(random.sample(visits, len(visits))) == count(visits)


def test_there_are_38_cells_each_with_a_name_of_its_own() -> None:
    assert len(CELLS) == 38 == sum(len(r) * len(c) for r, c in ROWS_AND_COLUMNS.values())
    names = [cell.name for cell in CELLS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
    assert Cell(Table.SOURCE_AGE, "camera", "18-34").name == "camera_age_18_34"
    assert Cell(Table.GENDER_AGE, "woman", "55+").name == "woman_age_55_plus"
    assert Cell(Table.SOURCE_GENDER, "said", "unsaid").name == "said_gender_unsaid"


def test_what_a_visitor_corrected_was_said() -> None:
    assert [Source.of(way) for way in (Way.CAMERA, Way.TOLD, Way.CORRECTED)] == [
        Source.CAMERA,
        Source.SAID,
        Source.SAID,
    ]
    assert SOURCES == ("camera", "said")


# What is released ---------------------------------------------------------------------------------


@given(any_visits, any_epsilon, st.integers(-5, 5))
def test_every_cell_is_given_noise_the_empty_ones_too(
    visits: list[tuple[Counted, int]], epsilon: float, noise: int
) -> None:
    released = release(visits, epsilon, lambda _: noise)
    assert [number - noise for number in released] == list(count(visits))


@given(any_visits, any_epsilon)
def test_each_cell_is_given_noise_of_its_own_with_its_tables_part(
    visits: list[tuple[Counted, int]], epsilon: float
) -> None:
    asked: list[Fraction] = []

    def draw(part: Fraction) -> int:
        asked.append(part)
        return 1000 * len(asked)

    released = release(visits, epsilon, draw)
    assert asked == [epsilon_of(cell.table, epsilon) for cell in CELLS]
    noise = [number - true for number, true in zip(released, count(visits), strict=True)]
    assert noise == [1000 * (place + 1) for place in range(len(CELLS))]


@given(any_epsilon)
def test_the_parts_of_the_tables_are_the_whole_epsilon(epsilon: float) -> None:
    parts = [epsilon_of(table, epsilon) for table in Table]
    assert sum(parts) == Fraction(str(epsilon))
    assert all(part > 0 for part in parts)


def test_of_two_they_are_as_the_manual_has_them() -> None:
    assert DEFAULT_EPSILON == 2
    assert {table.value: float(epsilon_of(table, 2)) for table in Table} == {
        "source_gender": 0.8,
        "source_age": 0.7,
        "gender_age": 0.5,
    }


def test_nothing_that_was_answered_decides_how_noise_is_drawn() -> None:
    asked: list[list[Fraction]] = []
    for visits in ([], [(A_WOMAN, 1)], [(A_WOMAN, 500)]):
        asked.append([])
        release(visits, 2.0, lambda part: asked[-1].append(part) or 0)
    assert asked[0] == asked[1] == asked[2]


def test_released_twice_the_numbers_are_others() -> None:
    """By the system's own dice: that all 38 fall alike twice does not happen."""
    visits = [(A_WOMAN, 40)]
    assert release(visits, 2.0) != release(visits, 2.0)


# When one closes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("visits", "at_a_time", "at_close"),
    [
        (0, False, False),
        (19, False, False),
        (20, False, True),
        (39, False, True),
        (40, True, True),
        (900, True, True),
    ],
)
def test_a_block_closes_by_how_many_visits_it_holds(
    visits: int, at_a_time: bool, at_close: bool
) -> None:
    assert is_enough(visits, at_close=False) is at_a_time
    assert is_enough(visits, at_close=True) is at_close


def test_unless_it_is_set_blocks_close_at_one_and_at_five() -> None:
    assert ReleaseRules() == ReleaseRules(2.0, (time(13), time(17)))


# Bands --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("minimum_age", range(14, 19))
def test_every_age_that_is_asked_is_in_the_band_that_is_named_for_it(minimum_age: int) -> None:
    names, ages = bands_from(minimum_age), ages_from(minimum_age)
    assert ages[0].first == minimum_age
    assert ages[-1].last is None
    for band in age_bands(minimum_age):
        (place,) = (n for n, each in enumerate(ages) if each.holds(band.first))
        assert band_of(band) == names[place]
        last = ages[place].last
        assert last is None or (band.last is not None and band.last <= last)
        assert last is None or group_name(names[place : place + 1]) == names[place]


def test_where_nobody_under_18_is_asked_there_is_no_such_band() -> None:
    assert bands_from(18) == BANDS[1:]
    assert bands_from(17) == BANDS == AGES[:-1]
    assert GENDERS == ("woman", "man", "not_sure", "unsaid")
    assert band_of(None) == UNSAID == AGES[-1]


@pytest.mark.parametrize(
    ("bands", "name"),
    [
        (("under_18",), "under_18"),
        (("18-34",), "18-34"),
        (("55+",), "55+"),
        (("under_18", "18-34"), "under_35"),
        (("under_18", "18-34", "35-54"), "under_55"),
        (("18-34", "35-54"), "18-54"),
        (("35-54", "55+"), "35+"),
        (("18-34", "35-54", "55+"), "18+"),
        (("under_18", "18-34", "35-54", "55+"), "all"),
    ],
)
def test_neighbours_are_named_together(bands: tuple[str, ...], name: str) -> None:
    assert group_name(bands) == name
