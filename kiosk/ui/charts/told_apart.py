"""From figures to what is drawn of genders and ages: only what closed batches have released."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from kiosk.application.figures import GenderFigures, PeriodFigures
from kiosk.domain.batch_sums import members
from kiosk.domain.estimate import UNSAID
from kiosk.domain.statistics import Corrected, Share
from kiosk.ui.charts import labels, scales
from kiosk.ui.charts.data import (
    GAP,
    Bar,
    Bars,
    Guess,
    PyramidData,
    PyramidRow,
    Ratio,
    RatioRow,
)

_say = QCoreApplication

_ENOUGH_FOR_PERCENTS: Final = 100
"""Among fewer, one visitor is more than a per cent: tenths are all that can be told."""


def ratio(figures: PeriodFigures) -> Ratio | None:
    """Women and men; None where no batch tells them apart."""
    genders = figures.genders
    women = genders.women
    names = (_say.translate("Charts", "Women"), _say.translate("Charts", "Men"))
    if not women.of:
        return None
    if women.value is None or women.low is None or women.high is None:
        return Ratio(few=(women.count, women.of - women.count), names=names)
    plain = _say.translate("Charts", "measured") if genders.corrected else ""
    shown = _both(women.value) if women.of >= _ENOUGH_FOR_PERCENTS else _both_in_ten(women.value)
    rows = [RatioRow(plain, women.value, (women.low, women.high), shown)]
    if genders.corrected is not None:
        rows.append(_corrected_row(genders, genders.corrected))
    return Ratio(tuple(rows), names=names)


def _corrected_row(genders: GenderFigures, found: Corrected) -> RatioRow:
    label = _say.translate("Charts", "estimated")
    return RatioRow(label, found.value, (found.low, found.high), _both(found.value), True)


def _both_in_ten(women: float) -> tuple[str, str]:
    tenths = labels.tenths(women)
    return labels.of_ten(tenths), labels.of_ten(10 - tenths)


def _both(women: float) -> tuple[str, str]:
    return labels.percent(women), labels.percent(1 - women)


def bands_of(figures: PeriodFigures) -> dict[str, Share]:
    """The bands that are told apart, youngest first; empty where no batch does so."""
    bands = figures.ages.bands
    return {name: bands[name] for name in sorted(bands, key=labels.age_order) if bands[name].of}


def are_split(figures: PeriodFigures) -> bool:
    """Whether some batch told apart what is one band here.

    Then the counts by name do not say which of them are in a share: "35-54" may be part of "35+".
    """
    bands = bands_of(figures)
    parts = [name for name in figures.ages.by_ages if name not in bands and name != UNSAID]
    return any(_is_part(members(name)[0], band) for name in parts for band in bands)


def in_no_share(figures: PeriodFigures) -> int:
    """Visits of closed batches whose ages are in no band of the chart, and that are not unsaid."""
    shared = sum(figures.ages.in_shares.values())
    return figures.ages.visits - shared - figures.ages.by_ages.get(UNSAID, 0)


def _is_part(name: str, band: str) -> bool:
    (first, last), (start, end) = labels.age_order(name), labels.age_order(band)
    return start <= first and last <= end and name != band


def wider_ages(figures: PeriodFigures) -> dict[str, int]:
    """What was released of ages and is in none of the shares, but for the unsaid.

    Empty where the bands ``are_split``.
    """
    if are_split(figures):
        return {}
    shared, found = figures.ages.in_shares, figures.ages.by_ages
    # A batch that merged two of its bands still names the others.
    rest = {name: found[name] - shared.get(name, 0) for name in found if name != UNSAID}
    return {name: rest[name] for name in sorted(rest, key=labels.age_order) if rest[name] > 0}


def age_bars(figures: PeriodFigures, locale: QLocale) -> Bars | None:
    """Ages: shares with whiskers; counts where there are few, or where bands were merged."""
    bands = bands_of(figures)
    if not bands:
        return _counted(_said(figures.ages.by_ages), locale)
    if any(share.value is None for share in bands.values()):
        return _counted({name: share.count for name, share in bands.items()}, locale)
    corrected = figures.ages.corrected or {}
    bars = tuple(_age(name, share, corrected.get(name), locale) for name, share in bands.items())
    top, ticks = scales.shares(max(_reach(bar) for bar in bars))
    names = (_say.translate("Charts", "measured"), _say.translate("Charts", "estimated"))
    return Bars(bars, top, _percents(ticks), names if corrected else None)


def _said(by_ages: Mapping[str, int]) -> dict[str, int]:
    names = [name for name in by_ages if members(name)[0] != UNSAID]
    return {name: by_ages[name] for name in sorted(names, key=labels.age_order)}


def _counted(numbers: Mapping[str, int], locale: QLocale) -> Bars | None:
    if not numbers:
        return None
    bars = tuple(
        Bar(labels.short_ages(name), float(number), labels.number(number, locale))
        for name, number in numbers.items()
    )
    top, ticks = scales.counts(max(numbers.values()))
    marks = tuple((tick, labels.number(round(tick), locale)) for tick in ticks)
    return Bars(bars, top, marks)


def _age(name: str, share: Share, guess: Corrected | None, locale: QLocale) -> Bar:
    bar = share_bar(share, locale, labels.short_ages(name))
    if guess is None:
        return bar
    shown = labels.percent(guess.value)
    guessed = Guess(guess.value, guess.low, guess.high, shown)
    return Bar(bar.label, bar.value, bar.shown, bar.interval, guessed)


def share_bar(share: Share, locale: QLocale, label: str = "") -> Bar:
    """A share as a bar with its whisker; a gap with its sign where none is known."""
    if share.value is None or share.low is None or share.high is None:
        return Bar(label, None, labels.number(share.count, locale) if share.of else GAP)
    return Bar(label, share.value, labels.percent(share.value), (share.low, share.high))


def pyramid(figures: PeriodFigures, locale: QLocale) -> PyramidData | None:
    """Gender by age, oldest on top; None where no batch carries the whole table."""
    found = figures.pyramid
    names = sorted({*found.women, *found.men}, key=labels.age_order, reverse=True)
    if not found.visits or not names:
        return None
    if any(share.value is None for share in (*found.women.values(), *found.men.values())):
        return _pyramid_of_counts(figures, names, locale)
    rows = tuple(
        PyramidRow(
            labels.short_ages(name),
            _side(found.women, name, locale),
            _side(found.men, name, locale),
        )
        for name in names
    )
    reach = max(max(_reach(row.women), _reach(row.men)) for row in rows)
    top, ticks = scales.shares(reach)
    return PyramidData(rows, _sides(), top, _percents(ticks))


def _pyramid_of_counts(
    figures: PeriodFigures, names: Sequence[str], locale: QLocale
) -> PyramidData:
    def bar(side: Mapping[str, Share], name: str) -> Bar:
        if name not in side:
            return Bar("", None, GAP)
        count = side[name].count
        return Bar("", float(count), labels.number(count, locale))

    found = figures.pyramid
    rows = tuple(
        PyramidRow(labels.short_ages(name), bar(found.women, name), bar(found.men, name))
        for name in names
    )
    highest = max(share.count for share in (*found.women.values(), *found.men.values()))
    top, ticks = scales.counts(highest)
    marks = tuple((tick, labels.number(round(tick), locale)) for tick in ticks)
    return PyramidData(rows, _sides(), top, marks)


def _side(side: Mapping[str, Share], name: str, locale: QLocale) -> Bar:
    return share_bar(side[name], locale) if name in side else Bar("", None, GAP)


def _sides() -> tuple[str, str]:
    return _say.translate("Charts", "Women"), _say.translate("Charts", "Men")


def _reach(bar: Bar) -> float:
    """How far a bar and its whiskers go."""
    ends = [bar.value or 0.0]
    ends += [bar.interval[1]] if bar.interval else []
    ends += [bar.estimated.high] if bar.estimated else []
    return max(ends)


def _percents(ticks: Sequence[float]) -> tuple[tuple[float, str], ...]:
    return tuple((tick, labels.percent(tick)) for tick in ticks)
