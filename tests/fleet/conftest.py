"""One invented chain for all tests that only read it."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.fleet.kiosk_list import NAME, Listed, read
from kiosk.fleet.simulated.simulation import FIRST, Simulation


@dataclass(frozen=True)
class Invented:
    """A lake, the day files that it could have been made of, and its list of kiosks."""

    lake: Path
    inbox: Path
    days: int
    listed: list[Listed]

    @property
    def last(self) -> date:
        return FIRST + timedelta(days=self.days - 1)


KIOSKS = 60
DAYS = 75


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Invented:
    """Sixty kiosks in every region, over the ends of two months."""
    folder = tmp_path_factory.mktemp("invented")
    lake, inbox = folder / "lake", folder / "inbox"
    Simulation(lake, KIOSKS, DAYS, seed=7, inbox=inbox).run()
    return Invented(lake, inbox, DAYS, read(lake / NAME))
