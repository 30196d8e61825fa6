"""Invented visitors err, and are erred about, as the model card says of real ones."""

import json
from pathlib import Path
from random import Random
from statistics import fmean

import pytest

from kiosk.application.invented_people import ERRORS, People, Person
from kiosk.domain.consent import Way
from kiosk.domain.estimate import AgeBand, Gender

CARD = json.loads(
    (Path(__file__).parents[2] / "assets/models/model-card.json").read_text(encoding="utf-8")
)
MANY = 4_000
TWENTIES, FORTIES = AgeBand(18, 24), AgeBand(35, 44)


def test_the_errors_are_those_of_the_model_card() -> None:
    for errors, published in zip(ERRORS, CARD["by_band"].values(), strict=True):
        assert errors.years == pytest.approx(published["age"]["bias"], abs=1.0)
        assert errors.sure == pytest.approx(published["sure"]["share"], abs=0.03)
        assert errors.right == pytest.approx(published["gender_if_sure"]["share"], abs=0.02)


@pytest.mark.parametrize(
    ("name", "age"),
    [("18-24", 21.0), ("25-34", 30.0), ("35-44", 40.0), ("45-54", 50.0), ("55-64", 60.0)],
)
def test_an_estimate_is_off_by_as_much_as_published(name: str, age: float) -> None:
    errors = next(each for each in ERRORS if age < each.upto)
    random = Random(1)
    off = [abs(random.gauss(errors.years, errors.spread)) for _ in range(MANY)]
    assert fmean(off) == pytest.approx(CARD["by_band"][name]["age"]["mae"], abs=1.0)


def test_a_gender_is_mostly_named_and_mostly_right() -> None:
    random, people = Random(2), People(14)
    woman = Person(Gender.WOMAN, 30)
    seen = [people.estimated(random, woman) for _ in range(MANY)]
    shares = {
        gender: sum(each is not None and each.gender is gender for each in seen) / MANY
        for gender in Gender
    }
    assert shares[Gender.WOMAN] == pytest.approx(0.98 * 0.976, abs=0.01)
    assert shares[Gender.NOT_SURE] == pytest.approx(0.02, abs=0.01)
    assert shares[Gender.UNSAID] == 0


@pytest.mark.parametrize("minimum_age", [14, 16, 18])
def test_nobody_is_under_the_age_and_who_looks_so_is_not_counted(minimum_age: int) -> None:
    random, people = Random(3), People(minimum_age)
    everybody = [people.somebody(random) for _ in range(MANY)]
    assert min(each.age for each in everybody) >= minimum_age
    left = [people.by_camera(random, Person(Gender.MAN, minimum_age)) for _ in range(MANY)]
    assert None in left
    bands = [each.answer.age_band for each in left if each is not None and each.answer.age_band]
    assert min(band.first for band in bands) == minimum_age


def test_who_is_shown_right_keeps_it_and_who_is_shown_wrong_corrects_more_often() -> None:
    random, people = Random(4), People(14)
    left = [people.by_camera(random, Person(Gender.WOMAN, 40)) for _ in range(MANY)]
    counted = [each for each in left if each is not None and each.shown is not None]

    def corrected(shown_band: AgeBand) -> float:
        shown = [each for each in counted if each.shown and each.shown.age_band == shown_band]
        women = [each for each in shown if each.shown and each.shown.gender is Gender.WOMAN]
        return fmean(each.way is Way.CORRECTED for each in women)

    assert corrected(FORTIES) < 0.05 < 0.2 < corrected(TWENTIES)
    for each in counted:
        assert (each.answer == each.shown) or each.way is Way.CORRECTED


def test_what_is_told_may_be_left_unsaid_and_is_never_unsure() -> None:
    random, people = Random(5), People(14)
    told = [people.as_told(random, people.somebody(random)) for _ in range(MANY)]
    assert {each.answer.gender for each in told} == {Gender.WOMAN, Gender.MAN, Gender.UNSAID}
    assert any(each.answer.age_band is None for each in told)
    assert all(each.shown is None and each.way is Way.TOLD for each in told)
    women = [each.answer.gender is Gender.WOMAN for each in told]
    assert fmean(women) == pytest.approx(0.58 * 0.96, abs=0.03)
