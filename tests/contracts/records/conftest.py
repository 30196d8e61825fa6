"""Every test of this suite runs twice: on the fake, and on the real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.blocks import count
from kiosk.domain.events import StoreReady
from tests.contracts.records.houses import FakeHouse, House, RealHouse, answer_of


@pytest.fixture(autouse=True)
def _without_noise(monkeypatch: pytest.MonkeyPatch) -> None:  # pyright: ignore[reportUnusedFunction]
    """So that two stores say the same; the noise itself is tested where it is drawn."""
    monkeypatch.setattr(
        "kiosk.adapters.records.blocks.release", lambda visits, _epsilon: count(visits)
    )


@pytest.fixture(params=["fake", "real"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A demo's store; it has said that it is ready."""
    made: House
    if request.param == "fake":
        made = FakeHouse(demo=True)
    else:
        made = RealHouse(tmp_path / "data", demo=True)
    answer_of(made, StoreReady)
    yield made
    made.close()


@pytest.fixture(params=["fake", "real"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A shop's store; it has said that it is ready."""
    made: House
    if request.param == "fake":
        made = FakeHouse(demo=False, minimum_age=16)
    else:
        made = RealHouse(tmp_path / "data", demo=False, minimum_age=16)
    answer_of(made, StoreReady)
    yield made
    made.close()
