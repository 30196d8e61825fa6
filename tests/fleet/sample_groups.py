"""Lines of invented reports: so many asked, and what batches of those who said yes would give."""

import random
from collections.abc import Iterable
from typing import Final

from kiosk.application.figures import AgeFigures, Counts, GenderFigures, InShares
from kiosk.domain.estimate import UNSAID
from kiosk.domain.statistics import Corrected, Share, share, worst_case
from kiosk.fleet.report import Group

_ESTIMATED_FROM: Final = 100


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


def added(all_counts: Iterable[Counts]) -> Counts:
    listed = list(all_counts)
    doors = [each.entered for each in listed if each.entered is not None]
    return Counts(
        asked=sum(each.asked for each in listed),
        agreed=sum(each.agreed for each in listed),
        told=sum(each.told for each in listed),
        declined=sum(each.declined for each in listed),
        walked_away=sum(each.walked_away for each in listed),
        entered=sum(doors) if doors else None,
    )


def genders(chance: random.Random, visits: int, opt_in: Share) -> GenderFigures:
    """As batches of so many visits would give them."""
    unsure = visits * 6 // 100
    women = round((visits - unsure) * (0.5 + 0.1 * chance.random()))
    men = visits - unsure - women
    found = share(women, women + men)
    reaches = found.value is not None and found.of >= _ESTIMATED_FROM
    corrected = (
        Corrected(found.value + 0.012, found.low - 0.01, min(1.0, found.high + 0.03))
        if reaches and found.value is not None and found.low is not None and found.high is not None
        else None
    )
    return GenderFigures(
        visits=visits,
        by_gender={"woman": women, "man": men, "not_sure": unsure},
        women=found,
        by_camera=share(women * 8 // 10, (women + men) * 8 // 10),
        as_said=share(women // 5, (women + men) // 5),
        corrected=corrected,
        bounds=worst_case(found, opt_in),
        merged=visits // 20,
        largest_k=5,
    )


def ages(chance: random.Random, visits: int) -> AgeFigures:
    young, old = visits * 42 // 100, visits * (15 + chance.randrange(5)) // 100
    unsaid = visits * 5 // 100
    middle = visits - young - old - unsaid
    told = young + middle + old
    bands = {"14-34": young, "35-54": middle, "55+": old}
    corrected = (
        {
            name: Corrected(number / told, max(0.0, number / told - 0.03), number / told + 0.03)
            for name, number in bands.items()
        }
        if told >= _ESTIMATED_FROM
        else None
    )
    return AgeFigures(
        visits=visits,
        by_ages={**bands, UNSAID: unsaid},
        bands={name: share(number, told) for name, number in bands.items()},
        corrected=corrected,
        by_camera=InShares(told * 8 // 10, visits * 8 // 10),
        as_said=InShares(told // 5, visits // 5),
        in_shares=bands,
    )


def group(
    key: tuple[str, ...],
    asked: int,
    *,
    kiosks: int = 1,
    kiosk_days: int = 28,
    people: bool = True,
    door: bool = True,
) -> Group:
    chance = random.Random(f"{key} {asked}")
    found = counts(chance, asked, door=door)
    return of_counts(key, found, kiosks=kiosks, kiosk_days=kiosk_days, people=people)


def of_counts(
    key: tuple[str, ...], found: Counts, *, kiosks: int, kiosk_days: int, people: bool = True
) -> Group:
    chance = random.Random(f"{key} {found}")
    opt_in = share(found.said_yes, found.asked)
    visits = found.said_yes * 96 // 100
    return Group(
        key=key,
        kiosks=kiosks,
        kiosk_days=kiosk_days,
        counts=found,
        opt_in=opt_in,
        opt_in_of_door=share(found.said_yes, found.entered) if found.entered else None,
        genders=genders(chance, visits, opt_in) if people else None,
        ages=ages(chance, visits) if people else None,
    )
