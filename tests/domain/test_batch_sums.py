"""What batches add up to, and what the sums are called."""

from kiosk.domain.batch_sums import add_up, named_ages, named_genders
from kiosk.domain.batches import WHOLE, Form
from kiosk.domain.estimate import UNSAID
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
