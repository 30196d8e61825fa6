"""The screen that this kiosk is drawn on: its look, its size, and how the window covers it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from kiosk.adapters.settings.settings import Settings
from kiosk.application.ports import Clock
from kiosk.ui.kiosk_window import KioskWindow, theme_for
from kiosk.ui.on_top import OnTop
from kiosk.ui.place import Appearance
from kiosk.ui.screens.looking import preview_box

_MM_PER_INCH: Final = 25.4
_DRAWN: Final = QSize(1080, 1920)
_OF_THE_SCREEN: Final = 0.9


def appearance_of(settings: Settings) -> Appearance:
    """The screen's look, with its resolution where the shop measured it."""
    screen = settings.screen
    per_mm = 0.0
    if screen.width_mm is not None:
        per_mm = QApplication.primaryScreen().size().width() / screen.width_mm
    elif screen.dpi is not None:
        per_mm = screen.dpi / _MM_PER_INCH
    return Appearance(
        dark=screen.theme == "dark",
        reduced_motion=screen.reduced_motion,
        pixels_per_mm=per_mm,
    )


def may_be_dark(settings: Settings, clock: Clock) -> Callable[[], bool]:
    """Asks whether this is an hour in which the shop wants its screen dark."""
    hours = settings.screen.dark_hours
    if hours is None:
        return lambda: False
    return lambda: hours.hold(clock.now().time())


def size_of_screen(*, windowed: bool) -> QSize:
    """What there is to draw on: the screen, or an upright window that fits into it.

    Where nothing is seen, the size of the drawings.
    """
    if QApplication.platformName() in ("offscreen", "minimal"):
        return _DRAWN
    screen = QApplication.primaryScreen()
    if windowed:
        return _DRAWN.scaled(
            screen.availableSize() * _OF_THE_SCREEN, Qt.AspectRatioMode.KeepAspectRatio
        )
    return screen.size()


def picture_size(size: QSize, look: Appearance) -> tuple[int, int]:
    """Width and height in pixels of the preview, no larger than it will be drawn."""
    theme = theme_for(size, look)
    return preview_box(theme, QApplication.primaryScreen().devicePixelRatio())


def show(window: KioskWindow, *, windowed: bool) -> None:
    """Cover the screen, or be a window on it."""
    if windowed or QApplication.platformName() in ("offscreen", "minimal"):
        window.show()
        return
    window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    # A window manager that does not know of it can neither hide, move, shrink nor close it.
    window.setWindowFlag(Qt.WindowType.X11BypassWindowManagerHint)
    # Without a window manager nobody else would make it as large as the screen.
    window.setGeometry(QApplication.primaryScreen().geometry())
    window.showFullScreen()
    OnTop(window)
