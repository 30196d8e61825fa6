"""The log holds listed lines, listed parts of them, and never more than its bounds."""

import ast
import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.adapters.system import log
from kiosk.adapters.system.log import MOST_BYTES, OLDER, keeping_log, settle
from kiosk.adapters.system.log_words import LINES, UNNAMED

PROGRAM = Path(__file__).parents[3] / "kiosk"
STORE = logging.getLogger("kiosk.adapters.records.held_store")
SECRET = "7K3M-Q9T2-XW at /srv/shop, visitor@example.org"


def lines(folder: Path) -> list[str]:
    settle(30)
    return (folder / log.FOLDER / log.FILE).read_text(encoding="utf-8").splitlines()


def test_a_listed_line_is_written_without_its_free_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with keeping_log(tmp_path):
        STORE.error("%s: %s", "disk full", SECRET)
        (line,) = lines(tmp_path)
    assert line.endswith("disk full")
    assert capsys.readouterr().err.strip().endswith("disk full")


def test_what_is_not_listed_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with keeping_log(tmp_path):
        STORE.error("%s (%s)", "disk full", SECRET)
        STORE.error(SECRET)
        logging.getLogger("uvicorn.access").critical("%s: %s", "GET", SECRET)
        logging.getLogger().error("%s: %s", "disk full", SECRET, exc_info=ValueError(SECRET))
        STORE.error("%s: %s", "store slow", SECRET)
        assert len(lines(tmp_path)) == 1
    assert "7K3M" not in capsys.readouterr().err


def test_a_part_that_is_not_what_it_may_be_is_left_out(tmp_path: Path) -> None:
    with keeping_log(tmp_path):
        STORE.error("%s: %s", SECRET, SECRET)
        logging.getLogger("kiosk.bootstrap.kiosk").info("ended with code %d", True)
        logging.getLogger("kiosk.bootstrap.bugs").critical(
            "a fault of the program itself: %s in %s, line %d", "KeyError", SECRET, 12
        )
        said = [line.partition(": ")[2] for line in lines(tmp_path)]
    assert said == [
        f"nobody is asked: {UNNAMED}",
        f"ended with code {UNNAMED}",
        f"a fault of the program itself: KeyError in {UNNAMED}, line 12",
    ]


def test_an_exception_that_comes_with_a_line_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with keeping_log(tmp_path):
        try:
            raise ValueError(SECRET)
        except ValueError:
            STORE.error("%s: %s", "disk full", SECRET, exc_info=True, stack_info=True)
        assert len(lines(tmp_path)) == 1
    assert "7K3M" not in capsys.readouterr().err


def test_it_never_takes_more_than_its_bounds(tmp_path: Path) -> None:
    with keeping_log(tmp_path):
        for _ in range(8000):
            STORE.error("%s: %s", "store slow", "")
        settle(60)
    files = sorted((tmp_path / log.FOLDER).iterdir())
    assert len(files) == OLDER + 1
    assert all(file.stat().st_size <= MOST_BYTES for file in files)
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)


def test_where_nothing_can_be_written_nothing_else_is_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / log.FOLDER).write_text("no folder", encoding="utf-8")
    with keeping_log(tmp_path):
        STORE.error("%s: %s", "disk full", "")
        settle(30)
    said = capsys.readouterr().err
    assert "nobody is asked: disk full" in said
    assert "Traceback" not in said


def test_afterwards_everything_is_as_it_was(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = list(root.handlers), root.level, logging.raiseExceptions
    with keeping_log(tmp_path):
        pass
    assert (list(root.handlers), root.level, logging.raiseExceptions) == before


def test_every_line_of_the_program_is_listed_and_every_listed_one_is_said() -> None:
    said = {(module, text): parts for module, text, parts in _calls()}
    assert said.keys() == LINES.keys()
    for key, parts in said.items():
        assert parts == len(LINES[key].parts), key


def _calls() -> Iterator[tuple[str, str, int]]:
    """Module, words and number of parts of everything that the program logs."""
    for file in sorted(PROGRAM.rglob("*.py")):
        module = ".".join(file.relative_to(PROGRAM.parent).with_suffix("").parts)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            logger = node.func.value
            if isinstance(logger, ast.Name) and logger.id == "_log":
                words = node.args[0]
                assert isinstance(words, ast.Constant), f"{module}: words that are made up"
                assert not node.keywords, f"{module}: an exception has no place in the log"
                yield module, str(words.value), len(node.args) - 1
