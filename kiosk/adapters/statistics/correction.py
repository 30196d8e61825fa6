"""Takes the published error out of what was counted, as far as visitors may not have done so."""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from kiosk.adapters.statistics import gibbs, rogan_gladen, sampling
from kiosk.adapters.statistics.published import Published
from kiosk.adapters.statistics.sampling import Counts, Shares
from kiosk.domain.batches import mergings
from kiosk.domain.estimate import AgeBand
from kiosk.domain.statistics import FEWEST_TO_CORRECT, Corrected

_DRAWS: Final = 20_000
_CHAINS: Final = 400
"""Where very many were counted, the steps of a chain differ little: only chains tell apart."""
_DIGITS: Final = 4
"""More would say which dice were thrown, and differ from one machine to another."""

_GENDER, _AGE = range(2)
"""So that the same counts of both throw different dice."""

_YOUNGEST: Final = 14
_ADULT: Final = 18


class PublishedCorrection:
    """Corrects by a published confusion.

    Of visitors whom the camera took for what they are not, some correct it, and are no longer
    among those it counted. How many do is not known, so two samples are drawn: as if nobody did
    (all of the published error is still in the counts) and as if everybody did (none is). The
    interval reaches from the lower end of the one to the upper end of the other.
    """

    def __init__(self, published: Published) -> None:
        self._published = published

    @property
    def name(self) -> str:
        return f"published evaluation, n = {self._published.n:,}"

    def women(self, by_camera: tuple[int, int], as_said: tuple[int, int]) -> Corrected | None:
        """See ``application.correction``. None where naming is no better than chance, too."""
        measured = np.array(self._published.women_and_men())
        if _too_few(by_camera, as_said) or not _better_than_chance(measured):
            return None
        seen, said = np.array(by_camera), np.array(as_said)
        dice = np.random.default_rng([_GENDER, *by_camera, *as_said])
        found = sampling.between(*gender_samples(seen, said, measured, dice, _DRAWS))
        return _rounded(found)[0]

    def ages(
        self, by_camera: Mapping[str, int], as_said: Mapping[str, int]
    ) -> Mapping[str, Corrected] | None:
        """See ``application.correction``. None where no two bands can be told apart, too."""
        bands = self.recognised(_bands_of({*by_camera, *as_said}))
        by_camera, as_said = (_merged(counted, bands) for counted in (by_camera, as_said))
        if _too_few(by_camera.values(), as_said.values()) or len(bands) == 1:
            return None
        seen, said = (np.array(list(of.values())) for of in (by_camera, as_said))
        measured = np.array(self._published.wide(bands))
        dice = np.random.default_rng([_AGE, *by_camera.values(), *as_said.values()])
        found = sampling.between(*age_samples(seen, said, measured, dice, _CHAINS))
        return dict(zip(by_camera, _rounded(found), strict=True))

    def recognised(self, bands: tuple[AgeBand, ...]) -> tuple[AgeBand, ...]:
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
                return self.recognised((*bands[:first], both, *bands[first + 2 :]))
        return bands


def gender_samples(
    seen: Counts, said: Counts, measured: Counts, dice: np.random.Generator, draws: int
) -> tuple[Shares, Shares]:
    """Women and men: as if nobody had corrected a mistake, and as if everybody had."""
    labelled = sampling.sampled(seen, dice, draws)
    corrected = rogan_gladen.true_shares(labelled, measured, dice)
    return (
        sampling.with_said(corrected, seen, said, dice),
        sampling.with_said(labelled, seen, said, dice),
    )


def age_samples(
    seen: Counts, said: Counts, measured: Counts, dice: np.random.Generator, chains: int
) -> tuple[Shares, Shares]:
    """Bands of age: as if nobody had corrected a mistake, and as if everybody had."""
    corrected = gibbs.true_shares(seen, measured, dice, chains)
    labelled = sampling.sampled(seen, dice, len(corrected))
    return (
        sampling.with_said(corrected, seen, said, dice),
        sampling.with_said(labelled, seen, said, dice),
    )


def _bands_of(names: set[str]) -> tuple[AgeBand, ...]:
    """The bands that these names are of, as batches tell them apart or merge them.

    Raises ValueError if they are not of one minimum age.
    """
    for minimum_age in range(_ADULT, _YOUNGEST - 1, -1):
        for bands in mergings(minimum_age):
            if names <= {band.name for band in bands}:
                return bands
    raise ValueError(f"not the bands of one minimum age: {', '.join(sorted(names))}")


def _merged(counted: Mapping[str, int], bands: tuple[AgeBand, ...]) -> dict[str, int]:
    """Visits by band, where some of the bands that were counted may have become one."""
    merged = {band.name: 0 for band in bands}
    for name, visits in counted.items():
        first = int(name.partition("-")[0].rstrip("+"))
        merged[next(band.name for band in bands if band.holds(first))] += visits
    return merged


def _too_few(seen: Iterable[int], said: Iterable[int]) -> bool:
    by_camera = sum(seen)
    return by_camera == 0 or by_camera + sum(said) < FEWEST_TO_CORRECT


def _better_than_chance(measured: Counts) -> bool:
    """True if both genders are named right more often than wrong."""
    return bool((np.diagonal(measured) * 2 > measured.sum(axis=1)).all())


def _rounded(found: tuple[Shares, Shares, Shares]) -> list[Corrected]:
    """Each kind's value, low and high, which rounding leaves in that order."""
    return [
        Corrected(*(round(float(number), _DIGITS) for number in of))
        for of in zip(*found, strict=True)
    ]
