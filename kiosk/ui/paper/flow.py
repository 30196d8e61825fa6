"""How what is written falls onto pages: strips from top to bottom, some kept with the next."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPainter


@dataclass(frozen=True, slots=True)
class Strip:
    """Something as wide as the page and never broken: a line of text, a row, a box.

    ``draw`` is told the top of its place; heights are in units. ``space`` is what it keeps from
    the strip above it on the same page. ``head`` stands above it where it begins a page.
    """

    height: float
    draw: Callable[[QPainter, float], None]
    space: float = 0.0
    holds_next: bool = False
    head: "Strip | None" = None
    begins_page: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    strip: Strip
    top: float


def pages_of(strips: Iterable[Strip], height: float) -> list[list[Placed]]:
    """The strips of each page, with their place from the page's top; at least one page.

    A strip that holds the next stands on the same page with it, unless the whole run is longer
    than a page. A strip taller than a page stands alone and is cut at its foot.
    """
    pages: list[list[Placed]] = [[]]
    filled = 0.0
    for run in _runs(strips):
        page = pages[-1]
        must_begin = run[0].begins_page and page
        if must_begin or (page and filled + _tall(run) > height and _alone(run) <= height):
            pages.append([])
            filled = 0.0
        for strip in run:
            page = pages[-1]
            if page and filled + strip.space + strip.height > height:
                pages.append([])
                page = pages[-1]
                filled = 0.0
            if not page and strip.head is not None:
                page.append(Placed(strip.head, 0.0))
                filled = strip.head.height
            filled += strip.space if page else 0.0
            page.append(Placed(strip, filled))
            filled += strip.height
    return pages


def _runs(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    """The strips in runs that belong on one page."""
    run: list[Strip] = []
    for strip in strips:
        if run and strip.begins_page:
            yield run
            run = []
        run.append(strip)
        if not strip.holds_next:
            yield run
            run = []
    if run:
        yield run


def _tall(run: Sequence[Strip]) -> float:
    return sum(strip.space + strip.height for strip in run)


def _alone(run: Sequence[Strip]) -> float:
    """Its height on a page of its own, under its head."""
    head = run[0].head
    return _tall(run) - run[0].space + (head.height if head else 0.0)
