"""What a closed set of visits gives, and when it closes."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import batches
from kiosk.domain.batch_sums import members
from kiosk.domain.batches import (
    WHOLE,
    Batch,
    Cell,
    Form,
    Release,
    Source,
    is_full,
    mergings,
    release,
    size_after,
    wide_bands,
)
from kiosk.domain.consent import Way
from kiosk.domain.estimate import UNSAID, AgeBand, Answer, Gender, age_bands

WOMAN, MAN, NOT_SURE, SAYS_NOTHING = Gender.WOMAN, Gender.MAN, Gender.NOT_SURE, Gender.UNSAID
TEEN, YOUNG, MIDDLE, OLD = AgeBand(14, 17), AgeBand(18, 24), AgeBand(35, 44), AgeBand(65, None)
TODAY = date(2026, 1, 31)


def answers(*rows: tuple[Gender, Iterable[int]], unsaid: Iterable[int] = ()) -> Counter[Answer]:
    """How many visits of each gender there are of the four bands, and without an age."""
    found: Counter[Answer] = Counter()
    nothings = itertools.chain(unsaid, itertools.repeat(0))
    for (gender, sizes), nothing in zip(rows, nothings, strict=False):
        for band, visits in zip((TEEN, YOUNG, MIDDLE, OLD), sizes, strict=True):
            found[Answer(gender, band)] += visits
        found[Answer(gender, None)] += nothing
    return found


def camera(*rows: tuple[Gender, Iterable[int]], k: int = 5, minimum_age: int = 14) -> Release:
    return release(answers(*rows), Source.CAMERA, k, minimum_age)


def table(given: Release) -> dict[tuple[str, str], int]:
    return {(cell.gender, cell.ages): cell.visits for cell in given.cells}


def batch(
    *cells: tuple[str, str, int],
    visits: int = 40,
    form: Form = Form.TABLE,
    source: Source = Source.CAMERA,
    days: tuple[date, date] = (TODAY, TODAY),
) -> Batch:
    return Batch(source, *days, form, visits, tuple(Cell(*cell) for cell in cells))


# What a batch gives ------------------------------------------------------------------------------


def test_a_table_where_women_and_men_have_two_ages_or_more() -> None:
    given = camera((WOMAN, (5, 6, 7, 8)), (MAN, (2, 9, 4, 3)), (NOT_SURE, (0, 3, 2, 0)))
    assert given.form is Form.TABLE
    assert table(given) == {
        ("woman", "14-17"): 5,
        ("woman", "18-34"): 6,
        ("woman", "35-54"): 7,
        ("woman", "55+"): 8,
        ("man", "14-34"): 11,
        ("man", "35+"): 7,
        ("not_sure", WHOLE): 5,
    }


def test_margins_where_a_gender_is_of_one_age() -> None:
    given = camera((WOMAN, (0, 20, 7, 1)), (MAN, (0, 3, 5, 0)))
    assert given.form is Form.MARGINS
    assert table(given) == {
        ("woman", WHOLE): 28,
        ("man", WHOLE): 8,
        (WHOLE, "14-34"): 23,
        (WHOLE, "35+"): 13,
    }


def test_a_margin_of_one_cell_is_left_out() -> None:
    assert table(camera((WOMAN, (0, 20, 1, 0)), (MAN, (0, 7, 0, 0)))) == {
        ("woman", WHOLE): 21,
        ("man", WHOLE): 7,
    }
    assert table(camera((WOMAN, (0, 20, 7, 0)))) == {(WHOLE, "14-34"): 20, (WHOLE, "35+"): 7}


def test_a_total_where_neither_can_be_told_apart() -> None:
    assert camera((WOMAN, (0, 20, 2, 0)), (MAN, (0, 3, 0, 1))) == Release(Form.TOTAL, ())
    assert release({}, Source.SAID, 5, 14) == Release(Form.TOTAL, ())


def test_nobody_of_an_age_is_merged_as_few_are() -> None:
    given = camera((WOMAN, (0, 9, 0, 6)), (MAN, (0, 8, 8, 0)))
    assert table(given) == {
        ("woman", "14-34"): 9,
        ("woman", "35+"): 6,
        ("man", "14-34"): 8,
        ("man", "35+"): 8,
    }


@pytest.mark.parametrize(
    ("women", "unsure", "men", "told"),
    [
        (20, 0, 20, {"woman": 20, "man": 20}),
        (20, 5, 20, {"woman": 20, "not_sure": 5, "man": 20}),
        (20, 4, 20, {"woman/not_sure": 24, "man": 20}),
        (4, 1, 20, {"woman/not_sure": 5, "man": 20}),
        (20, 4, 1, {"woman": 20, "not_sure/man": 5}),
        (20, 7, 4, {"woman": 20, "not_sure/man": 11}),
        (4, 9, 3, {}),
        (20, 0, 4, {}),
        (0, 0, 40, {}),
    ],
)
def test_the_unknown_are_merged_with_either_and_named(
    women: int, unsure: int, men: int, told: dict[str, int]
) -> None:
    given = camera((WOMAN, (0, women, 0, 0)), (NOT_SURE, (0, unsure, 0, 0)), (MAN, (0, men, 0, 0)))
    assert {cell.gender: cell.visits for cell in given.cells if cell.gender} == told


def test_what_visitors_do_not_say_is_their_unknown() -> None:
    given = release(
        answers((WOMAN, (0, 6, 6, 0)), (SAYS_NOTHING, (0, 3, 2, 0)), (MAN, (0, 6, 6, 0))),
        Source.SAID,
        5,
        14,
    )
    assert table(given)["unsaid", WHOLE] == 5
    assert Source.of(Way.CAMERA) is Source.CAMERA
    assert Source.of(Way.TOLD) is Source.of(Way.CORRECTED) is Source.SAID


@pytest.mark.parametrize(
    ("sizes", "unsaid", "told"),
    [
        ((0, 9, 9, 0), 5, {"14-34": 9, "35+": 9, UNSAID: 5}),
        ((0, 9, 9, 0), 4, {"14-34": 9, "35+/unsaid": 13}),
        ((0, 9, 2, 0), 3, {"14-34": 9, "35+/unsaid": 5}),
        ((0, 9, 2, 0), 5, {"14+": 11, UNSAID: 5}),
        ((0, 9, 0, 0), 4, {}),
        ((0, 4, 0, 0), 5, {}),
        ((0, 0, 0, 0), 9, {}),
    ],
)
def test_an_unsaid_age_stands_alone_or_with_the_oldest(
    sizes: tuple[int, ...], unsaid: int, told: dict[str, int]
) -> None:
    given = release(answers((WOMAN, sizes), unsaid=[unsaid]), Source.SAID, 5, 14)
    assert {cell.ages: cell.visits for cell in given.cells} == told


@pytest.mark.parametrize("minimum_age", range(14, 19))
def test_every_age_that_is_asked_is_in_one_of_the_wide_bands(minimum_age: int) -> None:
    wide = wide_bands(minimum_age)
    assert wide[0].first == minimum_age
    for band in age_bands(minimum_age):
        (holder,) = (each for each in wide if each.holds(band.first))
        assert holder.last is None or (band.last is not None and band.last <= holder.last)


def test_nobody_under_18_is_named_where_none_is_asked() -> None:
    given = camera((WOMAN, (0, 9, 9, 9)), minimum_age=18)
    assert [cell.ages for cell in given.cells] == ["18-34", "35-54", "55+"]


def test_who_was_counted_before_the_minimum_age_rose_is_named_still() -> None:
    given = camera((WOMAN, (9, 9, 9, 9)), minimum_age=16)
    assert [cell.ages for cell in given.cells] == ["14-17", "18-34", "35-54", "55+"]


# Properties --------------------------------------------------------------------------------------

counts = st.integers(0, 12)
any_answer = st.builds(Answer, st.sampled_from(Gender), st.none() | st.sampled_from(age_bands(14)))
any_answers = st.dictionaries(any_answer, counts, max_size=20)
any_k = st.sampled_from([1, 2, 5, 6])
any_source = st.sampled_from(Source)


@given(any_answers, any_source, any_k)
def test_no_cell_is_of_fewer_than_k(found: dict[Answer, int], source: Source, k: int) -> None:
    assert all(cell.visits >= k for cell in release(found, source, k, 14).cells)


@given(any_answers, any_source, any_k)
def test_every_visit_is_in_one_cell_of_a_table_and_of_each_margin(
    found: dict[Answer, int], source: Source, k: int
) -> None:
    visits = sum(found.values())
    given = release(found, source, k, 14)
    parts: dict[bool, list[Cell]] = defaultdict(list)
    for cell in given.cells:
        parts[given.form is Form.MARGINS and cell.gender == WHOLE].append(cell)
    for cells in parts.values():
        assert sum(cell.visits for cell in cells) == visits
        assert len(cells) > 1
    assert (given.form is Form.TOTAL) == (not parts)
    assert given.form is not Form.TABLE or len(parts) == 1


@given(any_answers, any_source, any_k)
def test_each_cell_counts_just_those_it_names(
    found: dict[Answer, int], source: Source, k: int
) -> None:
    for cell in release(found, source, k, 14).cells:
        assert cell.visits == sum(
            visits for answer, visits in found.items() if is_of(answer, cell, source)
        )


def is_of(answer: Answer, cell: Cell, source: Source) -> bool:
    known = answer.gender in (WOMAN, MAN)
    gender = answer.gender if known else source.unknown
    ages = [name for name in members(cell.ages) if name not in (UNSAID, WHOLE)]
    is_of_age = (
        cell.ages == WHOLE
        or (answer.age_band is None and UNSAID in members(cell.ages))
        or (
            answer.age_band is not None
            and any(span(name).holds(answer.age_band.first) for name in ages)
        )
    )
    return is_of_age and (cell.gender == WHOLE or gender.value in members(cell.gender))


def span(name: str) -> AgeBand:
    first, _, last = name.rstrip("+").partition("-")
    return AgeBand(int(first), int(last) if last else None)


@given(any_answers, any_source, any_k, st.randoms(use_true_random=False))
def test_the_order_of_visits_decides_nothing(
    found: dict[Answer, int], source: Source, k: int, random: Random
) -> None:
    shuffled = list(found.items())
    random.shuffle(shuffled)
    assert release(dict(shuffled), source, k, 14) == release(found, source, k, 14)


# Whoever knows the rule --------------------------------------------------------------------------


def told_for_certain(
    outcomes: Mapping[object, list[tuple[int, ...]]], k: int, parts: Iterable[tuple[int, ...]]
) -> list[tuple[object, tuple[int, ...], int]]:
    """The groups of 1 to k - 1 that only one number explains, for a reader who knows the rule.

    ``outcomes`` are all the sizes that lead to each thing that is shown; ``parts`` the places
    whose sums such a reader may ask for.
    """
    certain: list[tuple[object, tuple[int, ...], int]] = []
    for shown, sizes in outcomes.items():
        for part in parts:
            possible = {sum(each[place] for place in part) for each in sizes}
            if len(possible) == 1 and 0 < min(possible) < k:
                certain.append((shown, part, min(possible)))
    return certain


def outcomes_of_ages(k: int, bands: int, most: int) -> dict[object, list[tuple[int, ...]]]:
    """All rows of up to ``most`` visits, of so many bands and without an age, by what is shown."""
    chosen = (TEEN, YOUNG, MIDDLE, OLD)[-bands:]
    found: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for sizes in itertools.product(range(most + 1), repeat=bands + 1):
        if k <= sum(sizes) <= most:
            row = {Answer(WOMAN, band): n for band, n in zip((*chosen, None), sizes, strict=True)}
            given = release(row, Source.SAID, k, 14 if bands == 4 else 18)
            found[given, sum(sizes)].append(sizes)
    return found


def runs(length: int) -> list[tuple[int, ...]]:
    return [tuple(range(i, j)) for i in range(length) for j in range(i + 1, length + 1)]


@pytest.mark.parametrize(("k", "bands", "most"), [(3, 4, 9), (3, 3, 12), (5, 3, 12)])
def test_merged_ages_tell_no_small_group_to_who_knows_the_rule(
    k: int, bands: int, most: int
) -> None:
    found = outcomes_of_ages(k, bands, most)
    assert len(found) > 30
    assert told_for_certain(found, k, runs(bands + 1)) == []


def test_the_merging_that_is_left_out_would_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    four = ((1, 1, 1, 1), (2, 1, 1), (1, 1, 2), (1, 2, 1), (2, 2), (3, 1), (1, 3))
    monkeypatch.setattr(batches, "_MERGINGS", {4: four})
    leaks = told_for_certain(outcomes_of_ages(3, 4, 10), 3, runs(5))
    assert {number for _, _, number in leaks} == {2}


def splits(visits: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way of so many visits to be in so many parts."""
    if parts == 1:
        yield (visits,)
        return
    for first in range(visits + 1):
        yield from ((first, *rest) for rest in splits(visits - first, parts - 1))


