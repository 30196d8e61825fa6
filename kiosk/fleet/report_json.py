"""A fleet's report as a script reads it: one object, with every key always there.

What each key says is in docs/fleet.md, which is compared with this. null is a number that is
held back, or that there is none of.
"""

import json
from typing import Any, Final

from kiosk.application.figures_json import (
    ages_object,
    counts_object,
    day_text,
    genders_object,
    share_object,
)
from kiosk.fleet.report import BY, FleetReport, Group, Missing, OfDay
from kiosk.fleet.words import fleet_words

FORMAT: Final = 1
"""Rises when a key goes or means something else; a key more does not raise it."""


def as_json(report: FleetReport) -> str:
    """One line of text, without its end."""
    return json.dumps(as_object(report), ensure_ascii=False, separators=(",", ":"))


def as_object(report: FleetReport) -> dict[str, Any]:
    """What ``as_json`` writes."""
    return {
        "format": FORMAT,
        "who": fleet_words("en").say("who_plain"),
        "first": report.first.isoformat(),
        "last": report.last.isoformat(),
        "by": list(report.by),
        "only_store": report.store,
        "only_region": report.region,
        "engine": report.engine,
        "invented": report.invented,
        "known_kiosks": report.kiosks,
        "smallest_k": report.smallest_k,
        "largest_k": report.largest_k,
        "reaching_out": report.reaching_out,
        "set_aside": report.set_aside,
        "total": _group(report, report.total),
        "before": report.before and _group(report, report.before),
        "lines": [_group(report, group) for group in report.groups],
        "days": [_day(day) for day in report.days],
        "missing": [_missing(kiosk) for kiosk in report.missing],
    }


def _group(report: FleetReport, group: Group) -> dict[str, Any]:
    # The whole has an empty key, whatever lines are told apart by.
    key = dict(zip(report.by, group.key, strict=False))
    return {
        "key": {name: key.get(name) for name in BY},
        "kiosks": group.kiosks,
        "kiosk_days": group.kiosk_days,
        "counts": _counts(group),
        "opt_in": share_object(group.opt_in),
        "opt_in_of_door": group.opt_in_of_door and share_object(group.opt_in_of_door),
        "genders": group.genders and genders_object(group.genders),
        "ages": group.ages and ages_object(group.ages),
    }


def _counts(of: Group | OfDay) -> dict[str, int | None]:
    """Without ``counted``: no day file says it, for a withdrawal lowers it."""
    found = counts_object(of.counts)
    del found["counted"]
    return found


def _day(day: OfDay) -> dict[str, Any]:
    return {
        "day": day.day.isoformat(),
        "kiosks": day.kiosks,
        "counts": _counts(day),
        "opt_in": share_object(day.opt_in),
    }


def _missing(kiosk: Missing) -> dict[str, Any]:
    return {
        "kiosk": kiosk.kiosk,
        "store": kiosk.store,
        "days": kiosk.days,
        "last_day": day_text(kiosk.last_day),
    }
