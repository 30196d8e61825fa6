"""README and ARCHITECTURE: what they name is there, and what there is they name."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.test_docs import commands, options

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def blocks() -> list[str]:
    """What an administrator is shown to type."""
    return re.findall(r"(?ms)^```\n(.*?)^```$", README)


def packages() -> Iterator[str]:
    for folder in ("kiosk", "kiosk/adapters", "kiosk/ui"):
        for made in (ROOT / folder).glob("*/__init__.py"):
            yield made.parent.name
    yield from (each.name for each in (ROOT / "packaging").iterdir() if any(each.glob("*.p[ys]*")))


@pytest.mark.parametrize("page", [README, ARCHITECTURE])
def test_every_link_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_first_two_commands_run_it_and_test_it() -> None:
    assert blocks()[0].split("\n") == ["make run", "make test", ""]


def test_every_command_is_one_with_its_options() -> None:
    known = commands()
    lines = [line for block in blocks() for line in block.splitlines() if "askfirst" in line]
    for line in lines:
        words = line.removeprefix("askfirst ").split()
        names = (" ".join(words[:length]) for length in (2, 1))
        name = next((name for name in names if name in known), None)
        assert name is not None, line
        typed = {word for word in words if word.startswith("--")}
        assert typed <= options(known[name]), line
    assert "askfirst setup" in lines


def test_every_target_of_make_is_one() -> None:
    targets = re.findall(r"(?m)^([a-z-]+)(?:[ a-z-]*):", (ROOT / "Makefile").read_text("utf-8"))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", README, re.MULTILINE))
    assert {"run", "test", "package", "deb"} <= named
    assert named <= set(targets)


def test_the_architecture_names_every_package() -> None:
    named = set(re.findall(r"`(?:kiosk/)?([a-z0-9/]+)`", ARCHITECTURE))
    found = set(packages())
    assert {"adapters", "phone", "screens", "linux"} <= found
    assert found - named == set()
