"""JSON and CSV say the same numbers, and docs/data.md names what there is in them."""

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.application.figures import Counts, PeriodFigures
from kiosk.application.figures_csv import COLUMNS, as_csv
from kiosk.application.figures_json import as_json
from kiosk.application.figures_text import as_text
from kiosk.domain.blocks import CELLS, Block
from kiosk.domain.periods import Period
from tests.application.sample_figures import BANDS, DAY, FULL, SATURDAY, figures
from tests.fakes.figures import FakeCorrection

DICTIONARY = (Path(__file__).parents[2] / "docs" / "data.md").read_text(encoding="utf-8")

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

HOUR = ("asked", "said_yes", "entered")

Key = tuple[str, ...]
"""Span, first, last, day, hour, measure, gender, ages; as the table has it."""

Numbers = dict[Key, dict[str, float]]
"""Value, low, high, count, of and the noise's standard deviation, those that are there."""


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def numbers_of_table(content: bytes) -> Numbers:
    found: Numbers = {}
    for row in table(content):
        key = tuple(row[name] for name in COLUMNS[:8])
        assert key not in found
        names = ("value", "low", "high", "count", "of", "noise_sd")
        found[key] = {name: float(row[name]) for name in names if row[name]}
    return found


def numbers_of_object(told: dict[str, Any]) -> Numbers:
    """The same, from the JSON."""
    found: Numbers = {}

    def put(of: Key, measure: str, number: Any, gender: str = "", ages: str = "") -> None:
        span, first, last, day, hour = (*of, "", "")[:5]
        whole = number if isinstance(number, dict) else {"value": number}
        found[span, first, last, day, hour, measure, gender, ages] = {
            name: float(each)
            for name, each in whole.items()
            if each is not None and name != "corrected"
        }

    def put_counts(of: Key, counts: dict[str, Any], names: Sequence[str] = COUNTS) -> None:
        for name in names:
            put(of, name, counts[name])

    def released(of: dict[str, Any], named: str, name: str) -> dict[str, Any]:
        number = of[named][name]
        ends = {end: of[end][name] for end in ("low", "high")}
        return {"value": number, **ends, "noise_sd": of["noise_sd"]}

    whole = (told["span"], told["first"], told["last"])
    put_counts(whole, told["counts"])
    for name in ("not_counted", "withdrawn", "opt_in", "fewer_than", "blocks"):
        put(whole, name, told[name])
    for name in ("withdrawn_later", "opt_in_of_door"):
        if told[name] is not None:
            put(whole, name, told[name])
    for name in ("kept_from", "released_from"):
        if told[name] is not None:
            put((*whole, told[name]), name, None)
    if told["next_close"] is not None:
        put(whole, "next_close", None)
    genders, ages, pyramid = told["genders"], told["ages"], told["pyramid"]
    put(whole, "released", genders["visits"])
    for name in genders["by_gender"]:
        put(whole, "gender", released(genders, "by_gender", name), gender=name)
    for name in ("women", "women_measured"):
        put(whole, name, genders[name])
    if genders["women_bounds"] is not None:
        put(whole, "women_bounds", genders["women_bounds"])
    for name in ages["by_age_band"]:
        put(whole, "age", released(ages, "by_age_band", name), ages=name)
    for measure, key in (("age_share", "bands"), ("age_share_measured", "bands_measured")):
        for name, share in ages[key].items():
            put(whole, measure, share, ages=name)
    for gender, shares in (("woman", pyramid["women"]), ("man", pyramid["men"])):
        for name, share in shares.items():
            put(whole, "pyramid_share", share, gender, name)
    before = told["before"]
    if before is not None:
        then = ("before", before["first"], before["last"])
        if before["upto_day"] is not None:
            put((*then, before["upto_day"], str(before["upto_hour"])), "upto", None)
        put(then, "same_weekdays", before["same_weekdays"])
        put_counts(then, before["counts"], HOUR)
        put(then, "opt_in", before["opt_in"])
        put(then, "women", before["women"])
        put_counts(("against", *whole[1:]), before["against"], HOUR)
    for hour in told["hours"]:
        put_counts((*whole, "", str(hour["hour"])), hour, HOUR)
    for day in told["days"]:
        put((*whole, day["day"]), "growing", day["growing"])
        put_counts((*whole, day["day"]), day["counts"])
        for hour in day["hours"]:
            put_counts((*whole, day["day"], str(hour["hour"])), hour, HOUR)
    return found


@pytest.mark.parametrize("figures", [DAY, FULL], ids=["day", "full"])
def test_both_files_say_the_same_numbers(figures: PeriodFigures) -> None:
    in_object = numbers_of_object(json.loads(as_json(figures)))
    assert numbers_of_table(as_csv(figures)) == in_object
    assert len(in_object) > 100


@st.composite
def released(draw: st.DrawFn) -> PeriodFigures:
    """A day with one to three blocks, whose cells may be of anything, as noise may make them."""
    cells = st.tuples(*[st.integers(-9, 400)] * len(CELLS))
    block = st.builds(
        Block,
        first_day=st.just(SATURDAY),
        last_day=st.just(SATURDAY),
        closed_on=st.just(SATURDAY),
        closed_at=st.just("13:00"),
        visits=st.integers(20, 2000),
        epsilon=st.sampled_from([0.1, 1.0, 2.0, 4.0]),
        cells=cells,
    )
    blocks = draw(st.lists(block, min_size=1, max_size=3))
    correction = draw(st.sampled_from([None, FakeCorrection()]))
    return figures(
        Period.of_day(SATURDAY), {(SATURDAY, 10): Counts(900, 500)}, *blocks, correction=correction
    )


