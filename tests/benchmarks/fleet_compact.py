"""How long ``askfirst fleet compact`` takes: ``python -m tests.benchmarks.fleet_compact``.

An inbox of so many kiosks' files of one day is taken into an empty lake, again into that lake, and
into one that has 30 days before; each in a fresh process, timed from its start to its end. Then a
whole month at once. The days are made up, with three blocks each. On a machine that does other
things too, the processor's time (user and system) says more than the clock's.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

from kiosk.application.day_file import as_lines
from tests.fleet.day_files import day_file

DAY: Final = date(2026, 10, 31)
KIOSKS: Final = 10_000
DAYS_BEFORE: Final = 30

_DIFFERENT: Final = 500
"""So many days are made up; each kiosk's is one of them, under its name."""

_PROGRAM: Final = "import sys; from kiosk.cli import main; sys.exit(main(sys.argv[1:]))"


def fill(inbox: Path, kiosks: int, days: Sequence[date]) -> int:
    """Write the files of these days; returns their bytes."""
    random = Random(20261031)
    made = {day: [day_file("k", day, seed=seed) for seed in range(_DIFFERENT)] for day in days}
    written = 0
    for number in range(kiosks):
        name = f"shop-{number:05}"
        (inbox / f"kiosk={name}").mkdir(parents=True, exist_ok=True)
        for day in days:
            file = replace(random.choice(made[day]), kiosk=name)
            content = as_lines(file)
            (inbox / file.path).write_bytes(content)
            written += len(content)
    return written


def timed(inbox: Path, lake: Path) -> tuple[float, float, float]:
    """One run in a process of its own: seconds by the clock and of the processor, and the most
    memory in megabytes (resident)."""
    began = time.perf_counter()
    command = [sys.executable, "-c", _PROGRAM, "fleet", "compact", inbox, lake, "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.read())
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert told["ok"], told["set_aside"][:3]
    took = time.perf_counter() - began
    return took, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6


Spread = Callable[[list[float]], dict[str, float]]


def measure(times: int, spread: Spread) -> dict[str, dict[str, float]]:
    """Every line of the table, by the name it has in the file of results."""
    found = runs(KIOSKS, times, whole_month=True)
    return {name: spread(values) for name, values in found.items()}


def runs(kiosks: int, times: int, *, whole_month: bool) -> dict[str, list[float]]:
    """Seconds of each run by what it did, and the most megabytes of any of its kind."""
    found: dict[str, list[float]] = {}

    def note(what: str, measured: tuple[float, float, float]) -> None:
        for unit, number in zip(("s", "cpu", "mb"), measured, strict=True):
            found.setdefault(f"{what}_{unit}", []).append(number)

    before = [DAY - timedelta(days=back) for back in range(DAYS_BEFORE, 0, -1)]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        size = fill(place / "one", kiosks, [DAY])
        found["file_bytes"] = [size / kiosks]
        for number in range(times):
            lake = place / f"lake-{number}"
            note("empty", timed(place / "one", lake))
            note("again", timed(place / "one", lake))
        if whole_month:
            fill(place / "month", kiosks, before)
            note("whole", timed(place / "month", place / "full"))
            for number in range(times):
                lake = place / f"full-{number}"
                subprocess.run(["cp", "-r", place / "full", lake], check=True)
                note("month", timed(place / "one", lake))
            found["month_bytes"] = [float(_size_of(place / "full-0"))]
    return found


def _size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def rows(kiosks: int = KIOSKS) -> Mapping[str, tuple[str, str, str]]:
    """What was measured, its unit and its target, by its name."""
    a_day, month = f"{kiosks:,} files of a day", f"{kiosks * DAYS_BEFORE:,} files of 30 days"
    return {
        "empty_s": (f"{a_day} into an empty lake", "s", ""),
        "empty_cpu": ("of it the processor's", "s", "≤ 5"),
        "empty_mb": ("the most memory of it", "MB", ""),
        "again_s": ("the same files again", "s", ""),
        "again_cpu": ("of it the processor's", "s", ""),
        "month_s": (f"{a_day} into a lake with 30 days of that month", "s", ""),
        "month_cpu": ("of it the processor's", "s", ""),
        "month_mb": ("the most memory of it", "MB", ""),
        "whole_s": (f"{month} into an empty lake", "s", ""),
        "whole_cpu": ("of it the processor's", "s", ""),
        "whole_mb": ("the most memory of it", "MB", ""),
        "month_bytes": (f"bytes of a lake of 31 days, {kiosks:,} kiosks", "B", ""),
        "file_bytes": ("bytes of a file, the mean", "B", ""),
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--kiosks", type=int, default=KIOSKS)
    arguments.add_argument("--times", type=int, default=3)
    arguments.add_argument("--one-day", action="store_true", help="leave the month out")
    chosen = arguments.parse_args()
    found = runs(chosen.kiosks, chosen.times, whole_month=not chosen.one_day)
    for name, (what, unit, _) in rows(chosen.kiosks).items():
        if name in found:
            print(f"{what}: {', '.join(f'{each:,.1f}' for each in found[name])} {unit}")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB for making them up")


if __name__ == "__main__":
    main()