@pytest.mark.parametrize("visits", [7, 11, 13])
def test_a_batch_tells_no_small_group_to_who_knows_the_rule(visits: int) -> None:
    # Women, men and those of unknown gender, each young or not; a third band explains only more.
    found: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for sizes in splits(visits, 6):
        genders = (WOMAN, NOT_SURE, MAN)
        rows = (
            (gender, (0, *sizes[i : i + 2], 0))
            for gender, i in zip(genders, (0, 2, 4), strict=True)
        )
        found[camera(*rows, k=3, minimum_age=18)].append(sizes)
    cells = [(place,) for place in range(6)]
    genders = [(0, 1), (2, 3), (4, 5)]
    ages = [(0, 2, 4), (1, 3, 5), (0, 4), (1, 5)]
    assert told_for_certain(found, 3, [*cells, *genders, *ages]) == []


# When it closes ----------------------------------------------------------------------------------


def test_the_first_batch_is_small() -> None:
    assert size_after(None, 5) == 20


def test_the_mergings_there_are_begin_with_none_and_leave_no_age_out() -> None:
    for minimum_age in (14, 18):
        bands = wide_bands(minimum_age)
        found = mergings(minimum_age)
        assert found[0] == bands
        assert len(set(found)) == len(found)
        for merged in found:
            assert (merged[0].first, merged[-1].last) == (bands[0].first, None)
            assert [each.last for each in merged[:-1]] == [each.first - 1 for each in merged[1:]]
    names = [[band.name for band in merged] for merged in mergings(14)]
    assert names[1] == ["14-34", "35-54", "55+"]
    assert ["14-34", "35+"] in names


