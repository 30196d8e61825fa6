"""A whole evaluation, on a folder of very few faces: every file is written and fits the others."""

import csv
import json
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.adapters.analysis.portraits import ASTRONAUT, HOPPER, Head, Portrait, frame
from tests.benchmarks import evaluate


def write_still(folder: Path, name: str, of: Portrait | None, width: float) -> None:
    """A square chip of one head, or of nobody."""
    heads = [] if of is None else [Head(0.5, 0.5, width, of)]
    chip = frame(*heads, width=200, height=200)
    assert cv2.imwrite(str(folder / name), np.asarray(cv2.cvtColor(chip, cv2.COLOR_RGB2BGR)))


@pytest.fixture
def faces(tmp_path: Path) -> Path:
    """Both portraits a few times, labelled as what they need not be, and one still of a wall."""
    folder = tmp_path / "faces"
    folder.mkdir()
    rows = [
        ("a.png", ASTRONAUT, 115.0, 33, "female", "white"),
        ("b.png", ASTRONAUT, 125.0, 41, "female", "white"),
        ("c.png", HOPPER, 115.0, 72, "female", "white"),
        ("d.png", HOPPER, 125.0, 9, "female", "other"),
        ("wall.png", None, 0.0, 30, "male", "asian"),
    ]
    with (folder / "labels.csv").open("w", encoding="utf-8", newline="") as file:
        labels = csv.writer(file)
        labels.writerow(("file", "age", "gender", "race"))
        for name, portrait, width, *label in rows:
            write_still(folder, name, portrait, width)
            labels.writerow((name, *label))
    return folder


def test_a_small_folder_gives_a_whole_card_and_leaves_the_shipped_one(
    faces: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [evaluate.MODELS / name for name in (evaluate.CARD, evaluate.CONFUSION)]
    shipped = [file.read_bytes() for file in files]
    out = tmp_path / "out"
    said = ["--licence", "public domain", "--spoilt", "2"]
    monkeypatch.setattr(sys, "argv", ["evaluate", str(faces), str(out), *said])
    assert evaluate.main() == 0
    told = json.loads((out / "model-card.json").read_text(encoding="utf-8"))
    assert (told["source"], told["licence"]) == ("faces", "public domain")
    assert (told["stills"], told["without_a_face"], told["adult"]["n"]) == (5, 1, 3)
    assert told["under_age"]["n"] == 1
    assert told["adult"]["age_mae"] > 0
    assert told["frame_ms"]["p50"] > 0
    assert told["robustness"][0]["n"] == 2
    assert told["held_up"]["print"]["n"] == 1
    taken = json.loads((out / "confusion.json").read_text(encoding="utf-8"))
    assert (taken["n"], taken["source"], taken["licence"]) == (3, "faces", "public domain")
    assert sum(taken["genders"]["woman"].values()) == 3
    assert sum(taken["ages"]["18-34"].values()) == 1
    card = (out / "model-card.md").read_text(encoding="utf-8")
    assert "Licence of the pictures: public domain." in card
    assert "nan" not in card
    assert len(list(out.glob("*.svg"))) == 6
    assert "by_cell" in json.loads((out / "evaluation.json").read_text(encoding="utf-8"))
    assert [file.read_bytes() for file in files] == shipped


def test_a_mix_is_stated_as_given(monkeypatch: pytest.MonkeyPatch) -> None:
    mix = "14-17:1,18-24:1,25-34:1,35-44:1,45-54:1,55-64:1,65+:1"
    monkeypatch.setattr(sys, "argv", ["evaluate", "faces", "--mix", mix])
    stated, parts = evaluate._chosen().mix
    assert stated == "the mix given"
    assert set(parts.values()) == {1.0}
