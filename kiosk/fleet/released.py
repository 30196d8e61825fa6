"""Sums of batches, as an engine gives them: the figures of genders and ages of each line."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from typing import Final

from kiosk.application.correction import Correction
from kiosk.application.figures import AgeFigures, GenderFigures
from kiosk.application.figures_of_ages import ages_of
from kiosk.application.figures_released import genders_of
from kiosk.domain.batch_sums import Alike
from kiosk.domain.batches import Form, Source
from kiosk.domain.statistics import Share
from kiosk.fleet.engines import Row
from kiosk.fleet.keys import key_of
from kiosk.fleet.lake import cells_of
from kiosk.fleet.questions import NUMBERS, lies

_YOUNGEST: Final = 14
"""Where there are no batches, any age will do."""


class Sums:
    """Rows of ``questions.of_batches``, by the lines ``by``."""

    def __init__(self, rows: Iterable[Row], by: Sequence[str]) -> None:
        self._rows = list(rows)
        self._by = by

    def lying(self, where: int) -> "Sums":
        """Those that lie there: OF_PERIOD, OF_BEFORE or REACHING_OUT."""
        return Sums((row for row in self._rows if lies(row) == where), self._by)

    def by_line(self) -> dict[tuple[str, ...], "Sums"]:
        """Those of each line, by its key."""
        found: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in self._rows:
            found[tuple(key_of(name, row[f"by_{name}"]) for name in self._by)].append(row)
        return {key: Sums(rows, self._by) for key, rows in found.items()}

    @property
    def visits(self) -> int:
        return sum(row["visits"] for row in self._rows)

    @property
    def ks(self) -> set[int]:
        """Every k that any of them was drawn with."""
        return {row["k"] for row in self._rows}

    def genders(self, opt_in: Share, correction: Correction | None = None) -> GenderFigures:
        return genders_of(self._alike, opt_in, correction, max(self.ks, default=1))

    def ages(self, correction: Correction | None = None) -> AgeFigures:
        """By the bands of the kiosks that ask the youngest."""
        youngest = min((row["minimum_age"] for row in self._rows), default=_YOUNGEST)
        return ages_of(self._alike, youngest, correction)

    @cached_property
    def _alike(self) -> list[Alike]:
        """Those of all lines that are alike are one."""
        kinds: defaultdict[_Kind, list[int]] = defaultdict(lambda: [0] * len(NUMBERS))
        for row in self._rows:
            numbers = kinds[row["source"], row["form"], row["shape"], row["k"], row["sure"]]
            for place, name in enumerate(NUMBERS):
                numbers[place] += row[name]
        found: list[Alike] = []
        for (source, form, shape, k, sure), (number, visits, *cells) in sorted(kinds.items()):
            names = _names(shape)
            # What comes after the last cell of this shape is 0.
            of_shape = tuple(cells[: len(names)])
            found.append(
                Alike(Source(source), Form(form), names, k, sure, number, visits, of_shape)
            )
        return found


_Kind = tuple[str, str, str, int, bool]


@cache
def _names(shape: str) -> tuple[tuple[str, str], ...]:
    return tuple(cells_of(shape))
