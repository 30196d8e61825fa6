"""Commands in processes of their own: their lines come as they are written, their end is seen."""

import os
import sys

import pytest

from kiosk.adapters.system.own_commands import CommandFailed, lines_of

PYTHON = [sys.executable, "-c"]


def test_it_is_this_program() -> None:
    said: list[str] = []
    lines_of(["--version"], said.append, seconds=60)
    assert said[0].startswith("AskFirst ")


def test_lines_come_one_by_one_and_whole() -> None:
    said: list[str] = []
    lines_of(["print('one'); print('zwei ✓')"], said.append, seconds=60, program=PYTHON)
    assert said == ["one", "zwei ✓"]


def test_what_it_complains_of_is_the_reason() -> None:
    with pytest.raises(CommandFailed, match=r"^no room$"):
        lines_of(["import sys; sys.exit('no room\\nmore')"], print, seconds=60, program=PYTHON)
    with pytest.raises(CommandFailed, match="ended with code 3"):
        lines_of(["raise SystemExit(3)"], print, seconds=60, program=PYTHON)


def test_another_code_may_be_a_good_end() -> None:
    said: list[str] = []
    lines_of(
        ["print('bad news'); raise SystemExit(1)"],
        said.append,
        seconds=60,
        ends_well=(0, 1),
        program=PYTHON,
    )
    assert said == ["bad news"]


def test_one_that_hangs_is_ended() -> None:
    with pytest.raises(CommandFailed, match="not done after 1 seconds"):
        lines_of(["input = __import__('signal').pause()"], print, seconds=1, program=PYTHON)


def test_one_that_hangs_is_ended_with_what_it_started() -> None:
    child = "import signal; signal.pause()"
    parent = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', '{child}'])"
    with pytest.raises(CommandFailed, match="not done after 1 seconds"):
        lines_of([parent], print, seconds=1, program=PYTHON)


def test_one_that_nobody_hears_any_more_is_ended() -> None:
    def hear(line: str) -> None:
        raise ValueError(line)

    goes_on = "import signal; print('nonsense', flush=True); signal.pause()"
    with pytest.raises(ValueError, match="nonsense"):
        lines_of([goes_on], hear, seconds=3600, program=PYTHON)


def test_one_that_is_not_there_is_said() -> None:
    with pytest.raises(CommandFailed, match="could not be started"):
        lines_of([], print, seconds=1, program=["/nowhere/at/all"])


@pytest.mark.skipif(os.name != "posix", reason="Windows' priorities are classes, told to no script")
def test_a_gentle_one_lets_everything_else_go_first() -> None:
    said: list[str] = []
    waits = "import os\nwhile os.getpriority(os.PRIO_PROCESS, 0) != 19: pass\nprint('last')"
    lines_of([waits], said.append, seconds=60, program=PYTHON, gently=True)
    assert said == ["last"]
