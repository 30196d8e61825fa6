"""What visitors never see is not imported before somebody asks for it."""

import subprocess
import sys

import pytest

LOADED = """
import sys
import kiosk.bootstrap.kiosk
late = ("kiosk.ui.staff", "pyqtgraph", "numpy", "pandas", "serial", "tomlkit", "http.server")
print(sorted(name for name in sys.modules if name.startswith(late)))
"""


@pytest.mark.slow
def test_a_kiosk_starts_without_the_staffs_pages_and_their_charts() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True, timeout=60
    )

    assert ran.stdout.strip() == "[]"
