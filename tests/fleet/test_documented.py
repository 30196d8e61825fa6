"""docs/fleet.md names every column of the CSV and every key of the JSON, in their order."""

import csv
import io
import re
from pathlib import Path
from typing import Any

from kiosk.fleet.report_csv import COLUMNS, as_csv
from kiosk.fleet.report_json import as_object
from tests.fleet.sample_reports import by_region

MANUAL = (Path(__file__).parents[2] / "docs" / "fleet.md").read_text(encoding="utf-8")


def first_column(section: str) -> list[str]:
    """What a section's table is about, row by row."""
    _, _, text = MANUAL.partition(f"### {section}\n")
    rows = re.findall(r"^\| (`.+?`) \|", text.partition("\n#")[0], re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`(\w+)`", row)]


def row_of(section: str, name: str) -> str:
    _, _, text = MANUAL.partition(f"### {section}\n")
    return next(line for line in text.splitlines() if line.startswith(f"| `{name}`"))


def test_every_column_is_named() -> None:
    assert first_column("The columns of the CSV") == list(COLUMNS)
    written = as_csv(by_region()).decode("utf-8-sig")
    others = next(csv.reader(io.StringIO(written)))[len(COLUMNS) :]
    _, _, after = MANUAL.partition("After these come as many columns")
    documented = set(re.findall(r"`_(\w+)`", after.partition("\n\n")[0]))
    found: set[str] = set()
    for name in others:
        whole = re.fullmatch(
            r"gender_[a-z_]+|age_(?:unsaid|\d\d[-+]\d*)(?:_(?P<ending>\w+))?", name
        )
        assert whole, name
        found |= {whole["ending"]} - {None}
    assert found == documented


def test_every_key_is_named() -> None:
    found: dict[str, Any] = as_object(by_region())
    assert first_column("The object of the JSON") == list(found)
    assert first_column("A line of the JSON") == list(found["total"])
    for name in found["total"]["key"]:
        assert f"`{name}`" in row_of("A line of the JSON", "key")
    for name in ("days", "missing"):
        for key in found[name][0]:
            assert f"`{key}`" in row_of("The object of the JSON", name)
