"""Every test of this suite runs twice: on the fake, and on the real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.events import StoreReady
from tests.contracts.records.houses import FakeHouse, House, RealHouse, answer_of


@pytest.fixture(params=["fake", "real"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A demo's store, so that every figure is exact; it has said that it is ready."""
    made: House
    if request.param == "fake":
        made = FakeHouse(k=1, demo=True)
    else:
        made = RealHouse(tmp_path / "data", k=1, demo=True)
    answer_of(made, StoreReady)
    yield made
    made.close()


@pytest.fixture(params=["fake", "real"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A shop's store with k = 5, where figures are held back; it has said that it is ready."""
    made: House
    if request.param == "fake":
        made = FakeHouse(k=5, demo=False, minimum_age=16)
    else:
        made = RealHouse(tmp_path / "data", k=5, demo=False, minimum_age=16)
    answer_of(made, StoreReady)
    yield made
    made.close()
