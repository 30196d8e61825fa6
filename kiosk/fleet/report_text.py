"""A fleet's report as a person reads it in a terminal: the whole, then a table of its lines."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kiosk.application.figures import AgeFigures, GenderFigures
from kiosk.application.plain_text import wrapped
from kiosk.fleet.report import NOT_LISTED, FleetReport, Group, Missing
from kiosk.fleet.sentences import (
    about_ages,
    about_women,
    compared,
    heading,
    how_to_read,
    most_first,
    of_whom,
    only,
    reported,
    set_aside,
    sides,
)
from kiosk.fleet.words import FleetWords, fleet_words, plain

_WIDEST_NAME: Final = 28
"""Columns of a terminal that a store's name may take; a longer one is cut, and ends in …"""

_MOST_MISSING: Final = 20

_BETWEEN: Final = "  "

_RULE: Final = 60 * "*"


def as_text(report: FleetReport, language: str = "en") -> str:
    """Says of whom its figures are, what they leave out, and how far they may be off."""
    words = fleet_words(language)
    return "\n".join(_lines(report, words)).replace("\u00a0", " ")


def columns_of(text: str) -> int:
    """How many columns of a terminal it takes: a Chinese character takes two."""
    return sum(
        0
        if unicodedata.combining(letter)
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )


def _lines(report: FleetReport, words: FleetWords) -> Iterator[str]:
    if report.invented:
        yield from (_RULE, words.say("invented"), words.say("invented_why"), _RULE, "")
    yield heading(report, words)
    if part := only(report, words):
        yield part
    yield ""
    yield from _counts(report.total, words)
    yield from _before(report, words)
    yield from _genders(report.total.genders, words)
    yield from _ages(report.total.ages, words)
    if report.groups:
        if report.total.genders and not any(group.genders for group in report.groups):
            yield from ("", wrapped(words.say("no_genders_by_hour")))
        yield from ("", *_aligned(_table(report, words), names=len(report.by)))
    yield from ("", *_sources(report, words), "")
    for sentence in (of_whom(report, words), *how_to_read(report, words, charts=False)):
        yield wrapped(sentence)


def _counts(total: Group, words: FleetWords) -> Iterator[str]:
    rows: list[tuple[str, ...]] = []
    for name in ("entered", "asked", "agreed", "told", "declined", "walked_away"):
        number = getattr(total.counts, name)
        if number is not None:
            indent = "" if name in ("entered", "asked") else "  "
            rows.append((indent + words.say(name), words.number(number)))
    rows.append((words.say("opt_in"), words.share(total.opt_in)))
    if total.opt_in_of_door is not None:
        rows.append((words.say("opt_in_of_door"), words.share(total.opt_in_of_door)))
    rows.append((words.say("kiosk_days"), words.number(total.kiosk_days)))
    yield from _aligned(rows)


def _before(report: FleetReport, words: FleetWords) -> Iterator[str]:
    if report.before is None:
        return
    yield from ("", wrapped(compared(report.before, words)))
    yield from _aligned([("", words.say("then"), words.say("now")), *sides(report.before, words)])


def _genders(genders: GenderFigures | None, words: FleetWords) -> Iterator[str]:
    if genders is None or not genders.visits:
        yield from ("", *map(wrapped, about_women(genders, words)))
        return
    rows = [(words.say("visits_in_blocks"), words.number(genders.visits))]
    rows += [
        (f"  {words.gender(name)}", words.released(total))
        for name, total in genders.by_gender.items()
    ]
    if genders.women is not None:
        rows.append((words.say("women"), words.share(genders.women)))
    if genders.bounds is not None:
        rows.append((f"  {words.say('at_least_and_most')}", words.range(*genders.bounds)))
    yield from ("", *_aligned(rows))
    if genders.women is None:
        yield from map(wrapped, about_women(genders, words))


def _ages(ages: AgeFigures | None, words: FleetWords) -> Iterator[str]:
    if ages is None or not ages.visits:
        return
    # Not beside the shares, which may be of several bands together.
    released = [
        (f"  {words.ages(name)}", words.released(total)) for name, total in ages.by_age_band.items()
    ]
    yield from ("", *_aligned([(words.say("ages_released"), ""), *released]))
    if ages.bands:
        shares = [(f"  {words.ages(name)}", words.share(each)) for name, each in ages.bands.items()]
        yield from ("", *_aligned([(words.say("ages_shares"), ""), *shares]))
    yield from map(wrapped, about_ages(ages, words))


def _table(report: FleetReport, words: FleetWords) -> Iterator[tuple[str, ...]]:
    groups = report.groups
    opt_in = words.shares([group.opt_in for group in groups])
    people = any(group.genders is not None for group in groups)
    women = words.shares([group.genders and group.genders.women for group in groups])
    head = [*report.by, "kiosks", "asked", "said_yes", "opt_in", *(["women"] if people else [])]
    yield tuple(words.say(name) for name in head)
    for place, group in enumerate(groups):
        yield (
            *(_cut(words.value(*each)) for each in zip(report.by, group.key, strict=True)),
            words.number(group.kiosks),
            words.number(group.counts.asked),
            words.number(group.counts.said_yes),
            opt_in[place],
            *([women[place]] if people else []),
        )


def _sources(report: FleetReport, words: FleetWords) -> Iterator[str]:
    yield reported(report, words)
    if report.missing:
        yield from ("", *_aligned(_missing(report.missing, words), names=2))
        if (rest := len(report.missing) - _MOST_MISSING) > 0:
            yield words.say("missing_cut", rest=words.number(rest))
        yield ""
    else:
        yield words.say("sources_all_there")
    yield wrapped(set_aside(report, words))


def _missing(missing: Sequence[Missing], words: FleetWords) -> Iterator[tuple[str, ...]]:
    yield tuple(words.say(name) for name in ("kiosk", "store", "missing_days", "missing_last"))
    for kiosk in most_first(missing)[:_MOST_MISSING]:
        last = kiosk.last_day
        yield (
            _cut(plain(kiosk.kiosk)),
            _cut(words.value("store", kiosk.store or NOT_LISTED)),
            words.number(kiosk.days),
            words.say("missing_never") if last is None else words.long_date(last),
        )


def _cut(name: str) -> str:
    """As much of a name as its column is wide, with an ellipsis where there is more."""
    if columns_of(name) <= _WIDEST_NAME:
        return name
    kept = ""
    for letter in name:
        if columns_of(kept + letter) >= _WIDEST_NAME:
            break
        kept += letter
    return f"{kept}…"


def _aligned(rows: Iterable[tuple[str, ...]], names: int = 1) -> Iterator[str]:
    """The first ``names`` columns to the left, the others to the right, as wide as they must be."""
    table = list(rows)
    widths = [max(columns_of(cell) for cell in column) for column in zip(*table, strict=True)]
    for row in table:
        cells = [
            cell + room if place < names else room + cell
            for place, cell in enumerate(row)
            for room in [" " * (widths[place] - columns_of(cell))]
        ]
        yield _BETWEEN.join(cells).rstrip()
