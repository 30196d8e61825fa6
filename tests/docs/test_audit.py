"""docs/audit.md: every command in it is carried out, and shows what the document says it shows.

The commands are run in the document's order, in one folder, as whoever follows it would. Every
other proof that a row names is a test, and has to exist.
"""

import ast
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AUDIT = ROOT / "docs" / "audit.md"
ANYTHING = "…"
A_COMMAND_SECONDS = 120


@dataclass(frozen=True)
class Row:
    """One line of a table: what is promised, how it is seen, and what is seen then."""

    number: int
    promise: str
    how: tuple[str, ...]
    shows: tuple[str, ...]

    @property
    def commands(self) -> tuple[str, ...]:
        return tuple(code for code in self.how if not code.startswith("tests/"))

    @property
    def tests(self) -> tuple[str, ...]:
        return tuple(code for code in self.how if code.startswith("tests/"))


def _code_in(cell: str) -> tuple[str, ...]:
    return tuple(re.findall(r"`([^`]+)`", cell.replace(r"\|", "|")))


def rows() -> list[Row]:
    found: list[Row] = []
    for number, line in enumerate(AUDIT.read_text(encoding="utf-8").splitlines(), start=1):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 3 and not set(cells[0]) <= set("-: ") and cells[0] != "Promise":
            found.append(Row(number, cells[0], _code_in(cells[1]), _code_in(cells[2])))
    return found


def fits(expected: str, shown: str) -> bool:
    """True if ``expected`` stands in a line of ``shown``, with anything where it says so."""
    parts = (re.escape(part) for part in expected.split(ANYTHING))
    return re.search(".*?".join(parts), shown) is not None


def test_every_row_says_how_it_is_seen() -> None:
    assert len(rows()) > 30
    for row in rows():
        assert row.how, f"line {row.number} names no command and no test: {row.promise}"
        assert bool(row.commands) == bool(row.shows), f"line {row.number}: {row.promise}"


def test_every_test_it_names_exists() -> None:
    for row in rows():
        for named in row.tests:
            path, _, function = named.partition("::")
            assert (ROOT / path).exists(), f"line {row.number} names {path}"
            if function:
                tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
                defined = {
                    node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
                }
                assert function in defined, f"line {row.number} names {named}"


# Dozens of commands, each a process of its own, which on a busy machine take a minute or two.
@pytest.mark.timeout(900)
def test_every_command_shows_what_it_says(tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    shop.mkdir()
    example = (ROOT / "packaging" / "askfirst.example.toml").read_text(encoding="utf-8")
    (shop / "askfirst.toml").write_text(example, encoding="utf-8")
    environment = os.environ | {
        "ASKFIRST_DATA_DIR": str(shop),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
    }
    wrong: list[str] = []
    for row in rows():
        shown, code = "", None
        for command in row.commands:
            ended = subprocess.run(
                ["bash", "-c", command],
                cwd=tmp_path,
                env=environment,
                check=False,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=A_COMMAND_SECONDS,
            )
            shown += f"{ended.stdout}\n{ended.stderr}\n"
            code = f"exit {ended.returncode}"
        for expected in row.shows:
            is_shown = expected == code if expected.startswith("exit ") else fits(expected, shown)
            if not is_shown:
                found = f"{shown}{code}"
                wrong.append(f"line {row.number}: {row.how}\n  not “{expected}” but:\n{found}")
    assert not wrong, "\n".join(wrong)
