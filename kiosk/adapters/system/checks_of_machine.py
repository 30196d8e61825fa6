"""The doctor's checks of what the system tells of itself: swap, screen, service, ports, clock.

Only files in /proc, /sys and the folders of systemd are read, and the kernel is asked how the
clock is kept. Where there are none, as on Windows, nothing is said that is not known.
"""

import ctypes
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.application.doctor import Check

UNIT: Final = "askfirst.service"
"""What the service is called where the package for Linux has installed it."""

UNIT_FOLDERS: Final = (
    "/etc/systemd/system",
    "/run/systemd/system",
    "/usr/lib/systemd/system",
    "/lib/systemd/system",
)
"""Where systemd looks for units; the first has the word."""
_SLICE: Final = Path("/sys/fs/cgroup/system.slice")
_SWAPS: Final = Path("/proc/swaps")
_SCREENS: Final = Path("/sys/class/drm")
_ACTIONS: Final = Path("/proc/sys/kernel/seccomp/actions_avail")
_SOCKETS: Final = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))

_LISTENS: Final = "0A"
_IN_MEMORY: Final = "zram"
_UNSYNCHRONISED: Final = 5
_TIMEX_BYTES: Final = 512
_LEAST_EDID: Final = 128


def swap(swaps: Path = _SWAPS) -> Iterable[Check]:
    """Memory that is written to a disk could hold a frame. Compressed memory is no disk."""
    try:
        lines = swaps.read_text("utf-8").splitlines()[1:]
    except OSError:
        return
    disks = [line.split()[0] for line in lines if line.strip()]
    disks = [disk for disk in disks if _IN_MEMORY not in disk]
    if disks:
        yield Check(
            "swap",
            True,
            f"memory may be written to {', '.join(disks)}",
            "Switch swap off for good; the installed service has none in any case "
            "(docs/operations/linux.md).",
        )
    else:
        yield Check("swap", True, "no memory is written to a disk")


@dataclass(frozen=True, slots=True)
class ConnectedScreen:
    """A screen as the system sees it; ``width_mm`` is None where the screen does not tell."""

    name: str
    pixels: str
    width_mm: int | None


def connected_screens(folder: Path = _SCREENS) -> Iterator[ConnectedScreen]:
    """Every screen that is plugged in, in the order of its plug's name."""
    for connector in sorted(folder.glob("card*-*")):
        try:
            if (connector / "status").read_text("ascii").strip() != "connected":
                continue
            modes = (connector / "modes").read_text("ascii").split()
            edid = (connector / "edid").read_bytes()
        except OSError:
            continue
        name = connector.name.partition("-")[2]
        yield ConnectedScreen(name, modes[0] if modes else "no picture", _width_in(edid))


def screen_size(
    screens: Iterable[ConnectedScreen], measured: str | None, *, is_told: bool = True
) -> Iterable[Check]:
    """``measured`` is what the settings say of the size; ``is_told`` where the system tells."""
    found = list(screens)
    shown = "; ".join(f"{each.name} {each.pixels}{_in_mm(each.width_mm)}" for each in found)
    shown = shown or ("no screen is plugged in just now" if is_told else "the system tells of none")
    if measured is not None:
        yield Check("screen size", True, f"{shown}; the settings say {measured}")
    elif found and all(each.width_mm for each in found):
        yield Check("screen size", True, shown)
    else:
        yield Check(
            "screen size",
            True,
            f"{shown}; how wide a picture is, nobody says",
            "Measure how wide the picture is and set screen.width_mm: sizes for fingers and eyes "
            "follow it.",
        )


def service(
    folders: Iterable[str] = UNIT_FOLDERS, running: Path = _SLICE, unit: str = UNIT
) -> Iterable[Check]:
    """Whether the kiosk's service is installed and runs, by systemd's own files."""
    if not any((Path(folder) / unit).is_file() for folder in folders):
        yield Check("service", True, f"{unit} is not installed here; the kiosk is started by hand")
        return
    try:
        is_active = bool((running / unit / "cgroup.procs").read_text("ascii").strip())
    except OSError:
        # Cage and the kiosk may be in groups of their own below it.
        is_active = (running / unit).is_dir()
    if is_active:
        yield Check("service", True, f"{unit} runs")
    else:
        yield Check(
            "service",
            True,
            f"{unit} is installed and does not run",
            f"Start it: systemctl enable --now {unit}",
        )


def kills_by_seccomp(actions: Path = _ACTIONS) -> bool | None:
    """Whether this kernel can end a process for a forbidden call; None where it does not tell."""
    try:
        return "kill_process" in actions.read_text("ascii").split()
    except OSError:
        return None


def listens(port: int, sockets: Iterable[Path] = _SOCKETS) -> bool | None:
    """Whether any program listens at this TCP port; None where the system does not tell."""
    tables = [path for path in sockets if path.exists()]
    if not tables:
        return None
    wanted = f":{port:04X}"
    for table in tables:
        for line in table.read_text("ascii").splitlines()[1:]:
            fields = line.split()
            if fields[1].endswith(wanted) and fields[3] == _LISTENS:
                return True
    return False


def port(number: int, *, is_taken: bool | None, kiosk_runs: bool) -> Iterable[Check]:
    """Whether the phone page's port is free for a kiosk that does not run; else it is its own."""
    if is_taken and not kiosk_runs:
        yield Check(
            "phone page",
            False,
            f"another program listens at port {number}",
            "End that program, or set phone.port to a free one.",
        )


def clock_is_kept() -> bool | None:
    """Whether the kernel holds the clock to be kept right by a time server; None: not known."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    # All noughts: nothing is set. The answer is the state, or -1 where asking is forbidden.
    state = libc.adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))
    return None if state < 0 else state != _UNSYNCHRONISED


def _width_in(edid: bytes) -> int | None:
    """Millimetres, from the first detailed timing of an EDID (VESA E-EDID A2, section 3.10.2)."""
    if len(edid) < _LEAST_EDID:
        return None
    return (edid[66] | (edid[68] & 0xF0) << 4) or None


def _in_mm(width: int | None) -> str:
    return f", {width} mm wide" if width else ""
