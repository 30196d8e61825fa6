"""Inside cage, the compositor that a shop's kiosk runs in: whole screen, no key leads out.

On a headless output, drawn by the processor; real consoles and a real graphics card are not here.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.faults.running import PATIENCE, Service, make_shop
from tests.processes import children

PAPER = "#f5f1e8"

KEYS = (
    ("alt", "F4"),
    ("alt", "Tab"),
    ("alt", "Escape"),
    ("alt", "space"),
    ("logo", "d"),
    ("logo", "l"),
    ("ctrl", "c"),
    ("ctrl", "q"),
    ("ctrl", "w"),
    ("ctrl", "alt", "BackSpace"),
    ("ctrl", "alt", "Delete"),
    ("ctrl", "alt", "F2"),
    ("ctrl", "alt", "t"),
    ("Escape",),
    ("Print",),
    ("F1",),
    ("F11",),
)


class Caged:
    """The service as cage starts it; ``process`` is the kiosk's own."""

    def __init__(self, shop: Path, runtime: Path) -> None:
        runtime.mkdir(mode=0o700)
        self.environment = {
            "XDG_RUNTIME_DIR": str(runtime),
            "WLR_BACKENDS": "headless",
            "WLR_RENDERER": "pixman",
            "WLR_LIBINPUT_NO_DEVICES": "1",
            "QT_QPA_PLATFORM": "wayland",
        }
        program = ("cage", "--", sys.executable, "-m", "kiosk")
        self.service = Service(shop, ("run",), self.environment, program)
        self._runtime = runtime

    def wait(self) -> None:
        """Until visitors are asked."""
        self.service.wait_for(b"READY=1")
        self.service.wait_for(b"STATUS=in service")
        (display,) = (each.name for each in self._runtime.iterdir() if each.is_socket())
        self.environment["WAYLAND_DISPLAY"] = display

    @property
    def process(self) -> int:
        (child,) = children(self.service.process.pid)
        return child

    def press(self, *keys: str) -> None:
        """All but the last of the keys are held meanwhile."""
        *held, key = keys
        down = [part for each in held for part in ("-M", each)]
        up = [part for each in reversed(held) for part in ("-m", each)]
        self._do("wtype", *down, "-k", key, *up)

    def picture(self, file: Path) -> QImage:
        """What is seen on the screen."""
        self._do("grim", str(file))
        return QImage(str(file))

    def _do(self, *command: str) -> None:
        environment = {**os.environ, **self.environment}
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)


@pytest.fixture
def caged(tmp_path: Path) -> Iterator[Caged]:
    made = Caged(make_shop(tmp_path / "shop"), tmp_path / "run")
    try:
        made.wait()
        yield made
    finally:
        made.service.close()


def test_no_key_leads_out_and_it_ends_when_it_is_asked_to(caged: Caged, tmp_path: Path) -> None:
    kiosk = caged.process
    for keys in KEYS:
        caged.press(*keys)
        assert caged.service.process.poll() is None, keys
        assert caged.process == kiosk, keys
        caged.service.wait_until_fed()
    seen = caged.picture(tmp_path / "seen.png")
    corners = [(4, 4), (seen.width() - 5, 4), (4, seen.height() - 5)]
    assert [seen.pixelColor(x, y).name() for x, y in corners] == [PAPER] * 3
    # A service manager tells both at once.
    for each in (kiosk, caged.service.process.pid):
        os.kill(each, signal.SIGTERM)
    assert caged.service.process.wait(PATIENCE) == 0
    end = time.monotonic() + PATIENCE
    while "ended with code 0" not in caged.service.log():
        assert time.monotonic() < end, caged.service.log()
