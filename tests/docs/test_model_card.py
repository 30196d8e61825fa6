"""The model card shows the tables that the product uses."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_age_errors_of_the_card_are_the_shipped_ones() -> None:
    shipped = json.loads((ROOT / "assets/models/age_error.json").read_text(encoding="utf-8"))
    page = (ROOT / "docs/model-card.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (?:under (\d+)|older) \| ([\d.]+) \| ([\d.]+) \| (\d+) \|$", page, re.M)
    expected = [
        (str(row["under"] or ""), f"{row['take_off']:g}", f"{row['add']:g}", str(row["n"]))
        for row in shipped["rows"]
    ]
    assert told == expected
    assert f"n = {shipped['n']}" in page
    assert shipped["date"] in page


def test_the_confusion_is_of_the_people_of_the_card() -> None:
    models = ROOT / "assets/models"
    card = json.loads((models / "model-card.json").read_text(encoding="utf-8"))
    shipped = json.loads((models / "confusion.json").read_text(encoding="utf-8"))
    told = {key: card[key] for key in ("source", "licence", "date")} | {"n": card["adult"]["n"]}
    assert {key: shipped[key] for key in told} == told
    genders = shipped["genders"]
    named = sum(row["woman"] + row["man"] for row in genders.values())
    right = sum(genders[gender][gender] for gender in ("woman", "man"))
    assert named == card["adult"]["gender_if_sure"]["n"]
    assert round(right / named, 4) == card["adult"]["gender_if_sure"]["share"]
    by_band = card["by_band"]
    for ages, bands in (("18-34", ("18-24", "25-34")), ("35-54", ("35-44", "45-54"))):
        people = sum(shipped["ages"][ages].values())
        assert people == sum(by_band[band]["n"] for band in bands)
    young = sum(row["under 14"] for row in shipped["ages"].values())
    assert round(young / shipped["n"], 4) == card["under_age"]["adults_taken_for_it"]["share"]
