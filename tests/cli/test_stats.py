"""stats, as a person and as a script reads it."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.adapters.records.reading import NoRecords
from kiosk.cli import main
from kiosk.domain.batches import Batch, Cell, Form, Source
from tests.cli.fake_bootstrap import FIGURES, ROOT, FakeBootstrap

Capture = pytest.CaptureFixture[str]


def test_stats_as_json_has_every_key_and_null_for_what_is_held_back(
    bootstrap: FakeBootstrap, capsys: Capture
) -> None:
    assert main(["stats", "--day", "2026-01-31", "--json"]) == 0
    assert bootstrap.asked("day_figures") == [("2026-01-31", False)]
    found = json.loads(capsys.readouterr().out)
    hours = found.pop("by_hour")
    assert list(hours) == [f"{hour:02}" for hour in range(24)]
    assert found == {
        "day": "2026-01-31",
        "asked": 40,
        "agreed": 12,
        "told": 6,
        "declined": 15,
        "walked_away": 7,
        "counted": 16,
        "not_counted": 2,
        "withdrawn": 1,
        "k": 5,
        "demo": False,
        "by_gender": {"woman": 9, "man": 7, "not_sure": None, "unsaid": None},
        "by_age_band": {"14-17": None, "18-24": 8, "65+": 8, "unsaid": None},
        "batches": [],
    }


TWO_DAYS = Batch(
    Source.CAMERA,
    date(2026, 1, 30),
    date(2026, 1, 31),
    Form.MARGINS,
    24,
    (
        Cell("", "14-34", 12),
        Cell("", "35+", 12),
        Cell("man", "", 11),
        Cell("woman/not_sure", "", 13),
    ),
)


def test_stats_as_json_names_every_batch_that_the_day_is_part_of(
    bootstrap: FakeBootstrap, capsys: Capture
) -> None:
    bootstrap.figures = replace(FIGURES, batches=(TWO_DAYS,))
    main(["stats", "--json"])
    (batch,) = json.loads(capsys.readouterr().out)["batches"]
    assert batch == {
        "source": "camera",
        "first_day": "2026-01-30",
        "last_day": "2026-01-31",
        "form": "margins",
        "visits": 24,
        "cells": [
            {"gender": None, "ages": "14-34", "visits": 12},
            {"gender": None, "ages": "35+", "visits": 12},
            {"gender": "man", "ages": None, "visits": 11},
            {"gender": "woman/not_sure", "ages": None, "visits": 13},
        ],
    }


def test_stats_says_of_how_many_days_a_batch_is(bootstrap: FakeBootstrap, capsys: Capture) -> None:
    one_day = replace(TWO_DAYS, first_day=date(2026, 1, 31), visits=999)
    bootstrap.figures = replace(FIGURES, batches=(one_day, TWO_DAYS))
    main(["stats"])
    said = capsys.readouterr().out
    assert "Part of a batch of 2 days, 2026-01-30 to 2026-01-31\n" in said
    assert re.search(r"visitors, estimated +24\n", said)
    assert re.search(r"women or not sure +13\n", said)
    assert re.search(r"14–34 +12\n", said)
    assert "999" not in said
    assert max(map(len, said.splitlines())) <= 68


def test_the_keys_are_the_documented_ones(capsys: Capture) -> None:
    main(["stats", "--json"])
    manual = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    listed = manual.partition("always all of them:")[2].partition(".")[0]
    assert re.findall(r"`(\w+)`", listed) == list(json.loads(capsys.readouterr().out))


def test_stats_says_whom_its_figures_are_of(capsys: Capture) -> None:
    assert main(["stats"]) == 0
    said = capsys.readouterr().out
    assert "Opt-in rate: 45% (18 of 40)" in said
    assert "visitors who said yes" in said
    assert re.search(r"women +9\n", said)
    assert re.search(r"not sure +held back\n", said)
    assert "10:00" in said
    assert "11:00" not in said
    assert "fewer than 5" in said
    assert "DEMO" not in said
    assert max(map(len, said.splitlines())) <= 68


def test_of_few_visitors_no_share_is_said(bootstrap: FakeBootstrap, capsys: Capture) -> None:
    bootstrap.figures = replace(FIGURES, asked=12, agreed=5, told=1)
    main(["stats"])
    assert "Opt-in rate: 6 of 12\n" in capsys.readouterr().out


def test_a_day_without_anyone_is_said(bootstrap: FakeBootstrap, capsys: Capture) -> None:
    bootstrap.figures = replace(FIGURES, asked=0, agreed=0, told=0)
    assert main(["stats"]) == 0
    assert "nobody was asked" in capsys.readouterr().out


def test_answers_held_back_altogether_are_said_to_be(
    bootstrap: FakeBootstrap, capsys: Capture
) -> None:
    bootstrap.figures = replace(
        FIGURES,
        by_gender=dict.fromkeys(FIGURES.by_gender),
        by_age_band=dict.fromkeys(FIGURES.by_age_band),
    )
    main(["stats"])
    assert "Held back: what visitors answered" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("recorded", "options", "of_demo"),
    [
        ({False, True}, [], False),
        ({False, True}, ["--demo"], True),
        ({True}, [], True),
        ({False}, [], False),
    ],
)
def test_whose_figures_they_are(
    bootstrap: FakeBootstrap,
    capsys: Capture,
    recorded: set[bool],
    options: list[str],
    of_demo: bool,
) -> None:
    bootstrap.recorded = recorded
    assert main(["stats", *options]) == 0
    assert ("DEMO" in capsys.readouterr().out) == of_demo
    assert bootstrap.asked("day_figures") == [("today", of_demo)]


def test_a_shop_that_has_recorded_nothing_is_not_the_demo(
    bootstrap: FakeBootstrap, capsys: Capture, tmp_path: Path
) -> None:
    (tmp_path / "askfirst.toml").touch()
    bootstrap.recorded = {True}
    assert main(["stats"]) == 1
    assert capsys.readouterr() == ("", "Nothing has been recorded here yet.\n")


@pytest.mark.parametrize(("recorded", "options"), [(set(), ["--json"]), ({False}, ["--demo"])])
def test_nothing_recorded_is_said_beside_an_empty_output(
    bootstrap: FakeBootstrap, capsys: Capture, recorded: set[bool], options: list[str]
) -> None:
    bootstrap.recorded = recorded
    assert main(["stats", *options]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "Nothing has been recorded here yet.\n"


def test_records_that_cannot_be_read_are_said_in_a_sentence(
    bootstrap: FakeBootstrap, capsys: Capture
) -> None:
    bootstrap.figures = NoRecords("The records cannot be read just now.")
    assert main(["stats"]) == 1
    assert capsys.readouterr().err == "The records cannot be read just now.\n"
