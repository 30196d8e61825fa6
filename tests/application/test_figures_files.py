"""JSON and CSV say the same numbers, and docs/data-dictionary.md names what there is in them."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from kiosk.application.figures import PeriodFigures
from kiosk.application.figures_csv import COLUMNS, as_csv
from kiosk.application.figures_json import as_json
from tests.application.sample_figures import DAY, FULL

DICTIONARY = (Path(__file__).parents[2] / "docs" / "data-dictionary.md").read_text(encoding="utf-8")

COUNTS = (
    "asked",
    "agreed",
    "told",
    "said_yes",
    "declined",
    "walked_away",
    "counted",
    "entered",
)

Key = tuple[str, ...]
"""Span, first, last, day, hour, measure, source, form, batch, gender, ages; as the table has it."""

Numbers = dict[Key, dict[str, float]]
"""Value, low, high, count and of, those that are there."""


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def numbers_of_table(content: bytes) -> Numbers:
    found: Numbers = {}
    for row in table(content):
        key = tuple(row[name] for name in COLUMNS[:11])
        assert key not in found
        names = ("value", "low", "high", "count", "of")
        found[key] = {name: float(row[name]) for name in names if row[name]}
    return found


def numbers_of_object(told: dict[str, Any]) -> Numbers:
    """The same, from the JSON."""
    found: Numbers = {}

    def put(of: Key, measure: str, number: Any, **named: str) -> None:
        span, first, last, *when = (*of, "", "")[:5]
        marks = [named.get(name, "") for name in ("source", "form", "batch", "gender", "ages")]
        whole = number if isinstance(number, dict) else {"value": number}
        found[span, first, last, when[0], when[1], measure, *marks] = {
            name: float(each) for name, each in whole.items() if each is not None
        }

    def put_counts(of: Key, counts: dict[str, Any]) -> None:
        for name in COUNTS:
            put(of, name, counts[name])

    whole = (told["span"], told["first"], told["last"])
    put_counts(whole, told["counts"])
    for name in ("not_counted", "withdrawn", "opt_in", "fewer_than"):
        put(whole, name, told[name])
    if told["opt_in_of_door"] is not None:
        put(whole, "opt_in_of_door", told["opt_in_of_door"])
    if told["kept_from"] is not None:
        put((*whole, told["kept_from"]), "kept_from", None)
    genders, ages, pyramid = told["genders"], told["ages"], told["pyramid"]
    put(whole, "batched", genders["visits"])
    for name, visits in genders["by_gender"].items():
        put(whole, "gender", visits, gender=name)
    put(whole, "merged", genders["merged"])
    put(whole, "largest_k", genders["largest_k"])
    put(whole, "women", genders["women"])
    for source, name in (("camera", "women_by_camera"), ("said", "women_as_said")):
        put(whole, "women", genders[name], source=source)
    for name in ("women_corrected", "women_bounds"):
        if genders[name] is not None:
            put(whole, name, genders[name])
    for name, visits in ages["by_ages"].items():
        put(whole, "age", visits, ages=name)
    put(whole, "age_merged", ages["merged"])
    for source, name in (("camera", "shares_by_camera"), ("said", "shares_as_said")):
        put(whole, "age_in_shares", ages[name], source=source)
    for name, share in ages["bands"].items():
        put(whole, "age_share", share, ages=name)
    for name, share in (ages["bands_corrected"] or {}).items():
        put(whole, "age_share_corrected", share, ages=name)
    put(whole, "pyramid_batched", pyramid["visits"])
    for gender, shares in (("woman", pyramid["women"]), ("man", pyramid["men"])):
        for name, share in shares.items():
            put(whole, "pyramid_share", share, gender=gender, ages=name)
    before = told["before"]
    if before is not None:
        then = ("before", before["first"], before["last"])
        if before["upto_day"] is not None:
            put((*then, before["upto_day"], str(before["upto_hour"])), "upto", None)
        put_counts(then, before["counts"])
        put(then, "opt_in", before["opt_in"])
        put(then, "women", before["women"])
        put_counts(("against", *whole[1:]), before["against"])
    for hour in told["hours"]:
        put_counts((*whole, "", str(hour["hour"])), hour)
    for day in told["days"]:
        put((*whole, day["day"]), "growing", day["growing"])
        put_counts((*whole, day["day"]), day["counts"])
        for hour in day["hours"]:
            put_counts((*whole, day["day"], str(hour["hour"])), hour)
    for span, batches in (("batch", told["batches"]), ("reaching_out", told["reaching_out"])):
        for number, batch in enumerate(batches, start=1):
            of = (span, batch["first_day"], batch["last_day"])
            marks = {"source": batch["source"], "form": batch["form"], "batch": str(number)}
            put(of, "batched", batch["visits"], **marks)
            for cell in batch["cells"]:
                named = {name: cell[name] or "" for name in ("gender", "ages")}
                put(of, "cell", cell["visits"], **marks, **named)
    return found


@pytest.mark.parametrize("figures", [DAY, FULL], ids=["day", "full"])
def test_both_files_say_the_same_numbers(figures: PeriodFigures) -> None:
    in_object = numbers_of_object(json.loads(as_json(figures)))
    assert numbers_of_table(as_csv(figures)) == in_object
    assert len(in_object) > 400


def test_every_row_says_k_whose_figures_they_are_and_of_whom() -> None:
    rows = table(as_csv(FULL))
    assert {(row["k"], row["demo"], row["final"]) for row in rows} == {("5", "0", "0")}
    by_measure = {row["measure"]: row["who"] for row in rows}
    assert by_measure["women"] == by_measure["gender"] == "visitors who said yes"
    assert by_measure["asked"] == by_measure["declined"] == "visitors who were asked"
    assert by_measure["entered"] == "people who came in"
    told = json.loads(as_json(FULL))
    assert "visitors who said yes" in told["who"]
    assert (told["k"], told["demo"]) == (5, False)
    assert told["opt_in"]["value"] == 134 / 210


def test_what_is_held_back_is_null_and_empty() -> None:
    told = json.loads(as_json(DAY))
    assert told["genders"]["by_gender"] == dict.fromkeys(["woman", "man", "not_sure", "unsaid"])
    assert told["genders"]["women"]["value"] is None
    assert told["counts"]["entered"] is None
    assert (told["before"], told["opt_in_of_door"], told["confusion"]) == (None, None, None)
    (row,) = [row for row in table(as_csv(DAY)) if row["gender"] == "woman" and not row["ages"]]
    assert (row["measure"], row["value"]) == ("gender", "")


def test_a_spreadsheet_opens_the_table_as_it_is() -> None:
    content = as_csv(FULL)
    assert content.startswith("\ufeffspan,first,last,day,".encode())
    assert content.endswith(b"\r\n")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert '"published evaluation, n = 1,116"' in "".join(lines)
    # Nothing that a spreadsheet would take for a formula.
    assert not [row for row in table(content) if any(v[:1] in "=+-@" for v in row.values() if v)]


# The dictionary ------------------------------------------------------------------------------

SECTIONS = {
    "": "The object",
    "counts": "Counts",
    "opt_in": "Share",
    "opt_in_of_door": "Share",
    "genders": "Genders",
    "genders.women": "Share",
    "genders.women_by_camera": "Share",
    "genders.women_as_said": "Share",
    "ages": "Ages",
    "ages.bands.*": "Share",
    "ages.shares_by_camera": "Part",
    "ages.shares_as_said": "Part",
    "pyramid": "Pyramid",
    "pyramid.women.*": "Share",
    "pyramid.men.*": "Share",
    "before": "Before",
    "before.counts": "Counts",
    "before.against": "Counts",
    "before.opt_in": "Share",
    "before.women": "Share",
    "hours.*": "Counts",
    "days.*": "Day",
    "days.*.counts": "Counts",
    "days.*.hours.*": "Counts",
    "batches.*": "Batch",
    "batches.*.cells.*": "Cell",
    "reaching_out.*": "Batch",
    "reaching_out.*.cells.*": "Cell",
}
"""Which section documents the object at which place."""

NAMED = ("genders.by_gender", "ages.by_ages", "ages.bands", "pyramid.women", "pyramid.men")
"""Objects whose keys are names of genders or bands."""

WITHOUT_COUNTS = ("genders.women_corrected", "genders.women_bounds", "ages.bands_corrected.*")


def documented(section: str) -> list[str]:
    """The names in the first column of a section's table; one row may have several."""
    _, _, text = DICTIONARY.partition(f"# {section}\n")
    assert text, section
    rows = re.findall(r"^\| (`.+?`) \|", re.split(r"^#", text, maxsplit=1, flags=re.M)[0], re.M)
    return [name for row in rows for name in re.findall(r"`(\w+)`", row)]


