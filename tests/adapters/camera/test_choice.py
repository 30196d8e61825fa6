"""Cameras by their makers' names, found in folders as Linux has them; none is opened."""

from pathlib import Path

from kiosk.adapters.camera.choice import Choice, cameras, name_of


def plug_in(root: Path, number: int, name: str, *, index: int = 0) -> Path:
    node = root / "sys" / f"video{number}"
    node.mkdir(parents=True)
    (node / "index").write_text(f"{index}\n")
    (node / "name").write_text(f"{name}\n")
    device = root / "dev" / f"video{number}"
    device.parent.mkdir(exist_ok=True)
    device.touch()
    return device


def link(root: Path, folder: str, name: str, number: int) -> Path:
    where = root / "dev" / "v4l" / folder
    where.mkdir(parents=True, exist_ok=True)
    made = where / name
    made.symlink_to(Path("..") / ".." / f"video{number}")
    return made


def found(root: Path) -> tuple[Choice, ...]:
    return cameras(root / "sys", root / "dev")


def test_a_camera_goes_by_the_link_that_names_it_else_its_socket_else_its_number(
    tmp_path: Path,
) -> None:
    for number, name in enumerate(("C920", "C310", "Bare")):
        plug_in(tmp_path, 2 * number, name)
        plug_in(tmp_path, 2 * number + 1, name, index=1)
    by_id = link(tmp_path, "by-id", "usb-C920-video-index0", 0)
    link(tmp_path, "by-id", "usb-C920-video-index1", 1)
    link(tmp_path, "by-path", "pci-1-video-index0", 0)
    by_path = link(tmp_path, "by-path", "pci-2-video-index0", 2)
    assert found(tmp_path) == (
        Choice("C920", f"webcam:{by_id}"),
        Choice("C310", f"webcam:{by_path}"),
        Choice("Bare", f"webcam:{tmp_path / 'dev' / 'video4'}"),
    )


def test_the_name_is_found_through_the_link(tmp_path: Path) -> None:
    device = plug_in(tmp_path, 3, "HD Pro Webcam C920")
    by_id = link(tmp_path, "by-id", "usb-C920-video-index0", 3)
    assert name_of(by_id, tmp_path / "sys") == "HD Pro Webcam C920"
    assert name_of(device, tmp_path / "sys") == "HD Pro Webcam C920"
    assert name_of(tmp_path / "dev" / "video9", tmp_path / "sys") is None


def test_where_the_system_tells_of_no_camera_there_is_none_to_choose(tmp_path: Path) -> None:
    assert found(tmp_path) == ()
