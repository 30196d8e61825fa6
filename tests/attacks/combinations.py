"""Looks for a sum or difference of figures that tells of 1 to k - 1 visits.

A figure says how many of some visits gave some answers. Whoever reads it knows which visits it
is about (they saw who came, and when it was shown) and not what each of them answered. Figures
are added and taken away with any weights; what comes out tells of a group if it counts each
visit of it once and no other, whatever these visits may have answered.

How many visits there were in any hour is taken as known. It adds nothing to look for: where
genders or ages are told apart, a combination weighs all visits alike that the same figures are
about, and the rest of it is counts. So of each set of visits that are in the same figures, the
number is given, and nothing else of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np
from numpy.typing import NDArray

GENDERS = ("woman", "man", "unknown")
AGES = ("14-17", "18-34", "35-54", "55+", "unsaid")
ANSWERS = len(GENDERS) * len(AGES)
MOST_DIMENSIONS = 16

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int_]


@dataclass(frozen=True, eq=False)
class Part:
    """The visits ``about`` that gave one of the answers ``of``, a row of ANSWERS flags."""

    about: Flags
    of: Flags


@dataclass(frozen=True, eq=False)
class Figure:
    """One number that was shown: how many visits there are in all its parts together."""

    parts: tuple[Part, ...]
    visits: int

    @property
    def key(self) -> tuple[object, ...]:
        return self.visits, *((part.about.tobytes(), part.of.tobytes()) for part in self.parts)


@dataclass(frozen=True)
class Leak:
    """So many visits, and for each set of visits the answers that were told apart of it."""

    visits: int
    told: tuple[tuple[int, ...], ...]


def answers_of(gender: str, ages: str) -> Flags:
    """The answers that a cell's names stand for; an empty name is all of them."""
    genders = {g if g in ("woman", "man") else "unknown" for g in gender.split("/")}
    is_gender = [gender == "" or name in genders for name in GENDERS]
    is_age = [ages == "" or any(_covers(part, name) for part in ages.split("/")) for name in AGES]
    return np.outer(is_gender, is_age).ravel()


def find_leak(figures: Iterable[Figure], answers: Numbers, k: int) -> Leak | None:
    """A group of 1 to k - 1 visits that the figures tell of; None if there is none.

    ``answers`` says of each visit which of the ANSWERS it gave. Raises ValueError for a figure
    that is not true of them.
    """
    distinct = list({figure.key: figure for figure in figures}.values())
    for figure in distinct:
        counted = sum(int((part.of[answers] & part.about).sum()) for part in figure.parts)
        if figure.visits != counted:
            raise ValueError(f"a figure says {figure.visits} of {counted}")
    abouts = {part.about.tobytes(): part.about for figure in distinct for part in figure.parts}
    if not abouts:
        return None
    place = {about: i for i, about in enumerate(abouts)}
    sets, set_of = np.unique(np.stack([*abouts.values()], axis=1), axis=0, return_inverse=True)
    sizes = np.zeros((len(sets), ANSWERS), dtype=int)
    np.add.at(sizes, (set_of.ravel(), answers), 1)
    rows = [
        np.sum([np.outer(sets[:, place[p.about.tobytes()]], p.of) for p in figure.parts], axis=0)
        for figure in distinct
    ]
    for members, together in _linked(_independent(rows), len(sets)):
        totals = [np.outer(np.arange(len(sets)) == member, np.ones(ANSWERS)) for member in members]
        matrix = np.stack([row[members].ravel() for row in (*together, *totals)]).astype(int)
        found = _search(matrix, sizes[members].ravel(), k)
        if found is not None:
            return found
    return None


def _covers(part: str, name: str) -> bool:
    """Whether a named span of ages holds one of AGES."""
    if "unsaid" in (part, name):
        return part == name
    first, _, last = part.rstrip("+").partition("-")
    age = int(name.rstrip("+").partition("-")[0])
    return int(first) <= age and (not last or age <= int(last))


def _independent(rows: Sequence[Numbers]) -> list[Numbers]:
    """The rows without those that are sums of narrower ones and so say nothing new."""
    kept: list[Numbers] = []
    for row in sorted(rows, key=lambda row: int(row.any(axis=1).sum())):
        own = row.any(axis=1)
        within = [each for each in kept if not (each.any(axis=1) & ~own).any()]
        if within:
            basis = np.stack([each[own].ravel() for each in within]).T.astype(float)
            wanted = row[own].ravel().astype(float)
            weights = np.linalg.lstsq(basis, wanted, rcond=None)[0]
            if np.allclose(basis @ weights, wanted, atol=1e-9):
                continue
        kept.append(row)
    return kept


def _linked(rows: Sequence[Numbers], sets: int) -> list[tuple[list[int], list[Numbers]]]:
    """Sets of visits that figures hold together, with these figures."""
    group = list(range(sets))
    for row in rows:
        touched = np.flatnonzero(row.any(axis=1))
        joined = {group[member] for member in touched}
        group = [min(joined) if each in joined else each for each in group]
    found: list[tuple[list[int], list[Numbers]]] = []
    for name in sorted(set(group)):
        members = [member for member in range(sets) if group[member] == name]
        found.append((members, [row for row in rows if row[members].any()]))
    return found


def _search(matrix: Numbers, sizes: Numbers, k: int) -> Leak | None:
    # Answers that every figure has together are one column; who is in one is in all of it.
    columns, column_of = np.unique(matrix.T, axis=0, return_inverse=True)
    weights = np.zeros(len(columns), dtype=int)
    np.add.at(weights, column_of.ravel(), sizes)
    # Nothing of k visits or more is in a group of fewer. With these columns first, the rows
    # that begin after them are all that is left of every combination without them.
    order = np.argsort(weights < k, kind="stable")
    heavy = int((weights >= k).sum())
    reduced = _reduced([[Fraction(int(x)) for x in row] for row in columns[order].T])
    light = [(pivot, row) for pivot, row in reduced if pivot >= heavy]
    if len(light) > MOST_DIMENSIONS:
        raise ValueError(f"{len(light)} dimensions are too many to search")
    for chosen in product((0, 1), repeat=len(light)):
        combined = [
            sum(
                (row[i] for taken, (_, row) in zip(chosen, light, strict=True) if taken),
                start=Fraction(),
            )
            for i in range(len(columns))
        ]
        if any(each not in (0, 1) for each in combined):
            continue
        flags = np.zeros(len(columns), dtype=bool)
        flags[order] = [each == 1 for each in combined]
        told = flags[column_of.ravel()].reshape(-1, ANSWERS)
        visits = int(weights[flags].sum())
        # Where all answers are taken alike, it is a count of visits and no answer.
        if 0 < visits < k and any(each.any() and not each.all() for each in told):
            return Leak(visits, tuple(tuple(np.flatnonzero(each).tolist()) for each in told))
    return None


def _reduced(rows: list[list[Fraction]]) -> list[tuple[int, list[Fraction]]]:
    """The reduced row echelon form, each row with the place it begins at."""
    done: list[tuple[int, list[Fraction]]] = []
    width = len(rows[0])
    for place in range(width):
        found = next((row for row in rows if row[place] != 0), None)
        if found is None:
            continue
        rows = [row for row in rows if row is not found]
        pivot = [each / found[place] for each in found]

        def without(
            row: list[Fraction], pivot: list[Fraction] = pivot, place: int = place
        ) -> list[Fraction]:
            return (
                [a - row[place] * b for a, b in zip(row, pivot, strict=True)] if row[place] else row
            )

        rows = [without(row) for row in rows]
        done = [(start, without(row)) for start, row in done]
        done.append((place, pivot))
    return done
