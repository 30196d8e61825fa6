"""One day's figures as a person reads them, and as a script does."""

import json
from collections.abc import Mapping
from typing import Final

from kiosk.application.ports import DayFigures
from kiosk.domain.batch_sums import members
from kiosk.domain.batches import Batch, Source
from kiosk.domain.estimate import UNSAID

_ENOUGH_FOR_A_SHARE: Final = 20
"""Of fewer people than this, a percentage says more than is known."""

_SOURCES: Final = {Source.CAMERA: "visitors, estimated", Source.SAID: "visitors, as they said"}

_GENDERS: Final = {
    "woman": "women",
    "man": "men",
    "not_sure": "not sure",
    "unsaid": "rather not say",
}


def as_json(figures: DayFigures) -> str:
    """One object; every key is always there, and null is a number that is held back."""
    return json.dumps(
        {
            "day": figures.day.isoformat(),
            "asked": figures.asked,
            "agreed": figures.agreed,
            "told": figures.told,
            "declined": figures.declined,
            "walked_away": figures.walked_away,
            "counted": figures.counted,
            "not_counted": figures.not_counted,
            "withdrawn": figures.withdrawn,
            "k": figures.k,
            "demo": figures.demo,
            "by_hour": dict(figures.by_hour),
            "by_gender": dict(figures.by_gender),
            "by_age_band": dict(figures.by_age_band),
            "batches": [_batch_as_json(batch) for batch in figures.batches],
        },
        ensure_ascii=False,
    )


def _batch_as_json(batch: Batch) -> dict[str, object]:
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


def as_text(figures: DayFigures) -> str:
    """A page of at most 60 columns, which says whom its figures are of."""
    lines: list[str] = []
    if figures.demo:
        lines += ["DEMO: figures of an invented shop", ""]
    lines += [f"{figures.day:%A}, {figures.day.isoformat()}", ""]
    lines += _table(
        {
            "Asked": figures.asked,
            "  agreed to the camera": figures.agreed,
            "  told us themselves": figures.told,
            "  declined": figures.declined,
            "  walked away": figures.walked_away,
        },
        figures.fewer_than,
    )
    lines += [f"Opt-in rate: {_opt_in(figures)}", ""]
    lines += _table(
        {
            "Counted": figures.counted,
            "Ended without a record": figures.not_counted,
            "Withdrawn": figures.withdrawn,
        },
        figures.fewer_than,
    )
    lines += _part("Gender", _genders(figures.by_gender))
    lines += _part("Age", _ages(figures.by_age_band))
    if not figures.demo:
        lines += _longer_batches(figures)
    hours = {f"{hour}:00": number for hour, number in figures.by_hour.items() if number}
    lines += _part("Hour", hours)
    lines += ["", "Gender, age and hour are of visitors who said yes."]
    lines += ["Of all others there is only the count."]
    if not figures.demo:
        lines += ["What still grows is shown in steps of five."]
        lines += ["Gender and age are of closed batches of visitors."]
    lines += _held_back(figures)
    return "\n".join(lines)


def _longer_batches(figures: DayFigures) -> list[str]:
    """The batches that this day is only a part of, each with all that it gives."""
    lines: list[str] = []
    for batch in figures.batches:
        if batch.first_day == batch.last_day:
            continue
        days = (batch.last_day - batch.first_day).days + 1
        lines += _part(
            f"Part of a batch of {days} days, {batch.first_day} to {batch.last_day}",
            {
                _SOURCES[batch.source]: batch.visits,
                **_genders(batch.by_gender),
                **_ages(batch.by_ages),
            },
        )
    return lines


def _held_back(figures: DayFigures) -> list[str]:
    answers = (*figures.by_gender.values(), *figures.by_age_band.values())
    if None not in answers:
        return []
    if any(number is not None for number in answers):
        what = f"groups of fewer than {figures.k}, and what would give them away"
    else:
        what = "what visitors answered"
    return [f"Held back: {what},", "so that nobody can be singled out."]


def _part(title: str, numbers: Mapping[str, int | None]) -> list[str]:
    if not numbers:
        return []
    return ["", title, *_table({f"  {name}": number for name, number in numbers.items()})]


def _table(numbers: Mapping[str, int | None], fewer_than: int = 1) -> list[str]:
    return [f"{name:<25}{_shown(number, fewer_than):>15}" for name, number in numbers.items()]


def _shown(number: int | None, fewer_than: int) -> str:
    if number is None:
        return "held back"
    return f"fewer than {fewer_than}" if not number and fewer_than > 1 else f"{number:,}"


def _genders(numbers: Mapping[str, int | None]) -> dict[str, int | None]:
    return {_merged(name, _GENDERS): number for name, number in numbers.items()}


def _ages(numbers: Mapping[str, int | None]) -> dict[str, int | None]:
    unsaid = {UNSAID: _GENDERS[UNSAID]}
    return {_merged(name, unsaid).replace("-", "–"): n for name, n in numbers.items()}


def _merged(name: str, words: Mapping[str, str]) -> str:
    """What a cell's name says, each of its parts in words where there are some."""
    return " or ".join(words.get(member, member) for member in members(name))


def _opt_in(figures: DayFigures) -> str:
    said_yes = figures.agreed + figures.told
    if not figures.asked:
        return "nobody was asked" if figures.demo else "nobody was asked, or too few to show"
    if figures.asked < _ENOUGH_FOR_A_SHARE:
        return f"{said_yes} of {figures.asked}"
    return f"{said_yes / figures.asked:.0%} ({said_yes:,} of {figures.asked:,})"
