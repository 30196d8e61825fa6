"""Figures as a script reads them: one object, with every key always there.

What each key says is in docs/data-dictionary.md, which is compared with this. null is a number
that is held back, or that there is none of.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from kiosk.application.figures import (
    AgeFigures,
    Before,
    Counts,
    DayCounts,
    GenderFigures,
    InShares,
    PeriodFigures,
)
from kiosk.domain.batch_sums import named_ages, named_genders
from kiosk.domain.batches import Batch
from kiosk.domain.statistics import Corrected, Share

WHO: Final = "Gender and age are of visitors who said yes. Of all others there is only the count."

FORMAT: Final = 1
"""Rises when a key goes or means something else; a key more does not raise it."""


def as_json(figures: PeriodFigures) -> str:
    """One line of text, without its end."""
    return json.dumps(as_object(figures), ensure_ascii=False, separators=(",", ":"))


def as_object(figures: PeriodFigures) -> dict[str, Any]:
    """What ``as_json`` writes."""
    pyramid = figures.pyramid
    return {
        "format": FORMAT,
        "who": WHO,
        "span": figures.period.span.value,
        "first": figures.period.first.isoformat(),
        "last": figures.period.last.isoformat(),
        "k": figures.k,
        "demo": figures.demo,
        "final": figures.final,
        "fewer_than": figures.fewer_than,
        "kept_from": day_text(figures.kept_from),
        "counts": counts_object(figures.counts),
        "not_counted": figures.not_counted,
        "withdrawn": figures.withdrawn,
        "opt_in": share_object(figures.opt_in),
        "opt_in_of_door": figures.opt_in_of_door and share_object(figures.opt_in_of_door),
        "genders": genders_object(figures.genders),
        "ages": ages_object(figures.ages),
        "pyramid": {
            "visits": pyramid.visits,
            "women": _shares(pyramid.women),
            "men": _shares(pyramid.men),
        },
        "confusion": figures.confusion or None,
        "before": figures.before and _before(figures.before),
        "hours": _hours(figures.hours),
        "days": [_day_counts(day) for day in figures.days],
        "batches": [_batch(batch) for batch in figures.batches],
        "reaching_out": [_batch(batch) for batch in figures.reaching_out],
    }


def genders_object(genders: GenderFigures) -> dict[str, Any]:
    """Women and men, with what is held back as null."""
    return {
        "visits": genders.visits,
        "by_gender": named_genders(genders.by_gender),
        "merged": genders.merged,
        "largest_k": genders.largest_k,
        "women": share_object(genders.women),
        "women_by_camera": share_object(genders.by_camera),
        "women_as_said": share_object(genders.as_said),
        "women_corrected": genders.corrected and _corrected(genders.corrected),
        "women_bounds": genders.bounds and dict(zip(("low", "high"), genders.bounds, strict=True)),
    }


def ages_object(ages: AgeFigures) -> dict[str, Any]:
    """Ages, with what is held back as null."""
    return {
        "visits": ages.visits,
        "merged": ages.merged,
        "shares_by_camera": _in_shares(ages.by_camera),
        "shares_as_said": _in_shares(ages.as_said),
        "by_ages": named_ages(ages.by_ages, ages.bands),
        "bands": _shares(ages.bands),
        "bands_corrected": None
        if ages.corrected is None
        else {name: _corrected(share) for name, share in ages.corrected.items()},
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


def _hours(hours: tuple[Counts, ...]) -> list[dict[str, Any]]:
    return [{"hour": hour, **counts_object(counts)} for hour, counts in enumerate(hours)]


def _day_counts(day: DayCounts) -> dict[str, Any]:
    return {
        "day": day.day.isoformat(),
        "growing": day.growing,
        "counts": counts_object(day.counts),
        "hours": _hours(day.hours),
    }


def share_object(share: Share) -> dict[str, Any]:
    """A share, its value and interval null where there are too few to speak of one."""
    return {
        "count": share.count,
        "of": share.of,
        "value": share.value,
        "low": share.low,
        "high": share.high,
    }


def _in_shares(part: InShares) -> dict[str, int]:
    return {"count": part.count, "of": part.of}


def _shares(shares: Mapping[str, Share]) -> dict[str, Any]:
    return {name: share_object(share) for name, share in shares.items()}


def _corrected(share: Corrected) -> dict[str, float]:
    return {"value": share.value, "low": share.low, "high": share.high}


def _before(before: Before) -> dict[str, Any]:
    return {
        "first": before.period.first.isoformat(),
        "last": before.period.last.isoformat(),
        "upto_day": day_text(before.upto_day),
        "upto_hour": before.upto_hour,
        "counts": counts_object(before.counts),
        "against": counts_object(before.against),
        "opt_in": share_object(before.opt_in),
        "women": share_object(before.women),
    }


def _batch(batch: Batch) -> dict[str, Any]:
    return {
        "source": batch.source.value,
        "first_day": batch.first_day.isoformat(),
        "last_day": batch.last_day.isoformat(),
        "form": batch.form.value,
        "visits": batch.visits,
        "cells": [
            {"gender": cell.gender or None, "ages": cell.ages or None, "visits": cell.visits}
            for cell in batch.cells
        ],
    }


def day_text(day: date | None) -> str | None:
    """As ISO 8601 has it."""
    return None if day is None else day.isoformat()
