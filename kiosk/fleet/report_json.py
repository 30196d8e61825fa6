"""A fleet's report as a script reads it: one object, with every key always there.

What each key says is in docs/fleet.md, which is compared with this. null is a number that
there is none of, or a share of too few.
"""

import json
from typing import Any, Final

from kiosk.application.figures import Counts, HourCounts
from kiosk.application.figures_json import (
    ages_object,
    day_text,
    estimate_object,
    genders_object,
    share_object,
)
from kiosk.fleet.report import BY, Compared, FleetReport, Group, Missing, OfDay, Side
from kiosk.fleet.words import fleet_words

FORMAT: Final = 2
"""Rises when a key goes or means something else; a key more does not raise it."""


_COUNTS: Final = ("asked", "agreed", "told", "said_yes", "declined", "walked_away", "entered")


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
        "set_aside": report.set_aside,
        "total": _group(report, report.total),
        "before": report.before and _before(report.before),
        "lines": [_group(report, group) for group in report.groups],
        "days": [_day(day) for day in report.days],
        "missing": [_missing(kiosk) for kiosk in report.missing],
    }


def _group(report: FleetReport, group: Group) -> dict[str, Any]:
    # The whole has an empty key, whatever lines are told apart by.
    key = dict(zip(report.by, group.key, strict=False))
    released = group.released
    epsilon = released and released.epsilon
    return {
        "key": {name: key.get(name) for name in BY},
        "kiosks": group.kiosks,
        "kiosk_days": group.kiosk_days,
        "counts": _counts(group.counts),
        "opt_in": share_object(group.opt_in),
        "opt_in_of_door": group.opt_in_of_door and share_object(group.opt_in_of_door),
        "blocks": released and released.blocks,
        "released_from": released and day_text(released.first_day),
        "genders": group.genders and genders_object(group.genders, epsilon),
        "ages": group.ages and ages_object(group.ages, epsilon),
    }


def _before(before: Compared) -> dict[str, Any]:
    return {
        "first": before.first.isoformat(),
        "last": before.last.isoformat(),
        "kiosks": before.kiosks,
        "kiosk_days": before.kiosk_days,
        "then": _side(before.then),
        "now": _side(before.now),
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "counts": _counts(side.counts),
        "opt_in": share_object(side.opt_in),
        "opt_in_of_door": side.opt_in_of_door and share_object(side.opt_in_of_door),
        "women": estimate_object(side.women),
    }


def _counts(counts: Counts | HourCounts) -> dict[str, int | None]:
    """Without ``counted``: no day file says it, for a withdrawal lowers it."""
    return {name: getattr(counts, name, None) for name in _COUNTS}


def _day(day: OfDay) -> dict[str, Any]:
    return {
        "day": day.day.isoformat(),
        "kiosks": day.kiosks,
        "counts": _counts(day.counts),
        "opt_in": share_object(day.opt_in),
    }


def _missing(kiosk: Missing) -> dict[str, Any]:
    return {
        "kiosk": kiosk.kiosk,
        "store": kiosk.store,
        "days": kiosk.days,
        "last_day": day_text(kiosk.last_day),
    }
