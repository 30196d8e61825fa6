"""A published confusion as rates and their inverse, for taking the known error out of shares."""

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.statistics.published import Published
from kiosk.domain.blocks import ages_from, bands_from
from kiosk.domain.estimate import AgeBand
from kiosk.domain.shares import Labels

_JEFFREYS: Final = 0.5
"""Added to every count: so that none of 20 is not taken for never."""


class PublishedCorrection:
    """Implements ``application.correction.Correction`` by a published confusion."""

    def __init__(self, published: Published) -> None:
        self._published = published
        self._groups = cache(self._groups_from)
        self._ages = cache(self._ages_from)

    @property
    def name(self) -> str:
        return f"published evaluation, n = {self._published.n:,}"

    def genders(self) -> Labels | None:
        """See ``application.correction``."""
        measured = self._published.women_and_men()
        right = sum(measured[kind][kind] / sum(measured[kind]) for kind in (0, 1))
        return labels(measured) if right > 1 else None

    def groups(self, minimum_age: int) -> tuple[tuple[str, ...], ...]:
        """See ``application.correction``."""
        return self._groups(minimum_age)

    def ages(self, minimum_age: int) -> Labels | None:
        """See ``application.correction``."""
        return self._ages(minimum_age)

    def _groups_from(self, minimum_age: int) -> tuple[tuple[str, ...], ...]:
        names = bands_from(minimum_age)
        bands = ages_from(minimum_age)
        return tuple(
            tuple(name for name, band in zip(names, bands, strict=True) if group.holds(band.first))
            for group in self._recognised(bands)
        )

    def _ages_from(self, minimum_age: int) -> Labels | None:
        groups = self._recognised(ages_from(minimum_age))
        return labels(self._published.wide(groups)) if len(groups) > 1 else None

    def _recognised(self, bands: tuple[AgeBand, ...]) -> tuple[AgeBand, ...]:
        """The bands, merged until of each at least half the people are estimated in it.

        A band below that is guessed from those who were put elsewhere: the guess errs several
        times more than the count as it is.
        """
        for place, row in enumerate(self._published.wide(bands)):
            if 2 * row[place] < sum(row) or not sum(row):
                before, after = sum(row[:place]), sum(row[place + 1 :])
                first = place - 1 if place and before >= after else place
                first = min(first, len(bands) - 2)
                if first < 0:
                    return bands
                both = AgeBand(bands[first].first, bands[first + 1].last)
                return self._recognised((*bands[:first], both, *bands[first + 2 :]))
        return bands


def labels(measured: Sequence[Sequence[int]]) -> Labels:
    """How kinds are named, from counts: people by true kind (rows) and by what they were named."""
    counts = np.array(measured, dtype=float) + _JEFFREYS
    people = counts.sum(axis=1)
    rates = counts / people[:, None]
    return Labels(_rows(rates), _rows(np.linalg.inv(rates)), tuple(people.tolist()))


def _rows(matrix: NDArray[np.float64]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in matrix.tolist())
