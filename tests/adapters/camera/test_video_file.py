"""A film plays in order, and again from its start."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from kiosk.adapters.camera.source import SourceSpec
from kiosk.adapters.camera.video_file import VideoFile
from tests.adapters.camera import films
from tests.adapters.camera.opened import Openings, is_open, opened


def test_a_film_plays_and_begins_again(tmp_path: Path) -> None:
    grey = [np.full((480, 640, 3), level, np.uint8) for level in (40, 120, 200)]
    path = films.write_film(tmp_path / "film.avi", grey)
    source = VideoFile(SourceSpec.parse(f"video:{path}"))
    source.warm_up()
    assert source.open(opened(path))
    levels = [
        round(float(frame.mean()), -1) for _ in range(5) if (frame := source.read()) is not None
    ]
    source.close()
    assert levels == [40, 120, 200, 40, 120]
    assert source.read() is None


def test_it_reads_what_it_is_given_and_opens_nothing(tmp_path: Path) -> None:
    path = films.write_film(tmp_path / "film.avi", films.wall(3))
    descriptor = opened(path)
    with Openings(path) as openings:
        source = VideoFile(SourceSpec.parse(f"video:{path}"))
        source.warm_up()
        assert source.open(descriptor)
        # Longer than the film: it begins again.
        assert all(source.read() is not None for _ in range(5))
        source.close()
        assert openings.count == 0
    assert not is_open(descriptor)


def test_what_is_no_film_is_closed_again(tmp_path: Path) -> None:
    path = tmp_path / "film.avi"
    path.write_bytes(b"no film")
    descriptor = opened(path)
    assert not VideoFile(SourceSpec.parse(f"video:{path}")).open(descriptor)
    assert not is_open(descriptor)


@pytest.mark.parametrize(
    "pull",
    [
        Path.unlink,
        lambda path: os.truncate(path, 0),
        lambda path: path.rename(path.with_name("away.avi")),
    ],
)
def test_a_film_that_is_taken_away_is_a_camera_pulled_out(
    tmp_path: Path, pull: Callable[[Path], None]
) -> None:
    path = films.write_film(tmp_path / "film.avi", films.wall(3))
    source = VideoFile(SourceSpec.parse(f"video:{path}"))
    assert source.open(opened(path))
    assert source.read() is not None
    pull(path)
    assert source.read() is None
    source.close()
