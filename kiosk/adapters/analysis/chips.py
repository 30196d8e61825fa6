"""A face turned upright and cut out as the age and gender models were trained on it."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

CHIP: Final = 128
"""Pixels a side: twice what the age model takes, four times what the gender model takes."""

AS_TRAINED: Final = 0.20
"""Margin round the face, as part of it, of the pictures that the models were trained on."""

PADDINGS: Final = (0.10, 0.15, 0.20, 0.25, 0.30)
"""What the age is read from: the mean over closer and wider cuts and their mirror images errs less
than the trained cut alone (docs/model-card.md says by how much). For the gender it does not."""

TURNS: Final = len(PADDINGS)
"""After so many frames in a row each padding has been seen as it is and mirrored, once."""

_MIRRORED_AHEAD: Final = 2
"""The mirrored chip of a turn is the one that this many turns later is seen as it is."""

_TEMPLATE: Final = np.array(
    [
        (0.8595674595992, 0.2134981538014),
        (0.6460604764104, 0.2289674387677),
        (0.1205750620789, 0.2137274526848),
        (0.3340850613712, 0.2290642403242),
        (0.4901123135679, 0.6277975316475),
    ]
)
"""Where the five anchors lie in a chip without padding: dlib's mean face, five-point model
(dlib, image_transforms/interpolation.h, get_face_chip_details)."""


def similarity(points: NDArray[np.float64], targets: NDArray[np.float64]) -> NDArray[np.float64]:
    """The 2x3 matrix that turns, scales and moves (n, 2) points nearest to their targets.

    Least squares; as complex numbers it is target = a * point + b, so it never mirrors. Raises
    ValueError if all points coincide.
    """
    z = points[:, 0] + 1j * points[:, 1]
    w = targets[:, 0] + 1j * targets[:, 1]
    from_middle = z - z.mean()
    size = np.vdot(from_middle, from_middle).real
    if size == 0:
        raise ValueError("points that coincide have no direction")
    a = np.vdot(from_middle, w - w.mean()) / size
    b = w.mean() - a * z.mean()
    return np.array([(a.real, -a.imag, b.real), (a.imag, a.real, b.imag)])


def face_chips(
    rgb: NDArray[np.uint8], anchors: NDArray[np.float64], turn: int
) -> list[NDArray[np.uint8]]:
    """Two chips of different padding, the second one mirrored; each ``turn`` has two others.

    So five frames give what ten chips of one frame would, at a fifth of the time a frame.
    """
    padding = PADDINGS[turn % TURNS]
    other = PADDINGS[(turn + _MIRRORED_AHEAD) % TURNS]
    return [face_chip(rgb, anchors, padding), mirrored(face_chip(rgb, anchors, other))]


def mirrored(chip: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The chip with left and right exchanged: a face as likely as the first."""
    return np.asarray(cv2.flip(chip, 1), np.uint8)


def face_chip(
    rgb: NDArray[np.uint8], anchors: NDArray[np.float64], padding: float
) -> NDArray[np.uint8]:
    """The face upright, as a (128, 128, 3) picture; what lies off the picture repeats its edge.

    ``anchors`` is (5, 2), in pixels, in the order of ``landmarks.Face``.
    """
    middle_of_first_pixel = 0.5  # of the halved chip, seen from the full one
    targets = (_TEMPLATE + padding) / (1 + 2 * padding) * CHIP + middle_of_first_pixel
    chip = cv2.warpAffine(
        rgb,
        similarity(anchors, targets),
        (CHIP, CHIP),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(chip, np.uint8)
