"""The tables of a fleet's page: every number of the charts, and those beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from kiosk.application.markup import made
from kiosk.domain.shares import Estimate
from kiosk.domain.statistics import Share
from kiosk.fleet.report import NOT_LISTED, Compared, FleetReport, Group, age_groups
from kiosk.fleet.sentences import largest, most_first, sides
from kiosk.fleet.words import NOTHING, FleetWords, plain

MOST_LINES: Final = 200
"""Of more lines than this a table shows those with the most visits, and says where all are."""

MOST_DAYS: Final = 62
_MOST_MISSING: Final = 60
_SHORT: Final = frozenset({"day", "weekday", "week", "month", "hour"})


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what it is called, and its cells. The ``whole`` of it all is set off."""

    names: Sequence[str]
    cells: Sequence[str]
    whole: bool = False


def table(
    title: str,
    names: Sequence[str],
    heads: Sequence[str],
    lines: Sequence[Line],
    *,
    titled: bool = True,
    short: Sequence[bool] = (),
) -> Element:
    """A table that can be scrolled by finger and by key where it is wider than the screen.

    Not ``titled``: what stands above it has the same title already. ``short`` is which of its
    names are so short that they are never broken. A column that says nothing is left out.
    """
    said = [
        place for place in range(len(heads)) if any(line.cells[place] != NOTHING for line in lines)
    ]
    kinds = [*short, *[False] * (len(names) - len(short))]
    looks = ["name short" if each else "name" for each in kinds]
    head = made(
        "tr",
        *(made("th", name, scope="col", class_=looks[place]) for place, name in enumerate(names)),
        *(made("th", heads[place], scope="col") for place in said),
    )
    body = [_row(line, looks, said) for line in lines]
    caption = made("caption", title, class_=False if titled else "unseen")
    whole = made("table", caption, made("thead", head), made("tbody", *body))
    return made("div", whole, class_="scroll", role="region", tabindex="0", aria_label=title)


def of_before(before: Compared, words: FleetWords) -> Element:
    """The time before and this one, of the same kiosks and weekdays."""
    lines = [Line([name], [then, now]) for name, then, now in sides(before, words)]
    heads = [words.say("then"), words.say("now")]
    return table(words.say("before"), [words.say("what")], heads, lines, titled=False)


def of_days(report: FleetReport, words: FleetWords) -> list[Element]:
    days = report.days[-MOST_DAYS:]
    opt_in = words.shares([day.opt_in for day in days])
    lines = [
        Line(
            [words.day(day.day)],
            [
                words.number(day.kiosks),
                words.number(day.counts.asked),
                words.number(day.counts.agreed),
                words.number(day.counts.told),
                words.number(day.counts.declined),
                words.number(day.counts.walked_away),
                opt_in[place],
            ],
        )
        for place, day in enumerate(days)
    ]
    heads = ("kiosks", "asked", "agreed", "told", "declined", "walked_away", "opt_in")
    made_table = _of(words, "by_day", ["day"], heads, lines)
    return [made_table, *_cut(words, "days_cut", len(days), len(report.days))]


def of_counts(report: FleetReport, words: FleetWords) -> list[Element]:
    """How many were asked and said yes, line by line, the whole first."""
    groups = _shown(report)
    door = any(group.opt_in_of_door is not None for group in groups)
    opt_in = _shares(words, [group.opt_in for group in groups])
    of_door = _shares(words, [group.opt_in_of_door for group in groups])
    lines = [
        _line(
            report,
            words,
            group,
            [
                words.number(group.kiosks),
                words.number(group.kiosk_days),
                words.number(group.counts.asked),
                words.number(group.counts.said_yes),
                opt_in[place],
                *([of_door[place]] if door else []),
            ],
        )
        for place, group in enumerate(groups)
    ]
    heads = ["kiosks", "kiosk_days", "asked", "said_yes", "opt_in"]
    heads += ["opt_in_of_door"] if door else []
    made_table = _of(words, "opt_in_by", report.by, heads, lines)
    return [made_table, *_cut(words, "table_cut", len(lines) - 1, len(report.groups))]


def of_women(report: FleetReport, words: FleetWords) -> list[Element]:
    """The share of women, line by line, the whole first."""
    groups = _shown(report)
    women = _shares(words, [group.genders and group.genders.women for group in groups])
    lines: list[Line] = []
    for place, group in enumerate(groups):
        genders = group.genders
        bounds = None if genders is None else genders.bounds
        cells = [
            words.number(genders and genders.visits),
            women[place],
            NOTHING if bounds is None else words.range(*bounds),
        ]
        lines.append(_line(report, words, group, cells))
    heads = ["visits_in_blocks", "women", "at_least_and_most"]
    made_table = _of(words, "women_by", report.by, heads, lines)
    return [made_table, *_cut(words, "table_cut", len(lines) - 1, len(report.groups))]


