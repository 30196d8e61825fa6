"""docs/reliability.md: every fault has its tests, and every test that is named is there."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")

FAULTS = 31

_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_ROW = re.compile(r"^\| (\d+) \|(.*)\|$", re.MULTILINE)


@cache
def functions(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}


def test_every_fault_has_a_row_with_a_test() -> None:
    faults = PAGE.partition("## Faults\n")[2].partition("\n## ")[0]
    rows = _ROW.findall(faults)
    assert [int(number) for number, _ in rows] == list(range(1, FAULTS + 1))
    for number, row in rows:
        assert _NAMED.search(row), f"fault {number} names no test"


def test_every_test_that_is_named_is_there() -> None:
    named = _NAMED.findall(PAGE)
    assert len(named) > FAULTS
    missing = [f"{path}::{name}" for path, name in named if name not in functions(path)]
    assert missing == []


def test_the_soaks_table_and_picture_are_those_of_one_soak() -> None:
    told = PAGE.partition("<!-- soak -->\n")[2].partition("<!-- end of soak -->")[0]
    (visits,) = re.findall(r"^([\d,]+) visits in \d+ run", told, re.MULTILINE)
    picture = (ROOT / "docs" / "soak.svg").read_text(encoding="utf-8")
    assert f"A soak of {visits} visits" in picture
    assert "+20 MB in all" in told
