"""How often the ranges of shares hold the true ones: the table of docs/figures.md.

    python -m tests.simulations.coverage [--write] [--periods 4000]

prints it; ``--write`` puts it into the manual. The same seed gives the same numbers.
"""

import argparse
import os
import platform
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Final

import numpy as np

from tests.simulations.shops import Coverage, Kind, Periods, ages, coverage, genders, periods

SAID: Final = 0.95
"""What every interval here says of itself."""

SEED: Final = 54
PERIODS: Final = 4000
A_DAY: Final = (15, 40, 84, 300, 600)
DAYS: Final = (1, 7, 28)
WOMEN: Final = (0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95)
MIXES: Final = (
    (0.62, 0.30, 0.08),
    (0.34, 0.33, 0.33),
    (0.90, 0.05, 0.05),
    (0.05, 0.90, 0.05),
    (0.05, 0.05, 0.90),
)
"""Who comes: under 35, 35 to 54, 55 and older."""

SAY_SO: Final = (0.0, 0.5, 1.0)
"""How many of those who were mistaken say so themselves."""

_MANUAL: Final = Path(__file__).parents[2] / "docs" / "figures.md"
_BEGIN: Final = "<!-- written by tests/simulations/coverage.py -->\n"
_END: Final = "<!-- to here -->\n"


def within_chance(found: float, cases: int, expected: float = SAID) -> float:
    """How far below or above chance may put a coverage simulated so often: 3 standard errors."""
    return abs(found - expected) / (3 * (expected * (1 - expected) / cases) ** 0.5)


def cases(of: Periods, kind: Kind, shares: tuple[float, ...], number: int) -> list[Coverage]:
    """The same periods, whatever part of the mistaken says so."""
    return [
        coverage(np.random.default_rng([SEED, number, place]), of, kind, shares, says_so)
        for place, says_so in enumerate(SAY_SO)
    ]


def shops(number: int) -> Iterator[tuple[int, int, Periods, float]]:
    """Yeses a day, days, periods with a block, and how many of all these are."""
    for place, (a_day, days) in enumerate(product(A_DAY, DAYS)):
        found = periods(np.random.default_rng([SEED, place]), a_day, days, number)
        there = found.there()
        yield a_day, days, there, len(there.visits) / number


def of_genders(number: int) -> Iterator[str]:
    heads = [f"{share:.0%} women" for share in WOMEN]
    yield _row(["yeses a day", "days", "with a share", *heads, "range at 50 %, chance alone"])
    yield _row(["---"] * (len(heads) + 4))
    for place, (a_day, days, there, part) in enumerate(shops(number)):
        found = [
            cases(there, genders(), (women, 1 - women), 100 * place + each)
            for each, women in enumerate(WOMEN)
        ]
        even = found[WOMEN.index(0.5)][0]
        cells = [_ends([each.holds[0] for each in of]) for of in found]
        width = f"±{even.half_width[0]:.1%}, ±{even.by_chance[0]:.1%}"
        yield _row([str(a_day), str(days), f"{part * even.there:.0%}", *cells, width])


def of_ages(number: int) -> Iterator[str]:
    heads = [" / ".join(f"{100 * share:.0f}" for share in mix) + " %" for mix in MIXES]
    yield _row(["yeses a day", "days", *heads, "ranges of the first"])
    yield _row(["---"] * (len(heads) + 3))
    for place, (a_day, days, there, _) in enumerate(shops(number)):
        found = [
            cases(there, ages(), mix, 5000 + 100 * place + each) for each, mix in enumerate(MIXES)
        ]
        cells = [
            " / ".join(
                f"{100 * min(of):.0f}" for of in zip(*(each.holds for each in c), strict=True)
            )
            for c in found
        ]
        widths = " / ".join(f"±{width:.0%}" for width in found[0][0].half_width)
        yield _row([str(a_day), str(days), *cells, widths])


def _ends(found: Sequence[float]) -> str:
    low, high = (f"{100 * end:.0f}" for end in (min(found), max(found)))
    return low if low == high else f"{low}–{high}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def tables(number: int) -> str:
    """Both, as Markdown, with what they were made of and on."""
    began = time.monotonic()
    women, bands = "\n".join(of_genders(number)), "\n".join(of_ages(number))
    minutes = (time.monotonic() - began) / 60
    today = datetime.now(UTC).date()
    return (
        f"Share of women, how often in 100 its range holds the true one; the lowest and the highest"
        f" of none, half and all of the mistaken saying so:\n\n{women}\n\n"
        f"Under 35 / 35 to 54 / 55 and older, the lowest of the same three:\n\n{bands}\n\n"
        f"`python -m tests.simulations.coverage --write`: seed {SEED}, {number:,} periods a case"
        f" (chance puts a number off by up to {100 * 2 * (0.95 * 0.05 / number) ** 0.5:.1f}),"
        f" {today}, {os.cpu_count()} cores {platform.machine()}, {minutes:.0f} minutes.\n"
    )


def main() -> int:
    """Print both tables, or write them; exit code 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="put them into docs/figures.md")
    parser.add_argument("--periods", type=int, default=PERIODS, help="of each case")
    asked = parser.parse_args()
    found = tables(asked.periods)
    if asked.write:
        before, rest = _MANUAL.read_text(encoding="utf-8").split(_BEGIN)
        after = rest.split(_END)[1]
        _MANUAL.write_text(f"{before}{_BEGIN}\n{found}\n{_END}{after}", encoding="utf-8")
    else:
        print(found)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
