"""The phone page's manual: each threat's test is there, and its numbers are the program's."""

import ast
import re
from pathlib import Path

from kiosk.adapters.phone.guard import LARGEST_BODY
from kiosk.adapters.phone.guests import ASKING_SECONDS, MOST, MOST_OF_ONE
from kiosk.adapters.phone.page_server import LOOK_SECONDS
from kiosk.application.phone import OFFER_SECONDS
from kiosk.domain.waits import ARMED_SECONDS

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "phone.md").read_text(encoding="utf-8")


def functions_of(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}


def test_every_test_that_is_named_is_there() -> None:
    table = MANUAL[MANUAL.index("## How it is tried") :]
    named = re.findall(r"`(tests/[a-z_/]+\.py)?::(test_[a-z0-9_]+)`", table)
    assert len(named) > 40
    path = ""
    for own, test in named:
        # A test without a file is in the last one that was named.
        path = own or path
        assert test in functions_of(path), f"{path} has no {test}"


def test_every_row_names_a_test() -> None:
    table = MANUAL[MANUAL.index("## How it is tried") : MANUAL.index("## Changing its words")]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert rows
    assert all("::test_" in row for row in rows)


def test_the_limits_are_the_ones_that_hold() -> None:
    minutes = {10: "ten minutes"}[int(OFFER_SECONDS / 60)]
    seconds = {5: "five seconds"}[int(ASKING_SECONDS)]
    connections = {6: "six connections"}[MOST_OF_ONE]
    for words in (
        minutes,
        f"{seconds} for a whole request, {connections} an address, {MOST} in all",
        f"a body has at most {LARGEST_BODY:,} bytes",
        f"none for {ARMED_SECONDS:.0f} seconds",
    ):
        assert words in MANUAL
    # A code that leads nowhere is to be gone within five seconds.
    assert LOOK_SECONDS <= 5
