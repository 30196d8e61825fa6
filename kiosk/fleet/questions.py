"""What a report asks of the lake, in Ibis expressions: the same ones for every engine.

Nothing here looks behind what the kiosks released. Keys are what the engine groups by: dates and
numbers, made into the texts of a report by ``kiosk.fleet.keys``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

import ibis
import pyarrow as pa

from kiosk.domain.blocks import CELLS, Cell, Table
from kiosk.fleet.engines import Expression
from kiosk.fleet.kiosk_list import Listed
from kiosk.fleet.lake import COUNTS, VARIANCES
from kiosk.fleet.report import NOT_LISTED

SHOWN: Final = tuple(cell for cell in CELLS if cell.table is not Table.GENDER_AGE)
"""The cells of which a report says anything."""

_GENDERS: Final = tuple(cell for cell in SHOWN if cell.table is Table.SOURCE_GENDER)
"""Those of which a comparison says anything."""

_WEEK: Final = 7


@dataclass(frozen=True)
class Span:
    """The days of the period."""

    first: date
    last: date

    def __iter__(self) -> Iterator[date]:
        """Every day of it."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    @property
    def before(self) -> "Span":
        """As many days, the least number of whole weeks earlier that sets both apart."""
        weeks = -(-((self.last - self.first).days + 1) // _WEEK)
        earlier = timedelta(days=weeks * _WEEK)
        return Span(self.first - earlier, self.last - earlier)


@dataclass(frozen=True)
class Places:
    """The list of kiosks, and which store or region of it is asked for; None is all."""

    listed: Sequence[Listed]
    store: str | None = None
    region: str | None = None

    @property
    def are_all(self) -> bool:
        return self.store is None and self.region is None

    def takes(self, store: str, region: str) -> bool:
        return self.store in (None, store) and self.region in (None, region)

    @property
    def are_any(self) -> bool:
        """Whether there can be any kiosk in what is asked for."""
        return self.are_all or self._asks_unlisted or bool(self.taken)

    @property
    def asked_for(self) -> str:
        """The store or region asked for, as an error names it."""
        named = (("store", self.store), ("region", self.region))
        return ", ".join(f"{what} {name!r}" for what, name in named if name is not None)

    @cached_property
    def taken(self) -> list[Listed]:
        """Those of the list that are asked for."""
        return [each for each in self.listed if self.takes(each.store, each.region)]

    @cached_property
    def _names(self) -> Expression:
        """The list as the engine reads it: of what is asked for, or all of it, for else those that
        are asked for because they are not listed could not be told from the others.
        """
        listed = self.listed if self._asks_unlisted else self.taken
        return ibis.memtable(
            pa.table(
                {
                    "listed": pa.array([each.kiosk for each in listed], pa.string()),
                    "store": pa.array([each.store for each in listed], pa.string()),
                    "region": pa.array([each.region for each in listed], pa.string()),
                }
            )
        )

    @property
    def _asks_unlisted(self) -> bool:
        return self.takes(NOT_LISTED, NOT_LISTED)

    @property
    def are_few(self) -> bool:
        """Whether they can be named one by one."""
        return not self._asks_unlisted and len(self.taken) <= _FEW

    def of(self, rows: Expression, by: Sequence[str] = ()) -> Expression:
        """The rows of the kiosks asked for; with the store and region of each, if ``by`` has any.

        To name them takes longer than to count one store.
        """
        is_named = not {"store", "region"}.isdisjoint(by)
        if self.are_all and not is_named:
            return rows
        if not self._asks_unlisted:
            if self.are_few:
                # An engine passes over all that lies outside of these without unpacking it.
                kiosks = [each.kiosk for each in self.taken]
                rows = rows.filter(rows.kiosk.isin(kiosks or [""]))
                if not is_named:
                    return rows
            return rows.join(self._names, rows.kiosk == self._names.listed).drop("listed")
        joined = rows.left_join(self._names, rows.kiosk == self._names.listed).drop("listed")
        joined = joined.mutate(
            store=joined.store.fill_null(NOT_LISTED), region=joined.region.fill_null(NOT_LISTED)
        )
        if not self.are_all:
            # One that is listed may have such a name as well.
            for name, wanted in (("store", self.store), ("region", self.region)):
                if wanted is not None:
                    joined = joined.filter(joined[name] == wanted)
        return joined


_FEW: Final = 20
"""No store has more. Of more kiosks, a row for each of their days would be slow to add up here."""


def last_day(days: Expression) -> Expression:
    return days.aggregate(last=days.day.max())


def by_day(days: Expression, span: Span, places: Places) -> Expression:
    """Of each day: how many kiosks reported, and the sums of their counts.

    Of few kiosks by kiosk as well: to ask again takes longer than to add these up.
    """
    rows = places.of(_between(days, span))
    keys = ("day", "kiosk") if places.are_few else ("day",)
    return rows.group_by(*keys).aggregate(
        kiosk_days=rows.count(), invented=rows.invented.any(), **_sums_of_days(rows)
    )


def open_days(days: Expression, among: Sequence[date]) -> Expression:
    """The days among these on which anybody was asked anywhere."""
    rows = days.filter(days.day.isin(among), days.asked > 0)
    return rows.select("day").distinct()


def by_kiosk(days: Expression, span: Span, closed: Sequence[date], places: Places) -> Expression:
    """Of each kiosk ever heard of: its first day, its last up to the period's end, and how many
    days of the period it has reported, and of these those that are not in ``closed``.
    """
    rows = days.select("kiosk", "day")
    in_period = rows.day.between(span.first, span.last)
    return places.of(
        rows.group_by("kiosk").aggregate(
            first=rows.day.min(),
            last=rows.day.max(where=rows.day <= span.last),
            in_period=rows.count(where=in_period),
            in_open=rows.count(where=in_period & rows.day.notin(closed) if closed else in_period),
        )
    )


def by_keys(
    rows: Expression, by: Sequence[str], span: Span, places: Places, *, of_hours: bool
) -> Expression:
    """The sums of a period by what its lines are told apart by; ``rows`` of days, or of hours."""
    rows = places.of(_between(rows, span), by)
    sums = _sums_of_hours(rows) if of_hours else _sums_of_days(rows)
    keys = [_key(name, rows).name(f"by_{name}") for name in by]
    return rows.aggregate(by=keys, kiosks=rows.kiosk.nunique(), kiosk_days=rows.count(), **sums)


def of_blocks(blocks: Expression, by: Sequence[str], span: Span, places: Places) -> Expression:
    """The blocks that closed in the period added up, by what its lines are told apart by."""
    rows = places.of(_between(blocks, span), by)
    keys = [_key(name, rows).name(f"by_{name}") for name in by]
    return rows.aggregate(by=keys, **_sums_of_blocks(rows, SHOWN))


def days_of_both(days: Expression, span: Span, places: Places) -> Expression:
    """The days of kiosks that both times have, added up, those of either: ``is_now``."""
    rows = _of_both(days, days, span, places)
    return rows.group_by("is_now").aggregate(
        kiosks=rows.count(where=rows.is_first), kiosk_days=rows.count(), **_sums_of_days(rows)
    )


def blocks_of_both(days: Expression, blocks: Expression, span: Span, places: Places) -> Expression:
    """The blocks that closed on these very days, added up in the same way."""
    rows = _of_both(blocks, days, span, places)
    return rows.group_by("is_now").aggregate(**_sums_of_blocks(rows, _GENDERS))


def _of_both(rows: Expression, days: Expression, span: Span, places: Places) -> Expression:
    """Rows of a kiosk's day where it has a file of that day in both times, whole weeks apart.

    The days that a kiosk has of both are bits of a few whole numbers: a group for each kiosk and
    day, and a join with all of these, would take an engine twice as long.
    """
    reach = Span(span.before.first, span.last)
    filed = _dated(_between(places.of(days), reach).select("kiosk", "day"), span)
    words = range(1 + (span.last - span.first).days // _BITS)
    # A kiosk has one file of a day: the sum of its bits is all of them.
    sides: dict[str, Any] = {}
    for word in words:
        for side, is_now in (("now", True), ("then", False)):
            is_here = _is(filed, word) & (filed.is_now == is_now)
            bits: Expression = ibis.ifelse(is_here, filed.bit, ibis.literal(0, "int64"))
            sides[f"{side}_{word}"] = bits.sum().cast("int64")
    masks = filed.group_by("kiosk").aggregate(**sides)
    both = {f"both_{word}": masks[f"now_{word}"] & masks[f"then_{word}"] for word in words}
    masks = masks.select("kiosk", **both)
    found = _dated(_between(places.of(rows), reach), span).join(masks, "kiosk")
    shared = [found[name] for name in both]
    return found.filter(
        ibis.or_(*(_is(found, word) & ((shared[word] & found.bit) != 0) for word in words))
    ).mutate(
        # The lowest bit of all: one day of each kiosk, so that kiosks are counted without sorting.
        is_first=ibis.or_(
            *(
                ibis.and_(
                    _is(found, word),
                    *(earlier == 0 for earlier in shared[:word]),
                    (shared[word] & -shared[word]) == found.bit,
                )
                for word in words
            )
        )
    )


_BITS: Final = 31
"""Days to a whole number: Spark takes the one that is shifted for a number of 32 bits."""


def _is(rows: Expression, word: int) -> Expression:
    return rows.word == word


def _dated(rows: Expression, span: Span) -> Expression:
    """With the side that a day is on, and its place there as a bit of a word."""
    is_now = rows.day >= span.first
    first = ibis.ifelse(is_now, ibis.literal(span.first), ibis.literal(span.before.first))
    place = rows.day.delta(first, unit="day").cast("int64")
    bit = ibis.literal(1, "int64") << (place % _BITS)
    return rows.mutate(is_now=is_now, word=place // _BITS, bit=bit)


def _between(rows: Expression, span: Span) -> Expression:
    return rows.filter(rows.day.between(span.first, span.last))


def _sums_of_days(rows: Expression) -> Mapping[str, Any]:
    """``models_low`` and ``models_high`` are the same where one model estimated all blocks; null
    where there are none.
    """
    named = rows.models != ""
    return {
        **{name: rows[name].sum() for name in (*COUNTS, "entered", "said_yes_of_entered")},
        "minimum_age": rows.minimum_age.min(),
        "models_low": rows.models.min(where=named),
        "models_high": rows.models.max(where=named),
    }


def _sums_of_hours(rows: Expression) -> Mapping[str, Any]:
    return {
        **{name: rows[name].sum() for name in ("asked", "said_yes", "entered")},
        "said_yes_of_entered": rows.said_yes.sum(where=rows.entered.notnull()),
    }


def _sums_of_blocks(rows: Expression, cells: Sequence[Cell]) -> Mapping[str, Any]:
    tables = {cell.table for cell in cells}
    variances = [name for table, name in VARIANCES.items() if table in tables]
    return {
        "blocks": rows.count(),
        "first_day": rows.first_day.min(),
        "epsilon": rows.epsilon.max(),
        **{name: rows[name].sum() for name in ("visits", *variances)},
        **{cell.name: rows[cell.name].sum() for cell in cells},
    }


def _key(name: str, rows: Expression) -> Expression:
    """What the engine groups by."""
    match name:
        case "month":
            return rows.day.truncate("M")
        case "week":
            return rows.day.truncate("W")
        case "weekday":
            return rows.day.day_of_week.index()
        case _:
            return rows[name]
