"""What is said of genders and ages is sums of what batches released, and made of nothing else."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from kiosk.application import figures_of_ages, figures_released
from kiosk.application.correction import Correction
from kiosk.application.figures import AgeFigures, GenderFigures, InShares, Pyramid
from kiosk.domain.batch_sums import Alike, alike, women_and_men
from kiosk.domain.batches import Batch, Cell, Form, Source, release
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.statistics import Corrected, Share, share, wilson, worst_case
from tests.application.sample_figures import BANDS, MARGINS, MONDAY, TABLE, TOTAL, TWO_DAYS

NOBODY = Share(0, 0, None, None)
OPT_IN = share(60, 100)

FULL = replace(
    MARGINS,
    cells=(
        *(Cell("", name, 6) for name in BANDS),
        Cell("", "unsaid", 5),
        Cell("man", "", 12),
        Cell("woman", "", 17),
    ),
    visits=29,
)
"""As they said: every band by itself, and nobody who did not say their gender."""


def genders_of(
    batches: Sequence[Batch], opt_in: Share, correction: Correction | None, k: int
) -> GenderFigures:
    return figures_released.genders_of(alike(batches, k), opt_in, correction, k)


def women_of(batches: Sequence[Batch], k: int) -> Share:
    return figures_released.women_of(alike(batches, k))


def ages_of(
    batches: Sequence[Batch], minimum_age: int, correction: Correction | None, k: int
) -> AgeFigures:
    return figures_of_ages.ages_of(alike(batches, k), minimum_age, correction)


def pyramid_of(batches: Sequence[Batch], minimum_age: int, k: int) -> Pyramid:
    return figures_of_ages.pyramid_of(alike(batches, k), minimum_age)


def counts(shares: dict[str, Share] | object) -> dict[str, int]:
    assert isinstance(shares, dict)
    return {name: each.count for name, each in shares.items()}


def test_the_share_of_women_is_of_batches_that_tell_genders_apart() -> None:
    found = genders_of([TABLE, TOTAL, FULL], OPT_IN, None, 5)
    assert found.visits == 100 + 7 + 29
    assert found.women == share(52 + 17, 95 + 29)
    assert found.by_camera == share(52, 95)
    assert found.as_said == share(17, 29)
    assert found.bounds == worst_case(found.women, OPT_IN)
    assert (found.merged, found.largest_k) == (0, 5)
    assert women_of([TABLE, TOTAL, FULL], 5) == found.women


def test_those_merged_with_the_unknown_are_in_the_share_to_within_these() -> None:
    found = genders_of([TABLE, MARGINS, TOTAL, TWO_DAYS, FULL], OPT_IN, None, 5)
    assert found.visits == 100 + 24 + 7 + 24 + 29
    assert found.by_gender == {
        "woman": 52 + 17,
        "man": 43 + 11 + 11 + 12,
        "not_sure": 5,
        "unsaid": 0,
        "woman/unsaid": 13,
        "woman/not_sure": 13,
    }
    # Of 13 that women share with the unknown, 9 to 12 are women: most likely 10 or 11.
    assert (found.women.count, found.women.of) == (52 + 17 + 21, 52 + 17 + 21 + 77)
    assert found.women.low == wilson(52 + 17 + 18, 52 + 17 + 18 + 77)[0]
    assert found.women.high == wilson(52 + 17 + 24, 52 + 17 + 24 + 77)[1]
    assert (found.by_camera.count, found.by_camera.of) == (63, 63 + 54)
    assert found.merged == 48
    assert found.bounds == worst_case(found.women, OPT_IN)
    assert women_of([TABLE, MARGINS, TOTAL, TWO_DAYS, FULL], 5) == found.women


class Plain:
    """Corrects nothing, and gives an interval as if of many; the few are corrected not at all."""

    name = "nothing, n = 1"

    def __init__(self) -> None:
        self.asked: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self.bands: list[Mapping[str, int]] = []

    def women(self, by_camera: tuple[int, int], as_said: tuple[int, int]) -> Corrected | None:
        self.asked.append((by_camera, as_said))
        women, of = by_camera[0] + as_said[0], sum((*by_camera, *as_said))
        return None if of < 100 else Corrected(women / of, women / of - 0.1, women / of + 0.1)

    def ages(
        self, by_camera: Mapping[str, int], as_said: Mapping[str, int]
    ) -> Mapping[str, Corrected] | None:
        self.bands.append(as_said)
        both = {name: number + as_said[name] for name, number in by_camera.items()}
        of = sum(both.values())
        if of < 100:
            return None
        shares = {name: number / of for name, number in both.items()}
        return {name: Corrected(each, each - 0.1, each + 0.1) for name, each in shares.items()}


def test_the_correction_is_as_wide_as_what_is_merged_leaves_open() -> None:
    rule = Plain()
    found = genders_of([TABLE, TWO_DAYS], OPT_IN, rule, 5).corrected
    assert rule.asked == [((63, 54), (0, 0)), ((61, 54), (0, 0)), ((64, 54), (0, 0))]
    assert found == Corrected(63 / 117, 61 / 115 - 0.1, 64 / 118 + 0.1)
    rule = Plain()
    assert genders_of([TABLE, FULL], OPT_IN, rule, 5).corrected is not None
    assert rule.asked == [((52, 43), (17, 12))]
    assert genders_of([TWO_DAYS], OPT_IN, rule, 5).corrected is None
    # With a k of 8 it may be fewer than the 100 from which on it is corrected.
    few = replace(TWO_DAYS, cells=(Cell("woman/not_sure", "", 70), Cell("man", "", 34)), visits=104)
    assert women_of([few], 5).of == 102
    assert genders_of([few], OPT_IN, rule, 5).corrected is not None
    assert genders_of([few], OPT_IN, rule, 8).corrected is None


def test_a_correction_looks_at_both_ends_where_the_likely_one_is_an_end() -> None:
    rule = Plain()
    cells = (Cell("woman", "", 120), Cell("not_sure/man", "", 2))
    genders_of([replace(TWO_DAYS, cells=cells, visits=122)], OPT_IN, rule, 2)
    assert rule.asked == [((120, 1), (0, 0)), ((120, 0), (0, 0))]


@pytest.mark.parametrize("seed", range(8))
def test_the_true_ages_are_never_outside_what_the_cells_leave_open(seed: int) -> None:
    dice = random.Random(seed)
    bands = (AgeBand(14, 17), AgeBand(25, 34), AgeBand(45, 54), AgeBand(65, None), None)
    joined = 0
    for unsaid in (0.02, 0.1, 0.3):
        for visits in (20, 40, 100):
            ages = dice.choices(bands, (0.05, 0.4, 0.35, 0.2, unsaid), k=visits)
            answers = Counter(Answer(Gender.WOMAN, band) for band in ages)
            given = release(answers, Source.SAID, 5, 14)
            for cell in given.cells:
                if not cell.ages:
                    continue
                first = 200 if cell.ages == "unsaid" else int(cell.ages[:2])
                last = int(cell.ages[3:5]) if cell.ages[2:3] == "-" else 199
                true = sum(band is not None and first <= band.first <= last for band in ages)
                for k in (5, min(8, cell.visits)):
                    name = (cell.gender, cell.ages)
                    one = Alike(
                        Source.SAID, given.form, (name,), k, False, 1, visits, (cell.visits,)
                    )
                    found = one.of_these_ages(0)
                    assert cell.ages == "unsaid" or found.least <= true <= found.most
                joined += "/" in cell.ages
    assert joined


@pytest.mark.parametrize("seed", range(8))
def test_the_truth_is_never_outside_what_the_cells_leave_open(seed: int) -> None:
    dice = random.Random(seed)
    for weights in ((0.5, 0.44, 0.06), (0.1, 0.8, 0.1), (0.8, 0.1, 0.1)):
        for visits in (20, 40, 100):
            genders = dice.choices((Gender.WOMAN, Gender.MAN, Gender.NOT_SURE), weights, k=visits)
            answers = Counter(Answer(gender, AgeBand(25, 34)) for gender in genders)
            given = release(answers, Source.CAMERA, 5, 14)
            batch = Batch(Source.CAMERA, MONDAY, MONDAY, given.form, visits, given.cells)
            women, men = women_and_men(alike([batch], 5))
            told = bool(batch.by_gender)
            assert women.least <= told * genders.count(Gender.WOMAN) <= women.most
            assert men.least <= told * genders.count(Gender.MAN) <= men.most


def test_without_batches_there_is_nothing_to_say() -> None:
    found = genders_of([], OPT_IN, None, 5)
    assert (found.visits, found.by_gender, found.women) == (0, {}, NOBODY)
    assert found.bounds is None
    assert women_of([TOTAL], 5) == NOBODY
    ages = ages_of([TOTAL], 14, None, 5)
    assert (ages.visits, ages.by_ages) == (7, {})
    assert ages.bands == dict.fromkeys(BANDS, NOBODY)
    pyramid = pyramid_of([TOTAL], 18, 5)
    assert pyramid.visits == 0
    assert pyramid.women == pyramid.men == dict.fromkeys(BANDS[1:], NOBODY)


def test_ages_are_of_batches_that_merge_none() -> None:
    found = ages_of([TABLE, FULL], 14, None, 5)
    assert found.visits == 129
    # Those the camera was not sure of have no ages here, those who did not say theirs neither.
    assert counts(found.bands) == {"14-17": 17, "18-34": 28, "35-54": 44, "55+": 30}
    assert {each.of for each in found.bands.values()} == {95 + 24}
    assert found.by_ages == {"14-17": 17, "18-34": 28, "35-54": 44, "55+": 30, "unsaid": 5}


def test_where_most_batches_merge_two_bands_they_are_one() -> None:
    merged = replace(FULL, cells=(Cell("", "14-34", 12), Cell("", "35-54", 6), Cell("", "55+", 6)))
    found = ages_of([merged, merged, FULL], 14, None, 5)
    assert counts(found.bands) == {"14-34": 36, "35-54": 18, "55+": 18}
    # Four bands of one batch in three would be of a batch that had, by chance, many under 18.
    assert {each.of for each in found.bands.values()} == {72}
    mostly = ages_of([merged, *[FULL] * 10], 14, None, 5)
    assert counts(mostly.bands) == {"14-17": 60, "18-34": 60, "35-54": 60, "55+": 60}


def test_ages_with_the_few_who_did_not_say_are_in_the_shares_to_within_these() -> None:
    joined = replace(FULL, cells=(*FULL.cells[:3], Cell("", "55+/unsaid", 11)))
    found = ages_of([TABLE, joined], 14, None, 5)
    # Of 11 there are 1 to 4 who did not say, and 7 to 10 are 55 or older: 9.
    assert counts(found.bands) == {"14-17": 17, "18-34": 28, "35-54": 44, "55+": 24 + 9}
    assert {each.of for each in found.bands.values()} == {17 + 28 + 44 + 33}
    oldest, young = found.bands["55+"], found.bands["18-34"]
    assert oldest.low == wilson(24 + 7, 24 + 7 + 89)[0]
    assert oldest.high == wilson(24 + 10, 24 + 10 + 89)[1]
    assert young.low == wilson(28, 28 + 61 + 34)[0]
    assert young.high == wilson(28, 28 + 61 + 31)[1]
    assert found.merged == 11
    assert found.in_shares == {
        "14-17": 17,
        "18-34": 28,
        "35-54": 44,
        "55+": 24,
        "55+/unsaid": 11,
    }
    # With a k of 6, 8.5 are likely of 11. Halves are added up before they are rounded.
    assert ages_of([TABLE, joined], 14, None, 6).bands["55+"].count == 24 + 9
    assert ages_of([TABLE, joined, joined], 14, None, 6).bands["55+"].count == 24 + 17


def test_what_says_no_age_is_in_no_share() -> None:
    found = ages_of([TABLE, FULL, TOTAL], 14, None, 5)
    assert {each.of for each in found.bands.values()} == {95 + 24}
    assert found.merged == 0


def test_a_correction_of_ages_is_as_wide_as_what_did_not_say_leaves_open() -> None:
    rule = Plain()
    joined = replace(FULL, cells=(*FULL.cells[:3], Cell("", "55+/unsaid", 11)))
    assert ages_of([TABLE, FULL], 14, rule, 5).corrected is not None
    assert len(rule.bands) == 1
    found = ages_of([TABLE, joined], 14, rule, 5).corrected
    assert [each["55+"] for each in rule.bands[1:]] == [9, 7, 10]
    assert found is not None
    assert found["55+"] == Corrected(33 / 122, 31 / 120 - 0.1, 34 / 123 + 0.1)
    assert found["18-34"] == Corrected(28 / 122, 28 / 123 - 0.1, 28 / 120 + 0.1)
    # With the largest number of those who did not say they are fewer than a hundred.
    few = replace(joined, cells=(Cell("", "14-34", 60), Cell("", "35+/unsaid", 42)), visits=102)
    assert ages_of([few], 14, rule, 5).corrected is None


def test_how_many_of_either_source_the_shares_are_of_is_known() -> None:
    found = ages_of([TABLE, FULL, MARGINS, TOTAL], 14, None, 5)
    assert (found.by_camera, found.as_said) == (InShares(95, 100), InShares(24, 29 + 24 + 7))
    # Of those who told it nobody is in a share: this has to be said beside it.
    found = ages_of([TABLE, TOTAL], 14, None, 5)
    assert (found.by_camera, found.as_said) == (InShares(95, 100), InShares(0, 7))


def test_a_table_that_tells_ages_of_women_alone_is_in_no_share() -> None:
    cells = [cell for cell in TABLE.cells if cell.gender != "man"]
    lopsided = replace(TABLE, cells=(*cells, Cell("man", "", 43)))
    assert set(ages_of([lopsided], 14, None, 5).bands.values()) == {NOBODY}
    assert pyramid_of([lopsided], 14, 5).visits == 0


def test_the_pyramid_is_of_tables_alone() -> None:
    found = pyramid_of([TABLE, FULL, MARGINS], 14, 5)
    assert found.visits == 100
    assert counts(found.women) == {"14-17": 6, "18-34": 12, "35-54": 20, "55+": 14}
    assert counts(found.men) == {"14-17": 5, "18-34": 10, "35-54": 18, "55+": 10}
    assert {each.of for each in (*found.women.values(), *found.men.values())} == {95}


def test_a_batch_of_before_the_age_was_raised_is_in_no_share() -> None:
    assert set(ages_of([TABLE], 16, None, 5).bands.values()) == {NOBODY}
    assert next(iter(ages_of([TABLE], 16, None, 5).bands)) == "16-17"


# Linear: every number is a sum of whole cells -------------------------------------------------


def drawn(dice: random.Random, many: int) -> list[Batch]:
    """Batches as the product draws them, of visitors of whom some bands are rare."""
    bands = (AgeBand(14, 17), AgeBand(25, 34), AgeBand(45, 54), AgeBand(65, None), None)
    found: list[Batch] = []
    for _ in range(many):
        source = dice.choice(list(Source))
        visits = dice.choice((20, 40, 80, 160))
        genders = dice.choices(
            (Gender.WOMAN, Gender.MAN, source.unknown), (0.55, 0.4, 0.05), k=visits
        )
        weights = (0.05, 0.4, 0.35, 0.2, 0.02 if source is Source.SAID else 0)
        ages = dice.choices(bands, weights, k=visits)
        answers = Counter(map(Answer, genders, ages))
        given = release(answers, source, 5, 14)
        found.append(Batch(source, MONDAY, MONDAY, given.form, visits, given.cells))
    return found


def is_sum_of_whole_cells(number: int, cells: Sequence[int]) -> bool:
    """Whether some of these cells add up to the number (reachable sums, one cell at a time)."""
    reachable = 1
    for visits in cells:
        reachable |= reachable << visits
    return bool(reachable >> number & 1)


@pytest.mark.parametrize("seed", range(8))
def test_every_number_is_worked_out_again_from_the_cells_alone(seed: int) -> None:
    batches = drawn(random.Random(seed), 12)
    assert {batch.form for batch in batches} >= {Form.TABLE, Form.MARGINS}
    genders = genders_of(batches, OPT_IN, None, 5)

    def cells_of(gender: str, among: Sequence[Batch]) -> int:
        return sum(cell.visits for batch in among for cell in batch.cells if cell.gender == gender)

    for name, visits in genders.by_gender.items():
        assert visits == cells_of(name, batches)
    ages = ages_of(batches, 14, None, 5)
    for name, visits in ages.by_ages.items():
        assert visits == sum(
            cell.visits for batch in batches for cell in batch.cells if cell.ages == name
        )
    every = [cell.visits for batch in batches for cell in batch.cells if cell.ages]
    for number in ages.in_shares.values():
        assert is_sum_of_whole_cells(number, every)
        assert number >= 5


def test_figures_do_not_depend_on_anything_but_the_batches() -> None:
    batches = drawn(random.Random(1), 12)
    again = list(reversed(batches))
    assert genders_of(again, OPT_IN, None, 5) == genders_of(batches, OPT_IN, None, 5)
    assert ages_of(again, 14, None, 5) == ages_of(batches, 14, None, 5)
    assert pyramid_of(again, 14, 5) == pyramid_of(batches, 14, 5)
