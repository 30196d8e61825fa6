"""Lines of invented reports: so many asked, and what blocks of those who said yes would give."""

import random
from collections.abc import Iterable
from fractions import Fraction

from kiosk.application.figures import Counts, HourCounts
from kiosk.application.figures_counted import opt_in as opt_in_of
from kiosk.application.figures_released import ages_of, genders_of
from kiosk.domain.block_sums import BlockSum, add_up
from kiosk.domain.blocks import AT_CLOSE, Block, Source, ages_from, release
from kiosk.domain.estimate import Answer, Gender
from kiosk.domain.statistics import share
from kiosk.fleet.report import Group
from tests.fleet.day_files import DAY
from tests.fleet.reading import known_error

MINIMUM_AGE = 14


def counts(chance: random.Random, asked: int, *, door: bool = True) -> Counts:
    agreed = round(asked * (0.29 + 0.08 * chance.random()))
    told = asked * 8 // 100
    declined = asked * 31 // 100
    return Counts(
        asked=asked,
        agreed=agreed,
        told=told,
        declined=declined,
        walked_away=asked - agreed - told - declined,
        entered=asked * 3 if door else None,
    )


def released(chance: random.Random, visits: int, *, blocks: int = 1) -> BlockSum:
    """The sum of so many blocks of about so many visits in all; no sum where there is no visit."""
    if not visits:
        return BlockSum()

    def noise(epsilon: Fraction) -> int:
        return chance.randint(-3, 3)

    each = max(1, visits // blocks)
    women = 0.5 + 0.1 * chance.random()
    ages = [0.05, 0.38, 0.4 - 0.05 * chance.random(), 0.15]
    of_gender = {Gender.WOMAN: women, Gender.MAN: 0.94 - women}
    counted = [
        ((source, Answer(gender, band)), round(each * of * part * of_age))
        for source, of in ((Source.CAMERA, 0.8), (Source.SAID, 0.2))
        for gender, part in (
            *of_gender.items(),
            (Gender.NOT_SURE if source is Source.CAMERA else Gender.UNSAID, 0.06),
        )
        for band, of_age in zip(ages_from(MINIMUM_AGE), ages, strict=True)
    ]
    return add_up(
        Block(
            DAY,
            DAY,
            DAY,
            AT_CLOSE,
            each,
            2.0,
            release(counted, 2.0, lambda _: chance.randint(-3, 3)),
        )
        for _ in range(blocks)
    )


def group(
    key: tuple[str, ...],
    asked: int,
    *,
    kiosks: int = 1,
    kiosk_days: int = 28,
    people: bool = True,
    door: bool = True,
    corrected: bool = True,
) -> Group:
    chance = random.Random(f"{key} {asked}")
    found = counts(chance, asked, door=door)
    return of_counts(
        key, found, kiosks=kiosks, kiosk_days=kiosk_days, people=people, corrected=corrected
    )


def of_counts(
    key: tuple[str, ...],
    found: Counts,
    *,
    kiosks: int,
    kiosk_days: int,
    people: bool = True,
    corrected: bool = True,
) -> Group:
    """``people`` is False of hours, of which there are other counts, too."""
    chance = random.Random(f"{key} {found}")
    opt_in = opt_in_of(found)
    of_door = share(found.said_yes, found.entered) if found.entered else None
    if not people:
        hours = HourCounts(found.asked, found.said_yes, found.entered)
        return Group(key, kiosks, kiosk_days, hours, opt_in, of_door, None, None, None)
    return of_blocks(
        Group(key, kiosks, kiosk_days, found, opt_in, of_door, None, None, None),
        released(chance, found.said_yes * 96 // 100, blocks=min(kiosk_days, 3)),
        corrected=corrected,
    )


def of_blocks(made: Group, found: BlockSum, *, corrected: bool = True) -> Group:
    """The same line, with what is said of these blocks."""
    known = known_error() if corrected else None
    return Group(
        made.key,
        made.kiosks,
        made.kiosk_days,
        made.counts,
        made.opt_in,
        made.opt_in_of_door,
        found,
        genders_of(found, made.opt_in, known),
        ages_of(found, MINIMUM_AGE, known),
    )


def whole_of(groups: Iterable[Group], *, door: bool = True) -> Counts:
    """Counts of about as many as all of these lines."""
    asked = sum(group.counts.asked for group in groups)
    return counts(random.Random(asked), asked, door=door)