@given(figures=released())
def test_a_share_and_its_range_are_the_same_in_every_view(figures: PeriodFigures) -> None:
    told = json.loads(as_json(figures))
    in_table = {(row["measure"], row["gender"], row["ages"]): row for row in table(as_csv(figures))}
    lines = [line.split("  ") for line in as_text(figures).splitlines()]
    in_text = [(line[0] or line[1], line[-1].strip()) for line in lines if len(line) > 1]
    for measure, ages, words, share, in_json in (
        ("women", "", "Women among women and men", figures.genders.women, told["genders"]["women"]),
        *(
            ("age_share", name, words_of(name), share, told["ages"]["bands"][name])
            for name, share in figures.ages.bands.items()
        ),
    ):
        row = in_table[measure, "", ages]
        if share is None:
            assert in_json is None
            assert (row["value"], row["low"], row["high"]) == ("", "", "")
            assert words not in [name for name, _ in in_text]
            continue
        assert in_json == asdict(share)
        written = {name: float(row[name]) for name in ("value", "low", "high", "of")}
        assert written == {name: in_json[name] for name in written}
        assert bool(row["note"]) == in_json["corrected"]
        low, high = (round(100 * in_json[name]) for name in ("low", "high"))
        assert (words, f"{percent(in_json['value'])} ({low} % to {high} %)") in in_text
    for name, total in figures.genders.by_gender.items():
        assert told["genders"]["by_gender"][name] == total.number
        assert in_table["gender", name, ""]["value"] == str(total.number)
    for name, total in figures.ages.by_age_band.items():
        assert told["ages"]["by_age_band"][name] == total.number
        assert in_table["age", "", name]["value"] == str(total.number)


def percent(share: float) -> str:
    whole = round(100 * share)
    if 0 < share < 1:
        return {0: "under 1 %", 100: "over 99 %"}.get(whole, f"{whole} %")
    return f"{whole} %"


def words_of(ages: str) -> str:
    return ages.replace("_", " ").replace("-", "–")


def test_every_row_says_with_what_it_was_released_and_of_whom_it_is() -> None:
    rows = table(as_csv(FULL))
    assert {(row["epsilon"], row["demo"], row["final"]) for row in rows} == {("2.0", "0", "0")}
    by_measure = {row["measure"]: row["who"] for row in rows}
    assert by_measure["women"] == by_measure["gender"] == "visitors who said yes"
    assert by_measure["asked"] == by_measure["declined"] == "visitors who were asked"
    assert by_measure["entered"] == "people who came in"
    told = json.loads(as_json(FULL))
    assert "visitors who said yes" in told["who"]
    assert (told["epsilon"], told["demo"]) == (2.0, False)
    assert told["opt_in"]["value"] == 134 / 210


def test_where_no_block_has_closed_there_is_null_and_an_empty_place() -> None:
    told = json.loads(as_json(DAY))
    genders, ages = told["genders"], told["ages"]
    assert genders["by_gender"] == dict.fromkeys(["woman", "man", "not_sure", "unsaid"])
    assert ages["by_age_band"] == dict.fromkeys([*BANDS, "unsaid"])
    assert (told["blocks"], genders["visits"], genders["noise_sd"]) == (0, 0, None)
    assert (genders["women"], genders["women_measured"], ages["bands"]) == (None, None, {})
    assert told["counts"]["entered"] is None
    assert (told["before"], told["opt_in_of_door"], told["confusion"]) == (None, None, None)
    assert (told["released_from"], told["next_close"], told["withdrawn_later"]) == (None,) * 3
    (row,) = [row for row in table(as_csv(DAY)) if row["gender"] == "woman"]
    assert (row["measure"], row["value"], row["noise_sd"]) == ("gender", "", "")


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
    "opt_in": "Share of counts",
    "opt_in_of_door": "Share of counts",
    "genders": "Genders",
    "genders.women": "Share",
    "genders.women_measured": "Share",
    "ages": "Ages",
    "ages.bands.*": "Share",
    "ages.bands_measured.*": "Share",
    "pyramid": "Pyramid",
    "pyramid.women.*": "Share",
    "pyramid.men.*": "Share",
    "before": "Before",
    "before.counts": "Counts of an hour",
    "before.against": "Counts of an hour",
    "before.opt_in": "Share of counts",
    "before.women": "Share",
    "hours.*": "Counts of an hour",
    "days.*": "A day of it",
    "days.*.counts": "Counts",
    "days.*.hours.*": "Counts of an hour",
}
"""Which section documents the object at which place."""

NAMED = (
    *(f"genders.{name}" for name in ("by_gender", "low", "high")),
    *(f"ages.{name}" for name in ("by_age_band", "low", "high", "groups")),
    *("ages.bands", "ages.bands_measured", "pyramid.women", "pyramid.men"),
)
"""Objects whose keys are names of genders or bands."""


def documented(section: str) -> list[str]:
    """The names that a section's list explains; one line may have several."""
    _, _, text = DICTIONARY.partition(f"# {section}\n")
    assert text, section
    lines = re.findall(r"^- (`.+?`): ", re.split(r"^#", text, maxsplit=1, flags=re.M)[0], re.M)
    return [name for line in lines for name in re.findall(r"`(\w+)`", line)]


def objects_in(value: Any, place: str = "") -> dict[str, set[str]]:
    """Every object's keys, by the place it is at."""
    found: dict[str, set[str]] = {}
    if isinstance(value, dict):
        is_named = place in NAMED
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
    for place in NAMED:
        del objects[place]
    assert objects.pop("genders.women_bounds") == {"low", "high"}
    assert objects.keys() == SECTIONS.keys()
    for place, keys in objects.items():
        named = documented(SECTIONS[place])
        if SECTIONS[place] == "Counts of an hour" and not place.endswith("hours.*"):
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
