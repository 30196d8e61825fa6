"""``askfirst model card``: how good the estimate is, and for whom, in short or in full."""

import argparse
import json
from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.cli.adding import Commands, as_json
from kiosk.cli.codes import OK, WRONG
from kiosk.cli.saying import complain, say

Figures = Mapping[str, Any]


def add_to(commands: Commands) -> None:
    models = commands.group("model", "say what the models can do, and what they cannot")
    card = models.add("card", "say how good the estimate is, and for whom it is worse", show)
    card.add_argument("--whole", action="store_true", help="every table, as Markdown")
    as_json(card)


def show(chosen: argparse.Namespace) -> int:
    from kiosk.bootstrap import model

    try:
        if chosen.json:
            say(json.dumps(model.figures(), ensure_ascii=False, indent=2))
        elif chosen.whole:
            say(model.tables().rstrip())
        else:
            say("\n".join(_short(model.figures())))
    except model.CardMissing as why:
        complain(f"{why}")
        return WRONG
    except (KeyError, TypeError) as why:
        complain(f"The model card is not one that this version can read: {why} is not in it.")
        return WRONG
    return OK


def _short(card: Figures) -> Iterator[str]:
    adult, under = card["adult"], card["under_age"]
    yield f"Measured on {card['source']}: {adult['n']:,} people of 14 and older, {card['date']}."
    yield f"The pictures are {card['pictures']}."
    yield f"Their licence: {card['licence']}."
    yield ""
    yield f"{'Age, years off on average':34}{_years(adult['age'])}"
    yield f"{'  leaning':34}{adult['age']['bias']:+.1f}"
    yield f"{'  at most 5 / 10 years off':34}{_part(adult['within_5_years'])} / " + _part(
        adult["within_10_years"]
    )
    yield f"{'Age band right / or next to it':34}{_part(adult['exact_band'])} / " + _part(
        adult["within_one_band"]
    )
    yield f"{'Shown range holds the true age':34}{_share(adult['range'])}"
    yield f"{'Gender right':34}{_share(adult['gender'])}"
    yield f"{'  where it is sure (' + _part(adult['sure']) + ')':34}" + _share(
        adult["gender_if_sure"]
    )
    yield f"{'Under 14, estimated so':34}{_share(under['found'])}"
    yield ""
    yield "Worst"
    for name, measure, write in _WORST:
        worst = card["worst"][measure]["group"]
        yield f"  {name:32}{worst['name']}: {write(worst)}"
    yield ""
    yield "Wrong often enough that the visitor sees the estimate first, and may change or delete"
    yield "it. No picture is looked at for signs of life: a photograph held up counts as a face."
    yield "Every table: askfirst model card --whole"


def _years(of: Figures) -> str:
    return f"{of['mae']:.1f} ({of['low']:.1f}–{of['high']:.1f})"


def _part(of: Figures) -> str:
    return f"{of['share']:.1%}"


def _share(of: Figures) -> str:
    return f"{of['share']:.1%} ({of['low']:.1%}–{of['high']:.1%})"


_WORST = (
    ("age, years off", "age", _years),
    ("gender right", "gender", _share),
    ("range holds the true age", "range", _share),
)
