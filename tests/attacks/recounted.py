"""Works out again, from released cells alone, whatever figures say of genders and ages.

A number that comes out is a sum of whole cells, or follows from them and k, so whoever has the
cells has it already, and no combination of figures tells more than one of cells. A number that
does not come out was made of something else. Written from the manual and not from the program.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kiosk.application.figures import PeriodFigures
from kiosk.domain.batches import Batch, Cell
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
    numbers = [*_genders(figures), *_ages(figures), *_pyramid(figures)]
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
        if share != _share_of_women(among, genders.largest_k):
            raise NotReleased(f"the share {name}")


def _share_of_women(batches: Sequence[Batch], k: int) -> Share:
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
    ages, batches = figures.ages, figures.batches
    for name, visits in ages.by_ages.items():
        yield Number(name, visits, _picked(batches, lambda cell, name=name: cell.ages == name))
    rows = [row for batch in batches for row in _rows_apart(batch, list(ages.bands))]
    yield from _bands("ages", ages.bands, rows, rows)
    for source, part in (("camera", ages.by_camera), ("said", ages.as_said)):
        if part.of != sum(batch.visits for batch in batches if batch.source.value == source):
            raise NotReleased(f"the visits of {source}")
        of_source = [row for row in rows if row[0][0].source.value == source]
        yield Number(f"ages of {source}", part.count, _said(of_source))


def _pyramid(figures: PeriodFigures) -> Iterator[Number]:
    pyramid = figures.pyramid
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
    yield from _bands("women", pyramid.women, women, women + men)
    yield from _bands("men", pyramid.men, men, women + men)


def _bands(
    what: str, shares: Mapping[str, Share], rows: Sequence[Picked], everyone: Sequence[Picked]
) -> Iterator[Number]:
    said = _said(everyone)
    for band, share in shares.items():
        _check_share(band, share)
        cells = tuple(each for row in rows for each in row if _within(each[1].ages, band))
        yield Number(f"{what} of {band}", share.count, cells)
        yield Number(f"{what}, of whom {band}", share.of, said)


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
    if not ages or "unsaid" in ages:
        return False
    (first, last), (youngest, oldest) = (_ends(ages), _ends(band))
    return youngest <= first and last <= oldest


def _ends(ages: str) -> tuple[int, int]:
    first, _, last = ages.partition("-")
    return int(first.rstrip("+")), int(last) if last else OPEN_END
