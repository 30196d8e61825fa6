"""What is released of a block: the cells that the file keeps, and with which epsilon."""

import random
import sqlite3
from pathlib import Path

import pytest

from kiosk.adapters.records import blocks
from kiosk.domain.blocks import CELLS, Block, Cell, ReleaseRules, Table
from tests.adapters.records.block_files import (
    MIXED,
    MONDAY,
    RULES,
    TUESDAY,
    closed,
    opened,
    promise,
    some,
    visits,
)

GENDER, AGE, BOTH = Table.SOURCE_GENDER, Table.SOURCE_AGE, Table.GENDER_AGE
OF_MIXED = {
    Cell(GENDER, "camera", "woman"): 8,
    Cell(GENDER, "camera", "not_sure"): 4,
    Cell(GENDER, "said", "man"): 5,
    Cell(GENDER, "said", "unsaid"): 3,
    Cell(AGE, "camera", "18-34"): 8,
    Cell(AGE, "camera", "55+"): 4,
    Cell(AGE, "said", "35-54"): 5,
    Cell(AGE, "said", "unsaid"): 3,
    Cell(BOTH, "woman", "18-34"): 8,
    Cell(BOTH, "man", "35-54"): 5,
    Cell(BOTH, "not_sure", "55+"): 4,
    Cell(BOTH, "unsaid", "unsaid"): 3,
}


@pytest.mark.usefixtures("without_noise")
def test_each_visit_is_in_one_cell_of_each_table(connection: sqlite3.Connection) -> None:
    visits(connection, MIXED)
    blocks.close_day(connection, RULES, MONDAY)
    (block,) = closed(connection)
    found = {cell: number for cell, number in zip(CELLS, block.cells, strict=True) if number}
    assert found == OF_MIXED


def test_every_cell_is_kept_and_noise_is_in_all_of_them(connection: sqlite3.Connection) -> None:
    """250 blocks of the same visits: each cell is off in either direction, and right on average."""
    visits(connection, MIXED)
    connection.execute("DROP TRIGGER visit_released")
    for _ in range(250):
        blocks.close_day(connection, ReleaseRules(4.0), MONDAY)
        connection.execute("UPDATE visit SET block = NULL")
    assert (
        connection.execute(
            "SELECT count(*), count(DISTINCT cell) FROM block_cell GROUP BY block"
        ).fetchall()
        == [(len(CELLS), len(CELLS))] * 250
    )
    of_cells = zip(*(block.cells for block in closed(connection)), strict=True)
    for cell, numbers in zip(CELLS, of_cells, strict=True):
        off = [number - OF_MIXED.get(cell, 0) for number in numbers]
        assert min(off) < 0 < max(off), cell
        # The standard deviation of one is at most 1.4, and so that of their mean 0.09.
        assert abs(sum(off)) / len(off) < 0.5, cell


@pytest.mark.usefixtures("without_noise")
def test_the_order_of_rows_decides_nothing(tmp_path: Path) -> None:
    found: list[list[Block]] = []
    for turn in range(3):
        rows = [*MIXED, ("not_sure", "35-44", "camera")]
        random.Random(turn).shuffle(rows)
        with opened(tmp_path / f"{turn}.db") as connection:
            visits(connection, rows)
            blocks.close_day(connection, RULES, MONDAY)
            found.append(closed(connection))
    assert found[0] == found[1] == found[2] != []


def test_the_smallest_epsilon_that_was_promised_holds(connection: sqlite3.Connection) -> None:
    promise(connection, MONDAY, 0.5)
    promise(connection, TUESDAY, 3.0)
    some(connection, 19)
    some(connection, 1, TUESDAY)
    blocks.close_day(connection, RULES, TUESDAY)
    # Nobody of Monday waits any more.
    some(connection, 20, TUESDAY)
    blocks.close_day(connection, RULES, TUESDAY)
    some(connection, 20, TUESDAY)
    blocks.close_day(connection, ReleaseRules(4.0), TUESDAY)
    assert [block.epsilon for block in closed(connection)] == [0.5, 2.0, 3.0]


def test_a_release_is_drawn_with_the_epsilon_that_it_names(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[float] = []

    def drawing(_visits: object, epsilon: float) -> tuple[int, ...]:
        drawn.append(epsilon)
        return tuple(range(-9, len(CELLS) - 9))

    monkeypatch.setattr(blocks, "release", drawing)
    promise(connection, MONDAY, 0.7)
    some(connection, 20)
    blocks.close_day(connection, RULES, MONDAY)
    (block,) = closed(connection)
    assert drawn == [block.epsilon] == [0.7]
    # Below nought as they are, and in their order.
    assert block.cells == tuple(range(-9, len(CELLS) - 9))


def test_a_block_says_what_estimated_its_visits(connection: sqlite3.Connection) -> None:
    connection.executemany("INSERT INTO model VALUES (?, ?)", [(3, "older"), (4, "newer")])
    visits(connection, [("woman", "25-34", "camera")] * 10)
    connection.execute("UPDATE visit SET model = 3")
    visits(connection, [("woman", "25-34", "camera")] * 10)
    connection.execute("UPDATE visit SET model = 4 WHERE model IS NULL")
    blocks.close_day(connection, RULES, MONDAY)
    # What a visitor corrected was said.
    visits(connection, [("woman", "25-34", "corrected")] * 20, TUESDAY)
    connection.execute("UPDATE visit SET model = 4 WHERE model IS NULL")
    blocks.close_day(connection, RULES, TUESDAY)
    assert blocks.models_of(connection, MONDAY) == ("newer", "older")
    assert blocks.models_of(connection, TUESDAY) == ()
