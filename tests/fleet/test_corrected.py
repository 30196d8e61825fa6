"""Of what a chain's report takes the camera's known error out, and where it lets it be."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.application.day_file import DayFile
from kiosk.application.figures_of_ages import ages_of
from kiosk.application.figures_released import genders_of
from kiosk.bootstrap.figures import correction
from kiosk.fleet.engines import DuckDB
from kiosk.fleet.kiosk_list import Listed
from kiosk.fleet.lake_folder import reading
from kiosk.fleet.page import as_html
from kiosk.fleet.report import FleetReport
from kiosk.fleet.report_text import as_text
from kiosk.fleet.reporting import Wish, report
from tests.fleet.by_hand import added, files, lying_in
from tests.fleet.day_files import DAY, MODELS, day_file, put, take

KNOWN = correction()
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
    assert KNOWN is not None
    lake = inbox.with_name("lake")
    take(inbox, lake)
    with DuckDB() as engine, reading(lake) as opened:
        return report(opened, wish, LISTED, engine, {MODELS[0]: KNOWN})


def is_corrected(found: FleetReport) -> bool:
    total = found.total
    assert total.genders is not None and total.ages is not None
    both = (total.genders.corrected is None, total.ages.corrected is None)
    assert both in ((True, True), (False, False))
    return both == (False, False)


def of_model(day: DayFile, *models: str) -> DayFile:
    return replace(day, models=models)


def test_of_the_whole_it_is_taken_out_as_a_kiosk_takes_it_out(inbox: Path) -> None:
    found = told(inbox, replace(WISH, by=("store",)))
    sums = added(lying_in(files(inbox), DAY, DAY))
    assert found.total.genders == genders_of(sums, found.total.opt_in, KNOWN, 5)
    assert found.total.ages == ages_of(sums, 14, KNOWN)
    assert is_corrected(found)
    # A line by itself would take as long as the whole.
    assert found.groups
    for group in found.groups:
        assert group.genders is not None and group.ages is not None
        assert (group.genders.corrected, group.ages.corrected) == (None, None)


def test_with_two_models_nobody_knows_whose_error_it_is(inbox: Path) -> None:
    put(inbox, of_model(day_file("north"), *OTHER))
    assert not is_corrected(told(inbox))


def test_nor_of_a_model_that_this_program_does_not_know(inbox: Path) -> None:
    for kiosk in ("north", "south"):
        put(inbox, of_model(day_file(kiosk), *OTHER))
    assert not is_corrected(told(inbox))


def test_nor_where_a_day_had_both(inbox: Path) -> None:
    put(inbox, of_model(day_file("north"), *MODELS, *OTHER))
    assert not is_corrected(told(inbox))


def test_another_stores_model_is_another_matter(inbox: Path) -> None:
    put(inbox, of_model(day_file("north"), *OTHER))
    assert is_corrected(told(inbox, replace(WISH, store="B")))
    assert not is_corrected(told(inbox, replace(WISH, store="A")))


def test_a_batch_of_the_period_that_closed_later_may_be_another_models(inbox: Path) -> None:
    then = DAY - timedelta(days=9)
    put(inbox, day_file("north", then))
    # All of its batches reach out of the period, or lie behind it.
    later = of_model(day_file("north", then + timedelta(days=1)), *OTHER)
    put(inbox, later)
    assert is_corrected(told(inbox, Wish(then, then)))
    waited = replace(later.batches[0], first_day=then, last_day=then)
    put(inbox, replace(later, day=then + timedelta(days=5), batches=(waited,)))
    assert not is_corrected(told(inbox, Wish(then, then)))


def test_a_day_before_and_a_day_without_batches_change_nothing(inbox: Path) -> None:
    put(inbox, of_model(day_file("north", date(2026, 11, 20)), *OTHER))
    put(inbox, replace(day_file("east"), batches=(), models=()))
    assert is_corrected(told(inbox))


def test_where_there_is_none_no_column_is_kept_for_it(inbox: Path) -> None:
    found = told(inbox)
    page, text = as_html(found, "en"), as_text(found, "en")
    assert page.count("stimated</th>") == 1
    assert "known error taken out" in text
    put(inbox, of_model(day_file("north"), *OTHER))
    take(inbox, inbox.with_name("lake"), replace=True)
    found = told(inbox)
    assert not is_corrected(found)
    page, text = as_html(found, "en"), as_text(found, "en")
    assert "stimated</th>" not in page
    assert "known error taken out" not in text
