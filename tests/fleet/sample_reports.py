"""Reports of invented fleets: whole ones, and those with something missing."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from kiosk.application.figures import Counts
from kiosk.domain.block_sums import BlockSum
from kiosk.domain.statistics import share
from kiosk.fleet.report import Compared, FleetReport, Group, Missing, OfDay, Side
from tests.fleet.sample_groups import counts, group, of_blocks, of_counts, released, whole_of

LAST: Final = date(2026, 11, 30)
REGIONS: Final = (
    *("North", "South", "East", "West", "Centre", "Coast", "Lakes", "Hills", "Delta", "Islands"),
)
CHINESE_REGIONS: Final = ("华东", "华南", "华北", "西南")
HOSTILE: Final = (
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "+1+1",
    "-1-1",
    "@SUM(1)",
    "\t=1",
    "\x1b[31mred\x1b[0m",
    "\u202egnp.exe",
    "line\nbreak & “quotes” \"'`",
    "very long " * 30,
    "上海南京东路旗舰店（步行街二楼东门）",
    "https://example.invalid/pixel.png",
    "url(https://example.invalid/a)",
    "",
    "?",
)
_HOURS: Final = (1, 1, 2, 3, 4, 5, 5, 4, 4, 5, 6, 4, 2)
"""How busy the hours from 9 to 21 are."""


def of_days(first: date, last: date, kiosks: int, whole: Counts) -> tuple[OfDay, ...]:
    """The whole's visits, more of them at weekends."""
    chance = random.Random(str(first))
    length = (last - first).days + 1
    listed = [first + timedelta(number) for number in range(length)]
    weights = [
        (1.0 if day.weekday() < 5 else 1.7) * (0.9 + 0.2 * chance.random()) for day in listed
    ]
    days: list[OfDay] = []
    for day, weight in zip(listed, weights, strict=True):
        asked = round(whole.asked * weight / sum(weights))
        found = counts(chance, asked, door=whole.entered is not None)
        opt_in = share(found.said_yes, found.asked)
        days.append(OfDay(day, kiosks - chance.randrange(kiosks // 20 + 1), found, opt_in))
    return tuple(days)


def fleet(
    groups: Sequence[Group],
    by: tuple[str, ...],
    *,
    kiosks: int = 200,
    days: int = 28,
) -> FleetReport:
    """A whole report around these lines, its own numbers about as large as theirs."""
    first = LAST - timedelta(days - 1)
    whole = whole_of(groups, door=any(each.counts.entered is not None for each in groups))
    kiosk_days = kiosks * days - 2
    total = of_counts((), whole, kiosks=kiosks - 1, kiosk_days=kiosk_days)
    return FleetReport(
        first=first,
        last=LAST,
        by=by,
        engine="DuckDB 1.5.0",
        invented=True,
        kiosks=kiosks,
        total=total,
        before=Compared(
            first=first - timedelta(-(-days // 7) * 7),
            last=LAST - timedelta(-(-days // 7) * 7),
            kiosks=kiosks - 5,
            kiosk_days=kiosk_days - 31,
            then=side(whole.asked * 90 // 100),
            now=side(whole.asked * 95 // 100),
        ),
        groups=tuple(groups),
        days=of_days(first, LAST, kiosks, whole),
        missing=(
            Missing("north-007", "Store 007", days, None),
            Missing("south-041", "Store 041", 6, LAST - timedelta(6)),
            Missing("west-112", "Store 112", 1, LAST),
        ),
        set_aside=2,
    )


def side(asked: int) -> Side:
    """One of two times that are compared."""
    made = group(("compared",), asked)
    assert isinstance(made.counts, Counts)
    assert made.genders is not None
    return Side(made.counts, made.opt_in, made.opt_in_of_door, made.genders.women)


def by_region(regions: Sequence[str] = REGIONS) -> FleetReport:
    stores = 200 // len(regions)
    lines = [
        group((name,), 30_000 + 4_000 * place, kiosks=stores, kiosk_days=stores * 28)
        for place, name in enumerate(regions)
    ]
    return fleet(lines, ("region",))


def by_store(stores: int = 200) -> FleetReport:
    lines = [
        group((REGIONS[number % 10], f"Store {number:05}"), 500 + 37 * (number % 90))
        for number in range(stores)
    ]
    return fleet(lines, ("region", "store"), kiosks=stores)


def by_hour() -> FleetReport:
    lines = [
        group((f"{9 + place:02}",), 8_000 * busy, kiosks=197, kiosk_days=5_500, people=False)
        for place, busy in enumerate(_HOURS)
    ]
    return fleet(lines, ("hour",))


def by_weekday_and_hour() -> FleetReport:
    lines = [
        group(
            (str(weekday), f"{9 + place:02}"),
            900 * busy * (2 if weekday > 5 else 1),
            kiosks=197,
            kiosk_days=780,
            people=False,
        )
        for weekday in range(1, 8)
        for place, busy in enumerate(_HOURS)
    ]
    return fleet(lines, ("weekday", "hour"))


def by_weekday() -> FleetReport:
    lines = [group((str(day),), 20_000 + 3_000 * day, kiosks=197) for day in range(1, 8)]
    return fleet(lines, ("weekday",))


def hostile() -> FleetReport:
    lines = [group((name,), 300 + place) for place, name in enumerate(HOSTILE)]
    missing = tuple(Missing("shop", name, 2, LAST) for name in HOSTILE)
    return replace(fleet(lines, ("store",)), missing=missing)


def few() -> FleetReport:
    """So few visits that there are only counts."""
    lines = [group((name,), 12, door=False) for name in ("North", "South")]
    made = fleet(lines, ("region",), kiosks=3, days=2)
    return replace(made, total=group((), 24, kiosks=2, kiosk_days=3, door=False), before=None)


def nobody() -> FleetReport:
    """Kiosks that reported that nobody came."""
    line = group(("North",), 0, door=False)
    first = LAST - timedelta(1)
    days = tuple(OfDay(day, 1, Counts(), share(0, 0)) for day in (first, LAST))
    made = fleet([line], ("region",), kiosks=1, days=2)
    return replace(
        made,
        total=replace(line, key=()),
        before=None,
        days=days,
        missing=(),
        set_aside=0,
    )


def no_lines() -> FleetReport:
    """Only the whole, without lines to tell apart; real figures of kiosks that are all there."""
    made = fleet([group((), 50_000)], ())
    return replace(made, groups=(), invented=False, before=None, missing=())


def one_day() -> FleetReport:
    return fleet([group(("North",), 900)], ("region",), kiosks=3, days=1)


def by_year() -> FleetReport:
    """A year by month, by week and by kiosk: more days than a table shows."""
    lines = [
        group(("2026-11", "2026-W48", f"kiosk-{number:03}"), 4_000 + number) for number in range(4)
    ]
    missing = tuple(Missing(f"kiosk-{number:03}", "Shop", 1, LAST) for number in range(90))
    made = fleet(lines, ("month", "week", "kiosk"), kiosks=100, days=365)
    return replace(made, missing=missing)


def untold() -> FleetReport:
    """Blocks of so few visits that no share is named; noise has brought numbers under nought."""
    few = BlockSum(
        1, 21, (3, -2, *[0] * 36), released(random.Random(1), 40).micro_variances, LAST, 2.0
    )
    made = fleet([of_blocks(group(("North",), 60), few)], ("region",))
    return replace(made, total=of_blocks(replace(made.total, key=()), few), before=None)


def unreleased() -> FleetReport:
    """Many were asked, and no block has closed yet."""
    made = one_day()
    lines = tuple(of_blocks(each, BlockSum()) for each in made.groups)
    return replace(made, total=of_blocks(made.total, BlockSum()), groups=lines)


def unbounded() -> FleetReport:
    """A share of women of enough visitors, the opt-in rate of too few to bound it."""
    made = one_day()
    assert made.total.genders is not None
    genders = replace(made.total.genders, bounds=None)
    return replace(made, total=replace(made.total, genders=genders))


def uncorrected() -> FleetReport:
    """Kiosks of two models: of most lines the camera's error is not known."""
    lines = [
        group((name,), 20_000, corrected=name == "North") for name in ("North", "South", "East")
    ]
    made = fleet(lines, ("region",))
    assert made.total.released is not None
    return replace(made, total=of_blocks(made.total, made.total.released, corrected=False))


def hardly_any() -> FleetReport:
    """A shop in which nearly nobody says yes, and one in which nearly everybody does."""
    rare = Counts(asked=200, agreed=1, declined=199)
    often = Counts(asked=200, agreed=199, declined=1)
    lines = [
        of_counts((name,), found, kiosks=1, kiosk_days=1)
        for name, found in (("Rare", rare), ("Often", often))
    ]
    return fleet(lines, ("store",), kiosks=4, days=1)


def only_region() -> FleetReport:
    return replace(by_store(3), region="North <b>")


def only_store() -> FleetReport:
    return replace(no_lines(), store="=Store\x1b 7")


ALL: Final = {
    "regions": by_region,
    "regions-zh": lambda: by_region(CHINESE_REGIONS),
    "stores": by_store,
    "hours": by_hour,
    "week": by_weekday_and_hour,
    "weekdays": by_weekday,
    "hostile": hostile,
    "few": few,
    "nobody": nobody,
    "no-lines": no_lines,
    "only-region": only_region,
    "only-store": only_store,
    "one-day": one_day,
    "year": by_year,
    "untold": untold,
    "unreleased": unreleased,
    "uncorrected": uncorrected,
    "unbounded": unbounded,
    "hardly": hardly_any,
}
