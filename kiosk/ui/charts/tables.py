"""The same figures as rows of words and numbers, for whoever would rather read than look."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from kiosk.application.figures import DayCounts, PeriodFigures
from kiosk.ui.charts import days, hours, labels
from kiosk.ui.charts.counted import heat_map
from kiosk.ui.charts.data import GAP, Table

_say = QCoreApplication


def _number(number: int, locale: QLocale, few: int = 1) -> str:
    return f"<{few}" if not number and few > 1 else labels.number(number, locale)


def of_hours(figures: PeriodFigures, locale: QLocale) -> Table:
    """Each hour in which somebody was asked."""
    now, later = hours.growing(figures), hours.to_come(figures)
    head = (
        _say.translate("Charts", "Hour"),
        _say.translate("Charts", "Asked"),
        _say.translate("Charts", "Said yes"),
    )
    rows: list[tuple[str, ...]] = []
    for hour in hours.order(figures):
        if hour not in later:
            counts, few = figures.hours[hour], figures.fewer_than if hour in now else 1
            numbers = (_number(each, locale, few) for each in (counts.asked, counts.said_yes))
            rows.append((labels.stretch(hour), *numbers))
    return Table(head, tuple(rows))


def of_days(figures: PeriodFigures, locale: QLocale, before: Sequence[DayCounts] = ()) -> Table:
    """Each day that has begun; and who said yes on the day that stands at its place before."""
    unknown = days.to_come(figures) | days.gone(figures)
    head = (
        _say.translate("Charts", "Day"),
        _say.translate("Charts", "Asked"),
        _say.translate("Charts", "Said yes"),
        _say.translate("Charts", "Said no"),
        _say.translate("Charts", "Walked away"),
    )
    head += (_say.translate("Charts", "Yes before"),) if before else ()
    rows: list[tuple[str, ...]] = []
    for place, day in enumerate(figures.days):
        if day.day in unknown:
            continue
        name = f"{labels.weekday(day.day.weekday(), locale)} {labels.day(day.day, locale)}"
        counts, few = day.counts, figures.fewer_than if day.growing else 1
        numbers = (counts.asked, counts.said_yes, counts.declined, counts.walked_away)
        row = (name, *(_number(number, locale, few) for number in numbers))
        if before:
            known = place < len(before)
            row += (labels.number(before[place].counts.said_yes, locale) if known else GAP,)
        rows.append(row)
    return Table(head, tuple(rows))


def of_week(figures: PeriodFigures, locale: QLocale) -> Table:
    """Weekdays down, hours across, who said yes on average."""
    data = heat_map(figures, locale)
    if data is None:
        return Table((_say.translate("Charts", "Weekday"),), ())
    # Hours go down, for there may be more of them than a screen is wide.
    head = (_say.translate("Charts", "Hour"), *data.rows)
    rows = tuple(
        (labels.stretch(int(hour)), *(row[number] for row in data.shown))
        for number, hour in enumerate(data.columns)
    )
    return Table(head, rows)


def of_genders(figures: PeriodFigures, locale: QLocale) -> Table:
    """The share, what it would be with the camera's error in it, and every released number."""
    genders = figures.genders
    head = (_say.translate("Charts", "Women and men"), _say.translate("Charts", "Number or share"))
    rows = [(_say.translate("Charts", "women, of women and men"), labels.estimate(genders.women))]
    if genders.women is not None and genders.women.corrected:
        name = _say.translate("Charts", "the same, with the camera’s errors in it")
        rows.append((name, labels.estimate(genders.measured)))
    if genders.bounds is not None:
        low, high = (labels.percent(end) for end in genders.bounds)
        words = _say.translate("Charts", "{low} to {high}").format(low=low, high=high)
        rows.append((_say.translate("Charts", "women, of all asked, at least and at most"), words))
    rows += [
        (labels.gender(name), labels.total(total, locale))
        for name, total in genders.by_gender.items()
    ]
    rows.append((_say.translate("Charts", "visits in all"), labels.number(genders.visits, locale)))
    return Table(head, tuple(rows) if genders.visits else ())


def of_ages(figures: PeriodFigures, locale: QLocale) -> Table:
    """Each share, what it would be with the camera's error in it, and every released number."""
    ages = figures.ages
    is_corrected = any(share.corrected for share in ages.bands.values())
    head = (_say.translate("Charts", "Age"), _say.translate("Charts", "Share"))
    head += (_say.translate("Charts", "With the camera’s errors"),) if is_corrected else ()
    rows: list[tuple[str, ...]] = []
    for name, share in ages.bands.items():
        row = (labels.ages(name), labels.estimate(share))
        rows.append((*row, labels.estimate(ages.measured.get(name))) if is_corrected else row)
    blank = (GAP,) if is_corrected else ()
    counted = _say.translate("Charts", "number: {ages}")
    rows += [
        (counted.format(ages=labels.ages(name)), labels.total(total, locale), *blank)
        for name, total in ages.by_age_band.items()
    ]
    rows.append(
        (_say.translate("Charts", "visits in all"), labels.number(ages.visits, locale), *blank)
    )
    return Table(head, tuple(rows) if ages.visits else ())


def of_pyramid(figures: PeriodFigures) -> Table:
    """Each band's share among women and men together."""
    found = figures.pyramid
    head = (
        _say.translate("Charts", "Age"),
        _say.translate("Charts", "Women"),
        _say.translate("Charts", "Men"),
    )
    rows = tuple(
        (labels.ages(name), labels.estimate(share), labels.estimate(found.men[name]))
        for name, share in found.women.items()
    )
    return Table(head, rows)


def of_comparison(figures: PeriodFigures, locale: QLocale) -> Table:
    """The counts and the shares, now and before."""
    before = figures.before
    if before is None:
        return Table(("", labels.this(figures.period, locale)), ())
    head = ("", labels.this(figures.period, locale), labels.before(figures.period, locale))
    now, then = before.against, before.counts
    pairs = (
        (_say.translate("Charts", "asked"), now.asked, then.asked),
        (_say.translate("Charts", "said yes"), now.said_yes, then.said_yes),
    )
    rows = [(name, _number(one, locale), _number(other, locale)) for name, one, other in pairs]
    yes = (labels.share(each, locale) for each in (figures.opt_in, before.opt_in))
    women = (labels.estimate(each) for each in (figures.genders.women, before.women))
    rows += [
        (_say.translate("Charts", "yes, of those asked"), *yes),
        (_say.translate("Charts", "women"), *women),
    ]
    return Table(head, tuple(rows))
