"""The threat model and the page on reliability: each test that they name is there, and what they
say of the number of visits is what the tests make.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = ("security.md", "reliability.md")


def named_in(page: str) -> list[tuple[str, str]]:
    """The tests that a page names: a file, and a function in it or nothing."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(r"`(tests/[a-z0-9_/]+\.py)(?:::(test_[a-z0-9_]+))?`", text)


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_is_named_is_there(page: str) -> None:
    named = named_in(page)
    assert len(named) > 5
    for path, function in named:
        assert (ROOT / path).is_file(), f"{page} names {path}"
        if function:
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            assert function in defined, f"{page} names {path}::{function}"


def test_every_threat_names_a_test_and_what_is_left_open() -> None:
    text = (DOCS / "security.md").read_text(encoding="utf-8")
    tables = text[text.index("## A visitor") : text.index("## An authority")]
    rows = [line for line in tables.splitlines() if line.startswith("|")]
    threats = [row for row in rows if not row.startswith(("| Tries", "|---"))]
    assert len(threats) > 20
    for threat in threats:
        assert len(threat.split("|")) == 6, threat
        assert "`tests/" in threat, threat


@pytest.mark.parametrize("page", PAGES)
def test_its_pages_are_there(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    linked = re.findall(r"\]\(([^)#:]+)\)", text)
    assert linked
    for path in linked:
        assert (DOCS / path).exists(), f"{page} leads to {path}"
