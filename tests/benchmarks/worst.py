"""Whom the estimate serves worst: the group with the worst figure of each kind, by name."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from tests.benchmarks.figures import Person, group
from tests.benchmarks.intervals import Figures

FEWEST: Final = 10
"""People that a cell of band, race and gender has at the least to be named as the worst."""

_SHARES: Final = ("gender", "range", "exact_band", "within_5_years", "gate")
_TABLES: Final = ("by_band", "by_gender", "by_race", "by_race_and_gender")


def cells(people: Sequence[Person]) -> Figures:
    """The figures of every true band, race and gender together that has enough people."""
    names = sorted({_cell(person) for person in people})
    grouped = {name: [p for p in people if _cell(p) == name] for name in names}
    return {name: group(some) for name, some in grouped.items() if len(some) >= FEWEST}


def worst(found: Figures, of_cells: Mapping[str, Figures]) -> Figures:
    """For each measure the worst group of the card's tables, and the worst cell of all three.

    The worst of many small cells is partly bad luck: its interval goes with it.
    """
    groups = dict(_groups(found))
    return {
        measure: {"group": _named(groups, measure, bad), "cell": _named(of_cells, measure, bad)}
        for measure, bad in _MEASURES.items()
    }


def _cell(person: Person) -> str:
    return f"{person.band} {person.race} {person.gender}"


def _groups(found: Figures) -> Iterator[tuple[str, Figures]]:
    for table in _TABLES:
        yield from found[table].items()


def _named(
    groups: Mapping[str, Figures], measure: str, badness: Callable[[Figures], float]
) -> Figures | None:
    measured = {name: of for name, of in groups.items() if of["age"]["mae"] is not None}
    if not measured:
        return None
    name = max(measured, key=lambda name: badness(measured[name]))
    return {"name": name, "people": measured[name]["n"], **measured[name][measure]}


def _age(of: Figures) -> float:
    return of["age"]["mae"]


def _lowest(measure: str) -> Callable[[Figures], float]:
    return lambda of: -of[measure]["share"]


_MEASURES: Final[Mapping[str, Callable[[Figures], float]]] = {
    "age": _age,
    **{measure: _lowest(measure) for measure in _SHARES},
}
