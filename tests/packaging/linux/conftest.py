"""The built program as a package, and a Debian in which it is installed."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.frozen.built import build
from tests.packaging.linux.debian_root import ROOT, DebianRoot, base, layered, told

BUILD_DEB = ROOT / "packaging" / "linux" / "build_deb.py"


def make_deb(program: Path, out: Path, *more: str) -> Path:
    command = [sys.executable, BUILD_DEB, "--program", program, "--out", out]
    made = told([*command, "--compression", "none", *more])
    return Path(made.stdout.strip())


@pytest.fixture(scope="session")
def deb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of the built program, but not compressed."""
    return make_deb(build().folder, tmp_path_factory.mktemp("deb"))


@pytest.fixture(scope="session")
def newer(deb: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same program in a package of a later version."""
    place = tmp_path_factory.mktemp("newer")
    told(["dpkg-deb", "--raw-extract", deb, place / "tree"])
    control = place / "tree" / "DEBIAN" / "control"
    text = re.sub(r"(?m)^Version: .*$", "Version: 99.0", control.read_text(encoding="utf-8"))
    control.write_text(text, encoding="utf-8")
    made = place / "askfirst_99.0_amd64.deb"
    told(["dpkg-deb", "--root-owner-group", "-Znone", "--build", place / "tree", made])
    return made


@pytest.fixture(scope="session")
def debian(deb: Path) -> Path:
    """A Debian with all that the package depends on."""
    return base(told(["dpkg-deb", "--field", deb, "Depends"]).stdout.strip())


@pytest.fixture(scope="session")
def installed_once(
    deb: Path, debian: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DebianRoot]:
    """A Debian in which the package was installed. Nothing may be changed in it."""
    with layered([debian], tmp_path_factory.mktemp("installed")) as root:
        install(root, deb)
        yield root


@pytest.fixture
def fresh(installed_once: DebianRoot, debian: Path, tmp_path: Path) -> Iterator[DebianRoot]:
    """A Debian in which the package was installed, for one test to do with as it likes."""
    with layered([installed_once.written, debian], tmp_path) as root:
        yield root


def install(root: DebianRoot, deb: Path) -> str:
    """As an administrator does; what apt said of the packages it had to take along."""
    root.take(deb)
    said = root.run("apt-get", "install", "-y", f"/root/{deb.name}").stdout
    (root.folder / "root" / deb.name).unlink()
    return said


def field(deb: Path, name: str) -> str:
    return told(["dpkg-deb", "--field", deb, name]).stdout.strip()


def listing(deb: Path) -> dict[str, tuple[str, str]]:
    """Of everything in a package its mode and owner, by its place."""
    rows = re.findall(
        r"^(\S+) (\S+)\s+\S+ \S+ \S+ \.(/.*?)(?: -> .*)?$",
        told(["dpkg-deb", "--contents", deb]).stdout,
        re.MULTILINE,
    )
    return {place: (mode, owner) for mode, owner, place in rows}


def control(deb: Path, name: str) -> str:
    got = subprocess.run(
        ["dpkg-deb", "--info", deb, name], capture_output=True, text=True, check=True
    )
    return got.stdout
