"""What is said of genders, from closed batches and from nothing else.

Every number of visits here is a sum of cells that some batch released, each cell whole; a test
works all of them out again from the cells alone. Shares, intervals and corrections are made of
these numbers. So whoever has looked through the cells has looked through every figure there is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kiosk.application.correction import Correction
from kiosk.application.figures import GenderFigures
from kiosk.domain.batch_sums import Alike, add_up, women_and_men
from kiosk.domain.batches import Source, is_exact
from kiosk.domain.statistics import Corrected, Share, Within, share_within, worst_case


def genders_of(
    sums: Sequence[Alike], opt_in: Share, correction: Correction | None, k: int
) -> GenderFigures:
    """Women and men; the share is of the batches that tell them apart, to within the unknown.

    ``k`` is the largest that any of the batches may have been drawn with.
    """
    total = add_up(sums)
    by_camera, as_said = (
        women_and_men([each for each in sums if each.source is source]) for source in Source
    )
    women = women_of(sums)
    merged = [each.by_gender for each in sums if not is_exact(each.by_gender)]
    return GenderFigures(
        total.visits,
        total.by_gender,
        women,
        share_within(*by_camera),
        share_within(*as_said),
        None if correction is None else _corrected(correction, by_camera, as_said),
        worst_case(women, opt_in),
        sum(sum(by_gender.values()) for by_gender in merged),
        k,
    )


def women_of(sums: Iterable[Alike]) -> Share:
    """The share of women alone, as ``genders_of`` has it."""
    return share_within(*women_and_men(sums))


_Pair = tuple[Within, Within]
"""Women and men."""


def _corrected(correction: Correction, by_camera: _Pair, as_said: _Pair) -> Corrected | None:
    """The correction of the likely numbers, as wide as those of the ends are together.

    None where one of the ends is of too few to be corrected.
    """
    likely = _likely(by_camera), _likely(as_said)
    fewest = _fewest_women(by_camera), _fewest_women(as_said)
    most = _most_women(by_camera), _most_women(as_said)
    # None of it is cheap, and where nothing was merged all three are one.
    found = {pairs: correction.women(*pairs) for pairs in dict.fromkeys((likely, fewest, most))}
    known = [each for each in found.values() if each is not None]
    if len(known) < len(found):
        return None
    low, high = min(each.low for each in known), max(each.high for each in known)
    return replace(known[0], low=low, high=high)


def _likely(pair: _Pair) -> tuple[int, int]:
    women, men = pair
    return women.likely, men.likely


def _fewest_women(pair: _Pair) -> tuple[int, int]:
    women, men = pair
    return women.least, men.most


def _most_women(pair: _Pair) -> tuple[int, int]:
    women, men = pair
    return women.most, men.least
