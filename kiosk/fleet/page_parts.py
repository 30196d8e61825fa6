"""What each chart of a fleet's page shows of its report, and the key numbers above them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from xml.etree.ElementTree import Element

from kiosk.application.figures import Counts, HourCounts
from kiosk.application.markup import made
from kiosk.domain.shares import Estimate
from kiosk.domain.statistics import Share, share
from kiosk.fleet.page_charts import (
    Bar,
    Column,
    Mark,
    bars,
    chart,
    columns,
    key,
    legend,
    marks,
    rates,
    round_top,
)
from kiosk.fleet.report import FleetReport, Group
from kiosk.fleet.sentences import largest
from kiosk.fleet.words import FleetWords

MOST_IN_CHART: Final = 25
"""Of more lines than this a chart shows those with the most visits, and names how many others."""

_TALL: Final = 170
_LOW: Final = 110
_MOST_LABELS: Final = 5
_WEEK: Final = 7
_FEWEST_COLUMNS: Final = 7
_MANY_COLUMNS: Final = 100
"""More than these are so narrow that outlines, dots and whiskers would hide what they are of."""

_QUARTERS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


def tiles(report: FleetReport, words: FleetWords) -> Element:
    """The numbers that are asked for first."""
    total = report.total
    counts = total.counts
    found = [
        _tile(words.number(counts.asked), words.say("asked")),
        _tile(words.number(counts.said_yes), words.say("said_yes"), *_ways(counts, words)),
        _share_tile(words, total.opt_in, "opt_in_of_asked"),
    ]
    if total.opt_in_of_door is not None:
        of = words.say("where_counted")
        found.append(_share_tile(words, total.opt_in_of_door, "opt_in_of_entered", of))
    if total.genders is not None and total.genders.women is not None:
        of = words.say("among_yes")
        found.append(_share_tile(words, total.genders.women, "women", of))
    known = words.say("of_known", known=words.number(report.kiosks))
    kiosk_days = words.say("so_many_kiosk_days", number=words.number(total.kiosk_days))
    found.append(_tile(words.number(total.kiosks), words.say("reported"), known, kiosk_days))
    return made("ul", *found, class_="tiles")


def day_charts(report: FleetReport, words: FleetWords) -> list[Element]:
    """Every day of the period from the first to the last, also those of which there is nothing."""
    there = {day.day: day for day in report.days}
    length = (report.last - report.first).days + 1
    step = _days_step(length)
    nobody = share(0, 0)
    given: list[Column] = []
    for number in range(length):
        day = report.first + timedelta(number)
        found = there.get(day)
        label = words.short_date(day) if number % step == 0 else ""
        if found is None:
            given.append(Column(label, 0, 0, nobody))
        else:
            given.append(Column(label, found.counts.asked, found.counts.said_yes, found.opt_in))
    return _columns(given, words, "by_day_chart")


def columns_of_hours(report: FleetReport, words: FleetWords) -> list[Element]:
    """The hours of the clock from the first to the last in which anybody was asked."""
    there = {int(group.key[0]): group for group in report.groups if group.key[0]}
    hours = range(min(there, default=0), max(there, default=-1) + 1)
    step = _step(len(hours))
    nobody = share(0, 0)
    given: list[Column] = []
    for hour in hours:
        found = there.get(hour)
        label = f"{hour}:00" if (hour - hours[0]) % step == 0 else ""
        counts = None if found is None else found.counts
        asked, said_yes = (0, 0) if counts is None else (counts.asked, counts.said_yes)
        given.append(Column(label, asked, said_yes, nobody if found is None else found.opt_in))
    return _columns(given, words, "by_hour_chart")


def opt_in_chart(report: FleetReport, words: FleetWords) -> list[Element]:
    shown = largest(report.groups, MOST_IN_CHART)
    if all(group.opt_in.value is None for group in shown):
        return []
    written = words.shares([group.opt_in for group in shown])
    lines = [
        Mark(words.key(report.by, group.key), group.opt_in, written[place])
        for place, group in enumerate(shown)
    ]
    whole = report.total.opt_in
    # That of all may be above all that are shown.
    top, ticks = _percents([*(group.opt_in.high for group in shown), whole.value], words)
    drawing = marks(lines, top, whole.value, ticks)
    keys = [key("dot", words.say("mark_value")), key("whisker", words.say("mark_interval"))]
    keys += _whole_key(whole, words)
    return _with_others(report, words, "opt_in_chart", len(report.groups), drawing, legend(*keys))


def women_chart(report: FleetReport, words: FleetWords) -> list[Element]:
    """Always from nothing to all, because the bounds mostly go that far."""
    genders = report.total.genders
    if genders is None:
        return []
    told = [group for group in report.groups if group.genders and group.genders.women]
    groups: Sequence[Group] = largest(told, MOST_IN_CHART) or [report.total]
    found = [
        (group, group.genders, group.genders.women)
        for group in groups
        if group.genders is not None and group.genders.women is not None
    ]
    if not found:
        return []
    written = words.shares([women for *_, women in found])
    lines = [
        Mark(
            words.key(report.by if group.key else (), group.key),
            women,
            written[place],
            of.bounds,
        )
        for place, (group, of, women) in enumerate(found)
    ]
    whole = genders.women if told else None
    drawing = marks(lines, 1.0, whole and whole.value, _quarters(words))
    keys = [
        key("dot", words.say("mark_value")),
        key("whisker", words.say("mark_interval")),
        key("bounds", words.say("mark_bounds")),
        *_whole_key(whole, words),
    ]
    label = "women_chart" if told else "women_chart_all"
    return _with_others(report, words, label, len(told), drawing, legend(*keys))


def ages_chart(report: FleetReport, words: FleetWords) -> list[Element]:
    ages = report.total.ages
    if ages is None or not ages.bands:
        return []
    written = words.shares(list(ages.bands.values()))
    lines = [
        Bar(words.ages(name), share, written[place])
        for place, (name, share) in enumerate(ages.bands.items())
    ]
    top, ticks = _percents([share.high for share in ages.bands.values()], words)
    keys = [key("share", words.say("mark_value")), key("whisker", words.say("mark_interval"))]
    drawing = chart(words.say("ages_chart"), bars(lines, top, ticks))
    return [made("figure", drawing, legend(*keys))]


def _columns(given: Sequence[Column], words: FleetWords, label: str) -> list[Element]:
    if not any(column.asked for column in given):
        return []
    most = round(round_top(max(column.asked for column in given)))
    ticks = [words.number(most * half // 2) for half in range(3)]
    # Two days side by side are not to be two walls.
    given = [*given, *[Column("", 0, 0, share(0, 0))] * (_FEWEST_COLUMNS - len(given))]
    panels = [
        made("p", words.say("by_day_bars"), class_="panel-title"),
        columns(given, _TALL, most, ticks),
    ]
    if any(column.opt_in.value is not None for column in given):
        top, percents = _percents([column.opt_in.high for column in given], words)
        panels.append(made("p", words.say("by_day_rate"), class_="panel-title"))
        panels.append(rates(given, _LOW, top, percents))
    keys = [key("asked", words.say("asked")), key("yes", words.say("said_yes"))]
    drawn = chart(words.say(label), *panels)
    look = "many" if len(given) > _MANY_COLUMNS else False
    return [made("figure", drawn, legend(*keys), class_=look)]


def _with_others(
    report: FleetReport, words: FleetWords, label: str, of: int, drawing: Element, keys: Element
) -> list[Element]:
    """The chart, and how many ``of`` all its lines it leaves out."""
    said = words.say(label, by=words.by(report.by))
    rest = of - MOST_IN_CHART
    others: list[Element] = []
    if rest > 0:
        numbers = {"shown": words.number(MOST_IN_CHART), "rest": words.number(rest)}
        others.append(made("p", words.say("largest", **numbers), class_="cut"))
    return [made("figure", chart(said, drawing), keys), *others]


def _step(columns: int) -> int:
    """From one labelled column to the next, so that no label meets another on a phone."""
    return -(-max(columns, _FEWEST_COLUMNS) // _MOST_LABELS)


def _days_step(days: int) -> int:
    """The same for days: whole weeks, of more than two."""
    if days <= 2 * _WEEK:
        return _step(days)
    return _WEEK * -(-days // (_WEEK * _MOST_LABELS))


def _percents(highs: Sequence[float | None], words: FleetWords) -> tuple[float, list[str]]:
    """A scale that all intervals fit in, in steps of 10, 20 or 25 per cent, and its labels."""
    most = max((high for high in highs if high is not None), default=1.0)
    for top, step in ((0.2, 0.05), (0.3, 0.1), (0.4, 0.1), (0.5, 0.1), (0.6, 0.2), (0.8, 0.2)):
        if most <= top:
            return top, [words.percent(step * place) for place in range(round(top / step) + 1)]
    return 1.0, _quarters(words)


def _quarters(words: FleetWords) -> list[str]:
    return [words.percent(part) for part in _QUARTERS]


def _whole_key(whole: Share | Estimate | None, words: FleetWords) -> list[Element]:
    if whole is None or whole.value is None:
        return []
    return [key("whole", words.say("mark_all", value=words.share_alone(whole)))]


def _ways(counts: Counts | HourCounts, words: FleetWords) -> list[str]:
    """By which way they said yes; of hours that is not told."""
    if isinstance(counts, HourCounts):
        return []
    agreed, told = words.number(counts.agreed), words.number(counts.told)
    return [words.say("yes_by", agreed=agreed, told=told)]


def _share_tile(words: FleetWords, found: Share | Estimate, label: str, of: str = "") -> Element:
    notes = [of] if of else []
    if found.low is not None and found.high is not None:
        notes.append(words.say("interval", interval=words.interval_of(found)))
    return _tile(words.share_alone(found), words.say(label), *notes)


def _tile(value: str, label: str, *notes: str) -> Element:
    return made(
        "li",
        made("p", value, class_="figure"),
        made("p", label, class_="label"),
        *(made("p", note, class_="note") for note in notes),
    )
