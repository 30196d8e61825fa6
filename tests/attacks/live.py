"""What somebody sees who looks at the counts again and again while visitors come and go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.application.figures import Counts, PeriodFigures
from kiosk.application.staff import RecordsOverview
from kiosk.domain.consent import Moment
from kiosk.domain.inside import Inside
from kiosk.domain.periods import Period

STEP = 5

COUNTS = ("asked", "agreed", "told", "declined", "walked_away", "counted", "entered")


@dataclass(frozen=True)
class Look:
    """What is shown at one moment: of a period, to visitors of the inside, to staff of records."""

    at: Moment
    figures: PeriodFigures
    inside: Inside
    overview: RecordsOverview


def ticks(looks: Sequence[Look]) -> list[str]:
    """The numbers that moved by less than a step within an hour in which nobody withdrew.

    Of two looks in the same hour, at the same period. Who sees a number move so, and knows who
    stood there, knows what they chose.
    """
    found: list[str] = []
    seen: dict[tuple[Moment, Period], dict[str, int]] = {}
    for look in looks:
        now = dict(_numbers(look))
        was = seen.get((look.at, look.figures.period), now)
        assert was.keys() == now.keys()
        found += [name for name in was if (now[name] - was[name]) % STEP]
        seen[look.at, look.figures.period] = now
    return found


def _numbers(look: Look) -> Iterator[tuple[str, int]]:
    figures = look.figures
    yield from _counts("period", figures.counts)
    for hour, counts in enumerate(figures.hours):
        yield from _counts(f"{hour}:00", counts)
    for day in figures.days:
        yield from _counts(f"{day.day}", day.counts)
        for hour, counts in enumerate(day.hours):
            yield from _counts(f"{day.day} {hour}:00", counts)
    if figures.before is not None:
        yield from _counts("before", figures.before.counts)
        yield from _counts("against", figures.before.against)
        for day in figures.before.days:
            yield from _counts(f"before {day.day}", day.counts)
    yield "not counted", figures.not_counted
    yield "withdrawn", figures.withdrawn
    inside = look.inside
    # Every row of the ledger is a yes, or what the machine did: a no is in none.
    yield "inside: records", inside.records
    yield "inside: waiting", inside.waiting
    yield "inside: batches", inside.batches
    yield "inside: in batches", inside.batched
    yield "inside: openings", inside.openings
    overview = look.overview
    yield "overview: proofs", overview.proofs or 0
    yield "overview: ledger's rows", overview.ledger_rows
    yield "overview: withdrawn", sum(number for _, number in overview.withdrawn)
    # A batch that closes takes those with it who waited from days before; nobody's choice does.
    yield "overview: records", sum(day.records for day in overview.held)
    yield "overview: earlier", 0 if overview.earlier is None else overview.earlier.records


def _counts(where: str, counts: Counts) -> Iterator[tuple[str, int]]:
    for name in COUNTS:
        yield f"{where}: {name}", getattr(counts, name) or 0
