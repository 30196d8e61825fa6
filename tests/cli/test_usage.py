"""What may be typed, and what happens if it may not."""

import re
from pathlib import Path

import pytest

from kiosk.cli import main
from tests.cli.fake_bootstrap import FakeBootstrap

Capture = pytest.CaptureFixture[str]


def test_the_version_is_the_packages(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert re.fullmatch(r"AskFirst \d+\.\d+\.\d+\S*\n", capsys.readouterr().out)


@pytest.mark.parametrize(
    "arguments",
    [["dance"], ["stats", "--dem"], ["withdraw", "ABCDE"], ["stats", "--day", "2026-02-30"]],
)
def test_wrong_usage_ends_with_two(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("command", ["withdraw", "receipt"])
@pytest.mark.parametrize("given", [["C38NFN302S"], ["C38NF", "N302S"], ["--code=C38NFN302S"]])
def test_a_code_on_the_line_is_not_repeated(
    capsys: Capture, command: str, given: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, *given])
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert "this command takes no code on its line; it asks for it" in said.err
    assert "C38NF" not in said.out + said.err


def test_without_a_command_it_shows_its_help(capsys: Capture) -> None:
    assert main([]) == 2
    said = capsys.readouterr()
    assert said.out.startswith("usage: askfirst")
    assert said.err == ""


@pytest.mark.parametrize("before", [True, False])
def test_the_data_folder_may_be_named_anywhere(
    bootstrap: FakeBootstrap, tmp_path: Path, before: bool
) -> None:
    named = ["--data-dir", str(tmp_path / "here")]
    main([*named, "doctor"] if before else ["doctor", *named])
    assert bootstrap.asked("load_settings") == [tmp_path / "here"]


def test_without_one_the_environment_names_it(bootstrap: FakeBootstrap, tmp_path: Path) -> None:
    main(["doctor"])
    assert bootstrap.asked("load_settings") == [tmp_path]
