"""What each chart says in words, the most important sentence first: of counts here, of genders
and ages in ``people``. Nothing is said more exactly than it is known.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from kiosk.application.figures import PeriodFigures
from kiosk.domain.periods import Span
from kiosk.domain.shares import Estimate
from kiosk.domain.statistics import Share
from kiosk.ui.charts import days, hours, labels
from kiosk.ui.charts.counted import SATURDAY, is_usual, weekday_hours
from kiosk.ui.charts.people import of_ages, of_genders, of_pyramid, overlap

__all__ = [
    "joined",
    "of_ages",
    "of_comparison",
    "of_days",
    "of_genders",
    "of_hours",
    "of_opt_in",
    "of_pyramid",
    "of_week",
]

_say = QCoreApplication

_WEEK: Final = 7
_MOST_NAMED: Final = 2
"""More hours than this that share the first place are not named one by one."""


def joined(parts: Sequence[str], locale: QLocale) -> str:
    """Sentences in a row: Chinese has no space between them."""
    return ("" if locale.language() == QLocale.Language.Chinese else " ").join(parts)


def of_opt_in(figures: PeriodFigures, locale: QLocale) -> tuple[str, ...]:
    """How many of those asked said yes, and of those who came in where a counter knows."""
    share = figures.opt_in
    if not share.of:
        return (_nobody(figures),)
    if share.value is None:
        said = _say.translate("Charts", "{count} of the {of} who were asked said yes.").format(
            count=labels.number(share.count, locale), of=labels.number(share.of, locale)
        )
    else:
        said = _say.translate("Charts", "{share} of the {of} who were asked said yes.").format(
            share=labels.percent(share.value), of=labels.number(share.of, locale)
        )
    door = figures.opt_in_of_door
    if door is None or door.value is None:
        return (said,)
    of_door = _say.translate("Charts", "That is {share} of the {of} who came in.").format(
        share=labels.percent(door.value), of=labels.number(door.of, locale)
    )
    return (said, of_door)


def of_hours(figures: PeriodFigures, locale: QLocale) -> tuple[str, ...]:
    """The busiest hour, what it was before, and what is not over yet."""
    if not figures.counts.asked:
        return (_nobody(figures), *_earlier(figures, locale))
    return (
        _busiest_hour(figures, locale),
        *_earlier(figures, locale),
        *_running(figures, locale),
    )


def _nobody(figures: PeriodFigures) -> str:
    if figures.fewer_than > 1:
        return _say.translate("Charts", "Fewer than {number} have been asked so far.").format(
            number=figures.fewer_than
        )
    if not figures.final:
        return _say.translate("Charts", "Nobody has been asked yet.")
    return _say.translate("Charts", "Nobody was asked in this time.")


def _busiest_hour(figures: PeriodFigures, locale: QLocale) -> str:
    now = hours.growing(figures)
    over = {
        hour: figures.hours[hour].said_yes for hour in hours.shown(figures.hours) if hour not in now
    }
    most = max(over.values(), default=0)
    if not most:
        if not figures.final:
            return _say.translate("Charts", "In the hours that are over nobody has said yes.")
        return _say.translate("Charts", "Nobody said yes.")
    busiest = [labels.stretch(hour) for hour, yes in over.items() if yes == most]
    if len(busiest) == 1:
        words = _say.translate("Charts", "The busiest hour was {hour}: {number} said yes.")
    elif len(busiest) <= _MOST_NAMED:
        words = _say.translate("Charts", "The busiest hours were {hour}: {number} each said yes.")
    else:
        words = _say.translate("Charts", "No hour stands out: in the busiest, {number} said yes.")
    between = _say.translate("Charts", " and ", "between two names")
    return words.format(hour=between.join(busiest), number=labels.number(most, locale))


def _earlier(figures: PeriodFigures, locale: QLocale) -> tuple[str, ...]:
    """The same number of the period before, up to the same hour where today goes on."""
    before = figures.before
    if before is None:
        return ()
    words = _earlier_words(figures.period.span, whole=before.upto_hour is None)
    return (
        words.format(
            weekday=labels.weekday_in_full(before.period.first.weekday(), locale),
            number=labels.number(before.counts.said_yes, locale),
            now=labels.number(before.against.said_yes, locale),
            hour=before.upto_hour,
        ),
    )


def _earlier_words(span: Span, *, whole: bool) -> str:
    match span:
        case Span.DAY if whole:
            return _say.translate("Charts", "The {weekday} before: {number} in all.")
        case Span.DAY:
            return _say.translate(
                "Charts", "By {hour}:00, {now} had said yes; last {weekday}, {number}."
            )
        case Span.WEEK if whole:
            return _say.translate("Charts", "The week before: {number}.")
        case Span.WEEK:
            return _say.translate(
                "Charts", "Up to {hour}:00 today it was {now}; the week before, {number}."
            )
        case Span.FOUR_WEEKS if whole:
            return _say.translate("Charts", "The 28 days before: {number}.")
        case Span.FOUR_WEEKS:
            return _say.translate(
                "Charts", "Up to {hour}:00 today it was {now}; in the 28 days before, {number}."
            )
        case Span.MONTH if whole:
            return _say.translate("Charts", "The month before: {number}.")
        case Span.MONTH:
            return _say.translate(
                "Charts", "Up to {hour}:00 today it was {now}; the month before, {number}."
            )


def _running(figures: PeriodFigures, locale: QLocale) -> tuple[str, ...]:
    """The hour that goes on, by what is written at its bar."""
    now = [hour for hour in hours.order(figures) if hour in hours.growing(figures)]
    if not now:
        return ()
    words = _say.translate("Charts", "The hour from {hour} ({shown}) is not over.")
    if figures.fewer_than > 1:
        words = _say.translate(
            "Charts", "The hour from {hour} ({shown}) goes on, in steps of five."
        )
    shown = labels.grown(figures.hours[now[0]].said_yes, figures.fewer_than, locale)
    return (words.format(hour=now[0], shown=shown),)


def of_days(figures: PeriodFigures, locale: QLocale) -> tuple[str, ...]:
    """The busiest day, what weekends are like, and the period before."""
    if len(figures.days) == 1:
        return (_say.translate("Charts", "Days stand beside each other in a week or longer."),)
    if not figures.counts.asked:
        return (_nobody(figures), *_earlier(figures, locale))
    over = days.over(figures)
    most = max(over, key=lambda day: day.counts.said_yes, default=None)
    parts: list[str] = []
    if most is None or not most.counts.said_yes:
        parts.append(_say.translate("Charts", "On the days that are over nobody said yes."))
    else:
        words = _say.translate("Charts", "The busiest day was {day}: {number} said yes.")
        day = labels.day_in_full(most.day, locale)
        parts.append(words.format(day=day, number=labels.number(most.counts.said_yes, locale)))
        ends = [day.counts.said_yes for day in over if day.day.weekday() >= SATURDAY]
        others = [day.counts.said_yes for day in over if day.day.weekday() < SATURDAY]
        if ends and others:
            words = _say.translate(
                "Charts", "On average {ends} a day at weekends, {others} on other days."
            )
            parts.append(
                words.format(
                    ends=labels.mean(sum(ends) / len(ends), locale),
                    others=labels.mean(sum(others) / len(others), locale),
                )
            )
    total = _say.translate("Charts", "In all {number} said yes.")
    parts.append(total.format(number=labels.number(figures.counts.said_yes, locale)))
    for day in figures.days:
        if day.growing:
            words = _say.translate("Charts", "{day} ({shown}) is not over.")
            shown = labels.grown(day.counts.said_yes, figures.fewer_than, locale)
            parts.append(words.format(day=labels.day(day.day, locale), shown=shown))
    later = days.to_come(figures)
    if later:
        words = _say.translate("Charts", "Days still to come: {number}.")
        parts.append(words.format(number=len(later)))
    if days.gone(figures) and figures.kept_from is not None:
        words = _say.translate("Charts", "Of the days before {day} no counts are kept any more.")
        parts.append(words.format(day=labels.day_in_full(figures.kept_from, locale)))
    return (*parts, *_earlier(figures, locale))


def of_week(figures: PeriodFigures, locale: QLocale) -> tuple[str, ...]:
    """The busiest hour of the week."""
    if len(figures.days) < _WEEK:
        return (_say.translate("Charts", "A usual week is made of a week or longer."),)
    means = {
        (weekday, hour): mean
        for weekday, row in weekday_hours(figures).items()
        for hour, mean in enumerate(row)
        if mean is not None
    }
    highest = max(means.values(), default=0.0)
    if not highest:
        return (
            _nobody(figures)
            if not figures.counts.asked
            else _say.translate("Charts", "On the days that are over nobody said yes."),
        )
    is_one_week = len(figures.days) == _WEEK
    if not is_one_week and not is_usual(figures):
        words = _say.translate(
            "Charts",
            "What is usual is shown once two whole weeks are over. Days that are over: {number}.",
        )
        return (words.format(number=len(days.over(figures))),)
    weekday, hour = max(means, key=lambda place: means[place])
    words = (
        _say.translate("Charts", "The busiest time was {weekday} from {hour}: {number} said yes.")
        if is_one_week
        else _say.translate(
            "Charts", "The busiest time is {weekday} from {hour}: {number} say yes on average."
        )
    )
    parts = [
        words.format(
            weekday=labels.weekday_in_full(weekday, locale),
            hour=labels.stretch(hour),
            number=labels.mean(highest, locale),
        )
    ]
    if any(day.growing for day in figures.days):
        parts.append(_say.translate("Charts", "The day that goes on is not in this yet."))
    return tuple(parts)


def of_comparison(figures: PeriodFigures, locale: QLocale) -> tuple[str, ...]:
    """How many were asked now and before, and whether the shares really differ."""
    before = figures.before
    if before is None:
        return (_say.translate("Charts", "There is nothing to compare this with."),)
    words = _say.translate("Charts", "{now} were asked; {name}: {then}.")
    if before.upto_hour is not None:
        words = _say.translate(
            "Charts", "By {hour}:00, {now} were asked; {name} up to the same hour: {then}."
        )
    parts = [
        words.format(
            now=labels.number(before.against.asked, locale),
            name=labels.before(figures.period, locale),
            then=labels.number(before.counts.asked, locale),
            hour=before.upto_hour,
        )
    ]
    if not before.same_weekdays:
        parts.append(
            _say.translate(
                "Charts",
                "No two months have the same weekdays: that alone can make a difference.",
            )
        )
    parts += _differ(_named(figures.opt_in), _named(before.opt_in), "yes")
    parts += _differ(figures.genders.women, before.women, "women")
    return tuple(parts)


def _named(share: Share) -> Estimate | None:
    """A share of exact counts, where there are enough to name one."""
    if share.value is None or share.low is None or share.high is None:
        return None
    return Estimate(share.value, share.low, share.high, share.of)


def _differ(now: Estimate | None, then: Estimate | None, what: str) -> tuple[str, ...]:
    """A difference is called one only where the two intervals lie apart."""
    if now is None or then is None:
        return ()
    if labels.percent(now.value) == labels.percent(then.value):
        words = {
            "yes": _say.translate("Charts", "{now} said yes, as before."),
            "women": _say.translate("Charts", "{now} were women, as before."),
        }[what]
    elif overlap(now, then):
        words = {
            "yes": _say.translate(
                "Charts", "{now} said yes, {then} before: that may be chance alone."
            ),
            "women": _say.translate(
                "Charts", "{now} were women, {then} before: that may be chance alone."
            ),
        }[what]
    else:
        words = {
            "yes": _say.translate(
                "Charts", "{now} said yes, {then} before: more of a difference than chance makes."
            ),
            "women": _say.translate(
                "Charts", "{now} were women, {then} before: more of a difference than chance makes."
            ),
        }[what]
    return (words.format(now=labels.percent(now.value), then=labels.percent(then.value)),)
