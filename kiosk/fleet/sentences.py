"""What every view of a fleet's report says in whole sentences: of whom, of how many, how sure."""

import math
from collections.abc import Iterator, Sequence
from typing import Final

from kiosk.application.figures import AgeFigures, GenderFigures
from kiosk.domain.block_sums import BlockSum
from kiosk.domain.estimate import Gender
from kiosk.domain.statistics import Z
from kiosk.fleet.report import Compared, FleetReport, Group, Missing
from kiosk.fleet.words import FleetWords, plain

_ENGINES: Final = {
    "duckdb": "DuckDB",
    "spark": "Spark",
    "clickhouse": "ClickHouse",
    "trino": "Trino",
}


def engine(report: FleetReport) -> str:
    """What the report was counted with, as its makers spell it."""
    return _ENGINES.get(report.engine, report.engine)


def heading(report: FleetReport, words: FleetWords) -> str:
    return words.say("heading", period=period(report, words))


def only(report: FleetReport, words: FleetWords) -> str:
    """Which part of the chain it is of; empty where it is of all."""
    if report.store is not None:
        return words.say("only_store", name=plain(report.store))
    if report.region is not None:
        return words.say("only_region", name=plain(report.region))
    return ""


def period(report: FleetReport, words: FleetWords) -> str:
    first, last = words.long_date(report.first), words.long_date(report.last)
    return first if first == last else words.say("period", first=first, last=last)


def of_whom(report: FleetReport, words: FleetWords) -> str:
    """Whom the counts are of, and gender and age, with the opt-in rate."""
    opt_in = report.total.opt_in
    if not opt_in.of:
        return words.say("who_nobody")
    return words.say("who", opt_in=words.share_alone(opt_in))


def reported(report: FleetReport, words: FleetWords) -> str:
    return words.say(
        "sources_kiosks",
        reported=words.number(report.total.kiosks),
        known=words.number(report.kiosks),
        kiosk_days=words.number(report.total.kiosk_days),
    )


def set_aside(report: FleetReport, words: FleetWords) -> str:
    """How many files are in no figure."""
    if report.set_aside:
        return words.say("sources_set_aside", files=words.number(report.set_aside))
    return words.say("sources_none_set_aside")


def compared(before: Compared, words: FleetWords) -> str:
    """What is compared with what."""
    return words.say(
        "compared",
        first=words.long_date(before.first),
        last=words.long_date(before.last),
        kiosk_days=words.number(before.kiosk_days),
        kiosks=words.number(before.kiosks),
    )


def sides(before: Compared, words: FleetWords) -> Iterator[tuple[str, str, str]]:
    """What is compared, line by line: its name, the time before and this time."""
    then, now = before.then, before.now
    for name in ("entered", "asked", "said_yes"):
        numbers = (getattr(then.counts, name), getattr(now.counts, name))
        if numbers != (None, None):
            was, here = map(words.number, numbers)
            yield words.say(name), was, here
    for name in ("opt_in", "opt_in_of_door", "women"):
        shares = (getattr(then, name), getattr(now, name))
        if shares != (None, None):
            was, here = map(words.share, shares)
            yield words.say(name), was, here


def most_first(missing: Sequence[Missing]) -> list[Missing]:
    """Kiosks with the most missing days first."""
    return sorted(missing, key=lambda each: (-each.days, each.kiosk))


def largest(groups: Sequence[Group], most: int) -> list[Group]:
    """Those with the most visits where there are more than ``most``, in the order they have."""
    if len(groups) <= most:
        return list(groups)
    places = sorted(range(len(groups)), key=lambda place: -groups[place].counts.asked)[:most]
    return [groups[place] for place in sorted(places)]


def about_women(genders: GenderFigures | None, words: FleetWords) -> Iterator[str]:
    """The share of women in words, or why there is none."""
    if genders is None:
        yield words.say("no_genders_by_hour")
    elif not genders.visits:
        yield words.say("no_genders")
    elif genders.women is None:
        yield words.say("women_few", visits=words.number(genders.visits))
    elif genders.bounds is None:
        yield words.say("women_only", share=words.share(genders.women))
    else:
        share, bounds = words.share(genders.women), words.range(*genders.bounds)
        yield words.say("women_sentence", share=share, bounds=bounds)


def about_ages(ages: AgeFigures | None, words: FleetWords) -> Iterator[str]:
    """Why there are no shares of ages, where there are none."""
    if ages is None:
        yield words.say("no_genders_by_hour")
    elif not ages.visits:
        yield words.say("no_genders")
    elif not ages.bands:
        yield words.say("ages_few", visits=words.number(ages.visits))


def how_to_read(report: FleetReport, words: FleetWords, *, charts: bool) -> Iterator[str]:
    """What a reader has to know before quoting a number."""
    total = report.total
    yield words.say("reading_few_charts" if charts else "reading_few")
    if total.genders is not None and total.released is not None and total.released.blocks:
        yield from _blocks(total.released, words)
        yield _noise(total.released, total.genders, words)
        if total.genders.women is not None:
            is_corrected = total.genders.women.corrected
            yield words.say("reading_corrected" if is_corrected else "reading_measured")
    yield words.say("reading_interval")
    if charts and total.genders is not None and total.genders.bounds is not None:
        yield words.say("reading_bounds")


def _blocks(released: BlockSum, words: FleetWords) -> Iterator[str]:
    if released.first_day is not None:
        yield words.say(
            "reading_blocks",
            blocks=words.number(released.blocks),
            visits=words.number(released.visits),
            first=words.long_date(released.first_day),
        )


def _noise(released: BlockSum, genders: GenderFigures, words: FleetWords) -> str:
    """How far a number may be off by it: that of women is as far as that of men."""
    noise_sd = genders.by_gender[Gender.WOMAN.value].noise_sd
    return words.say(
        "reading_noise",
        reach=words.number(math.ceil(Z * noise_sd)),
        epsilon=f"{released.epsilon:g}",
    )
