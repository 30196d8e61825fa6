"""The doctor's checks of the machine: interpreter, screen, confinement, camera, clock.

None of them opens a camera, starts a process or writes a file.
"""

import ctypes
import platform
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Final

from kiosk.application.doctor import Check

_OLDEST_PYTHON: Final = (3, 11)
_OFFSCREEN: Final = ("offscreen", "minimal")

BUILT_AFTER: Final = datetime(2025, 11, 1, tzinfo=UTC)
"""No right clock shows a time before this program was written."""


def program(version: str) -> Iterable[Check]:
    """``version`` names the release, and of a built program the commit."""
    yield Check("version", True, f"AskFirst {version}")


def python_version(found: tuple[int, int] = sys.version_info[:2]) -> Iterable[Check]:
    says = f"Python {found[0]}.{found[1]} on {platform.system()} {platform.machine()}"
    is_new_enough = found >= _OLDEST_PYTHON
    yield Check(
        "python", is_new_enough, says, "" if is_new_enough else "Install Python 3.11 or newer."
    )


def has_screen(environment: Mapping[str, str]) -> bool:
    """False where no window could be seen: an offscreen Qt, or a Linux session without display."""
    chosen = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if chosen:
        return chosen not in _OFFSCREEN
    if not sys.platform.startswith("linux"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def qt_loads(environment: Mapping[str, str]) -> Iterable[Check]:
    """Loads Qt's libraries and its plugin for this session's screen, and opens no window.

    Qt ends the process if it finds no plugin; loading the file first turns that into a line
    which names the library that is missing.
    """
    cure = 'Run "packaging/bootstrap.sh": it names the system libraries that Qt needs.'
    try:
        from PySide6 import QtCore, QtWidgets  # noqa: F401  (loading it is the check)
    except ImportError as why:
        yield Check("qt", False, f"Qt cannot be loaded: {why}", cure)
        return
    version = QtCore.qVersion()
    if not sys.platform.startswith("linux"):
        yield Check("qt", True, f"Qt {version} loads")
        return
    wanted = _plugin_name(environment)
    folder = Path(QtCore.QLibraryInfo.path(QtCore.QLibraryInfo.LibraryPath.PluginsPath))
    try:
        ctypes.CDLL(str(folder / "platforms" / f"libq{wanted}.so"))
    except OSError as why:
        yield Check("qt", False, f"Qt {version} cannot use the screen ({wanted}): {why}", cure)
        return
    if has_screen(environment):
        yield Check("qt", True, f"Qt {version} loads, and so does what it draws with ({wanted})")
    else:
        yield Check("qt", True, f"Qt {version} loads; this session has no screen to show it on")


def _plugin_name(environment: Mapping[str, str]) -> str:
    chosen = environment.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if chosen or environment.get("WAYLAND_DISPLAY"):
        return chosen or "wayland"
    return "xcb" if environment.get("DISPLAY") else "offscreen"


def confinement(obstacle: str | None, *, accepted: bool, by: str = "") -> Iterable[Check]:
    """``obstacle`` is why the analysis cannot be confined here, or None if it can.

    ``accepted`` is True where the settings allow an unconfined camera, for development. ``by``
    names what confines it.
    """
    system = f"{platform.system()} {platform.release()}"
    if obstacle is not None:
        yield Check(
            "confinement",
            False,
            f"{obstacle} ({system}), so the camera is not offered",
            "Use Linux 6.7 or newer on x86-64 with Landlock switched on; "
            "visitors can still tell us themselves.",
        )
    elif accepted:
        yield Check(
            "confinement",
            False,
            f"{system} can lock the analysis away, but camera.unconfined switches it off",
            'Take "unconfined" out of the settings.',
        )
    else:
        means = f" ({by})" if by else ""
        yield Check("confinement", True, f"{system} can lock the analysis away{means}")


def camera(
    source: str, *, is_present: bool, others: Sequence[str], name: str | None = None
) -> Iterable[Check]:
    """``others`` are the cameras that this machine does have; none is opened to find out.

    ``name`` is what the maker calls the one that is there.
    """
    if is_present:
        called = f"{name}, {source}," if name else source
        yield Check("camera", True, f"{called} is there (it was not opened)")
        return
    cure = "Plug the camera in; until then visitors can tell us themselves."
    if others:
        cure = f"Plug it in, or set camera.source to what is there: {', '.join(others)}."
    yield Check("camera", False, f"{source} is not there", cure)


def clock(
    now: datetime,
    zone: tzinfo | None,
    newest_file: datetime | None,
    *,
    is_kept: bool | None = None,
) -> Iterable[Check]:
    """``newest_file`` is when anything in the data folder was last written; all are aware.

    A clock that is behind its own files has been set back, and with it the erasures. ``is_kept``
    is whether a time server keeps it right, or None where that is not known.
    """
    local = now.astimezone(zone) if zone else now
    shown = f"{local:%Y-%m-%d %H:%M} ({local.tzname()})"
    cure = "Set the clock, and let the system keep it right (NTP)."
    if now < BUILT_AFTER:
        yield Check("clock", False, f"the clock says {shown}, which is long past", cure)
    elif newest_file is not None and newest_file - now > timedelta(minutes=2):
        yield Check("clock", False, f"the clock says {shown}, but files here are newer", cure)
    elif is_kept is False:
        says = f"it is {shown}, and no time server keeps it so"
        yield Check("clock", True, says, "Let the system keep it right (NTP), or look at it often.")
    else:
        yield Check("clock", True, f"it is {shown}")
