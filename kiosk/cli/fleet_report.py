"""``askfirst fleet report``: what a lake says; ``askfirst fleet simulate``: one to try it on."""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.application.whole_file import write_whole
from kiosk.cli.adding import Commands, Work
from kiosk.cli.codes import ANOTHER_RUNS, OK, REFUSED, WRONG
from kiosk.cli.saying import complain, many, say

if TYPE_CHECKING:
    # Loaded only when a command of this group is given: no kiosk has it.
    from kiosk.application.correction import Correction
    from kiosk.fleet.kiosk_list import Listed
    from kiosk.fleet.report import FleetReport
    from kiosk.fleet.reporting import Wish

BY: Final = ("region", "store", "kiosk", "month", "week", "day", "weekday", "hour")
"""As ``kiosk.fleet.report`` has it, which no kiosk has."""

ANEW: Final = "put the lake back from a backup, or make a new one of the day files."

_ENGINES: Final = ("duckdb", "spark")
_FORMATS: Final = ("table", "csv", "json", "html")
_LANGUAGES: Final = ("en", "zh_CN")

_READABLE: Final = 0o644
"""Nothing in a report is of one visitor."""

_MOST_KIOSKS: Final = 100_000
_MOST_DAYS: Final = 3_660
_YEARS: Final = range(1971, 2100)


def add_to(group: Commands, where_installed: Callable[[Work], Work]) -> None:
    says = "report what the kiosks of a lake released, added up"
    asked = group.add("report", says, where_installed(_report))
    asked.add_argument("lake", metavar="LAKE", type=Path, help="the lake's folder")
    asked.add_argument(
        "--from",
        dest="first",
        metavar="DAY",
        type=_day,
        help="its first day, such as 2026-01-31 (else 27 days before its last)",
    )
    asked.add_argument(
        "--to",
        dest="last",
        metavar="DAY",
        type=_day,
        help="its last day (else the last one that the lake has)",
    )
    asked.add_argument(
        "--by",
        metavar="LIST",
        type=_by,
        default=(),
        help=f"what lines are told apart by, separated by commas: of {', '.join(BY)}; by hour "
        "there are counts only",
    )
    asked.add_argument("--store", metavar="NAME", help="of this store alone")
    asked.add_argument("--region", metavar="NAME", help="of this region alone")
    asked.add_argument(
        "--kiosks",
        metavar="FILE",
        type=Path,
        help="the list of stores and regions (else kiosks.csv in the lake)",
    )
    asked.add_argument(
        "--engine",
        choices=_ENGINES,
        default=_ENGINES[0],
        help="what counts: DuckDB, in this program (else), or Spark; both say the same",
    )
    asked.add_argument(
        "--format",
        choices=_FORMATS,
        default=_FORMATS[0],
        help="how it is written (else a table); html is one page with charts",
    )
    asked.add_argument(
        "--language",
        metavar="TAG",
        type=lambda tag: tag.replace("-", "_"),
        choices=_LANGUAGES,
        default=_LANGUAGES[0],
        help=f"of a table and a page: {' or '.join(_LANGUAGES)} (else the first)",
    )
    asked.add_argument(
        "--out", metavar="FILE", type=Path, help="the file to write (else standard output)"
    )

    says = "make the lake of an invented chain, to try reports on"
    made = group.add("simulate", says, where_installed(_simulate))
    made.add_argument("lake", metavar="LAKE", type=Path, help="a new folder for it")
    made.add_argument(
        "--kiosks",
        metavar="NUMBER",
        type=_number(_MOST_KIOSKS),
        default=100,
        help="how many (else 100)",
    )
    made.add_argument(
        "--days",
        metavar="NUMBER",
        type=_number(_MOST_DAYS),
        default=365,
        help="how many (else 365)",
    )
    made.add_argument(
        "--from",
        dest="first",
        metavar="DAY",
        type=_day,
        default=date(2026, 1, 1),
        help="the first day (else 2026-01-01)",
    )
    made.add_argument(
        "--seed",
        metavar="NUMBER",
        type=_number(2**31 - 1),
        default=1,
        help="another gives another chain, the same the same bytes (else 1)",
    )
    made.add_argument(
        "--inbox",
        metavar="FOLDER",
        type=Path,
        help="also write the day files themselves, into this new folder; for small chains only",
    )


