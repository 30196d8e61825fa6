"""Who was taken for what, on people made up for it, and whether the product can read it."""

import json
from pathlib import Path

from kiosk.adapters.statistics.published import published
from kiosk.bootstrap.parts import MODEL as BESIDE_VISITS
from tests.benchmarks.confusion import MODEL, confusion
from tests.benchmarks.test_evaluation import person

ABOUT = {"source": "made up", "licence": "none needed", "date": "2026-01-31"}
PEOPLE = [
    person(15, 13.9),
    person(15, 17.99),
    person(17, 18.0),
    person(34, 54.9, p_woman=0.08, gender="male"),
    person(35, 55.0, p_woman=0.89, gender="male"),
    person(54, 36.2, p_woman=0.97, gender="male"),
    person(55, 80.0, p_woman=0.05),
]


def test_every_person_is_counted_once_by_gender_and_once_by_age() -> None:
    found = confusion(PEOPLE, ABOUT)
    assert found["n"] == len(PEOPLE)
    assert found["genders"]["woman"] == {"woman": 3, "man": 1, "not_sure": 0}
    assert found["genders"]["man"] == {"woman": 1, "man": 1, "not_sure": 1}
    taken = {
        (true, estimated): people
        for true, row in found["ages"].items()
        for estimated, people in row.items()
        if people
    }
    assert taken == {
        ("15", "under 14"): 1,
        ("15", "17"): 1,
        ("17", "18-34"): 1,
        ("18-34", "35-54"): 1,
        ("35-54", "55+"): 1,
        ("35-54", "35-54"): 1,
        ("55+", "55+"): 1,
    }


def test_the_product_reads_what_the_evaluation_writes(tmp_path: Path) -> None:
    found = confusion(PEOPLE, ABOUT)
    (tmp_path / "confusion.json").write_text(json.dumps(found), encoding="utf-8")
    read = published(tmp_path, MODEL)
    assert read is not None
    assert (read.model, read.n, read.genders) == (MODEL, 7, found["genders"])


def test_the_model_is_called_as_it_is_beside_visits() -> None:
    assert MODEL == BESIDE_VISITS
