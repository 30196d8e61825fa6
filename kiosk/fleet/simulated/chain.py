"""The shops of an invented chain: where they are, when they are open, how many come and say yes."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.blocks import DEFAULT_EPSILON
from kiosk.fleet.kiosk_list import Listed
from kiosk.fleet.simulated.answers import CLASSES

Numbers = NDArray[np.int64]
Rates = NDArray[np.float64]

REGIONS: Final = (
    "Central",
    "Coast",
    "East",
    "Highlands",
    "Islands",
    "Lakes",
    "North",
    "Plains",
    "South",
    "West",
)

HOURS: Final = 13
"""No shop is open for longer; the shortest day has ten."""

_LARGEST_STORE: Final = 4

_SMALLER_EPSILON: Final = 1.0
"""What one region has set, for the sums of both have to be right."""

_WEEKDAYS: Final = (0.86, 0.84, 0.88, 0.92, 1.02, 1.42, 1.22)
_MONTHS: Final = (0.90, 0.86, 1.02, 1.05, 1.08, 0.98, 0.92, 0.92, 1.08, 1.12, 1.04, 1.13)
_SATURDAY: Final = 5

_OF_NO: Final = 0.63
"""Of those who do not say yes so many decline; the others walk away."""

BY_CAMERA: Final = 0.8
"""Of those who say yes so many let the camera look; the others tell it themselves."""

_HAS_DOOR: Final = 0.6
_OPENS_LATER: Final = 0.05
_FILE_IS_MISSING: Final = 0.002
_BREAKS_DOWN: Final = 0.04


@dataclass(frozen=True)
class Chain:
    """Everything that is the same on all days; an array has a row for each kiosk, or region.

    ``expected`` is how many are asked on an average day. ``women`` and ``classes`` are of regions:
    the true share of each class of ``answers.CLASSES`` among those who are counted. ``starts`` is
    the kiosk's first day, ``breaks`` and ``mended`` the days between which it stands still; all
    three count from the chain's first day.
    """

    names: tuple[str, ...]
    stores: tuple[str, ...]
    region: Numbers
    epsilon: Rates
    opens: Numbers
    open_for: Numbers
    expected: Rates
    opt_in: Rates
    has_door: NDArray[np.bool_]
    starts: Numbers
    breaks: Numbers
    mended: Numbers
    classes: Rates

    @property
    def kiosks(self) -> int:
        return len(self.names)

    @property
    def listed(self) -> list[Listed]:
        """As the list of kiosks has them."""
        return [
            Listed(name, store, REGIONS[region])
            for name, store, region in zip(
                self.names, self.stores, self.region.tolist(), strict=True
            )
        ]

    def runs(self, number: int, dice: np.random.Generator) -> NDArray[np.bool_]:
        """Which kiosks write a file of the chain's day of this number, 0 being its first."""
        stands = (self.breaks <= number) & (number < self.mended)
        return (number >= self.starts) & ~stands & (dice.random(self.kiosks) >= _FILE_IS_MISSING)

    def asked(self, day: date, dice: np.random.Generator) -> Numbers:
        """Kiosk by open hour: how many are asked. Nobody on New Year's Day."""
        through_day = np.minimum((np.arange(HOURS) + 0.5) / self.open_for[:, None], 1.0)
        if day.weekday() >= _SATURDAY:
            weights = 0.4 + np.sin(np.pi * through_day)
        else:
            weights = 0.5 + through_day
        weights[np.arange(HOURS) >= self.open_for[:, None]] = 0
        weights /= weights.sum(axis=1, keepdims=True)
        season = _WEEKDAYS[day.weekday()] * _MONTHS[day.month - 1]
        weather = np.exp(0.1 * dice.standard_normal(len(REGIONS)))[self.region]
        if (day.month, day.day) == (1, 1):
            season = 0
        return dice.poisson(weights * (self.expected * season * weather)[:, None])

    def said(self) -> Rates:
        """Kiosk by what comes of an ask: agreed, told, declined, walked away; adds up to 1."""
        yes, no = self.opt_in, 1 - self.opt_in
        return np.stack(
            [yes * BY_CAMERA, yes * (1 - BY_CAMERA), no * _OF_NO, no * (1 - _OF_NO)], axis=1
        )


def chain(kiosks: int, days: int, seed: int) -> Chain:
    """So many kiosks in stores of one to four, the stores in turn in each of the regions."""
    dice = np.random.default_rng([seed, kiosks])
    store_of = _stores(kiosks, dice)
    stores = int(store_of[-1]) + 1 if kiosks else 0
    region = np.arange(stores) % len(REGIONS)
    of_store = 70 * np.exp(0.5 * dice.standard_normal(stores))
    opens, open_for = dice.integers(8, 11, stores), dice.integers(10, HOURS + 1, stores)
    breaks = np.where(dice.random(kiosks) < _BREAKS_DOWN, dice.integers(0, days, kiosks), days)
    late = dice.random(kiosks) < _OPENS_LATER
    return Chain(
        tuple(f"k{number:05}" for number in range(kiosks)),
        tuple(f"Store {number + 1:04}" for number in store_of.tolist()),
        region[store_of],
        np.where(region[store_of] == len(REGIONS) - 1, _SMALLER_EPSILON, DEFAULT_EPSILON),
        opens[store_of],
        open_for[store_of],
        of_store[store_of] * np.exp(0.3 * dice.standard_normal(kiosks)),
        dice.beta(16, 24, kiosks),
        dice.random(kiosks) < _HAS_DOOR,
        np.where(late, dice.integers(0, days, kiosks), 0),
        breaks,
        breaks + dice.integers(2, 15, kiosks),
        _classes(dice),
    )


def _stores(kiosks: int, dice: np.random.Generator) -> Numbers:
    """The number of each kiosk's store, rising."""
    sizes = dice.integers(1, _LARGEST_STORE + 1, kiosks)
    return np.repeat(np.arange(kiosks), sizes)[:kiosks]


def _classes(dice: np.random.Generator) -> Rates:
    """Region by class: the true shares, different enough for a report to tell them apart."""
    women = np.linspace(0.42, 0.68, len(REGIONS))[dice.permutation(len(REGIONS))]
    bands = dice.dirichlet([6, 42, 40, 16], len(REGIONS))
    shares: Any = np.stack([women, 1 - women], axis=1)[:, :, None] * bands[:, None, :]
    return shares.reshape(len(REGIONS), len(CLASSES))
