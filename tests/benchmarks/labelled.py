"""A folder of labelled stills, and each of them as the kiosk's camera might see it."""

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.analysis.oval import OVAL

Picture = NDArray[np.uint8]

WIDTH, HEIGHT = 540, 720
"""What is cut from a frame of a camera with 1280 by 720 pixels."""

GREY: Final = 128


@dataclass(frozen=True)
class Still:
    """One face chip, RGB, with its labels."""

    picture: Picture
    age: int
    gender: str
    race: str


def stills(folder: Path) -> Iterator[Still]:
    """Each labelled chip in the order of labels.csv: file, age, gender (female, male), race."""
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as labels:
        for row in csv.DictReader(labels):
            picture = cv2.imread(os.fspath(folder / row["file"]))
            if picture is None:
                raise SystemExit(f"{folder / row['file']}: not a picture")
            rgb = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)
            yield Still(rgb, int(row["age"]), row["gender"], row["race"])


def plain() -> Picture:
    return np.full((HEIGHT, WIDTH, 3), GREY, np.uint8)


def framed(chip: Picture) -> Picture:
    """The chip at its own size on plain grey, in the middle of the oval: it fits inside."""
    frame = plain()
    height, width = chip.shape[:2]
    left = round(OVAL.centre_x * WIDTH - width / 2)
    top = round(OVAL.centre_y * HEIGHT - height / 2)
    frame[top : top + height, left : left + width] = chip
    return frame
