"""A store of a million visits: ``python -m tests.benchmarks.million`` makes both of them.

A thousand days of a thousand visits each, up to yesterday, invented and written by the store's own
rules (``kiosk/adapters/records/history.py``). In one, rows went when their window of 72 hours
closed; in the other the window is so long that every row is still there, which is worse than any
store can be. They lie in ``build/bench`` and are made anew on another day, and when what makes them
was changed.
"""

import hashlib
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from kiosk.adapters.records import blocks as closing
from kiosk.adapters.records import history, schema
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system.clock import SystemClock
from kiosk.application import invented_people, invented_shop
from kiosk.application.invented_shop import InventedDay, InventedShop
from kiosk.bootstrap import parts
from kiosk.domain import blocks, noise
from kiosk.domain.blocks import ReleaseRules

VISITS: Final = 1_000_000
DAYS: Final = 1_000
A_DAY: Final = 2_480.0
"""Asked on an average day of 2025, of whom a good thousand keep a result."""

MONTHS: Final = 36
"""How long counts are kept here; a shop's 25 months would have a quarter of these days gone."""

SEED: Final = 1_000_000

FOLDER: Final = Path(__file__).parents[2] / "build" / "bench"

_MADE_BY: Final = (history, schema, closing, blocks, noise, invented_people, invented_shop)


def settings(*, keeps_rows: bool) -> Settings:
    """The demo's, with the memory that a million visits need."""
    demo = parts.load_settings(Path(), demo=True)
    hours = (DAYS + 100) * 24 if keeps_rows else demo.records.window_hours
    return replace(demo, records=replace(demo.records, window_hours=hours, counts_months=MONTHS))


def clock() -> SystemClock:
    """The time by which the store ends yesterday."""
    return parts.clock_of(settings(keeps_rows=False))


def store(*, keeps_rows: bool) -> Path:
    """The store's file, made now where today's is not there yet."""
    yesterday = clock().moment().day - timedelta(days=1)
    made = hashlib.sha256()
    made.update(repr((VISITS, DAYS, A_DAY, MONTHS, SEED)).encode())
    for module in _MADE_BY:
        made.update(Path(module.__file__ or "").read_bytes())
    kind = "all-rows" if keeps_rows else "window"
    name = f"million-{kind}-{yesterday.isoformat()}-{made.hexdigest()[:8]}"
    path = FOLDER / name / "demo" / "askfirst.sqlite3"
    if not path.exists():
        _forget_older(kind)
        _make(path, yesterday, keeps_rows=keeps_rows)
    return path


def _make(path: Path, last: date, *, keeps_rows: bool) -> None:
    began = time.perf_counter()
    shop = InventedShop(SEED, 14, A_DAY)
    counted = 0

    def days() -> Iterator[InventedDay]:
        nonlocal counted
        for day in shop.days(last - timedelta(days=DAYS - 1), last):
            counted += sum(counts.counted for counts in day.hours.values())
            yield day

    history.make(
        path,
        Publication(ReleaseRules(), True, 14),
        parts.retention_of(settings(keeps_rows=keeps_rows)),
        parts.MODEL,
        days(),
        lambda written: print(f"\r{written:,} of {DAYS:,} days", end="", file=sys.stderr),
    )
    print(file=sys.stderr)
    if counted < VISITS:
        raise SystemExit(f"These are only {counted:,} visits: raise A_DAY.")
    size = path.stat().st_size / 1_000_000
    took = time.perf_counter() - began
    print(f"{counted:,} visits, {size:,.1f} MB, made in {took:.0f} s: {path}", file=sys.stderr)


def _forget_older(kind: str) -> None:
    for folder in FOLDER.glob(f"million-{kind}-*"):
        for file in sorted(folder.rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
        folder.rmdir()


def main() -> None:
    for keeps_rows in (False, True):
        print(store(keeps_rows=keeps_rows))


if __name__ == "__main__":
    main()
