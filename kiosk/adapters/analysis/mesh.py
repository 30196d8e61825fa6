"""The landmarker's points as they come from mediapipe's C library.

mediapipe's own ``detect_for_video`` makes a Python object of each of 478 points in every frame, of
which 41 are used. Here they are read as they lie in memory. That layout is no public one: mediapipe
is pinned, and a test compares each point with what the public call gives.
"""

import ctypes
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.analysis.mediapipe_import import (
    FaceLandmarker,
    FaceLandmarkerResultC,
    landmark_c,
    mediapipe,
)

_POINT: Final = landmark_c.NormalizedLandmarkC
_FLOAT: Final = ctypes.sizeof(ctypes.c_float)
_FLOATS: Final = ctypes.sizeof(_POINT) // _FLOAT
_X: Final = _POINT.x.offset // _FLOAT


def mesh(
    landmarker: FaceLandmarker, image: mediapipe.Image, milliseconds: int
) -> NDArray[np.float32] | None:
    """The first face's points, (478, 3), in fractions of the picture; None if there is no face.

    ``milliseconds`` rise from call to call. Raises what ``detect_for_video`` raises.
    """
    library: Any = landmarker._lib  # its functions are put there while the program runs
    result = FaceLandmarkerResultC()
    library.MpFaceLandmarkerDetectForVideo(
        landmarker._handle, image._image_ptr, None, milliseconds, ctypes.byref(result)
    )
    try:
        return _points(result.face_landmarks[0]) if result.face_landmarks_count else None
    finally:
        library.MpFaceLandmarkerCloseResult(ctypes.byref(result))


def _points(face: landmark_c.NormalizedLandmarksC) -> NDArray[np.float32]:
    """A copy: the library takes its memory back."""
    size = face.landmarks_count * ctypes.sizeof(_POINT)
    copied = ctypes.string_at(face.landmarks, size)
    return np.frombuffer(copied, np.float32).reshape(-1, _FLOATS)[:, _X : _X + 3]
