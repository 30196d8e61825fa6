"""One frame in, at most one reading of one face out."""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.analysis.age_gender import AgeGender
from kiosk.adapters.analysis.chips import AS_TRAINED, face_chip, face_chips, mirrored
from kiosk.adapters.analysis.continuity import Continuity
from kiosk.adapters.analysis.following import Box, Following, Step, distinct
from kiosk.adapters.analysis.landmarks import Face, FaceFinder
from kiosk.adapters.analysis.lookout import Lookout
from kiosk.adapters.analysis.models import BadModel
from kiosk.adapters.analysis.oval import OVAL, blank_outside, blur_outside, mask, portrait_crop
from kiosk.adapters.analysis.quality import judge_chip, judge_emptiness, judge_place
from kiosk.adapters.analysis.warm_up import drawn_face
from kiosk.domain.estimate import AgeError, FrameReading
from kiosk.domain.states import Hint

AGE_ERROR: Final = "age_error.json"

_THREADS: Final = 2
"""Of cv2, as many as the smallest machine has cores."""

_WARM_UP_SIZE: Final = (640, 480)


@dataclass(frozen=True, slots=True)
class FrameResult:
    """What one frame gave. ``reading`` is None unless ``hint`` is GOOD.

    ``faces`` is 0, 1 or 2 (two or more). ``box`` is the followed face's left, top, width and
    height in fractions of the picture; None if it is not in this frame. ``jumped`` says that
    this face is taken for somebody else's than the one before: readings up to now are not this
    person's.
    """

    hint: Hint
    reading: FrameReading | None
    faces: int
    box: Box | None
    jumped: bool = False


