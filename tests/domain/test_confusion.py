"""What visitors correct: who counts as having answered, and what may be said of it."""

from datetime import date

import pytest

from kiosk.domain.confusion import (
    Answered,
    OwnConfusion,
    added_up,
    errs_more,
    is_whole,
    one_in,
    usable,
)
from kiosk.domain.consent import Way
from kiosk.domain.estimate import AgeBand, Answer, Gender

JUNE = date(2026, 6, 1)
MODEL = "age-v1+gender-v1"
EMPTY = OwnConfusion(JUNE, MODEL)
SHOWN = Answer(Gender.WOMAN, AgeBand(25, 34))


def with_visit(
    shown: Answer | None, said: Answer, way: Way = Way.CORRECTED, *, receipt: bool = True
) -> OwnConfusion:
    return EMPTY.with_visit(shown, said, way, receipt=receipt)


def test_a_receipt_taken_confirms_gender_and_age() -> None:
    kept = with_visit(SHOWN, SHOWN, Way.CAMERA)
    assert (kept.genders, kept.ages) == (Answered(1, 0), Answered(1, 0))
    assert (kept.month, kept.model) == (JUNE, MODEL)


def test_who_walks_off_or_tells_says_nothing_of_the_estimate() -> None:
    assert with_visit(SHOWN, SHOWN, Way.CAMERA, receipt=False) == EMPTY
    assert with_visit(None, SHOWN, Way.TOLD) == EMPTY


def test_a_correction_counts_with_a_receipt_and_without() -> None:
    man = Answer(Gender.MAN, AgeBand(25, 34))
    for receipt in (True, False):
        found = with_visit(SHOWN, man, receipt=receipt)
        assert (found.genders, found.ages) == (Answered(1, 1), Answered(1, 0))


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (Answer(Gender.NOT_SURE, None), Answer(Gender.MAN, None)),
        (Answer(Gender.WOMAN, AgeBand(25, 34)), Answer(Gender.UNSAID, None)),
        (Answer(Gender.UNSAID, None), Answer(Gender.WOMAN, AgeBand(25, 34))),
    ],
)
def test_what_was_not_named_or_not_said_is_left_out(shown: Answer, said: Answer) -> None:
    assert with_visit(shown, said) == EMPTY


@pytest.mark.parametrize(
    ("said", "corrected"),
    [
        (AgeBand(18, 24), 0),
        (AgeBand(35, 44), 1),
        (AgeBand(14, 17), 1),
        # Counted before the minimum age was raised, or while it was lower.
        (AgeBand(15, 17), 1),
    ],
)
def test_ages_are_corrected_where_the_wide_band_is_another(said: AgeBand, corrected: int) -> None:
    found = EMPTY.with_visit(SHOWN, Answer(Gender.WOMAN, said), Way.CORRECTED, receipt=True)
    assert found.ages == Answered(1, corrected)


def test_a_month_begins_on_its_first_day() -> None:
    with pytest.raises(ValueError, match="first day"):
        OwnConfusion(date(2026, 6, 2), MODEL)


def test_a_month_is_whole_once_none_of_its_visits_can_come() -> None:
    assert not is_whole(JUNE, date(2026, 6, 30))
    assert is_whole(JUNE, date(2026, 7, 1))
    assert not is_whole(date(2026, 2, 1), date(2026, 2, 28))
    assert is_whole(date(2026, 2, 1), date(2026, 3, 1))
    assert is_whole(date(2025, 12, 1), date(2026, 1, 1))


def test_only_whole_months_of_this_model_are_added_up() -> None:
    may = OwnConfusion(date(2026, 5, 1), MODEL, Answered(40, 3), Answered(30, 9))
    june = OwnConfusion(JUNE, MODEL, Answered(50, 4), Answered(35, 6))
    july = OwnConfusion(date(2026, 7, 1), MODEL, Answered(20, 1), Answered(10, 1))
    older = OwnConfusion(JUNE, "age-v0+gender-v0", Answered(9, 9), Answered(9, 9))
    added = added_up([may, june, july, older], MODEL, date(2026, 7, 4))
    assert added == (Answered(90, 7), Answered(65, 15))


@pytest.mark.parametrize(
    ("corrected", "of", "may"), [(20, 40, True), (19, 40, False), (21, 40, False)]
)
def test_neither_few_who_corrected_nor_few_who_did_not_are_spoken_of(
    corrected: int, of: int, may: bool
) -> None:
    assert usable(Answered(of, corrected)) is may


@pytest.mark.parametrize(
    ("corrected", "of", "said"),
    [(20, 400, 14), (39, 400, 14), (40, 400, 8), (160, 200, 2), (20, 1770, 60)],
)
def test_how_often_is_told_by_steps(corrected: int, of: int, said: int) -> None:
    assert one_in(Answered(of, corrected)) == said


def test_only_more_than_published_is_ever_said_and_never_by_chance() -> None:
    published = Answered(496, 18)
    assert errs_more(Answered(300, 40), published)
    assert not errs_more(Answered(300, 24), published)
    assert not errs_more(Answered(3000, 25), published)
    # Too few who were right.
    assert not errs_more(Answered(50, 40), published)
    # 39 of 300 go in as 20.
    assert errs_more(Answered(300, 40), Answered(496, 25))
    assert not errs_more(Answered(300, 39), Answered(496, 25))
