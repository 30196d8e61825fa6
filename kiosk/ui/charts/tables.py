"""The same figures as rows of words and numbers, for whoever would rather read than look."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from kiosk.application.figures import Counts, DayCounts, PeriodFigures
from kiosk.domain.estimate import UNSAID
from kiosk.domain.statistics import Share
from kiosk.ui.charts import age_sources, days, hours, labels
from kiosk.ui.charts.counted import heat_map
from kiosk.ui.charts.data import GAP, Table
from kiosk.ui.charts.told_apart import are_split, bands_of, wider_ages

_say = QCoreApplication


def _counts_head(first: str) -> tuple[str, ...]:
    return (
        first,
        _say.translate("Charts", "Asked"),
        _say.translate("Charts", "Said yes"),
        _say.translate("Charts", "Said no"),
        _say.translate("Charts", "Walked away"),
    )


def _counts_row(name: str, counts: Counts, locale: QLocale, *, few: int = 1) -> tuple[str, ...]:
    numbers = (counts.asked, counts.said_yes, counts.declined, counts.walked_away)
    return (name, *(_number(number, locale, few) for number in numbers))


def _number(number: int, locale: QLocale, few: int = 1) -> str:
    return f"<{few}" if not number and few > 1 else labels.number(number, locale)


def of_hours(figures: PeriodFigures, locale: QLocale) -> Table:
    """Each hour in which somebody was asked."""
    now, later = hours.growing(figures), hours.to_come(figures)
    rows = [
        _counts_row(
            labels.stretch(hour),
            figures.hours[hour],
            locale,
            few=figures.fewer_than if hour in now else 1,
        )
        for hour in hours.order(figures)
        if hour not in later
    ]
    return Table(_counts_head(_say.translate("Charts", "Hour")), tuple(rows))


def of_days(figures: PeriodFigures, locale: QLocale, before: Sequence[DayCounts] = ()) -> Table:
    """Each day that has begun; and who said yes on the day that stands at its place before."""
    unknown = days.to_come(figures) | days.gone(figures)
    head = _counts_head(_say.translate("Charts", "Day"))
    head += (_say.translate("Charts", "Yes before"),) if before else ()
    rows: list[tuple[str, ...]] = []
    for place, day in enumerate(figures.days):
        if day.day in unknown:
            continue
        name = f"{labels.weekday(day.day.weekday(), locale)} {labels.day(day.day, locale)}"
        few = figures.fewer_than if day.growing else 1
        row = _counts_row(name, day.counts, locale, few=few)
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
    """The shares, each source alone, and what was released under any other name."""
    genders = figures.genders
    head = (_say.translate("Charts", "Women, of women and men"), _say.translate("Charts", "Share"))
    rows = [
        (_say.translate("Charts", "measured"), labels.share(genders.women, locale)),
        (_say.translate("Charts", "by the camera alone"), labels.share(genders.by_camera, locale)),
        (_say.translate("Charts", "as visitors said"), labels.share(genders.as_said, locale)),
    ]
    if genders.corrected is not None:
        found = genders.corrected
        value = f"{labels.percent(found.value)} ({labels.percents(found.low, found.high)})"
        rows.append((_say.translate("Charts", "estimated, known error taken out"), value))
    if genders.bounds is not None:
        low, high = (labels.percent(end) for end in genders.bounds)
        words = _say.translate("Charts", "{low} to {high}").format(low=low, high=high)
        rows.append((_say.translate("Charts", "of all asked, at least and at most"), words))
    # Where some were merged, "women" are not all women: a share of these numbers would be wrong.
    released = _say.translate("Charts", "counted as {gender}") if genders.merged else "{gender}"
    rows += [
        (released.format(gender=labels.gender(name)), labels.number(number, locale))
        for name, number in sorted(genders.by_gender.items())
    ]
    rest = genders.visits - sum(genders.by_gender.values())
    if rest > 0:
        rows.append((_say.translate("Charts", "not told apart"), labels.number(rest, locale)))
    return Table(head, tuple(rows) if genders.visits else ())


def of_ages(figures: PeriodFigures, locale: QLocale) -> Table:
    """Each band's share, measured and estimated; then what is in none, and unsaid."""
    corrected = figures.ages.corrected
    head = (_say.translate("Charts", "Age"), _say.translate("Charts", "Measured"))
    head += (_say.translate("Charts", "Estimated"),) if corrected else ()
    rows: list[tuple[str, ...]] = []
    for name, share in bands_of(figures).items():
        row = (labels.ages(name), labels.share(share, locale))
        if corrected:
            found = corrected.get(name)
            row += (
                GAP
                if found is None
                else f"{labels.percent(found.value)} ({labels.percents(found.low, found.high)})",
            )
        rows.append(row)
    blank = (GAP,) if corrected else ()
    if rows:
        rows += [(*row, *blank) for row in age_sources.in_rows(figures.ages, locale)]
    # Beside shares a number under the same name would be taken for what the share is of.
    apart = _say.translate("Charts", "besides: {ages}") if rows else "{ages}"
    for name, number in wider_ages(figures).items():
        label = apart.format(ages=labels.ages(name))
        rows.append((label, labels.number(number, locale), *blank))
    unsaid = figures.ages.by_ages.get(UNSAID)
    if unsaid:
        rows.append((labels.ages(UNSAID), labels.number(unsaid, locale), *blank))
    if are_split(figures):
        released = figures.ages.by_ages
        as_released = _say.translate("Charts", "counted as {ages}")
        rows += [
            (
                as_released.format(ages=labels.ages(name)),
                labels.number(released[name], locale),
                *blank,
            )
            for name in sorted(released, key=labels.age_order)
            if name != UNSAID
        ]
    return Table(head, tuple(rows))


def of_pyramid(figures: PeriodFigures, locale: QLocale) -> Table:
    """Each band's share among women and men together."""
    found = figures.pyramid
    head = (
        _say.translate("Charts", "Age"),
        _say.translate("Charts", "Women"),
        _say.translate("Charts", "Men"),
    )
    names = sorted({*found.women, *found.men}, key=labels.age_order)
    rows = tuple(
        (
            labels.ages(name),
            _or_gap(found.women.get(name), locale),
            _or_gap(found.men.get(name), locale),
        )
        for name in names
    )
    return Table(head, rows if found.visits else ())


def _or_gap(share: Share | None, locale: QLocale) -> str:
    return GAP if share is None else labels.share(share, locale)


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
        (_say.translate("Charts", "said no"), now.declined, then.declined),
        (_say.translate("Charts", "walked away"), now.walked_away, then.walked_away),
    )
    rows = [(name, _number(one, locale), _number(other, locale)) for name, one, other in pairs]
    rows += [
        (name, labels.share(one, locale), labels.share(other, locale))
        for name, one, other in (
            (_say.translate("Charts", "yes, of those asked"), figures.opt_in, before.opt_in),
            (_say.translate("Charts", "women"), figures.genders.women, before.women),
        )
    ]
    return Table(head, tuple(rows))
