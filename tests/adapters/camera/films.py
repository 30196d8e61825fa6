"""Short films and photographs for tests, written where a test may write."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.camera.pace import Pace
from kiosk.adapters.camera.photograph import HEIGHT, WIDTH, MovingPhotograph
from kiosk.adapters.camera.source import SourceKind, SourceSpec, View

Picture = NDArray[np.uint8]

ASTRONAUT = Path(__file__).resolve().parents[3] / "assets/demo/astronaut.png"
ASTRONAUT_SOURCE = f"photograph:{ASTRONAUT}@0.44,0.25,0.53"


def astronaut_of_ones_own(folder: Path) -> tuple[Path, str]:
    """A copy that nobody else opens, and the source of frames that it is."""
    path = Path(shutil.copy(ASTRONAUT, folder))
    return path, ASTRONAUT_SOURCE.replace(str(ASTRONAUT), str(path))


class Unhurried(Pace):
    """Lets every frame pass at once."""

    def __init__(self) -> None:
        super().__init__(30)

    def wait(self) -> None:
        pass


def astronaut(frames: int) -> list[Picture]:
    """As the demo's camera sees her."""
    spec = SourceSpec(SourceKind.PHOTOGRAPH, ASTRONAUT, View(0.44, 0.25, 0.53))
    source = MovingPhotograph(spec, pace=Unhurried())
    assert source.open(os.open(ASTRONAUT, os.O_RDONLY))
    try:
        return [frame for _ in range(frames) if (frame := source.read()) is not None]
    finally:
        source.close()


def black(frames: int) -> list[Picture]:
    return [np.zeros((HEIGHT, WIDTH, 3), np.uint8)] * frames


def wall(frames: int) -> list[Picture]:
    """An empty room in front of a sensor: grey, with noise."""
    random = np.random.default_rng(7)
    shape = (HEIGHT, WIDTH, 3)
    return [random.normal(120, 6, shape).clip(0, 255).astype(np.uint8) for _ in range(frames)]


def frozen(frames: int) -> list[Picture]:
    """One noisy picture over and over."""
    return wall(1) * frames


def checkerboard(side: int = 4) -> Picture:
    """The hardest picture to hide: black and white squares of ``side`` pixels."""
    down, right = np.mgrid[0:HEIGHT, 0:WIDTH] // side
    grey = ((down + right) % 2 * 255).astype(np.uint8)
    return np.dstack([grey] * 3)


def write_film(path: Path, frames: Iterable[Picture]) -> Path:
    """Motion JPEG at 30 frames a second."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 30, (WIDTH, HEIGHT))
    assert writer.isOpened()
    for frame in frames:
        writer.write(frame)
    writer.release()
    return path


def write_photograph(path: Path, picture: Picture) -> Path:
    assert cv2.imwrite(str(path), picture)
    return path
