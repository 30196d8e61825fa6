"""What batches add up to, and what the sums are called."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.domain import batch_sums
from kiosk.domain.batch_sums import Ends, Sum, alike, named_ages, named_genders
from kiosk.domain.batches import WHOLE, Batch, Form, Source
from kiosk.domain.estimate import UNSAID
from kiosk.domain.statistics import Within
from tests.domain.test_batches import batch

FIRST = batch(
    ("woman", "14-34", 12),
    ("woman", "35+", 8),
    ("man", "14-34", 9),
    ("man", "35+", 6),
    ("not_sure", WHOLE, 5),
)
SECOND = batch(
    ("man", WHOLE, 11),
    ("woman/not_sure", WHOLE, 9),
    (WHOLE, "14-34", 10),
    (WHOLE, "35-54", 10),
    visits=20,
    form=Form.MARGINS,
)
THIRD = batch(("woman", WHOLE, 5), ("man", WHOLE, 5), visits=10, form=Form.MARGINS)


def add_up(batches: Sequence[Batch]) -> Sum:
    return batch_sums.add_up(alike(batches, 5))


def women_and_men(batches: Sequence[Batch], k: int) -> tuple[Within, Within]:
    return batch_sums.women_and_men(alike(batches, k))


def of_these_ages(name: str, visits: int, k: int) -> Ends:
    (one,) = alike([batch((WHOLE, name, visits), form=Form.MARGINS)], k)
    return one.of_these_ages(0)


def test_a_batch_adds_its_table_up() -> None:
    assert FIRST.by_gender == {"woman": 20, "man": 15, "not_sure": 5}
    assert FIRST.by_ages == {"14-34": 21, "35+": 14}
    assert THIRD.by_gender == {"woman": 5, "man": 5, "not_sure": 0}


def test_a_sum_names_what_was_merged_as_it_was() -> None:
    total = add_up([FIRST, SECOND, THIRD, batch(visits=3, form=Form.TOTAL)])
    assert total.visits == 73
    assert total.by_gender == {
        "woman": 25,
        "man": 31,
        "not_sure": 5,
        "woman/not_sure": 9,
    }
    assert total.by_ages == {"14-34": 31, "35+": 14, "35-54": 10}
    assert (total.of_gender, total.of_ages) == (70, 55)


BANDS = ("14-17", "18-34", "35-54", "55+")


def test_what_no_batch_says_alone_is_named_and_held_back() -> None:
    total = add_up([FIRST])
    assert named_genders(total.by_gender) == {
        "woman": 20,
        "man": 15,
        "not_sure": 5,
        "unsaid": None,
    }
    assert list(named_ages(total.by_ages, BANDS).items()) == [
        ("14-17", None),
        ("14-34", 21),
        ("18-34", None),
        ("35-54", None),
        ("35+", 14),
        ("55+", None),
        (UNSAID, None),
    ]
    assert set(named_genders({}).values()) == set(named_ages({}, BANDS).values()) == {None}
    assert list(named_ages({}, BANDS[1:])) == ["18-34", "35-54", "55+", UNSAID]
    assert list(named_genders({"woman/not_sure": 9}))[-1] == "woman/not_sure"


def margins(*genders: tuple[str, int], visits: int = 0) -> Batch:
    cells = [(gender, WHOLE, number) for gender, number in genders]
    return batch(*cells, visits=visits or sum(number for _, number in genders), form=Form.MARGINS)


def test_who_is_told_apart_is_known_and_who_is_not_told_is_in_neither() -> None:
    exact = Within(25, 25, 25), Within(20, 20, 20)
    assert women_and_men([FIRST, THIRD, batch(visits=9, form=Form.TOTAL)], 5) == exact


def test_women_that_are_merged_are_known_to_within_the_few_unknown() -> None:
    found = women_and_men([margins(("woman/not_sure", 12), ("man", 9))], 5)
    assert found == (Within(8, 10, 11), Within(9, 9, 9))
    # Halves are rounded once, at the end.
    twice = women_and_men([margins(("woman/not_sure", 12), ("man", 9))] * 2, 5)
    assert twice == (Within(16, 19, 22), Within(18, 18, 18))


def test_where_the_few_may_be_the_women_there_may_be_none() -> None:
    # 8 unknown of 33 would be no wonder.
    found = women_and_men([margins(("woman/not_sure", 12), ("man", 21))], 5)
    assert found == (Within(0, 10, 11), Within(21, 21, 21))
    assert women_and_men([margins(("woman/not_sure", 12), ("man", 20))], 5)[0].least == 0
    assert women_and_men([margins(("woman/not_sure", 12), ("man", 19))], 5)[0].least == 8


def test_men_that_are_merged_with_the_unknown_are_fewer_than_k() -> None:
    found = women_and_men([margins(("woman", 30), ("not_sure/man", 7))], 5)
    assert found == (Within(30, 30, 30), Within(0, 2, 4))


def test_a_cell_is_never_smaller_than_the_k_it_was_drawn_with() -> None:
    women, men = women_and_men([margins(("woman/not_sure", 6), ("man", 9))], 40)
    assert (women, men) == (Within(0, 3, 5), Within(9, 9, 9))
    assert women_and_men([margins(("woman", 30), ("not_sure/man", 6))], 40)[1].most == 5


def test_with_a_k_of_one_whoever_is_merged_is_unknown() -> None:
    assert women_and_men([margins(("woman/not_sure", 3), ("man", 9))], 1)[0] == Within(0, 0, 0)
    assert women_and_men([margins(("woman", 9), ("not_sure/man", 3))], 1)[1] == Within(0, 0, 0)


def test_a_cell_of_known_ages_is_of_these_ages_whole() -> None:
    assert of_these_ages("35-54", 12, 5).within == Within(12, 12, 12)


def test_the_unsaid_that_stand_with_the_oldest_are_at_least_one_and_fewer_than_k() -> None:
    assert of_these_ages("55+/unsaid", 12, 5).within == Within(8, 10, 11)
    # A promise of long ago may have been larger than the cell: somebody of it is of these ages.
    assert of_these_ages("55+/unsaid", 3, 5).within == Within(1, 2, 2)


def test_halves_add_up_before_they_are_rounded() -> None:
    one = of_these_ages("55+/unsaid", 9, 4)
    assert (one.twice, one.within) == (15, Within(6, 8, 8))
    assert (one + one).within == Within(12, 15, 16)
    assert (Ends() + one) == one


def test_alike_is_what_differs_in_nothing_but_its_numbers() -> None:
    small = batch(("woman", WHOLE, 7), ("man", WHOLE, 6), visits=13, form=Form.MARGINS)
    large = batch(("woman", WHOLE, 9), ("man", WHOLE, 8), visits=17, form=Form.MARGINS)
    (found,) = alike([small, large], 5)
    assert (found.source, found.form) == (Source.CAMERA, Form.MARGINS)
    assert found.names == (("man", WHOLE), ("woman", WHOLE))
    assert (found.k, found.sure, found.number) == (5, False, 2)
    assert (found.visits, found.cells) == (30, (14, 16))
    assert found.by_gender == {"woman": 16, "man": 14, "not_sure": 0}
    in_another_order = replace(small, cells=small.cells[::-1])
    assert alike([small, in_another_order, large], 5)[0].number == 3
    # Where the promise was larger than a cell, it was made later.
    assert [each.k for each in alike([small, large], 7)] == [6, 7]


def test_of_many_that_are_alike_as_much_is_left_open_as_of_each() -> None:
    cells = [(WHOLE, "14-54", 20), (WHOLE, "55+/unsaid", 9)]
    one = batch(*cells, ("woman/not_sure", WHOLE, 12), ("man", WHOLE, 17), form=Form.MARGINS)
    (found,) = alike([one] * 3, 5)
    places = {name: place for place, name in enumerate(found.names)}
    assert found.of_these_ages(places[WHOLE, "55+/unsaid"]) == Ends(3 * 5, 3 * 14, 3 * 8)
    assert found.of_these_ages(places[WHOLE, "14-54"]) == Ends(60, 120, 60)
    alone = [each for (each,) in (alike([one], 5) for _ in range(3))]
    assert batch_sums.women_and_men([found]) == batch_sums.women_and_men(alone)


def test_whether_the_women_are_sure_parts_what_is_alike() -> None:
    sure = margins(("woman/not_sure", 12), ("man", 9))
    unsure = margins(("woman/not_sure", 12), ("man", 30))
    assert [each.sure for each in alike([sure, unsure, sure], 5)] == [True, False]
    assert women_and_men([sure, unsure, sure], 5)[0] == Within(16, 29, 33)
