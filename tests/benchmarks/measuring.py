"""The product's own parts on single stills: what they read, and what the gate says of it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.adapters.analysis.age_gender import AgeGender
from kiosk.adapters.analysis.chips import AS_TRAINED, TURNS, face_chip
from kiosk.adapters.analysis.estimator import Estimator, read_face
from kiosk.adapters.analysis.landmarks import Face, FaceFinder
from kiosk.adapters.analysis.oval import OVAL, blank_outside
from kiosk.adapters.analysis.quality import judge_chip, judge_place
from kiosk.domain.estimate import AgeError, Estimate, FrameReading, fuse
from kiosk.domain.states import Hint
from tests.benchmarks.figures import Person
from tests.benchmarks.labelled import HEIGHT, WIDTH, Picture, Still, framed, plain

MODELS: Final = Path(__file__).parents[2] / "assets" / "models"

FRAME: Final = 33
TIMED: Final = 8
"""Each so many'th still is shown to the whole estimator, too, to see what a frame takes, unless
another number is asked for."""

STILL_FRAMES: Final = 6
"""Shown of each of these: the first lets the landmarker lock on."""


@dataclass(frozen=True)
class Look:
    """What was read of one face in one picture: an estimate whatever the gate says, and the hint.

    ``trained`` is what the cut that the networks were trained on says alone. The quality is not
    weighed: one picture is as good as itself.
    """

    face: Face
    estimate: Estimate
    trained: Estimate
    hint: Hint


class Measurement:
    """Runs the product's parts on stills, and times the whole estimator now and then."""

    def __init__(self, error: AgeError, timed: int = TIMED) -> None:
        self._timed = timed
        self._estimator = Estimator(MODELS)
        self._estimator.warm_up()
        self._finder = FaceFinder(MODELS)
        self._age_gender = AgeGender(MODELS)
        self._error = error
        self._milliseconds = 0
        self._people = 0
        self.frame_ms: list[float] = []

    def person(self, still: Still) -> Person | None:
        """What is made of one still; None if no face is found in it."""
        frame = framed(still.picture)
        look = self.look(frame)
        if look is None:
            return None
        if self._people % self._timed == 0:
            self._take_time(frame)
        self._people += 1
        return Person(still.age, still.gender, still.race, look.estimate, look.hint, look.trained)

    def look(self, frame: Picture) -> Look | None:
        """What is read of the one face in this picture; None if none is found.

        Blanked outside the oval first, as the product does, and searched there twice: the
        landmarker's second look is the steadier one.
        """
        kept = blank_outside(frame, OVAL)
        self._finder.find(kept)
        face = self._finder.find(kept).face
        self._finder.find(plain())
        if face is None:
            return None
        chip = face_chip(kept, face.anchors, AS_TRAINED)
        readings = [
            FrameReading(*read_face(self._age_gender, kept, face, chip, turn), 1.0)
            for turn in range(TURNS)
        ]
        alone = FrameReading(
            self._age_gender.years([chip]), self._age_gender.log_odds_woman([chip]), 1.0
        )
        return Look(
            face, fuse(readings, self._error), fuse([alone], self._error), _judged(kept, face)
        )

    def close(self) -> None:
        self._estimator.close()
        self._finder.close()

    def _take_time(self, frame: Picture) -> None:
        for _ in range(STILL_FRAMES):
            began = time.perf_counter()
            result = self._estimator.look_at(frame, self._tick())
            took = (time.perf_counter() - began) * 1000
            if result.reading is not None:
                self.frame_ms.append(took)
        self._estimator.look_at(plain(), self._tick())
        self._estimator.restart()

    def _tick(self) -> int:
        self._milliseconds += FRAME
        return self._milliseconds


def _judged(kept: Picture, face: Face) -> Hint:
    hint = judge_place(face, OVAL, WIDTH, HEIGHT)
    if hint is not Hint.GOOD:
        return hint
    return judge_chip(face_chip(kept, face.anchors, AS_TRAINED), face).hint


def spread_out(people: Sequence[Still], most: int) -> list[Still]:
    """At most so many of these, evenly spaced in their order: of every band and group."""
    count = min(most, len(people))
    return [people[place * len(people) // count] for place in range(count)]
