"""What a soak has come to: ``python -m tests.soak.report FOLDER``.

Writes the tables between the marks of docs/reliability.md, and the picture beside it.
"""

import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from tests.soak.drawing import picture
from tests.soak.run import read_samples
from tests.soak.trend import Point, Slope, late, slope

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = ROOT / "docs" / "reliability.md"
PLOT: Final = ROOT / "docs" / "soak.svg"
ENDS: Final = 500
"""Visits at each end whose times are compared."""

Line = dict[str, Any]

MEASURES: Final = {
    "mb": ("memory of all processes (PSS), MB", "+20 MB in all"),
    "anon_mb": ("of it no file's, MB", "flat"),
    "kiosk_anon_mb": ("the same of the kiosk's own process, MB", "flat"),
    "handles": ("handles of the kiosk", "±2"),
    "threads": ("threads of the kiosk", ""),
}

TIMES: Final = {
    "picture_ms": "yes → first picture, p95",
    "estimate_ms": "yes → estimate, p95",
}

LIMITS: Final = {
    "child ended": "seen ≤ 100",
    "child silent": "killed ≤ 1,500",
    "camera lost": "≤ 1,000",
    "black frames": "≤ 2,000",
    "frozen frames": "≤ 1,000",
}


def points(samples: Iterable[Line], name: str) -> list[Point]:
    return [(line["run"], line["visit"], line[name]) for line in samples]


def medians(samples: Iterable[Line], name: str) -> list[Point]:
    """Of each sample's visits, where any of them had a look."""
    return [
        (line["run"], line["visit"], statistics.median(line[name]))
        for line in samples
        if line[name]
    ]


