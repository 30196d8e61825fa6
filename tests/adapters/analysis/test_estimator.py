"""Whole frames through the real models: who is read, who is not, and what they are told."""

import json
import math
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.adapters.analysis.estimator import Estimator, FrameResult, age_error
from kiosk.adapters.analysis.models import BadModel
from kiosk.domain.estimate import Gender, fuse
from kiosk.domain.states import Hint
from tests.adapters.analysis.portraits import HEIGHT, MODELS, WIDTH, Head, frame

FRAME = 33
LEFT, RIGHT = Head(x=0.35, face_width=112), Head(x=0.65, face_width=112)


class Film:
    """Shows frames to one estimator, 33 ms apart."""

    def __init__(self, estimator: Estimator) -> None:
        self._estimator = estimator
        self._milliseconds = 0

    def show(self, picture: NDArray[np.uint8], times: int = 1) -> list[FrameResult]:
        results = []
        for _ in range(times):
            self._milliseconds += FRAME
            results.append(self._estimator.look_at(picture, self._milliseconds))
        return results

    def settle(self, picture: NDArray[np.uint8]) -> FrameResult:
        """What it says once the landmarker has locked on, or has given up."""
        return self.show(picture, 4)[-1]


@pytest.fixture(scope="module")
def warm() -> Iterator[Estimator]:
    made = Estimator(MODELS)
    made.warm_up()
    yield made
    made.close()


@pytest.fixture
def film(warm: Estimator) -> Iterator[Film]:
    """A film whose first frame nobody has been seen before."""
    shown = Film(warm)
    yield shown
    shown.show(np.full((HEIGHT, WIDTH, 3), 110, np.uint8), 3)
    warm.restart()


