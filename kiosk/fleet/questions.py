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

from kiosk.fleet.engines import Expression
from kiosk.fleet.kiosk_list import Listed
from kiosk.fleet.lake import CELLS, COUNTS
from kiosk.fleet.report import NOT_LISTED

KIND: Final = ("source", "form", "shape", "k", "minimum_age", "sure")
"""What batches have in common that are added up."""

NUMBERS: Final = ("number", "visits", *CELLS)

OF_PERIOD, OF_BEFORE, REACHING_OUT = range(3)
"""Where a batch lies."""

OF_PLACE: Final = ("region", "store", "kiosk")


@dataclass(frozen=True)
class Span:
    """The days of the period, and of the one before that it is compared with."""

    first: date
    last: date
    before: date

    def __iter__(self) -> Iterator[date]:
        """Every day of the period."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


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
    """Of each day of both periods: how many kiosks reported, and the sums of their counts.

    Of few kiosks by kiosk as well: to ask again takes longer than to add these up.
    """
    rows = places.of(_between(days, span.before, span.last))
    keys = ("day", "kiosk") if places.are_few else ("day",)
    return rows.group_by(*keys).aggregate(
        kiosk_days=rows.count(), invented=rows.invented.any(), **_sums(rows)
    )


def open_days(days: Expression, among: Sequence[date]) -> Expression:
    """The days among these on which anybody was asked anywhere."""
    rows = days.filter(days.day.isin(among), days.asked > 0)
    return rows.select("day").distinct()


def by_kiosk(days: Expression, span: Span, closed: Sequence[date], places: Places) -> Expression:
    """Of each kiosk ever heard of: its first day, its last up to the period's end, and how many
    days of both periods it has reported, and of the period those that are not in ``closed``.
    """
    rows = days.select("kiosk", "day")
    in_period = rows.day.between(span.first, span.last)
    return places.of(
        rows.group_by("kiosk").aggregate(
            first=rows.day.min(),
            last=rows.day.max(where=rows.day <= span.last),
            in_period=rows.count(where=in_period),
            in_open=rows.count(where=in_period & rows.day.notin(closed) if closed else in_period),
            in_before=rows.count(where=(rows.day >= span.before) & (rows.day < span.first)),
        )
    )


def by_keys(
    rows: Expression, by: Sequence[str], span: Span, places: Places, *, of_hours: bool
) -> Expression:
    """The sums of a period by what its lines are told apart by; ``rows`` of days, or of hours."""
    rows = places.of(_between(rows, span.first, span.last), by)
    keys = {name: _key(name, rows, rows.day) for name in by}
    return rows.group_by(**{f"by_{name}": key for name, key in keys.items()}).aggregate(
        kiosks=rows.kiosk.nunique(), kiosk_days=rows.count(), **_sums(rows, of_hours=of_hours)
    )


def of_batches(batches: Expression, by: Sequence[str], span: Span, places: Places) -> Expression:
    """Batches that are alike added up, by where they lie and, those of the period, by its lines.

    A batch of more than one value of a line has a null there.
    """
    near = batches.filter(batches.last_day >= span.before, batches.first_day <= span.last)
    rows = places.of(near, by)
    in_period = rows.first_day.between(span.first, span.last) & (rows.last_day <= span.last)
    in_before = (rows.first_day >= span.before) & (rows.last_day < span.first)
    keys = {f"by_{name}": _key_of_batch(name, rows, in_period) for name in by}
    where = {"in_period": in_period, "in_before": in_before, "reaches": rows.last_day >= span.first}
    return rows.group_by(*KIND, **where, **keys).aggregate(
        **{name: rows[name].sum() for name in NUMBERS}
    )


def models(days: Expression, batches: Expression, span: Span, places: Places) -> Expression:
    """What estimated visits in the files that have the period's batches, as each file names it."""
    lying = batches.filter(batches.first_day >= span.first, batches.last_day <= span.last)
    files = places.of(lying).select("kiosk", "day").distinct()
    found = days.filter(days.models != "").semi_join(files, ["kiosk", "day"])
    return found.select("models").distinct()


def lies(row: Mapping[str, Any]) -> int | None:
    """Where the batches of a row of ``of_batches`` lie; None where that is only partly before."""
    if row["in_period"]:
        return OF_PERIOD
    if row["in_before"]:
        return OF_BEFORE
    return REACHING_OUT if row["reaches"] else None


def _between(rows: Expression, first: date, last: date) -> Expression:
    return rows.filter(rows.day.between(first, last))


def _sums(rows: Expression, *, of_hours: bool = False) -> Mapping[str, Any]:
    if of_hours:
        yes = (rows.agreed + rows.told).sum(where=rows.entered.notnull())
    else:
        yes = rows.said_yes_of_entered.sum()
    sums = {name: rows[name].sum() for name in (*COUNTS, "entered")}
    return {**sums, "said_yes_of_entered": yes}


def _key(name: str, rows: Expression, day: Expression) -> Expression:
    """What the engine groups by."""
    match name:
        case "month":
            return day.truncate("M")
        case "week":
            return day.truncate("W")
        case "day":
            return day
        case "weekday":
            return day.day_of_week.index()
        case _:
            return rows[name]


def _key_of_batch(name: str, rows: Expression, in_period: Expression) -> Expression:
    if name in OF_PLACE:
        key, is_one = rows[name], True
    else:
        key = _key(name, rows, rows.first_day)
        is_one = key == _key(name, rows, rows.last_day)
    return ibis.ifelse(in_period & is_one, key, ibis.null(key.type()))
