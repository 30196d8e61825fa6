"""sqlite-utils comes by itself, and what it was kept from can be loaded afterwards."""

import subprocess
import sys

SEEN = """
import sys
from kiosk.adapters.records import RecordsStore
print(sorted({"numpy", "pandas", "sqlite_utils"} & set(sys.modules)))
import numpy
print(numpy.arange(3).sum())
"""


def test_it_brings_nothing_with_it_and_hides_nothing_for_good() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SEEN], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.splitlines() == ["['sqlite_utils']", "3"]
