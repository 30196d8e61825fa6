"""Where faces are in a picture, from mediapipe's face detector."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.analysis.following import Box
from kiosk.adapters.analysis.mediapipe_import import BaseOptions, mediapipe, vision
from kiosk.adapters.analysis.region import Point, Region, round_box

_LOST: Final = 0.5


@dataclass(frozen=True, slots=True)
class Detected:
    """One face's box and eyes, the subject's right and left, in pixels of the picture."""

    box: Box
    right_eye: Point
    left_eye: Point

    @property
    def region(self) -> Region:
        """Where its points are looked for.

        The box lost its fractions of pixels on the way: half of one on average, in each number.
        """
        left, top, width, height = (number + _LOST for number in self.box)
        return round_box((left, top, width, height), self.right_eye, self.left_eye)


class Detector:
    """The network for faces up to two metres away, which knows nothing of the frame before."""

    def __init__(self, model: bytes) -> None:
        """``model`` is the detector's file. Raises what mediapipe raises if it is none."""
        self._detector = vision.FaceDetector.create_from_options(
            vision.FaceDetectorOptions(
                base_options=BaseOptions(model_asset_buffer=model),
                running_mode=vision.RunningMode.IMAGE,
            )
        )

    def faces(self, rgb: NDArray[np.uint8]) -> list[Detected]:
        """All faces in a contiguous uint8 RGB picture, the surest first."""
        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
        height, width = rgb.shape[:2]
        found: list[Detected] = []
        for each in self._detector.detect(image).detections:
            box = each.bounding_box
            right, left = ((eye.x * width, eye.y * height) for eye in each.keypoints[:2])
            found.append(Detected((box.origin_x, box.origin_y, box.width, box.height), right, left))
        return found

    def close(self) -> None:
        """Let go of it now: at the end of a program its own way of going can hang."""
        self._detector.close()
