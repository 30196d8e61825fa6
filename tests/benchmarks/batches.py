"""How soon, and how well, three rules of closing batches tell shops of four sizes their figures.

Run as ``python -m tests.benchmarks.batches``; docs/decisions names the numbers. The second table is
of the share of women: how far it is off on average, and how often its interval holds; the third of
how many days and weeks have one. Every visit is independent; nobody withdraws. The
parts of gender and age are made up, that of "not sure" is the estimate's own (docs/model-card.md,
6.6 %) or larger.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import islice, product

import numpy as np

from kiosk.application.figures_released import women_of
from kiosk.domain.batch_sums import alike
from kiosk.domain.batches import (
    Batch,
    Form,
    Release,
    Source,
    is_exact,
    is_full,
    release,
    size_after,
)
from kiosk.domain.estimate import AgeBand, Answer, Gender

K = 5
SEED = 1
SHOPS = 100
MINIMUM_AGE = 14
WINDOW_DAYS = 3
VISITS = 20_000
START = date(2026, 1, 1)
BANDS = (AgeBand(14, 17), AgeBand(18, 24), AgeBand(35, 44), AgeBand(55, 64))
OF_BAND = (0.08, 0.378, 0.403, 0.139)

Visit = tuple[int, Answer]
"""The day it was on, counted from 0, and what it answered."""


@dataclass
class Shop:
    """The visits that wait, the batches that closed, and how long their visits had waited."""

    waiting: list[Visit] = field(default_factory=list)
    closed: list[Batch] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    seen: int = 0

    def given(self) -> Release:
        answers = Counter(answer for _, answer in self.waiting)
        return release(answers, Source.CAMERA, K, MINIMUM_AGE)

    def close(self, today: int, visits: list[Visit] | None = None) -> None:
        drawn = self.waiting if visits is None else visits
        rest = [] if visits is None else [visit for visit in self.waiting if visit not in drawn]
        self.waiting = drawn
        given, days = self.given(), [day for day, _ in drawn]
        batch = Batch(
            Source.CAMERA,
            START + timedelta(days=min(days)),
            START + timedelta(days=max(days)),
            given.form,
            len(drawn),
            given.cells,
        )
        self.closed.append(batch)
        self.waited.append(today - sum(days) / len(days))
        self.waiting = rest


Rule = Callable[[Shop, int, str], None]
"""What a shop does on a day, at each "ask", at its "close" and when a "window" ends."""


def without_merging(shop: Shop, today: int, when: str) -> None:
    """Close at 8k, or 2k at close of day, and hold back genders of which one is too rare."""
    fewest = {"ask": 8 * K, "close": 2 * K, "window": 1}[when]
    if len(shop.waiting) >= fewest and (when != "window" or _is_due(shop, today)):
        shop.close(today)
        shop.closed[-1] = _unmerged(shop.closed[-1])


def looking(shop: Shop, today: int, when: str) -> None:
    """Look after every 8k, or 2k at close of day, and close once the genders can be told."""
    if when == "window":
        due = [visit for visit in shop.waiting if visit[0] <= today - WINDOW_DAYS]
        if due:
            shop.close(today, due)
            shop.closed[-1] = _unmerged(shop.closed[-1])
            shop.seen = min(shop.seen, len(shop.waiting))
    elif len(shop.waiting) - shop.seen >= {"ask": 8 * K, "close": 2 * K}[when]:
        shop.seen = len(shop.waiting)
        if is_exact(Counter(cell.gender for cell in shop.given().cells if cell.gender)):
            shop.close(today)
            shop.seen = 0


def settled(shop: Shop, today: int, when: str) -> None:
    """What the kiosk does: the size is settled by the batch before."""
    size = size_after(shop.closed[-1] if shop.closed else None, K)
    if when == "window":
        if _is_due(shop, today):
            shop.close(today)
    elif shop.waiting and is_full(len(shop.waiting), size, at_close=when == "close"):
        shop.close(today)


def _is_due(shop: Shop, today: int) -> bool:
    return bool(shop.waiting) and shop.waiting[0][0] <= today - WINDOW_DAYS


def _unmerged(batch: Batch) -> Batch:
    """As it would be if those of unknown gender were never merged with others."""
    if is_exact(batch.by_gender):
        return batch
    ages = tuple(cell for cell in batch.cells if not cell.gender)
    return replace(batch, form=Form.MARGINS if ages else Form.TOTAL, cells=ages)


def days(
    random: np.random.Generator, a_day: int, unsure: float, women: float
) -> Iterator[list[Answer]]:
    """The answers of each day, as many days as bring about VISITS visits."""
    genders = (Gender.NOT_SURE, Gender.WOMAN, Gender.MAN)
    shares = (unsure, (1 - unsure) * women, (1 - unsure) * (1 - women))
    for _ in range(VISITS // a_day):
        count = random.poisson(a_day)
        of_gender = random.choice(3, count, p=shares)
        of_band = random.choice(4, count, p=OF_BAND)
        yield [
            Answer(genders[gender], BANDS[band])
            for gender, band in zip(of_gender, of_band, strict=True)
        ]


def run(rule: Rule, a_day: int, unsure: float, women: float) -> str:
    """Of all visits: genders told apart, these or with the unknown merged, in a table; the wait."""
    shop = Shop()
    for today, answers in enumerate(days(np.random.default_rng(SEED), a_day, unsure, women)):
        for answer in answers:
            rule(shop, today, "ask")
            shop.waiting.append((today, answer))
        rule(shop, today, "close")
        rule(shop, today, "window")
    visits = sum(batch.visits for batch in shop.closed)

    def share(is_one: Callable[[Batch], bool]) -> float:
        return sum(batch.visits for batch in shop.closed if is_one(batch)) / visits

    wait = sum(
        batch.visits * waited for batch, waited in zip(shop.closed, shop.waited, strict=True)
    )
    return (
        f"{share(lambda batch: is_exact(batch.by_gender)):6.0%}"
        f"{share(lambda batch: bool(batch.by_gender)):6.0%}"
        f"{share(lambda batch: batch.form is Form.TABLE):6.0%}"
        f"{wait / visits:6.1f}"
    )


def share_of_women(a_day: int, visits: int, women: float) -> tuple[float, float]:
    """How far the share is off on average, and how often its interval holds what is true."""
    off, held = [], 0
    for seed in range(SHOPS):
        shop = Shop()
        random = np.random.default_rng([SEED, seed])
        for today, answers in enumerate(islice(days(random, a_day, 0.066, women), visits // a_day)):
            for answer in answers:
                settled(shop, today, "ask")
                shop.waiting.append((today, answer))
            settled(shop, today, "close")
            settled(shop, today, "window")
        share = women_of(alike(shop.closed, K))
        if share.value is not None and share.low is not None and share.high is not None:
            off.append(share.value - women)
            held += share.low <= women <= share.high
    return float(np.mean(off)), held / len(off)


def named(a_day: int, days_long: int, women: float) -> float:
    """Of all stretches of so many days, the part of which a share of women is named."""
    shop = Shop()
    for today, answers in enumerate(days(np.random.default_rng(SEED), a_day, 0.066, women)):
        for answer in answers:
            settled(shop, today, "ask")
            shop.waiting.append((today, answer))
        settled(shop, today, "close")
        settled(shop, today, "window")
    many = VISITS // a_day // days_long
    firsts = [START + timedelta(days=place * days_long) for place in range(many)]
    return sum(
        women_of(
            alike(
                (
                    batch
                    for batch in shop.closed
                    if first <= batch.first_day
                    and batch.last_day < first + timedelta(days=days_long)
                ),
                K,
            )
        ).value
        is not None
        for first in firsts
    ) / len(firsts)


def main() -> None:
    rules: dict[str, Rule] = {"unmerged": without_merging, "looking": looking, "settled": settled}
    print(f"k = {K}, seed {SEED}; of all visits: genders exactly, genders, table; days waited")
    print(f"{'not sure':>8}{'women':>7}{'a day':>7}", *(f"{name:>24}" for name in rules))
    for unsure, women in ((0.066, 0.53), (0.10, 0.53), (0.03, 0.53), (0.066, 0.85)):
        for a_day in (20, 60, 200, 600):
            found = (run(rule, a_day, unsure, women) for rule in rules.values())
            print(f"{unsure:>8.1%}{women:>7.0%}{a_day:>7}", *(f"{each:>24}" for each in found))
    print(f"{'women':>7}{'a day':>7}{'visits':>8}{'off by':>9}{'held':>7}")
    for women, a_day in product((0.6, 0.75, 0.9), (20, 60, 200)):
        for visits in (1000, 5000):
            off, held = share_of_women(a_day, visits, women)
            print(f"{women:>7.0%}{a_day:>7}{visits:>8,}{off:>+9.1%}{held:>7.0%}")
    print(f"{'women':>7}{'a day':>7}{'days':>9}{'weeks':>7}")
    for women, a_day in product((0.6, 0.75, 0.9), (20, 60, 200)):
        of_days, of_weeks = (named(a_day, length, women) for length in (1, 7))
        print(f"{women:>7.0%}{a_day:>7}{of_days:>9.0%}{of_weeks:>7.0%}")


if __name__ == "__main__":
    main()
