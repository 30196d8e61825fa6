"""Whatever is released looks like something that can be, and little else does."""

import itertools
from collections import Counter
from collections.abc import Iterable
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.batch_shapes import adds_up, is_shape
from kiosk.domain.batches import Batch, Cell, Form, Release, Source, release
from kiosk.domain.estimate import AgeBand, Answer, Gender, age_bands

DAY = date(2026, 11, 24)

NAMES = (
    *("", "woman", "man", "not_sure", "unsaid"),
    *("woman/not_sure", "not_sure/man", "unsaid/man"),
)
AGES = ("", "14-17", "18-34", "14-34", "35+", "35-54", "55+", "35+/unsaid", "unsaid", "14+")


@st.composite
def released(draw: st.DrawFn) -> Batch:
    """A batch of visits that some kiosk may have had, from a few to many."""
    source = draw(st.sampled_from(Source))
    minimum_age = draw(st.integers(14, 18))
    genders = (Gender.WOMAN, Gender.MAN, source.unknown)
    bands = (*age_bands(minimum_age), None)
    sizes = st.sampled_from((0, 0, 1, 2, 4, 5, 9, 30))
    answers = Counter(
        {Answer(gender, band): draw(sizes) for gender, band in itertools.product(genders, bands)}
    )
    found = release(answers, source, draw(st.sampled_from((1, 5, 8))), minimum_age)
    return Batch(source, DAY, DAY, found.form, answers.total(), found.cells)


def merged_by_hand(source: Source, by_gender: Iterable[int], by_ages: Iterable[int]) -> Release:
    """Released of as many of each gender, and of as many more women of each age."""
    genders = zip((Gender.WOMAN, source.unknown, Gender.MAN), by_gender, strict=True)
    answers = Counter({Answer(gender, AgeBand(25, 34)): visits for gender, visits in genders})
    bands = (*(AgeBand(age, age) for age in (14, 25, 40, 60)), None)
    for band, visits in zip(bands, by_ages, strict=True):
        answers[Answer(Gender.WOMAN, band)] += visits
    return release(answers, source, 5, 14)


def names(batch: Batch | Release) -> tuple[tuple[str, str], ...]:
    return tuple((cell.gender, cell.ages) for cell in batch.cells)


@given(released(), st.randoms(use_true_random=False))
def test_what_is_released_has_such_cells_and_they_add_up(batch: Batch, dice: Random) -> None:
    assert is_shape(batch.source, batch.form, names(batch))
    assert adds_up(batch)
    # Kiosks write them in another order than they are released in.
    in_any_order = dice.sample(names(batch), len(names(batch)))
    assert is_shape(batch.source, batch.form, tuple(in_any_order))


@pytest.mark.parametrize("source", Source)
def test_however_genders_come_to_be_merged_they_are_a_shape(source: Source) -> None:
    """One after the other: chance draws so few men beside enough women far too seldom."""
    ways: set[frozenset[str]] = set()
    for sizes in itertools.product((0, 2, 4, 5, 9), repeat=3):
        found = merged_by_hand(source, sizes, (0, 0, 0, 0, 0))
        assert is_shape(source, found.form, names(found))
        ways.add(frozenset(gender for gender, _ in names(found) if gender))
    unknown = source.unknown.value
    assert ways == {
        frozenset(),
        frozenset(("woman", "man")),
        frozenset(("woman", unknown, "man")),
        frozenset((f"woman/{unknown}", "man")),
        frozenset(("woman", f"{unknown}/man")),
    }


@pytest.mark.parametrize("source", Source)
def test_however_ages_come_to_be_merged_they_are_a_shape(source: Source) -> None:
    ways: set[frozenset[str]] = set()
    for sizes in itertools.product((0, 2, 5, 9), repeat=5):
        found = merged_by_hand(source, (0, 0, 9), sizes)
        assert is_shape(source, found.form, names(found))
        ways.add(frozenset(ages for _, ages in names(found)))
    assert len(ways) > 10


@given(released(), st.data())
def test_with_a_cell_less_or_doubled_or_from_elsewhere_it_has_not(
    batch: Batch, data: st.DataObject
) -> None:
    cells = names(batch)
    assert not is_shape(batch.source, batch.form, (*cells, *(cells[:1] or [("woman", "")])))
    if cells:
        place = data.draw(st.integers(0, len(cells) - 1))
        rest = (*cells[:place], *cells[place + 1 :])
        assert rest == () or not is_shape(batch.source, Form.TOTAL, rest)
        assert not is_shape(batch.source, batch.form, (*rest, ("woman", "18-44")))
        if batch.form is Form.TABLE:
            # One cell less is a shape only where those who did not say stood alone.
            assert (
                cells[place][1] == "unsaid"
                or cells[place][1] == ""
                or cells[place][0] == (batch.source.unknown.value)
                or not is_shape(batch.source, batch.form, rest)
            )


@given(released(), st.integers(-30, 30).filter(bool))
def test_with_other_numbers_it_does_not_add_up(batch: Batch, more: int) -> None:
    if batch.cells:
        first, *rest = batch.cells
        changed = (Cell(first.gender, first.ages, first.visits + more), *rest)
        assert not adds_up(Batch(batch.source, DAY, DAY, batch.form, batch.visits, changed))


@pytest.mark.parametrize(
    ("form", "cells"),
    [
        (Form.TOTAL, [("woman", "")]),
        (Form.MARGINS, []),
        (Form.MARGINS, [("", "")]),
        (Form.MARGINS, [("woman", ""), ("man", ""), ("", "14+")]),
        (Form.MARGINS, [("woman", ""), ("unsaid", ""), ("man", "")]),
        (Form.MARGINS, [("woman", "14-34"), ("man", "35+")]),
        (Form.TABLE, []),
        (Form.TABLE, [("woman", ""), ("man", "")]),
        (Form.TABLE, [("woman", "14-34"), ("woman", "35+"), ("man", "16-34"), ("man", "35+")]),
        (Form.TABLE, [("woman", "14-17"), ("woman", "18-54"), ("man", "14-34"), ("man", "35+")]),
    ],
)
def test_what_no_batch_has(form: Form, cells: list[tuple[str, str]]) -> None:
    assert not is_shape(Source.CAMERA, form, tuple(cells))


def test_few_of_all_pairs_and_triples_of_names_are_margins() -> None:
    """Counted by hand: of genders (w m), (w/n m), (w n/m), (w n m); of ages what is named here."""
    found = {
        frozenset(cells)
        for size in (1, 2, 3)
        for cells in itertools.combinations(itertools.product(NAMES, AGES), size)
        if size < 3 or all(gender == "" or ages == "" for gender, ages in cells)
        if is_shape(Source.CAMERA, Form.MARGINS, cells)
    }
    genders = {
        (("woman", ""), ("man", "")),
        (("woman/not_sure", ""), ("man", "")),
        (("woman", ""), ("not_sure/man", "")),
        (("woman", ""), ("not_sure", ""), ("man", "")),
    }
    ages = {
        ("14-34", "35+"),
        ("14-34", "35+/unsaid"),
        ("14-34", "35+", "unsaid"),
        ("14+", "unsaid"),
        ("18-34", "35+"),
        ("18-34", "35+/unsaid"),
        ("18-34", "35+", "unsaid"),
        ("14-34", "35-54", "55+"),
        ("18-34", "35-54", "55+"),
        ("14-17", "18-34", "35+"),
        ("14-17", "18-34", "35+/unsaid"),
    }
    rows = (tuple(("", each) for each in row) for row in ages)
    assert found == {frozenset(each) for each in (*genders, *rows)}
