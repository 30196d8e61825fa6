"""A watch without a camera: it says what a test has it say."""

from kiosk.application.ports import ChildGone, Post
from kiosk.domain import events
from kiosk.domain.states import WatchFault
from kiosk.domain.visit import ConsentGrant, GrantExpired
from tests.fakes.time import FakeClock


class FakeWatch:
    """Implements ``ports.Watch``; ``looking`` is the grant it was started with, while it looks.

    What it has to say by itself goes to ``post``.
    """

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.warm = False
        self.looking: ConsentGrant | None = None
        self.starts = 0
        self.closed = False
        self.can_be_made = True
        self.post: Post = lambda event: None

    def prepare(self) -> None:
        self.warm = self.can_be_made

    def start(self, grant: ConsentGrant) -> None:
        if not self.warm:
            grant.void()
            raise ChildGone
        try:
            grant.spend(self._clock.monotonic())
        except GrantExpired:
            self.post(events.WatchFailed(grant, WatchFault.GRANT_EXPIRED))
            return
        self.warm, self.looking = False, grant
        self.starts += 1

    def stop(self) -> None:
        self.looking = None

    def close(self) -> None:
        self.stop()
        self.closed = True
