"""Figures as a person reads them in a terminal: a page of at most 60 columns."""

from collections.abc import Mapping
from typing import Final

from kiosk.application.figures import Before, PeriodFigures
from kiosk.domain.block_sums import Total
from kiosk.domain.estimate import UNSAID
from kiosk.domain.periods import Span
from kiosk.domain.shares import Estimate
from kiosk.domain.statistics import Share

_SPANS: Final = {
    Span.WEEK: "Week",
    Span.FOUR_WEEKS: "28 days",
    Span.MONTH: "Month",
}

_GENDERS: Final = {
    "woman": "women",
    "man": "men",
    "not_sure": "not sure",
    "unsaid": "rather not say",
}

_NONE: Final = 0.005
"""A share of less would be written as nought."""


def as_text(figures: PeriodFigures) -> str:
    """Says of whom its figures are, and how far they may be off."""
    lines: list[str] = []
    if figures.demo:
        lines += ["DEMO: figures of an invented shop", ""]
    lines += [_title(figures), ""]
    lines += _counts(figures)
    lines += _compared(figures.before, figures.fewer_than)
    lines += _closed(figures)
    if figures.blocks:
        lines += _totals("Gender", figures.genders.by_gender)
        lines += _share_of_women(figures)
        lines += _totals("Age", figures.ages.by_age_band)
        lines += _shares_of_ages(figures)
    if figures.period.span is not Span.DAY:
        days = {f"{each.day:%a} {each.day}": each.counts.said_yes for each in figures.days}
        lines += _part(
            "Said yes, by day", {name: number for name, number in days.items() if number}
        )
    hours = {f"{hour:02}:00": counts.said_yes for hour, counts in enumerate(figures.hours)}
    lines += _part("Said yes, by hour", {name: number for name, number in hours.items() if number})
    lines += ["", *_of_whom(figures)]
    return "\n".join(lines)


def _title(figures: PeriodFigures) -> str:
    period = figures.period
    if period.span is Span.DAY:
        return f"{period.first:%A}, {period.first}"
    goes_on = "" if figures.final else ", going on"
    return f"{_SPANS[period.span]}, {period.first} to {period.last}{goes_on}"


def _counts(figures: PeriodFigures) -> list[str]:
    counts = figures.counts
    at_door = {} if counts.entered is None else {"Came in": counts.entered}
    lines = _table(
        {
            **at_door,
            "Asked": counts.asked,
            "  agreed to the camera": counts.agreed,
            "  told us themselves": counts.told,
            "  declined": counts.declined,
            "  walked away": counts.walked_away,
        },
        figures.fewer_than,
    )
    lines += [f"Opt-in rate: {_opt_in(figures)}"]
    if figures.opt_in_of_door is not None:
        lines += [f"Of all who came in: {_of_exact(figures.opt_in_of_door)}"]
    lines += [""]
    lines += _table(
        {"Counted": counts.counted, "Ended without a record": figures.not_counted},
        figures.fewer_than,
    )
    return lines + _table(_withdrawn(figures))


def _withdrawn(figures: PeriodFigures) -> dict[str, int]:
    """Exact, for nothing is told of it before the close of a day."""
    found: dict[str, int] = {}
    if figures.final:
        found["Withdrawn"] = figures.withdrawn
    elif figures.period.span is not Span.DAY:
        found["Withdrawn on closed days"] = figures.withdrawn
    if figures.withdrawn_later is not None:
        found["Withdrawn after closing"] = figures.withdrawn_later
    return found


def _compared(before: Before | None, fewer_than: int) -> list[str]:
    if before is None:
        return []
    then = before.period
    upto = "" if before.upto_hour is None else f"each up to {before.upto_hour:02}:00"
    if before.upto_day is not None and then.span is not Span.DAY:
        upto += f" of {before.upto_day:%A}"
    compared = f"{then.first}" if then.span is Span.DAY else f"{then.first} to {then.last}"
    return [
        "",
        f"Compared with {compared}",
        *([f"({upto})"] if upto else []),
        *([] if before.same_weekdays else ["(months hold some weekdays more often)"]),
        *_pair("  asked", before.counts.asked, before.against.asked, fewer_than),
        *_pair("  said yes", before.counts.said_yes, before.against.said_yes, fewer_than),
    ]


def _pair(name: str, then: int, now: int, fewer_than: int) -> list[str]:
    """What was before is over and exact; only ``now`` is shown in steps."""
    return [f"{name:<25}{f'{then:,} then, {_shown(now, fewer_than)} now':>30}"]


