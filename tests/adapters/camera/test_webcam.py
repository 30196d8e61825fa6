"""What can be said of the camera without having one: nothing but a device is ever opened."""

from pathlib import Path

import pytest

from kiosk.adapters.camera.source import SourceKind, SourceSpec
from kiosk.adapters.camera.webcam import Webcam
from tests.adapters.camera.opened import Openings


@pytest.mark.parametrize("name", ["missing", "a file"])
def test_only_a_device_is_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / "a file").write_bytes(b"")
    with Openings(tmp_path / "a file") as openings:
        camera = Webcam(SourceSpec(SourceKind.WEBCAM, tmp_path / name))
        camera.warm_up()
        assert not camera.open()
        assert camera.read() is None
        camera.close()
        assert openings.count == 0


def test_a_device_that_is_no_camera_cannot_be_opened() -> None:
    assert not Webcam(SourceSpec(SourceKind.WEBCAM, Path("/dev/null"))).open()
