"""A sample desk whose answers wait until a test wants them, as those of a real one do."""

from collections.abc import Callable, Sequence
from datetime import date

from kiosk.application.staff import (
    DayClosing,
    Erasing,
    Health,
    Kept,
    RecordsOverview,
    ScreenSettings,
)
from kiosk.domain.consent import ReceiptCode
from kiosk.domain.periods import Span
from kiosk.ui.staff.sample_desk import SampleDesk


class WaitingDesk(SampleDesk):
    """``asked`` says what was asked for; ``answer`` tells the oldest answer, or the given one."""

    def __init__(self, *, troubled: bool = False) -> None:
        super().__init__(troubled=troubled)
        self.asked: list[str] = []
        self._waiting: list[tuple[Callable[[], None], Callable[..., None]]] = []

    def answer(self, *instead: object) -> None:
        own, tell = self._waiting.pop(0)
        if instead:
            tell(*instead)
        else:
            own()

    def foretell(self, *first: object) -> None:
        """Tell this to whoever waits longest, who goes on waiting for the answer."""
        self._waiting[0][1](*first)

    def _wait(self, what: str, own: Callable[[], None], tell: Callable[..., None]) -> None:
        self.asked.append(what)
        self._waiting.append((own, tell))

    def records(self, tell: Callable[[RecordsOverview | None, str], None]) -> None:
        self._wait("records", lambda: super(WaitingDesk, self).records(tell), tell)

    def erase(self, code: ReceiptCode, tell: Callable[[Erasing], None]) -> None:
        self._wait("erase", lambda: super(WaitingDesk, self).erase(code, tell), tell)

    def health(self, tell: Callable[[Health], None]) -> None:
        self._wait("health", lambda: super(WaitingDesk, self).health(tell), tell)

    def try_camera_again(self, tell: Callable[[Health], None]) -> None:
        self._wait("camera", lambda: super(WaitingDesk, self).try_camera_again(tell), tell)

    def closing(self, tell: Callable[[DayClosing], None]) -> None:
        self._wait("closing", lambda: super(WaitingDesk, self).closing(tell), tell)

    def write_reports(
        self,
        span: Span,
        day: date,
        formats: Sequence[str],
        progress: Callable[[float], None],
        tell: Callable[[Kept], None],
    ) -> None:
        self.progress = progress

        def own() -> None:
            super(WaitingDesk, self).write_reports(span, day, formats, progress, tell)

        self._wait("report", own, tell)

    def change_settings(self, changed: ScreenSettings, tell: Callable[[str], None]) -> None:
        def own() -> None:
            super(WaitingDesk, self).change_settings(changed, tell)

        self._wait("change", own, tell)