def p95(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[round(0.95 * (len(ordered) - 1))]


def total(samples: Iterable[Line], name: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for line in samples:
        found.update(line[name])
    return found


def summary(lines: Sequence[Line]) -> str:
    """What was done, in sentences."""
    samples = [line for line in lines if line["kind"] == "sample"]
    runs = [line for line in lines if line["kind"] == "run"]
    visits, faults = total(samples, "visits"), total(samples, "faults")
    unplanned = total(samples, "unplanned")
    looks = sum(len(line["estimate_ms"]) for line in samples)
    places = sorted({f"{run['machine']}, {run['date']}" for run in runs})
    text = (
        f"{samples[-1]['visit']:,} visits in {len(runs)} run{'s' * (len(runs) > 1)} of one program "
        f"each: {sum(visits.values()):,} without a planned fault, of which {looks:,} came to an "
        f"estimate, and {sum(faults.values()):,} with one. "
    )
    if unplanned:
        named = ", ".join(f"{name} {n}" for name, n in unplanned.most_common())
        text += (
            f"{sum(unplanned.values()):,} more ended as they should where something fails, though "
            f"nothing had been planned for them, or not that ({named}): the machine was busy with "
            "other work. "
        )
    ends = [line for line in lines if line["kind"] == "end"]
    text += (
        f"At most {max(line['zombies'] for line in samples)} zombies were there at a sample; after "
        f"three failures in a row the door rested {rests(samples)} times. "
    )
    if ends:
        books = ends[-1]
        text += (
            f"In the end {books['agreed'] + books['told']:,} had agreed: {books['counted']:,} "
            f"counted, {books['not_counted']:,} not, {books['withdrawn']:,} withdrawn; the camera "
            f"was opened {books['entries'].get('camera opened', 0):,} times and closed "
            f"{books['entries'].get('camera closed', 0):,} times; the ledger of "
            f"{books['ledger_rows']:,} rows is "
            f"{'whole' if books['ledger_broken'] is None else books['ledger_broken']}. "
        )
    return text + f"Measured on {'; '.join(places)}.\n"


def rests(samples: Sequence[Line]) -> int:
    """Counted by each run from its start."""
    most: dict[int, int] = {}
    for line in samples:
        most[line["run"]] = line["rests"]
    return sum(most.values())


def measures(samples: Sequence[Line]) -> str:
    """Start, end and slope of what must stay flat."""
    rows = [
        "| what | start | end | slope for 1,000 visits (95 %) | the last 1,000 alone | target |",
        "|---|--:|--:|--:|--:|---|",
    ]
    for name, (what, target) in MEASURES.items():
        taken = points(samples, name)
        first, last = _mean_of_ends(taken)
        rows.append(f"| {what} | {first:,.1f} | {last:,.1f} | {_slopes(taken)} | {target} |")
    for name, what in TIMES.items():
        looked = [line for line in samples if line[name]]
        first = p95(_times(looked[: _how_many(looked)], name))
        last = p95(_times(looked[-_how_many(looked) :], name))
        said = _slopes(medians(samples, name))
        target = f"≤ 1.2 × the start's; {last / first:.2f}"
        rows.append(
            f"| {what}, ms; slopes of the median | {first:,.0f} | {last:,.0f} | {said} | {target} |"
        )
    size = [line["records_bytes"] for line in samples]
    rows.append(
        f"| records on disk, kB | {size[0] / 1000:,.0f} | {size[-1] / 1000:,.0f} "
        f"| {_slopes([(r, v, b / 1000) for r, v, b in points(samples, 'records_bytes')])} | |"
    )
    return "\n".join(rows) + "\n"


def endings(samples: Sequence[Line]) -> str:
    """How long a look took to end after each harm."""
    found: dict[str, list[float]] = {}
    for line in samples:
        for fault, milliseconds in line["ended_ms"]:
            found.setdefault(fault, []).append(milliseconds)
    rows = [
        "| harm → apology on screen, ms | p50 | p95 | most | n | limit |",
        "|---|--:|--:|--:|--:|---|",
    ]
    for fault, times in sorted(found.items()):
        rows.append(
            f"| {fault} | {statistics.median(times):,.0f} | {p95(times):,.0f} "
            f"| {max(times):,.0f} | {len(times)} | {LIMITS.get(fault, '')} |"
        )
    others = total(samples, "faults")
    named = [f"{name} {n}" for name, n in sorted(others.items())]
    return "\n".join(rows) + f"\n\nPlanned faults that ended as they should: {', '.join(named)}.\n"


def _how_many(samples: Sequence[Line]) -> int:
    """Samples that hold the first, or the last, 500 visits; of a short soak a third of them."""
    per_sample = max(1, samples[-1]["visit"] // max(1, len(samples) - 1))
    return max(1, min(ENDS // per_sample, len(samples) // 3))


def _times(samples: Sequence[Line], name: str) -> list[float]:
    return [value for line in samples for value in line[name]]


def _mean_of_ends(taken: Sequence[Point]) -> tuple[float, float]:
    ten = max(1, min(10, len(taken) // 3))
    return (
        statistics.fmean(value for _, _, value in taken[1 : ten + 1]),
        statistics.fmean(value for _, _, value in taken[-ten:]),
    )


def _slopes(taken: Sequence[Point]) -> str:
    """Of all of it, and of its end."""
    return f"{_said(slope(taken))} | {_said(slope(late(taken), 0))}"


def _said(found: Slope | None) -> str:
    if found is None:
        return "–"
    return f"{found.value:+.2f} ({found.low:+.2f} to {found.high:+.2f})"


def drawn(samples: Sequence[Line]) -> str:
    return picture(
        f"A soak of {samples[-1]['visit']:,} visits",
        [
            ("memory, MB", {"all": points(samples, "mb"), "no file's": points(samples, "anon_mb")}),
            (
                "handles and threads",
                {"handles": points(samples, "handles"), "threads": points(samples, "threads")},
            ),
            (
                "from the yes, median of each sample, ms",
                {
                    "estimate": medians(samples, "estimate_ms"),
                    "first picture": medians(samples, "picture_ms"),
                },
            ),
        ],
    )


def main() -> None:
    lines = read_samples(Path(sys.argv[1]))
    samples = [line for line in lines if line["kind"] == "sample"]
    begin, end = "<!-- soak -->\n", "<!-- end of soak -->\n"
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    told = f"{summary(lines)}\n{measures(samples)}\n{endings(samples)}"
    PAGE.write_text(f"{before}{begin}{told}{end}{after}", encoding="utf-8")
    PLOT.write_text(drawn(samples), encoding="utf-8")
    print(told)


if __name__ == "__main__":
    main()
