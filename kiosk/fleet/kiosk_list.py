"""Which kiosk stands in which store, and the store in which region: a head office's own list.

``kiosks.csv`` in the lake's folder, or any file of the same columns: kiosk, store, region.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.fleet.report import NOT_LISTED
from kiosk.fleet.words import plain

NAME: Final = "kiosks.csv"

_COLUMNS: Final = ("kiosk", "store", "region")


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list; in region ``NOT_LISTED`` where it names none."""

    kiosk: str
    store: str
    region: str


class ListBroken(Exception):
    """The list cannot be taken as it is; the text says where and why."""


def read(path: Path) -> list[Listed]:
    """In the file's order. Raises ListBroken, and OSError where it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _taken(path, csv.DictReader(file, strict=True))
    except (csv.Error, UnicodeDecodeError) as why:
        raise ListBroken(f"{path}: this is no CSV in UTF-8 ({why})") from None


def write(path: Path, kiosks: Iterable[Listed]) -> None:
    """In this order. Raises OSError."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(_COLUMNS)
        lines.writerows((each.kiosk, each.store, each.region) for each in kiosks)


def _taken(path: Path, lines: "csv.DictReader[str]") -> list[Listed]:
    names: Sequence[str] = lines.fieldnames or ()
    lacking = [column for column in _COLUMNS if column not in names]
    if lacking:
        raise ListBroken(f"{path}: the first line names no column {' and no '.join(lacking)}")
    found: dict[str, Listed] = {}
    for line in lines:
        # A line that is too short has None where it ends.
        kiosk, store, region = ((line[column] or "").strip() for column in _COLUMNS)
        if not kiosk or not store:
            raise ListBroken(f"{path}, line {lines.line_num}: the kiosk or its store is not named")
        if kiosk in found:
            raise ListBroken(f"{path}, line {lines.line_num}: {plain(kiosk)} is there twice")
        found[kiosk] = Listed(kiosk, store, region or NOT_LISTED)
    return list(found.values())