def _closed(figures: PeriodFigures) -> list[str]:
    """Which visits gender and age are of, and when the next are added."""
    lines = [""]
    if figures.blocks:
        blocks = f"{len(figures.blocks):,} block{'s' * (len(figures.blocks) > 1)}"
        lines += [_line("Gender and age are of", f"{figures.released.visits:,} visits")]
        so_far = "" if figures.final else " so far"
        lines += [f"  in {blocks} closed{so_far}"]
        first = figures.released.first_day
        if first is not None and first < figures.period.first:
            lines += [f"  the oldest of them of {first}"]
    else:
        lines += ["Gender and age: no block has closed in this time."]
    if figures.next_close is not None:
        lines += [f"Next block closes at {figures.next_close:%H:%M}, if enough have come."]
    return lines


def _share_of_women(figures: PeriodFigures) -> list[str]:
    genders = figures.genders
    if genders.women is None:
        return ["", "Not enough women and men to name a share."]
    lines = ["", _line("Women among women and men", _share(genders.women))]
    if genders.bounds is not None:
        lines += [_line("  of all asked, whatever others are", _range(*genders.bounds))]
    return lines


def _shares_of_ages(figures: PeriodFigures) -> list[str]:
    bands = figures.ages.bands
    if not bands:
        return ["", "Not enough ages to name shares."]
    return [
        "",
        "Shares of ages",
        *(_line(f"  {_name(name)}", _share(bands[name])) for name in bands),
    ]


def _of_whom(figures: PeriodFigures) -> list[str]:
    lines = [
        "Gender and age are of visitors who said yes.",
        "Of all others there is only the count.",
    ]
    if figures.blocks:
        lines += [
            "A little chance is mixed into each of their numbers,",
            f"so that nobody can be singled out (epsilon {figures.epsilon:g}).",
        ]
    if figures.kept_from is not None:
        lines += [f"Counts of days before {figures.kept_from} are gone."]
    if figures.fewer_than > 1:
        lines += ["What still grows is shown in steps of five."]
    if figures.confusion:
        lines += ["The camera's known error is taken out of shares:", f"  {figures.confusion}."]
    return lines


def _part(title: str, numbers: Mapping[str, int]) -> list[str]:
    if not numbers:
        return []
    return ["", title, *_table({f"  {name}": number for name, number in numbers.items()})]


def _totals(title: str, totals: Mapping[str, Total]) -> list[str]:
    """For people: there are no fewer than none, whatever chance made of it."""
    lines = ["", title]
    for name, total in totals.items():
        number = f"{max(0, total.number):,} ({total.low:,} to {total.high:,})"
        lines += [f"{f'  {_name(name)}':<22}{number:>36}"]
    return lines


def _table(numbers: Mapping[str, int], fewer_than: int = 1) -> list[str]:
    return [f"{name:<25}{_shown(number, fewer_than):>15}" for name, number in numbers.items()]


def _line(name: str, value: str) -> str:
    return f"{name:<36}{value:>22}"


def _shown(number: int, fewer_than: int) -> str:
    return f"fewer than {fewer_than}" if not number and fewer_than > 1 else f"{number:,}"


def _name(name: str) -> str:
    """A gender or a group of ages in words: "under_35" is "under 35"."""
    if name == UNSAID or name in _GENDERS:
        return _GENDERS[name]
    return name.replace("_", " ").replace("-", "–")


def _opt_in(figures: PeriodFigures) -> str:
    if figures.opt_in.of:
        return _of_exact(figures.opt_in)
    return "nobody was asked" + (", or too few to show" if figures.fewer_than > 1 else "")


def _of_exact(share: Share) -> str:
    """Of everyone there was: nothing in it is left to chance."""
    if share.value is None:
        return f"{share.count:,} of {share.of:,}"
    return f"{_percent(share.value)} ({share.count:,} of {share.of:,})"


def _share(share: Estimate) -> str:
    return f"{_percent(share.value)} ({_range(share.low, share.high)})"


def _range(low: float, high: float) -> str:
    return f"{round(100 * low)} % to {round(100 * high)} %"


def _percent(value: float) -> str:
    """As the screens and the reports write it: what is there is never called nought."""
    if 0 < value < _NONE:
        return "under 1 %"
    return "over 99 %" if 1 - _NONE < value < 1 else f"{round(100 * value)} %"
