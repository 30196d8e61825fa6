"""What a report says beside its charts: of what and whom it is, its key numbers, and its notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from kiosk.application.figures import PeriodFigures
from kiosk.domain.periods import Period, Span
from kiosk.ui.charts import labels, sentences

_say = QCoreApplication


@dataclass(frozen=True, slots=True)
class About:
    """Whose figures these are; ``written`` is the instant, in the shop's zone."""

    controller: str
    kiosk: str
    written: datetime
    version: str
    language: str

    @property
    def locale(self) -> QLocale:
        return QLocale(self.language)


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """One of the numbers at the head; ``under`` says more of it, or is empty."""

    label: str
    value: str
    under: str = ""


def title_of(figures: PeriodFigures, locale: QLocale) -> str:
    """What the sheet is: of which time, and whether that goes on."""
    period = figures.period
    words = _say.translate("Report", "Visitors, {period}")
    if not figures.final:
        words = _say.translate("Report", "Visitors, {period}, so far")
    return words.format(period=_period(period, locale))


def _period(period: Period, locale: QLocale) -> str:
    match period.span:
        case Span.DAY:
            pattern = _say.translate("Report", "dddd d MMMM yyyy", "a date pattern of QLocale")
            return _dated(period.first, pattern, locale)
        case Span.MONTH:
            pattern = _say.translate("Report", "MMMM yyyy", "a date pattern of QLocale")
            return _dated(period.first, pattern, locale)
        case Span.WEEK | Span.FOUR_WEEKS:
            words = _say.translate("Report", "{first} to {last}", "two dates")
            first, last = _patterns(period)
            return words.format(
                first=_dated(period.first, first, locale), last=_dated(period.last, last, locale)
            )


def _patterns(period: Period) -> tuple[str, str]:
    """How its two days are written: one year is said once, where the language says it."""
    if period.first.year != period.last.year:
        return _in_full(), _in_full()
    first = _say.translate("Report", "d MMMM", "pattern of the first of two dates in one year")
    last = _say.translate("Report", "d MMMM yyyy", "pattern of the last of two dates in one year")
    return first, last


def in_full(day: date, locale: QLocale) -> str:
    """A date with its year."""
    return _dated(day, _in_full(), locale)


def _in_full() -> str:
    return _say.translate("Report", "d MMMM yyyy", "a date pattern of QLocale")


def _dated(day: date, pattern: str, locale: QLocale) -> str:
    return locale.toString(QDate(day.year, day.month, day.day), pattern)


def lead_of(figures: PeriodFigures, locale: QLocale) -> str:
    """Of whom these figures are, before any of them."""
    of_whom = _say.translate(
        "Report",
        "Gender and age are of visitors who said yes; of all others there is only the count.",
    )
    return sentences.joined([of_whom, *sentences.of_opt_in(figures, locale)], locale)


def key_numbers(figures: PeriodFigures, locale: QLocale) -> Iterator[KeyNumber]:
    """Counts of visitors, in the order in which they come and decide."""
    counts = figures.counts

    def shown(number: int) -> str:
        few = figures.fewer_than
        return f"<{few}" if not number and few > 1 else labels.number(number, locale)

    if counts.entered is not None:
        yield KeyNumber(_say.translate("Report", "came in"), shown(counts.entered))
    yield KeyNumber(_say.translate("Report", "were asked"), shown(counts.asked))
    how = _say.translate("Report", "camera {agreed}, told us {told}")
    yield KeyNumber(
        _say.translate("Report", "said yes"),
        shown(counts.said_yes),
        how.format(agreed=shown(counts.agreed), told=shown(counts.told)),
    )
    rate = figures.opt_in
    if rate.value is not None and rate.low is not None and rate.high is not None:
        name = _say.translate("Report", "of those asked said yes")
        interval = f"({labels.percents(rate.low, rate.high)})"
        yield KeyNumber(name, labels.percent(rate.value), interval)
    yield KeyNumber(_say.translate("Report", "said no"), shown(counts.declined))
    yield KeyNumber(_say.translate("Report", "walked away"), shown(counts.walked_away))
    yield KeyNumber(_say.translate("Report", "not counted after a yes"), shown(figures.not_counted))
    yield KeyNumber(_say.translate("Report", "took their yes back"), shown(figures.withdrawn))


def notes_of(figures: PeriodFigures, locale: QLocale) -> Iterator[str]:
    """What has to be known to read the numbers rightly."""
    if figures.demo:
        yield _say.translate("Report", "Demo: the shop and every number here are invented.")
    if not figures.final:
        yield _say.translate("Report", "This time is not over, and the numbers will still rise.")
    if figures.fewer_than > 1:
        words = _say.translate(
            "Report", "What still grows is rounded down to steps of {step}; 0 is then <{step}."
        )
        yield words.format(step=figures.fewer_than)
    if figures.blocks:
        words = _say.translate(
            "Report",
            "Gender and age are of the {visits} visits that closed in this time. A little chance "
            "is mixed into every total of them, so that nobody can be singled out (epsilon = "
            "{epsilon}): a number may be off by a few.",
        )
        yield words.format(
            visits=labels.number(figures.released.visits, locale),
            epsilon=locale.toString(figures.epsilon),
        )
    yield _say.translate(
        "Report",
        "In brackets, and as whiskers: the range that holds the true share 95 times in 100. It "
        "says nothing of those who did not say yes.",
    )
    if figures.confusion:
        words = _say.translate(
            "Report",
            "What the camera is known to get wrong is taken out of the shares ({confusion}).",
        )
        yield words.format(confusion=labels.confusion(figures.confusion))
    if figures.withdrawn_later:
        words = _say.translate(
            "Report",
            "Taken back after the end of the day: {number} more. Their records are gone; totals "
            "that had closed by then stay as they were.",
        )
        yield words.format(number=labels.number(figures.withdrawn_later, locale))
    if figures.kept_from is not None:
        words = _say.translate("Report", "Of the days before {day} no counts are kept any more.")
        yield words.format(day=in_full(figures.kept_from, locale))


def notes_title() -> str:
    return _say.translate("Report", "How to read this")


def days_title() -> str:
    return _say.translate("Report", "Day by day")


def mark_of(figures: PeriodFigures) -> str:
    """What stands across the page of figures that nobody may take for real."""
    return _say.translate("Report", "DEMO") if figures.demo else ""


def foot_of(about: About) -> str:
    """When and by what it was written."""
    pattern = _say.translate("Report", "d MMMM yyyy", "a date pattern of QLocale")
    day = _dated(about.written.date(), pattern, about.locale)
    words = _say.translate("Report", "{place} · written on {day} at {time} by AskFirst {version}")
    return words.format(
        place=place_of(about), day=day, time=f"{about.written:%H:%M}", version=about.version
    )


def place_of(about: About) -> str:
    return f"{about.controller} · {about.kiosk}"
