"""Of what a chain's report takes the camera's known error out, and where it lets it be."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.application.day_file import DayFile
from kiosk.fleet.engines import DuckDB
from kiosk.fleet.kiosk_list import Listed
from kiosk.fleet.lake_folder import reading
from kiosk.fleet.page import as_html
from kiosk.fleet.report import FleetReport, Group
from kiosk.fleet.report_text import as_text
from kiosk.fleet.reporting import Wish, report
from kiosk.fleet.words import fleet_words
from tests.fleet.day_files import DAY, MODELS, day_file, put, take, without_visits
from tests.fleet.reading import Reading, known_error

LISTED = [Listed("north", "A", "R"), Listed("south", "B", "R")]
OTHER = ("age-v2+gender-v2",)
WISH = Wish(DAY, DAY)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """One day of two kiosks with one model."""
    made = tmp_path / "inbox"
    for kiosk in ("north", "south"):
        put(made, day_file(kiosk))
    return made


def told(inbox: Path, wish: Wish = WISH) -> FleetReport:
    lake = inbox.with_name("lake")
    take(inbox, lake)
    with DuckDB() as engine, reading(lake) as opened:
        return report(opened, wish, LISTED, engine, {MODELS[0]: known_error()})


def is_corrected(group: Group) -> bool:
    """Gender and ages alike."""
    assert group.genders is not None and group.ages is not None
    assert group.genders.women is not None and group.ages.bands
    found = {share.corrected for share in (group.genders.women, *group.ages.bands.values())}
    assert len(found) == 1
    if found == {False}:
        assert group.genders.women == group.genders.measured
        assert group.ages.bands == group.ages.measured
    return found.pop()


def lines(found: FleetReport) -> dict[str, bool]:
    return {group.key[0]: is_corrected(group) for group in found.groups}


def of_model(day: DayFile, *models: str) -> DayFile:
    return replace(day, models=models)


def test_of_the_whole_and_of_each_line_it_is_taken_out(inbox: Path) -> None:
    found = told(inbox, replace(WISH, by=("store",)))
    assert is_corrected(found.total)
    assert lines(found) == {"A": True, "B": True}


def test_with_two_models_nobody_knows_whose_error_it_is(inbox: Path) -> None:
    put(inbox, of_model(day_file("north"), *OTHER))
    found = told(inbox, replace(WISH, by=("store",)))
    assert not is_corrected(found.total)
    assert lines(found) == {"A": False, "B": True}


def test_nor_of_a_model_that_this_program_does_not_know(inbox: Path) -> None:
    for kiosk in ("north", "south"):
        put(inbox, of_model(day_file(kiosk), *OTHER))
    assert not is_corrected(told(inbox).total)


def test_nor_where_a_day_had_both(inbox: Path) -> None:
    put(inbox, of_model(day_file("north"), *MODELS, *OTHER))
    assert not is_corrected(told(inbox).total)


def test_another_stores_model_is_another_matter(inbox: Path) -> None:
    put(inbox, of_model(day_file("north"), *OTHER))
    assert is_corrected(told(inbox, replace(WISH, store="B")).total)
    assert not is_corrected(told(inbox, replace(WISH, store="A")).total)


def test_a_day_before_and_a_day_without_blocks_change_nothing(inbox: Path) -> None:
    put(inbox, of_model(day_file("north", date(2026, 11, 20)), *OTHER))
    put(inbox, without_visits(day_file("east")))
    assert is_corrected(told(inbox).total)


@pytest.mark.parametrize("models", [MODELS, OTHER])
def test_of_two_times_it_is_taken_out_of_both_or_of_neither(
    inbox: Path, models: tuple[str, ...]
) -> None:
    for kiosk in ("north", "south"):
        put(inbox, of_model(day_file(kiosk, date(2026, 11, 17)), *models))
    found = told(inbox)
    assert is_corrected(found.total)
    assert found.before is not None
    sides = [found.before.then.women, found.before.now.women]
    assert [side and side.corrected for side in sides] == [models == MODELS] * 2


def test_every_view_says_whether_it_is(inbox: Path) -> None:
    words = fleet_words("en")
    sentences = [words.say(name) for name in ("reading_corrected", "reading_measured")]
    for models, expected in ((MODELS, [True, False]), (OTHER, [False, True])):
        for kiosk in ("north", "south"):
            put(inbox, of_model(day_file(kiosk), *models))
        take(inbox, inbox.with_name("lake"), replace=True)
        found = told(inbox)
        for view in (Reading(as_html(found)).text, " ".join(as_text(found).split())):
            assert [sentence in view for sentence in sentences] == expected