def test_a_batch_is_large_enough_for_the_rarest_gender_of_the_last() -> None:
    last = batch(("woman", WHOLE, 60), ("man", WHOLE, 32), ("not_sure", WHOLE, 8), visits=100)
    assert size_after(last, 5) == 140  # of 125 visits, ten were to be expected
    assert size_after(batch(("woman", WHOLE, 20), ("man", WHOLE, 20)), 5) == 20
    rare = batch(("woman", WHOLE, 995), ("man", WHOLE, 5), visits=1000)
    assert size_after(rare, 5) == 320


@pytest.mark.parametrize(("visits", "size"), [(3, 20), (20, 40), (41, 100), (500, 320)])
def test_a_batch_is_twice_as_large_where_the_last_could_not_tell(visits: int, size: int) -> None:
    assert size_after(batch(visits=visits, form=Form.TOTAL), 5) == size
    merged = batch(("woman/not_sure", WHOLE, 5), ("man", WHOLE, 6), visits=visits)
    assert size_after(merged, 5) == size


def test_at_close_of_day_half_of_it_is_enough() -> None:
    assert is_full(20, 20, at_close=False)
    assert not is_full(19, 20, at_close=False)
    assert is_full(10, 20, at_close=True)
    assert not is_full(9, 20, at_close=True)
