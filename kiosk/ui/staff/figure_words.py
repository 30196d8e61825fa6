"""What the pages of figures say beside the charts: of whom a figure is, and what is left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from kiosk.application.figures import PeriodFigures
from kiosk.domain.statistics import worst_case
from kiosk.ui.charts import labels, people, sentences
from kiosk.ui.charts.data import Chart
from kiosk.ui.staff import period_words

_say = QCoreApplication

UNKNOWN: Final = "—"
"""Stands where there is no number. A nought would be one."""


def counted(number: int, figures: PeriodFigures, locale: QLocale) -> str:
    """A count; in words where a nought only means that few have come yet."""
    if not number and figures.fewer_than > 1:
        return _say.translate("Figures", "fewer than {number}").format(number=figures.fewer_than)
    return labels.number(number, locale)


def counts_are_gone(figures: PeriodFigures) -> bool:
    """True of a period longer ago than counts are kept; its blocks may still be there."""
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


def of_released(
    chart: Chart, figures: PeriodFigures, more: Sequence[str], locale: QLocale
) -> Chart:
    """A chart of gender or age. Who is in none of its parts, ``left_out`` says."""
    rest = {*people.in_neither(figures, locale), *people.in_no_band(figures, locale)}
    parts = [part for part in chart.sentences if part not in rest]
    return with_sentences(chart, (*parts, *more), locale)


def none_closed(chart: Chart) -> Chart:
    """In place of all charts of gender and age: why there are none, and when there may be."""
    return replace(chart, title=_say.translate("Figures", "Gender and age"), data=None)


def bounds_of_ages(figures: PeriodFigures) -> tuple[str, ...]:
    """What the largest group of ages may be of all who were asked, whatever the others may be."""
    bands = figures.ages.bands
    if not bands:
        return ()
    name = people.largest(bands)
    found = worst_case(bands[name].value, figures.opt_in)
    if found is None:
        return ()
    words = _say.translate("Figures", "Of all asked, {interval} may be {ages}.")
    return (words.format(interval=labels.percents(*found), ages=labels.ages(name)),)


# What is left out ---------------------------------------------------------------------------


def left_out(figures: PeriodFigures, today: date, locale: QLocale) -> tuple[str, ...]:
    """Everything that figures of gender and age do not hold, one sentence each."""
    parts = [
        _say.translate(
            "Figures",
            "Gender and age are of visitors who said yes. A little chance is mixed into every "
            "total of them, so that nobody can be singled out: a number may be off by a few.",
        )
    ]
    if figures.genders.bounds is not None:
        parts.append(_say.translate("Figures", "Nothing is known of those who did not say yes."))
    parts += people.since(figures, locale)
    if figures.blocks:
        parts += _rest(figures, locale)
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
        words = _say.translate(
            "Figures", "What the camera is known to get wrong is taken out of the shares ({name})."
        )
        parts.append(words.format(name=labels.confusion(figures.confusion)))
    if figures.demo:
        parts.append(_say.translate("Figures", "This is the demo: the shop is invented."))
    return tuple(parts)


def _rest(figures: PeriodFigures, locale: QLocale) -> list[str]:
    """Who is in none of the parts of the two charts, chart by chart."""
    named = (
        (
            _say.translate("Figures", "Women and men: {said}"),
            people.in_neither(figures, locale),
        ),
        (_say.translate("Figures", "Ages: {said}"), people.in_no_band(figures, locale)),
    )
    return [words.format(said=sentences.joined(said, locale)) for words, said in named if said]


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
        (
            figures.withdrawn_later or 0,
            _say.translate(
                "Figures",
                "Taken back after the end of the day: {number} more. Their records are gone; "
                "totals that had closed by then stay as they were.",
            ),
        ),
    ):
        if number:
            parts.append(words.format(number=labels.number(number, locale)))
    return parts


def without_data(chart: Chart, sentence: str) -> Chart:
    """A chart of which nothing can be drawn, for this reason."""
    return replace(chart, data=None, sentences=(sentence,), words=sentence)
