"""How large the built program is, by part, and how soon it is up, beside the same from source."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.faults.running import Service, make_shop
from tests.frozen.built import Built, bare, build

PROGRAMS = ("built", "source")
IN_SERVICE = b"STATUS=in service"
_TICKS = os.sysconf("SC_CLK_TCK")

PARTS = {
    "OpenCV, with what reads films": ("cv2", "opencv_python_headless.libs"),
    "Qt and PySide": ("PySide6", "shiboken6"),
    "numpy": ("numpy", "numpy.libs"),
    "mediapipe": ("mediapipe",),
    "LiteRT": ("ai_edge_litert",),
    "models, fonts, words, notices": ("assets", "i18n"),
    "cryptography": ("cryptography",),
    "Python, with its libraries": ("python3", "libpython3", "base_library.zip"),
}
"""What the folders and files in the program's inside belong to; the rest are small libraries."""


def measure(
    starts: int, spread: Callable[[list[float]], dict[str, float]]
) -> dict[str, dict[str, float]]:
    """Sizes in MB (``size: …``) and milliseconds (``built_serves_ms`` and so on), by name."""
    built = build()
    programs: Mapping[str, tuple[str, ...]] = {
        "built": (str(built.program),),
        "source": (sys.executable, "-m", "kiosk"),
    }
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        shop = make_shop(Path(folder) / "shop")
        # In turn, so that both meet the same machine; the first of each fills its caches.
        for number in range(starts + 1):
            for name, program in programs.items():
                found = start_times(shop, program)
                for what, milliseconds in found.items() if number else ():
                    times.setdefault(f"{name}_{what}_ms", []).append(milliseconds)
    times["built_version_ms"] = [version_time(built) for _ in range(starts)]
    measured = {name: spread(values) for name, values in times.items()}
    return measured | {
        f"size: {name}": {"p50": size, "n": 1} for name, size in sizes(built).items()
    }


def start_times(shop: Path, program: tuple[str, ...]) -> dict[str, float]:
    """Milliseconds from the start of a process until visitors can be asked; how many it worked."""
    began = time.perf_counter()
    service = Service(shop, program=program)
    try:
        service.wait_for(IN_SERVICE)
        serves = time.perf_counter() - began
        fields = Path(f"/proc/{service.process.pid}/stat").read_text().rpartition(")")[2].split()
        worked = (int(fields[11]) + int(fields[12])) / _TICKS
        service.end()
    finally:
        service.close()
    return {"serves": 1000 * serves, "worked": 1000 * worked}


def version_time(built: Built) -> float:
    """Milliseconds for the least that the program can do."""
    began = time.perf_counter()
    subprocess.run([built.program, "--version"], check=True, stdout=subprocess.DEVNULL, env=bare())
    return 1000 * (time.perf_counter() - began)


def sizes(built: Built) -> dict[str, float]:
    """MB of each part, the largest first, and of the whole at the end."""
    found = dict.fromkeys([*PARTS, "the program itself, with all of its modules", "the rest"], 0.0)
    for path in built.folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            found[part_of(built, path)] += path.stat().st_size / 1e6
    ordered = dict(sorted(found.items(), key=lambda part: -part[1]))
    return ordered | {"all of it": sum(found.values())}


def part_of(built: Built, path: Path) -> str:
    """The name under which a file's size is counted."""
    if path == built.program:
        return "the program itself, with all of its modules"
    if not path.is_relative_to(built.inside):
        return "the rest"
    first = path.relative_to(built.inside).parts[0]
    for part, beginnings in PARTS.items():
        if first in beginnings or first.startswith(tuple(f"{each}." for each in beginnings)):
            return part
    return "the rest"


def rows(found: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    """What, unit and target of each line of the table."""
    lines = {
        "built_version_ms": ("`askfirst --version`, built", "ms", ""),
        "built_serves_ms": ("start → in service, built", "ms", "≤ 1,000"),
        "source_serves_ms": ("start → in service, from source", "ms", ""),
        "built_worked_ms": ("of a processor until then, built", "ms", ""),
        "source_worked_ms": ("of a processor until then, from source", "ms", ""),
    }
    for name in found:
        if name.startswith("size: "):
            target = "≤ 300" if name == "size: all of it" else ""
            lines[name] = (name.replace("size:", "size of"), "MB", target)
    return lines
