"""Shops in which everybody told it themselves, and some would rather not say their age.

    python -m tests.simulations.said_ages

prints how far shares of ages are off, and how often their intervals hold, as decision 44 has it.
Whether somebody says their age does not depend on it; the true share is of those who do.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Final

import numpy as np

from kiosk.application.figures_of_ages import ages_of
from kiosk.domain.batch_sums import alike
from kiosk.domain.batches import Batch, Source, release, size_after
from kiosk.domain.estimate import AgeBand, Answer, Gender

K: Final = 5
SHOPS: Final = 200
MINIMUM_AGE: Final = 14

BANDS: Final = (AgeBand(14, 17), AgeBand(18, 34), AgeBand(35, 54), AgeBand(55, None))
OF_BAND: Final = (0.05, 0.42, 0.38, 0.15)
_DAY: Final = date(2026, 1, 1)


@dataclass(frozen=True)
class Found:
    """Of the share of the oldest: how far it is off on average, how often held, how wide;
    and how often the intervals of all bands hold.
    """

    off: float
    held: float
    width: float
    all_held: float
    left_out: float


def closed(visits: int, unsaid: float, dice: np.random.Generator) -> list[Batch]:
    """The batches of one shop, each as large as the one before it settled."""
    found: list[Batch] = []
    left = visits
    while left >= (size := size_after(found[-1] if found else None, K)):
        genders = dice.choice(2, size, p=(0.55, 0.45))
        ages = dice.choice(5, size, p=(*((1 - unsaid) * np.array(OF_BAND)), unsaid))
        answers = Counter(
            Answer((Gender.WOMAN, Gender.MAN)[gender], BANDS[age] if age < len(BANDS) else None)
            for gender, age in zip(genders, ages, strict=True)
        )
        given = release(answers, Source.SAID, K, MINIMUM_AGE)
        found.append(Batch(Source.SAID, _DAY, _DAY, given.form, size, given.cells))
        left -= size
    return found


def of_shops(visits: int, unsaid: float, dice: np.random.Generator, shops: int = SHOPS) -> Found:
    """So many shops of this kind."""
    off: list[float] = []
    held: list[bool] = []
    widths: list[float] = []
    every: list[bool] = []
    counted: list[float] = []
    for _ in range(shops):
        batches = closed(visits, unsaid, dice)
        found = ages_of(alike(batches, K), MINIMUM_AGE, None)
        counted.append(found.as_said.count / found.as_said.of)
        for name, share in found.bands.items():
            if share.value is None or share.low is None or share.high is None:
                continue
            true = _true(name)
            every.append(share.low <= true <= share.high)
            if name == list(found.bands)[-1]:
                off.append(share.value - true)
                held.append(every[-1])
                widths.append(share.high - share.low)
    return Found(
        float(np.mean(off)),
        float(np.mean(held)),
        float(np.mean(widths)),
        float(np.mean(every)),
        1 - float(np.mean(counted)),
    )


def _true(name: str) -> float:
    first, _, last = name.rstrip("+").partition("-")
    return sum(
        part
        for band, part in zip(BANDS, OF_BAND, strict=True)
        if band.first >= int(first) and (not last or (band.last or 999) <= int(last))
    )


def main() -> int:
    """Print the table as Markdown; exit code 0."""
    dice = np.random.default_rng(44)
    print("| unsaid | visits | off by | held | all held | width | in no share |")
    for unsaid, visits in product((0.01, 0.03, 0.08), (300, 1000, 5000)):
        found = of_shops(visits, unsaid, dice)
        print(
            f"| {unsaid:.0%} | {visits:,} | {found.off:+.1%} | {found.held:.0%} "
            f"| {found.all_held:.0%} | {found.width:.1%} | {found.left_out:.0%} |"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
