"""How long staff wait at a million visits: ``python -m tests.benchmarks.staff_pages [--times N]``.

Figures are read as every view reads them, of the periods that are over. ``make bench ARGS=staff``
writes the table.
"""

import argparse
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.adapters.settings.settings import Settings
from kiosk.application.figures import PeriodFigures
from kiosk.bootstrap.figures import figures_of
from kiosk.domain.periods import Period, Span
from kiosk.ui.staff.tabs import Tab
from tests.benchmarks import million
from tests.benchmarks.staff_window import staff_window

TIMES: Final = 20

STORES: Final = {"window": False, "all_rows": True}
"""The two stores of a million visits: as it is in a shop, and with every row still there."""

_SPANS: Final = {
    Span.DAY: "a day",
    Span.WEEK: "a week",
    Span.FOUR_WEEKS: "28 days",
    Span.MONTH: "a month",
}
_GROWS: Final = frozenset({Tab.HEALTH})
"""The pages that are told more than once: what the doctor finds."""

_TARGET: Final = "≤ 100"
_STORE_WORDS: Final = {"window": "", "all_rows": ", every row there"}

Spread = Callable[[list[float]], dict[str, float]]


def figures_times(data: Path, settings: Settings, times: int) -> dict[str, list[float]]:
    """Milliseconds of each question by its name; the first one of each is asked twice."""
    figures = figures_of(data, settings, demo=True)
    clock = million.clock()
    found: dict[str, list[float]] = {}
    for span in _SPANS:
        period = Period.of(span, clock.moment().day).before
        _check(figures.of_period(period, clock))
        found[span.value] = []
        for _ in range(times):
            began = time.perf_counter()
            figures.of_period(period, clock)
            found[span.value].append(1000 * (time.perf_counter() - began))
    return found


def _check(figures: PeriodFigures) -> None:
    """A measurement of figures that are not there would be a fast one."""
    if not figures.counts.asked or not figures.blocks:
        raise SystemExit(f"There are no figures of {figures.period}.")
    if not figures.confusion:
        raise SystemExit(f"The figures of {figures.period} are not corrected.")


def measure(times: int, spread: Spread) -> dict[str, dict[str, float]]:
    """Every line of the table, by the name it has in the file of results."""
    found: dict[str, dict[str, float]] = {}
    for name, keeps_rows in STORES.items():
        store = million.store(keeps_rows=keeps_rows)
        settings = million.settings(keeps_rows=keeps_rows)
        for what, milliseconds in figures_times(store.parent.parent, settings, times).items():
            found[f"figures_{what}_{name}_ms"] = spread(milliseconds)
        for what, milliseconds in page_times(store, settings, times).items():
            found[f"page_{what}_{name}_ms"] = spread(milliseconds)
    return found


def page_times(store: Path, settings: Settings, times: int) -> dict[str, list[float]]:
    """Milliseconds from a tap on each tab to its numbers on the screen, by the page's name."""
    found: dict[str, list[float]] = {}
    with staff_window(store, settings) as window:
        for tab in window.tabs:
            window.tap(tab)
            taps = [window.tap(tab) for _ in range(times)]
            found[tab.value] = [first for first, _ in taps]
            found[f"{tab.value}_whole"] = [whole for _, whole in taps]
    return found


def rows() -> dict[str, tuple[str, str, str]]:
    """What each line is called, its unit and its target."""
    found: dict[str, tuple[str, str, str]] = {}
    for store, words in _STORE_WORDS.items():
        for span, said in _SPANS.items():
            found[f"figures_{span.value}_{store}_ms"] = (f"figures of {said}{words}", "ms", "")
        for tab in Tab:
            target = _TARGET if store == "window" else ""
            name = f"page_{tab.value}"
            tap = f"tap → {tab.value}"
            found[f"{name}_{store}_ms"] = (f"{tap}, first numbers{words}", "ms", target)
            if tab in _GROWS:
                found[f"{name}_whole_{store}_ms"] = (f"{tap}, all of it{words}", "ms", "")
    return found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--times", type=int, default=TIMES)
    chosen = arguments.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for name, each in measure(chosen.times, lambda values: {"max": max(values)}).items():
        print(f"{name}: at most {each['max']:,.1f}")


if __name__ == "__main__":
    main()
