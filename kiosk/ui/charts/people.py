"""What is said of genders and ages: always of whom, and when there will be more."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication, QLocale

from kiosk.application.figures import PeriodFigures
from kiosk.domain.block_sums import Total
from kiosk.domain.blocks import AT_CLOSE
from kiosk.domain.estimate import UNSAID, Gender
from kiosk.domain.periods import Span
from kiosk.domain.shares import Estimate
from kiosk.ui.charts import labels

_say = QCoreApplication


def of_genders(figures: PeriodFigures, locale: QLocale) -> tuple[str, ...]:
    """The share of women, of whom it is, what it may really be, and who is in neither part."""
    if not figures.blocks:
        return none_closed(figures)
    genders = figures.genders
    if genders.women is None:
        return (*_no_share(), *of_whom(figures, locale))
    parts = [
        _share_of_women(figures, genders.women),
        *of_whom(figures, locale),
        chance(),
        *in_neither(figures, locale),
    ]
    if genders.bounds is not None:
        words = _say.translate("Charts", "Of all asked, {interval} may be women.")
        parts.append(words.format(interval=labels.percents(*genders.bounds)))
    return tuple(parts)


def of_ages(figures: PeriodFigures, locale: QLocale) -> tuple[str, ...]:
    """The largest group of ages, and who did not say."""
    if not figures.blocks:
        return none_closed(figures)
    bands = figures.ages.bands
    if not bands:
        return _no_share()
    first = largest(bands)
    words = _say.translate("Charts", "{share} were {ages} ({interval}), the most of any age.")
    if any(overlap(bands[first], bands[name]) for name in bands if name != first):
        words = _say.translate(
            "Charts", "{share} were {ages} ({interval}): the most, but that may be chance alone."
        )
    said = words.format(
        share=labels.percent(bands[first].value),
        ages=labels.ages(first),
        interval=labels.percents(bands[first].low, bands[first].high),
    )
    return (said, chance(), *in_no_band(figures, locale))


def of_pyramid(figures: PeriodFigures) -> tuple[str, ...]:
    """The largest group by gender and age."""
    if not figures.blocks:
        return none_closed(figures)
    found = figures.pyramid
    if not found.women:
        return _no_share()
    sides = {(Gender.WOMAN.value, name): share for name, share in found.women.items()}
    sides |= {(Gender.MAN.value, name): share for name, share in found.men.items()}
    (gender, ages), share = max(sides.items(), key=lambda side: side[1].value)
    words = _say.translate(
        "Charts", "The largest group: {gender} aged {ages}, {share} of all ({interval})."
    )
    said = words.format(
        gender=labels.gender(gender),
        ages=labels.ages(ages),
        share=labels.percent(share.value),
        interval=labels.percents(share.low, share.high),
    )
    return (said, chance())


def overlap(one: Estimate, other: Estimate) -> bool:
    """Whether chance alone may have made these two differ."""
    return one.low <= other.high and other.low <= one.high


def largest(bands: Mapping[str, Estimate]) -> str:
    """The name of the group with the largest share."""
    return max(bands, key=lambda name: bands[name].value)


def _share_of_women(figures: PeriodFigures, women: Estimate) -> str:
    share, interval = labels.percent(women.value), labels.percents(women.low, women.high)
    if figures.opt_in.value is None:
        words = _say.translate("Charts", "{share} were women ({interval}), of those who said yes.")
        return words.format(share=share, interval=interval)
    words = _say.translate(
        "Charts", "{share} were women ({interval}), of the {opt_in} who said yes."
    )
    opt_in = labels.percent(figures.opt_in.value)
    return words.format(share=share, interval=interval, opt_in=opt_in)


# Of whom ------------------------------------------------------------------------------------


def none_closed(figures: PeriodFigures) -> tuple[str, ...]:
    """Why there is nothing of genders and ages, and when there may be."""
    if not figures.final:
        return (_say.translate("Charts", "Nothing has closed yet."), *next_figures(figures))
    if not figures.counts.asked:
        return (_say.translate("Charts", "Nobody was asked in this time."),)
    if not figures.counts.counted:
        return (_say.translate("Charts", "Nobody left an answer in this time."),)
    words = _say.translate(
        "Charts", "Nothing closed in this time: its visits are in the figures of a later day."
    )
    return (words,)


def of_whom(figures: PeriodFigures, locale: QLocale) -> tuple[str, ...]:
    """How many visits have closed, since when, and when more may."""
    number, last = labels.number(figures.released.visits, locale), figures.blocks[-1]
    if figures.period.span is not Span.DAY:
        said = _say.translate("Charts", "{number} visits closed in this time.")
    elif last.closed_at == AT_CLOSE:
        said = _say.translate("Charts", "{number} visits, closed at the end of the day.")
    elif len(figures.blocks) == 1:
        said = _say.translate("Charts", "{number} visits, closed at {time}.")
    else:
        said = _say.translate("Charts", "{number} visits, closed by {time}.")
    parts = [said.format(number=number, time=last.closed_at)]
    return (*parts, *since(figures, locale), *next_figures(figures))


def since(figures: PeriodFigures, locale: QLocale) -> tuple[str, ...]:
    """That some visits are of days before the period, where they are."""
    first = figures.released.first_day
    if first is None or first >= figures.period.first:
        return ()
    words = _say.translate("Charts", "This includes visits since {day}.")
    return (words.format(day=labels.day_in_full(first, locale)),)


def next_figures(figures: PeriodFigures) -> tuple[str, ...]:
    """When the next visits may close."""
    at = figures.next_close
    if at is None:
        return ()
    words = _say.translate("Charts", "Next: {time} at the earliest.")
    growing = [day.day for day in figures.days if day.growing]
    if growing and at.date() > growing[-1]:
        words = _say.translate("Charts", "Next: when the day ends, at {time}.")
    return (words.format(time=f"{at:%H:%M}"),)


def chance() -> str:
    """Why no number is quite what was counted."""
    return _say.translate("Charts", "A little chance is mixed into every total.")


def _no_share() -> tuple[str, ...]:
    words = _say.translate(
        "Charts",
        "No share is named here: too much chance is mixed into so few visits. A longer time has "
        "one.",
    )
    return (words,)


# Who is in no share -------------------------------------------------------------------------


def in_neither(figures: PeriodFigures, locale: QLocale) -> list[str]:
    """Who is neither among the women nor among the men."""
    found = figures.genders.by_gender
    return _left_out(
        (
            (
                found[Gender.NOT_SURE.value],
                _say.translate(
                    "Charts", "Not in this: about {number} of whom the camera was not sure."
                ),
            ),
            (found[Gender.UNSAID.value], _rather_not()),
        ),
        locale,
    )


def in_no_band(figures: PeriodFigures, locale: QLocale) -> list[str]:
    """Who is of no age."""
    return _left_out(((figures.ages.by_age_band[UNSAID], _rather_not()),), locale)


def _rather_not() -> str:
    return _say.translate("Charts", "Not in this: about {number} who would rather not say.")


def _left_out(found: Iterable[tuple[Total, str]], locale: QLocale) -> list[str]:
    return [
        words.format(number=labels.number(labels.shown(total), locale))
        for total, words in found
        if labels.shown(total)
    ]
