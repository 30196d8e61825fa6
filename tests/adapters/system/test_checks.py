import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.adapters.system import checks
from kiosk.application.doctor import Check

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

linux = pytest.mark.skipif(sys.platform != "linux", reason="the plugins are Linux's")


def only(found: object) -> Check:
    (check,) = found  # pyright: ignore[reportGeneralTypeIssues]
    assert check.says
    assert bool(check.cure) != check.ok, "a cure where something is wrong, and only there"
    return check


def test_an_old_python_is_named() -> None:
    assert only(checks.python_version()).ok
    old = only(checks.python_version((3, 10)))
    assert not old.ok
    assert "3.10" in old.says


@linux
@pytest.mark.parametrize(
    ("environment", "there"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"QT_QPA_PLATFORM": "minimal:size=1"}, False),
        ({"QT_QPA_PLATFORM": "linuxfb"}, True),
        ({"DISPLAY": "", "WAYLAND_DISPLAY": ""}, False),
    ],
)
def test_whether_there_is_a_screen(environment: dict[str, str], there: bool) -> None:
    assert checks.has_screen(environment) == there


@linux
def test_qt_loads_without_a_screen_and_says_so() -> None:
    check = only(checks.qt_loads({}))
    assert check.ok
    assert "no screen" in check.says


@linux
def test_a_way_to_the_screen_that_qt_has_not_is_named() -> None:
    check = only(checks.qt_loads({"QT_QPA_PLATFORM": "smoke"}))
    assert not check.ok
    assert "smoke" in check.says


def test_confinement_that_is_there() -> None:
    assert only(checks.confinement(None, accepted=False)).ok


def test_confinement_that_is_not_there_says_why() -> None:
    check = only(checks.confinement("this kernel has Landlock ABI 2", accepted=False))
    assert not check.ok
    assert "Landlock ABI 2" in check.says


def test_confinement_switched_off_is_never_well() -> None:
    assert "camera.unconfined" in only(checks.confinement(None, accepted=True)).says
    assert not only(checks.confinement("no Landlock", accepted=True)).ok


def test_a_camera_that_is_there() -> None:
    assert only(checks.camera("webcam:/dev/video0", is_present=True, others=[])).ok


def test_a_camera_that_is_not_there_names_those_that_are() -> None:
    check = only(checks.camera("webcam:/dev/video0", is_present=False, others=["/dev/video2"]))
    assert not check.ok
    assert "/dev/video2" in check.cure
    assert only(checks.camera("webcam:/dev/video0", is_present=False, others=[])).cure


def test_a_camera_is_told_by_its_makers_name() -> None:
    check = only(checks.camera("webcam:/dev/video0", is_present=True, others=[], name="C920"))
    assert check.says.startswith("C920, webcam:/dev/video0")


def test_what_confines_is_named() -> None:
    check = only(checks.confinement(None, accepted=False, by="Landlock ABI 6, seccomp"))
    assert "(Landlock ABI 6, seccomp)" in check.says


def test_the_program_says_which_it_is() -> None:
    assert only(checks.program("0.1.0 (commit 0123abc)")).says.endswith("0.1.0 (commit 0123abc)")


def test_a_clock_that_no_server_keeps_is_an_advice() -> None:
    (check,) = checks.clock(NOON, None, None, is_kept=False)
    assert check.ok
    assert "NTP" in check.cure
    assert only(checks.clock(NOON, None, None, is_kept=True)).ok


def test_the_clock_is_told_in_the_shops_zone() -> None:
    check = only(checks.clock(NOON, ZoneInfo("Asia/Shanghai"), NOON - timedelta(hours=1)))
    assert check.ok
    assert "2026-03-01 20:00" in check.says
    assert only(checks.clock(NOON, None, None)).ok


@pytest.mark.parametrize(
    ("now", "newest"),
    [(datetime(1970, 1, 1, tzinfo=UTC), None), (NOON, NOON + timedelta(hours=1))],
)
def test_a_clock_that_cannot_be_right(now: datetime, newest: datetime | None) -> None:
    assert not only(checks.clock(now, None, newest)).ok
