"""A window for each test, with a front that writes down what it is told."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from kiosk.domain.notice import Notice
from kiosk.ui.assets import load_fonts
from kiosk.ui.gallery import take_down
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.phone import PhoneCodes
from kiosk.ui.place import Appearance
from kiosk.ui.samples import NOTICES, PLACE, SampleFront, SamplePreview
from kiosk.ui.staff.sample_desk import SampleDesk

_DRAWN = QSize(1080, 1920)


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


class QtMessage(Protocol):
    """One message of Qt's, as pytest-qt keeps it."""

    message: str


class QtMessages(Protocol):
    """All that Qt said during one test."""

    records: list[QtMessage]


@pytest.fixture(autouse=True)
def no_qt_warning(qtlog: QtMessages) -> Iterator[None]:
    """Whatever Qt warns of is a fault of ours."""
    yield
    assert not [record.message for record in qtlog.records]


MakeWindow = Callable[..., KioskWindow]


@pytest.fixture
def make_window(
    fonts: None, front: SampleFront, preview: SamplePreview, clock: StoppedClock
) -> Iterator[MakeWindow]:
    """Makes shown windows on the test's clock, without the guard unless it is asked for."""
    made: list[KioskWindow] = []

    def make(
        *,
        guard_seconds: float = 0.0,
        notices: Mapping[str, Notice] = NOTICES,
        size: QSize = _DRAWN,
        pixels_per_mm: float = 2.71,
        demo: bool = True,
        phone: PhoneCodes | None = None,
        reduced_motion: bool = True,
        may_be_dark: Callable[[], bool] = lambda: False,
        end: Callable[[], None] | None = None,
    ) -> KioskWindow:
        look = Appearance(reduced_motion=reduced_motion, pixels_per_mm=pixels_per_mm)
        window = KioskWindow(
            front,
            notices,
            preview,
            replace(PLACE, demo=demo),
            look,
            size=size,
            clock=clock,
            guard_seconds=guard_seconds,
            desk=SampleDesk(),
            phone=phone,
            may_be_dark=may_be_dark,
            end=end,
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
