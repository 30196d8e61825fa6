"""Figures as a table: one row a number, which spreadsheets and statistics programs open.

What each column and measure says is in docs/data.md, which is compared with this.
An empty place is a number that there is none of.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kiosk.application.figures import Counts, HourCounts, PeriodFigures
from kiosk.domain.block_sums import Total
from kiosk.domain.estimate import Gender
from kiosk.domain.shares import Estimate
from kiosk.domain.statistics import Share

ASKED: Final = "visitors who were asked"
SAID_YES: Final = "visitors who said yes"
ENTERED: Final = "people who came in"
"""Whom a number is of."""

COLUMNS: Final = (
    "span",
    "first",
    "last",
    "day",
    "hour",
    "measure",
    "gender",
    "ages",
    "value",
    "low",
    "high",
    "count",
    "of",
    "noise_sd",
    "who",
    "note",
    "epsilon",
    "demo",
    "final",
)

_WHO: Final = {
    "asked": ASKED,
    "agreed": SAID_YES,
    "told": SAID_YES,
    "said_yes": SAID_YES,
    "declined": ASKED,
    "walked_away": ASKED,
    "counted": SAID_YES,
    "entered": ENTERED,
}
_OF_HOURS: Final = ("asked", "said_yes", "entered")

# Without it, Excel takes what is no ASCII for another alphabet.
_SIGNATURE: Final = "utf-8-sig"


@dataclass(frozen=True, slots=True)
class _Row:
    """One number and what it is of; what does not apply is empty."""

    span: str
    first: date
    last: date
    measure: str = ""
    who: str = SAID_YES
    day: date | None = None
    hour: int | None = None
    gender: str = ""
    ages: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    count: int | None = None
    of: int | None = None
    noise_sd: float | None = None
    note: str = ""

    def of_share(self, share: Share) -> "_Row":
        return replace(
            self,
            value=share.value,
            low=share.low,
            high=share.high,
            count=share.count,
            of=share.of,
        )

    def of_estimate(self, share: Estimate | None, confusion: str = "") -> "_Row":
        if share is None:
            return self
        return replace(
            self,
            value=share.value,
            low=share.low,
            high=share.high,
            of=share.of,
            note=confusion if share.corrected else "",
        )

    def of_total(self, total: Total, visits: int) -> "_Row":
        if not visits:
            return self
        return replace(
            self,
            value=total.number,
            low=total.low,
            high=total.high,
            noise_sd=total.noise_sd,
        )


def as_csv(figures: PeriodFigures) -> bytes:
    """The whole file: UTF-8 with its signature, commas, lines that end as the format has it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    always = {"epsilon": figures.epsilon, "demo": int(figures.demo), "final": int(figures.final)}
    for row in _rows(figures):
        writer.writerow([_written(row, name, always) for name in COLUMNS])
    return text.getvalue().encode(_SIGNATURE)


def _written(row: _Row, name: str, always: Mapping[str, float]) -> object:
    found = always[name] if name in always else getattr(row, name)
    return "" if found is None else found


def _rows(figures: PeriodFigures) -> Iterator[_Row]:
    period = figures.period
    whole = _Row(period.span.value, period.first, period.last)
    yield from _counts(whole, figures.counts)
    yield replace(whole, measure="not_counted", value=figures.not_counted)
    yield replace(whole, measure="withdrawn", value=figures.withdrawn)
    if figures.withdrawn_later is not None:
        yield replace(whole, measure="withdrawn_later", value=figures.withdrawn_later)
    yield replace(whole, measure="opt_in", who=ASKED).of_share(figures.opt_in)
    if figures.opt_in_of_door is not None:
        row = replace(whole, measure="opt_in_of_door", who=ENTERED)
        yield row.of_share(figures.opt_in_of_door)
    yield replace(whole, measure="fewer_than", value=figures.fewer_than, who=ASKED)
    if figures.kept_from is not None:
        yield replace(whole, measure="kept_from", day=figures.kept_from, who=ASKED)
    if figures.next_close is not None:
        at = figures.next_close.isoformat(timespec="minutes")
        yield replace(whole, measure="next_close", note=at)
    yield from _genders(whole, figures)
    yield from _ages(whole, figures)
    yield from _pyramid(whole, figures)
    yield from _before(figures)
    for hour, counts in enumerate(figures.hours):
        yield from _of_hour(replace(whole, hour=hour), counts)
    for day in figures.days:
        of_day = replace(whole, day=day.day)
        yield replace(of_day, measure="growing", value=int(day.growing), who=ASKED)
        yield from _counts(of_day, day.counts)
        for hour, counts in enumerate(day.hours):
            yield from _of_hour(replace(of_day, hour=hour), counts)


def _counts(row: _Row, counts: Counts) -> Iterator[_Row]:
    for measure, who in _WHO.items():
        yield replace(row, measure=measure, value=getattr(counts, measure), who=who)


def _of_hour(row: _Row, counts: HourCounts) -> Iterator[_Row]:
    for measure in _OF_HOURS:
        yield replace(row, measure=measure, value=getattr(counts, measure), who=_WHO[measure])


def _genders(whole: _Row, figures: PeriodFigures) -> Iterator[_Row]:
    genders = figures.genders
    yield replace(whole, measure="blocks", value=len(figures.blocks))
    yield replace(whole, measure="released", value=genders.visits)
    if figures.released.first_day is not None:
        yield replace(whole, measure="released_from", day=figures.released.first_day)
    for name, total in genders.by_gender.items():
        yield replace(whole, measure="gender", gender=name).of_total(total, genders.visits)
    yield replace(whole, measure="women").of_estimate(genders.women, figures.confusion)
    yield replace(whole, measure="women_measured").of_estimate(genders.measured)
    if genders.bounds is not None:
        low, high = genders.bounds
        yield replace(whole, measure="women_bounds", low=low, high=high, who=ASKED)


def _ages(whole: _Row, figures: PeriodFigures) -> Iterator[_Row]:
    ages = figures.ages
    for name, total in ages.by_age_band.items():
        yield replace(whole, measure="age", ages=name).of_total(total, ages.visits)
    for name, share in ages.bands.items():
        row = replace(whole, measure="age_share", ages=name)
        yield row.of_estimate(share, figures.confusion)
    for name, share in ages.measured.items():
        yield replace(whole, measure="age_share_measured", ages=name).of_estimate(share)


def _pyramid(whole: _Row, figures: PeriodFigures) -> Iterator[_Row]:
    pyramid = figures.pyramid
    for gender, shares in ((Gender.WOMAN, pyramid.women), (Gender.MAN, pyramid.men)):
        for name, share in shares.items():
            row = replace(whole, measure="pyramid_share", gender=gender.value, ages=name)
            yield row.of_estimate(share)


def _before(figures: PeriodFigures) -> Iterator[_Row]:
    before = figures.before
    if before is None:
        return
    row = _Row("before", before.period.first, before.period.last)
    if before.upto_day is not None:
        upto = replace(row, day=before.upto_day, hour=before.upto_hour, who=ASKED)
        yield replace(upto, measure="upto")
    yield replace(row, measure="same_weekdays", value=int(before.same_weekdays), who=ASKED)
    yield from _of_hour(row, before.counts)
    yield replace(row, measure="opt_in", who=ASKED).of_share(before.opt_in)
    yield replace(row, measure="women").of_estimate(before.women, figures.confusion)
    period = figures.period
    yield from _of_hour(_Row("against", period.first, period.last), before.against)
