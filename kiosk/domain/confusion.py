"""How often visitors corrected what was estimated of them, by month: a check, never a figure.

What somebody answers who has just been told an estimate is no measure of how good the estimate
is: many confirm what they see. So no share is corrected by these counts, and they hold no gender
and no age, only how many said otherwise. One thing they can tell: that the estimate errs more
here than where it was measured, for nobody corrects what was right. Why that is all, and what
was simulated, is in docs/decisions/0028-what-visitors-correct.md.

All of these answers were given after seeing the estimate. One given before would be evidence of
another kind, and is in no count of these.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kiosk.domain.blocks import band_of
from kiosk.domain.consent import Way
from kiosk.domain.estimate import Answer, Gender
from kiosk.domain.statistics import wilson

FEWEST: Final = 20
"""Of fewer who corrected, or who did not, nothing is told."""

_NAMED: Final = (Gender.WOMAN, Gender.MAN)
_LONGEST_MONTH: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Answered:
    """``corrected`` of ``of`` visitors said something other than what they were shown."""

    of: int = 0
    corrected: int = 0

    def __add__(self, other: "Answered") -> "Answered":
        return Answered(self.of + other.of, self.corrected + other.corrected)


@dataclass(frozen=True, slots=True)
class OwnConfusion:
    """What became of one model's estimates in one calendar month, which begins at ``month``.

    A store adds a visit when its row is erased, in the same transaction: from then on it can be
    neither corrected nor withdrawn, so that what was added never has to be taken back.
    """

    month: date
    model: str
    genders: Answered = Answered()
    ages: Answered = Answered()

    def __post_init__(self) -> None:
        if self.month.day != 1:
            raise ValueError("a month begins on its first day")

    def with_visit(
        self, shown: Answer | None, said: Answer, way: Way, *, receipt: bool
    ) -> "OwnConfusion":
        """The same with one visit more, as its row has it; ``receipt`` is whether it has a tag.

        Only who took a receipt, or corrected, has said anything to the estimate: not who walked
        off. A gender counts where one was shown and one was said, an age where one was said; two
        ages in the same released band are the same.
        """
        if shown is None or not (receipt or way is Way.CORRECTED):
            return self
        genders, ages = self.genders, self.ages
        if shown.gender in _NAMED and said.gender in _NAMED:
            genders += Answered(1, int(shown.gender is not said.gender))
        if shown.age_band is not None and said.age_band is not None:
            same = band_of(shown.age_band) == band_of(said.age_band)
            ages += Answered(1, int(not same))
        return OwnConfusion(self.month, self.model, genders, ages)


def is_whole(month: date, oldest: date) -> bool:
    """True once no visit of the month is left that could still be added.

    ``oldest`` is the oldest business day of which a visit may still be there, or come.
    """
    return oldest >= (month + _LONGEST_MONTH).replace(day=1)


def usable(found: Answered) -> bool:
    """True where FEWEST or more corrected it, and as many did not: else it is not spoken of."""
    return min(found.corrected, found.of - found.corrected) >= FEWEST


def added_up(months: Iterable[OwnConfusion], model: str, oldest: date) -> tuple[Answered, Answered]:
    """Genders and ages of the whole months of this model; any other month is left out."""
    genders = ages = Answered()
    for own in months:
        if own.model == model and is_whole(own.month, oldest):
            genders += own.genders
            ages += own.ages
    return genders, ages


def one_in(found: Answered) -> int:
    """Of about how many one corrected it, 2 or more; told only where it is usable.

    Whoever knows of how many, and works back, comes out at FEWEST numbers one of which it was: all
    that the step from one multiple of FEWEST to the next holds, of which the middle is told.
    """
    return max(2, round(found.of / (_in_steps(found) + (FEWEST - 1) / 2)))


def errs_more(found: Answered, published: Answered) -> bool:
    """True if chance alone does not explain that more was corrected here than was wrong there.

    How many corrected it goes in rounded down to a multiple of FEWEST, for the same reason.

    The opposite is never said: that few corrected it may only mean that few looked.
    ``published`` is how many were wrong of those the model was measured on, in the group that it
    is worst for: then no mixture of visitors explains it either.
    """
    if not usable(found):
        return False
    least, _ = wilson(_in_steps(found), found.of)
    _, most = wilson(published.corrected, published.of)
    return least > most


def _in_steps(found: Answered) -> int:
    return found.corrected - found.corrected % FEWEST
