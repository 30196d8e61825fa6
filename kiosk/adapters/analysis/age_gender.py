"""Age and gender of one upright face, from Cydral's two networks (dlib-models, CC0)."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.analysis.models import AGE, GENDER

LOG_ODDS_LIMIT: Final = 8.0

_MEAN: Final = (122.782, 117.001, 104.298)
_SCALE: Final = 1 / 256
"""dlib's input_rgb_image: these means taken off, then divided by 256."""

_AGE_SIDE: Final = 64
_GENDER_SIDE: Final = 32
_YEARS: Final = np.array((0.25, *range(1, 81)), dtype=np.float32)
"""What each of the 81 classes stands for; the first is the first year of life, as in dlib's own
example for this model."""

_LEAST: Final = 1e-6


class AgeGender:
    """Both networks in cv2.dnn, each fed all of its chips in one pass."""

    def __init__(self, folder: Path) -> None:
        self._age = cv2.dnn.readNetFromONNX(os.fspath(folder / AGE))
        # For this small net the classic engine takes half the new one's time; for the other not.
        self._gender = cv2.dnn.readNetFromONNX(
            os.fspath(folder / GENDER), engine=cv2.dnn.ENGINE_CLASSIC
        )

    def years(self, chips: Sequence[NDArray[np.uint8]]) -> float:
        """The age, 0.25 to 80 years, of square RGB chips of one face.

        The mean over the chips; a chip's years are the expectation over the model's 81 classes.
        """
        self._age.setInput(_batch(chips, _AGE_SIDE))
        return float((self._age.forward() @ _YEARS).mean())

    def log_odds_woman(self, chips: Sequence[NDArray[np.uint8]]) -> float:
        """The log-odds of "woman", within 8 either way, of square RGB chips of one face.

        The mean over the chips.
        """
        self._gender.setInput(_batch(chips, _GENDER_SIDE))
        woman, man = np.maximum(self._gender.forward(), _LEAST).T
        log_odds = np.clip(np.log(woman / man), -LOG_ODDS_LIMIT, LOG_ODDS_LIMIT)
        return float(log_odds.mean())


def _batch(chips: Sequence[NDArray[np.uint8]], side: int) -> NDArray[np.float32]:
    """The chips as an (n, 3, side, side) batch of normalised RGB."""
    small = [cv2.resize(chip, (side, side), interpolation=cv2.INTER_AREA) for chip in chips]
    return np.asarray(cv2.dnn.blobFromImages(small, _SCALE, mean=_MEAN), np.float32)
