"""What is said of genders and ages, from sums of blocks and from nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from kiosk.application.correction import Correction
from kiosk.application.figures import AgeFigures, GenderFigures, Pyramid
from kiosk.domain.block_sums import NOTHING, BlockSum, Total
from kiosk.domain.blocks import GENDERS, SOURCES, Table, bands_from, group_name
from kiosk.domain.estimate import UNSAID, Gender
from kiosk.domain.shares import Estimate, Labels, estimates
from kiosk.domain.statistics import Share, worst_case

_WOMEN_AND_MEN: Final = ((Gender.WOMAN.value,), (Gender.MAN.value,))

_ROUNDS: Final = 20
"""So often the pyramid is fitted; after five it changes no more digit that is shown."""


def genders_of(released: BlockSum, opt_in: Share, correction: Correction | None) -> GenderFigures:
    """Women and men. Whom the camera was not sure of, and who did not say, is in no share."""
    labels = None if correction is None else correction.genders()
    found = _shares(released, Table.SOURCE_GENDER, _WOMEN_AND_MEN, labels)
    measured = _shares(released, Table.SOURCE_GENDER, _WOMEN_AND_MEN, None)
    return GenderFigures(
        released.visits,
        {name: released.of(Table.SOURCE_GENDER, column=name) for name in GENDERS},
        found[0] if found else None,
        measured[0] if measured else None,
        worst_case(found[0].value, opt_in) if found else None,
    )


def women_of(released: BlockSum, correction: Correction | None) -> Estimate | None:
    """The share of women alone, as ``genders_of`` has it."""
    labels = None if correction is None else correction.genders()
    found = _shares(released, Table.SOURCE_GENDER, _WOMEN_AND_MEN, labels)
    return found[0] if found else None


def ages_of(released: BlockSum, minimum_age: int, correction: Correction | None) -> AgeFigures:
    """Ages, in the bands that the camera tells apart; who did not say is in no share."""
    bands = bands_from(minimum_age)
    groups = tuple((band,) for band in bands)
    if correction is not None:
        groups = correction.groups(minimum_age)
    labels = None if correction is None else correction.ages(minimum_age)
    names = [group_name(group) for group in groups]
    return AgeFigures(
        released.visits,
        {name: released.of(Table.SOURCE_AGE, column=name) for name in (*bands, UNSAID)},
        dict(zip(names, _shares(released, Table.SOURCE_AGE, groups, labels), strict=False)),
        dict(zip(names, _shares(released, Table.SOURCE_AGE, groups, None), strict=False)),
        dict(zip(names, groups, strict=True)),
    )


def pyramid_of(released: BlockSum, genders: GenderFigures, ages: AgeFigures) -> Pyramid:
    """Women and men by band, fitted to the shares of genders and of ages.

    So that no bar contradicts these: each row and column of the table is scaled in turn until it
    adds up to its share (iterative proportional fitting; W. Deming, F. Stephan, 1940). Empty where
    one of the two has no shares, or the table too few visits.
    """
    kinds = [(gender, name) for (gender,) in _WOMEN_AND_MEN for name in ages.groups]
    totals = [
        _total(released, Table.GENDER_AGE, (gender,), ages.groups[name]) for gender, name in kinds
    ]
    found = estimates(totals, [NOTHING] * len(totals))
    if not found or genders.women is None or not ages.bands:
        return Pyramid({}, {})
    women = genders.women.value
    of_gender: dict[str, float] = {Gender.WOMAN.value: women, Gender.MAN.value: 1 - women}
    of_ages = {name: share.value for name, share in ages.bands.items()}
    fitted = _fitted(
        dict(zip(kinds, (each.value for each in found), strict=True)), of_gender, of_ages
    )
    sides: dict[str, dict[str, Estimate]] = {gender: {} for gender in of_gender}
    for (gender, name), share in zip(kinds, found, strict=True):
        sides[gender][name] = _scaled(share, fitted[gender, name])
    return Pyramid(*sides.values())


def _shares(
    released: BlockSum, table: Table, kinds: Sequence[Sequence[str]], labels: Labels | None
) -> tuple[Estimate, ...]:
    camera, said = (
        [_total(released, table, (source,), kind) for kind in kinds] for source in SOURCES
    )
    return estimates(camera, said, labels)


def _total(released: BlockSum, table: Table, rows: Sequence[str], columns: Sequence[str]) -> Total:
    return sum((released.of(table, rows=rows, column=column) for column in columns), NOTHING)


_Side = tuple[str, str]


def _fitted(
    table: Mapping[_Side, float], of_gender: Mapping[str, float], of_ages: Mapping[str, float]
) -> dict[_Side, float]:
    found = dict(table)
    for _ in range(_ROUNDS):
        for place, wanted in ((0, of_gender), (1, of_ages)):
            sums = dict.fromkeys(wanted, 0.0)
            for kind, value in found.items():
                sums[kind[place]] += value
            for kind in found:
                if sums[kind[place]]:
                    found[kind] *= wanted[kind[place]] / sums[kind[place]]
    return found


def _scaled(share: Estimate, value: float) -> Estimate:
    """The range goes along with its share and stays as wide."""
    moved = value - share.value
    return replace(
        share,
        value=round(value, 4),
        low=round(max(0.0, share.low + moved), 4),
        high=round(min(1.0, share.high + moved), 4),
    )
