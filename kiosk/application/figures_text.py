"""Figures as a person reads them in a terminal: a page of at most 60 columns."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from kiosk.application.figures import AgeFigures, Before, PeriodFigures
from kiosk.domain.batch_sums import members, named_ages, named_genders
from kiosk.domain.batches import Batch, Source
from kiosk.domain.estimate import UNSAID
from kiosk.domain.periods import Span
from kiosk.domain.statistics import Corrected, Share

_SPANS: Final = {
    Span.WEEK: "Week",
    Span.FOUR_WEEKS: "28 days",
    Span.MONTH: "Month",
}

_SOURCES: Final = {Source.CAMERA: "visitors, estimated", Source.SAID: "visitors, as they said"}

_GENDERS: Final = {
    "woman": "women",
    "man": "men",
    "not_sure": "not sure",
    "unsaid": "rather not say",
}


def as_text(figures: PeriodFigures) -> str:
    """Says of whom its figures are, what they leave out, and how far they may be off."""
    genders, ages = figures.genders, figures.ages
    lines: list[str] = []
    if figures.demo:
        lines += ["DEMO: figures of an invented shop", ""]
    lines += [_title(figures), ""]
    lines += _counts(figures)
    lines += _compared(figures.before, figures.fewer_than)
    if not _of_nobody(figures):
        lines += _part("Gender", _named(named_genders(genders.by_gender)))
        lines += _share_of_women(figures)
        lines += _part("Age", _aged(named_ages(ages.by_ages, ages.bands)))
        lines += _shares_of_ages(figures)
    for batch in figures.reaching_out:
        lines += _longer(batch)
    if figures.period.span is not Span.DAY:
        days = {f"{each.day:%a} {each.day}": each.counts.counted for each in figures.days}
        lines += _part("Counted, by day", {name: number for name, number in days.items() if number})
    hours = {f"{hour:02}:00": counts.counted for hour, counts in enumerate(figures.hours)}
    lines += _part("Counted, by hour", {name: number for name, number in hours.items() if number})
    lines += ["", *_of_whom(figures), *_held_back(figures)]
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
        lines += [f"Of all who came in: {_plain_share(figures.opt_in_of_door)}"]
    lines += [""]
    return lines + _table(
        {
            "Counted": counts.counted,
            "Ended without a record": figures.not_counted,
            "Withdrawn": figures.withdrawn,
        },
        figures.fewer_than,
    )


def _compared(before: Before | None, fewer_than: int) -> list[str]:
    if before is None:
        return []
    then = before.period
    upto = "" if before.upto_hour is None else f", each up to {before.upto_hour:02}:00"
    if before.upto_day is not None and then.span is not Span.DAY:
        upto += f" of {before.upto_day:%A}"
    compared = f"{then.first}" if then.span is Span.DAY else f"{then.first} to {then.last}"
    return [
        "",
        f"Compared with {compared}",
        *([f"({upto.removeprefix(', ')})"] if upto else []),
        *_pairs("  asked", before.counts.asked, before.against.asked, fewer_than),
        *_pairs("  said yes", before.counts.said_yes, before.against.said_yes, fewer_than),
        *_pairs("  counted", before.counts.counted, before.against.counted, fewer_than),
    ]


def _pairs(name: str, then: int, now: int, fewer_than: int) -> list[str]:
    """What was before is over and exact; only ``now`` is shown in steps."""
    return [f"{name:<25}{f'{then:,} then, {_shown(now, fewer_than)} now':>30}"]


def _share_of_women(figures: PeriodFigures) -> list[str]:
    genders = figures.genders
    if not genders.women.of:
        return []
    lines = ["", _line("Women among women and men", f"of {genders.women.of:,}")]
    lines += [_line("  as counted", _share(genders.women))]
    for name, share in (("estimated", genders.by_camera), ("as they said", genders.as_said)):
        if share.of:
            lines += [_line(f"    {name}", _share(share))]
    if genders.merged:
        lines += ["    to within the few whose gender is not known"]
    if genders.corrected is not None:
        lines += [_line("  without the known error", _corrected(genders.corrected))]
    if genders.bounds is not None:
        low, high = genders.bounds
        lines += [
            _line("  of all asked, whatever others are", f"{_percent(low)} to {_percent(high)}")
        ]
    return lines


def _shares_of_ages(figures: PeriodFigures) -> list[str]:
    bands, corrected = figures.ages.bands, figures.ages.corrected or {}
    of = max((share.of for share in bands.values()), default=0)
    if not of:
        return []
    # Fewer than the ages above add up to: merged ages are in no share, nor are those beside them.
    lines = ["", _line("Shares of ages that are told apart", f"of {of:,}")]
    lines += [*_of_which_source(figures.ages), "As counted"]
    if figures.ages.merged:
        lines += ["    to within the few who did not say their age"]
    lines += [_line(f"  {_age(name)}", _share(share)) for name, share in bands.items()]
    if corrected:
        lines += ["Without the known error"]
        lines += [_line(f"  {_age(name)}", _corrected(each)) for name, each in corrected.items()]
    return lines


def _of_which_source(ages: AgeFigures) -> list[str]:
    """How many of either source the shares are of, where there are both."""
    seen, said = ages.by_camera, ages.as_said
    if not seen.of or not said.of:
        return []
    return [
        _line("  of those estimated", f"{seen.count:,} of {seen.of:,}"),
        _line("  of those who told it", f"{said.count:,} of {said.of:,}"),
    ]


def _longer(batch: Batch) -> list[str]:
    """A batch that this period is only a part of, with all that it gives."""
    days = (batch.last_day - batch.first_day).days + 1
    return _part(
        f"Part of a closed group of {days} days, {_dates(batch.first_day, batch.last_day)}",
        {
            _SOURCES[batch.source]: batch.visits,
            **_named(batch.by_gender),
            **_aged(batch.by_ages),
        },
    )


def _dates(first: date, last: date) -> str:
    return f"{first} to {last}"


def _of_whom(figures: PeriodFigures) -> list[str]:
    lines = [
        "Gender, age and hour are of visitors who said yes.",
        "Of all others there is only the count.",
    ]
    if figures.kept_from is not None:
        lines += [f"Counts of days before {figures.kept_from} are gone."]
    if figures.fewer_than > 1:
        lines += ["What still grows is shown in steps of five."]
    if figures.fewer_than > 1 or not figures.demo:
        lines += ["Gender and age are of closed groups of visitors."]
    if figures.confusion:
        lines += ["The known error is that of the model:", f"  {figures.confusion}."]
    return lines


def _of_nobody(figures: PeriodFigures) -> bool:
    """Whether it is over and nobody said yes in it: then there is nothing to hold back."""
    return figures.final and not figures.counts.said_yes and not figures.genders.visits


def _held_back(figures: PeriodFigures) -> list[str]:
    if _of_nobody(figures):
        return []
    genders = named_genders(figures.genders.by_gender)
    answers = (*genders.values(), *named_ages(figures.ages.by_ages, figures.ages.bands).values())
    if None not in answers:
        return []
    if all(number is None for number in answers):
        what = ["what visitors answered,"]
    elif figures.k > 1:
        what = [f"groups of fewer than {figures.k},", "and what would give them away,"]
    else:
        what = ["what would give somebody away,"]
    return [f"Held back: {what[0]}", *what[1:], "so that nobody can be singled out."]


def _part(title: str, numbers: Mapping[str, int | None]) -> list[str]:
    if not numbers:
        return []
    return ["", title, *_table({f"  {name}": number for name, number in numbers.items()})]


def _table(numbers: Mapping[str, int | None], fewer_than: int = 1) -> list[str]:
    return [f"{name:<25}{_shown(number, fewer_than):>15}" for name, number in numbers.items()]


def _line(name: str, value: str) -> str:
    return f"{name:<36}{value:>22}"


def _shown(number: int | None, fewer_than: int) -> str:
    if number is None:
        return "held back"
    return f"fewer than {fewer_than}" if not number and fewer_than > 1 else f"{number:,}"


def _named(numbers: Mapping[str, int | None]) -> dict[str, int | None]:
    return {_merged(name, _GENDERS): number for name, number in numbers.items()}


def _aged(numbers: Mapping[str, int | None]) -> dict[str, int | None]:
    return {_age(name): number for name, number in numbers.items()}


def _age(name: str) -> str:
    return _merged(name, {UNSAID: _GENDERS[UNSAID]}).replace("-", "–")


def _merged(name: str, words: Mapping[str, str]) -> str:
    """What a cell's name says, each of its parts in words where there are some."""
    return " or ".join(words.get(member, member) for member in members(name))


def _opt_in(figures: PeriodFigures) -> str:
    if figures.opt_in.of:
        return _plain_share(figures.opt_in)
    return "nobody was asked" + (", or too few to show" if figures.fewer_than > 1 else "")


def _plain_share(share: Share) -> str:
    """Of everyone there was: nothing in it is left to chance."""
    if share.value is None:
        return f"{share.count:,} of {share.of:,}"
    return f"{_percent(share.value)} ({share.count:,} of {share.of:,})"


def _share(share: Share) -> str:
    if share.value is None or share.low is None or share.high is None:
        return f"{share.count:,} of {share.of:,}"
    return _interval(share.value, share.low, share.high)


def _corrected(share: Corrected) -> str:
    return _interval(share.value, share.low, share.high)


def _interval(value: float, low: float, high: float) -> str:
    return f"{_percent(value)} ({_percent(low)} to {_percent(high)})"


def _percent(value: float) -> str:
    """As the screens and the reports write it."""
    return f"{value:.0%}".replace("%", " %")
