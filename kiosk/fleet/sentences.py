"""What every view of a fleet's report says in whole sentences: of whom, of how many, how sure."""

from collections.abc import Iterator, Sequence
from typing import Final

from kiosk.application.figures import AgeFigures, GenderFigures
from kiosk.fleet.report import FleetReport, Group, Missing
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


def left_out(report: FleetReport, words: FleetWords) -> Iterator[str]:
    """What there is, and is in no figure."""
    if report.set_aside:
        yield words.say("sources_set_aside", files=words.number(report.set_aside))
    else:
        yield words.say("sources_none_set_aside")
    if report.reaching_out:
        yield words.say("sources_reaching", visits=words.number(report.reaching_out))


def most_first(missing: Sequence[Missing]) -> list[Missing]:
    """Kiosks with the most missing days first."""
    return sorted(missing, key=lambda each: (-each.days, each.kiosk))


def largest(groups: Sequence[Group], most: int) -> list[Group]:
    """Those with the most visits where there are more than ``most``, in the order they have.

    What spans several has no counts, and is as large as its batches.
    """
    if len(groups) <= most:
        return list(groups)
    places = sorted(range(len(groups)), key=lambda place: -_visits(groups[place]))[:most]
    return [groups[place] for place in sorted(places)]


def _visits(group: Group) -> int:
    return group.counts.asked or (group.genders.visits if group.genders else 0)


def about_women(genders: GenderFigures | None, words: FleetWords) -> Iterator[str]:
    """The share of women in words, or why there is none."""
    if genders is None:
        yield words.say("no_genders_by_hour")
        return
    if not genders.visits:
        yield words.say("no_genders")
        return
    if not genders.women.of:
        yield words.say("no_women_told", visits=words.number(genders.visits))
        return
    share = words.share(genders.women)
    if genders.women.value is None:
        yield words.say("women_few", share=share)
    elif genders.bounds is None:
        yield words.say("women_only", share=share)
    else:
        bounds = words.range(*genders.bounds)
        yield words.say("women_sentence", share=share, bounds=bounds)
    if genders.corrected is not None:
        yield words.say("women_estimated", share=words.corrected(genders.corrected))
    if genders.merged:
        yield words.say("merged_women", merged=words.number(genders.merged))


def about_ages(ages: AgeFigures | None, words: FleetWords) -> Iterator[str]:
    """What has to be known of the shares of ages, or why there are none."""
    if ages is None:
        yield words.say("no_genders_by_hour")
        return
    if not ages.visits:
        yield words.say("no_genders")
        return
    if not any(share.of for share in ages.bands.values()):
        yield words.say("no_ages_told", visits=words.number(ages.visits))
        return
    seen, said = ages.by_camera, ages.as_said
    if seen.of and said.of:
        yield words.say(
            "ages_of",
            of_seen=words.number(seen.count),
            seen=words.number(seen.of),
            of_said=words.number(said.count),
            said=words.number(said.of),
        )
    if ages.merged:
        yield words.say("merged_ages", merged=words.number(ages.merged))


def how_to_read(report: FleetReport, words: FleetWords, *, charts: bool) -> Iterator[str]:
    """What a reader has to know before quoting a number."""
    genders = report.total.genders
    yield words.say("reading_few_charts" if charts else "reading_few")
    if genders is not None and genders.visits:
        yield words.say(
            "reading_groups",
            visits=words.number(genders.visits),
            said_yes=words.number(report.total.counts.said_yes),
        )
        yield _smallest_group(report, words)
    yield words.say("reading_interval")
    if charts and genders is not None and genders.bounds is not None:
        yield words.say("reading_bounds")
    if genders is not None and genders.corrected is not None:
        yield words.say("reading_estimated")


def _smallest_group(report: FleetReport, words: FleetWords) -> str:
    if report.smallest_k == report.largest_k:
        return words.say("reading_k", k=report.smallest_k)
    return words.say("reading_ks", low=report.smallest_k, high=report.largest_k)
