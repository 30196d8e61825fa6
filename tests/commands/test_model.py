"""``askfirst model card`` from end to end: the shipped card, in short, in full and for a script."""

import json
import re
from pathlib import Path

import pytest

from kiosk.bootstrap import parts
from kiosk.cli import main
from kiosk.cli.codes import OK, WRONG

MODELS = Path(__file__).parents[2] / "assets" / "models"
SHIPPED = json.loads((MODELS / "model-card.json").read_text(encoding="utf-8"))

Capture = pytest.CaptureFixture[str]


def test_in_short_it_says_how_good_and_for_whom_it_is_worst(capsys: Capture) -> None:
    assert main(["model", "card"]) == OK
    said = capsys.readouterr().out
    adult = SHIPPED["adult"]
    assert f"{adult['n']:,} people" in said
    assert SHIPPED["licence"] in said
    assert f"{adult['age_mae']:.1f} (" in said
    assert f"{adult['gender_accuracy']:.1%} (" in said
    assert f"{adult['range_coverage']:.1%} (" in said
    assert SHIPPED["worst"]["gender"]["group"]["name"] in said
    assert max(map(len, said.splitlines())) <= 100


def test_for_a_script_it_is_the_shipped_card(capsys: Capture) -> None:
    assert main(["model", "card", "--json"]) == OK
    assert json.loads(capsys.readouterr().out) == SHIPPED


def test_in_full_it_has_every_table(capsys: Capture) -> None:
    assert main(["model", "card", "--whole"]) == OK
    said = capsys.readouterr().out
    for title in (
        "By group",
        "Under age",
        "The range that is shown",
        "The worst groups",
        'Whether "how sure" is meant',
        "What the cuts gain",
        "Reweighted",
        "Spoilt pictures",
        "What the gate is worth",
        "A photograph held up",
        "Time",
    ):
        assert re.search(rf"^### {title}$", said, re.MULTILINE), title


@pytest.mark.parametrize("content", (None, "{", "[]", "{}"))
@pytest.mark.parametrize("how", ([], ["--json"], ["--whole"]))
def test_a_card_that_is_not_there_is_one_sentence(
    how: list[str],
    content: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    monkeypatch.setattr(parts, "models_folder", lambda: tmp_path)
    if content is not None:
        (tmp_path / "model-card.json").write_text(content, encoding="utf-8")
    code = main(["model", "card", *how])
    told = capsys.readouterr()
    if how == ["--json"] and content == "{}":
        assert (code, json.loads(told.out)) == (OK, {})
    else:
        assert (code, told.out) == (WRONG, "")
        assert told.err.count("\n") == 1
        assert "model" in told.err
        assert "card" in told.err
