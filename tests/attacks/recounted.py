"""Works out again, from released cells alone, whatever figures say of genders and ages.

A number that comes out is a sum of whole cells, or follows from them and k, so whoever has the
cells has it already, and no combination of figures tells more than one of cells. A number that
does not come out was made of something else. Written from the manual and not from the program.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.domain.batches import Batch, Cell

from kiosk.application.figures import PeriodFigures
from kiosk.domain.statistics import FEWEST, Share, wilson

OPEN_END = 999

Picked = tuple[tuple[Batch, Cell], ...]


class NotReleased(Exception):
    """A figure is no sum of released cells; the text says which."""


@dataclass(frozen=True)
class Number:
    """One number of visits, and the cells that it has to be the sum of."""

    name: str
    visits: int
    cells: Picked


def check(figures: PeriodFigures, released: Sequence[Batch]) -> list[Number]:
    """Every number of genders and ages, once all of them came out. Raises NotReleased."""
    first, last = figures.period.first, figures.period.last
    known = set(released)
    for batch in figures.batches:
        if batch not in known or not first <= batch.first_day <= batch.last_day <= last:
            raise NotReleased(f"a batch of {batch.first_day} that was never released here")
    for batch in figures.reaching_out:
        if batch not in known or first <= batch.first_day <= batch.last_day <= last:
            raise NotReleased(f"a batch of {batch.first_day} that does not reach out")
    numbers = [*_genders(figures), *_ages(figures)]
    _check_pyramid(figures)
    visits = sum(batch.visits for batch in figures.batches)
    if not figures.genders.visits == figures.ages.visits == visits:
        raise NotReleased("visits")
    for number in numbers:
        if number.visits != sum(cell.visits for _, cell in number.cells):
            raise NotReleased(number.name)
    if figures.before is not None:
        # Its batches are those of another period, which was looked at by itself.
        _check_share("before", figures.before.women)
    return numbers


def _genders(figures: PeriodFigures) -> Iterator[Number]:
    genders, batches = figures.genders, figures.batches
    for name, visits in genders.by_gender.items():
        yield Number(name, visits, _picked(batches, lambda cell, name=name: cell.gender == name))
    merged = _picked(batches, lambda cell: "/" in cell.gender)
    in_merged = [batch for batch in batches if any(batch is of for of, _ in merged)]
    if genders.largest_k < figures.k or genders.merged != sum(
        cell.visits for batch in in_merged for cell in batch.cells if cell.gender
    ):
        raise NotReleased("what is merged")
    for name, share, among in (
        ("women", genders.women, batches),
        ("by camera", genders.by_camera, [b for b in batches if b.source.value == "camera"]),
        ("as said", genders.as_said, [b for b in batches if b.source.value == "said"]),
    ):
        _check_share(name, share)
        if share != share_of_women(among, genders.largest_k):
            raise NotReleased(f"the share {name}")


def share_of_women(batches: Sequence[Batch], k: int) -> Share:
    """As docs/figures.md has it: what the cells leave open is the interval's, not a number."""
    women, men = [0.0] * 3, [0.0] * 3
    for batch in batches:
        for gender in {cell.gender for cell in batch.cells if cell.gender}:
            names = gender.split("/")
            visits = sum(cell.visits for cell in batch.cells if cell.gender == gender)
            fewest = visits - min(k, visits) + 1
            if names == ["woman"]:
                ends = (women, visits, visits, visits)
            elif names == ["man"]:
                ends = (men, visits, visits, visits)
            elif names[0] == "woman" and min(k, visits) > 1:
                sure = fewest / batch.visits > 1 / 4
                ends = (women, fewest if sure else 0, visits - min(k, visits) / 2, visits - 1)
            elif names[-1] == "man":
                ends = (men, 0, (visits - fewest) / 2, visits - fewest)
            else:
                continue
            for place, number in enumerate(ends[1:]):
                ends[0][place] += number
    count, others = (math.ceil(of[1]) for of in (women, men))
    if count + others < FEWEST:
        return Share(count, count + others, None, None)
    low, _ = wilson(round(women[0]), round(women[0] + men[2])) if women[0] else (0.0, 1.0)
    _, high = wilson(round(women[2]), round(women[2] + men[0])) if men[0] else (0.0, 1.0)
    return Share(count, count + others, low, high)


def _ages(figures: PeriodFigures) -> Iterator[Number]:
    ages, batches, k = figures.ages, figures.batches, figures.genders.largest_k
    for name, visits in ages.by_ages.items():
        yield Number(name, visits, _picked(batches, lambda cell, name=name: cell.ages == name))
    rows = [row for batch in batches for row in _rows_apart(batch, list(ages.bands))]
    cells = _said(rows)
    for name, visits in ages.in_shares.items():
        of_name = tuple(each for each in cells if each[1].ages == name)
        yield Number(f"{name} in shares", visits, of_name)
    if sum(ages.in_shares.values()) != sum(cell.visits for _, cell in cells):
        raise NotReleased("who is in the shares of ages")
    merged = tuple(each for each in cells if "unsaid" in each[1].ages)
    yield Number("ages merged with the unsaid", ages.merged, merged)
    for source, part in (("camera", ages.by_camera), ("said", ages.as_said)):
        if part.of != sum(batch.visits for batch in batches if batch.source.value == source):
            raise NotReleased(f"the visits of {source}")
        of_source = tuple(each for each in cells if each[0].source.value == source)
        if part.count != sum(_likely(of_source, band, k) for band in ages.bands):
            raise NotReleased(f"how many of {source} are in the shares of ages")
    _check_bands("ages", ages.bands, [(cells, band) for band in ages.bands], k)


