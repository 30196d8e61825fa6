"""How long reports of a lake take, of invented chains: ``make bench ARGS=fleet-reports``.

Four reports of a year of 100, 1,000 and 10,000 kiosks, with the camera's known error taken out of
every line. A report is timed from
opening the lake to the finished figures, in a process that has made one before; the whole command,
in a process of its own, from its start to its end. On a machine that does other things too, the
processor's time (user and system, of all threads) says more than the clock's. The same on Spark
with ``--spark`` (after ``packaging/bootstrap.sh fleet-spark``). The lakes stay in ``build/bench``
until they are deleted.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

from kiosk.application.correction import Correction
from kiosk.bootstrap.figures import correction
from kiosk.fleet.engines import DuckDB, Engine, Spark
from kiosk.fleet.kiosk_list import NAME, Listed, read
from kiosk.fleet.lake_folder import reading
from kiosk.fleet.reporting import Wish, report
from kiosk.fleet.simulated.simulation import Simulation
from kiosk.fleet.simulated.tables import MODEL

SIZES: Final = (100, 1_000, 10_000)
DAYS: Final = 365
TIMES: Final = 20
ON_SPARK: Final = 3

_YEAR: Final = (date(2026, 1, 1), date(2026, 12, 31))
_STORE: Final = "Store 0007"

REPORTS: Final[Mapping[str, tuple[str, Wish, str]]] = {
    "region": ("28 days by region", Wish(by=("region",)), "≤ 0.5"),
    "store": ("a year of one store by month", Wish(*_YEAR, ("month",), store=_STORE), "≤ 0.1"),
    "year": ("a year by region and month", Wish(*_YEAR, ("region", "month")), ""),
    "hours": ("28 days by weekday and hour", Wish(by=("weekday", "hour")), ""),
}

COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "region": ("--by", "region"),
    "store": ("--by", "month", "--store", _STORE, "--from", "2026-01-01", "--to", "2026-12-31"),
}
"""Those that are timed as a whole command, too, on the largest chain."""

_PROGRAM: Final = "import sys; from kiosk.cli import main; sys.exit(main(sys.argv[1:]))"

Spread = Callable[[list[float]], dict[str, float]]
Found = dict[str, dict[str, float]]


def measure(folder: Path, spread: Spread, sizes: Sequence[int]) -> Found:
    """Seconds and bytes, by what was measured."""
    found: Found = {}
    for kiosks in sizes:
        lake = folder / f"fleet-{kiosks}"
        if not lake.exists():
            began = time.perf_counter()
            Simulation(lake, kiosks, DAYS).run()
            found[f"{kiosks} simulated"] = {"p50": time.perf_counter() - began, "n": 1}
        found[f"{kiosks} bytes"] = {"p50": float(_size_of(lake)), "n": 1}
        for name, (_, wish, _) in REPORTS.items():
            found[f"{kiosks} duckdb {name}"] = _spread(_times(lake, wish, DuckDB, TIMES), spread)
    for name, options in COMMANDS.items():
        command = _commands(folder / f"fleet-{sizes[-1]}", options, TIMES)
        found[f"{sizes[-1]} command {name}"] = _spread(command, spread)
    return found


def measure_spark(folder: Path, sizes: Sequence[int], spread: Spread) -> Found:
    """Seconds of the same reports on Spark, from lakes that are there.

    In a process of its own: a kiosk's has a matplotlib that is none, and PySpark looks for one.
    """
    command = [sys.executable, "-m", "tests.benchmarks.fleet", str(folder), *map(str, sizes)]
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    # Of the processor there is nothing to tell: Spark's own process is another one.
    return {
        name: _spread([(second, -1.0) for second in took], spread)
        for name, took in json.loads(told).items()
    }


def _on_spark(folder: Path, sizes: Sequence[int]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    with _session() as session:
        for kiosks in sizes:
            for name, (_, wish, _) in REPORTS.items():
                lake = folder / f"fleet-{kiosks}"
                times = _times(lake, wish, lambda: Spark(session), ON_SPARK)
                found[f"{kiosks} spark {name}"] = [second for second, _ in times]
    return found


def table(found: Found) -> str:
    """As Markdown: a line for each report and engine, a column for each size."""
    sizes = sorted({int(name.split()[0]) for name in found})
    heads = " | ".join(f"{kiosks:,} kiosks" for kiosks in sizes)
    lines = [
        f"| seconds: clock, p50 (p95); processor, p50 | {heads} | target |",
        f"|---|{'---:|' * len(sizes)}---|",
    ]
    whats: list[tuple[str, str, str]] = [
        (f"{engine} {name}", f"{what}, {title}", target if engine == "duckdb" else "")
        for engine, title in (("duckdb", "DuckDB"), ("spark", "Spark"))
        for name, (what, _, target) in REPORTS.items()
    ]
    whats += [
        (f"command {name}", f"{REPORTS[name][0]}, DuckDB, the whole command", "")
        for name in COMMANDS
    ]
    whats.append(("simulated", "`askfirst fleet simulate`", ""))
    for name, what, target in whats:
        cells = [_cell(found.get(f"{kiosks} {name}")) for kiosks in sizes]
        if any(cells):
            lines.append(f"| {what} | {' | '.join(cell or '–' for cell in cells)} | {target} |")
    sizes_of = [f"{found[f'{kiosks} bytes']['p50'] / 1e6:,.1f} MB" for kiosks in sizes]
    lines.append(f"| size of the lake | {' | '.join(sizes_of)} |  |")
    times = f"Each {TIMES} times, on Spark {ON_SPARK} times."
    return "\n".join(lines) + f"\n\n{times}\n"


def _cell(each: Mapping[str, float] | None) -> str:
    if each is None:
        return ""
    if "cpu" not in each:
        return f"{each['p50']:.0f}"
    of_spark = "" if each["cpu"] < 0 else f", {each['cpu']:.2f}"
    return f"{each['p50']:.2f} ({each['p95']:.2f}){of_spark}"


def _spread(took: Sequence[tuple[float, float]], spread: Spread) -> dict[str, float]:
    clock, processor = zip(*took, strict=True)
    return spread([*clock]) | {"cpu": statistics.median(processor)}


def _corrections() -> dict[str, Correction]:
    """As if the invented model were ours."""
    known = correction()
    assert known is not None
    return {MODEL: known}


def _times(
    lake: Path,
    wish: Wish,
    begun: Callable[[], AbstractContextManager[Engine]],
    times: int,
) -> list[tuple[float, float]]:
    """Seconds of each report, by the clock and of this process, after one that is not measured."""
    listed: list[Listed] = read(lake / NAME)
    corrections = _corrections()
    took: list[tuple[float, float]] = []
    for _ in range(times + 1):
        began, used = time.perf_counter(), time.process_time()
        with reading(lake) as opened, begun() as engine:
            found = report(opened, wish, listed, engine, corrections)
        took.append((time.perf_counter() - began, time.process_time() - used))
        assert found.total.counts.asked > 0
        assert found.total.genders is not None and found.total.genders.women is not None
        assert found.total.genders.women.corrected
    return took[1:]


def _commands(lake: Path, options: Sequence[str], times: int) -> list[tuple[float, float]]:
    took: list[tuple[float, float]] = []
    for _ in range(times):
        began = time.perf_counter()
        command = [sys.executable, "-c", _PROGRAM, "fleet", "report", str(lake), *options]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.read()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        took.append((time.perf_counter() - began, used.ru_utime + used.ru_stime))
    return took


@contextmanager
def _session() -> Iterator[Any]:
    """Spark in one process of this machine, with all of its cores: the fastest that it can here."""
    from pyspark.sql import SparkSession  # pyright: ignore[reportMissingImports]

    builder: Any = SparkSession.builder
    builder = builder.master("local[*]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    builder = builder.config("spark.sql.shuffle.partitions", "4").config(
        "spark.driver.memory", "3g"
    )
    session = builder.getOrCreate()
    try:
        yield session
    finally:
        session.stop()


def _size_of(lake: Path) -> int:
    return sum(path.stat().st_size for path in lake.glob("*/month=*/*.parquet"))


if __name__ == "__main__":
    print(json.dumps(_on_spark(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]])))
