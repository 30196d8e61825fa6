"""Shops made up a thousand at a time: who came, what was named, and what visitors corrected.

    python -m tests.simulations.genders

prints the tables of decisions 27 and 28 that are about genders.
"""

from dataclasses import dataclass, replace
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.statistics import rogan_gladen, sampling
from kiosk.adapters.statistics.correction import gender_samples
from kiosk.domain.confusion import Answered, errs_more
from tests.simulations.coverage import REACH, held

Counts = NDArray[np.int64]
Shares = NDArray[np.floating]

CASES: Final = 1000
DRAWS: Final = 800


@dataclass(frozen=True)
class Shop:
    """``women`` is the true share, ``wrong`` how often either gender is mistaken here.

    ``published`` is how often it was where the model was measured, on ``measured`` people of
    either gender; ``corrected`` the share of the mistaken who say so, and nobody else does. Men do
    as women do, unless ``men_correct`` says otherwise.
    """

    women: float
    visits: int
    wrong: float = 0.07
    published: float = 0.07
    measured: int = 200
    corrected: float = 0.0
    men_correct: float | None = None

    @property
    def correct_it(self) -> tuple[float, float]:
        """Of women and men who were mistaken, how many say so."""
        return self.corrected, self.corrected if self.men_correct is None else self.men_correct


@dataclass(frozen=True)
class Seen:
    """By case: kept as named; corrected, by what they said; and the measurement of the model."""

    kept: Counts
    said: Counts
    measured: Counts


def seen(shop: Shop, dice: np.random.Generator, cases: int = CASES) -> Seen:
    """So many shops of this kind, each measured anew."""
    women = dice.binomial(shop.visits, shop.women, cases)
    came = np.stack([women, shop.visits - women], axis=-1)
    mistaken = dice.binomial(came, shop.wrong)
    said = dice.binomial(mistaken, shop.correct_it)
    wrong = dice.binomial(shop.measured, shop.published, (cases, 2))
    table = np.empty((cases, 2, 2), np.int64)
    for gender in (0, 1):
        table[:, gender, gender] = shop.measured - wrong[:, gender]
        table[:, gender, 1 - gender] = wrong[:, gender]
    # Whoever is mistaken and silent is kept as the other gender.
    kept = came - mistaken + (mistaken - said)[:, ::-1]
    return Seen(kept, said, table)


def ends(samples: Shares) -> tuple[Shares, Shares]:
    """The interval of the share of women in each case."""
    low, high = np.quantile(samples[..., 0], REACH, axis=0)
    return low, high


def taken_out(shop: Shop, dice: np.random.Generator, cases: int = CASES) -> float:
    """Coverage where all of the published error is taken out."""
    found = seen(shop, dice, cases)
    every, _ = gender_samples(found.kept, found.said, found.measured, dice, DRAWS)
    return held(*ends(every), shop.women)


def between(shop: Shop, dice: np.random.Generator, cases: int = CASES) -> tuple[float, float]:
    """Coverage of what the product shows, and the mean width of its interval."""
    found = seen(shop, dice, cases)
    samples = gender_samples(found.kept, found.said, found.measured, dice, DRAWS)
    _, low, high = sampling.between(*samples)
    return held(low[:, 0], high[:, 0], shop.women), float((high - low)[:, 0].mean())


def own(shop: Shop, of: int, dice: np.random.Generator) -> Counts:
    """The shop's own table, by what visitors said at last and what was named, of so many visits.

    Whoever kept a mistake counts as having confirmed it: nobody can tell them apart.
    """
    found = seen(replace(shop, visits=of), dice)
    table = np.empty((CASES, 2, 2), np.int64)
    for gender in (0, 1):
        table[:, gender, gender] = found.kept[:, gender]
        table[:, gender, 1 - gender] = found.said[:, gender]
    return table


