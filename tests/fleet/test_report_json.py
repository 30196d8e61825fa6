"""The report for scripts: every key always there, every number that of the report."""

import json

import pytest

from kiosk.fleet.report import BY
from kiosk.fleet.report_json import as_json, as_object
from tests.fleet.sample_reports import ALL, by_hour, by_store, few, no_lines

KEYS_OF_A_LINE = {
    *("key", "kiosks", "kiosk_days", "counts", "opt_in", "opt_in_of_door"),
    *("blocks", "released_from", "genders", "ages"),
}


@pytest.mark.parametrize("name", ALL)
def test_every_key_is_always_there(name: str) -> None:
    report = ALL[name]()
    found = json.loads(as_json(report))
    assert found == as_object(report)
    assert found.keys() == as_object(no_lines()).keys()
    for line in (found["total"], *found["lines"]):
        assert line.keys() == KEYS_OF_A_LINE
        assert set(line["key"]) == set(BY)
    assert found["invented"] is report.invented
    assert "Gender and age are of visitors who said yes" in found["who"]


def test_lines_with_and_without_a_share_have_the_same_keys() -> None:
    large, small = as_object(by_store(2))["lines"][1], as_object(few())["lines"][0]
    assert large["genders"].keys() == small["genders"].keys()
    assert large["ages"].keys() == small["ages"].keys()
    assert large["genders"]["women"]["corrected"] is True
    assert small["genders"]["women"] is None
    assert small["ages"]["bands"] == {}


def test_what_there_is_nothing_of_is_null() -> None:
    line = as_object(by_hour())["lines"][0]
    assert line["key"]["hour"] == "09"
    assert line["key"]["region"] is None
    assert line["genders"] is None
    assert line["ages"] is line["blocks"] is line["counts"]["agreed"] is None
    assert line["counts"]["said_yes"] > 0
    assert as_object(no_lines())["before"] is None
    assert "counted" not in line["counts"]


def test_numbers_are_those_of_the_report() -> None:
    report = by_store(2)
    found = as_object(report)
    for line, group in zip(found["lines"], report.groups, strict=True):
        assert line["counts"]["asked"] == group.counts.asked
        assert line["opt_in"]["value"] == group.opt_in.value
        assert group.genders is not None
        woman = group.genders.by_gender["woman"].number
        assert line["genders"]["by_gender"]["woman"] == woman
    assert [day["day"] for day in found["days"]] == [day.day.isoformat() for day in report.days]
    assert found["missing"][0]["last_day"] is None
