"""How often a photograph or a screen that is held up is taken for a visitor: composed films.

Nothing in the product looks for life. This measures what that costs, once, and the card says it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from kiosk.adapters.analysis.estimator import Estimator
from kiosk.adapters.analysis.look import Look
from kiosk.adapters.analysis.oval import OVAL
from kiosk.adapters.analysis.protocol import Estimated, FromChild
from kiosk.domain.estimate import AgeError
from tests.benchmarks.intervals import Figures, wilson
from tests.benchmarks.labelled import HEIGHT, WIDTH, Picture, Still, plain
from tests.benchmarks.measuring import MODELS

SECONDS: Final = 8.0
_FRAMES_PER_SECOND: Final = 30
_SIDE: Final = 330
"""Pixels across of what is held up, at arm's length from the kiosk."""

_SHAKE: Final = 5.0
_SLANT: Final = 0.05
_NOISE: Final = 2.5


@dataclass
class Film:
    """A flat picture held in a hand that shakes and slants it, seen for ``SECONDS``.

    Every point of it moves as a plane does (a homography a frame), which a head never does.
    """

    sheet: Picture
    number: int = 0

    def open(self, descriptor: int) -> bool:
        return True

    def read(self) -> Picture:
        self.number += 1
        height, width = self.sheet.shape[:2]
        flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
        placed = np.asarray(cv2.getPerspectiveTransform(flat, self._corners()), np.float64)
        frame = plain()
        cv2.warpPerspective(
            self.sheet, placed, (WIDTH, HEIGHT), frame, borderMode=cv2.BORDER_TRANSPARENT
        )
        noise = np.random.default_rng(self.number).normal(0, _NOISE, frame.shape)
        noisy = np.clip(frame + noise, 0, 255).astype(np.uint8)
        return np.asarray(cv2.cvtColor(noisy, cv2.COLOR_RGB2BGR), np.uint8)

    def close(self) -> None:
        pass

    def seconds(self) -> float:
        return self.number / _FRAMES_PER_SECOND

    def _corners(self) -> np.ndarray:
        """Where the four corners are in this frame: in the middle of the oval, about."""
        sway = [math.sin(self.seconds() * pace + pace) for pace in (2.1, 2.9, 1.7, 2.3)]
        middle = np.array((OVAL.centre_x * WIDTH, OVAL.centre_y * HEIGHT))
        middle = middle + _SHAKE * np.array(sway[:2])
        half = _SIDE / 2
        across, down = half * _SLANT * sway[2], half * _SLANT * sway[3]
        corners = np.array(
            [
                (-half, -half - across),
                (half, -half + across),
                (half + down, half - across),
                (-half - down, half + across),
            ]
        )
        return (corners + middle).astype(np.float32)


@dataclass
class _Nowhere:
    width: int = 240
    height: int = 320

    def show(self, pixels: memoryview) -> None:
        pass


def held_up(people: Sequence[Still], error: AgeError) -> Figures:
    """Of these stills held up as prints and as screens, how many end as an estimate."""
    estimator = Estimator(MODELS)
    estimator.warm_up()
    found = {
        name: wilson(
            sum(_is_taken(estimator, sheet(still.picture), error) for still in people), len(people)
        )
        for name, sheet in (("print", printed), ("screen", on_a_screen))
    }
    estimator.close()
    return {"seconds": SECONDS, **found}


def printed(chip: Picture) -> Picture:
    """On paper with a white margin, its blacks a little grey."""
    ink = np.clip(30 + chip * 0.8, 0, 255).astype(np.uint8)
    return np.asarray(
        cv2.copyMakeBorder(ink, 12, 12, 12, 12, cv2.BORDER_CONSTANT, value=(235, 235, 230)),
        np.uint8,
    )


def on_a_screen(chip: Picture) -> Picture:
    """On a telephone: lines of pixels, a black frame, and a lamp's glare across a corner."""
    lit = chip.astype(np.float32) * 1.15
    lit[::3] *= 0.9
    down, right = np.mgrid[0 : chip.shape[0], 0 : chip.shape[1]]
    glare = 70 * np.exp(-(((right - 0.15 * chip.shape[1]) / 25.0) ** 2) - (down / 60.0) ** 2)
    shown = np.clip(lit + glare[..., np.newaxis], 0, 255).astype(np.uint8)
    return np.asarray(
        cv2.copyMakeBorder(shown, 14, 14, 14, 14, cv2.BORDER_CONSTANT, value=(8, 8, 8)), np.uint8
    )


def _is_taken(estimator: Estimator, sheet: Picture, error: AgeError) -> bool:
    film = Film(sheet)
    estimator.restart()
    look = Look(film, estimator, _Nowhere(), error, _unheard, SECONDS, film.seconds)
    return isinstance(look.run(0), Estimated)


def _unheard(_message: FromChild) -> None:
    pass
