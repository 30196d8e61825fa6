"""How well the estimate does on a folder of labelled faces.

    python -m tests.benchmarks.evaluate DATA [OUT]      (or --data DATA --out OUT)

DATA holds square face chips and labels.csv with the columns file, age, gender (female, male) and
race, as the labels call it. Writes model-card.json and model-card.md to OUT. With ``--publish``
also the table of age errors into assets/models/ and the figures into docs/model-card.md: only
figures leave the folder, never a picture or anything fitted to one.
"""

import argparse
import csv
import json
import os
import platform
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.analysis.age_gender import AgeGender
from kiosk.adapters.analysis.chips import face_chips
from kiosk.adapters.analysis.estimator import AGE_ERROR, Estimator, age_error
from kiosk.adapters.analysis.landmarks import Face, FaceFinder
from kiosk.adapters.analysis.models import check_models
from kiosk.adapters.analysis.oval import OVAL
from kiosk.domain.estimate import AgeError, Estimate, FrameReading, fuse
from tests.benchmarks.age_errors import derive
from tests.benchmarks.figures import ADULT, Figures, Person, figures
from tests.benchmarks.model_card import card, published

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "assets" / "models"
CARD = ROOT / "docs" / "model-card.md"

WIDTH, HEIGHT = 540, 720
"""What is cut from a frame of a camera with 1280 by 720 pixels."""

GREY = 128
FRAME = 33
STILL_FRAMES = 4
"""Shown of each still: the first lets the landmarker lock on, two are read."""


@dataclass(frozen=True)
class Still:
    picture: NDArray[np.uint8]
    age: int
    gender: str
    race: str


def stills(folder: Path) -> Iterator[Still]:
    """Each labelled chip, RGB, in the order of labels.csv."""
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as labels:
        for row in csv.DictReader(labels):
            picture = cv2.imread(os.fspath(folder / row["file"]))
            if picture is None:
                raise SystemExit(f"{folder / row['file']}: not a picture")
            rgb = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)
            yield Still(rgb, int(row["age"]), row["gender"], row["race"])


def framed(chip: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The chip at its own size on plain grey, in the middle of the oval: it fits inside."""
    frame = plain()
    height, width = chip.shape[:2]
    left = round(OVAL.centre_x * WIDTH - width / 2)
    top = round(OVAL.centre_y * HEIGHT - height / 2)
    frame[top : top + height, left : left + width] = chip
    return frame


def plain() -> NDArray[np.uint8]:
    return np.full((HEIGHT, WIDTH, 3), GREY, np.uint8)


class Measurement:
    """Runs the product's parts on stills: with the gate, for hints and time, and without it."""

    def __init__(self, error: AgeError) -> None:
        self._estimator = Estimator(MODELS)
        self._estimator.warm_up()
        self._finder = FaceFinder(MODELS)
        self._age_gender = AgeGender(MODELS)
        self._error = error
        self._milliseconds = 0
        self.frame_ms: list[float] = []

    def person(self, still: Still) -> Person | None:
        """What is made of one still; None if no face is found in it."""
        frame = framed(still.picture)
        face = self._face(frame)
        if face is None:
            return None
        results = []
        for _ in range(STILL_FRAMES):
            began = time.perf_counter()
            result = self._estimator.look_at(frame, self._tick())
            took = (time.perf_counter() - began) * 1000
            results.append(result)
            if result.reading is not None:
                self.frame_ms.append(took)
        self._estimator.look_at(plain(), self._tick())
        self._estimator.restart()
        estimate = self._estimate(frame, face)
        return Person(still.age, still.gender, still.race, estimate, results[-1].hint)

    def close(self) -> None:
        self._estimator.close()
        self._finder.close()

    def _face(self, frame: NDArray[np.uint8]) -> Face | None:
        """The face, as the landmarker sees it once it follows it."""
        self._finder.find(frame)
        face = self._finder.find(frame).face
        self._finder.find(plain())
        return face

    def _estimate(self, frame: NDArray[np.uint8], face: Face) -> Estimate:
        """Two turns of chips, fused as the product fuses frames."""
        chips = [face_chips(frame, face.anchors, turn) for turn in range(2)]
        readings = [FrameReading(*self._age_gender.read(turn), quality=1.0) for turn in chips]
        return fuse(readings, self._error)

    def _tick(self) -> int:
        self._milliseconds += FRAME
        return self._milliseconds


def ranged(person: Person, error: AgeError) -> Person:
    """The same person with the range that this table of age errors gives."""
    low, high = error.range_around(person.estimate.age)
    return replace(person, estimate=replace(person.estimate, low=low, high=high))


def machine() -> str:
    """Cores and architecture of this machine, and whether it is a virtual one."""
    cpuinfo = Path("/proc/cpuinfo")
    virtual = cpuinfo.is_file() and "hypervisor" in cpuinfo.read_text(encoding="utf-8")
    kind = " virtual machine" if virtual else ""
    return f"{os.cpu_count()}-core {platform.machine()}{kind}"


def publish_age_error(people: Sequence[Person], about: Figures) -> None:
    """Write the table that the adults among these people give into assets/models/."""
    pairs = [person.pair for person in people if person.age >= ADULT]
    content = {
        "source": about["source"],
        "n": len(pairs),
        "date": about["date"],
        "rows": [vars(row) for row in derive(pairs)],
    }
    (MODELS / AGE_ERROR).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def main() -> int:
    """Measure, print and write; exit code 0."""
    parser = argparse.ArgumentParser(description="Measure the estimate on labelled faces.")
    parser.add_argument("folder", nargs="?", type=Path, help="the same as --data")
    parser.add_argument("results", nargs="?", type=Path, help="the same as --out")
    parser.add_argument("--data", type=Path, help="folder with labels.csv and the stills")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "evaluation")
    parser.add_argument("--source", help="what the stills are, for the card")
    parser.add_argument(
        "--publish", action="store_true", help="into assets/models and docs, as the product's own"
    )
    chosen = parser.parse_args()
    data, out = chosen.data or chosen.folder, chosen.results or chosen.out
    if data is None:
        parser.error("name the folder of labelled faces")
    check_models(MODELS)
    measurement = Measurement(age_error(MODELS))
    found = [measurement.person(still) for still in stills(data)]
    measurement.close()
    people = [person for person in found if person is not None]
    about = {
        "source": chosen.source or data.name,
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
    }
    if chosen.publish:
        publish_age_error(people, about)
        people = [ranged(person, age_error(MODELS)) for person in people]
    told = about | figures(people, len(found) - len(people), measurement.frame_ms)
    if chosen.publish:
        CARD.write_text(published(CARD.read_text(encoding="utf-8"), told), encoding="utf-8")
    out.mkdir(parents=True, exist_ok=True)
    (out / "model-card.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    (out / "model-card.md").write_text(card(told), encoding="utf-8")
    print(card(told))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
