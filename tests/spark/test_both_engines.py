"""Spark and DuckDB give the same report, to the last digit: ``make test-spark``."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk.bootstrap.figures import correction
from kiosk.fleet.engines import DuckDB, Engine, EngineFailed, Spark
from kiosk.fleet.lake import BLOCKS
from kiosk.fleet.lake_folder import reading
from kiosk.fleet.parts import part_of
from kiosk.fleet.report import BY, NOT_LISTED, FleetReport
from kiosk.fleet.reporting import NothingThere, Wish, report
from kiosk.fleet.simulated.tables import MODEL
from tests.spark.conftest import MASTER, Lake

pytestmark = [
    # One report is dozens of jobs, and each is sent to processes of its own.
    pytest.mark.timeout(900),
    # PySpark 4.0 asks pandas 3 for what is the default there, and leaves its sockets to Python.
    pytest.mark.filterwarnings(
        "ignore::pandas.errors.Pandas4Warning",
        "ignore:unclosed <socket:ResourceWarning",
        "ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning",
    ),
]

WISHES = [
    Wish(),
    Wish(by=("region",)),
    Wish(by=("store", "week")),
    Wish(by=("weekday", "hour")),
    Wish(date(2026, 1, 1), date(2026, 4, 10), ("region", "month")),
    Wish(date(2026, 1, 15), date(2026, 2, 20), ("kiosk", "day"), region="Coast"),
    Wish(date(2026, 1, 1), date(2026, 4, 10), ("month",), store="Store 0001"),
    Wish(date(2026, 2, 1), date(2026, 2, 28), ("weekday",), region=NOT_LISTED),
]


KNOWN = correction()
CORRECTIONS = {} if KNOWN is None else {MODEL: KNOWN}


def counted(lake: Lake, wish: Wish, by: Engine) -> FleetReport:
    with by as engine, reading(lake.folder) as opened:
        return report(opened, wish, lake.listed, engine, CORRECTIONS)


def test_the_wishes_name_every_kind_of_line() -> None:
    assert {name for wish in WISHES for name in wish.by} == {*BY}


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: " ".join(wish.by) or "all of it")
def test_both_engines_give_the_same_report(session: Any, lake: Lake, wish: Wish) -> None:
    by_spark, by_duckdb = (counted(lake, wish, by) for by in (Spark(session), DuckDB()))
    assert (by_spark.engine, by_duckdb.engine) == ("spark", "duckdb")
    assert by_spark == replace(by_duckdb, engine="spark")
    assert by_spark.total.counts.asked > 0
    genders = by_spark.total.genders
    assert genders is not None and genders.women is not None and genders.women.corrected
    assert by_spark.before is not None or wish.first == date(2026, 1, 1)
    assert by_spark.groups or not wish.by


def test_spark_tells_of_nothing_as_duckdb_does(session: Any, lake: Lake) -> None:
    with pytest.raises(NothingThere, match="no day of these"):
        counted(lake, Wish(date(2031, 1, 1), date(2031, 1, 28)), Spark(session))


def test_it_ran_on_workers_and_left_nothing_in_the_session(session: Any, lake: Lake) -> None:
    assert session.sparkContext.master == MASTER
    before = {table.name for table in session.catalog.listTables()}
    counted(lake, Wish(by=("region",)), Spark(session))
    left = {table.name for table in session.catalog.listTables()} - before
    assert not {name for name in left if name.startswith("askfirst")}


def test_the_command_begins_a_spark_of_its_own(lake: Lake) -> None:
    command = [sys.executable, "-m", "kiosk", "fleet", "report", str(lake.folder)]
    options = ["--by", "region", "--format", "json", "--engine"]
    environment = os.environ | {"PYSPARK_SUBMIT_ARGS": "--master local[1] pyspark-shell"}
    by_spark, by_duckdb = (
        json.loads(
            subprocess.run(
                [*command, *options, engine], env=environment, stdout=subprocess.PIPE, check=True
            ).stdout
        )
        for engine in ("spark", "duckdb")
    )
    assert by_spark.pop("engine") == "spark"
    assert by_duckdb.pop("engine") == "duckdb"
    assert by_spark == by_duckdb


def test_a_file_that_is_none_is_told_in_one_line(session: Any, lake: Lake, tmp_path: Path) -> None:
    folder = tmp_path / "lake"
    shutil.copytree(lake.folder, folder)
    part_of(folder, BLOCKS, "2026-04").write_bytes(b"no Parquet at all")
    with pytest.raises(EngineFailed) as told:
        counted(replace(lake, folder=folder), Wish(), Spark(session))
    assert "\n" not in str(told.value)
