"""Figures as a table: one row a number, which spreadsheets and statistics programs open.

What each column and measure says is in docs/data-dictionary.md, which is compared with this.
An empty place is a number that is held back, or that there is none of.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kiosk.application.figures import Counts, PeriodFigures
from kiosk.domain.batch_sums import named_ages, named_genders
from kiosk.domain.batches import Batch, Source
from kiosk.domain.estimate import Gender
from kiosk.domain.statistics import Corrected, Share

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
    "source",
    "form",
    "batch",
    "gender",
    "ages",
    "value",
    "low",
    "high",
    "count",
    "of",
    "who",
    "note",
    "k",
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
    source: str = ""
    form: str = ""
    batch: int | None = None
    gender: str = ""
    ages: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    count: int | None = None
    of: int | None = None
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

    def of_corrected(self, share: Corrected) -> "_Row":
        return replace(self, value=share.value, low=share.low, high=share.high)


def as_csv(figures: PeriodFigures) -> bytes:
    """The whole file: UTF-8 with its signature, commas, lines that end as the format has it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    always = {"k": figures.k, "demo": int(figures.demo), "final": int(figures.final)}
    for row in _rows(figures):
        writer.writerow([_written(row, name, always) for name in COLUMNS])
    return text.getvalue().encode(_SIGNATURE)


def _written(row: _Row, name: str, always: Mapping[str, int]) -> object:
    found = always[name] if name in always else getattr(row, name)
    return "" if found is None else found


def _rows(figures: PeriodFigures) -> Iterator[_Row]:
    period = figures.period
    whole = _Row(period.span.value, period.first, period.last)
    yield from _counts(whole, figures.counts)
    yield replace(whole, measure="not_counted", value=figures.not_counted)
    yield replace(whole, measure="withdrawn", value=figures.withdrawn)
    yield replace(whole, measure="opt_in", who=ASKED).of_share(figures.opt_in)
    if figures.opt_in_of_door is not None:
        row = replace(whole, measure="opt_in_of_door", who=ENTERED)
        yield row.of_share(figures.opt_in_of_door)
    yield replace(whole, measure="fewer_than", value=figures.fewer_than, who=ASKED)
    if figures.kept_from is not None:
        yield replace(whole, measure="kept_from", day=figures.kept_from, who=ASKED)
    yield from _genders(whole, figures)
    yield from _ages(whole, figures)
    yield from _pyramid(whole, figures)
    yield from _before(figures)
    for hour, counts in enumerate(figures.hours):
        yield from _counts(replace(whole, hour=hour), counts)
    for day in figures.days:
        of_day = replace(whole, day=day.day)
        yield replace(of_day, measure="growing", value=int(day.growing), who=ASKED)
        yield from _counts(of_day, day.counts)
        for hour, counts in enumerate(day.hours):
            yield from _counts(replace(of_day, hour=hour), counts)
    yield from _batches("batch", figures.batches)
    yield from _batches("reaching_out", figures.reaching_out)


def _counts(row: _Row, counts: Counts) -> Iterator[_Row]:
    for measure, who in _WHO.items():
        yield replace(row, measure=measure, value=getattr(counts, measure), who=who)


def _genders(whole: _Row, figures: PeriodFigures) -> Iterator[_Row]:
    genders = figures.genders
    yield replace(whole, measure="batched", value=genders.visits)
    for name, visits in named_genders(genders.by_gender).items():
        yield replace(whole, measure="gender", gender=name, value=visits)
    yield replace(whole, measure="merged", value=genders.merged)
    yield replace(whole, measure="largest_k", value=genders.largest_k)
    shares = {"": genders.women}
    shares |= {Source.CAMERA.value: genders.by_camera, Source.SAID.value: genders.as_said}
    for source, share in shares.items():
        yield replace(whole, measure="women", source=source).of_share(share)
    if genders.corrected is not None:
        row = replace(whole, measure="women_corrected", note=figures.confusion)
        yield row.of_corrected(genders.corrected)
    if genders.bounds is not None:
        low, high = genders.bounds
        yield replace(whole, measure="women_bounds", low=low, high=high, who=ASKED)


def _ages(whole: _Row, figures: PeriodFigures) -> Iterator[_Row]:
    ages = figures.ages
    for name, visits in named_ages(ages.by_ages, ages.bands).items():
        yield replace(whole, measure="age", ages=name, value=visits)
    yield replace(whole, measure="age_merged", value=ages.merged)
    parts = {Source.CAMERA.value: ages.by_camera, Source.SAID.value: ages.as_said}
    for source, part in parts.items():
        of_source = replace(whole, source=source)
        yield replace(of_source, measure="age_in_shares", count=part.count, of=part.of)
    for name, share in ages.bands.items():
        yield replace(whole, measure="age_share", ages=name).of_share(share)
    for name, corrected in (ages.corrected or {}).items():
        row = replace(whole, measure="age_share_corrected", ages=name, note=figures.confusion)
        yield row.of_corrected(corrected)


def _pyramid(whole: _Row, figures: PeriodFigures) -> Iterator[_Row]:
    pyramid = figures.pyramid
    yield replace(whole, measure="pyramid_batched", value=pyramid.visits)
    for gender, shares in ((Gender.WOMAN, pyramid.women), (Gender.MAN, pyramid.men)):
        for name, share in shares.items():
            row = replace(whole, measure="pyramid_share", gender=gender.value, ages=name)
            yield row.of_share(share)


def _before(figures: PeriodFigures) -> Iterator[_Row]:
    before = figures.before
    if before is None:
        return
    row = _Row("before", before.period.first, before.period.last)
    if before.upto_day is not None:
        upto = replace(row, day=before.upto_day, hour=before.upto_hour, who=ASKED)
        yield replace(upto, measure="upto")
    yield from _counts(row, before.counts)
    yield replace(row, measure="opt_in", who=ASKED).of_share(before.opt_in)
    yield replace(row, measure="women").of_share(before.women)
    period = figures.period
    yield from _counts(_Row("against", period.first, period.last), before.against)


def _batches(span: str, batches: tuple[Batch, ...]) -> Iterator[_Row]:
    for number, batch in enumerate(batches, start=1):
        row = _Row(
            span,
            batch.first_day,
            batch.last_day,
            source=batch.source.value,
            form=batch.form.value,
            batch=number,
        )
        yield replace(row, measure="batched", value=batch.visits)
        for cell in batch.cells:
            yield replace(
                row, measure="cell", gender=cell.gender, ages=cell.ages, value=cell.visits
            )
