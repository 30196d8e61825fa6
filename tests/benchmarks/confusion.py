"""What was estimated of people of each true gender and age: counts, as the product corrects by."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kiosk.adapters.analysis.models import AGE, GENDER
from kiosk.adapters.statistics.published import AGES, GENDERS, LABELLED, YOUNGER
from tests.benchmarks.figures import Person
from tests.benchmarks.intervals import Figures

MODEL: Final = "+".join(Path(name).stem for name in (AGE, GENDER))
"""As it stands beside every visit that was estimated."""

_TRUE: Final = dict(zip(GENDERS, ("female", "male"), strict=True))
_ESTIMATED: Final = (YOUNGER, *AGES)


def confusion(people: Sequence[Person], about: Figures) -> Figures:
    """The file's content; ``people`` are those of the minimum age and older.

    A person is counted whatever the gate says of the still, as in the other figures of the card.
    """
    return {
        "model": MODEL,
        "source": about["source"],
        "licence": about["licence"],
        "date": about["date"],
        "n": len(people),
        "genders": {
            true: _counted(
                [p.estimate.gender.value for p in people if p.gender == _TRUE[true]], LABELLED
            )
            for true in GENDERS
        },
        "ages": {
            true: _counted(
                [_ages(p.estimate.age) for p in people if _ages(p.age) == true], _ESTIMATED
            )
            for true in AGES
        },
    }


def _counted(found: Sequence[str], names: Sequence[str]) -> dict[str, int]:
    return {name: found.count(name) for name in names}


def _ages(age: float) -> str:
    """The name of the last stretch of ages that begins at this age or before."""
    begun = [name for name in AGES if int(name.partition("-")[0].rstrip("+")) <= age]
    return begun[-1] if begun else YOUNGER
