"""A bug ends the program with one line; a program that keeps ending rests instead of flickering."""

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from kiosk.adapters.system.starts import MOST, STARTS_FILE
from kiosk.cli.codes import FAULT
from tests.faults.running import PATIENCE, Service, copy_shop, make_shop, service
from tests.processes import children

SECRET = "7K3M-Q9T2-XW"


_BUGGY = f"""
import sys, threading, types
from PySide6.QtCore import QTimer
import kiosk.bootstrap.kiosk as joined
import kiosk.cli

mine = types.ModuleType("kiosk.broken")
exec('''
def fail(*_):
    raise KeyError("{SECRET}")

class Bad:
    def __del__(self):
        raise KeyError("{SECRET}")
''', mine.__dict__)
bug = sys.argv.pop(1)
if bug == "start":
    joined.place_of = mine.fail
shown = joined.show
def show(*given, **named):
    shown(*given, **named)
    if bug == "slot":
        QTimer.singleShot(0, mine.fail)
    elif bug == "thread":
        threading.Thread(target=mine.fail).start()
    elif bug == "unraisable":
        mine.Bad()
joined.show = show
sys.exit(kiosk.cli.main())
"""


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_shop(tmp_path_factory.mktemp("signed") / "shop")


@pytest.fixture
def shop(signed: Path, tmp_path: Path) -> Path:
    return copy_shop(signed, tmp_path / "shop")


@pytest.mark.parametrize("bug", ["slot", "thread", "unraisable", "start"])
def test_it_ends_with_its_code_and_one_plain_line(shop: Path, bug: str) -> None:
    broken = Service(shop, ("run",), program=(sys.executable, "-c", _BUGGY, bug))
    try:
        assert broken.process.wait(PATIENCE) == FAULT
        said = broken.complained()
        assert (
            said.count("a fault of the program itself: KeyError in kiosk.broken, line 3")
            + (said.count("a fault of the program itself: KeyError in kiosk.broken, line 7"))
            == 1
        )
        assert "a fault of the program itself: KeyError in kiosk.broken" in broken.log()
        for text in (said, broken.log()):
            assert SECRET not in text
            assert "Traceback" not in text
    finally:
        broken.close()
    # What it leaves behind is no hindrance, and one that is ended counts no more.
    with service(shop) as kiosk:
        kiosk.wait_for(b"STATUS=in service")
        assert kiosk.end() == 0
    assert not (shop / STARTS_FILE).exists()


def test_killed_again_and_again_it_rests_and_says_so(shop: Path) -> None:
    for _ in range(MOST):
        with service(shop) as kiosk:
            kiosk.wait_for(b"READY=1")
            os.kill(kiosk.process.pid, signal.SIGKILL)
            kiosk.process.wait(PATIENCE)
    assert len(json.loads((shop / STARTS_FILE).read_text(encoding="utf-8"))["began"]) == MOST
    with service(shop) as kiosk:
        kiosk.wait_for(b"STATUS=at rest: too many starts in a row")
        for _ in range(5):
            kiosk.wait_until_fed()
        # No part of it that could be at fault has been started.
        assert not children(kiosk.process.pid)
        assert "at rest for 15 minutes" in kiosk.log()
        assert kiosk.end() == 0
    # Whoever ended it has seen to it.
    with service(shop) as kiosk:
        kiosk.wait_for(b"STATUS=in service")
        assert kiosk.end() == 0
