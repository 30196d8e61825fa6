"""docs/fleet.md names every column and every key, in their order, and its example is right."""

import csv
import io
import re
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kiosk.fleet.engines import DuckDB
from kiosk.fleet.lake import BLOCKS, BLOCKS_COLUMNS, DAYS, DAYS_COLUMNS, HOURS, HOURS_COLUMNS
from kiosk.fleet.lake_folder import reading
from kiosk.fleet.report_csv import COLUMNS, as_csv
from kiosk.fleet.report_json import as_object
from kiosk.fleet.reporting import Wish, report
from tests.fleet.conftest import Invented
from tests.fleet.sample_reports import by_region

MANUAL = (Path(__file__).parents[2] / "docs" / "fleet.md").read_text(encoding="utf-8")


def explained(section: str) -> list[str]:
    """What a section's list is about, item by item."""
    return [name for names, _ in items(section) for name in names]


def says_of(section: str, name: str) -> str:
    return next(says for names, says in items(section) if name in names)


def items(section: str) -> list[tuple[list[str], str]]:
    """The names that each item of a section's list explains, and what it says of them."""
    _, _, text = MANUAL.partition(f"# {section}\n")
    found: list[tuple[list[str], str]] = []
    for item in re.findall(r"^- (.+\n(?:  .+\n)*)", text.partition("\n#")[0] + "\n", re.MULTILINE):
        names, _, says = " ".join(item.split()).partition("`: ")
        found.append((re.findall(r"`([\w+-]+)`", f"{names}`"), says))
    return found


def test_every_column_is_named() -> None:
    assert explained("The columns of the CSV") == list(COLUMNS)
    written = as_csv(by_region()).decode("utf-8-sig")
    others = next(csv.reader(io.StringIO(written)))[len(COLUMNS) :]
    _, _, after = MANUAL.partition("After these come six")
    documented = set(re.findall(r"`_(\w+)`", after.partition("\n\n")[0]))
    found: set[str] = set()
    for name in others:
        whole = re.fullmatch(r"age_(?:(?:under|from)_\d\d|\d\d-\d\d|\d\d\+|all)_(\w+)", name)
        assert whole, name
        found.add(whole[1])
    assert found == documented


@pytest.mark.parametrize(
    ("table", "columns"),
    [(DAYS, DAYS_COLUMNS), (HOURS, HOURS_COLUMNS), (BLOCKS, BLOCKS_COLUMNS)],
)
def test_every_column_of_the_lake_is_named(table: str, columns: Mapping[str, str]) -> None:
    assert explained(table) == list(columns)


def test_the_notebook_finds_what_a_report_says(
    invented: Invented, capsys: pytest.CaptureFixture[str]
) -> None:
    _, _, text = MANUAL.partition("In a notebook, ")
    code = textwrap.dedent(text.partition(":\n\n")[2].partition("\n\n`found")[0])
    names: dict[str, Any] = {}
    exec(code.replace("LAKE", invented.lake.as_posix()), names)
    assert "noise_sd" in capsys.readouterr().out
    wish = Wish(invented.last.replace(month=1, day=1), invented.last, ("month",))
    with DuckDB() as engine, reading(invented.lake) as lake:
        made = report(lake, wish, invented.listed, engine)
    expected: list[tuple[object, ...]] = []
    for number, month in enumerate(made.groups, start=1):
        assert month.genders is not None
        women, men = (month.genders.by_gender[name] for name in ("woman", "man"))
        sums = (month.genders.visits, women.number, men.number)
        expected.append((number, *sums, pytest.approx(women.noise_sd, abs=0.01)))
    assert names["found"].fetchall() == expected


def test_every_key_is_named() -> None:
    found: dict[str, Any] = as_object(by_region())
    assert explained("The object of the JSON") == list(found)
    assert explained("A line of the JSON") == list(found["total"])
    for name in found["total"]["key"]:
        assert f"`{name}`" in says_of("A line of the JSON", "key")
    assert explained("The time before in the JSON") == list(found["before"])
    for name in found["before"]["now"]:
        assert f"`{name}`" in says_of("The time before in the JSON", "then")
    for name in ("days", "missing"):
        for key in found[name][0]:
            assert f"`{key}`" in says_of("The object of the JSON", name)
