"""A bare X server, with a window manager or without one, and hands on its keyboard and mouse."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WIDTH, HEIGHT = 1080, 1920

_LOOK = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
image = app.primaryScreen().grabWindow(0).toImage()
for point in sys.argv[1:]:
    x, y = map(int, point.split(","))
    print(image.pixelColor(x, y).name())
"""

_COVER = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QRasterWindow, QPainter
class Cover(QRasterWindow):
    def paintEvent(self, event):
        QPainter(self).fillRect(0, 0, 9999, 9999, Qt.GlobalColor.red)
app = QGuiApplication([])
cover = Cover()
if "override" in sys.argv:
    cover.setFlag(Qt.WindowType.BypassWindowManagerHint)
cover.setGeometry(0, 0, int(sys.argv[1]), int(sys.argv[2]))
cover.show()
cover.requestActivate()
print("shown", flush=True)
app.exec()
"""


class XServer:
    """One display; ``environment`` is what a program needs to be shown on it."""

    def __init__(self, home: Path) -> None:
        reading, writing = os.pipe()
        screen = f"{WIDTH}x{HEIGHT}x24"
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", screen, "-nolisten", "tcp"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        self.environment = {
            "DISPLAY": f":{number}",
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
        }
        self._others: list[subprocess.Popen[str]] = []

    def begin(self, *command: str) -> "subprocess.Popen[str]":
        """Another program on this display, ended with it."""
        other = subprocess.Popen(
            command,
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._others.append(other)
        return other

    def cover(self, *how: str) -> "subprocess.Popen[str]":
        """A program with a red window over the whole screen; it is there when this returns."""
        other = self.begin(sys.executable, "-c", _COVER, str(WIDTH), str(HEIGHT), *how)
        assert other.stdout is not None
        assert other.stdout.readline() == "shown\n"
        return other

    def hands(self, *does: str) -> str:
        """Let xdotool do this; what it says."""
        done = subprocess.run(
            ["xdotool", *does],
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return done.stdout

    def colours(self, *points: tuple[int, int]) -> list[str]:
        """What is seen at these places, by whoever stands before the screen."""
        named = [f"{x},{y}" for x, y in points]
        seen = subprocess.run(
            [sys.executable, "-c", _LOOK, *named],
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return seen.stdout.split()

    def close(self) -> None:
        for each in (*self._others, self._server):
            each.kill()
            each.wait()
            if each.stdout is not None:
                each.stdout.close()


@contextmanager
def x_server(home: Path) -> Iterator[XServer]:
    home.mkdir(exist_ok=True)
    server = XServer(home)
    try:
        yield server
    finally:
        server.close()
