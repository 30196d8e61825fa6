"""Blocks added up: the only way in which anything is said of more than one of them."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kiosk.domain.blocks import CELLS, Block, Cell, Table, epsilon_of
from kiosk.domain.noise import micro_variance
from kiosk.domain.statistics import Z

_MICRO: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Total:
    """A released number, or a sum of such: noise is in it, so that it may be under nought.

    ``micro_variance`` is the variance of its noise in millionths.
    """

    number: int = 0
    micro_variance: int = 0

    def __add__(self, other: "Total") -> "Total":
        return Total(self.number + other.number, self.micro_variance + other.micro_variance)

    @property
    def variance(self) -> float:
        return self.micro_variance / _MICRO

    @property
    def noise_sd(self) -> float:
        """The standard deviation of its noise, in visits, to two digits."""
        return round(math.sqrt(self.variance), 2)

    @property
    def low(self) -> int:
        """The number without its noise is, 95 times in 100, not under this, nor over ``high``."""
        return max(0, self.number - self._reach)

    @property
    def high(self) -> int:
        return max(0, self.number + self._reach)

    @property
    def _reach(self) -> int:
        return math.ceil(Z * math.sqrt(self.variance))


NOTHING: Final = Total()


@dataclass(frozen=True, slots=True)
class BlockSum:
    """So many blocks added up. ``cells`` are in the order of CELLS.

    ``micro_variances`` is, by table, the variance of the noise of one of its cells, in millionths.
    ``first_day`` is that of the oldest visit, ``epsilon`` the largest that any of the blocks was
    released with; both None where there is no block.
    """

    blocks: int = 0
    visits: int = 0
    cells: tuple[int, ...] = (0,) * len(CELLS)
    micro_variances: Mapping[Table, int] = field(default_factory=lambda: dict.fromkeys(Table, 0))
    first_day: date | None = None
    epsilon: float | None = None

    def of(self, table: Table, *, rows: Iterable[str] | None = None, column: str) -> Total:
        """One column of a table, over these of its rows; over all of them if none are named."""
        wanted = None if rows is None else set(rows)
        places = [
            place
            for place, cell in enumerate(CELLS)
            if cell.table is table
            and cell.column == column
            and (wanted is None or cell.row in wanted)
        ]
        return Total(
            sum(self.cells[place] for place in places),
            len(places) * self.micro_variances[table],
        )

    def cell(self, cell: Cell) -> Total:
        return self.of(cell.table, rows=(cell.row,), column=cell.column)


def add_up(blocks: Iterable[Block]) -> BlockSum:
    """The sum of blocks; their variances add up as well, for each was given noise of its own."""
    found = tuple(blocks)
    if not found:
        return BlockSum()
    variances = {
        table: sum(micro_variance(epsilon_of(table, block.epsilon)) for block in found)
        for table in Table
    }
    return BlockSum(
        len(found),
        sum(block.visits for block in found),
        tuple(map(sum, zip(*(block.cells for block in found), strict=True))),
        variances,
        min(block.first_day for block in found),
        max(block.epsilon for block in found),
    )