def of_genders(report: FleetReport, words: FleetWords) -> list[Element]:
    """How many were released as what, of all kiosks."""
    genders = report.total.genders
    if genders is None:
        return []
    lines = [
        Line([words.gender(name)], [words.released(total)])
        for name, total in genders.by_gender.items()
    ]
    name, heads = [words.say("gender")], [words.say("visits")]
    return [table(words.say("genders_released"), name, heads, lines, short=[True])]


def of_ages(report: FleetReport, words: FleetWords) -> list[Element]:
    """All ages of all kiosks: the shares, and how many were released as what.

    Two tables, for a share may be of several bands together.
    """
    ages = report.total.ages
    if ages is None:
        return []
    written = words.shares(list(ages.bands.values()))
    shares = [
        Line([words.ages(name)], [share]) for name, share in zip(ages.bands, written, strict=True)
    ]
    released = [
        Line([words.ages(name)], [words.released(total)])
        for name, total in ages.by_age_band.items()
    ]
    name, heads = [words.say("age")], [words.say("ages_shares")]
    found = [table(words.say("ages_title"), name, heads, shares, titled=False, short=[True])]
    title, visits = words.say("ages_released"), [words.say("visits")]
    return [*(found if shares else []), table(title, name, visits, released, short=[True])]


def of_ages_by(report: FleetReport, words: FleetWords) -> list[Element]:
    """The shares of ages, line by line; each line has the groups that it tells apart."""
    groups = _shown(report)
    bands = age_groups(groups)
    columns = [
        _shares(words, [group.ages and group.ages.bands.get(band) for group in groups])
        for band in bands
    ]
    lines = [
        _line(report, words, group, [column[place] for column in columns])
        for place, group in enumerate(groups)
    ]
    title = words.say("ages_by", by=words.by(report.by))
    heads = [words.ages(band) for band in bands]
    short = [name in _SHORT for name in report.by]
    made_table = table(title, [words.say(name) for name in report.by], heads, lines, short=short)
    return [made_table, *_cut(words, "table_cut", len(lines) - 1, len(report.groups))]


def of_missing(report: FleetReport, words: FleetWords) -> list[Element]:
    shown = most_first(report.missing)[:_MOST_MISSING]
    lines = [
        Line(
            [plain(kiosk.kiosk), words.value("store", kiosk.store or NOT_LISTED)],
            [
                words.number(kiosk.days),
                words.say("missing_never")
                if kiosk.last_day is None
                else words.long_date(kiosk.last_day),
            ],
        )
        for kiosk in shown
    ]
    names = [words.say("kiosk"), words.say("store")]
    heads = [words.say("missing_days"), words.say("missing_last")]
    rest = len(report.missing) - len(shown)
    cut = [made("p", words.say("missing_cut", rest=words.number(rest)), class_="cut")]
    return [table(words.say("missing"), names, heads, lines), *(cut if rest else [])]


def _shown(report: FleetReport) -> list[Group]:
    return [report.total, *largest(report.groups, MOST_LINES)]


def _shares(words: FleetWords, shares: Sequence[Share | Estimate | None]) -> list[str]:
    """A column of them. The whole, which is the first, has the decimals that it can have."""
    whole, *lines = shares
    return [*words.shares([whole]), *words.shares(lines)]


def _line(report: FleetReport, words: FleetWords, group: Group, cells: Sequence[str]) -> Line:
    if group is report.total:
        return Line([words.say("in_all"), *[""] * (len(report.by) - 1)], cells, whole=True)
    names = [words.value(*each) for each in zip(report.by, group.key, strict=True)]
    return Line(names, cells)


def _row(line: Line, looks: Sequence[str], said: Sequence[int]) -> Element:
    first, *others = line.names
    return made(
        "tr",
        made("th", made("bdi", first), scope="row", class_=looks[0]),
        *(
            made("td", made("bdi", name), class_=look)
            for name, look in zip(others, looks[1:], strict=True)
        ),
        *(made("td", line.cells[place]) for place in said),
        class_="whole-line" if line.whole else False,
    )


def _of(
    words: FleetWords,
    title: str,
    names: Sequence[str],
    heads: Sequence[str],
    lines: Sequence[Line],
) -> Element:
    said = words.say(title, by=words.by(names))
    short = [name in _SHORT for name in names]
    heading = [words.say(each) for each in heads]
    return table(
        said, [words.say(name) for name in names], heading, lines, titled=False, short=short
    )


def _cut(words: FleetWords, name: str, shown: int, of: int) -> list[Element]:
    if shown >= of:
        return []
    said = words.say(name, shown=words.number(shown), all=words.number(of))
    return [made("p", said, class_="cut")]
