"""The built program, made once a run, and only when what it is made from has changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.frozen.built import Built, build, screen


@pytest.fixture(scope="session")
def built() -> Built:
    """The folder that ``make package`` makes."""
    return build()


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of its own, as an X server offers it."""
    with screen() as name:
        yield name


@pytest.fixture(scope="session")
def played(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of the demo, in which one whole visit has been played, with no screen."""
    data = tmp_path_factory.mktemp("played")
    done = built.run("demo", "--play", "--pictures", str(data / "pictures"), data=data)
    assert done.returncode == 0, done.stderr
    return data
