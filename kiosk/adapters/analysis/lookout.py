"""When the picture is searched for other faces: in every frame, or in every other one."""

from typing import Final

from kiosk.adapters.analysis.following import Box, overlap

_SURE: Final = 3
"""Searches in a row that found nobody else, before one may be left out: a face that the detector
misses now and then is not missed for longer on that account."""

_STEADY: Final = 0.7
"""Overlap of the followed face's boxes, one frame and the next. A head that moves its own width in
a second keeps 0.93 at 30 frames a second."""

_QUICK: Final = 70
"""Milliseconds from frame to frame, at the most: of a slower camera every frame is searched, or a
second face would wait too long."""


class Lookout:
    """How the last frames went: a box, two times and a count, nothing of any face.

    One search at the most is left out at a time, and only beside a face that is followed, stays
    where it is, and has been alone. Without ``expect`` none is.
    """

    def __init__(self) -> None:
        self._box: Box | None = None
        self._alone = 0
        self._left_out = False
        self._now: int | None = None
        self._is_quick = False

    def expect(self, milliseconds: int) -> None:
        """A frame taken at this time comes next."""
        self._is_quick = self._now is not None and 0 < milliseconds - self._now <= _QUICK
        self._now = milliseconds

    def may_leave_out(self) -> bool:
        """True if the next frame need not be searched, provided that its face ``stays``."""
        return self._is_quick and self._alone >= _SURE and not self._left_out

    def stays(self, box: Box | None) -> bool:
        """True if the followed face is there in this frame, and about where it was."""
        if box is None or self._box is None:
            return False
        return overlap(box, self._box) >= _STEADY

    def note(self, box: Box | None, others: int | None) -> None:
        """What a frame gave: the followed face, and how many others, None if not searched."""
        self._left_out = others is None
        if others is not None:
            self._alone = self._alone + 1 if others == 0 and self.stays(box) else 0
        self._box = box

    def forget(self) -> None:
        """Whoever comes next has not been alone yet."""
        self._box, self._now = None, None
        self._alone, self._left_out, self._is_quick = 0, False, False
