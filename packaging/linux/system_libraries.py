"""Which Debian packages the built program needs, told from what its own files ask for.

A library that lies in the program's folder comes with it. Every other one has to be in the list
below, with the package that brings it: one that is not stops the build, before it stops a kiosk.
The list is by hand, since dpkg-shlibdeps would ask for the packages of those that come along.
"""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final

# Of each library its package, in Debian 13 and Ubuntu 24.04; after a bar what it was called before.
PACKAGES: Final = {
    "ld-linux-x86-64.so.2": "libc6",
    "libc.so.6": "libc6",
    "libdl.so.2": "libc6",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "libresolv.so.2": "libc6",
    "librt.so.1": "libc6",
    "libutil.so.1": "libc6",
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    "libatomic.so.1": "libatomic1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "liblzma.so.5": "liblzma5",
    "libbz2.so.1.0": "libbz2-1.0",
    "libcrypto.so.3": "libssl3t64 | libssl3",
    "libssl.so.3": "libssl3t64 | libssl3",
    "libsqlite3.so.0": "libsqlite3-0",
    "libffi.so.8": "libffi8",
    "libuuid.so.1": "libuuid1",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLESv2.so.2": "libgles2",
    "libOpenGL.so.0": "libopengl0",
    "libGLX.so.0": "libglx0",
    "libdrm.so.2": "libdrm2",
    "libgbm.so.1": "libgbm1",
    "libglib-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libwayland-server.so.0": "libwayland-server0",
}

# What no library names: the session, the seat, accounts and folders, and data that others read.
BESIDE: Final = (
    "cage",
    "seatd",
    "systemd",
    "udev",
    "fontconfig-config",
    "xkb-data",
    "libegl1",
    "libgl1-mesa-dri",
)

_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+)\.(\d+)")


class UnknownLibrary(Exception):
    """The program asks for libraries that are neither in it nor in the list; they are named."""


def depends(program: Path) -> str:
    """The field Depends for a built program. Raises UnknownLibrary, and OSError without objdump."""
    headers = _headers(program)
    needed = set(_NEEDED.findall(headers))
    packages = packages_of(needed - {path.name for path in program.rglob("*.so*")})
    newest = max((int(major), int(minor)) for major, minor in _GLIBC.findall(headers))
    libc = f"libc6 (>= {newest[0]}.{newest[1]})"
    return ", ".join([libc, *sorted({*packages, *BESIDE} - {"libc6"})])


def packages_of(libraries: Iterable[str]) -> set[str]:
    """The packages that bring these libraries. Raises UnknownLibrary."""
    wanted = set(libraries)
    unknown = sorted(wanted - PACKAGES.keys())
    if unknown:
        raise UnknownLibrary(", ".join(unknown))
    return {PACKAGES[library] for library in wanted}


def _headers(program: Path) -> str:
    """What objdump says of every program and library in the folder."""
    files = [path for path in sorted(program.rglob("*")) if _is_elf(path)]
    told = subprocess.run(["objdump", "-p", *files], capture_output=True, text=True, check=True)
    return told.stdout


def _is_elf(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
