"""What is said of genders and ages: always of whom, and what is held back or cannot be known."""

from PySide6.QtCore import QCoreApplication, QLocale

from kiosk.application.figures import Corrected, PeriodFigures
from kiosk.domain.batches import size_after
from kiosk.domain.estimate import UNSAID, Gender
from kiosk.domain.statistics import Share
from kiosk.ui.charts import age_sources, labels
from kiosk.ui.charts.told_apart import are_split, bands_of, in_no_share, wider_ages

_say = QCoreApplication


def of_genders(figures: PeriodFigures, locale: QLocale) -> tuple[str, ...]:
    """The share of women, of whom it is, what it may really be, and who is in neither part."""
    genders = figures.genders
    if not genders.visits:
        return none_closed(figures, locale)
    women = genders.women
    if not women.of:
        words = _say.translate(
            "Charts",
            "Of the {number} in closed groups, women and men are not told apart: too few of "
            "either to keep anyone from being singled out.",
        )
        return (words.format(number=labels.number(genders.visits, locale)),)
    parts = [_share_of_women(figures, women, locale)]
    if genders.merged:
        parts.append(
            _say.translate("Charts", "That is to within the few whose gender is not known.")
        )
    if genders.corrected is not None and women.value is not None:
        parts.append(_corrected(genders.corrected))
    parts += in_neither(figures, locale)
    if genders.bounds is not None:
        words = _say.translate("Charts", "Of all asked, {interval} may be women.")
        parts.append(words.format(interval=labels.percents(*genders.bounds)))
    return (*parts, *_reaching_out(figures, locale))


def none_closed(figures: PeriodFigures, locale: QLocale) -> tuple[str, ...]:
    """Why there is nothing to show of genders and ages."""
    if not figures.counts.asked and not figures.reaching_out and figures.final:
        return (_say.translate("Charts", "Nobody was asked in this time."),)
    if figures.reaching_out:
        return _reaching_out(figures, locale)
    if figures.final:
        return (
            _say.translate(
                "Charts",
                "Too few said yes: no group of visitors has closed, so gender and age are not "
                "shown.",
            ),
        )
    words = _say.translate(
        "Charts",
        "Gender and age are shown from closed groups of visitors; the first closes after about "
        "{number}.",
    )
    return (words.format(number=size_after(None, figures.k)),)


def _share_of_women(figures: PeriodFigures, women: Share, locale: QLocale) -> str:
    if women.value is None or women.low is None or women.high is None:
        words = _say.translate(
            "Charts", "{count} of {of} were women: too few to speak of a percentage."
        )
        return words.format(
            count=labels.number(women.count, locale), of=labels.number(women.of, locale)
        )
    interval = labels.percents(women.low, women.high)
    share = labels.in_ten(women.value)
    if figures.opt_in.value is None:
        words = _say.translate("Charts", "{share} were women ({interval}), of those who said yes.")
        return words.format(share=share, interval=interval)
    words = _say.translate(
        "Charts", "{share} were women ({interval}), of the {opt_in} who said yes."
    )
    opt_in = labels.percent(figures.opt_in.value)
    return words.format(share=share, interval=interval, opt_in=opt_in)


def _corrected(found: Corrected) -> str:
    words = _say.translate(
        "Charts", "Estimated {value} ({interval}), once the camera’s known error is taken out."
    )
    return words.format(
        value=labels.percent(found.value),
        interval=labels.percents(found.low, found.high),
    )


def in_neither(figures: PeriodFigures, locale: QLocale) -> list[str]:
    """Those who are neither part of the ratio: not sure, not said, and held back."""
    genders = figures.genders
    unsure = genders.by_gender.get(Gender.NOT_SURE.value, 0)
    unsaid = genders.by_gender.get(Gender.UNSAID.value, 0)
    told = sum(genders.by_gender.values())
    parts: list[str] = []
    for number, words in (
        (
            unsure,
            _say.translate("Charts", "Not in this: {number} of whom the camera was not sure."),
        ),
        (unsaid, _say.translate("Charts", "Not in this: {number} who would rather not say.")),
        (
            genders.visits - told,
            _say.translate(
                "Charts",
                "Of {number} more nothing is shown, so that nobody can be singled out.",
            ),
        ),
    ):
        if number > 0:
            parts.append(words.format(number=labels.number(number, locale)))
    return parts


def _reaching_out(figures: PeriodFigures, locale: QLocale) -> tuple[str, ...]:
    """Groups that began before the period or ended after it are in no number of it."""
    visits = sum(batch.visits for batch in figures.reaching_out)
    if not visits:
        return ()
    words = _say.translate(
        "Charts",
        "A group of {number} reaches beyond this time. A longer time shows it.",
    )
    if len(figures.reaching_out) > 1:
        words = _say.translate(
            "Charts",
            "Groups of {number} in all reach beyond this time. A longer time shows them.",
        )
    return (words.format(number=labels.number(visits, locale)),)


