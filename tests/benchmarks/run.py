"""The measurements: ``python -m tests.benchmarks.run [NAME]``, NAME one of those below.

Writes ``build/bench/NAME.json`` and the table between the marks of that name in
``docs/performance.md``, for each of the first six names unless one is given.
Nothing here passes or fails: times on shared machines drift, and are for people to read.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.adapters.analysis.health import Door
from kiosk.bootstrap import parts
from kiosk.domain import events, states
from kiosk.ui.screens.looking import LookingScreen
from tests.benchmarks import package, staff_pages
from tests.benchmarks.durable import bare_times, durable_times
from tests.benchmarks.frames import frame_times
from tests.benchmarks.memory import peak_of_a_look
from tests.benchmarks.verify import lengthen, verify_times
from tests.journeys.kiosk import Kiosk, running

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
NAMES = ("visits", "records", "verify", "staff", "package", "fleet")
ALONE = ("fleet-reports",)
"""What takes half an hour, and has nothing to do with a kiosk: only when it is named."""


def visit_times(kiosk: Kiosk) -> dict[str, float]:
    """One visit with a yes: milliseconds to the first picture and to the estimate."""
    kiosk.wait_for(states.Idle)
    kiosk.wait_until(lambda: kiosk.joined.watch.health().door is Door.WARM, "warm child")
    kiosk.wait_for_camera_door()
    kiosk.post(events.ChoseCamera())
    began = time.perf_counter()
    kiosk.joined.runner.say_old_enough()
    picture = None
    while not isinstance(kiosk.visit, states.ShowingResult):
        QTest.qWait(1)
        screen = kiosk.joined.window.shown
        if picture is None and isinstance(screen, LookingScreen) and screen.view.shows_picture:
            picture = time.perf_counter() - began
    estimate = time.perf_counter() - began
    result = kiosk.visit
    kiosk.post(events.ChoseKeeping())
    kiosk.wait_for(states.ShowingReceipt)
    kiosk.post(events.Finished())
    return {
        "picture_ms": 1000 * (picture if picture is not None else estimate),
        "estimate_ms": 1000 * estimate,
        "frames": result.estimate.frames,
    }


def spread(values: list[float]) -> dict[str, float]:
    """Median, 95th percentile and n."""
    ordered = sorted(values)
    late = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    return {"p50": statistics.median(ordered), "p95": late, "n": len(ordered)}


LEDGER_ROWS = 100_000


def start_times(times: int, idle_seconds: float) -> dict[str, dict[str, float]]:
    """Fresh processes over one data folder, the last left alone for a while; then the same again,
    with a long ledger.
    """
    with tempfile.TemporaryDirectory() as data:
        runs = [
            _started(data, idle_seconds if number == times - 1 else 0) for number in range(times)
        ]
        signer = parts.signer_of(Path(data), demo=True)
        lengthen(parts.records_file(Path(data), demo=True), LEDGER_ROWS, signer)
        _started(data)
        long = [_started(data) for _ in range(times)]
    found = {
        f"start_to_{name}_ms": spread([1000 * run[name] for run in runs])
        for name in ("painted", "idle", "warm")
    }
    found |= {
        f"long_start_to_{name}_ms": spread([1000 * run[name] for run in long])
        for name in ("idle", "warm")
    }
    found["idle_core_percent"] = {"p50": 100 * runs[-1]["idle_core"], "n": 1}
    found["idle_mb"] = {"p50": runs[-1]["idle_mb"], "n": 1}
    return found


def _started(data: str, idle_seconds: float = 0) -> dict[str, float]:
    program = [sys.executable, "-m", "tests.benchmarks.start", data, str(idle_seconds)]
    told = subprocess.run(program, capture_output=True, text=True, check=True)
    return json.loads(told.stdout)


def machine() -> str:
    """What this was measured on, in a few words."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    return (
        f"{os.cpu_count()} cores of {model} (a virtual machine), Linux {platform.release()}, "
        f"Python {platform.python_version()}"
    )


ROWS = {
    "picture_ms": ("yes → first picture on screen", "ms", "≤ 60, p95 ≤ 100"),
    "estimate_ms": ("yes → settled estimate", "ms", "≤ 350, p95 ≤ 600"),
    "frames": ("good frames in that estimate", "", "≥ 8"),
    "frame_ms": ("one frame: blank, landmarks, gate, age, gender", "ms", "≤ 10"),
    "frame_mean_ms": ("the mean of these: every other one is searched for other faces", "ms", ""),
    "whole_frame_ms": ("the same with crop and blurred preview", "ms", ""),
    "start_to_painted_ms": ("start → first screen painted", "ms", ""),
    "start_to_idle_ms": ("start → Idle, doors open", "ms", "≤ 800"),
    "start_to_warm_ms": ("start → ready for a visit", "ms", ""),
    "long_start_to_idle_ms": ("start → Idle, with a ledger of 100,000 rows", "ms", ""),
    "long_start_to_warm_ms": (
        "start → ready for a visit, with a ledger of 100,000 rows",
        "ms",
        "≤ 1,500",
    ),
    "visit_mb": ("memory of all processes during a look (PSS)", "MB", "≤ 300"),
    "idle_mb": ("memory of all processes at Idle, child warm (PSS)", "MB", ""),
    "idle_core_percent": ("of one core at Idle, over 20 s", "%", "≤ 0.5"),
    "consent_ms": ("consent → on the disk", "ms", ""),
    "durable_ms": ("all that a visit by camera writes, on the disk", "ms", "≤ 5"),
    "bare_ms": ("six writes of 4 kB by themselves, each synced", "ms", ""),
    "visit_bytes": ("bytes of a visit while it can be found, its ledger with it", "B", ""),
    "row_bytes": ("of these its own row, and the keys that find it", "B", "194"),
    "verify_s": ("`askfirst verify` on 1,000,000 rows", "s", "≤ 15"),
}


