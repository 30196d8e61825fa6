"""Short films of composed heads, looked at by the real estimator at thirty frames a second."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np

from kiosk.adapters.analysis.estimator import Estimator, FrameResult, age_error
from kiosk.adapters.analysis.look import Look
from kiosk.adapters.analysis.protocol import Estimated, Failed, FromChild
from tests.adapters.analysis.portraits import HEIGHT, MODELS, WALL, WIDTH, Head, frame
from tests.adapters.camera.films import Picture

FRAMES_PER_SECOND: Final = 30
_NOISE: Final = 2.0

Heads = Callable[[int], Sequence[Head]]
"""Who is in the frame of this number, the first one 0; the later ones in front."""


@dataclass
class Film:
    """A camera in front of which these heads move; never twice the same picture."""

    heads: Heads
    shown: int = 0
    noise: np.random.Generator = field(default_factory=lambda: np.random.default_rng(5))

    def open(self, descriptor: int) -> bool:
        return True

    def read(self) -> Picture:
        picture = frame(*self.heads(self.shown)) + self.noise.normal(0, _NOISE, (HEIGHT, WIDTH, 3))
        self.shown += 1
        bgr = cv2.cvtColor(np.clip(picture, 0, 255).astype(np.uint8), cv2.COLOR_RGB2BGR)
        # A look mirrors what the camera gives.
        return np.asarray(cv2.flip(bgr, 1), np.uint8)

    def close(self) -> None:
        pass

    def seconds(self) -> float:
        return self.shown / FRAMES_PER_SECOND


@dataclass
class Seen:
    """What became of a film: the outcome, and what the estimator said of each frame."""

    outcome: Estimated | Failed
    results: list[FrameResult]


class Eyes:
    """The real estimator, for one film after the other: nobody of the last one is remembered."""

    width, height = 120, 160

    def __init__(self) -> None:
        self._estimator = Estimator(MODELS)
        self._estimator.warm_up()
        self._results: list[FrameResult] = []

    def watch(self, heads: Heads, seconds: float = 3.0) -> Seen:
        self.forget()
        film = Film(heads)
        look = Look(film, self, self, age_error(MODELS), _unheard, seconds, film.seconds)
        return Seen(look.run(-1), self._results)

    def forget(self) -> None:
        """As if nobody had been looked at yet: the landmarker has nobody to follow either."""
        wall = np.full((HEIGHT, WIDTH, 3), WALL, np.uint8)
        for _ in range(3):
            self._estimator.look_at(wall, 0)
        self._estimator.restart()
        self._results = []

    def look_at(self, rgb: Picture, milliseconds: int) -> FrameResult:
        result = self._estimator.look_at(rgb, milliseconds)
        self._results.append(result)
        return result

    def show(self, pixels: memoryview) -> None:
        pass

    def close(self) -> None:
        self._estimator.close()


def _unheard(_message: FromChild) -> None:
    pass
