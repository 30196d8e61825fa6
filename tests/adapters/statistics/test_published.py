"""The published confusion: what is read from it, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.adapters.statistics.published import (
    AGES,
    CONFUSION,
    ESTIMATED,
    BadConfusion,
    Published,
    published,
)
from kiosk.domain.blocks import ages_from
from kiosk.domain.confusion import Answered
from tests.benchmarks import confusion

MODELS = Path(__file__).parents[3] / "assets" / "models"
MODEL = "age-v9+gender-v9"


def of_few() -> dict[str, Any]:
    """Twelve women, ten men; of each age three, taken for neighbours, and of the oldest four."""
    ages: dict[str, dict[str, int]] = {true: dict.fromkeys(ESTIMATED, 0) for true in AGES}
    for place, true in enumerate(AGES):
        for estimated in {*ESTIMATED[place : place + 3]}:
            ages[true][estimated] += 1
    ages["55+"]["55+"] += 2
    return {
        "model": MODEL,
        "source": "made up",
        "licence": "none needed",
        "date": "2026-01-31",
        "n": 22,
        "genders": {
            "woman": {"woman": 9, "man": 2, "not_sure": 1},
            "man": {"woman": 1, "man": 7, "not_sure": 2},
        },
        "ages": ages,
    }


def read(folder: Path, content: object) -> Published | None:
    (folder / CONFUSION).write_text(json.dumps(content), encoding="utf-8")
    return published(folder, MODEL)


@pytest.fixture
def few(tmp_path: Path) -> Published:
    found = read(tmp_path, of_few())
    assert found is not None
    return found


def test_the_shipped_one_is_read_and_says_how_many_it_is_of() -> None:
    found = published(MODELS, confusion.MODEL)
    assert found is not None
    assert found.n > 1000
    assert sum(map(sum, found.women_and_men())) > 900
    assert sum(map(sum, found.wide(ages_from(14)))) > 1000


def test_whom_it_was_not_sure_of_is_in_no_ratio(few: Published) -> None:
    assert few.women_and_men() == ((9, 2), (1, 7))


def test_the_gender_that_is_mistaken_more_often_is_the_worst(few: Published) -> None:
    assert few.worst_gender() == Answered(11, 2)


def test_each_minimum_age_has_its_own_youngest_band(few: Published) -> None:
    assert few.wide(ages_from(14)) == (
        (10, 1, 0, 0),
        (1, 1, 1, 0),
        (0, 1, 1, 1),
        (0, 0, 1, 3),
    )
    # Who is 14, and who is taken for 14, is in no band of a shop that asks from 15 on.
    assert few.wide(ages_from(15))[0] == (7, 1, 0, 0)
    assert few.wide(ages_from(17))[0] == (1, 1, 0, 0)
    assert few.wide(ages_from(18)) == ((1, 1, 0), (1, 1, 1), (0, 1, 3))


def test_without_the_file_there_is_none(tmp_path: Path) -> None:
    assert published(tmp_path, MODEL) is None


def of_another_model(content: dict[str, Any]) -> None:
    content["model"] = "age-v8+gender-v9"


def of_more_people(content: dict[str, Any]) -> None:
    content["n"] = 23


def a_person_without_an_age(content: dict[str, Any]) -> None:
    content["genders"]["woman"]["woman"] += 1
    content["n"] += 1


def half_a_person(content: dict[str, Any]) -> None:
    content["genders"]["woman"]["woman"] = 9.0


def fewer_than_none(content: dict[str, Any]) -> None:
    content["ages"]["14"]["14"] = -1


def an_age_left_out(content: dict[str, Any]) -> None:
    del content["ages"]["16"]


def nobody_old(content: dict[str, Any]) -> None:
    content["ages"]["14"]["14"] += sum(content["ages"]["55+"].values())
    content["ages"]["55+"] = dict.fromkeys(ESTIMATED, 0)


def no_men(content: dict[str, Any]) -> None:
    content["genders"]["woman"]["woman"] += 10
    content["genders"]["man"] = {"woman": 0, "man": 0, "not_sure": 0}


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (of_another_model, "measured of age-v8.gender-v9, not of age-v9.gender-v9"),
        (of_more_people, "holds 22 genders of 23 people"),
        (a_person_without_an_age, "holds 22 ages of 23 people"),
        (half_a_person, "not a table of counts"),
        (fewer_than_none, "not a table of counts"),
        (an_age_left_out, "not a table of counts"),
        (nobody_old, "has nobody of some gender or age"),
        (no_men, "has nobody of some gender or age"),
    ],
)
def test_what_is_no_confusion_of_the_model_is_named(
    tmp_path: Path, spoil: Callable[[dict[str, Any]], None], words: str
) -> None:
    content = of_few()
    spoil(content)
    with pytest.raises(BadConfusion, match=rf"confusion\.json: {words}.*Copy it again"):
        read(tmp_path, content)


@pytest.mark.parametrize("content", [[], {}, "age", None, {"model": MODEL}])
def test_what_is_no_table_is_named(tmp_path: Path, content: object) -> None:
    with pytest.raises(BadConfusion, match="not a table of counts"):
        read(tmp_path, content)


def test_what_is_no_json_is_named(tmp_path: Path) -> None:
    (tmp_path / CONFUSION).write_text("{", encoding="utf-8")
    with pytest.raises(BadConfusion, match="not a table of counts"):
        published(tmp_path, MODEL)
