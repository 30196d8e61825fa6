"""Sums of blocks as an engine gives them, and what is said of gender and age from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.application.correction import Correction
from kiosk.application.figures import AgeFigures, GenderFigures
from kiosk.application.figures_released import ages_of, genders_of, women_of
from kiosk.domain.block_sums import BlockSum
from kiosk.domain.blocks import CELLS, Table
from kiosk.domain.shares import Estimate
from kiosk.domain.statistics import Share
from kiosk.fleet.engines import Row
from kiosk.fleet.lake import VARIANCES

_YOUNGEST: Final = 14
"""Where there are no days, any age will do."""


@dataclass(frozen=True)
class Asked:
    """What the files of some kiosks' days say of whom they asked, and what estimated them.

    ``minimum_age`` is the least of them; ``model`` the one model of all their blocks, None where
    there are several or none.
    """

    minimum_age: int
    model: str | None

    @staticmethod
    def of(row: Row) -> "Asked":
        """From the sums of days, as ``questions`` has them."""
        low, high = row["models_low"], row["models_high"]
        return Asked(row["minimum_age"] or _YOUNGEST, low if low == high else None)


class Saying:
    """Says gender and age of sums; with the known error of those models that it knows taken out.

    Corrections are by the model that they are of, as the kiosks' files name it.
    """

    def __init__(self, corrections: Mapping[str, Correction]) -> None:
        self._corrections = corrections

    def genders(self, released: BlockSum, opt_in: Share, asked: Asked) -> GenderFigures:
        return genders_of(released, opt_in, self._correction(asked))

    def ages(self, released: BlockSum, asked: Asked) -> AgeFigures:
        """By the bands of the kiosks that ask the youngest."""
        return ages_of(released, asked.minimum_age, self._correction(asked))

    def women(
        self, sides: Mapping[bool, BlockSum], asked: Mapping[bool, Asked]
    ) -> dict[bool, Estimate | None]:
        """Of two times that are compared: corrected in both, or in neither."""
        corrections = {side: self._correction(asked[side]) for side in sides}
        if None in corrections.values():
            corrections = dict.fromkeys(sides)
        return {side: women_of(released, corrections[side]) for side, released in sides.items()}

    def _correction(self, asked: Asked) -> Correction | None:
        return None if asked.model is None else self._corrections.get(asked.model)


def block_sum(rows: Iterable[Row]) -> BlockSum:
    """Rows of ``questions.of_blocks`` as one sum; a cell that was not asked for is 0."""
    found = [row for row in rows if row["blocks"]]
    if not found:
        return BlockSum()
    return BlockSum(
        sum(row["blocks"] for row in found),
        sum(row["visits"] for row in found),
        tuple(sum(row.get(cell.name, 0) for row in found) for cell in CELLS),
        {table: sum(row.get(VARIANCES[table], 0) for row in found) for table in Table},
        min(row["first_day"] for row in found),
        max(row["epsilon"] for row in found),
    )