def _report(chosen: argparse.Namespace) -> int:
    from kiosk.fleet.engines import EngineFailed
    from kiosk.fleet.kiosk_list import ListBroken
    from kiosk.fleet.lake_folder import LakeBusy, LakeUnfinished, NoLake
    from kiosk.fleet.reporting import NothingThere, Wish

    if chosen.engine == "spark" and find_spec("pyspark") is None:
        complain(
            "Spark is not installed here; packaging/bootstrap.sh fleet-spark or "
            "pip install 'askfirst-kiosk[fleet-spark]' does it."
        )
        return REFUSED
    wish = Wish(chosen.first, chosen.last, chosen.by, chosen.store, chosen.region)
    try:
        listed = _listed(chosen.kiosks, chosen.lake)
        content = _drawn(_counted(chosen.lake, wish, listed, chosen.engine), chosen)
    except (NoLake, ListBroken) as why:
        complain(str(why))
        return REFUSED
    except LakeBusy as why:
        complain(str(why))
        return ANOTHER_RUNS
    except (LakeUnfinished, NothingThere) as why:
        complain(str(why))
        return WRONG
    except EngineFailed as why:
        what = str(why).rstrip(" .:")
        complain(f"{chosen.lake} cannot be counted: {what}. If a file of it is damaged, {ANEW}")
        return WRONG
    if chosen.out is not None:
        write_whole(chosen.out, content, _READABLE)
    elif chosen.format == "table":
        say(content.decode().rstrip("\n"))
    else:
        # As they are, whatever a terminal would make of line ends and letters.
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    return OK


def _listed(named: Path | None, lake: Path) -> "list[Listed]":
    """Raises ListBroken, also where the file that was named cannot be read."""
    from kiosk.fleet.kiosk_list import NAME, ListBroken, read

    try:
        return read(named or lake / NAME)
    except FileNotFoundError:
        if named is None:
            return []
        raise ListBroken(f"{named}: there is no such file.") from None


def _counted(lake: Path, wish: "Wish", listed: "list[Listed]", engine: str) -> "FleetReport":
    from kiosk.fleet.engines import engine_named
    from kiosk.fleet.lake_folder import reading
    from kiosk.fleet.reporting import report

    with reading(lake) as opened, engine_named(engine) as begun:
        return report(opened, wish, listed, begun, _corrections())


def _corrections() -> "Mapping[str, Correction]":
    """That of our own model; none where its table is not whole: then shares are as measured.

    Not as a kiosk joins its parts: a head office's server may have no library of a screen's.
    """
    from kiosk.adapters.statistics.correction import PublishedCorrection
    from kiosk.adapters.statistics.published import BadConfusion, published
    from kiosk.application.shipped import OUR_MODEL, models_folder

    try:
        found = published(models_folder(), OUR_MODEL)
    except BadConfusion:
        found = None
    return {} if found is None else {OUR_MODEL: PublishedCorrection(found)}


def _drawn(report: "FleetReport", chosen: argparse.Namespace) -> bytes:
    match chosen.format:
        case "csv":
            from kiosk.fleet.report_csv import as_csv

            return as_csv(report)
        case "json":
            from kiosk.fleet.report_json import as_json

            return f"{as_json(report)}\n".encode()
        case "html":
            from kiosk.fleet.page import as_html

            return as_html(report, chosen.language).encode()
        case _:
            from kiosk.fleet.report_text import as_text

            return as_text(report, chosen.language).encode()


def _simulate(chosen: argparse.Namespace) -> int:
    from kiosk.fleet.simulated.simulation import NotEmpty, Simulation

    simulation = Simulation(
        chosen.lake, chosen.kiosks, chosen.days, chosen.seed, chosen.first, chosen.inbox
    )
    try:
        simulation.run(_showing(chosen.days))
    except NotEmpty as why:
        complain(str(why))
        return REFUSED
    say(f"{many(chosen.days, 'invented day')} of {many(chosen.kiosks, 'kiosk')}: {chosen.lake}")
    return OK


def _showing(days: int) -> Callable[[int], None]:
    """How far it is, on one line, to somebody who waits."""
    if not sys.stderr.isatty():
        return lambda done: None

    def show(done: int) -> None:
        end = "\n" if done == days else ""
        print(f"\r{done:,} of {many(days, 'day')}", end=end, file=sys.stderr, flush=True)

    return show


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year not in _YEARS:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; allowed is a date as 2026-01-31")
    return day


def _by(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(","))
    if not {*names} <= {*BY} or len({*names}) < len(names):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no such list; allowed are, each once, {', '.join(BY)}"
        )
    return names


def _number(most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if text.isascii() and text.isdigit() and 1 <= int(text) <= most:
            return int(text)
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 to {most:,}")

    return number
