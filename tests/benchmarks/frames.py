"""What one frame costs, from the camera's picture to reading and preview."""

import time
from pathlib import Path

import cv2
import numpy as np

from kiosk.adapters.analysis.estimator import Estimator
from kiosk.adapters.analysis.oval import OVAL, blur_outside, portrait_crop
from tests.adapters.camera import films

MODELS = Path(__file__).resolve().parents[2] / "assets" / "models"
_PICTURE = (640, 724)
_FIRST = 20


def frame_times(frames: int = 220) -> tuple[list[float], list[float]]:
    """Milliseconds a frame of the moving photograph, the first twenty left out.

    First of the estimate alone (blanking, landmarks, gate, chips, age and gender), then of all
    that is done with a frame (also cropping before and blurring for the preview after). Every
    other frame is searched for other faces too, and takes longer: where the median lies between
    the two is partly chance, so the mean belongs beside it.
    """
    estimator = Estimator(MODELS)
    estimator.warm_up()
    estimates: list[float] = []
    wholes: list[float] = []
    for number, frame in enumerate(films.astronaut(frames)):
        began = time.perf_counter()
        crop = portrait_crop(frame, *_PICTURE)
        rgb = np.asarray(cv2.cvtColor(crop, cv2.COLOR_BGR2RGB), np.uint8)
        looked = time.perf_counter()
        estimator.look_at(rgb, 33 * (number + 1))
        estimates.append(1000 * (time.perf_counter() - looked))
        blur_outside(rgb, OVAL)
        wholes.append(1000 * (time.perf_counter() - began))
    estimator.close()
    return estimates[_FIRST:], wholes[_FIRST:]
