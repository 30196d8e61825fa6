"""Whether the face in this frame is the one in the frame before, by place and size alone."""

import enum
from typing import Final

Box = tuple[float, float, float, float]
"""Left, top, width, height; all in the same unit."""

_SAME_PLACE: Final = 0.3
"""Overlap (intersection over union) of one face's boxes from frame to frame, at the least. A head
that moves its own width in a second keeps 0.85 at 15 frames a second; someone else's beside it
has none."""

_LOST: Final = 500
"""Milliseconds without the face after which whoever is there is taken for somebody else, even in
the same place: shorter than two people need to change places, longer than a sneeze."""

PATIENCE: Final = 250
"""Milliseconds for which a face in another place is not yet a change of person: the detector may
have missed the followed one for a frame or two while a second one is there."""

_SAME_FACE: Final = 0.5
"""Overlap from which two findings in one frame are one face found twice."""


def overlap(one: Box, other: Box) -> float:
    """Intersection over union of two boxes, 0 to 1."""
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / (one[2] * one[3] + other[2] * other[3] - shared)


def distinct(boxes: list[Box]) -> list[Box]:
    """The boxes without those that find an earlier one's face again."""
    kept: list[Box] = []
    for box in boxes:
        if all(overlap(box, other) < _SAME_FACE for other in kept):
            kept.append(box)
    return kept


class Step(enum.Enum):
    """What one frame's face is to the one that was followed so far."""

    SAME = enum.auto()
    ANOTHER = enum.auto()
    """Somewhere else, and too soon to say that the followed one has gone: nobody is followed."""
    JUMPED = enum.auto()
    """Somebody else's, who is followed from now on."""


class Following:
    """The place of one face from frame to frame. Holds a box and a time, nothing of the face."""

    def __init__(self) -> None:
        self._box: Box | None = None
        self._seen = 0

    def nearest(self, boxes: list[Box]) -> Box | None:
        """Of this frame's boxes the one that overlaps the followed face most, else the largest."""
        if not boxes:
            return None
        followed = self._box
        return max(
            boxes,
            key=lambda box: (overlap(box, followed) if followed else 0.0, box[2] * box[3]),
        )

    def step(self, box: Box, milliseconds: int) -> Step:
        """Whose face this box is; times are those of the frames, the first one ever is SAME."""
        step = self._judged(box, milliseconds - self._seen)
        if step is not Step.ANOTHER:
            self._box, self._seen = box, milliseconds
        return step

    def forget(self) -> None:
        self._box = None

    def _judged(self, box: Box, unseen: int) -> Step:
        if self._box is None:
            return Step.SAME
        if overlap(box, self._box) >= _SAME_PLACE:
            return Step.SAME if unseen <= _LOST else Step.JUMPED
        return Step.ANOTHER if unseen <= PATIENCE else Step.JUMPED
