"""What the system tells of itself, from files as Linux writes them."""

import socket
import sys
from pathlib import Path

import pytest

from kiosk.adapters.system import checks_of_machine as checks
from kiosk.adapters.system.checks_of_machine import ConnectedScreen
from kiosk.application.doctor import Check

linux = pytest.mark.skipif(sys.platform != "linux", reason="these files are Linux's")

SWAPS = "Filename\t\tType\t\tSize\t\tUsed\t\tPriority\n"


def only(found: object) -> Check:
    (check,) = found  # pyright: ignore[reportGeneralTypeIssues]
    assert check.says
    return check


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("", "no memory is written to a disk"),
        ("/dev/zram0  partition 100 0 100\n", "no memory is written to a disk"),
        ("/swapfile  file 100 0 -2\n/dev/zram0 partition 1 0 5\n", "written to /swapfile"),
        ("/dev/sda2  partition 100 0 -2\n", "written to /dev/sda2"),
    ],
)
def test_memory_on_a_disk_is_an_advice(tmp_path: Path, lines: str, says: str) -> None:
    swaps = tmp_path / "swaps"
    swaps.write_text(SWAPS + lines)
    found = only(checks.swap(swaps))
    assert found.ok
    assert says in found.says
    assert bool(found.cure) == ("may be written" in found.says)


def test_where_the_system_says_nothing_of_swap_nothing_is_said(tmp_path: Path) -> None:
    assert list(checks.swap(tmp_path / "swaps")) == []


def plug_in(folder: Path, name: str, status: str, modes: str, edid: bytes) -> None:
    connector = folder / name
    connector.mkdir(parents=True)
    (connector / "status").write_text(f"{status}\n")
    (connector / "modes").write_text(modes)
    (connector / "edid").write_bytes(edid)


def edid_of(width_mm: int) -> bytes:
    whole = bytearray(128)
    whole[66] = width_mm & 0xFF
    whole[68] = (width_mm >> 8) << 4
    return bytes(whole)


def test_screens_are_told_by_their_plugs_with_pixels_and_width(tmp_path: Path) -> None:
    plug_in(tmp_path, "card0-DP-1", "disconnected", "", b"")
    plug_in(tmp_path, "card0-HDMI-A-1", "connected", "1080x1920\n1920x1080\n", edid_of(597))
    plug_in(tmp_path, "card1-LVDS-1", "connected", "800x600\n", b"")
    assert list(checks.connected_screens(tmp_path)) == [
        ConnectedScreen("HDMI-A-1", "1080x1920", 597),
        ConnectedScreen("LVDS-1", "800x600", None),
    ]
    assert list(checks.connected_screens(tmp_path / "nowhere")) == []


def test_a_screen_whose_width_nobody_says_is_to_be_measured() -> None:
    known = ConnectedScreen("HDMI-A-1", "1080x1920", 597)
    unknown = ConnectedScreen("VGA-1", "1024x768", None)
    told = only(checks.screen_size([known], None))
    assert told.says.startswith("HDMI-A-1 1080x1920") and "597 mm" in told.says and not told.cure
    for screens in ([unknown], [known, unknown], []):
        found = only(checks.screen_size(screens, None))
        assert found.ok
        assert "screen.width_mm" in found.cure
        assert not only(checks.screen_size(screens, "600 mm")).cure
    assert "tells of none" in only(checks.screen_size([], None, is_told=False)).says


def test_a_service_is_not_installed_does_not_run_or_runs(tmp_path: Path) -> None:
    units, running = tmp_path / "system", tmp_path / "slice"
    units.mkdir()
    folders = (str(tmp_path / "nowhere"), str(units))
    assert "not installed" in only(checks.service(folders, running)).says
    (units / checks.UNIT).write_text("[Unit]\n")
    idle = only(checks.service(folders, running))
    assert idle.ok
    assert "systemctl" in idle.cure
    group = running / checks.UNIT
    group.mkdir(parents=True)
    (group / "cgroup.procs").write_text("4711\n")
    assert only(checks.service(folders, running)).says.endswith("runs")
    (group / "cgroup.procs").write_text("")
    assert only(checks.service(folders, running)).cure


def test_whether_the_kernel_can_end_a_process(tmp_path: Path) -> None:
    actions = tmp_path / "actions_avail"
    assert checks.kills_by_seccomp(actions) is None
    actions.write_text("kill_process kill_thread trap errno allow\n")
    assert checks.kills_by_seccomp(actions)
    actions.write_text("trap errno allow\n")
    assert checks.kills_by_seccomp(actions) is False


@linux
def test_a_port_at_which_somebody_listens_is_seen() -> None:
    with socket.socket() as ours:
        ours.bind(("127.0.0.1", 0))
        number = ours.getsockname()[1]
        assert checks.listens(number) is False
        ours.listen()
        assert checks.listens(number) is True
    assert checks.listens(number, [Path("/nowhere")]) is None


def test_a_port_is_taken_only_where_no_kiosk_of_ours_has_it() -> None:
    found = only(checks.port(8471, is_taken=True, kiosk_runs=False))
    assert not found.ok
    assert "8471" in found.says
    assert "phone.port" in found.cure
    for is_taken, runs in ((True, True), (False, False), (None, False)):
        assert list(checks.port(8471, is_taken=is_taken, kiosk_runs=runs)) == []


def test_how_the_clock_is_kept_is_known_or_not_and_nothing_is_set() -> None:
    assert checks.clock_is_kept() in (None, True, False)
