"""docs/data.md says what the ledger is: its fields, its kinds of rows, its checkpoints."""

import re
from pathlib import Path

import pytest

from kiosk.adapters.records import chain, ledger
from kiosk.adapters.records.checkpoint import parse_checkpoint
from kiosk.adapters.records.ledger import Entry
from kiosk.adapters.records.shapes import SHAPES
from tests.adapters.records.ledger_files import SAID

MANUAL = (Path(__file__).parents[2] / "docs" / "data.md").read_text(encoding="utf-8")


def first_cells(heading: str) -> list[str]:
    """What is in backticks in the first column of the table under this heading."""
    _, _, table = MANUAL.partition(f"{heading}\n|---|---|\n")
    rows = table.partition("\n\n")[0].splitlines()
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row.split(" | ")[0])]


def test_every_field_of_a_row_is_explained() -> None:
    assert set(first_cells("| Field | What it holds |")) == {*chain._FIELDS, "ref"}


def test_every_kind_of_row_is_explained_field_by_field() -> None:
    _, _, table = MANUAL.partition("| Type | Names | Payload |\n|---|---|---|\n")
    said: dict[str, tuple[str, list[str]]] = {}
    for line in table.partition("\n\n")[0].splitlines():
        kinds, names, payload = (cell.strip() for cell in line.strip("| ").split("|"))
        for kind in re.findall(r"`([^`]+)`", kinds):
            said[kind] = names, re.findall(r"`([^`]+)`", payload)
    shapes = {entry.value: shape for entry, shape in SHAPES.items()}
    assert said.keys() == shapes.keys()
    for kind, (names, fields) in said.items():
        shape = shapes[kind]
        consent, notice = shape.names_consent, shape.names_notice
        assert names == ("the consent" if consent else "its notice" if notice else "")
        assert sorted(fields) == sorted(SAID.get(Entry(kind), {})), kind


def test_what_excuses_a_missing_proof_is_a_kind_of_row() -> None:
    assert first_cells("| Later row | What it excuses |") == [
        entry.value for entry in (Entry.CONSENT_WITHDRAWN, Entry.CONSENT_EXPIRED, Entry.RESTORED)
    ]


def test_the_checkpoint_that_is_shown_is_genuine() -> None:
    shown = re.search(r"^```\n(askfirst/.+?)^```$", MANUAL, re.MULTILINE | re.DOTALL)
    key = re.search(r"public half is\s+`([0-9a-f]{64})`", MANUAL)
    assert shown and key
    assert parse_checkpoint(shown[1]).is_signed_by([bytes.fromhex(key[1])])
    assert not parse_checkpoint(shown[1].replace("\n8\n", "\n9\n")).is_signed_by(
        [bytes.fromhex(key[1])]
    )


@pytest.mark.parametrize(
    "vector",
    [
        ledger.commitment(bytes(range(32)), b'{"language":"en","way":"touch"}').hex(),
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ],
)
def test_the_vectors_are_the_tested_ones(vector: str) -> None:
    assert f"`{vector}`" in MANUAL
