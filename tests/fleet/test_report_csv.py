"""The report for spreadsheets: each number once, nothing that a spreadsheet would carry out."""

import csv
import io
import re

import pytest

from kiosk.fleet.report_csv import COLUMNS, as_csv, harmless
from tests.fleet.sample_reports import (
    ALL,
    HOSTILE,
    by_hour,
    by_region,
    by_store,
    few,
    hostile,
    only_store,
    unreleased,
    untold,
)


def rows_of(written: bytes) -> list[dict[str, str]]:
    text = io.StringIO(written.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, strict=True))


@pytest.mark.parametrize("name", ALL)
def test_there_is_a_row_for_everything(name: str) -> None:
    report = ALL[name]()
    written = as_csv(report)
    assert written.startswith(b"\xef\xbb\xbfrow,")
    rows = rows_of(written)
    assert list(rows[0])[: len(COLUMNS)] == list(COLUMNS)
    assert all(None not in row for row in rows)
    kinds = [row["row"] for row in rows]
    assert kinds == [
        "all",
        *(["then", "now"] if report.before else []),
        *["line"] * len(report.groups),
        *["day"] * len(report.days),
        *["missing"] * len(report.missing),
    ]
    assert "Gender and age are of visitors who said yes" in rows[0]["note"]
    for row in rows:
        assert row["invented"] == str(int(report.invented))
        assert row["known_kiosks"] == str(report.kiosks)
        assert row["set_aside"] == str(report.set_aside)


def test_a_line_has_the_numbers_of_its_group() -> None:
    report = by_store(3)
    rows = [row for row in rows_of(as_csv(report)) if row["row"] == "line"]
    for row, group in zip(rows, report.groups, strict=True):
        assert (row["region"], row["store"]) == group.key
        assert int(row["asked"]) == group.counts.asked
        assert int(row["said_yes"]) == group.counts.said_yes
        assert group.opt_in.value is not None
        assert group.genders is not None
        assert group.ages is not None
        assert float(row["opt_in"]) == group.opt_in.value
        assert group.genders.women is not None
        assert group.released is not None
        assert float(row["women"]) == group.genders.women.value
        assert int(row["gender_woman"]) == group.genders.by_gender["woman"].number
        assert int(row["age_18-34"]) == group.ages.by_age_band["18-34"].number
        assert int(row["blocks"]) == group.released.blocks
        assert float(row["age_55+_share_low"]) == group.ages.bands["55+"].low
        assert float(row["age_55+_measured"]) == group.ages.measured["55+"].value


def test_two_times_that_are_compared_have_days_of_their_own() -> None:
    report = by_region()
    assert report.before is not None
    then, now = (row for row in rows_of(as_csv(report)) if row["row"] in ("then", "now"))
    assert (then["first"], then["last"]) == ("2026-10-06", "2026-11-02")
    assert (now["first"], now["last"]) == ("2026-11-03", "2026-11-30")
    for row, side in ((then, report.before.then), (now, report.before.now)):
        assert int(row["asked"]) == side.counts.asked
        assert int(row["kiosk_days"]) == report.before.kiosk_days
        assert side.women is not None
        assert float(row["women"]) == side.women.value


def test_what_is_of_too_few_is_empty() -> None:
    of_few = next(row for row in rows_of(as_csv(few())) if row["row"] == "line")
    assert of_few["opt_in"] == of_few["opt_in_low"] == ""
    assert of_few["asked"] == "12"
    of_hour = next(row for row in rows_of(as_csv(by_hour())) if row["row"] == "line")
    assert of_hour["hour"] == "09"
    assert of_hour["said_yes"] != ""
    assert of_hour["agreed"] == of_hour["in_blocks"] == of_hour["gender_woman"] == ""
    none_closed = rows_of(as_csv(unreleased()))[0]
    assert (none_closed["blocks"], none_closed["in_blocks"]) == ("0", "0")
    assert none_closed["gender_woman"] == none_closed["epsilon"] == none_closed["women"] == ""


def test_numbers_under_nought_are_written_as_they_were_released() -> None:
    row = rows_of(as_csv(untold()))[0]
    assert (row["gender_woman"], row["gender_man"], row["women"]) == ("3", "-2", "")


def is_number(cell: str) -> bool:
    """A released one may be under nought."""
    return re.fullmatch(r"-?[0-9.e-]+", cell) is not None


def test_no_name_is_a_formula() -> None:
    rows = rows_of(as_csv(hostile()))
    cells = [cell for row in rows for cell in row.values() if not is_number(cell)]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))]
    assert not [cell for cell in cells if any(letter in cell for letter in "\r\n\t\x1b")]
    stores = [row["store"] for row in rows if row["row"] == "line"]
    assert len(stores) == len(HOSTILE)
    assert stores[0] == "<script>alert(1)</script>"
    assert stores[1] == "'=HYPERLINK(1)"


def test_a_part_of_the_chain_is_named_as_one() -> None:
    assert {row["only_store"] for row in rows_of(as_csv(only_store()))} == {"'=Store  7"}
    assert {row["only_region"] for row in rows_of(as_csv(by_region()))} == {""}


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@x", " =1", "\t=1", "\n@x", "＝1", "－1", "＠x"]
)
def test_what_begins_a_formula_is_text(text: str) -> None:
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["", "Store 1", "a=b", "上海", "1-2", "'quoted"])
def test_any_other_name_stays(text: str) -> None:
    assert harmless(text) == text
