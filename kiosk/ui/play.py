"""A visit that plays itself, through the same buttons a visitor would press."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer

from kiosk.domain import states
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.pictures import save_picture
from kiosk.ui.screens.age import AgeScreen
from kiosk.ui.screens.farewell import FarewellScreen
from kiosk.ui.screens.idle import IdleScreen
from kiosk.ui.screens.looking import LookingScreen
from kiosk.ui.screens.notice import NoticeScreen
from kiosk.ui.screens.receipt import ReceiptScreen
from kiosk.ui.screens.result import ResultScreen
from kiosk.ui.widgets.press import Press

_LOOK_MS: Final = 30
_A_MOMENT: Final = 0.6
"""Seconds a screen is shown before its button is pressed: longer than a new screen is deaf."""

PATIENCE: Final = 60.0
"""Seconds after which a visit that goes no further is given up."""


class PlayedVisit(QObject):
    """Presses through one whole visit with a yes and a keep, then calls ``done``.

    With ``pictures``, a folder, it takes one of every screen, and refuses to with a real
    camera (PicturesRefused). With ``plays`` False it only takes pictures, while somebody else
    presses. ``went_well`` tells whether it came to the receipt and back to Idle.
    """

    def __init__(
        self,
        window: KioskWindow,
        pictures: Path | None,
        *,
        plays: bool,
        done: Callable[[], None],
    ) -> None:
        super().__init__()
        self._window = window
        self.folder = pictures
        self.pictures: list[Path] = []
        self._plays = plays
        self._done = done
        self._shown: object = None
        self._since = self._began = time.monotonic()
        self._acted = False
        self._has_begun = False
        self._has_receipt = False
        self.went_well = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOK_MS)

    def _look(self) -> None:
        screen, now = self._window.shown, time.monotonic()
        if screen is not self._shown:
            self._shown, self._since, self._acted = screen, now, False
        if self._plays and now - self._began > PATIENCE:
            self._finish()
        elif not self._acted and self._is_ready(now - self._since):
            self._acted = True
            self._act()

    def _is_ready(self, seconds: float) -> bool:
        """A look may be over soon, so its picture is taken as soon as there is one."""
        screen = self._window.shown
        if isinstance(screen, LookingScreen):
            return screen.view.shows_picture
        if isinstance(screen, NoticeScreen) and self._plays and screen.camera_door is None:
            # The child is still getting ready; until then the camera's door is not there.
            return False
        return seconds >= _A_MOMENT

    def _act(self) -> None:
        screen = self._window.shown
        if self.folder is not None:
            name = type(self._window.visit).__name__.lower()
            file = self.folder / f"{len(self.pictures) + 1:02d}-{name}.png"
            save_picture(self._window, file)
            self.pictures.append(file)
        if not self._plays:
            return
        self._has_receipt = self._has_receipt or isinstance(screen, ReceiptScreen)
        is_over = isinstance(screen, FarewellScreen) or isinstance(self._window.visit, states.Idle)
        if is_over and self._has_begun:
            self.went_well = self._has_receipt
            self._finish()
            return
        button = self._next_button()
        if button is not None:
            self._has_begun = True
            button.click()

    def _next_button(self) -> Press | None:
        screen = self._window.shown
        match screen:
            case IdleScreen() if isinstance(self._window.visit, states.Idle):
                return screen.action
            case NoticeScreen():
                return screen.camera_door
            case AgeScreen():
                return screen.yes
            case ResultScreen():
                return screen.keep
            case ReceiptScreen():
                return screen.done
            case _:
                return None

    def _finish(self) -> None:
        self._timer.stop()
        self._done()
