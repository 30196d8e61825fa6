"""A period of a lake as a FleetReport, counted by an engine."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kiosk.application.correction import Correction
from kiosk.fleet import questions
from kiosk.fleet.counted import NO_ROW, added, group, of_day, parted, reported
from kiosk.fleet.engines import Engine, Row
from kiosk.fleet.keys import OF_A_DAY, key_of, key_of_day
from kiosk.fleet.kiosk_list import Listed
from kiosk.fleet.lake import BATCHES, DAYS, HOURS
from kiosk.fleet.lake_folder import Lake
from kiosk.fleet.parts import months_of, part_of
from kiosk.fleet.questions import OF_BEFORE, OF_PERIOD, REACHING_OUT, Places, Span
from kiosk.fleet.released import Sums
from kiosk.fleet.report import NOT_LISTED, FleetReport, Group, Missing

FOUR_WEEKS: Final = 28

_LATER: Final = 92
"""A batch is in the file of the day on which it closed. Where a kiosk stood still for so many days
in between, a report of days long ago lacks it.
"""


class NothingThere(Exception):
    """There is nothing to report; the text says why."""


@dataclass(frozen=True)
class Wish:
    """What is to be reported. Without days it is the last four weeks that the lake has."""

    first: date | None = None
    last: date | None = None
    by: tuple[str, ...] = ()
    store: str | None = None
    region: str | None = None


def report(
    lake: Lake,
    wish: Wish,
    listed: Sequence[Listed],
    engine: Engine,
    corrections: Mapping[str, Correction] | None = None,
) -> FleetReport:
    """``corrections`` are by the model that they are of, as the kiosks' files name it: of the whole
    its known error is taken out where one model estimated all of it, which takes longer than to
    count.

    Raises NothingThere, OSError, and what the engine raises of files that it cannot read.
    """
    places = Places(listed, wish.store, wish.region)
    return _Reporting(lake, places, engine, corrections or {}).of(wish)


class _Reporting:
    def __init__(
        self, lake: Lake, places: Places, engine: Engine, corrections: Mapping[str, Correction]
    ) -> None:
        self._lake = lake
        self._places = places
        self._engine = engine
        self._corrections = corrections
        self._tables: dict[tuple[str, ...], questions.Expression] = {}

    def of(self, wish: Wish) -> FleetReport:
        if not self._places.are_any:
            raise NothingThere(f"The list of kiosks has none in {self._places.asked_for}.")
        span = self._span(wish)
        rows = self._days(span)
        days = {
            day: added(each) | {"kiosk_days": sum(row["kiosk_days"] for row in each)}
            for day, each in parted(rows, lambda row: row["day"]).items()
        }
        in_period = [row for day, row in days.items() if day >= span.first]
        if not in_period:
            raise NothingThere(
                f"The lake has no day of these kiosks from {span.first} to {span.last}."
            )
        open_days = self._open_days(span, days)
        kiosks = self._kiosks(span, open_days)
        sums = self._sums(span, wish.by)
        period = sums.lying(OF_PERIOD)
        before = self._before(span, days, kiosks, sums)
        ks = period.ks | (sums.lying(OF_BEFORE).ks if before is not None else set())
        return FleetReport(
            first=span.first,
            last=span.last,
            by=wish.by,
            engine=self._engine.name,
            invented=self._lake.invented
            or any(row["invented"] for row in rows if row["day"] >= span.first),
            kiosks=len(self._known(kiosks)),
            total=group(
                (),
                reported(kiosks, "in_period"),
                added(in_period),
                period,
                self._correction(span),
            ),
            before=before,
            groups=self._groups(wish.by, self._counted(span, wish.by, rows), period),
            days=tuple(of_day(day, days.get(day)) for day in span),
            missing=self._missing(span, open_days, kiosks),
            smallest_k=min(ks, default=0),
            largest_k=max(ks, default=0),
            reaching_out=sums.lying(REACHING_OUT).visits,
            set_aside=self._lake.count_set_aside(),
            store=wish.store,
            region=wish.region,
        )

    def _span(self, wish: Wish) -> Span:
        months = months_of(self._lake.folder, DAYS)
        if not months:
            raise NothingThere(
                f"{self._lake.folder} has no days yet: askfirst fleet compact takes some into it."
            )
        last = wish.last
        if last is None:
            (row,) = self._engine.rows(questions.last_day(self._table(DAYS, months[-1:])))
            last = row["last"]
        first = wish.first or last - timedelta(days=FOUR_WEEKS - 1)
        if first > last and wish.last is None:
            raise NothingThere(f"The lake ends on {last}, before {first}.")
        if first > last:
            raise NothingThere(f"No day is from {first} to {last}.")
        return Span(first, last, first - (last - first) - timedelta(days=1))

    def _table(self, table: str, months: Sequence[str]) -> questions.Expression:
        """To open a year's files takes longer than to count what one store has in them."""
        key = (table, *months)
        if key not in self._tables:
            parts = [part_of(self._lake.folder, table, month) for month in months]
            self._tables[key] = self._engine.table(table, parts)
        return self._tables[key]

    def _months(self, first: date, last: date) -> list[str]:
        """Those of the lake in which these days are.

        Every month has a file of each table: one that is gone is to be missed, not passed over.
        """
        return [
            month
            for month in months_of(self._lake.folder, DAYS)
            if f"{first:%Y-%m}" <= month <= f"{last:%Y-%m}"
        ]

    def _days(self, span: Span) -> list[Row]:
        months = self._months(span.before, span.last)
        return self._engine.rows(questions.by_day(self._table(DAYS, months), span, self._places))

    def _open_days(self, span: Span, days: Mapping[date, Row]) -> list[date]:
        """Of the whole lake, so that a store that is silent is told of in its own report, too."""
        silent = [day for day in span if day not in days or not days[day]["asked"]]
        if silent and not self._places.are_all:
            table = self._table(DAYS, self._months(silent[0], silent[-1]))
            rows = self._engine.rows(questions.open_days(table, silent))
            silent = sorted({*silent} - {row["day"] for row in rows})
        closed = {*silent}
        return [day for day in span if day not in closed]

    def _kiosks(self, span: Span, open_days: Collection[date]) -> list[Row]:
        """Of all months: a kiosk that is silent now may have been heard of long ago."""
        table = self._table(DAYS, months_of(self._lake.folder, DAYS))
        is_open = {*open_days}
        closed = [day for day in span if day not in is_open]
        return self._engine.rows(questions.by_kiosk(table, span, closed, self._places))

    def _sums(self, span: Span, by: Sequence[str]) -> Sums:
        """Of batches; not told apart where the report is by hour, for they know none."""
        months = self._months(span.before, span.last + timedelta(days=_LATER))
        by = () if "hour" in by else by
        table = self._table(BATCHES, months)
        return Sums(self._engine.rows(questions.of_batches(table, by, span, self._places)), by)

    def _correction(self, span: Span) -> Correction | None:
        """That of the one model of all batches of the period; None where there are several."""
        if not self._corrections:
            return None
        months = self._months(span.first, span.last + timedelta(days=_LATER))
        days, batches = (self._table(table, months) for table in (DAYS, BATCHES))
        asked = questions.models(days, batches, span, self._places)
        models = [row["models"] for row in self._engine.rows(asked)]
        return self._corrections.get(models[0]) if len(models) == 1 else None

    def _counted(
        self, span: Span, by: Sequence[str], days: Iterable[Row]
    ) -> Mapping[tuple[str, ...], Row]:
        """The counts of each line, by its key."""
        if not by:
            return {}
        if self._places.are_few and OF_A_DAY.issuperset(by):
            in_period = (row for row in days if row["day"] >= span.first)
            lines = parted(
                in_period,
                lambda row: tuple(key_of_day(name, row["kiosk"], row["day"]) for name in by),
            )
            return {
                key: added(each)
                | {"kiosks": len({row["kiosk"] for row in each}), "kiosk_days": len(each)}
                for key, each in lines.items()
            }
        of_hours = "hour" in by
        table = HOURS if of_hours else DAYS
        rows = self._table(table, self._months(span.first, span.last))
        asked = questions.by_keys(rows, by, span, self._places, of_hours=of_hours)
        return {
            tuple(key_of(name, row[f"by_{name}"]) for name in by): row
            for row in self._engine.rows(asked)
        }

    def _groups(
        self, by: Sequence[str], counted: Mapping[tuple[str, ...], Row], period: Sums
    ) -> tuple[Group, ...]:
        if not by:
            return ()
        of_hours = "hour" in by
        batches = {} if of_hours else period.by_line()
        found: list[Group] = []
        for key in sorted(counted.keys() | batches.keys()):
            row = counted.get(key, NO_ROW)
            sums = None if of_hours else batches.get(key, Sums((), by))
            found.append(group(key, (row["kiosks"], row["kiosk_days"]), row, sums))
        return tuple(found)

    def _before(
        self, span: Span, days: Mapping[date, Row], kiosks: Iterable[Row], sums: Sums
    ) -> Group | None:
        rows = [row for day, row in days.items() if day < span.first]
        if not rows:
            return None
        return group((), reported(kiosks, "in_before"), added(rows), sums.lying(OF_BEFORE))

    def _known(self, kiosks: Iterable[Row]) -> dict[str, str]:
        """The store of each kiosk asked for that is listed, or was ever heard of."""
        listed = {each.kiosk: each.store for each in self._places.taken}
        return {row["kiosk"]: NOT_LISTED for row in kiosks} | listed

    def _missing(
        self, span: Span, open_days: Sequence[date], kiosks: Sequence[Row]
    ) -> tuple[Missing, ...]:
        heard = {row["kiosk"]: row for row in kiosks}
        found: list[Missing] = []
        for kiosk, store in sorted(self._known(kiosks).items()):
            row = heard.get(kiosk)
            first = span.first if row is None else row["first"]
            there = 0 if row is None else row["in_open"]
            days = len(open_days) - bisect_left(open_days, first) - there
            if days > 0:
                found.append(Missing(kiosk, store, days, None if row is None else row["last"]))
        return tuple(found)
