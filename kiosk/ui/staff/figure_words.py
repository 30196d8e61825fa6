"""What the pages of figures say beside the charts: of whom a figure is, and what is left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from kiosk.application.figures import PeriodFigures
from kiosk.domain.batch_sums import members, named_ages, named_genders
from kiosk.domain.batches import Batch, Source
from kiosk.domain.statistics import worst_case
from kiosk.ui.charts import labels, people, sentences
from kiosk.ui.charts.data import Chart
from kiosk.ui.charts.told_apart import bands_of
from kiosk.ui.staff import period_words

_say = QCoreApplication

_SMALLEST: Final = 5
"""No group of a shop is smaller, whatever its settings say."""

UNKNOWN: Final = "—"
"""Stands where there is no number. A nought would be one."""


def counted(number: int, figures: PeriodFigures, locale: QLocale) -> str:
    """A count; in words where a nought only means that few have come yet."""
    if not number and figures.fewer_than > 1:
        return _say.translate("Figures", "fewer than {number}").format(number=figures.fewer_than)
    return labels.number(number, locale)


def at_once(figures: PeriodFigures) -> bool:
    """True in a demo that shows every visitor as they come: no shop may."""
    return figures.demo and figures.k < _SMALLEST


def counts_are_gone(figures: PeriodFigures) -> bool:
    """True of a period longer ago than counts are kept; its groups may still be there."""
    return figures.kept_from is not None and figures.period.last < figures.kept_from


def gone() -> str:
    return _say.translate("Figures", "No counts of this time are kept any more.")


@dataclass(frozen=True, slots=True)
class Large:
    """A number as it stands in large: what it is of, and the lines under it."""

    label: str
    figure: str
    lines: tuple[str, ...]


def of_those_asked(figures: PeriodFigures, locale: QLocale) -> Large:
    """The opt-in rate."""
    share, counts = figures.opt_in, figures.counts
    label = _say.translate("Figures", "Said yes, of those asked")
    if counts_are_gone(figures):
        return Large(label, UNKNOWN, (gone(),))
    if not share.of:
        return Large(label, UNKNOWN, sentences.of_opt_in(figures, locale))
    words = _say.translate("Figures", "Said yes, of {asked} asked")
    label = words.format(asked=labels.number(share.of, locale))
    words = _say.translate("Figures", "{no} said no, {away} walked away")
    lines = [
        words.format(
            no=counted(counts.declined, figures, locale),
            away=counted(counts.walked_away, figures, locale),
        )
    ]
    door = figures.opt_in_of_door
    if door is not None and door.value is not None:
        words = _say.translate("Figures", "{share} of the {entered} who came in")
        lines.append(
            words.format(share=labels.percent(door.value), entered=labels.number(door.of, locale))
        )
    if share.value is None:
        lines.append(_say.translate("Figures", "too few asked to speak of a percentage"))
        return Large(label, labels.number(share.count, locale), tuple(lines))
    return Large(label, labels.percent(share.value), tuple(lines))


def with_sentences(chart: Chart, parts: Sequence[str], locale: QLocale) -> Chart:
    """The same chart with these said under it."""
    return replace(chart, sentences=tuple(parts), words=sentences.joined(parts, locale))


def of_closed_groups(
    chart: Chart, figures: PeriodFigures, more: Sequence[str], locale: QLocale
) -> Chart:
    """A chart of gender or age. Who is in none of its parts, ``left_out`` says."""
    rest = {*people.in_neither(figures, locale), *people.in_no_band(figures, locale)}
    parts = [part for part in chart.sentences if part not in rest]
    return with_sentences(chart, (*parts, *more), locale)


def none_closed(chart: Chart, figures: PeriodFigures, locale: QLocale) -> Chart:
    """In place of all charts of gender and age: why there are none, and when there may be."""
    title = _say.translate("Figures", "Gender and age")
    parts: tuple[str, ...] = chart.sentences
    if at_once(figures):
        parts = (_say.translate("Figures", "Nobody has left an answer in this time."),)
    elif not figures.final:
        words = _say.translate(
            "Figures",
            "Gender and age are shown from closed groups of visitors, and no group of this time "
            "has closed yet.",
        )
        reaching = chart.sentences if figures.reaching_out else ()
        parts = (words, *reaching, *next_group(figures))
    return replace(with_sentences(chart, parts, locale), title=title, data=None)


def next_group(figures: PeriodFigures) -> tuple[str, ...]:
    """When the next figures come. More than this may not be said of a group that is open.

    Nothing of a time that is over, and nothing in a demo that waits for no group.
    """
    if figures.final or at_once(figures):
        return ()
    return (_say.translate("Figures", "The next figures come when a group is full."),)


def bounds_of_ages(figures: PeriodFigures) -> tuple[str, ...]:
    """What the largest band may be of all who were asked, whatever the others may be."""
    bands = bands_of(figures)
    if not bands:
        return ()
    name = max(bands, key=lambda band: bands[band].count)
    found = worst_case(bands[name], figures.opt_in)
    if found is None:
        return ()
    words = _say.translate("Figures", "Of all asked, {interval} may be {ages}.")
    return (words.format(interval=labels.percents(*found), ages=labels.ages(name)),)


# What is left out ---------------------------------------------------------------------------


def left_out(figures: PeriodFigures, today: date, locale: QLocale) -> tuple[str, ...]:
    """Everything that figures of gender and age do not hold, one sentence each."""
    parts = [_of_whom(figures)]
    if figures.genders.bounds is not None:
        parts.append(_say.translate("Figures", "Nothing is known of those who did not say yes."))
    parts += [_reaching_out(batch, today, locale) for batch in figures.reaching_out]
    if figures.genders.visits:
        parts += _rest(figures, locale)
    parts += _held_back(figures)
    parts += _unwritten(figures, locale)
    if figures.kept_from is not None:
        words = _say.translate("Figures", "Of days before {day} no counts are kept any more.")
        day = period_words.short_day(figures.kept_from, today, locale)
        parts.append(words.format(day=day))
    if not figures.final:
        parts.append(
            _say.translate("Figures", "This time is not over: more may come.")
            if figures.fewer_than == 1
            else _say.translate(
                "Figures", "This time is not over: more may come, shown in steps of five."
            )
        )
    if figures.confusion:
        words = _say.translate("Figures", "The camera’s known error is that of the {name}.")
        parts.append(words.format(name=labels.confusion(figures.confusion)))
    if figures.demo:
        parts.append(_say.translate("Figures", "This is the demo: the shop is invented."))
    return tuple(parts)


def _of_whom(figures: PeriodFigures) -> str:
    if at_once(figures):
        return _say.translate(
            "Figures",
            "Gender and age are of visitors who said yes. This demo shows each of them at once; "
            "a shop shows closed groups only, and no number of fewer than five.",
        )
    words = _say.translate(
        "Figures",
        "Gender and age are of visitors who said yes, in closed groups. No number is of fewer "
        "than {k} of them.",
    )
    return words.format(k=figures.k)


def _reaching_out(batch: Batch, today: date, locale: QLocale) -> str:
    if batch.source is Source.CAMERA:
        words = _say.translate(
            "Figures",
            "A group of {number}, seen by the camera, is of {days}: it goes beyond this time and "
            "is in no figure here.",
        )
    else:
        words = _say.translate(
            "Figures",
            "A group of {number} who told us themselves or corrected the camera is of {days}: it "
            "goes beyond this time and is in no figure here.",
        )
    days = period_words.stretch(batch.first_day, batch.last_day, today, locale)
    return words.format(number=labels.number(batch.visits, locale), days=days)


def _rest(figures: PeriodFigures, locale: QLocale) -> list[str]:
    """Who is in none of the parts of the two charts, chart by chart."""
    genders = (*people.in_neither(figures, locale), *_merged(figures, locale))
    ages = people.in_no_band(figures, locale)
    named = (
        (_say.translate("Figures", "Women and men: {said}"), genders),
        (_say.translate("Figures", "Ages: {said}"), ages),
    )
    return [words.format(said=sentences.joined(said, locale)) for words, said in named if said]


def _merged(figures: PeriodFigures, locale: QLocale) -> list[str]:
    merged = {
        labels.gender(name): number
        for name, number in figures.genders.by_gender.items()
        if len(members(name)) > 1
    }
    if not merged:
        return []
    one = _say.translate("Figures", "{number} are counted as {people}")
    between = _say.translate("Charts", "; ", "between the items of a list")
    words = _say.translate("Figures", "Not told apart, so as not to single anyone out: {list}.")
    listed = between.join(
        one.format(number=labels.number(number, locale), people=who)
        for who, number in merged.items()
    )
    return [words.format(list=listed)]


def _held_back(figures: PeriodFigures) -> list[str]:
    if not figures.genders.visits:
        return []
    genders = named_genders(figures.genders.by_gender)
    ages = named_ages(figures.ages.by_ages, figures.ages.bands)
    names = [labels.gender(name) for name, number in genders.items() if number is None]
    names += [labels.ages(name) for name, number in ages.items() if number is None]
    if not names:
        return []
    between = _say.translate("Figures", ", ", "between names")
    words = _say.translate("Figures", "Held back, for no group says it alone: {names}.")
    return [words.format(names=between.join(dict.fromkeys(names)))]


def _unwritten(figures: PeriodFigures, locale: QLocale) -> list[str]:
    parts: list[str] = []
    for number, words in (
        (
            figures.not_counted,
            _say.translate("Figures", "Visits that ended without a record: {number}."),
        ),
        (
            figures.withdrawn,
            _say.translate("Figures", "Visitors who took their yes back: {number}."),
        ),
    ):
        if number:
            parts.append(words.format(number=labels.number(number, locale)))
    return parts


def without_data(chart: Chart, sentence: str) -> Chart:
    """A chart of which nothing can be drawn, for this reason."""
    return replace(chart, data=None, sentences=(sentence,), words=sentence)
