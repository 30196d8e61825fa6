"""What every test may count on: no screen is needed, and the demo's numbers are the project's.

Tests check behaviour, not time: an example may take as long as the machine needs just then.
In CI none is left out.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.left_out import pytest_runtest_makereport
from tests.let_go import let_go

__all__ = ["pytest_runtest_makereport"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("askfirst", deadline=None)
settings.load_profile("askfirst")


@pytest.fixture(autouse=True)
def nothing_kept_open() -> Iterator[None]:
    """Set up first and so the last to end, when a test's stores have been closed."""
    yield
    let_go()
