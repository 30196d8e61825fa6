"""The CSV and the JSON, place by place: each is the report's own number, and no other's."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from kiosk.application.figures import Counts, HourCounts
from kiosk.application.figures_json import ages_object, estimate_object, genders_object
from kiosk.domain.shares import Estimate
from kiosk.domain.statistics import Share
from kiosk.fleet.report import BY, Compared, FleetReport, Group, Side
from kiosk.fleet.report_csv import as_csv
from kiosk.fleet.report_json import as_json
from tests.fleet.sample_reports import ALL

COUNTS = ("asked", "agreed", "told", "said_yes", "declined", "walked_away", "entered")

Expected = dict[str, object]


def share(name: str, of: Share | Estimate | None) -> Expected:
    low, high = f"{name}_low", f"{name}_high"
    return {} if of is None else {name: of.value, low: of.low, high: of.high}


def counts(of: Counts | HourCounts) -> Expected:
    there = COUNTS if isinstance(of, Counts) else ("asked", "said_yes", "entered")
    return {name: getattr(of, name) if name in there else None for name in COUNTS}


def women(of: Estimate | None) -> Expected:
    if of is None:
        return {}
    return share("women", of) | {"women_of": of.of, "women_corrected": int(of.corrected)}


def of_group(group: Group) -> Expected:
    found: Expected = {"kiosks": group.kiosks, "kiosk_days": group.kiosk_days}
    found |= counts(group.counts) | share("opt_in", group.opt_in)
    found |= share("opt_in_of_door", group.opt_in_of_door)
    released, genders, ages = group.released, group.genders, group.ages
    if released is None or genders is None or ages is None:
        return found
    found |= {"blocks": released.blocks, "in_blocks": released.visits}
    found |= {"released_from": released.first_day, "epsilon": released.epsilon}
    if not released.blocks:
        return found
    found |= women(genders.women) | share("women_measured", genders.measured)
    found["women_bounds_low"], found["women_bounds_high"] = genders.bounds or (None, None)
    found |= {f"gender_{name}": total.number for name, total in genders.by_gender.items()}
    found |= {"gender_noise_sd": genders.by_gender["man"].noise_sd}
    found |= {f"age_{name}": total.number for name, total in ages.by_age_band.items()}
    found |= {"age_noise_sd": ages.by_age_band["35-54"].noise_sd}
    for name, each in ages.bands.items():
        found |= {"ages_of": each.of, "ages_corrected": int(each.corrected)}
        found |= share(f"age_{name}_share", each)
        found |= share(f"age_{name}_measured", ages.measured[name])
    return found


def of_side(before: Compared, side: Side) -> Expected:
    found: Expected = {"kiosks": before.kiosks, "kiosk_days": before.kiosk_days}
    found |= counts(side.counts) | share("opt_in", side.opt_in)
    return found | share("opt_in_of_door", side.opt_in_of_door) | women(side.women)


def rows_of(report: FleetReport) -> Iterator[Expected]:
    """Every row but what is said of the whole report in each of them."""
    first, last = report.first, report.last
    days: Expected = {"first": first, "last": last}
    yield {"row": "all"} | days | of_group(report.total)
    if (before := report.before) is not None:
        of_then: Expected = {"first": before.first, "last": before.last}
        yield {"row": "then"} | of_then | of_side(before, before.then)
        yield {"row": "now"} | days | of_side(before, before.now)
    for group in report.groups:
        yield {"row": "line"} | days | of_group(group)
    for day in report.days:
        of_day: Expected = {"row": "day", "first": day.day, "last": day.day, "kiosks": day.kiosks}
        yield of_day | counts(day.counts) | share("opt_in", day.opt_in)
    for each in report.missing:
        missing: Expected = {"row": "missing", "missing_days": each.days, "last_day": each.last_day}
        yield missing | days


def written(value: object) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


NAMES = {"note", "only_store", "only_region", *BY, "kiosk", "store"}
"""Texts, which are made harmless; other tests look at them."""


@pytest.mark.parametrize("name", ALL)
def test_each_place_of_the_csv_has_its_own_number(name: str) -> None:
    report = ALL[name]()
    text = io.StringIO(as_csv(report).decode("utf-8-sig"), newline="")
    rows = list(csv.DictReader(text, strict=True))
    always: Expected = {
        "known_kiosks": report.kiosks,
        "set_aside": report.set_aside,
        "invented": int(report.invented),
        "engine": report.engine,
    }
    for row, expected in zip(rows, rows_of(report), strict=True):
        expected |= always
        assert expected.keys() <= row.keys()
        told = {place: value for place, value in row.items() if place not in NAMES}
        assert told == {place: written(expected.get(place)) for place in told}


def test_rows_say_whom_they_are_of() -> None:
    text = io.StringIO(as_csv(ALL["year"]()).decode("utf-8-sig"), newline="")
    rows = list(csv.DictReader(text))
    line = next(row for row in rows if row["row"] == "line")
    assert [line[name] for name in ("month", "week", "kiosk")] == [
        "2026-11",
        "2026-W48",
        "kiosk-000",
    ]
    day = [row for row in rows if row["row"] == "day"][-1]
    assert day["day"] == "2026-11-30"
    missing = [row for row in rows if row["row"] == "missing"][-1]
    assert (missing["kiosk"], missing["store"]) == ("kiosk-089", "Shop")


# JSON ---------------------------------------------------------------------------------------------


def share_object(of: Share | None) -> Mapping[str, object] | None:
    places = ("count", "of", "value", "low", "high")
    return None if of is None else {place: getattr(of, place) for place in places}


def line_object(report: FleetReport, group: Group) -> Expected:
    key = dict.fromkeys(BY, None) | dict(
        zip(report.by if group.key else (), group.key, strict=True)
    )
    released = group.released
    epsilon = released and released.epsilon
    return {
        "key": key,
        "kiosks": group.kiosks,
        "kiosk_days": group.kiosk_days,
        "counts": counts(group.counts),
        "opt_in": share_object(group.opt_in),
        "opt_in_of_door": share_object(group.opt_in_of_door),
        "blocks": released and released.blocks,
        "released_from": released and released.first_day and released.first_day.isoformat(),
        "genders": group.genders and genders_object(group.genders, epsilon),
        "ages": group.ages and ages_object(group.ages, epsilon),
    }


def before_object(before: Compared) -> Expected:
    return {
        "first": before.first.isoformat(),
        "last": before.last.isoformat(),
        "kiosks": before.kiosks,
        "kiosk_days": before.kiosk_days,
        **{
            name: {
                "counts": counts(side.counts),
                "opt_in": share_object(side.opt_in),
                "opt_in_of_door": share_object(side.opt_in_of_door),
                "women": estimate_object(side.women),
            }
            for name, side in (("then", before.then), ("now", before.now))
        },
    }


WHOLE: dict[str, Callable[[FleetReport], object]] = {
    "format": lambda report: 2,
    "first": lambda report: report.first.isoformat(),
    "last": lambda report: report.last.isoformat(),
    "by": lambda report: list(report.by),
    "only_store": lambda report: report.store,
    "only_region": lambda report: report.region,
    "engine": lambda report: report.engine,
    "invented": lambda report: report.invented,
    "known_kiosks": lambda report: report.kiosks,
    "set_aside": lambda report: report.set_aside,
    "total": lambda report: line_object(report, report.total),
    "before": lambda report: report.before and before_object(report.before),
    "lines": lambda report: [line_object(report, group) for group in report.groups],
    "days": lambda report: [
        {
            "day": each.day.isoformat(),
            "kiosks": each.kiosks,
            "counts": counts(each.counts),
            "opt_in": share_object(each.opt_in),
        }
        for each in report.days
    ],
    "missing": lambda report: [
        {
            "kiosk": each.kiosk,
            "store": each.store,
            "days": each.days,
            "last_day": each.last_day and each.last_day.isoformat(),
        }
        for each in report.missing
    ],
}


@pytest.mark.parametrize("name", ALL)
def test_each_key_of_the_json_has_its_own_number(name: str) -> None:
    report = ALL[name]()
    found: dict[str, Any] = json.loads(as_json(report))
    assert {*found} == {*WHOLE, "who"}
    for key, expected in WHOLE.items():
        assert found[key] == expected(report), key
