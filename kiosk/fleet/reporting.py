"""A period of a lake as a FleetReport, counted by an engine."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kiosk.application.correction import Correction
from kiosk.domain.statistics import share
from kiosk.fleet import questions
from kiosk.fleet.counted import (
    added,
    counts_of,
    hour_counts_of,
    of_day,
    opt_in_of,
    opt_in_of_door,
    parted,
    reported,
)
from kiosk.fleet.engines import Engine, Row
from kiosk.fleet.keys import OF_A_DAY, key_of, key_of_day
from kiosk.fleet.kiosk_list import Listed
from kiosk.fleet.lake import BLOCKS, DAYS, HOURS
from kiosk.fleet.lake_folder import Lake
from kiosk.fleet.parts import months_of, part_of
from kiosk.fleet.questions import Places, Span
from kiosk.fleet.released import Asked, Saying, block_sum
from kiosk.fleet.report import NOT_LISTED, Compared, FleetReport, Group, Missing, Side

FOUR_WEEKS: Final = 28

_Key = tuple[str, ...]


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
    """``corrections`` are by the model that they are of, as the kiosks' files name it: its known
    error is taken out of a line where that one model estimated all of it.

    Raises NothingThere, OSError, and what the engine raises of files that it cannot read.
    """
    places = Places(listed, wish.store, wish.region)
    return _Reporting(lake, places, engine, Saying(corrections or {})).of(wish)


class _Reporting:
    def __init__(self, lake: Lake, places: Places, engine: Engine, saying: Saying) -> None:
        self._lake = lake
        self._places = places
        self._engine = engine
        self._saying = saying
        self._tables: dict[tuple[str, ...], questions.Expression] = {}

    def of(self, wish: Wish) -> FleetReport:
        if not self._places.are_any:
            raise NothingThere(f"The list of kiosks has none in {self._places.asked_for}.")
        span = self._span(wish)
        rows = self._days(span)
        if not rows:
            raise NothingThere(
                f"The lake has no day of these kiosks from {span.first} to {span.last}."
            )
        days = {
            day: added(each) | {"kiosk_days": sum(row["kiosk_days"] for row in each)}
            for day, each in parted(rows, lambda row: row["day"]).items()
        }
        open_days = self._open_days(span, days)
        kiosks = self._kiosks(span, open_days)
        # Not told apart where the report is by hour, for blocks know none.
        blocks = self._blocks(span, () if "hour" in wish.by else wish.by)
        whole = [row for each in blocks.values() for row in each]
        return FleetReport(
            first=span.first,
            last=span.last,
            by=wish.by,
            engine=self._engine.name,
            invented=self._lake.invented or any(row["invented"] for row in rows),
            kiosks=len(self._known(kiosks)),
            total=self._group((), *reported(kiosks), added(days.values()), whole),
            before=self._before(span),
            groups=self._groups(wish.by, self._counted(span, wish.by, rows), blocks),
            days=tuple(of_day(day, days.get(day)) for day in span),
            missing=self._missing(span, open_days, kiosks),
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
        return Span(first, last)

    def _table(self, table: str, months: Sequence[str]) -> questions.Expression:
        """To open a year's files takes longer than to count what one store has in them."""
        key = (table, *months)
        if key not in self._tables:
            parts = [part_of(self._lake.folder, table, month) for month in months]
            self._tables[key] = self._engine.table(table, parts)
        return self._tables[key]

    def _months(self, span: Span) -> list[str]:
        """Those of the lake in which these days are.

        Every month has a file of each table: one that is gone is to be missed, not passed over.
        """
        return [
            month
            for month in months_of(self._lake.folder, DAYS)
            if f"{span.first:%Y-%m}" <= month <= f"{span.last:%Y-%m}"
        ]

    def _days(self, span: Span) -> list[Row]:
        days = self._table(DAYS, self._months(span))
        return self._engine.rows(questions.by_day(days, span, self._places))

    def _open_days(self, span: Span, days: Mapping[date, Row]) -> list[date]:
        """Of the whole lake, so that a store that is silent is told of in its own report, too."""
        silent = [day for day in span if day not in days or not days[day]["asked"]]
        if silent and not self._places.are_all:
            table = self._table(DAYS, self._months(Span(silent[0], silent[-1])))
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

    def _blocks(self, span: Span, by: Sequence[str]) -> Mapping[_Key, list[Row]]:
        """The sums of the blocks that closed in the period, by the key of their line."""
        blocks = self._table(BLOCKS, self._months(span))
        rows = self._engine.rows(questions.of_blocks(blocks, by, span, self._places))
        return parted(rows, lambda row: tuple(key_of(name, row[f"by_{name}"]) for name in by))

    def _counted(self, span: Span, by: Sequence[str], days: Iterable[Row]) -> Mapping[_Key, Row]:
        """The counts of each line, by its key."""
        if not by:
            return {}
        if self._places.are_few and OF_A_DAY.issuperset(by):
            lines = parted(
                days, lambda row: tuple(key_of_day(name, row["kiosk"], row["day"]) for name in by)
            )
            return {
                key: added(each)
                | {"kiosks": len({row["kiosk"] for row in each}), "kiosk_days": len(each)}
                for key, each in lines.items()
            }
        of_hours = "hour" in by
        rows = self._table(HOURS if of_hours else DAYS, self._months(span))
        asked = questions.by_keys(rows, by, span, self._places, of_hours=of_hours)
        return {
            tuple(key_of(name, row[f"by_{name}"]) for name in by): row
            for row in self._engine.rows(asked)
        }

    def _groups(
        self, by: Sequence[str], counted: Mapping[_Key, Row], blocks: Mapping[_Key, list[Row]]
    ) -> tuple[Group, ...]:
        make = _of_hours if "hour" in by else self._group
        return tuple(
            make(key, row["kiosks"], row["kiosk_days"], row, blocks.get(key, ()))
            for key, row in sorted(counted.items())
        )

    def _group(
        self, key: _Key, kiosks: int, kiosk_days: int, days: Row, blocks: Iterable[Row]
    ) -> Group:
        """A line: the counts of its days, and its blocks added up."""
        opt_in, asked, released = opt_in_of(days), Asked.of(days), block_sum(blocks)
        return Group(
            key,
            kiosks,
            kiosk_days,
            counts_of(days),
            opt_in,
            opt_in_of_door(days),
            released,
            self._saying.genders(released, opt_in, asked),
            self._saying.ages(released, asked),
        )

    def _before(self, span: Span) -> Compared | None:
        """The time before, of the same days of the same kiosks; None where there are none."""
        earlier = self._months(span.before)
        if not earlier:
            return None
        months = sorted({*earlier, *self._months(span)})
        days, blocks = (self._table(table, months) for table in (DAYS, BLOCKS))
        rows = self._engine.rows(questions.days_of_both(days, span, self._places))
        if not rows:
            return None
        asked = questions.blocks_of_both(days, blocks, span, self._places)
        of_blocks = parted(self._engine.rows(asked), lambda row: row["is_now"])
        women = self._saying.women(
            {row["is_now"]: block_sum(of_blocks.get(row["is_now"], ())) for row in rows},
            {row["is_now"]: Asked.of(row) for row in rows},
        )
        then, now = (
            Side(counts_of(row), opt_in_of(row), opt_in_of_door(row), women[row["is_now"]])
            for row in sorted(rows, key=lambda row: row["is_now"])
        )
        kiosks, kiosk_days = rows[0]["kiosks"], rows[0]["kiosk_days"]
        before = span.before
        return Compared(before.first, before.last, kiosks, kiosk_days, then, now)

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


def _of_hours(key: _Key, kiosks: int, kiosk_days: int, hours: Row, blocks: Iterable[Row]) -> Group:
    """A line of some hours, of which no blocks are known."""
    del blocks
    opt_in = share(hours["said_yes"], hours["asked"])
    door = opt_in_of_door(hours)
    return Group(key, kiosks, kiosk_days, hour_counts_of(hours), opt_in, door, None, None, None)