def _check_pyramid(figures: PeriodFigures) -> None:
    pyramid, k = figures.pyramid, figures.genders.largest_k
    women: list[Picked] = []
    men: list[Picked] = []
    visits = 0
    for batch in figures.batches:
        rows = {row[0][1].gender: row for row in _rows(batch) if row}
        both = [rows.get("woman", ()), rows.get("man", ())]
        if all(row and _tells(row, list(pyramid.women)) for row in both):
            women.append(both[0])
            men.append(both[1])
            visits += batch.visits
    if visits != pyramid.visits:
        raise NotReleased("visits of the pyramid")
    sides = [
        (_said(rows), band)
        for rows, side in ((women, pyramid.women), (men, pyramid.men))
        for band in side
    ]
    shares = [*pyramid.women.values(), *pyramid.men.values()]
    _check_bands("pyramid", dict(enumerate(shares)), sides, k)


def _check_bands(
    what: str, shares: Mapping[Any, Share], parts: Sequence[tuple[Picked, str]], k: int
) -> None:
    """As docs/figures.md has it: each band against all the others, between their ends."""
    ends = [_ends_of(cells, band, k) for cells, band in parts]
    of = sum(_likely(cells, band, k) for cells, band in parts)
    for place, (name, share) in enumerate(shares.items()):
        others = [each for other, each in enumerate(ends) if other != place]
        fewest, most = (sum(each[end] for each in others) for end in (0, 1))
        count = _likely(*parts[place], k)
        least, largest = ends[place]
        if of < FEWEST:
            found = Share(count, of, None, None)
        else:
            low = wilson(least, least + most)[0] if least else 0.0
            high = wilson(largest, largest + fewest)[1] if fewest else 1.0
            found = Share(count, of, low, high)
        if share != found:
            raise NotReleased(f"{what}: the share {name}")


def _ends_of(cells: Picked, band: str, k: int) -> tuple[int, int]:
    """How many are of this band at least and at most: of a cell with unsaid, 1 to k - 1 less."""
    least = most = 0
    for _, cell in cells:
        if _within(cell.ages, band):
            joined = "unsaid" in cell.ages
            least += cell.visits - (min(k, cell.visits) - 1 if joined else 0)
            most += cell.visits - (1 if joined else 0)
    return least, most


def _likely(cells: Picked, band: str, k: int) -> int:
    """Half of k - 1 of a cell with unsaid are taken to be these, but one of them at least."""
    found = 0.0
    for _, cell in cells:
        if _within(cell.ages, band):
            unsaid = max(1, (min(k, cell.visits) - 1) / 2) if "unsaid" in cell.ages else 0
            found += cell.visits - unsaid
    return math.ceil(found)


def _said(rows: Sequence[Picked]) -> Picked:
    return tuple(each for row in rows for each in row if each[1].ages != "unsaid")


def _check_share(name: str, share: Share) -> None:
    if (share.value is not None) != (share.of >= 20) or not 0 <= share.count <= share.of:
        raise NotReleased(f"the share {name}")


def _picked(batches: Sequence[Batch], is_one: Callable[[Cell], bool]) -> Picked:
    return tuple((batch, cell) for batch in batches for cell in batch.cells if is_one(cell))


def _rows(batch: Batch) -> list[Picked]:
    """The cells of a table by gender; of margins, those of ages."""
    of_ages = [cell for cell in batch.cells if batch.form.value == "table" or cell.ages]
    return [
        tuple((batch, cell) for cell in of_ages if cell.gender == gender)
        for gender in dict.fromkeys(cell.gender for cell in of_ages)
    ]


def _rows_apart(batch: Batch, bands: Sequence[str]) -> list[Picked]:
    """The rows by which a batch tells these bands apart; none if women or men are in no such."""
    rows = _rows(batch)
    told = [row for row in rows if _tells(row, bands)]
    missing = [row for row in rows if row not in told]
    if any({"woman", "man", ""} & {*row[0][1].gender.split("/")} for row in missing):
        return []
    return told


def _tells(row: Picked, bands: Sequence[str]) -> bool:
    return all(
        cell.ages == "unsaid" or any(_within(cell.ages, band) for band in bands) for _, cell in row
    )


def _within(ages: str, band: str) -> bool:
    if not ages or ages == "unsaid":
        return False
    (first, last), (youngest, oldest) = (_ends(ages), _ends(band))
    return youngest <= first and last <= oldest


def _ends(ages: str) -> tuple[int, int]:
    first, _, last = ages.removesuffix("/unsaid").partition("-")
    return int(first.rstrip("+")), int(last) if last else OPEN_END
