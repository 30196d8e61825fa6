"""One day's figures as a person reads them, and as a script does."""

import json
from collections.abc import Mapping
from typing import Final

from kiosk.application.ports import DayFigures

_ENOUGH_FOR_A_SHARE: Final = 20
"""Of fewer people than this, a percentage says more than is known."""

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
        },
        ensure_ascii=False,
    )


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
        }
    )
    lines += [f"Opt-in rate: {_opt_in(figures)}", ""]
    lines += _table(
        {
            "Counted": figures.counted,
            "Ended without a record": figures.not_counted,
            "Withdrawn": figures.withdrawn,
        }
    )
    lines += _part("Gender", {_GENDERS.get(k, k): n for k, n in figures.by_gender.items()})
    ages = {_age_name(name): number for name, number in figures.by_age_band.items()}
    lines += _part("Age", ages)
    hours = {f"{hour}:00": number for hour, number in figures.by_hour.items() if number}
    lines += _part("Hour", hours)
    lines += ["", "Gender, age and hour are of visitors who said yes."]
    lines += ["Of all others there is only the count."]
    if not figures.demo:
        lines += ["What still grows is shown in steps of five."]
    lines += _held_back(figures)
    return "\n".join(lines)


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


def _table(numbers: Mapping[str, int | None]) -> list[str]:
    return [
        f"{name:<28}{'held back' if number is None else f'{number:,}':>12}"
        for name, number in numbers.items()
    ]


def _age_name(band: str) -> str:
    return "rather not say" if band == "unsaid" else band.replace("-", "–")


def _opt_in(figures: DayFigures) -> str:
    said_yes = figures.agreed + figures.told
    if not figures.asked:
        return "nobody was asked" if figures.demo else "nobody was asked, or too few to show"
    if figures.asked < _ENOUGH_FOR_A_SHARE:
        return f"{said_yes} of {figures.asked}"
    return f"{said_yes / figures.asked:.0%} ({said_yes:,} of {figures.asked:,})"
