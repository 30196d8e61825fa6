"""What nobody expected, in one sentence and with its own exit code."""

import pytest

from kiosk.adapters.assessment.duties import DutiesBroken
from kiosk.adapters.notices.law import LawPackBroken
from kiosk.application.shipped import NotShipped
from kiosk.cli import main
from tests.cli.fake_bootstrap import FakeBootstrap

Capture = pytest.CaptureFixture[str]


def test_a_fault_of_the_program_is_one_sentence(bootstrap: FakeBootstrap, capsys: Capture) -> None:
    bootstrap.fails = ZeroDivisionError("secret detail")
    assert main(["run"]) == 70
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "ZeroDivisionError" in said
    assert "secret detail" not in said


def test_a_fault_shows_where_it_is_to_those_who_ask(
    bootstrap: FakeBootstrap, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("ASKFIRST_DEBUG", "1")
    bootstrap.fails = ZeroDivisionError("the detail")
    assert main(["run"]) == 70
    assert "the detail" in capsys.readouterr().err


def test_what_the_disk_refuses_is_one_sentence(bootstrap: FakeBootstrap, capsys: Capture) -> None:
    bootstrap.fails = PermissionError(13, "Permission denied", "/var/lib/askfirst")
    assert main(["run"]) == 1
    assert "/var/lib/askfirst" in capsys.readouterr().err


@pytest.mark.parametrize(
    "why",
    [
        LawPackBroken("cn.toml: cannot be read"),
        DutiesBroken("law.toml: cannot be read"),
        NotShipped("the folder assets is missing"),
    ],
)
def test_a_build_that_is_not_whole_is_one_sentence(
    bootstrap: FakeBootstrap, capsys: Capture, why: Exception
) -> None:
    bootstrap.settings = why
    assert main(["run"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(str(why)) and said.count("\n") == 1


def test_ending_it_from_the_keyboard_is_no_fault(bootstrap: FakeBootstrap) -> None:
    def interrupted(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    bootstrap.run_kiosk = interrupted
    assert main(["run"]) == 130
