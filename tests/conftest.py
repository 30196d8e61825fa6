"""What every test may count on: no screen is needed, and no test leaves a store's file open."""

import os
from collections.abc import Iterator

import pytest

from tests.let_go import let_go

pytest_plugins = ["tests.left_out", "tests.tiers"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def nothing_kept_open() -> Iterator[None]:
    """Set up first and so the last to end, when a test's stores have been closed."""
    yield
    let_go()
