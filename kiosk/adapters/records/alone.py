"""Loads sqlite-utils without what it would load with it: numpy and pandas, where there are any.

It knows their numbers as values for columns, and none is ever written here. In the kiosk's process
they would be 35 MB and a third of a second, for as long as nobody opens staff's charts.
"""

import importlib
import sys
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def _as_if_not_installed(*names: str) -> Generator[None]:
    """What is loaded already stays; none of the others can be loaded meanwhile."""
    hidden = [name for name in names if name not in sys.modules]
    # This is how Python itself marks a module that cannot be imported.
    sys.modules.update(dict.fromkeys(hidden))  # pyright: ignore[reportArgumentType, reportCallIssue]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _as_if_not_installed("numpy", "pandas"):
    importlib.import_module("sqlite_utils")
