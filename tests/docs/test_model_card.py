"""The model card shows the table that the product uses."""

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
