"""Random visits at the built program, by keys on a real screen: no opening without a grant.

The same as ``tests/faults/never``, shorter, and from outside: what was agreed to is in the ledger,
what was opened the kernel knows.
"""

import os
import random
import secrets
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.domain import states
from tests.faults.never import traces
from tests.faults.never.film import Openings
from tests.faults.never.visitor import leading_on
from tests.frozen.built import PATIENCE, Built, bare
from tests.frozen.test_whole_visit import consents_and_looks, watch_for_a_confined_child
from tests.journeys.kiosk import Kiosk, running

VISITS = 60 if os.environ.get("FULL") == "1" else 8
LOOKS = 3
"""At least so many have to come to a look."""

pytestmark = [pytest.mark.timeout(1800)]

_MOST_TABS = 9
_PACE_SECONDS = 0.5
"""Between two deeds: a new screen is deaf for less."""


def tabs_on_the_way(folder: Path) -> list[int]:
    """How often Tab is pressed on each screen on the way to a look, found out at our own window."""
    found: list[int] = []
    with running(folder) as kiosk:
        kiosk.wait_for(states.Idle)
        kiosk.wait_until(lambda: kiosk.joined.runner.camera_offered, "warm child")
        for kind in (states.Idle, states.Reading, states.AskingAge):
            kiosk.wait_for(kind)
            found.append(_tabs(kiosk))
            if kind is not states.AskingAge:
                QTest.keyClick(_focus(kiosk), Qt.Key.Key_Space)
    return found


def _tabs(kiosk: Kiosk) -> int:
    window = kiosk.joined.window
    kiosk.wait_until(lambda: window.takes_presses, "screen that listens")
    button = leading_on(window.shown)
    for pressed in range(1, 30):
        QTest.keyClick(_focus(kiosk), Qt.Key.Key_Tab)
        if button is not None and _focus(kiosk) is button:
            return pressed
    raise AssertionError("no Tab leads to the button")


def _focus(kiosk: Kiosk) -> QWidget:
    window = kiosk.joined.window
    return window.focusWidget() or window


class Hands:
    """At the keyboard and the screen, at a visitor's pace."""

    def __init__(self, display: str) -> None:
        self._environment = {**os.environ, "DISPLAY": display}

    def press(self, *keys: str) -> None:
        self._do("key", "--delay", "30", *keys)

    def choose(self, tabs: int) -> None:
        """Go so many buttons on, and press that one."""
        self.press(*["Tab"] * tabs, "space")

    def tap(self, x: int, y: int) -> None:
        self._do("mousemove", str(x), str(y), "click", "1")

    def _do(self, *does: str) -> None:
        subprocess.run(["xdotool", *does], env=self._environment, check=True, timeout=60)
        time.sleep(_PACE_SECONDS)


@contextmanager
def demo(built: Built, house: Path, display: str) -> Iterator[subprocess.Popen[bytes]]:
    """The built program's demo on this screen, with a house of its own, ready to be asked."""
    folders = {"HOME": "home", "TMPDIR": "tmp", "XDG_CACHE_HOME": "cache"}
    own = {name: str(house / folder) for name, folder in folders.items()}
    for folder in (*own.values(), str(house / "data")):
        Path(folder).mkdir(parents=True)
    process = subprocess.Popen(
        built.command("demo", data=house / "data"),
        env={**bare(), **own, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        stdout=subprocess.DEVNULL,
        cwd="/",
    )
    try:
        assert watch_for_a_confined_child(process)
        yield process
    finally:
        process.kill()
        process.wait()


def test_nothing_opens_without_a_yes(
    built: Built, display: str, tmp_path: Path, qapp: QApplication
) -> None:
    number = secrets.randbits(32)
    print(f"seed {number}")
    drawn, hands, house = random.Random(number), Hands(display), tmp_path / "house"
    way = tabs_on_the_way(tmp_path / "ours")
    data = house / "data"
    openings = Openings(built.inside / "assets" / "demo" / "astronaut.png")
    with demo(built, house, display) as kiosk:
        end = time.monotonic() + PATIENCE
        visit = 0
        while visit < VISITS or openings.counted()[0] < LOOKS:
            assert time.monotonic() < end + VISITS * _PACE_SECONDS * 20, "too few looks"
            for tabs in way[: drawn.choice((0, 1, 2, 3, 3))] if visit < VISITS else way:
                hands.choose(tabs)
            for _ in range(drawn.randrange(4)):
                _at_random(hands, drawn)
            # Counted before the ledger is asked: every opening has its consent there by then.
            opened, _ = openings.counted()
            assert opened <= consents_and_looks(data)[0]
            for _ in range(5):
                hands.press("Escape")
            visit += 1
        kiosk.send_signal(signal.SIGTERM)
        assert kiosk.wait(PATIENCE) == 0

    opened, closed = openings.counted()
    consents, looks = consents_and_looks(data)
    print(f"{visit} visits, {consents} consents, {looks} looks, {opened} opened, {closed} closed")
    assert opened == closed
    assert looks <= opened <= consents
    assert opened >= LOOKS
    assert built.run("verify", "--demo", data=data).returncode == 0
    found = {path: traces.pictures_in(path.read_bytes()) for path in traces.files_below(house)}
    assert len(found) > 1
    assert {path: what for path, what in found.items() if what} == {}


def _at_random(hands: Hands, drawn: random.Random) -> None:
    match drawn.randrange(8):
        case 0:
            hands.press("Escape")
        case 1 | 2:
            hands.tap(drawn.randrange(1080), drawn.randrange(1920))
        case _:
            hands.choose(drawn.randrange(1, _MOST_TABS))
