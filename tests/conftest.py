"""What every test may count on: no screen is needed, and the demo's numbers are the project's.

Tests check behaviour, not time: an example may take as long as the machine needs just then.
In CI none is left out.
"""

import os

from hypothesis import settings

from tests.left_out import pytest_runtest_makereport

__all__ = ["pytest_runtest_makereport"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("askfirst", deadline=None)
settings.load_profile("askfirst")
