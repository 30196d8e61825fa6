"""The camera is opened by spending a grant, and by nothing else; other things are not opened."""

import os
import re
from pathlib import Path

import pytest

from kiosk.adapters.camera import opening, presence
from kiosk.adapters.camera.opening import CameraUnavailable, open_for
from kiosk.adapters.camera.source import SourceKind, SourceSpec
from kiosk.domain.visit import GRANT_SECONDS, ConsentGrant, GrantExpired, GrantSpent
from tests.adapters.analysis.visits import grant
from tests.adapters.camera import films
from tests.adapters.camera.opened import Openings

NOW = 1000.0
KIOSK = Path(opening.__file__).parents[2]


@pytest.fixture
def leave() -> ConsentGrant:
    return grant(NOW)


def test_a_grant_opens_once(tmp_path: Path, leave: ConsentGrant) -> None:
    photograph, source = films.astronaut_of_ones_own(tmp_path)
    spec = SourceSpec.parse(source)
    with Openings(photograph) as openings:
        descriptor = open_for(spec, leave, NOW)
        assert os.path.samestat(os.fstat(descriptor), photograph.stat())
        assert not os.get_inheritable(descriptor)
        assert not os.get_blocking(descriptor)
        os.close(descriptor)
        with pytest.raises(GrantSpent):
            open_for(spec, leave, NOW)
        assert openings.count == 1


@pytest.mark.parametrize("is_void", [True, False])
def test_without_a_good_grant_nothing_is_opened(
    tmp_path: Path, leave: ConsentGrant, is_void: bool
) -> None:
    photograph, source = films.astronaut_of_ones_own(tmp_path)
    if is_void:
        leave.void()
    with Openings(photograph) as openings:
        with pytest.raises(GrantSpent if is_void else GrantExpired):
            open_for(SourceSpec.parse(source), leave, NOW + GRANT_SECONDS + 1)
        assert openings.count == 0


@pytest.mark.parametrize("kind", SourceKind)
def test_what_is_not_there_spends_the_grant(
    tmp_path: Path, kind: SourceKind, leave: ConsentGrant
) -> None:
    with pytest.raises(CameraUnavailable):
        open_for(SourceSpec(kind, tmp_path / "missing"), leave, NOW)
    assert not leave.is_live


@pytest.mark.parametrize("kind", SourceKind)
@pytest.mark.parametrize("what", ["fifo", "folder", "terminal"])
def test_what_is_no_camera_is_not_opened_and_blocks_nobody(
    tmp_path: Path, kind: SourceKind, what: str, leave: ConsentGrant
) -> None:
    path = tmp_path / what
    match what:
        case "fifo":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case _:
            path = Path("/dev/ptmx")
    with Openings(path) as openings:
        with pytest.raises(CameraUnavailable):
            open_for(SourceSpec(kind, path), leave, NOW)
        assert openings.count == 0


def test_a_file_under_a_webcams_name_is_not_opened(tmp_path: Path, leave: ConsentGrant) -> None:
    (tmp_path / "video0").write_bytes(b"a file")
    with Openings(tmp_path / "video0") as openings:
        with pytest.raises(CameraUnavailable):
            open_for(SourceSpec(SourceKind.WEBCAM, tmp_path / "video0"), leave, NOW)
        assert openings.count == 0


def test_what_is_exchanged_between_the_look_and_the_opening_is_closed_again(
    tmp_path: Path, leave: ConsentGrant, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, source = films.astronaut_of_ones_own(tmp_path)
    held = len([*Path("/proc/self/fd").iterdir()])
    monkeypatch.setattr(opening, "present", lambda spec: presence.CameraIdentity(0, 0, 0))
    with pytest.raises(CameraUnavailable, match="exchanged"):
        open_for(SourceSpec.parse(source), leave, NOW)
    assert len([*Path("/proc/self/fd").iterdir()]) == held


def test_a_grant_is_spent_in_one_line_of_the_program() -> None:
    spending = [
        (path.relative_to(KIOSK), line.strip())
        for path in KIOSK.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"\bgrant\.spend\(", line)
    ]
    assert spending == [(Path("adapters/camera/opening.py"), "grant.spend(now)")]
