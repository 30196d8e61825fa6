"""A watch without a camera: it says what a test has it say."""

from kiosk.application.ports import ChildGone
from kiosk.domain.visit import ConsentGrant
from tests.fakes.time import FakeClock


class FakeWatch:
    """Implements ``ports.Watch``; ``looking`` is the grant it was started with, while it looks."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.warm = False
        self.looking: ConsentGrant | None = None
        self.starts = 0
        self.closed = False
        self.can_be_made = True

    def prepare(self) -> None:
        self.warm = self.can_be_made

    def start(self, grant: ConsentGrant) -> None:
        grant.spend(self._clock.monotonic())
        if not self.warm:
            raise ChildGone
        self.warm, self.looking = False, grant
        self.starts += 1

    def stop(self) -> None:
        self.looking = None

    def close(self) -> None:
        self.stop()
        self.closed = True
