"""A fleet's report as a table: one row a line of it, which spreadsheets and programs open.

What each column says is in docs/fleet.md, which is compared with this. An empty place is a number
that there is none of, or a share of too few. Released numbers are as they were released, noise
included, also where they are under nought.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final

from kiosk.application.figures import AgeFigures, Counts, GenderFigures, HourCounts
from kiosk.domain.blocks import AGES, BANDS, GENDERS
from kiosk.domain.estimate import Gender
from kiosk.domain.shares import Estimate
from kiosk.domain.statistics import Share
from kiosk.fleet.report import BY, FleetReport, Group, Side, age_groups
from kiosk.fleet.words import fleet_words

_COUNTS: Final = ("asked", "agreed", "told", "said_yes", "declined", "walked_away", "entered")

_GENDERS: Final = (
    *(f"gender_{name}" for name in GENDERS),
    *("gender_noise_sd", "women", "women_low", "women_high", "women_of", "women_corrected"),
    *("women_measured", "women_measured_low", "women_measured_high"),
    *("women_bounds_low", "women_bounds_high"),
)

COLUMNS: Final = (
    "row",
    *BY,
    *("first", "last", "kiosks", "kiosk_days"),
    *_COUNTS,
    *("opt_in", "opt_in_low", "opt_in_high"),
    *("opt_in_of_door", "opt_in_of_door_low", "opt_in_of_door_high"),
    *("blocks", "in_blocks", "released_from", "epsilon"),
    *_GENDERS,
    *(f"age_{name}" for name in AGES),
    *("age_noise_sd", "ages_of", "ages_corrected"),
    *("missing_days", "last_day"),
    *("known_kiosks", "set_aside", "invented", "only_store", "only_region", "engine", "note"),
)
"""Those that are always there; the shares of ages follow, for each group of bands in the report."""

_ENDS: Final = (
    *("share", "share_low", "share_high"),
    *("measured", "measured_low", "measured_high"),
)

_FORMULAS: Final = ("=", "+", "-", "@")

# Without it, Excel takes what is no ASCII for another alphabet.
_SIGNATURE: Final = "utf-8-sig"

_Row = dict[str, object]


def as_csv(report: FleetReport) -> bytes:
    """The whole file: UTF-8 with its signature, commas, lines that end as the format has it."""
    always: _Row = {
        "known_kiosks": report.kiosks,
        "set_aside": report.set_aside,
        "invented": int(report.invented),
        "only_store": report.store,
        "only_region": report.region,
        "engine": report.engine,
    }
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    shares = age_groups([report.total, *report.groups])
    columns = [*COLUMNS, *(f"age_{name}_{end}" for name in shares for end in _ENDS)]
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
    whole: _Row = {"first": report.first, "last": report.last}
    yield {"row": "all", "note": note} | whole | _group(report.total)
    if (before := report.before) is not None:
        of_both: _Row = {"kiosks": before.kiosks, "kiosk_days": before.kiosk_days}
        days: _Row = {"first": before.first, "last": before.last}
        yield {"row": "then"} | days | of_both | _side(before.then)
        yield {"row": "now"} | whole | of_both | _side(before.now)
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
    row |= _share("opt_in", group.opt_in) | _share("opt_in_of_door", group.opt_in_of_door)
    if group.released is not None:
        row |= {
            "blocks": group.released.blocks,
            "in_blocks": group.released.visits,
            "released_from": group.released.first_day,
            "epsilon": group.released.epsilon,
        }
    if group.genders is not None and group.genders.visits:
        row |= _genders(group.genders)
    if group.ages is not None and group.ages.visits:
        row |= _ages(group.ages)
    return row


def _side(side: Side) -> _Row:
    row = _counts(side.counts) | _share("opt_in", side.opt_in)
    return row | _share("opt_in_of_door", side.opt_in_of_door) | _women(side.women)


def _counts(counts: Counts | HourCounts) -> _Row:
    """Of an hour there are fewer."""
    return {name: getattr(counts, name, None) for name in _COUNTS}


def _genders(genders: GenderFigures) -> _Row:
    low, high = genders.bounds or (None, None)
    return {
        **{f"gender_{name}": total.number for name, total in genders.by_gender.items()},
        "gender_noise_sd": genders.by_gender[Gender.WOMAN.value].noise_sd,
        **_women(genders.women),
        **_share("women_measured", genders.measured),
        "women_bounds_low": low,
        "women_bounds_high": high,
    }


def _women(women: Estimate | None) -> _Row:
    row = _share("women", women)
    if women is not None:
        row |= {"women_of": women.of, "women_corrected": int(women.corrected)}
    return row


def _ages(ages: AgeFigures) -> _Row:
    row: _Row = {f"age_{name}": total.number for name, total in ages.by_age_band.items()}
    # Of one band as of any other.
    row["age_noise_sd"] = ages.by_age_band[BANDS[-1]].noise_sd
    for name, share in ages.bands.items():
        row |= {"ages_of": share.of, "ages_corrected": int(share.corrected)}
        row |= _share(f"age_{name}_share", share)
    for name, share in ages.measured.items():
        row |= _share(f"age_{name}_measured", share)
    return row


def _share(name: str, share: Share | Estimate | None) -> _Row:
    if share is None:
        return {}
    return {name: share.value, f"{name}_low": share.low, f"{name}_high": share.high}
