"""Presence is told from names, and nothing is opened for it."""

from pathlib import Path

from kiosk.adapters.camera.presence import CameraNode, present, webcams
from kiosk.adapters.camera.source import SourceKind, SourceSpec
from tests.adapters.camera.opened import Openings


def node(folder: Path, name: str, index: str | None, label: str) -> None:
    (folder / name).mkdir(parents=True)
    (folder / name / "name").write_text(f"{label}\n", "utf-8")
    if index is not None:
        (folder / name / "index").write_text(f"{index}\n", "ascii")


def test_cameras_are_listed_by_number_and_without_their_side_nodes(tmp_path: Path) -> None:
    node(tmp_path, "video10", "0", "Second: Kamera für Gäste")
    node(tmp_path, "video2", "0", "First")
    node(tmp_path, "video3", "1", "First")
    node(tmp_path, "video4", None, "Pulled out")
    assert webcams(tmp_path) == [
        CameraNode(Path("/dev/video2"), "First"),
        CameraNode(Path("/dev/video10"), "Second: Kamera für Gäste"),
    ]


def test_a_machine_without_video_has_no_cameras(tmp_path: Path) -> None:
    assert webcams(tmp_path / "missing") == []


def test_a_file_is_there_or_not_and_another_one_is_another(tmp_path: Path) -> None:
    path = tmp_path / "film.avi"
    spec = SourceSpec(SourceKind.VIDEO, path)
    assert present(spec) is None
    path.write_bytes(b"")
    with Openings(path) as openings:
        first = present(spec)
        assert first is not None
        assert present(spec) == first
        assert openings.count == 0
    (tmp_path / "other").write_bytes(b"")
    (tmp_path / "other").rename(path)
    assert present(spec) not in (None, first)


def test_no_other_device_and_no_file_passes_for_a_camera(tmp_path: Path) -> None:
    (tmp_path / "video0").write_bytes(b"")
    for path in (tmp_path / "video0", Path("/dev/null"), tmp_path / "missing", tmp_path):
        assert present(SourceSpec(SourceKind.WEBCAM, path)) is None
