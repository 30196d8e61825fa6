"""run and demo: what starts, and what does not."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from kiosk.adapters.settings.reading import SettingsMissing, SettingsRefused
from kiosk.cli import main
from kiosk.domain.periods import Span
from tests.cli.fake_bootstrap import FakeBootstrap

Capture = pytest.CaptureFixture[str]


def test_run_runs_the_shop(bootstrap: FakeBootstrap) -> None:
    assert main(["run"]) == 0
    (how,) = bootstrap.asked("run_kiosk")
    assert how == {"demo": False, "play": False, "pictures": None, "windowed": False}


def test_run_without_settings_says_how_to_make_them(
    bootstrap: FakeBootstrap, capsys: Capture
) -> None:
    bootstrap.settings = SettingsMissing(("askfirst.toml: the settings file is missing",))
    assert main(["run"]) == 2
    said = capsys.readouterr()
    assert "askfirst.example.toml" in said.err
    assert said.out == ""
    assert bootstrap.asked("run_kiosk") == []


@pytest.mark.parametrize("arguments", [["run"], ["run", "--or-demo"]])
def test_wrong_settings_start_nothing_and_are_all_named(
    bootstrap: FakeBootstrap, capsys: Capture, arguments: list[str]
) -> None:
    bootstrap.settings = SettingsRefused(("one line", "another line"))
    assert main(arguments) == 2
    assert capsys.readouterr().err.splitlines() == ["one line", "another line"]
    assert bootstrap.asked("run_kiosk") == []


def test_run_or_demo_is_the_demo_where_no_shop_is_set_up(
    bootstrap: FakeBootstrap, capsys: Capture
) -> None:
    bootstrap.settings = SettingsMissing(("askfirst.toml: the settings file is missing",))
    assert main(["run", "--or-demo"]) == 0
    (how,) = bootstrap.asked("run_kiosk")
    assert how["demo"] is True
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "No shop has been set up here" in said
    assert "photograph" in said


def test_run_or_demo_is_the_shop_where_one_is_set_up(bootstrap: FakeBootstrap) -> None:
    assert main(["run", "--or-demo"]) == 0
    (how,) = bootstrap.asked("run_kiosk")
    assert how["demo"] is False


def test_run_needs_a_screen(
    bootstrap: FakeBootstrap, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.delenv("DISPLAY")
    assert main(["run"]) == 1
    assert "no screen" in capsys.readouterr().err
    assert bootstrap.asked("run_kiosk") == []


def test_demo_passes_its_options_on(bootstrap: FakeBootstrap, tmp_path: Path) -> None:
    assert main(["demo", "--pictures", str(tmp_path), "--windowed"]) == 0
    (how,) = bootstrap.asked("run_kiosk")
    assert how == {"demo": True, "play": False, "pictures": tmp_path, "windowed": True}


def test_a_demo_that_plays_by_itself_prints_the_days_figures(
    bootstrap: FakeBootstrap, capsys: Capture
) -> None:
    assert main(["demo", "--play"]) == 0
    assert bootstrap.asked("period_figures") == [("today", Span.DAY, True)]
    assert "DEMO" in capsys.readouterr().out


@pytest.mark.parametrize(
    "environment", [{}, {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen:enable_fonts"}]
)
def test_a_demo_without_a_screen_plays_by_itself(
    bootstrap: FakeBootstrap,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
    environment: Mapping[str, str],
) -> None:
    monkeypatch.delenv("DISPLAY")
    # Set first, so that what the command sets is undone after the test.
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    monkeypatch.delenv("QT_QPA_PLATFORM")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main(["demo"]) == 0
    (how,) = bootstrap.asked("run_kiosk")
    assert how["play"] is True
    assert os.environ["QT_QPA_PLATFORM"].startswith("offscreen")
    assert "no screen" in capsys.readouterr().err