class Estimator:
    """The models, the place of the face they are looking at, and the frame before; no more."""

    def __init__(self, folder: Path) -> None:
        """Load the models from ``folder``; that they are the right ones was checked before."""
        cv2.setNumThreads(_THREADS)
        self._lookout = Lookout()
        self._finder = FaceFinder(folder, self._lookout)
        self._age_gender = AgeGender(folder)
        self._following = Following()
        self._continuity = Continuity()
        self._turn = 0

    def warm_up(self) -> None:
        """Run every stage on a drawn face, so that nothing is loaded after this.

        Also a test of this machine: raises BadModel if the drawn face is not found and read.
        """
        width, height = _WARM_UP_SIZE
        frame = np.zeros((height, width, 3), dtype=np.uint8)
        crop = portrait_crop(frame, 3, 4)
        blur_outside(np.asarray(cv2.cvtColor(crop, cv2.COLOR_BGR2RGB), np.uint8), OVAL)
        drawn = drawn_face(crop.shape[1], crop.shape[0], OVAL)
        self.look_at(np.zeros_like(drawn), 0)
        results = [self.look_at(drawn, 0) for _ in range(2)]
        self.restart()
        if results[-1].reading is None:
            raise BadModel(
                f"the models do not work on this machine (drawn face: {results[-1].hint.value}). "
                "Install the program again; if that does not help, the processor is too old."
            )

    def look_at(self, rgb: NDArray[np.uint8], milliseconds: int) -> FrameResult:
        """Judge and read one uint8 RGB crop (height, width, 3), taken at this time.

        Outside the oval it is blanked first. The cuts of the face that a reading comes from
        change from frame to frame: good frames are meant to be fused. ``milliseconds`` rise
        from call to call.
        """
        height, width = rgb.shape[:2]
        kept = blank_outside(rgb, OVAL)
        self._lookout.expect(milliseconds)
        face, others = self._find(kept)
        boxes = distinct([face.box, *others]) if face is not None else []
        box = self._following.nearest(boxes)
        if face is None or box is None:
            hint = judge_emptiness(kept, mask(OVAL, width, height))
            return FrameResult(hint, None, 0, None)
        step = self._following.step(box, milliseconds)
        if step is Step.ANOTHER:
            return FrameResult(Hint.ONE_AT_A_TIME, None, len(boxes), None)
        if step is Step.JUMPED:
            self._continuity.forget()
        trained = face_chip(kept, face.anchors, AS_TRAINED)
        goes_on = self._continuity.step(trained, milliseconds) if box == face.box else Step.SAME
        jumped = Step.JUMPED in (step, goes_on)
        part = (box[0] / width, box[1] / height, box[2] / width, box[3] / height)
        if len(boxes) > 1:
            return FrameResult(Hint.ONE_AT_A_TIME, None, len(boxes), part, jumped)
        if goes_on is Step.ANOTHER:
            # In the dark a picture does not go on either, and holding still mends nothing.
            light = judge_emptiness(kept, mask(OVAL, width, height))
            hint = Hint.HOLD_STILL if light is Hint.CENTRE_FACE else light
            return FrameResult(hint, None, 1, part)
        hint, reading = self._read(kept, face, trained)
        return FrameResult(hint, reading, 1, part, jumped)

    def restart(self) -> None:
        """Forget the followed face's place: the next one found is no jump, and begins anew."""
        self._turn = 0
        self._finder.forget()
        self._lookout.forget()
        self._following.forget()
        self._continuity.forget()

    def close(self) -> None:
        """Let go of the models. A process that ends by ``os._exit`` need not."""
        self._finder.close()

    def _find(self, kept: NDArray[np.uint8]) -> tuple[Face | None, list[Box]]:
        """Search the oval's box only: what is round it is blank, and smaller faces are found.

        The detector pads what it gets to a square itself, so the picture is not padded here.
        """
        left, top, wide, tall = OVAL.box(kept.shape[1], kept.shape[0])
        part = np.ascontiguousarray(kept[top : top + tall, left : left + wide])
        found = self._finder.find(part)
        others = [(box[0] + left, box[1] + top, box[2], box[3]) for box in found.others]
        return (None if found.face is None else found.face.moved(left, top)), others

    def _read(
        self, kept: NDArray[np.uint8], face: Face, trained: NDArray[np.uint8]
    ) -> tuple[Hint, FrameReading | None]:
        height, width = kept.shape[:2]
        hint = judge_place(face, OVAL, width, height)
        if hint is not Hint.GOOD:
            return hint, None
        verdict = judge_chip(trained, face)
        if verdict.hint is not Hint.GOOD:
            return verdict.hint, None
        reading = FrameReading(
            *read_face(self._age_gender, kept, face, trained, self._turn), verdict.quality
        )
        self._turn += 1
        return Hint.GOOD, reading


def read_face(
    networks: AgeGender,
    kept: NDArray[np.uint8],
    face: Face,
    trained: NDArray[np.uint8],
    turn: int,
) -> tuple[float, float]:
    """Years, and log-odds of "woman": the age from the two cuts of this turn, the gender from
    the cut it was ``trained`` on, every other turn mirrored.
    """
    return (
        networks.years(face_chips(kept, face.anchors, turn)),
        networks.log_odds_woman([mirrored(trained) if turn % 2 else trained]),
    )


def age_error(folder: Path) -> AgeError:
    """How far off the age is, from ``folder``/age_error.json, as tests/benchmarks/evaluate.py
    measured it.

    Raises BadModel for a file that is missing or does not hold rising rows up to an open end.
    """
    path = folder / AGE_ERROR
    cure = "Copy it again from the release that this program came with."
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))["rows"]
        rows = tuple(
            (_upto(row["under"]), float(row["take_off"]), float(row["add"])) for row in listed
        )
    except FileNotFoundError as missing:
        raise BadModel(f"{path}: missing. {cure}") from missing
    except (OSError, ValueError, KeyError, TypeError) as unreadable:
        raise BadModel(f"{path}: not a table of age errors. {cure}") from unreadable
    ends = [upto for upto, _, _ in rows]
    if not ends or ends != sorted(set(ends)) or ends[-1] != math.inf:
        raise BadModel(f"{path}: its rows do not rise to an open end. {cure}")
    return AgeError(rows)


def _upto(under: float | None) -> float:
    return math.inf if under is None else float(under)