def of_ages(figures: PeriodFigures, locale: QLocale) -> tuple[str, ...]:
    """The largest band, what it may really be, and what is shown in wider bands only."""
    ages = figures.ages
    if not ages.visits:
        return none_closed(figures, locale)
    bands = bands_of(figures)
    if not bands:
        return _only_wider(figures, locale)
    name = max(bands, key=lambda band: bands[band].count)
    parts = [_largest(figures, name, bands[name], locale)]
    if ages.merged:
        parts.append(
            _say.translate("Charts", "That is to within the few who did not say their age.")
        )
    parts += age_sources.in_words(ages, locale)
    if ages.corrected and name in ages.corrected:
        parts.append(_corrected_ages(name, ages.corrected[name]))
    parts += in_no_band(figures, locale)
    return tuple(parts)


def _largest(figures: PeriodFigures, name: str, share: Share, locale: QLocale) -> str:
    if share.value is None or share.low is None or share.high is None:
        words = _say.translate(
            "Charts", "Most were {ages}: {count} of {of}, too few to speak of a percentage."
        )
        return words.format(
            ages=labels.ages(name),
            count=labels.number(share.count, locale),
            of=labels.number(share.of, locale),
        )
    words = _say.translate("Charts", "{share} were {ages} ({interval}), the most of any age.")
    return words.format(
        share=labels.in_ten(share.value),
        ages=labels.ages(name),
        interval=labels.percents(share.low, share.high),
    )


def _corrected_ages(name: str, found: Corrected) -> str:
    words = _say.translate(
        "Charts",
        "With the camera’s known error taken out, {value} were {ages} ({interval}).",
    )
    return words.format(
        value=labels.percent(found.value),
        ages=labels.ages(name),
        interval=labels.percents(found.low, found.high),
    )


def in_no_band(figures: PeriodFigures, locale: QLocale) -> list[str]:
    """Those whose ages are in none of the bands: told apart in other ones, or not said."""
    parts: list[str] = []
    if are_split(figures) and in_no_share(figures) > 0:
        words = _say.translate(
            "Charts",
            "The ages of {number} more are in other bands, or in none, so as not to single anyone "
            "out.",
        )
        parts.append(words.format(number=labels.number(in_no_share(figures), locale)))
    wider = wider_ages(figures)
    if wider and bands_of(figures):
        # Some may be in bands that have a share, too: then it is not their whole number.
        words = _say.translate(
            "Charts",
            "Not in this, as some ages of their groups had to be merged so that nobody can be "
            "singled out: {list}.",
        )
        parts.append(words.format(list=_listed(wider, locale)))
    elif wider:
        words = _say.translate(
            "Charts", "In wider bands only, so as not to single anyone out: {list}."
        )
        parts.append(words.format(list=_listed(wider, locale)))
    unsaid = figures.ages.by_ages.get(UNSAID, 0)
    if unsaid:
        words = _say.translate("Charts", "Not in this: {number} who would rather not say.")
        parts.append(words.format(number=labels.number(unsaid, locale)))
    return parts


def _only_wider(figures: PeriodFigures, locale: QLocale) -> tuple[str, ...]:
    wider = wider_ages(figures)
    if not wider:
        words = _say.translate(
            "Charts",
            "Of the {number} in closed groups ages are not told apart: too few of any to keep "
            "anyone from being singled out.",
        )
        return (words.format(number=labels.number(figures.ages.visits, locale)),)
    return tuple(in_no_band(figures, locale))


def _listed(numbers: dict[str, int], locale: QLocale) -> str:
    between = _say.translate("Charts", "; ", "between the items of a list")
    one = _say.translate("Charts", "{number} aged {ages}")
    return between.join(
        one.format(ages=labels.ages(name), number=labels.number(number, locale))
        for name, number in numbers.items()
    )


def of_pyramid(figures: PeriodFigures, locale: QLocale) -> tuple[str, ...]:
    """The largest group by gender and age, and of how many that is."""
    found = figures.pyramid
    if not figures.genders.visits:
        return none_closed(figures, locale)
    if not found.visits:
        words = _say.translate(
            "Charts",
            "No closed group is large enough yet to show gender and age together without "
            "singling anyone out.",
        )
        return (words,)
    sides = {(Gender.WOMAN.value, name): share for name, share in found.women.items()}
    sides |= {(Gender.MAN.value, name): share for name, share in found.men.items()}
    (gender, ages), share = max(sides.items(), key=lambda side: side[1].count)
    parts: list[str] = []
    if share.value is None or share.low is None or share.high is None:
        words = _say.translate("Charts", "The largest group: {gender} of {ages}, {count} of {of}.")
    else:
        words = _say.translate(
            "Charts", "The largest group: {gender} of {ages}, {share} of all ({interval})."
        )
    parts.append(
        words.format(
            gender=labels.gender(gender),
            ages=labels.ages(ages),
            count=labels.number(share.count, locale),
            of=labels.number(share.of, locale),
            share=labels.percent(share.value or 0.0),
            interval=labels.percents(share.low or 0.0, share.high or 0.0),
        )
    )
    if found.visits < figures.genders.visits:
        words = _say.translate(
            "Charts",
            "This is of {number} of the {all} visitors in closed groups; the other groups do not "
            "tell enough apart for it.",
        )
        parts.append(
            words.format(
                number=labels.number(found.visits, locale),
                all=labels.number(figures.genders.visits, locale),
            )
        )
    return tuple(parts)
