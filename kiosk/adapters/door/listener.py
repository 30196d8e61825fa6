"""A counter that speaks, over HTTP or a serial line: what its process says becomes counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from kiosk.adapters.door import protocol
from kiosk.adapters.door.process import CounterProcess
from kiosk.adapters.door.protocol import (
    FROM_PROCESS,
    Answer,
    Crossed,
    Down,
    ListenHttp,
    ListenSerial,
    Noise,
    Nonsense,
    Pushed,
    Up,
)
from kiosk.application.door_intake import DoorIntake
from kiosk.application.door_line import DoorLine
from kiosk.application.ports import Clock
from kiosk.domain.consent import Moment
from kiosk.domain.door_count import (
    CountRefused,
    day_of,
    hour_of,
    moment_of_clock,
    moment_of_stamp,
    number_of,
    stamp_of,
)
from kiosk.domain.retention import BusinessDay

_FIRST_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 60.0
_LOOK_SECONDS: Final = 30.0
_ENDED: Final = "the process that listens has ended and is started again"
_LONGEST_REASON: Final = 200

Orders = ListenHttp | ListenSerial
Heard = tuple[CounterProcess, bytes]


class OrdersUnusable(Exception):
    """There is nothing to start a process with; the text says what to do."""


class ListeningDoor:
    """Keeps one process listening, starts it again when it ends, and ends it when it is to be.

    ``orders`` is asked at each start and every half a minute: other orders, such as another
    token, are another process. Without a ``line`` every count says its own time.
    """

    def __init__(
        self,
        orders: Callable[[], Orders],
        intake: DoorIntake,
        clock: Clock,
        shop: BusinessDay,
        tell: Callable[[Heard], None],
        program: Sequence[str],
        *,
        line: DoorLine | None = None,
    ) -> None:
        self._orders = orders
        self._intake = intake
        self._clock = clock
        self._shop = shop
        self._tell = tell
        self._program = program
        self._line = line
        self._process: CounterProcess | None = None
        self._running: Orders | None = None
        self._pause = _FIRST_PAUSE
        self._start_at = clock.monotonic()
        self.where: str | None = None

    def step(self) -> float:
        """Do what is due; returns in how many seconds to do so again."""
        self._end_hour()
        self._intake.look_back()
        now = self._clock.monotonic()
        if self._process is not None:
            self._look_at_orders()
        if self._process is None and now >= self._start_at:
            self._start(now)
        if self._process is None:
            return max(0.05, self._start_at - self._clock.monotonic())
        # A line's hours end without a word from it.
        return _FIRST_PAUSE if self._line is not None else _LOOK_SECONDS

    def hear(self, news: object) -> None:
        """Work on a line of the process; those of one that was ended are not heard any more."""
        process, untrusted_line = news  # pyright: ignore[reportGeneralTypeIssues]
        if process is not self._process:
            return
        if not untrusted_line:
            self._lose(_ENDED)
            return
        try:
            message = protocol.understood(untrusted_line, FROM_PROCESS)
        except Nonsense as why:
            self._lose(f"the process that listens said {why} and is started again")
            return
        self._act_on(process, message)

    def close(self) -> None:
        """End the process for good."""
        if self._process is not None:
            self._process.end()
            self._process = None

    def _act_on(self, process: CounterProcess, message: protocol.Message) -> None:
        match message:
            case Up(where):
                self._pause = _FIRST_PAUSE
                self.where = where
                self._intake.note_trouble(None)
                if self._line is not None:
                    self._line.up()
            case Down(why):
                self._is_down(why)
            case Noise(lines):
                said = f"{lines} lines were none of a counter's: is the speed right?"
                self._intake.note_refused(said)
            case Crossed(entered) if self._line is not None:
                self._end_hour()
                try:
                    self._line.entered(number_of(entered))
                except CountRefused as why:
                    self._intake.note_refused(str(why))
            case Pushed() if self._line is None:
                process.answer(self._answer_to(message))
            case _:
                self._lose("the process that listens spoke out of turn and is started again")

    def _answer_to(self, pushed: Pushed) -> Answer:
        try:
            entered = number_of(pushed.entered)
            moment = _moment_of(pushed, self._shop)
        except CountRefused as why:
            self._intake.note_refused(str(why))
            return Answer(pushed.number, refused=str(why)[:_LONGEST_REASON])
        try:
            is_new = self._intake.add(moment, entered, pushed.id)
        except CountRefused as why:
            return Answer(pushed.number, refused=str(why)[:_LONGEST_REASON])
        return Answer(pushed.number, again=not is_new)

    def _end_hour(self) -> None:
        over = None if self._line is None else self._line.over()
        if over is None:
            return
        moment, found = over
        if isinstance(found, str):
            self._intake.note_refused(found)
        else:
            self._intake.put({moment: found})

    def _look_at_orders(self) -> None:
        try:
            wanted = self._orders()
        except OrdersUnusable:
            # The one that runs does so with what was right when it began.
            return
        if wanted != self._running:
            self.close()
            self._start_at = self._clock.monotonic()

    def _start(self, now: float) -> None:
        self._start_at = now + self._pause
        self._pause = min(2 * self._pause, _LONGEST_PAUSE)
        try:
            self._running = self._orders()
            self._process = CounterProcess(
                self._program, self._running, lambda *heard: self._tell(heard)
            )
        except OrdersUnusable as why:
            self._is_down(str(why))
        except OSError as why:
            self._is_down(f"the process that listens cannot be started: {why.strerror or why}")

    def _lose(self, why: str) -> None:
        self.close()
        # What it said itself of its end says more than that it has ended.
        if why is not _ENDED or self._intake.status.trouble is None:
            self._is_down(why)
        elif self._line is not None:
            self._line.down()
        self._start_at = max(self._start_at, self._clock.monotonic() + _FIRST_PAUSE)

    def _is_down(self, why: str) -> None:
        self.where = None
        self._intake.note_trouble(why)
        if self._line is not None:
            self._line.down()


def _moment_of(pushed: Pushed, shop: BusinessDay) -> Moment:
    if pushed.at is not None:
        stamp: datetime = stamp_of(pushed.at)
        return moment_of_stamp(stamp, shop)
    return moment_of_clock(day_of(pushed.day or ""), hour_of(pushed.hour), shop)
