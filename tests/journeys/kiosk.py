"""A whole kiosk for tests: the demo's settings, a real store, a real child, a real window."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.adapters.settings.settings import Settings
from kiosk.bootstrap import parts
from kiosk.bootstrap.kiosk import JoinedKiosk
from kiosk.domain import events, states
from kiosk.ui.gallery import take_down
from kiosk.ui.widgets.press import Press
from tests import stored

PATIENCE = 30.0
"""Seconds a test waits for what must come; it comes in far less."""


def demo_settings(source: str | None = None) -> Settings:
    """The demo's settings, with another source of frames if one is named."""
    settings = parts.load_settings(Path(), demo=True)
    if source is None:
        return settings
    return replace(settings, camera=replace(settings.camera, source=source))


class Kiosk:
    """A running kiosk and what a test can do to it; ``seen`` holds every state it was in."""

    def __init__(self, settings: Settings, data: Path) -> None:
        self.data = data
        self.joined = JoinedKiosk(settings, data, windowed=True)
        self.seen: list[states.Visit] = []
        self.joined.runner.show_to(self)

    def show_visit(self, visit: states.Visit) -> None:
        self.seen.append(visit)

    def show_language(self, tag: str) -> None:
        pass

    @property
    def visit(self) -> states.Visit:
        return self.joined.runner.visit

    def wait_for(self, kind: type[states.Visit]) -> states.Visit:
        """Let time go by until the visit is in such a state."""
        self.wait_until(lambda: isinstance(self.visit, kind), f"{kind.__name__}")
        return self.visit

    def wait_until(self, holds: Callable[[], bool], what: str, *, every_ms: int = 5) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"no {what}, but {type(self.visit).__name__}"
            QTest.qWait(every_ms)

    def wait_for_camera_door(self) -> None:
        """Open the notice with the camera's door in it."""
        self.wait_for(states.Idle)
        self.wait_until(self._camera_is_offered, "warm child")
        self.joined.runner.open_notice()

    def _camera_is_offered(self) -> bool:
        return self.joined.runner.camera_offered

    def read_notice(self) -> None:
        """Open the notice by a tap, once nobody else is there."""
        self.wait_for(states.Idle)
        self.press("Read and choose")

    def tell(self, gender: str = "Man", ages: str = "45–54") -> None:
        """The way without a camera, by taps, from the open notice until it is to be saved."""
        for name in ("I’ll tell you myself", "Yes", gender, ages, "Save"):
            self.press(name)

    def receipt(self) -> states.ShowingReceipt:
        """The receipt, once it is shown."""
        shown = self.wait_for(states.ShowingReceipt)
        assert isinstance(shown, states.ShowingReceipt)
        return shown

    def take_receipt(self) -> str:
        """Put the receipt away, once it is shown; its code, as it would be typed."""
        symbols = self.receipt().code.symbols
        self.press("Done")
        self.wait_for(states.Idle)
        return symbols

    def offers(self, name: str) -> bool:
        """Whether there is a button of this name that can be pressed."""
        return bool(self._named(name))

    def press(self, name: str, *, of: int = 1) -> None:
        """Tap the middle of the button with this name, the first ``of`` so many."""
        self.wait_until(lambda: len(self._named(name)) == of, f"button “{name}”")
        # A visitor has to find it, too; and a new screen is deaf for a moment.
        self.wait_until(lambda: self.joined.window.takes_presses, "screen that listens")
        button = self._named(name)[0]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _named(self, name: str) -> list[Press]:
        return [
            button
            for button in self.joined.window.findChildren(Press)
            if button.accessibleName() == name and button.isVisible() and button.isEnabled()
        ]

    def settle_store(self) -> None:
        """Wait until all that was asked of the store is on the disk."""
        answered: list[object] = []
        self.joined.store.inside(answered.append)
        self.wait_until(lambda: bool(answered), "answer of the store")

    def outcomes(self) -> dict[str, int]:
        """How often each thing happened, to the visit; without what never did."""
        self.settle_store()
        return stored.outcomes(self.records_file)

    def answers(self) -> list[tuple[str, str, str]]:
        """Gender, age band and way of each visit that is held, sorted."""
        self.settle_store()
        return stored.answers(self.records_file)

    def visit_rows(self) -> int:
        return len(self.answers())

    @property
    def records_file(self) -> Path:
        return parts.records_file(self.data, demo=True)

    def post(self, event: events.Event) -> None:
        self.joined.runner.post(event)

    def close(self) -> None:
        self.joined.close()
        # A program ends here. A test goes on, and nothing of this kiosk may live on in the next.
        take_down(self.joined.window)
        QApplication.processEvents()


@contextmanager
def running(data: Path, source: str | None = None) -> Iterator[Kiosk]:
    """A kiosk from start to end, over a data folder that may have been used before."""
    parts.records_folder(data, demo=True).mkdir(parents=True, exist_ok=True)
    kiosk = Kiosk(demo_settings(source), data)
    try:
        yield kiosk
    finally:
        kiosk.close()
