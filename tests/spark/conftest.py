"""A small Spark cluster on this machine: a driver, and two workers in processes of their own."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kiosk.fleet.kiosk_list import NAME, Listed, read
from kiosk.fleet.simulated.simulation import Simulation

MASTER = "local-cluster[2,1,1024]"


@dataclass(frozen=True)
class Lake:
    folder: Path
    listed: list[Listed]


@pytest.fixture(scope="session")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Some kiosks of every region over the ends of four months; one region is not listed."""
    folder = tmp_path_factory.mktemp("spark") / "lake"
    Simulation(folder, kiosks=80, days=100, seed=3).run()
    return Lake(folder, [each for each in read(folder / NAME) if each.region != "North"])


@pytest.fixture(scope="session")
def session() -> Iterator[Any]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession  # pyright: ignore[reportMissingImports]

    builder: Any = SparkSession.builder
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        # A day must stay the same day wherever the cluster believes to be.
        "spark.sql.session.timeZone": "Asia/Shanghai",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    made = builder.master(MASTER).appName("askfirst tests").getOrCreate()
    yield made
    made.stop()
