"""A source is named by a short text, and naming it opens nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.adapters.camera.source import BadSource, SourceKind, SourceSpec, View, source_for
from tests.adapters.camera.opened import is_open


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("webcam:/dev/video0", SourceSpec(SourceKind.WEBCAM, Path("/dev/video0"))),
        ("video:/a/film.avi", SourceSpec(SourceKind.VIDEO, Path("/a/film.avi"))),
        ("photograph:/a/b.png", SourceSpec(SourceKind.PHOTOGRAPH, Path("/a/b.png"))),
        (
            "photograph:/a/b.png@0.44,.25,0.53",
            SourceSpec(SourceKind.PHOTOGRAPH, Path("/a/b.png"), View(0.44, 0.25, 0.53)),
        ),
        ("video:/a@0.5,0.5,0.5", SourceSpec(SourceKind.VIDEO, Path("/a@0.5,0.5,0.5"))),
    ],
)
def test_a_source_is_read_and_written_alike(text: str, spec: SourceSpec) -> None:
    assert SourceSpec.parse(text) == spec
    assert SourceSpec.parse(str(spec)) == spec


@pytest.mark.parametrize("text", ["", "0", "/dev/video0", "camera:/dev/video0", "rtsp://a/b"])
def test_another_kind_of_source_is_refused_with_the_kinds_there_are(text: str) -> None:
    with pytest.raises(BadSource, match="webcam:, video:, photograph:"):
        SourceSpec.parse(text)


@pytest.mark.parametrize("text", ["webcam:video0", "video:", "photograph:a.png"])
def test_a_path_is_absolute(text: str) -> None:
    with pytest.raises(BadSource, match="absolute"):
        SourceSpec.parse(text)


@pytest.mark.parametrize("kind", SourceKind)
def test_what_gives_no_pictures_is_closed_again(kind: SourceKind) -> None:
    source = source_for(SourceSpec(kind, Path("/nothing/here")))
    descriptor = os.open("/dev/null", os.O_RDWR)
    assert not source.open(descriptor)
    assert not is_open(descriptor)
    assert source.read() is None
    source.close()


@pytest.mark.parametrize("kind", SourceKind)
def test_every_kind_has_its_source(kind: SourceKind) -> None:
    spec = SourceSpec(kind, Path("/nothing/here"))
    source = source_for(spec)
    source.warm_up()
    assert source.spec == spec
    assert source.read() is None
    source.close()


def test_only_a_camera_is_written_to() -> None:
    devices = [kind for kind in SourceKind if SourceSpec(kind, Path("/a")).is_device]
    assert devices == [SourceKind.WEBCAM]


def test_reading_a_spec_loads_no_library() -> None:
    code = (
        "import sys; from kiosk.adapters.camera import source, presence; "
        "sys.exit(any(name in sys.modules for name in ('cv2', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
