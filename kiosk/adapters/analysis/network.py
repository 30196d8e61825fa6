"""Google's face landmark network, run by LiteRT on two threads.

mediapipe runs the same file on one, and has no setting for more.
"""

from typing import Final

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

SIDE: Final = 256
"""Pixels a side of the square picture that the network takes."""

POINTS: Final = 478

_THREADS: Final = 2
"""As many as the smallest machine has cores."""

_WHITE: Final = np.float32(255)


class LandmarkNetwork:
    """The loaded network with its threads, which are made here and not later."""

    def __init__(self, model: bytes) -> None:
        """``model`` is a TensorFlow Lite file; raises ValueError if it is none."""
        self._interpreter = Interpreter(model_content=model, num_threads=_THREADS)
        self._interpreter.allocate_tensors()
        (entry,) = self._interpreter.get_input_details()
        points, presence, *_tongue = self._interpreter.get_output_details()
        # A tensor is asked for anew each time: nobody may hold one while the network runs.
        self._input = self._interpreter.tensor(entry["index"])
        self._points = self._interpreter.tensor(points["index"])
        self._presence = self._interpreter.tensor(presence["index"])

    def look_at(self, cut: NDArray[np.uint8]) -> tuple[NDArray[np.float64], float]:
        """The points of the one face in a (256, 256, 3) RGB picture, and how sure it is of one.

        Points are (478, 3): x and y in pixels of the cut, and depth at the same scale, smaller is
        nearer. The other number is the log-odds of there being a face at all.
        """
        np.divide(cut, _WHITE, out=self._input()[0])
        self._interpreter.invoke()
        points = self._points().reshape(POINTS, 3).astype(np.float64)
        return points, float(self._presence().item())
