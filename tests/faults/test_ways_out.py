"""Ways out of the kiosk: none, whatever is pressed, held, dragged or put over it.

The real program of a real shop, on a bare X server, alone and under a window manager with all of
its usual keys. docs/operations/running.md says what has to be held back around it.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.running import PATIENCE, Service, make_shop
from tests.faults.x_server import HEIGHT, WIDTH, XServer, x_server

RED = "#ff0000"
PLACES = [(40, 40), (WIDTH - 40, 40), (WIDTH // 2, HEIGHT // 2), (40, HEIGHT - 40)]

KEYS = [
    "alt+F4",
    "alt+Tab",
    "alt+shift+Tab",
    "alt+Escape",
    "alt+space",
    "alt+F2",
    "super",
    "super+d",
    "super+e",
    "super+l",
    "super+r",
    "super+1",
    "ctrl+alt+Delete",
    "ctrl+alt+BackSpace",
    "ctrl+alt+Left",
    "ctrl+alt+Right",
    "ctrl+alt+t",
    "ctrl+alt+d",
    "ctrl+alt+F2",
    "ctrl+Escape",
    "ctrl+shift+Escape",
    "ctrl+c",
    "ctrl+q",
    "ctrl+w",
    "ctrl+n",
    "ctrl+o",
    "ctrl+p",
    "ctrl+s",
    "ctrl+shift+i",
    "shift+F10",
    "Print",
    "alt+Print",
    "Menu",
    "Escape",
    "BackSpace",
    "Delete",
    "XF86HomePage",
    "XF86Explorer",
    "XF86PowerOff",
    "XF86Sleep",
    *(f"F{number}" for number in range(1, 13)),
]


class Screen:
    """The kiosk on its display, and what can be said of it from outside."""

    def __init__(self, display: XServer, kiosk: Service) -> None:
        self.display = display
        self.kiosk = kiosk

    def faults(self) -> list[str]:
        """What is not as it should be just now."""
        if self.kiosk.process.poll() is not None:
            return [f"it ended with code {self.kiosk.process.returncode}"]
        pid = str(self.kiosk.process.pid)
        windows = self.display.hands("search", "--onlyvisible", "--pid", pid).split()
        if len(windows) != 1:
            return [f"{len(windows)} windows"]
        geometry = self.display.hands("getwindowgeometry", windows[0])
        wrong: list[str] = []
        if f"Position: 0,0 (screen: 0)\n  Geometry: {WIDTH}x{HEIGHT}" not in geometry:
            wrong.append(geometry)
        focus = self.display.hands("getwindowfocus", "getwindowpid").strip()
        if focus != pid:
            wrong.append(f"the focus is with {focus or 'nobody'}")
        return wrong

    def wait_until_whole(self, after: str) -> None:
        """Until it is all that is there again: it looks every second."""
        end = time.monotonic() + PATIENCE
        while self.faults():
            assert time.monotonic() < end, f"after {after}: {self.faults()}"
        process = Path(f"/proc/{self.kiosk.process.pid}/stat").read_text(encoding="ascii")
        assert process.rpartition(")")[2].split()[0] != "Z"

    def wait_until_seen(self, after: str) -> None:
        """Until nothing of another program's red window is seen any more."""
        end = time.monotonic() + PATIENCE
        while RED in (seen := self.display.colours(*PLACES)):
            assert time.monotonic() < end, f"after {after}: {seen}"


@pytest.fixture(params=["nobody", "openbox"], ids=["alone", "openbox"])
def screen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Screen]:
    with x_server(tmp_path / "home") as display:
        if request.param != "nobody":
            display.begin(request.param)
        kiosk = Service(make_shop(tmp_path / "shop"), ("run",), display.environment)
        try:
            kiosk.wait_for(b"READY=1")
            kiosk.wait_for(b"STATUS=in service")
            shown = Screen(display, kiosk)
            shown.wait_until_whole("the start")
            yield shown
        finally:
            kiosk.close()


def test_no_key_leads_out(screen: Screen) -> None:
    for key in KEYS:
        screen.display.hands("key", "--delay", "30", key)
        screen.wait_until_whole(key)
    # What a window manager's menu may have waiting: the first entries, by their letters.
    for keys in (("alt+space", "n"), ("alt+space", "c"), ("alt+space", "Down", "Return")):
        screen.display.hands("key", "--delay", "60", *keys)
        screen.wait_until_whole(" ".join(keys))
    screen.kiosk.wait_until_fed()
    assert screen.kiosk.end() == 0


def test_no_press_and_no_drag_leads_out(screen: Screen) -> None:
    hands, edge = screen.display.hands, ((0, HEIGHT // 2), (WIDTH - 1, HEIGHT // 2))
    for x, y in (*PLACES, *edge, (WIDTH // 2, 0), (WIDTH // 2, HEIGHT - 1)):
        for button in ("1", "2", "3", "8", "9"):
            hands("mousemove", str(x), str(y), "click", button)
        # Held, and drawn from the edge into the middle, as a swipe or a text that is dragged.
        hands("mousedown", "1", "sleep", "1.2", "mouseup", "1")
        middle = (str(WIDTH // 2), str(HEIGHT // 2))
        hands("mousedown", "1", "mousemove", "--sync", *middle, "mouseup", "1")
        for modifier in ("alt", "super", "ctrl"):
            drag = ("mousemove", str(x), str(y), "mousedown", "1", "mousemove", *middle)
            hands("keydown", modifier, *drag, "mouseup", "1", "keyup", modifier)
        screen.wait_until_whole(f"presses at {x}, {y}")
    screen.kiosk.wait_until_fed()
    assert screen.kiosk.end() == 0


@pytest.mark.parametrize("how", ["window", "override"])
def test_what_is_put_over_it_does_not_stay(screen: Screen, how: str) -> None:
    other = screen.display.cover(how)
    screen.wait_until_seen(f"another program's {how}")
    assert other.poll() is None
    screen.wait_until_whole("another program")


def test_asked_to_close_shrink_or_move_it_stays(screen: Screen) -> None:
    hands, pid = screen.display.hands, str(screen.kiosk.process.pid)
    for does in (
        ("windowminimize",),
        ("windowsize", "400", "300"),
        ("windowmove", "200", "300"),
        ("windowlower",),
        ("windowquit",),
    ):
        (window,) = hands("search", "--onlyvisible", "--pid", pid).split()
        hands(does[0], window, *does[1:])
        screen.wait_until_whole(" ".join(does))
    assert screen.kiosk.end() == 0
