"""A window for each test, with a front that writes down what it is told."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.ui.assets import load_fonts
from kiosk.ui.gallery import take_down
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.place import Appearance
from kiosk.ui.samples import NOTICES, PLACE, SampleFront, SamplePreview


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> None:
    load_fonts()


@pytest.fixture
def front() -> SampleFront:
    return SampleFront()


@pytest.fixture(scope="session")
def preview(qapp: QApplication) -> SamplePreview:
    return SamplePreview()


class StoppedClock:
    """Monotonic seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


MakeWindow = Callable[..., KioskWindow]


@pytest.fixture
def make_window(
    fonts: None, front: SampleFront, preview: SamplePreview, clock: StoppedClock
) -> Iterator[MakeWindow]:
    """Makes shown windows on the test's clock, without the guard unless it is asked for."""
    made: list[KioskWindow] = []

    def make(guard_seconds: float = 0.0) -> KioskWindow:
        look = Appearance(reduced_motion=True, pixels_per_mm=2.71)
        window = KioskWindow(
            front, NOTICES, preview, PLACE, look, clock=clock, guard_seconds=guard_seconds
        )
        made.append(window)
        window.show()
        return window

    yield make
    for window in made:
        take_down(window)
    QApplication.processEvents()


@pytest.fixture
def window(make_window: MakeWindow) -> KioskWindow:
    return make_window()
