"""A real window with the staff pages open on a store, and how long a tap on each tab takes."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from kiosk.adapters.settings.settings import Settings
from kiosk.application.figures import PeriodFigures
from kiosk.application.staff import (
    DayClosing,
    Erasing,
    Health,
    Kept,
    RecordsOverview,
    ScreenSettings,
    SignIn,
    StaffDesk,
)
from kiosk.domain import events, states
from kiosk.domain.consent import ReceiptCode
from kiosk.domain.periods import Period, Span
from kiosk.domain.sign_in import DEMO_MANAGER_PIN
from kiosk.ui.staff.pages import Pages
from kiosk.ui.staff.screen import StaffScreen
from kiosk.ui.staff.tabs import Tab
from tests.journeys.kiosk import Kiosk

PATIENCE: Final = 120.0
"""Seconds until a page that paints nothing ends the measurement."""

_QUIET: Final = 0.15
"""So long nothing is painted any more before the next tap."""

Told = Callable[..., None]
"""Whatever a page handed to its desk to be told by."""


class _Asked:
    """One question of a page: when it was answered first, and for good."""

    def __init__(self) -> None:
        self.told_at = 0.0
        self.first: float | None = None
        self.last: float | None = None

    def answered(self, *, for_good: bool) -> None:
        self.told_at = now = time.perf_counter()
        self.first = self.first or now
        self.last = now if for_good else None


class WatchedDesk(StaffDesk):
    """The real desk, with a note of every question that a page asks of it."""

    def __init__(self, desk: StaffDesk) -> None:
        self._desk = desk
        self.questions: list[_Asked] = []

    @property
    @override
    def sign_in(self) -> SignIn:
        return self._desk.sign_in

    def _noted(self, tell: Told) -> Told:
        asked = _Asked()
        self.questions.append(asked)

        def told(*answer: object) -> None:
            tell(*answer)
            asked.answered(for_good=True)

        return told

    def today(self) -> date:
        return self._desk.today()

    def figures(self, period: Period, tell: Callable[[PeriodFigures | None, str], None]) -> None:
        self._desk.figures(period, self._noted(tell))

    def records(self, tell: Callable[[RecordsOverview | None, str], None]) -> None:
        asked = _Asked()
        self.questions.append(asked)

        def told(found: RecordsOverview | None, why: str) -> None:
            tell(found, why)
            asked.answered(for_good=found is None or found.proofs is not None)

        self._desk.records(told)

    def erase(self, code: ReceiptCode, tell: Callable[[Erasing], None]) -> None:
        self._desk.erase(code, self._noted(tell))

    def health(self, tell: Callable[[Health], None]) -> None:
        asked = _Asked()
        self.questions.append(asked)

        def told(health: Health) -> None:
            tell(health)
            asked.answered(for_good=not health.is_looking)

        self._desk.health(told)

    def look_ahead(self) -> None:
        self._desk.look_ahead()

    def try_camera_again(self, tell: Callable[[Health], None]) -> None:
        self._desk.try_camera_again(self._noted(tell))

    def closing(self, tell: Callable[[DayClosing], None]) -> None:
        self._desk.closing(self._noted(tell))

    def write_reports(
        self,
        span: Span,
        day: date,
        formats: Sequence[str],
        progress: Callable[[float], None],
        tell: Callable[[Kept], None],
    ) -> None:
        self._desk.write_reports(span, day, formats, progress, self._noted(tell))

    def settings(self, tell: Callable[[ScreenSettings], None]) -> None:
        self._desk.settings(self._noted(tell))

    def change_settings(self, changed: ScreenSettings, tell: Callable[[str], None]) -> None:
        self._desk.change_settings(changed, self._noted(tell))

    def end_program(self) -> None:
        self._desk.end_program()


class _LastPaint(QObject):
    """When everything that a window had to paint was last painted.

    It looks at this one event of the window alone: to look at every event of every widget takes
    as long as a chart.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.at = 0.0
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest:
            return False
        watched.event(event)
        self.at = time.perf_counter()
        return True