def by_own(shop: Shop, of: int, dice: np.random.Generator) -> dict[str, float]:
    """Coverage of each way to use the shop's own table.

    ``confirmed``: it stands for the model's. ``less``: what visitors corrected is taken off the
    published error. ``more``: the larger error of both, at the end where nobody corrects.
    ``none``: the published one between both ends, as it is shown.
    """
    found, table = seen(shop, dice), own(shop, of, dice)
    published = sampling.sampled(found.measured, dice, DRAWS)
    here = sampling.sampled(table, dice, DRAWS)
    labelled = sampling.sampled(found.kept, dice, DRAWS)
    wrong, corrected = _wrong(published), _wrong(here)
    left = np.clip(wrong - corrected, 0, 1) / (1 - corrected)
    ways = {
        "confirmed": corrected,
        "less": left,
        "more": np.maximum(wrong, corrected),
        "none": wrong,
    }
    coverage: dict[str, float] = {}
    every = sampling.with_said(labelled, found.kept, found.said, dice)
    for name, errors in ways.items():
        women = rogan_gladen.women_behind(labelled, 1 - errors)
        samples = sampling.with_said(women, found.kept, found.said, dice)
        low, high = ends(samples)
        if name in ("more", "none"):
            _, lows, highs = sampling.between(samples, every)
            low, high = lows[:, 0], highs[:, 0]
        coverage[name] = held(low, high, shop.women)
    return coverage


def told_to_err_more(shop: Shop, of: int, k: int, dice: np.random.Generator) -> float:
    """How often staff of such shops are told, after so many visits, that it errs more there."""
    found, table = seen(shop, dice), own(shop, of, dice)
    told = 0
    for case in range(CASES):
        wrong = found.measured[case].min(axis=-1)
        corrected = table[case].sum() - np.trace(table[case])
        here = Answered(int(table[case].sum()), int(corrected))
        told += errs_more(here, Answered(shop.measured, int(wrong.max())), k)
    return told / CASES


def _wrong(table: Shares) -> Shares:
    """How often women, and men, are taken for the other, of tables of shares by true gender."""
    return np.stack([table[..., 0, 1], table[..., 1, 0]], axis=-1)


_CORRECT: Final = (0.0, 0.3, 0.6, 0.9)
_OWN_MONTHS: Final = 2000
"""Visits in the shop's own table: about two months of thirty a day that answered."""

_K: Final = 5


def main() -> int:
    """Print the tables as Markdown; exit code 0."""
    dice = np.random.default_rng(27)
    print("| women | n | " + " | ".join(f"{share:.0%} correct it" for share in _CORRECT) + " |")
    for women, visits in product((0.5, 0.7, 0.9), (100, 1000, 15_000)):
        cells = [_three_ways(Shop(women, visits, 0.03, 0.03, 520, c), dice) for c in _CORRECT]
        print(f"| {women:.0%} | {visits:,} | {' | '.join(cells)} |")
    print("| women | n | of mistaken women 90% correct it, of men 30% | all women, no men |")
    for women, visits in product((0.5, 0.7, 0.9), (1000, 15_000)):
        cells = [
            f"{between(Shop(women, visits, 0.03, 0.03, 520, *unlike), dice)[0]:.0%}"
            for unlike in ((0.9, 0.3), (1.0, 0.0))
        ]
        print(f"| {women:.0%} | {visits:,} | {' | '.join(cells)} |")
    print("| wrong here | correct it | women | n | confirmed | less | none | more |")
    for wrong, corrected in product((0.03, 0.06, 0.1), _CORRECT[1:]):
        for women, visits in ((0.7, 1000), (0.9, 1000), (0.9, 15_000)):
            shop = Shop(women, visits, wrong, 0.03, 520, corrected)
            found = by_own(shop, _OWN_MONTHS, dice)
            cells = [f"{found[way]:.0%}" for way in ("confirmed", "less", "none", "more")]
            print(f"| {wrong:.0%} | {corrected:.0%} | {women:.0%} | {visits:,} |", end=" ")
            print(f"{' | '.join(cells)} |")
    print("| wrong here | correct it | told so |")
    for wrong, corrected in ((0.03, 1.0), (0.06, 0.6), (0.06, 0.9), (0.1, 0.6), (0.1, 0.9)):
        shop = Shop(0.7, _OWN_MONTHS, wrong, 0.03, 520, corrected)
        told = told_to_err_more(shop, _OWN_MONTHS, _K, dice)
        print(f"| {wrong:.0%} | {corrected:.0%} | {told:.0%} |")
    return 0


def _three_ways(shop: Shop, dice: np.random.Generator) -> str:
    covered, width = between(shop, dice)
    ways = (held(*ends(_as_named(shop, dice)), shop.women), taken_out(shop, dice), covered)
    return f"{' / '.join(f'{way:.0%}' for way in ways)}, ±{width / 2:.1%}"


def _as_named(shop: Shop, dice: np.random.Generator) -> Shares:
    found = seen(shop, dice)
    _, labelled = gender_samples(found.kept, found.said, found.measured, dice, DRAWS)
    return labelled


if __name__ == "__main__":
    raise SystemExit(main())
