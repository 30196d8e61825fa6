"""A moving photograph is read from a descriptor, never twice the same, and the seed's."""

from pathlib import Path

import numpy as np
import pytest

from kiosk.adapters.camera.photograph import HEIGHT, WIDTH, MovingPhotograph
from kiosk.adapters.camera.source import SourceSpec
from tests.adapters.camera import films
from tests.adapters.camera.opened import Openings, is_open, opened

SPEC = SourceSpec.parse(films.ASTRONAUT_SOURCE)


def frames(seed: int, count: int) -> list[films.Picture]:
    source = MovingPhotograph(SPEC, seed, films.Unhurried())
    source.warm_up()
    assert source.open(opened(SPEC.path))
    try:
        return [frame for _ in range(count) if (frame := source.read()) is not None]
    finally:
        source.close()


def test_frames_are_a_cameras_frames() -> None:
    for frame in frames(seed=1, count=3):
        assert frame.shape == (HEIGHT, WIDTH, 3)
        assert frame.dtype == np.uint8


def test_no_two_frames_are_alike() -> None:
    some = frames(seed=1, count=70)
    assert len({frame.tobytes() for frame in some}) == len(some)


def test_the_seed_decides_every_frame() -> None:
    first, again, other = (frames(seed, 4) for seed in (1, 1, 2))
    assert all(map(np.array_equal, first, again))
    assert not any(map(np.array_equal, first, other))


def test_it_reads_what_it_is_given_and_opens_nothing(tmp_path: Path) -> None:
    photograph, source_text = films.astronaut_of_ones_own(tmp_path)
    descriptor = opened(photograph)
    with Openings(photograph) as openings:
        source = MovingPhotograph(SourceSpec.parse(source_text), pace=films.Unhurried())
        source.warm_up()
        assert source.read() is None
        assert source.open(descriptor)
        assert source.read() is not None
        source.close()
        assert source.read() is None
        assert openings.count == 0
    assert not is_open(descriptor)


@pytest.mark.parametrize("content", [b"", b"no picture"])
def test_what_is_no_picture_is_closed_again(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    descriptor = opened(path)
    assert not MovingPhotograph(SourceSpec.parse(f"photograph:{path}")).open(descriptor)
    assert not is_open(descriptor)


def test_without_a_view_the_whole_height_is_shown(tmp_path: Path) -> None:
    halves = np.zeros((300, 400, 3), np.uint8)
    halves[150:] = 200
    path = films.write_photograph(tmp_path / "halves.png", halves)
    source = MovingPhotograph(SourceSpec.parse(f"photograph:{path}"), pace=films.Unhurried())
    assert source.open(opened(path))
    frame = source.read()
    source.close()
    assert frame is not None
    assert frame[:200].mean() < 10
    assert frame[-200:].mean() > 150


def test_a_photograph_that_is_taken_away_is_a_camera_pulled_out(tmp_path: Path) -> None:
    path = films.write_photograph(tmp_path / "a.png", films.wall(1)[0])
    source = MovingPhotograph(SourceSpec.parse(f"photograph:{path}"), pace=films.Unhurried())
    assert source.open(opened(path))
    assert source.read() is not None
    path.unlink()
    assert source.read() is None
    source.close()