class StaffWindow:
    """Somebody is in, as a manager, and taps on tabs."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        window = kiosk.joined.window
        if window.desk is None:
            raise SystemExit("The kiosk has no desk, so there are no staff pages to measure.")
        self._desk = WatchedDesk(window.desk)
        window.desk = self._desk
        self._painted = _LastPaint(window)
        kiosk.wait_until(self._may_be_called, "kiosk to which staff can be called")
        kiosk.post(events.StaffCalled())
        kiosk.wait_for(states.Attended)
        kiosk.wait_until(lambda: window.takes_presses, "screen that listens")
        QTest.keyClicks(window, DEMO_MANAGER_PIN)
        kiosk.wait_until(lambda: isinstance(self._screen.part, Pages), "pages behind the PIN")
        self._settle()

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """Every tab that a manager has."""
        return tuple(self._pages.chips)

    def tap(self, tab: Tab) -> tuple[float, float]:
        """Open the pages anew and tap on this tab; milliseconds until its numbers are painted, and
        until all of it is.
        """
        other = next(each for each in self.tabs if each is not tab)
        self._screen.open_pages(other)
        self._settle()
        chip = self._pages.chips[tab]
        self._kiosk.wait_until(lambda: self._kiosk.joined.window.takes_presses, "listening")
        self._desk.questions.clear()
        began = time.perf_counter()
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
        first = self._painted_when(self._is_answered, began)
        last = self._painted_when(self._is_told_all, began)
        if self._pages.tab is not tab:
            raise SystemExit(f"A tap on “{tab.value}” did not open it.")
        return 1000 * (first - began), 1000 * (last - began)

    @property
    def _screen(self) -> StaffScreen:
        screen = self._kiosk.joined.window.shown
        assert isinstance(screen, StaffScreen)
        return screen

    @property
    def _pages(self) -> Pages:
        assert isinstance(self._screen.part, Pages)
        return self._screen.part

    def _may_be_called(self) -> bool:
        return isinstance(self._kiosk.visit, states.Idle | states.Resting)

    def _is_answered(self) -> bool:
        asked = self._desk.questions
        return not asked or any(each.first is not None for each in asked)

    def _is_told_all(self) -> bool:
        return all(each.last is not None for each in self._desk.questions)

    def _painted_when(self, holds: Callable[[], bool], began: float) -> float:
        """When the window was painted with what is told by the time that this holds."""
        end = began + PATIENCE
        while time.perf_counter() < end:
            application().processEvents()
            if not holds():
                # As a program sleeps: whoever asks on and on takes the processor from whoever is
                # asked.
                application().processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
                continue
            told = max((each.told_at for each in self._desk.questions), default=began)
            # What an answer changed is laid out and then painted from the queue, or it changed
            # nothing.
            for _ in range(2):
                application().processEvents()
            return max(began, told, self._painted.at)
        raise SystemExit(f"A page was not told everything within {PATIENCE:.0f} seconds.")

    def _settle(self) -> None:
        """Let everything be told and painted that still may."""
        self._painted_when(self._is_told_all, time.perf_counter())
        quiet_since = time.perf_counter()
        while time.perf_counter() - max(quiet_since, self._painted.at) < _QUIET:
            QTest.qWait(5)


def application() -> QApplication:
    app = QApplication.instance() or QApplication(["askfirst"])
    assert isinstance(app, QApplication)
    return app


@contextmanager
def staff_window(store: Path, settings: Settings) -> Iterator[StaffWindow]:
    """The whole kiosk, on a copy of this store, with its staff pages open."""
    app = application()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        data = Path(folder)
        shutil.copytree(store.parent, data / "demo", dirs_exist_ok=True)
        kiosk = Kiosk(settings, data)
        try:
            yield StaffWindow(kiosk)
        finally:
            kiosk.close()
            app.processEvents()
