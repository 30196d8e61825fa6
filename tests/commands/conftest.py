"""The commands are tried on a day of their own."""

from collections.abc import Iterator

import pytest

from tests.fakes.time import FakeClock, machine_time_set


@pytest.fixture(scope="module", autouse=True)
def machine_time() -> Iterator[FakeClock]:
    """No test here depends on the day on which it runs."""
    with machine_time_set() as clock:
        yield clock