def table(
    found: Mapping[str, Mapping[str, float]], rows: Mapping[str, tuple[str, str, str]] = ROWS
) -> str:
    """The results as rows of Markdown, in the order of ``rows``: what, unit and target by name."""
    lines = ["| what | p50 | p95 | n | target |", "|---|---:|---:|---:|---|"]
    for name, (what, unit, target) in rows.items():
        if name in found:
            each = found[name]
            p95 = f"{each['p95']:,.1f} {unit}" if "p95" in each else "–"
            row = (what, f"{each['p50']:,.1f} {unit}", p95, str(each["n"]), target)
            lines.append(f"| {' | '.join(cell.strip() for cell in row)} |")
    return "\n".join(lines) + "\n"


def write(name: str, found: Mapping[str, Any], rows: str) -> None:
    """The results to a file of that name, and these ``rows`` to its place in the page."""
    day = datetime.now(UTC).date().isoformat()
    told = {"machine": machine(), "date": day, "results": found}
    folder = ROOT / "build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(told, indent=2), encoding="utf-8")
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    measured = f"Measured on {day}, {told['machine']}.\n\n{rows}"
    PAGE.write_text(f"{before}{begin}{measured}{end}{after}", encoding="utf-8")
    print(measured)


def measure_visits(visits: int, starts: int) -> dict[str, dict[str, float]]:
    """Visits in a real window, the stages of one frame, memory, and starts."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(["askfirst"])
    with tempfile.TemporaryDirectory() as data, running(Path(data)) as kiosk:
        each = [visit_times(kiosk) for _ in range(visits)]
        memory = peak_of_a_look(kiosk)
    app.processEvents()
    found = {name: spread([visit[name] for visit in each]) for name in each[0]}
    estimates, wholes = frame_times()
    found |= {"frame_ms": spread(estimates), "whole_frame_ms": spread(wholes)}
    found["frame_mean_ms"] = {"p50": statistics.fmean(estimates), "n": len(estimates)}
    found["visit_mb"] = {"p50": memory, "n": 1}
    return found | start_times(starts, idle_seconds=20)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("what", nargs="?", choices=(*NAMES, *ALONE))
    arguments.add_argument("--visits", type=int, default=30)
    arguments.add_argument("--starts", type=int, default=10)
    arguments.add_argument("--records", type=int, default=1000)
    arguments.add_argument("--verifications", type=int, default=5)
    arguments.add_argument("--compactions", type=int, default=3)
    arguments.add_argument("--taps", type=int, default=staff_pages.TIMES)
    arguments.add_argument("--spark", action="store_true", help="fleet-reports: on Spark as well")
    arguments.add_argument(
        "--largest", type=int, default=10_000, help="fleet-reports: kiosks at the most"
    )
    chosen = arguments.parse_args()
    names = NAMES if chosen.what is None else (chosen.what,)
    if "visits" in names:
        visits = measure_visits(chosen.visits, chosen.starts)
        write("visits", visits, table(visits))
    if "records" in names:
        consents, wholes, size, of_row = durable_times(chosen.records)
        records = {"consent_ms": spread(consents), "durable_ms": spread(wholes)}
        records["bare_ms"] = spread(bare_times(chosen.records))
        records["visit_bytes"] = {"p50": size, "n": chosen.records}
        records["row_bytes"] = {"p50": of_row, "n": chosen.records}
        write("records", records, table(records))
    if "verify" in names:
        verified = {"verify_s": spread(verify_times(1_000_000, chosen.verifications))}
        write("verify", verified, table(verified))
    if "staff" in names:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        staff = staff_pages.measure(chosen.taps, spread)
        write("staff", staff, table(staff, staff_pages.rows()))
    if "package" in names:
        built = package.measure(chosen.starts, spread)
        write("package", built, table(built, package.rows(list(built))))
    if "fleet" in names:
        # Not above: what a head office counts with would be in the kiosk's memory that is measured.
        from tests.benchmarks import fleet_compact

        fleet = fleet_compact.measure(chosen.compactions, spread)
        write("fleet", fleet, table(fleet, fleet_compact.rows()))
    if "fleet-reports" in names:
        measure_reports(chosen.largest, spark=chosen.spark)


def measure_reports(largest: int, *, spark: bool) -> None:
    """What it needs is no part of a kiosk."""
    from tests.benchmarks import fleet

    folder = ROOT / "build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    sizes = [size for size in fleet.SIZES if size <= largest]
    load = os.getloadavg()[0]
    found = fleet.measure(folder, spread, sizes)
    loads = f"Load of the machine before and after: {load:.1f}, {os.getloadavg()[0]:.1f}.\n"
    write("fleet-reports", found, f"{fleet.table(found)}{loads}")
    if spark:
        found |= fleet.measure_spark(folder, sizes, spread)
        write("fleet-reports", found, f"{fleet.table(found)}{loads}")


if __name__ == "__main__":
    main()
