"""After many visits, every file that the kiosk could have touched is searched for what was seen.

It had folders of its own for everything, /dev/shm included. That it wrote to nothing else is seen
by ``test_traced.py`` from its calls, and here from what it held open.
"""

import re
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.bootstrap import parts
from tests.faults.never import film, traces
from tests.faults.never.conftest import TOGETHER, VISITS
from tests.faults.never.outcome import Outcome

pytestmark = TOGETHER

_ENDINGS = ("jpg", "png", "webp", "bmp", "tiff", "ppm", "jp2")
_OTHERS = {
    "avi": b"RIFF\x10\x00\x00\x00AVI LIST",
    "gif": b"GIF89a\x10\x00\x10\x00",
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
    "avif": b"\x00\x00\x00\x20ftypavif\x00\x00\x00\x00",
    "mp4": b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00",
    "webm": b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01",
    "npy": b"\x93NUMPY\x01\x00",
    "png in base64": b"iVBORw0KGgoAAAANSUhEUgAA",
    "jpeg in base64": b"/9j/4AAQSkZJRgABAQAAAQAB",
    "webp in base64": b"UklGRiQAAABXRUJQVlA4",
    "zip": b"PK\x03\x04\x14\x00",
}


def test_no_file_holds_a_picture_a_mark_of_the_film_or_a_receipts_code(outcome: Outcome) -> None:
    files = traces.files_below(outcome.house)
    assert parts.records_file(outcome.data, demo=False) in files
    assert outcome.data / "log" / "askfirst.log" in files
    codes = outcome.seen["codes"]
    assert len(codes) >= VISITS // 10
    assert traces.search(files, outcome.marks, codes) == []


def test_what_was_looked_for_was_there_to_be_kept(outcome: Outcome) -> None:
    """The marks are in what the window got to show: they come through crop, mirror and scale."""
    assert "the film's mark: a bar" in outcome.seen["marks_in_picture"]


def test_nothing_was_held_open_to_be_written_but_the_records_and_the_log(outcome: Outcome) -> None:
    written = {Path(name) for name in outcome.seen["written"]}
    written -= {Path("/dev/null"), Path("/memfd:askfirst-preview (deleted)")}
    assert parts.records_file(outcome.data, demo=False) in written
    assert {path for path in written if not path.is_relative_to(outcome.data)} == set()


def test_nothing_was_swapped_out(outcome: Outcome) -> None:
    """Where there is swap at all; what to set on a machine that has some is in running.md."""
    assert outcome.seen["swapped"] == 0


def test_no_core_file_was_left(outcome: Outcome) -> None:
    """Some of the children were ended by signals that dump a core where that is allowed."""
    assert outcome.seen["deeds"]["the camera's process is killed"] > 0
    pattern = Path("/proc/sys/kernel/core_pattern").read_text(encoding="ascii").strip()
    # A core goes where its process stood: a child stands at the root.
    folders = [Path(pattern).parent] if pattern.startswith("/") else [Path("/")]
    begins = "core" if pattern.startswith("|") else Path(pattern).name.partition("%")[0]
    left = [
        path
        for folder in folders
        for path in folder.glob(f"{begins}*")
        if path.is_file() and path.stat().st_mtime > outcome.began
    ]
    assert left == []
    assert not [path for path in traces.files_below(outcome.house) if path.name == "core"]


# So that the tests above can fail ----------------------------------------------------------------


def _found(outcome: Outcome, content: bytes, tmp_path: Path) -> set[str]:
    """What is found where this lies in the middle of a copy of the records."""
    copy = tmp_path / "copy"
    records = parts.records_file(outcome.data, demo=False).read_bytes()
    copy.write_bytes(records + content + records)
    return {trace.what for trace in traces.search([copy], outcome.marks, outcome.seen["codes"])}


@pytest.mark.parametrize("ending", _ENDINGS)
def test_a_planted_picture_is_found(outcome: Outcome, tmp_path: Path, ending: str) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (48, 48, 3), np.uint8)
    written, content = cv2.imencode(f".{ending}", noise)
    assert written
    assert _found(outcome, content.tobytes(), tmp_path)


@pytest.mark.parametrize("ending", _OTHERS)
def test_a_planted_file_of_another_kind_is_found(
    outcome: Outcome, tmp_path: Path, ending: str
) -> None:
    assert _found(outcome, _OTHERS[ending] + bytes(64), tmp_path)


@pytest.mark.parametrize("way", ["BGR", "RGB", "BGRA", "GRAY", "mirrored", "one row"])
def test_a_planted_frame_is_found(outcome: Outcome, tmp_path: Path, way: str) -> None:
    frame = film.frames_of(outcome.house.parent / "film.avi")[17]
    match way:
        case "mirrored":
            kept = frame[:, ::-1]
        case "one row":
            kept = frame[8:9]
        case "BGR":
            kept = frame
        case _:
            kept = cv2.cvtColor(frame, getattr(cv2, f"COLOR_BGR2{way}"))
    assert "the film's mark: noise" in _found(outcome, kept.tobytes(), tmp_path)


@pytest.mark.parametrize("way", ["smaller", "blurred"])
def test_a_planted_preview_is_found(outcome: Outcome, tmp_path: Path, way: str) -> None:
    frame = film.frames_of(outcome.house.parent / "film.avi")[17]
    kept = cv2.resize(frame, (320, 240)) if way == "smaller" else cv2.GaussianBlur(frame, (9, 9), 3)
    assert "the film's mark: a bar" in _found(outcome, kept.tobytes(), tmp_path)


@pytest.mark.parametrize("way", ["plain", "dashed", "grouped", "lower case", "as Qt keeps it"])
def test_a_planted_code_is_found(outcome: Outcome, tmp_path: Path, way: str) -> None:
    code = outcome.seen["codes"][-1]
    written = {
        "plain": code.encode(),
        "dashed": f"{code[:5]}-{code[5:]}".encode(),
        "grouped": f"{code[:5]} {code[5:]}".encode(),
        "lower case": code.lower().encode(),
        "as Qt keeps it": code.encode("utf-16-le"),
    }[way]
    assert _found(outcome, written, tmp_path) == {"1 receipt codes"}


def test_a_planted_file_is_among_those_that_are_searched(outcome: Outcome, tmp_path: Path) -> None:
    copy = tmp_path / "house"
    shutil.copytree(outcome.house, copy, ignore=_no_sockets)
    before = traces.search(traces.files_below(copy), outcome.marks, [])
    (copy / "shm" / ".hidden").write_bytes(b"\x89PNG\r\n\x1a\n")
    (copy / "tmp" / f"{outcome.seen['codes'][0]}.txt").touch()
    found = traces.search(traces.files_below(copy), outcome.marks, outcome.seen["codes"])
    assert (len(before), len(found)) == (0, 2)


def _no_sockets(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if not re.match("d|-", _kind(Path(folder, name)))}


def _kind(path: Path) -> str:
    import stat

    return stat.filemode(path.lstat().st_mode)