def covered(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The face in its middle with a plain mask over mouth and chin."""
    middle = (WIDTH // 2, round(HEIGHT * 0.47) + 55)
    masked = cv2.ellipse(picture.copy(), middle, (62, 40), 0, 0, 360, (170, 200, 215), -1)
    return np.asarray(masked, np.uint8)


def spoiled(picture: NDArray[np.uint8], gain: float) -> NDArray[np.uint8]:
    return np.clip(picture * gain, 0, 255).astype(np.uint8)


def test_the_astronaut_is_a_woman_in_her_twenties_to_forties(film: Film) -> None:
    results = film.show(frame(Head()), 8)
    assert {result.hint for result in results} == {Hint.GOOD}
    readings = [result.reading for result in results if result.reading]
    assert len(readings) == 8
    estimate = fuse(readings, age_error(MODELS))
    assert estimate.gender is Gender.WOMAN
    assert 20 <= estimate.age < 50
    assert estimate.low <= estimate.age <= estimate.high


def test_after_a_restart_the_next_one_is_found_in_the_first_frame(
    film: Film, warm: Estimator
) -> None:
    """Nobody is looked for where the one before was."""
    film.settle(frame(LEFT))
    warm.restart()
    (result,) = film.show(frame(RIGHT))
    assert (result.faces, result.hint) == (1, Hint.GOOD)
    assert result.box is not None
    left, _, width, _ = result.box
    assert left + width / 2 == pytest.approx(RIGHT.x, abs=0.05)


def test_the_box_lies_round_the_face(film: Film) -> None:
    result = film.settle(frame(Head(face_width=150)))
    assert result.box is not None
    left, top, width, height = result.box
    assert left < 0.5 < left + width
    assert top < 0.47 < top + height
    assert width * WIDTH == pytest.approx(150, rel=0.2)


def test_a_bystander_outside_the_oval_is_not_there(film: Film) -> None:
    bystander = Head(x=0.9, y=0.3, face_width=80)
    assert film.settle(frame(bystander)).faces == 0
    result = film.settle(frame(Head(), bystander))
    assert (result.faces, result.hint) == (1, Hint.GOOD)


def test_two_in_the_oval_are_asked_to_come_one_at_a_time(film: Film) -> None:
    result = film.settle(frame(LEFT, RIGHT))
    assert (result.faces, result.hint, result.reading) == (2, Hint.ONE_AT_A_TIME, None)


def test_a_second_face_stops_the_readings_at_once_or_nearly(film: Film) -> None:
    film.settle(frame(LEFT))
    results = film.show(frame(LEFT, RIGHT), 3)
    assert results[-1].hint is Hint.ONE_AT_A_TIME
    assert not any(result.jumped for result in results)


@pytest.mark.parametrize(
    ("picture", "hint"),
    (
        (frame(Head(face_width=65)), Hint.COME_CLOSER),
        (frame(Head(face_width=330)), Hint.STEP_BACK),
        (frame(Head(x=0.25)), Hint.CENTRE_FACE),
        (frame(), Hint.CENTRE_FACE),
        (spoiled(frame(Head()), 0.15), Hint.TOO_DARK),
        (spoiled(frame(Head()), 0.01), Hint.TOO_DARK),
        (spoiled(frame(Head()), 4.0), Hint.TOO_BRIGHT),
        (np.asarray(cv2.GaussianBlur(frame(Head()), (0, 0), 5), np.uint8), Hint.HOLD_STILL),
        (np.asarray(cv2.blur(frame(Head()), (23, 1)), np.uint8), Hint.HOLD_STILL),
        (np.asarray(cv2.blur(frame(Head()), (1, 23)), np.uint8), Hint.HOLD_STILL),
        (covered(frame(Head())), Hint.UNCOVER_FACE),
    ),
)
def test_no_reading_from_a_poor_frame_but_the_hint_that_mends_it(
    film: Film, picture: NDArray[np.uint8], hint: Hint
) -> None:
    result = film.settle(picture)
    assert result.hint is hint
    assert result.reading is None


def test_a_tilted_head_is_asked_to_face_the_screen(film: Film) -> None:
    tilt = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT * 0.47), 40, 1)
    tilted = cv2.warpAffine(frame(Head()), tilt, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    assert film.settle(np.asarray(tilted, np.uint8)).hint is Hint.FACE_THE_SCREEN


def test_another_face_in_another_place_is_a_jump_and_not_read_before(film: Film) -> None:
    assert film.settle(frame(LEFT)).reading is not None
    results = film.show(frame(RIGHT), 12)
    jumps = [number for number, result in enumerate(results) if result.jumped]
    assert len(jumps) == 1
    assert all(result.reading is None for result in results[: jumps[0]])
    assert results[-1].reading is not None


def test_somebody_moving_about_is_no_jump(film: Film) -> None:
    for step in range(12):
        (result,) = film.show(frame(Head(x=0.42 + step * 0.015, face_width=110 + 4 * step)))
        assert not result.jumped


def test_after_restart_nobody_has_been_followed(film: Film, warm: Estimator) -> None:
    film.settle(frame(LEFT))
    warm.restart()
    assert not any(result.jumped for result in film.show(frame(RIGHT), 12))


def test_a_clock_that_stumbles_costs_nothing(film: Film, warm: Estimator) -> None:
    film.settle(frame(Head()))
    assert warm.look_at(frame(Head()), 0).hint is Hint.GOOD


AFTER_WARM_UP = """
import sys
from pathlib import Path
from tests.adapters.analysis.portraits import MODELS, Head, frame
from kiosk.adapters.analysis.estimator import Estimator, age_error
pictures = [frame(Head()), frame(), frame(Head(x=0.36, face_width=95), Head(x=0.64, face_width=95))]
estimator = Estimator(MODELS)
estimator.warm_up()
def loaded():
    maps = Path('/proc/self/maps')
    files = {line.split()[-1] for line in maps.read_text().splitlines() if '/' in line}
    return files | set(sys.modules)
def threads():
    return len(list(Path('/proc/self/task').iterdir()))
before, running = loaded(), threads()
for number in range(12):
    result = estimator.look_at(pictures[number // 4], number * 33)
    assert number != 3 or result.reading
assert loaded() == before, loaded() - before
assert threads() == running, (running, threads())
estimator.close()
"""


def test_nothing_is_loaded_and_no_thread_started_after_the_warm_up() -> None:
    """Confinement comes right after it: what would be loaded or started later, would fail."""
    done = subprocess.run(
        [sys.executable, "-c", AFTER_WARM_UP],
        cwd=MODELS.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_models_that_find_no_face_fail_the_warm_up(
    warm: Estimator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A processor that reckons wrongly must not look like an empty shop."""

    def blind(_self: Estimator, _kept: object) -> tuple[None, list[object]]:
        return None, []

    monkeypatch.setattr(Estimator, "_find", blind)
    with pytest.raises(BadModel):
        warm.warm_up()


def test_the_shipped_age_errors_rise_to_an_open_end() -> None:
    rows = age_error(MODELS).rows
    assert rows[-1][0] == math.inf
    assert all(below >= 0 and above >= 0 for _, below, above in rows)
    assert [under for under, _, _ in rows] == sorted(under for under, _, _ in rows)


@pytest.mark.parametrize(
    ("rows", "words"),
    (
        ([], "open end"),
        ([{"under": 30, "take_off": 1, "add": 1}], "open end"),
        ([{"under": None, "take_off": 1, "add": 1}] * 2, "open end"),
        ([{"under": None, "take_off": "few", "add": 1}], "not a table"),
        ([{"under": None}], "not a table"),
    ),
)
def test_a_table_of_age_errors_that_is_none_is_named(
    tmp_path: Path, rows: list, words: str
) -> None:
    (tmp_path / "age_error.json").write_text(json.dumps({"rows": rows}), encoding="utf-8")
    with pytest.raises(BadModel, match=rf"age_error\.json: .*{words}"):
        age_error(tmp_path)


def test_a_missing_table_of_age_errors_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadModel, match=r"age_error\.json: missing"):
        age_error(tmp_path)
