"""pyqtgraph comes in when it is asked for, and changes nothing of the process it comes into."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import kiosk.ui.charts

_LAZY = """
import sys
import kiosk.ui.charts.kinds, kiosk.ui.charts.panels, kiosk.ui.charts.paper
import kiosk.ui.charts.panel, kiosk.ui.charts.preload
assert "pyqtgraph" not in sys.modules
"""

_QUIET = """
import locale, signal, sys, threading
hook, interrupt = sys.excepthook, signal.getsignal(signal.SIGINT)
where = locale.setlocale(locale.LC_ALL)
from kiosk.ui.charts.preload import preload
preload()
assert "pyqtgraph" in sys.modules
assert sys.excepthook is hook
assert signal.getsignal(signal.SIGINT) is interrupt
assert locale.setlocale(locale.LC_ALL) == where
assert threading.enumerate() == [threading.main_thread()]
for heavy in ("scipy", "matplotlib", "OpenGL", "numba", "pyqtgraph.opengl", "pyqtgraph.console"):
    assert heavy not in sys.modules, heavy
"""


def test_two_modules_speak_to_it_and_no_other() -> None:
    folder = Path(kiosk.ui.charts.__file__).parent.parent
    users = {
        path.name
        for path in folder.rglob("*.py")
        if re.search(r"^\s*(import|from) pyqtgraph", path.read_text(encoding="utf-8"), re.M)
    }
    assert users == {"plot.py", "view.py"}


def _run(program: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_page_can_be_imported_without_it() -> None:
    _run(_LAZY)


@pytest.mark.slow
def test_it_touches_nothing_else() -> None:
    _run(_QUIET)
