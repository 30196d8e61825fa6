"""The soak: ``python -m tests.soak.run FOLDER --visits N``, stopped and resumed at will.

One process, one real window drawn off screen, a real confined child for each look, a film for a
camera. What is measured is added to ``FOLDER/samples.jsonl``; run again with the same folder, it
goes on where the last sample was, over the same records, until there were N visits in all.
``make soak-docs`` makes of it what docs/reliability.md shows.
"""

import argparse
import json
import os
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from kiosk.adapters.records import verification
from tests.benchmarks.run import machine
from tests.soak.faults import FAULTS, NEEDS_A_DISK
from tests.soak.sampling import sample
from tests.soak.shop import BETWEEN_VISITS, Shop, open_shop
from tests.soak.visits import KINDS, Unplanned, draw

SAMPLES: Final = "samples.jsonl"
EVERY: Final = 10
"""Visits between two samples."""


def read_samples(folder: Path) -> list[dict[str, Any]]:
    """Every whole line of a soak so far; one that a power cut left half-written is none."""
    path = folder / SAMPLES
    found: list[dict[str, Any]] = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


class Soak:
    """One run of it, from where the last one ended."""

    def __init__(self, folder: Path, seed: int, percent: float) -> None:
        before = read_samples(folder)
        samples = [line for line in before if line["kind"] == "sample"]
        self.folder = folder
        self.run = 1 + sum(line["kind"] == "run" for line in before)
        self.done = samples[-1]["visit"] if samples else 0
        self.moved = samples[-1]["moved"] if samples else 0.0
        self._seed = seed
        self._percent = percent
        self._since: dict[str, Any] = {}
        self._forget()

    def work(self, visits: int) -> None:
        """Go on until there were so many, or the system asks for the end."""
        with open_shop(self.folder, self.moved) as shop:
            shop.wait_for_warm_child()
            faults = [name for name in FAULTS if shop.disk is not None or name != NEEDS_A_DISK]
            self._write("run", seed=self._seed, percent=self._percent, faults=faults, **_place())
            self._take_sample(shop)
            while self.done < visits:
                self._visit(shop, faults)
                if self.done % EVERY == 0 or self.done == visits:
                    self._take_sample(shop)
            self._write("end", visit=self.done, **books(shop))

    def _visit(self, shop: Shop, faults: list[str]) -> None:
        random = Random(f"{self._seed}:{self.done}")
        try:
            if random.random() * 100 < self._percent:
                self._harm(shop, random.choice(faults))
            else:
                self._go_through(shop, draw(random))
        except Unplanned as end:
            self._since["unplanned"][str(end)] += 1
        shop.leave()
        # A test may look back at every state; of thousands of visits that would be a leak.
        shop.kiosk.seen.clear()
        self.done += 1
        shop.clock.moved += BETWEEN_VISITS

    def _harm(self, shop: Shop, kind: str) -> None:
        FAULTS[kind](shop)
        self._since["faults"][kind] += 1
        self._since["ended_ms"] += shop.ended_ms
        shop.ended_ms.clear()

    def _go_through(self, shop: Shop, kind: str) -> None:
        times = KINDS[kind][1](shop)
        self._since["visits"][kind] += 1
        if times is not None:
            self._since["picture_ms"].append(round(times.picture, 1))
            self._since["estimate_ms"].append(round(times.estimate, 1))

    def _take_sample(self, shop: Shop) -> None:
        shop.wait_for_warm_child()
        shop.kiosk.settle_store()
        size = shop.kiosk.records_file.stat().st_size
        told = {**sample(), "records_bytes": size, "load": os.getloadavg()[0], "rests": shop.rests}
        self._write("sample", visit=self.done, moved=shop.clock.moved, **told, **self._since)
        self._forget()

    def _forget(self) -> None:
        self._since = {
            "visits": Counter(),
            "faults": Counter(),
            "unplanned": Counter(),
            "picture_ms": [],
            "estimate_ms": [],
            "ended_ms": [],
        }

    def _write(self, kind: str, **what: Any) -> None:
        line = json.dumps({"kind": kind, "run": self.run, "at": round(time.time()), **what})
        with (self.folder / SAMPLES).open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def _place() -> dict[str, str]:
    return {"machine": machine(), "date": datetime.now(UTC).date().isoformat()}


def books(shop: Shop) -> dict[str, Any]:
    """What the records say of every visit so far: the counts, and whether the ledger is whole."""
    shop.kiosk.settle_store()
    verdict = verification.verify(shop.kiosk.records_file)
    with closing(sqlite3.connect(f"file:{shop.kiosk.records_file}?mode=ro", uri=True)) as file:
        names = ("asked", "agreed", "told", "declined", "walked_away", "counted")
        totals = ", ".join(f"coalesce(sum({name}), 0)" for name in names)
        row = file.execute(f"SELECT {totals} FROM day_hour").fetchone()
        closing_row = file.execute("SELECT sum(not_counted), sum(withdrawn) FROM day").fetchone()
        query = "SELECT json_extract(leaf, '$.type'), count(*) FROM consent_ledger GROUP BY 1"
        entries = dict(file.execute(query).fetchall())
        still_open = file.execute("SELECT count(*) FROM open_visit").fetchone()[0]
    return {
        **dict(zip(names, row, strict=True)),
        "not_counted": closing_row[0] or 0,
        "withdrawn": closing_row[1] or 0,
        "entries": entries,
        "open_visits": still_open,
        "ledger_rows": verdict.rows,
        "ledger_broken": verdict.broken,
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--visits", type=int, required=True, help="in all, with earlier runs")
    arguments.add_argument("--percent", type=float, default=5.0, help="of visits with a fault")
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    # Asked to end, it leaves as it does at the end: no child, no mounted disk stays behind.
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    QApplication(["askfirst"])
    soak = Soak(chosen.folder, chosen.seed, chosen.percent)
    try:
        soak.work(chosen.visits)
    except KeyboardInterrupt:
        print(f"Stopped after {soak.done} visits; the same command goes on from there.")


if __name__ == "__main__":
    main()
