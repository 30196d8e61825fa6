"""Which of the collected files stay in the built program, and what is taken out of them."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import icu_data
import stand_ins

LINKED = "SYMLINK"
EXTENSION = "EXTENSION"

# Folders that come along with Qt, charts or our own checkout, and are not used. On Linux those of
# Qt lie one deeper, in PySide6/Qt.
_LEFT_OUT = (
    "PySide6/translations/",
    "PySide6/qml/",
    "PySide6/plugins/egldeviceintegrations/",
    "PySide6/plugins/generic/",
    "PySide6/plugins/imageformats/",
    "PySide6/plugins/networkinformation/",
    "PySide6/plugins/platformthemes/",
    "PySide6/plugins/tls/",
    "PySide6/plugins/vectorimageformats/",
    "PySide6/plugins/platforminputcontexts/libqtvirtualkeyboard",
    "PySide6/plugins/platforminputcontexts/libibus",
    "PySide6/plugins/platforminputcontexts/qtvirtualkeyboard",
    "PySide6/plugins/wayland-decoration-client/",
    "PySide6/plugins/wayland-graphics-integration-client/",
    "PySide6/plugins/wayland-graphics-integration-server/",
    "PySide6/plugins/wayland-shell-integration/libivi-",
    "PySide6/plugins/wayland-shell-integration/libqt-",
    "PySide6/plugins/wayland-shell-integration/libwl-",
    "PySide6/plugins/xcbglintegrations/",
    "pyqtgraph/icons/peegee/",
    "cryptography-",
    "numpy-",
    # Tables of colours by name; the charts have their own.
    "pyqtgraph/colors/",
    # It names the folder that it was built in.
    "askfirst_kiosk-",
)
_OF_THE_SYSTEM = (
    *("libX11", "libdbus-1.", "libfontconfig.", "libfreetype.", "libglib-", "libgthread-"),
    *("libgcc_s.", "libstdc++.", "libxkbcommon"),
    *("libcrypto.", "libssl.", "libsqlite3.", "libffi.", "libuuid."),
    *("libz.", "libzstd.", "liblzma.", "libbz2."),
)
"""Libraries that every Linux with a screen has and mends by itself: its drivers are linked with the
first ones, its package manager with the others. Those of the same names that lie in a wheel, with a
hash behind the name, are the wheel's own."""

_PLATFORMS = ("libqxcb", "libqwayland", "libqoffscreen", "qwindows", "qoffscreen")
"""The platforms that the kiosk is drawn on, by the names of their plugins."""

_SYMBOLS_ARE_LARGE = (
    *("libmediapipe.so", "_rust.abi3.so", "libicui18n.so", "libicuuc.so", "libpng16-"),
    *("libscipy_openblas64_", "_multiarray_umath.", "libgfortran-"),
    *("libpywrap_litert_common.so", "libavif-", "libvpx-"),
)
"""Of others' libraries, those whose symbols for debuggers are taken out; the rest is as it came."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the build: its place in there, where it is from, PyInstaller's kind of it.

    ``changed`` says what was done to it, or nothing.
    """

    place: str
    source: str
    kind: str
    changed: str = ""

    def taken_from(self, source: Path, changed: str) -> "Part":
        return replace(self, source=str(source), changed=changed)


def is_wanted(place: str) -> bool:
    """False for what comes along and is not used."""
    if "/plugins/platforms/" in place:
        return Path(place).name.startswith(_PLATFORMS)
    if place.startswith("i18n/"):
        return place.endswith(".qm")
    as_on_windows = place.replace("PySide6/Qt/", "PySide6/")
    return not as_on_windows.startswith((*_LEFT_OUT, *_OF_THE_SYSTEM))


def slimmed(collected: Iterable[Part], folder: Path) -> list[Part]:
    """What stays, with the changed files taken from ``folder``, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    parts = [part for part in collected if is_wanted(Path(part.place).as_posix())]
    if sys.platform != "linux":
        return parts
    asking = [Path(part.source) for part in parts if _is_of_opencv(part)]
    smaller = [_smaller(part, asking, folder) for part in parts]
    return [_stripped(part, folder) for part in _needed(smaller)]


def _smaller(part: Part, asking: Iterable[Path], folder: Path) -> Part:
    if part.kind == LINKED:
        return part
    if stand_ins.is_never_called(part.place):
        made = stand_ins.make(Path(part.source), asking, folder)
        return part.taken_from(made, "replaced by a stand-in that offers nothing")
    if Path(part.place).name.startswith("libicudata.so"):
        made = icu_data.cut(Path(part.source), folder)
        return part.taken_from(made, "other languages left out")
    return part


def _is_of_opencv(part: Part) -> bool:
    if part.kind == LINKED or stand_ins.is_never_called(part.place):
        return False
    return part.place.startswith((stand_ins.WHERE, "cv2/cv2"))


def _needed(parts: Iterable[Part]) -> Iterator[Part]:
    """Leave out the libraries that nothing asks for any more."""
    parts = list(parts)
    libraries = {part.place: part for part in parts if _is_library(part)}
    by_name: dict[str, list[str]] = {}
    for place in libraries:
        by_name.setdefault(Path(place).name, []).append(place)
    waiting = [part.place for part in libraries.values() if _is_begun_with(part)]
    found: set[str] = set()
    while waiting:
        place = waiting.pop()
        if place not in found:
            found.add(place)
            for name in _asks_for(libraries[place].source):
                waiting += by_name.get(name, [])
    for part in parts:
        if part.kind == LINKED:
            # It stands in the place of the file that it names, relative to where it is itself.
            target = os.path.normpath(str(Path(part.place).parent / part.source))
            if target in libraries and target not in found:
                continue
        if part.place not in libraries or part.place in found:
            yield part


def _is_library(part: Part) -> bool:
    return part.kind != LINKED and re.search(r"\.so(\.[\d.]+)?$", part.place) is not None


def _is_begun_with(part: Part) -> bool:
    """True for what is loaded by its name, and not because something is linked with it."""
    named = ("libpython", "libmediapipe")
    return (
        part.kind == EXTENSION
        or "/plugins/" in part.place
        or Path(part.place).name.startswith(named)
    )


def _asks_for(library: str) -> list[str]:
    told = subprocess.run(["objdump", "-p", library], capture_output=True, text=True, check=True)
    return re.findall(r"^\s+NEEDED\s+(\S+)$", told.stdout, re.MULTILINE)


def _stripped(part: Part, folder: Path) -> Part:
    """Without the symbols that only a debugger wants: Python's own, and a few that are large."""
    if not _is_library(part) or part.changed:
        return part
    source, name = Path(part.source).resolve(), Path(part.place).name
    if not source.is_relative_to(sys.base_prefix) and not name.startswith(_SYMBOLS_ARE_LARGE):
        return part
    made = folder / name
    shutil.copyfile(source, made)
    subprocess.run(["strip", "--strip-unneeded", made], check=True)
    return part.taken_from(made, "symbols for debuggers taken out")


def told_of(parts: Iterable[Part], collected: Mapping[str, Part]) -> list[dict[str, str]]:
    """What went in: its place, the source it was collected from, and what was changed."""
    return [
        {
            "place": part.place,
            "source": collected[part.place].source,
            "kind": part.kind,
            "changed": part.changed,
        }
        for part in parts
    ]
