"""doctor, as a person and as a script reads it."""

import json
from pathlib import Path

import pytest

from kiosk.adapters.notices.law import LawPackBroken
from kiosk.adapters.settings.reading import SettingsMissing, SettingsRefused
from kiosk.application.doctor import Check
from kiosk.cli import main
from tests.cli.fake_bootstrap import DEMO, SHOP, FakeBootstrap

Capture = pytest.CaptureFixture[str]


def test_doctor_says_that_all_is_well(bootstrap: FakeBootstrap, capsys: Capture) -> None:
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "✓ well   settings" in said
    assert "✓ well   camera" in said
    assert said.endswith("All is well.\n")
    assert bootstrap.asked("doctor_report") == [SHOP]


def test_the_demo_is_examined_with_its_own_settings(
    bootstrap: FakeBootstrap, capsys: Capture
) -> None:
    bootstrap.settings = SettingsMissing(("askfirst.toml: the settings file is missing",))
    assert main(["doctor", "--demo"]) == 0
    assert bootstrap.asked("doctor_report") == [DEMO]
    assert "assets/demo/askfirst.toml is whole" in capsys.readouterr().out


def test_doctor_puts_the_cure_under_what_is_wrong(
    bootstrap: FakeBootstrap, capsys: Capture
) -> None:
    bootstrap.checks = [Check("camera", False, "it is not there", "Plug it in.")]
    assert main(["doctor"]) == 1
    lines = capsys.readouterr().out.splitlines()
    (place,) = (number for number, line in enumerate(lines) if "✗ wrong" in line)
    assert "it is not there" in lines[place]
    assert lines[place + 1].strip() == "→ Plug it in."
    assert lines[-1] == "1 of 2 checks found a fault."


def test_doctor_without_settings_says_how_to_make_them(
    bootstrap: FakeBootstrap, capsys: Capture, tmp_path: Path
) -> None:
    bootstrap.settings = SettingsMissing(("askfirst.toml: the settings file is missing",))
    assert main(["doctor", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is False
    settings = found["checks"][0]
    assert settings["ok"] is False
    assert "askfirst.example.toml" in settings["cure"]
    assert str(tmp_path / "askfirst.toml") in settings["cure"]
    assert bootstrap.asked("doctor_report") == [None]


def test_doctor_goes_on_where_the_law_packs_are_damaged(
    bootstrap: FakeBootstrap, capsys: Capture
) -> None:
    bootstrap.settings = LawPackBroken("cn.toml: cannot be read")
    assert main(["doctor", "--json"]) == 1
    checks = json.loads(capsys.readouterr().out)["checks"]
    assert "cn.toml" in checks[0]["says"]
    assert len(checks) == 2


def test_doctor_names_every_problem_of_the_settings_and_goes_on(
    bootstrap: FakeBootstrap, capsys: Capture
) -> None:
    bootstrap.settings = SettingsRefused(("one line", "another line"))
    assert main(["doctor", "--json"]) == 1
    checks = json.loads(capsys.readouterr().out)["checks"]
    assert [check["says"] for check in checks] == ["one line", "another line", "it is there"]
    assert set(checks[0]) == {"name", "ok", "says", "cure"}
