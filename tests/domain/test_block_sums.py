"""Sums of blocks: whatever they are added up to, it is the same numbers."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.block_sums import NOTHING, BlockSum, Total, add_up
from kiosk.domain.blocks import CELLS, GENDERS, SOURCES, Block, Cell, Table, epsilon_of
from kiosk.domain.noise import micro_variance

FIRST = date(2026, 11, 24)

any_cells = st.lists(st.integers(-9, 90), min_size=len(CELLS), max_size=len(CELLS)).map(tuple)


@st.composite
def any_block(draw: st.DrawFn) -> Block:
    first = FIRST + timedelta(days=draw(st.integers(0, 60)))
    last = first + timedelta(days=draw(st.integers(0, 3)))
    return Block(
        first,
        last,
        last,
        "close",
        draw(st.integers(1, 500)),
        draw(st.sampled_from([0.5, 1.3, 2.0, 4.0])),
        draw(any_cells),
    )


some_blocks = st.lists(any_block(), min_size=1, max_size=6)


@given(some_blocks)
def test_every_number_is_the_sum_of_the_blocks(blocks: list[Block]) -> None:
    found = add_up(blocks)
    assert found.blocks == len(blocks)
    assert found.visits == sum(block.visits for block in blocks)
    assert found.first_day == min(block.first_day for block in blocks)
    assert found.epsilon == max(block.epsilon for block in blocks)
    for place, cell in enumerate(CELLS):
        assert found.cell(cell) == Total(
            sum(block.cells[place] for block in blocks),
            sum(micro_variance(epsilon_of(cell.table, block.epsilon)) for block in blocks),
        )


@given(some_blocks, st.randoms(use_true_random=False))
def test_in_whatever_order_and_parts_they_are_added(blocks: list[Block], random: Random) -> None:
    whole = add_up(blocks)
    assert add_up(random.sample(blocks, len(blocks))) == whole
    cut = random.randrange(len(blocks) + 1)
    parts = [add_up(blocks[:cut]), add_up(blocks[cut:])]
    assert whole.visits == sum(part.visits for part in parts)
    for cell in CELLS:
        assert whole.cell(cell) == parts[0].cell(cell) + parts[1].cell(cell)


@given(some_blocks, any_block())
def test_a_sum_less_the_others_is_the_block_itself(blocks: list[Block], one: Block) -> None:
    """A week less six days tells what the seventh has released, and nothing else."""
    more, less = add_up([*blocks, one]), add_up(blocks)
    assert tuple(a - b for a, b in zip(more.cells, less.cells, strict=True)) == one.cells


def test_of_no_block_there_is_nothing() -> None:
    assert add_up([]) == BlockSum()
    nothing = add_up(())
    assert (nothing.blocks, nothing.visits, nothing.first_day, nothing.epsilon) == (
        0,
        0,
        None,
        None,
    )
    assert all(nothing.cell(cell) == NOTHING for cell in CELLS)


@given(any_block(), st.sampled_from(Table), st.data())
def test_a_column_is_that_of_the_rows_that_are_asked_for(
    block: Block, table: Table, data: st.DataObject
) -> None:
    cells = [cell for cell in CELLS if cell.table is table]
    column = data.draw(st.sampled_from(sorted({cell.column for cell in cells})))
    rows = data.draw(st.lists(st.sampled_from([cell.row for cell in cells]), unique=True))
    found = add_up([block])
    assert found.of(table, rows=rows, column=column) == added(
        found, [cell for cell in cells if cell.column == column and cell.row in rows]
    )
    assert found.of(table, column=column) == added(
        found, [cell for cell in cells if cell.column == column]
    )


def added(found: BlockSum, cells: Sequence[Cell]) -> Total:
    return sum(map(found.cell, cells), NOTHING)


def test_genders_are_of_both_sources() -> None:
    block = Block(FIRST, FIRST, FIRST, "13:00", 40, 2.0, tuple(range(len(CELLS))))
    women = add_up([block]).of(Table.SOURCE_GENDER, column="woman")
    assert women.number == 0 + len(GENDERS)
    assert women.micro_variance == len(SOURCES) * micro_variance(epsilon_of(Table.SOURCE_GENDER, 2))


@pytest.mark.parametrize(
    ("number", "low", "high"), [(20, 16, 24), (2, 0, 6), (0, 0, 4), (-3, 0, 1), (-9, 0, 0)]
)
def test_around_a_number_is_the_range_that_its_noise_leaves(
    number: int, low: int, high: int
) -> None:
    found = Total(number, 2_900_000)
    assert found.variance == 2.9
    assert found.noise_sd == 1.7
    assert (found.low, found.high) == (low, high)


def test_that_range_holds_the_true_number_95_times_in_100() -> None:
    """By the noise's own distribution, for one cell of each table and for sums of many."""
    for epsilon in (0.1, 0.5, 0.7, 0.8, 2.0):
        q = math.exp(-epsilon)
        variance = round(2e6 * q / (1 - q) ** 2)
        reach = Total(1000, variance).high - 1000
        within = 1 - 2 * q ** (reach + 1) / (1 + q)
        assert within > 0.94
