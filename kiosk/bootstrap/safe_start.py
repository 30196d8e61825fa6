"""A safe start: a kiosk that kept ending rests for a while and says so, rather than flicker.

It starts none of the parts that may be at fault: no store, no camera's process, nothing that
listens. What it shows is the screen at rest, with a line for whoever can mend it.
"""

import logging
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system.process import EndRequests
from kiosk.adapters.system.service_manager import ServiceManager
from kiosk.adapters.system.starts import WITHIN_SECONDS, Starts
from kiosk.adapters.system.watchdog import Watchdog
from kiosk.application.ports import Picture
from kiosk.bootstrap.screen import appearance_of, show, size_of_screen
from kiosk.bootstrap.vigil import words_for
from kiosk.domain import states
from kiosk.domain.events import Event
from kiosk.ui.assets import load_fonts
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.painted import Painted
from kiosk.ui.place import Place

REST_SECONDS: Final = 900.0
"""Longer than starts are remembered for: whatever comes after it has all its tries again."""

TRY_AGAIN: Final = 75
"""The exit code after the rest, so that whoever starts the kiosk starts it again (EX_TEMPFAIL)."""

assert REST_SECONDS > WITHIN_SECONDS

_log: Final = logging.getLogger(__name__)


def run(
    settings: Settings,
    place: Place,
    starts: Starts,
    manager: ServiceManager,
    rest_seconds: float = REST_SECONDS,
) -> int:
    """Rest on the screen; the exit code: TRY_AGAIN when the rest is over, 0 if asked to end."""
    _log.error(
        "%d starts did not end well: at rest for %d minutes",
        starts.unfinished(),
        round(rest_seconds / 60),
    )
    load_fonts()
    window = KioskWindow(
        _Nobody(),
        {},
        _Blind(),
        place,
        appearance_of(settings),
        size=size_of_screen(windowed=not settings.screen.full_screen),
    )
    window.show_language(settings.kiosk.languages[0])
    rest = states.Resting(states.StoreFault.UNSTEADY)
    window.show_visit(rest)
    watchdog = Watchdog(manager, (), Painted(window), lambda missing: None)
    manager.status(words_for(rest))
    over = QTimer()
    over.setSingleShot(True)
    over.timeout.connect(lambda: QApplication.exit(TRY_AGAIN))
    over.start(round(rest_seconds * 1000))
    ends = EndRequests(lambda: QApplication.exit(0))
    show(window, windowed=not settings.screen.full_screen)
    try:
        code = QApplication.exec()
        if code == 0:
            starts.ended_well()
        return code
    finally:
        over.stop()
        ends.close()
        watchdog.close()
        manager.stopping()
        window.allow_close()
        window.close()


class _Nobody:
    """The front of a screen that nothing stands behind."""

    def post(self, event: Event) -> None:
        pass

    def open_notice(self) -> None:
        pass

    def say_old_enough(self) -> None:
        pass

    def enter_phone_code(self, digits: str) -> None:
        pass

    def choose_language(self, tag: str) -> None:
        pass

    def touched(self) -> None:
        pass

    def wait_left(self) -> tuple[float, float] | None:
        return None


class _Blind:
    def latest(self) -> Picture | None:
        return None
