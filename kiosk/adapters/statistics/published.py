"""The published confusion of a model: how often it was right, and what it said where it was not.

The file holds counts of labelled people and nothing else that was made from their pictures; the
evaluation writes it (tests/benchmarks/confusion.py).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kiosk.domain.blocks import ages_from
from kiosk.domain.confusion import Answered
from kiosk.domain.estimate import AgeBand, Gender

CONFUSION: Final = "confusion.json"

YOUNGER: Final = "under 14"
AGES: Final = ("14", "15", "16", "17", "18-34", "35-54", "55+")
"""The true ages that are counted apart: with these, every minimum age has its own bands."""

ESTIMATED: Final = (YOUNGER, *AGES)

GENDERS: Final = (Gender.WOMAN.value, Gender.MAN.value)
LABELLED: Final = (*GENDERS, Gender.NOT_SURE.value)

_CURE: Final = "Copy it again from the release that this program came with."


class BadConfusion(Exception):
    """The file is no confusion of this model; the message names the file and the cure."""


@dataclass(frozen=True, slots=True)
class Published:
    """Counts of labelled people: ``genders`` by true gender and label, ``ages`` by true age.

    ``n`` is how many people of 14 and older were measured.
    """

    model: str
    source: str
    date: str
    n: int
    genders: Mapping[str, Mapping[str, int]]
    ages: Mapping[str, Mapping[str, int]]

    def women_and_men(self) -> tuple[tuple[int, ...], ...]:
        """True women, then true men; of each how many were named women, and men.

        Whom the camera was not sure of is left out, as in the ratio that is corrected.
        """
        return tuple(tuple(self.genders[true][name] for name in GENDERS) for true in GENDERS)

    def wide(self, bands: tuple[AgeBand, ...]) -> tuple[tuple[int, ...], ...]:
        """The people of each band, and of each how many were estimated to be of which band.

        Exact for every minimum age, since under 18 each year is counted apart: for 15 the rows
        and columns of 15 to 17. Whoever was estimated to be under the youngest band is left out:
        a visitor estimated under the age is never counted.
        """
        return tuple(
            tuple(
                sum(
                    self.ages[true][estimated]
                    for true in AGES
                    if row.holds(_first(true))
                    for estimated in AGES
                    if column.holds(_first(estimated))
                )
                for column in bands
            )
            for row in bands
        )

    def worst_gender(self) -> Answered:
        """How many of the gender that is mistaken more often were named the other one."""
        rows = [(row[1 - place], sum(row)) for place, row in enumerate(self.women_and_men())]
        wrong, of = max(rows, key=lambda row: row[0] / row[1])
        return Answered(of, wrong)


def published(folder: Path, model: str) -> Published | None:
    """What ``folder``/confusion.json says of the model; None if there is no such file.

    Without it nothing is corrected. Raises BadConfusion for a file that cannot be read, is of
    another model, or does not hold the people it says it holds.
    """
    path = folder / CONFUSION
    try:
        found = _checked(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as unreadable:
        raise BadConfusion(f"{path}: not a table of counts. {_CURE}") from unreadable
    if found.model != model:
        raise BadConfusion(f"{path}: measured of {found.model}, not of {model}. {_CURE}")
    for of, table in (("genders", found.genders), ("ages", found.ages)):
        people = sum(sum(row.values()) for row in table.values())
        if people != found.n:
            raise BadConfusion(f"{path}: holds {people} {of} of {found.n} people. {_CURE}")
    if not all(sum(row) for row in (*found.women_and_men(), *found.wide(ages_from(18)))):
        raise BadConfusion(f"{path}: has nobody of some gender or age. {_CURE}")
    return found


def _checked(listed: Any) -> Published:
    return Published(
        model=str(listed["model"]),
        source=str(listed["source"]),
        date=str(listed["date"]),
        n=_count(listed["n"]),
        genders=_table(listed["genders"], GENDERS, LABELLED),
        ages=_table(listed["ages"], AGES, ESTIMATED),
    )


def _table(
    listed: Any, rows: tuple[str, ...], columns: tuple[str, ...]
) -> Mapping[str, Mapping[str, int]]:
    return {row: {column: _count(listed[row][column]) for column in columns} for row in rows}


def _count(listed: Any) -> int:
    if type(listed) is not int or listed < 0:
        raise ValueError(f"{listed} is not a count")
    return listed


def _first(ages: str) -> int:
    return int(ages.partition("-")[0].rstrip("+"))