def objects_in(value: Any, place: str = "") -> dict[str, set[str]]:
    """Every object's keys, by the place it is at."""
    found: dict[str, set[str]] = {}
    if isinstance(value, dict):
        is_named = place in (*NAMED, "ages.bands_corrected")
        found[place] = set() if is_named else set(value)
        for key, inner in value.items():
            step = "*" if is_named else key
            for where, keys in objects_in(inner, f"{place}.{step}".lstrip(".")).items():
                found[where] = found.get(where, set()) | keys
    elif isinstance(value, list):
        for inner in value:
            for where, keys in objects_in(inner, f"{place}.*").items():
                found[where] = found.get(where, set()) | keys
    return found


def test_every_key_is_in_the_dictionary_and_every_one_of_it_is_there() -> None:
    objects = objects_in(json.loads(as_json(FULL)))
    for place in (*NAMED, "ages.bands_corrected"):
        del objects[place]
    for place in WITHOUT_COUNTS:
        assert objects.pop(place) <= {"value", "low", "high"}
    assert objects.keys() == SECTIONS.keys()
    for place, keys in objects.items():
        named = documented(SECTIONS[place])
        if SECTIONS[place] == "Counts" and not place.endswith("hours.*"):
            named.remove("hour")
        assert keys == set(named), place


def test_every_column_is_in_the_dictionary_in_its_order() -> None:
    assert documented("Columns") == list(COLUMNS)
    assert list(table(as_csv(FULL))[0]) == list(COLUMNS)


def test_every_measure_is_in_the_dictionary_and_every_one_of_it_is_there() -> None:
    measures = list(dict.fromkeys(row["measure"] for row in table(as_csv(FULL))))
    named = documented("Measures")
    assert sorted(named) == sorted(measures)
    assert len(set(named)) == len(named)
