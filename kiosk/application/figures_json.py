"""Figures as a script reads them: one object, with every key always there.

What each key says is in docs/data.md, which is compared with this. null is a number
that there is none of.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from kiosk.application.figures import (
    AgeFigures,
    Before,
    Counts,
    DayCounts,
    GenderFigures,
    HourCounts,
    PeriodFigures,
)
from kiosk.domain.block_sums import Total
from kiosk.domain.shares import Estimate
from kiosk.domain.statistics import Share

WHO: Final = "Gender and age are of visitors who said yes. Of all others there is only the count."

FORMAT: Final = 2
"""Rises when a key goes or means something else; a key more does not raise it."""


def as_json(figures: PeriodFigures) -> str:
    """One line of text, without its end."""
    return json.dumps(as_object(figures), ensure_ascii=False, separators=(",", ":"))


def as_object(figures: PeriodFigures) -> dict[str, Any]:
    """What ``as_json`` writes."""
    return {
        "format": FORMAT,
        "who": WHO,
        "span": figures.period.span.value,
        "first": figures.period.first.isoformat(),
        "last": figures.period.last.isoformat(),
        "epsilon": figures.epsilon,
        "demo": figures.demo,
        "final": figures.final,
        "fewer_than": figures.fewer_than,
        "kept_from": day_text(figures.kept_from),
        "counts": counts_object(figures.counts),
        "not_counted": figures.not_counted,
        "withdrawn": figures.withdrawn,
        "withdrawn_later": figures.withdrawn_later,
        "opt_in": share_object(figures.opt_in),
        "opt_in_of_door": figures.opt_in_of_door and share_object(figures.opt_in_of_door),
        "blocks": len(figures.blocks),
        "released_from": day_text(figures.released.first_day),
        "next_close": figures.next_close and figures.next_close.isoformat(timespec="minutes"),
        "genders": genders_object(figures.genders, figures.epsilon),
        "ages": ages_object(figures.ages, figures.epsilon),
        "pyramid": {
            "women": _estimates(figures.pyramid.women),
            "men": _estimates(figures.pyramid.men),
        },
        "confusion": figures.confusion or None,
        "before": figures.before and _before(figures.before),
        "hours": _hours(figures.hours),
        "days": [_day_counts(day) for day in figures.days],
    }


def genders_object(genders: GenderFigures, epsilon: float | None) -> dict[str, Any]:
    """Women and men, as they were released and as a share."""
    return {
        "visits": genders.visits,
        **_released("by_gender", genders.by_gender, epsilon, genders.visits),
        "women": estimate_object(genders.women),
        "women_measured": estimate_object(genders.measured),
        "women_bounds": genders.bounds and dict(zip(("low", "high"), genders.bounds, strict=True)),
    }


def ages_object(ages: AgeFigures, epsilon: float | None) -> dict[str, Any]:
    """Ages, as they were released and as shares; ``groups`` is which bands are in each share."""
    return {
        "visits": ages.visits,
        **_released("by_age_band", ages.by_age_band, epsilon, ages.visits),
        "bands": _estimates(ages.bands),
        "bands_measured": _estimates(ages.measured),
        "groups": {name: list(bands) for name, bands in ages.groups.items()},
    }


def counts_object(counts: Counts) -> dict[str, int | None]:
    """How often something happened; ``entered`` is null without a door counter."""
    return {
        "asked": counts.asked,
        "agreed": counts.agreed,
        "told": counts.told,
        "said_yes": counts.said_yes,
        "declined": counts.declined,
        "walked_away": counts.walked_away,
        "counted": counts.counted,
        "entered": counts.entered,
    }


def hour_object(counts: HourCounts) -> dict[str, int | None]:
    """The same of an hour, of which less is told."""
    return {"asked": counts.asked, "said_yes": counts.said_yes, "entered": counts.entered}


def share_object(share: Share) -> dict[str, Any]:
    """A share of exact numbers, its value and interval null where there are too few of them."""
    return {
        "count": share.count,
        "of": share.of,
        "value": share.value,
        "low": share.low,
        "high": share.high,
    }


def estimate_object(share: Estimate | None) -> dict[str, Any] | None:
    """A share of released numbers; null where there are too few to name one."""
    if share is None:
        return None
    return {
        "value": share.value,
        "low": share.low,
        "high": share.high,
        "of": share.of,
        "corrected": share.corrected,
    }


def day_text(day: date | None) -> str | None:
    """As ISO 8601 has it."""
    return None if day is None else day.isoformat()


def _released(
    named: str, totals: Mapping[str, Total], epsilon: float | None, visits: int
) -> dict[str, Any]:
    """Released numbers, and what may be off in each; null where no block has closed.

    The same noise is in every one of them.
    """
    there = visits > 0
    return {
        named: {name: total.number if there else None for name, total in totals.items()},
        "epsilon": epsilon,
        "noise_sd": max(total.noise_sd for total in totals.values()) if there else None,
        "low": {name: total.low if there else None for name, total in totals.items()},
        "high": {name: total.high if there else None for name, total in totals.items()},
    }


def _estimates(shares: Mapping[str, Estimate]) -> dict[str, Any]:
    return {name: estimate_object(share) for name, share in shares.items()}


def _hours(hours: Iterable[HourCounts]) -> list[dict[str, Any]]:
    return [{"hour": hour, **hour_object(counts)} for hour, counts in enumerate(hours)]


def _day_counts(day: DayCounts) -> dict[str, Any]:
    return {
        "day": day.day.isoformat(),
        "growing": day.growing,
        "counts": counts_object(day.counts),
        "hours": _hours(day.hours),
    }


def _before(before: Before) -> dict[str, Any]:
    return {
        "first": before.period.first.isoformat(),
        "last": before.period.last.isoformat(),
        "same_weekdays": before.same_weekdays,
        "upto_day": day_text(before.upto_day),
        "upto_hour": before.upto_hour,
        "counts": hour_object(before.counts),
        "against": hour_object(before.against),
        "opt_in": share_object(before.opt_in),
        "women": estimate_object(before.women),
    }
