"""One look: from the opened camera to an estimate, or to the reason why there is none."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import cv2
import numpy as np

from kiosk.adapters.analysis.frames import CameraPulse
from kiosk.adapters.analysis.oval import OVAL, blur_outside, portrait_crop
from kiosk.adapters.analysis.protocol import Estimated, Failed, Frame, FromChild, Opened
from kiosk.domain.estimate import AgeError, FrameReading, fuse, has_settled
from kiosk.domain.states import Hint, WatchFault

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kiosk.adapters.analysis.estimator import FrameResult

FEWEST_READINGS: Final = 3
"""With fewer good frames than this, nothing is said at the end of the time."""

LEFT_SECONDS: Final = 0.8
"""A face that was followed and is not seen for so long has left."""

_FOLLOWED_FRAMES: Final = 3
_HINT_FRAMES: Final = 4
_RETRY_SECONDS: Final = 0.01
_NO_CAMERA: Final = -1


class Source(Protocol):
    """A camera: ``open`` begins to read from its descriptor, which it owns from then on;
    ``read`` waits for the next BGR frame, and gives None if none came in time."""

    def open(self, descriptor: int) -> bool: ...

    def read(self) -> NDArray[np.uint8] | None: ...

    def close(self) -> None: ...


class FrameEstimator(Protocol):
    """Looks at one RGB frame after the other, and at nothing outside the oval."""

    def look_at(self, rgb: NDArray[np.uint8], milliseconds: int) -> FrameResult: ...


class Screen(Protocol):
    """Where the visitor sees what the camera sees: one RGB picture of this size at a time."""

    width: int
    height: int

    def show(self, pixels: memoryview) -> None: ...


class Look:
    """Reads the camera for at most ``seconds``, and has closed it when ``run`` returns."""

    def __init__(
        self,
        source: Source,
        estimator: FrameEstimator,
        screen: Screen,
        age_error: AgeError,
        say: Callable[[FromChild], None],
        seconds: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = source
        self._estimator = estimator
        self._screen = screen
        self._age_error = age_error
        self._say = say
        self._monotonic = monotonic
        self._began = monotonic()
        self._until = self._began + seconds
        self._readings: list[FrameReading] = []
        self._visitor = _Visitor()
        self._hint = _SteadyHint()

    def run(self, camera: int) -> Estimated | Failed:
        """Look until the estimate has settled, something is wrong, or the time is over.

        ``camera`` is the descriptor that was handed over; it is closed at the end. Opened and
        Frame are said on the way; the outcome is the caller's to say.
        """
        try:
            if not self._source.open(camera):
                return Failed(WatchFault.CAMERA_UNAVAILABLE)
            self._say(Opened())
            return self._watch()
        finally:
            self._source.close()

    def _watch(self) -> Estimated | Failed:
        pulse = CameraPulse(self._monotonic())
        number = 0
        while True:
            frame = self._source.read()
            number += 1
            now = self._monotonic()
            fault = pulse.fault(frame, now)
            if frame is not None and fault is None:
                fault = self._look_at(frame, now)
            elif fault is None:
                time.sleep(_RETRY_SECONDS)
            if fault is not None:
                return Failed(fault)
            self._say(Frame(number, self._hint.shown))
            if has_settled(self._readings):
                return self._estimated()
            if now >= self._until:
                enough = len(self._readings) >= FEWEST_READINGS
                return self._estimated() if enough else Failed(WatchFault.NO_CLEAR_FACE)

    def _look_at(self, frame: NDArray[np.uint8], now: float) -> WatchFault | None:
        width, height = self._screen.width, self._screen.height
        crop = portrait_crop(frame, width, height)
        rgb = np.asarray(cv2.cvtColor(crop, cv2.COLOR_BGR2RGB), np.uint8)
        # The picture first: what the visitor sees is not to wait for what the machine thinks.
        self._show(rgb)
        milliseconds = round((now - self._began) * 1000)
        result = self._estimator.look_at(rgb, milliseconds)
        self._hint.take(result.hint)
        if self._visitor.has_left(result, now):
            return WatchFault.FACE_LEFT
        if result.reading is not None and result.hint is not Hint.ONE_AT_A_TIME:
            self._readings.append(result.reading)
        return None

    def _show(self, rgb: NDArray[np.uint8]) -> None:
        size = (self._screen.width, self._screen.height)
        small = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
        self._screen.show(np.ascontiguousarray(blur_outside(small, OVAL)).data)

    def _estimated(self) -> Estimated:
        return Estimated(fuse(self._readings, self._age_error))


def rehearse(estimator: FrameEstimator, age_error: AgeError, width: int, height: int) -> None:
    """Look once at nothing, so that no line of a real look is the first to need a library."""
    nowhere = _Nowhere(width, height)
    Look(_Darkness(), estimator, nowhere, age_error, _unheard, seconds=0).run(_NO_CAMERA)
    fuse([FrameReading(30.0, 0.0, 1.0)], age_error)


class _Darkness:
    def open(self, descriptor: int) -> bool:
        return True

    def read(self) -> NDArray[np.uint8] | None:
        return np.zeros((480, 640, 3), np.uint8)

    def close(self) -> None:
        pass


@dataclass
class _Nowhere:
    width: int
    height: int

    def show(self, pixels: memoryview) -> None:
        pass


def _unheard(_message: FromChild) -> None:
    pass


class _Visitor:
    """Whether the one who said yes is still the one who is looked at."""

    def __init__(self) -> None:
        self._in_a_row = 0
        self._followed = False
        self._seen_at = 0.0

    def has_left(self, result: FrameResult, now: float) -> bool:
        """True once another face is in this one's place, or none has been for a while."""
        if result.jumped:
            return True
        if result.faces > 0:
            self._in_a_row += 1
            self._followed = self._followed or self._in_a_row >= _FOLLOWED_FRAMES
            self._seen_at = now
            return False
        self._in_a_row = 0
        return self._followed and now - self._seen_at >= LEFT_SECONDS


class _SteadyHint:
    """Holds a hint back until it has been the same for a moment, so that it can be read."""

    def __init__(self) -> None:
        self.shown: Hint | None = None
        self._coming: Hint | None = None
        self._frames = 0

    def take(self, hint: Hint) -> None:
        """One frame's hint. The first, and "one at a time", are shown at once."""
        self._frames = self._frames + 1 if hint is self._coming else 1
        self._coming = hint
        at_once = self.shown is None or hint is Hint.ONE_AT_A_TIME
        if at_once or self._frames >= _HINT_FRAMES:
            self.shown = hint
