"""What spares the panel while nobody is there: the picture wanders, and sleeps at night."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from kiosk.ui.announce import announce
from kiosk.ui.dark import Dark
from kiosk.ui.drift import EVERY_SECONDS, place_after
from kiosk.ui.theme import STILL, Theme

AWAKE_SECONDS: Final = 120.0
"""After so long with nobody there the screen may be dark, in the hours in which it may."""

_ALONE_SECONDS: Final = 60.0
"""Before that nothing moves: somebody may be reading."""


class ScreenCare:
    """Of one window. ``may_be_dark`` says whether this is an hour in which the screen may be."""

    def __init__(
        self, window: QWidget, clock: Callable[[], float], may_be_dark: Callable[[], bool]
    ) -> None:
        self._window = window
        self._clock = clock
        self._began = clock()
        self._may_be_dark = may_be_dark
        self._steps = 0
        self.dark: Dark | None = None

    def place(self) -> QPoint:
        """How far from where it was drawn everything is to stand from now on."""
        self._steps = self._steps_now()
        if self.dark is not None:
            self.dark.setGeometry(self._window.rect())
            self.dark.raise_()
        return place_after(self._steps)

    def wake(self) -> bool:
        """Let the screen be seen; True where it was dark."""
        if self.dark is None:
            return False
        self.dark.hide()
        self.dark.deleteLater()
        self.dark = None
        return True

    def look(self, theme: Theme, alone: float) -> bool:
        """Nobody has been there for ``alone`` seconds; True where everything is to be moved.

        Where motion is unwelcome it is not moved for its own sake, but when screens change.
        """
        if alone > AWAKE_SECONDS and self._may_be_dark():
            self._sleep(theme)
        else:
            self.wake()
        is_due = self._steps != self._steps_now()
        return is_due and alone > _ALONE_SECONDS and theme.motion != STILL

    def _sleep(self, theme: Theme) -> None:
        if self.dark is None:
            self.dark = Dark(self._window, theme)
            self.dark.show()
            announce(self._window, self.dark.accessibleName())
        self.dark.follow(self._steps_now())

    def _steps_now(self) -> int:
        return int((self._clock() - self._began) / EVERY_SECONDS)
