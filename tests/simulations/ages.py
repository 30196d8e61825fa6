"""Shops made up by the hundred, and cameras whose reading of an age errs by so many years.

    python -m tests.simulations.ages

prints the table of decision 27 that is about ages.
"""

import math
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from kiosk.adapters.statistics import sampling
from kiosk.adapters.statistics.correction import PublishedCorrection, age_samples
from kiosk.adapters.statistics.published import published
from kiosk.domain.batches import wide_bands
from tests.benchmarks.confusion import MODEL
from tests.simulations.coverage import REACH, held

Counts = NDArray[np.int64]
Shares = NDArray[np.floating]

CASES: Final = 120
CHAINS: Final = 40

FOUR: Final = (0, 18, 35, 55, 120)
SEVEN: Final = (0, 18, 25, 35, 45, 55, 65, 120)

_MODELS: Final = Path(__file__).parents[2] / "assets" / "models"


@dataclass(frozen=True)
class Camera:
    """``mix`` is who comes, by true band; ``taken`` how often who is of one is taken for which."""

    mix: Shares
    taken: Shares


def reader(edges: tuple[int, ...], years_off: float) -> Camera:
    """A camera that errs by so many years in the mean, evenly to both sides, in a made-up shop.

    Its visitors are around 34, and some around 63.
    """
    ages = np.arange(9, 90)
    came = np.exp(-0.5 * ((ages - 34) / 14) ** 2)
    came = came + 0.15 * (ages > 50) * np.exp(-0.5 * ((ages - 63) / 8) ** 2)
    spread = years_off / math.sqrt(2 / math.pi)
    ends = norm.cdf((np.array(edges)[None, :] - ages[:, None]) / spread)
    ends[:, 0], ends[:, -1] = 0, 1
    of_age = np.diff(ends, axis=1)
    band = np.searchsorted(edges, ages, side="right") - 1
    mix = np.bincount(band, came)
    taken = np.array([came[band == one] @ of_age[band == one] for one in range(len(mix))])
    return Camera(mix / mix.sum(), taken / mix[:, None])


def shipped(mix: tuple[float, ...], *, merged: bool) -> tuple[Camera, Counts]:
    """The shipped model as it was measured, and how many people of each band that was.

    ``mix`` is of the four bands; ``merged`` as the product merges them.
    """
    found = published(_MODELS, MODEL)
    assert found is not None
    four = wide_bands(14)
    bands = PublishedCorrection(found).recognised(four) if merged else four
    shares = [
        sum(part for part, one in zip(mix, four, strict=True) if band.holds(one.first))
        for band in bands
    ]
    measured = np.array(found.wide(bands))
    people = measured.sum(axis=1)
    return Camera(np.array(shares), measured / people[:, None]), people


@dataclass(frozen=True)
class Found:
    """By case: means of the corrected shares and their ends, with and without the other end."""

    raw: Shares
    mean: Shares
    low: Shares
    high: Shares
    shown: tuple[Shares, Shares, Shares]


def looked_at(
    camera: Camera,
    visits: int,
    people: Counts,
    dice: np.random.Generator,
    corrected: float = 0.0,
    chains: int = CHAINS,
) -> Found:
    """Shops with so many visits; the camera was measured on so many ``people`` of each band.

    ``corrected`` of the mistaken say so, whatever they were taken for.
    """
    bands = len(camera.mix)
    came = dice.multinomial(visits, camera.mix, CASES)
    taken = dice.multinomial(came, camera.taken)
    wrong = taken * ~np.eye(bands, dtype=bool)
    said_so = dice.binomial(wrong, corrected)
    kept, said = (taken - said_so).sum(axis=1), said_so.sum(axis=2)
    measured = dice.multinomial(np.broadcast_to(people, (CASES, bands)), camera.taken)
    every, none = age_samples(kept, said, measured, dice, chains)
    low, high = np.quantile(every, REACH, axis=0)
    raw = (kept + said) / visits
    return Found(raw, every.mean(axis=0), low, high, sampling.between(every, none))


def rmse(found: Shares, truth: Shares) -> float:
    """How far off, in the root of the mean square over cases and bands."""
    return float(np.sqrt(((found - truth) ** 2).mean()))


def main() -> int:
    """Print the table as Markdown; exit code 0."""
    dice = np.random.default_rng(27)
    print("| bands | youngest | n | correct it | raw | all taken out | shown | errs: raw | out |")
    mixes = ((0.02, 0.6, 0.3, 0.08), (0.15, 0.35, 0.3, 0.2))
    for merged, mix, visits in product((False, True), mixes, (100, 1000, 15_000)):
        camera, people = shipped(mix, merged=merged)
        for corrected in (0.0, 0.3, 0.6, 0.9) if merged else (0.0,):
            found = looked_at(camera, visits, people, dice, corrected)
            truth = camera.mix
            _, low, high = found.shown
            print(
                f"| {len(truth)} | {mix[0]:.0%} | {visits:,} | {corrected:.0%} |"
                f" {_raw(found, visits, truth):.0%} | {held(found.low, found.high, truth):.0%} |"
                f" {held(low, high, truth):.0%}, ±{(high - low).mean() / 2:.1%} |"
                f" {rmse(found.raw[:, 0], truth[0]):.3f} | {rmse(found.mean[:, 0], truth[0]):.3f} |"
            )
    return 0


def _raw(found: Found, visits: int, truth: Shares) -> float:
    """Coverage of Wilson's intervals of the shares as counted."""
    from kiosk.domain.statistics import wilson

    ends = [[wilson(round(share * visits), visits) for share in case] for case in found.raw]
    low, high = np.moveaxis(np.array(ends), -1, 0)
    return held(low, high, truth)


if __name__ == "__main__":
    raise SystemExit(main())
