"""A fleet's report as a table: one row a line of it, which spreadsheets and programs open.

What each column says is in docs/fleet.md, which is compared with this. An empty place is a number
that is held back, or that there is none of.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from kiosk.application.figures import AgeFigures, Counts, GenderFigures
from kiosk.domain.batch_sums import named_ages, named_genders
from kiosk.domain.estimate import Gender
from kiosk.domain.statistics import Corrected, Share
from kiosk.fleet.report import BY, FleetReport, Group
from kiosk.fleet.words import fleet_words

_COUNTS: Final = ("asked", "agreed", "told", "said_yes", "declined", "walked_away", "entered")

_PEOPLE: Final = (
    *("in_batches", "women_count", "women_of", "women", "women_low", "women_high"),
    *("women_corrected", "women_corrected_low", "women_corrected_high"),
    *("women_bounds_low", "women_bounds_high", "women_merged", "ages_merged"),
)

COLUMNS: Final = (
    "row",
    *BY,
    *("first", "last", "kiosks", "kiosk_days"),
    *_COUNTS,
    *("opt_in", "opt_in_low", "opt_in_high"),
    *("opt_in_of_door", "opt_in_of_door_low", "opt_in_of_door_high"),
    *_PEOPLE,
    *("missing_days", "last_day"),
    *("known_kiosks", "smallest_k", "largest_k", "reaching_out", "set_aside", "invented"),
    *("only_store", "only_region", "engine", "note"),
)
"""Those that are always there; genders and ages follow, as many as there are in the report."""

_FORMULAS: Final = ("=", "+", "-", "@")

# Without it, Excel takes what is no ASCII for another alphabet.
_SIGNATURE: Final = "utf-8-sig"

_Row = dict[str, object]


def as_csv(report: FleetReport) -> bytes:
    """The whole file: UTF-8 with its signature, commas, lines that end as the format has it."""
    always: _Row = {
        "known_kiosks": report.kiosks,
        "smallest_k": report.smallest_k,
        "largest_k": report.largest_k,
        "reaching_out": report.reaching_out,
        "set_aside": report.set_aside,
        "invented": int(report.invented),
        "only_store": report.store,
        "only_region": report.region,
        "engine": report.engine,
    }
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    columns = [*COLUMNS, *_of_genders(report), *_of_ages(report)]
    writer.writerow(columns)
    for row in _rows(report):
        whole = always | row
        writer.writerow([_written(whole.get(name)) for name in columns])
    return text.getvalue().encode(_SIGNATURE)


def harmless(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula, and nothing breaks its row.

    An apostrophe stands before one that would be: a spreadsheet shows it, or takes it away.
    """
    line = "".join(
        " " if unicodedata.category(each) in ("Cc", "Zl", "Zp") else each for each in text
    )
    # Full-width signs begin a formula too, where Chinese or Japanese is typed.
    begins = unicodedata.normalize("NFKC", line).lstrip().startswith(_FORMULAS)
    return f"'{line}" if begins else line


def _written(value: object) -> object:
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case str():
            return harmless(value)
        case _:
            return value


def _rows(report: FleetReport) -> Iterator[_Row]:
    note = fleet_words("en").say("who_plain")
    length = report.last - report.first + timedelta(1)
    whole: _Row = {"first": report.first, "last": report.last}
    yield {"row": "all", "note": note} | whole | _group(report.total)
    if report.before is not None:
        then = {"first": report.first - length, "last": report.last - length}
        yield {"row": "before"} | then | _group(report.before)
    for group in report.groups:
        yield {"row": "line"} | whole | dict(zip(report.by, group.key, strict=True)) | _group(group)
    for day in report.days:
        yield {
            "row": "day",
            "day": day.day,
            "first": day.day,
            "last": day.day,
            "kiosks": day.kiosks,
            **_counts(day.counts),
            **_share("opt_in", day.opt_in),
        }
    for missing in report.missing:
        yield {
            "row": "missing",
            "kiosk": missing.kiosk,
            "store": missing.store,
            "missing_days": missing.days,
            "last_day": missing.last_day,
            **whole,
        }


def _group(group: Group) -> _Row:
    row: _Row = {"kiosks": group.kiosks, "kiosk_days": group.kiosk_days, **_counts(group.counts)}
    row |= _share("opt_in", group.opt_in)
    if group.opt_in_of_door is not None:
        row |= _share("opt_in_of_door", group.opt_in_of_door)
    if group.genders is not None:
        row |= _genders(group.genders)
    if group.ages is not None:
        row |= _ages(group.ages)
    return row


def _counts(counts: Counts) -> _Row:
    return {name: getattr(counts, name) for name in _COUNTS}


def _genders(genders: GenderFigures) -> _Row:
    low, high = genders.bounds or (None, None)
    women = genders.women
    return {
        "in_batches": genders.visits,
        "women_count": women.count,
        "women_of": women.of,
        **_share("women", women),
        **_corrected("women_corrected", genders.corrected),
        "women_bounds_low": low,
        "women_bounds_high": high,
        "women_merged": genders.merged,
        **{f"gender_{name}": value for name, value in named_genders(genders.by_gender).items()},
    }


def _ages(ages: AgeFigures) -> _Row:
    row: _Row = {"in_batches": ages.visits, "ages_merged": ages.merged}
    row |= {f"age_{name}": value for name, value in named_ages(ages.by_ages, ages.bands).items()}
    for name, share in ages.bands.items():
        row |= {f"age_{name}_count": share.count, f"age_{name}_of": share.of}
        row |= _share(f"age_{name}_share", share)
    for name, corrected in (ages.corrected or {}).items():
        row |= _corrected(f"age_{name}_corrected", corrected)
    return row


def _share(name: str, share: Share) -> _Row:
    return {name: share.value, f"{name}_low": share.low, f"{name}_high": share.high}


def _corrected(name: str, corrected: Corrected | None) -> _Row:
    if corrected is None:
        return {}
    return {name: corrected.value, f"{name}_low": corrected.low, f"{name}_high": corrected.high}


def _of_genders(report: FleetReport) -> list[str]:
    """Each gender, and whatever was merged anywhere in the report."""
    names = dict.fromkeys(gender.value for gender in Gender)
    for group in _groups(report):
        if group.genders is not None:
            names |= dict.fromkeys(sorted(group.genders.by_gender))
    return [f"gender_{name}" for name in names]


def _of_ages(report: FleetReport) -> list[str]:
    """Each name of ages anywhere in the report, young before old, and the shares of the bands."""
    counted: dict[str, int] = {}
    bands: set[str] = set()
    corrected: set[str] = set()
    for group in _groups(report):
        if group.ages is not None:
            counted |= group.ages.by_ages
            bands |= group.ages.bands.keys()
            corrected |= (group.ages.corrected or {}).keys()
    columns: list[str] = []
    for name in _in_order(counted, bands | corrected):
        columns.append(f"age_{name}")
        if name in bands:
            columns += [f"age_{name}_count", f"age_{name}_of"]
            columns += [f"age_{name}_share{end}" for end in ("", "_low", "_high")]
        if name in corrected:
            columns += [f"age_{name}_corrected{end}" for end in ("", "_low", "_high")]
    return columns


def _in_order(counted: Mapping[str, int], others: Iterable[str]) -> list[str]:
    return list(named_ages(counted, others))


def _groups(report: FleetReport) -> Iterator[Group]:
    yield report.total
    if report.before is not None:
        yield report.before
    yield from report.groups
