"""In CI a test that is left out has failed: there, nothing is missing that the tests need.

Whoever works elsewhere may lack a tool or not be root. Then tests are skipped, and say why.
"""

import os
import sys
from collections.abc import Generator
from typing import Final

import pytest

MAY_BE: Final = ("no other account may read this checkout",)
"""What no tool mends: where the checkout lies."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    # One that is expected to fail is said to be skipped, too; xfail_strict sees to those.
    if report.skipped and not hasattr(report, "wasxfail") and is_ci():
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
        if not reason.endswith(MAY_BE):
            report.outcome = "failed"
            report.longrepr = f"left out, which nothing may be in CI: {reason}"
    return report


def is_ci() -> bool:
    return os.environ.get("CI") == "true" and sys.platform == "linux"
