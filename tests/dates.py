"""Runs the tests on days that are not today. ``python -m tests.dates [DAY …] [-- PYTEST OPTION …]``

libfaketime sets the time of day of pytest and of every process that a test starts; monotonic time
goes on as ever. Each day begins shortly before what is hard about it, so a run passes through it.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Final

from tests.tiers import Tier

DAYS: Final = {
    "month-end": ("Asia/Shanghai", "2027-01-31T23:57:00+08:00"),
    "leap-day": ("UTC", "2028-02-29T23:57:00+00:00"),
    "december": ("America/Chicago", "2026-12-03T12:00:00-06:00"),
    "clocks-back": ("Europe/Berlin", "2027-10-31T02:57:00+02:00"),
}
"""The zone of the machine, and its time of day when the tests begin."""

TIERS: Final = (Tier.FAST, Tier.CHECK, Tier.SYSTEM)


def main(arguments: list[str]) -> int:
    """Exit code 0 if every run was green."""
    at = arguments.index("--") if "--" in arguments else len(arguments)
    options = arguments[at + 1 :]
    parser = argparse.ArgumentParser(description="Run the tests on other days than today.")
    parser.add_argument("days", nargs="*", metavar="DAY", help=f"of {', '.join(DAYS)}; or all")
    tiers = [tier.name.lower() for tier in TIERS]
    parser.add_argument("--tier", choices=tiers, action="append", help="only this one")
    chosen = parser.parse_args(arguments[:at])
    if unknown := set(chosen.days) - set(DAYS):
        parser.error(f"no such day: {', '.join(sorted(unknown))}; there are {', '.join(DAYS)}")
    faketime = shutil.which("faketime")
    if faketime is None:
        print("AskFirst: faketime is missing (Debian and Ubuntu: apt-get install faketime)")
        return 1
    failed: list[str] = []
    for name in chosen.days or DAYS:
        zone, start = DAYS[name]
        for tier in chosen.tier or tiers:
            print(f"AskFirst: the {tier} tier on {start}, {zone}", flush=True)
            # How far off, and no date: so every process of a run has the same time at once.
            ahead = round(datetime.fromisoformat(start).timestamp() - time.time())
            # Every look at the clock takes libfaketime many times as long.
            pytest = [sys.executable, "-m", "pytest", "--any-time", "--tier", tier]
            if subprocess.run(
                [faketime, "--exclude-monotonic", "-f", f"{ahead:+d}s", *pytest, *options],
                check=False,
                cwd=Path(__file__).parents[1],
                env={**os.environ, "TZ": zone},
            ).returncode:
                failed.append(f"{name}, {tier}")
    print(f"AskFirst: failed on {'; '.join(failed)}" if failed else "AskFirst: green on every day")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
