"""The package as it is made, from a folder that stands in for the built program."""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.linux.conftest import BUILD_DEB, control, field, listing, make_deb
from tests.packaging.linux.debian_root import ROOT, told

TREE = ROOT / "packaging" / "linux" / "root"
MANUAL = ROOT / "docs" / "operations" / "linux.md"

# There is none where nothing is built or installed in this way.
pytestmark = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="no dpkg-deb here")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as PyInstaller leaves it, with modes as a careful umask does."""
    folder = tmp_path_factory.mktemp("program") / "askfirst"
    (folder / "_internal").mkdir(parents=True)
    shutil.copyfile("/bin/true", folder / "askfirst")
    (folder / "askfirst").chmod(0o700)
    (folder / "_internal" / "words.txt").write_text("yes, no\n", encoding="utf-8")
    (folder / "_internal" / "words.txt").chmod(0o600)
    return folder


@pytest.fixture(scope="module")
def small(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_deb(program, tmp_path_factory.mktemp("small"))


def test_everything_in_it_is_roots_and_read_by_all(small: Path) -> None:
    for place, (mode, owner) in listing(small).items():
        assert owner == "root/root", place
        assert mode[0] == "l" or mode in ("drwxr-xr-x", "-rwxr-xr-x", "-rw-r--r--"), place


def test_the_program_and_its_command_can_be_run_and_texts_cannot(small: Path) -> None:
    modes = {place: mode for place, (mode, _) in listing(small).items()}
    assert modes["/usr/lib/askfirst/askfirst"] == "-rwxr-xr-x"
    assert modes["/usr/bin/askfirst"] == "-rwxr-xr-x"
    assert modes["/usr/lib/askfirst/_internal/words.txt"] == "-rw-r--r--"
    assert modes["/usr/lib/systemd/system/askfirst.service"] == "-rw-r--r--"


def test_every_file_for_the_system_is_in_it_and_in_the_manual(small: Path) -> None:
    manual = MANUAL.read_text(encoding="utf-8")
    for path in TREE.rglob("*"):
        if path.is_file():
            place = f"/{path.relative_to(TREE)}"
            assert place in listing(small)
            told_by_name = path.name if "/usr/share/" in place else place
            assert told_by_name in manual or "lintian" in place, place


def test_every_place_the_manual_names_in_the_system_is_in_it(small: Path) -> None:
    places = listing(small)
    manual = MANUAL.read_text(encoding="utf-8")
    named = re.findall(r"`(/(?:usr|etc/systemd)/[^`*]+)`", manual)
    assert len(named) > 8
    for place in named:
        if place != "/etc/systemd/system/askfirst.service.d":
            assert place in places or f"{place}/" in places, place


def test_only_what_an_administrator_may_change_is_a_conffile(small: Path) -> None:
    assert control(small, "conffiles").split() == [
        "/etc/askfirst/askfirst.example.toml",
        "/etc/askfirst/setup-answers.example.toml",
    ]


def test_its_sums_are_those_of_its_files(small: Path, tmp_path: Path) -> None:
    told(["dpkg-deb", "--extract", small, tmp_path])
    rows = [line.split("  ", 1) for line in control(small, "md5sums").splitlines()]
    assert {name for _, name in rows} == {
        str(path.relative_to(tmp_path))
        for path in tmp_path.rglob("*")
        if path.is_file() and not path.is_symlink()
    }
    for expected, name in rows:
        assert hashlib.md5((tmp_path / name).read_bytes()).hexdigest() == expected, name


def test_the_same_program_gives_the_same_package(
    program: Path, small: Path, tmp_path: Path
) -> None:
    assert make_deb(program, tmp_path).read_bytes() == small.read_bytes()


def test_it_asks_for_what_the_program_loads_and_what_runs_it(small: Path) -> None:
    wanted = field(small, "Depends").split(", ")
    assert re.fullmatch(r"libc6 \(>= 2\.\d+\)", wanted[0])
    assert {"cage", "seatd", "systemd", "udev"} <= set(wanted)


def test_its_version_is_the_projects_or_the_one_that_was_named(
    program: Path, small: Path, tmp_path: Path
) -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'\nversion = "{field(small, "Version")}"\n' in project
    named = make_deb(program, tmp_path, "--version", "9.1")
    assert named.name == "askfirst_9.1_amd64.deb"
    assert field(named, "Version") == "9.1"


def test_without_a_built_program_it_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, BUILD_DEB, "--program", tmp_path, "--out", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.strip().endswith("run make package first.")
    assert not list(tmp_path.glob("*.deb"))


def test_a_library_nobody_brings_stops_the_build(program: Path, tmp_path: Path) -> None:
    odd = tmp_path / "program"
    shutil.copytree(program, odd)
    source = tmp_path / "odd.s"
    source.write_text('.section .note.GNU-stack,"",@progbits\n', encoding="ascii")
    told(["as", "-o", tmp_path / "odd.o", source])
    link = ["ld", "-shared", "-o"]
    told([*link, tmp_path / "libnobody.so.7", "-soname", "libnobody.so.7", tmp_path / "odd.o"])
    told([*link, odd / "_internal" / "libodd.so", tmp_path / "odd.o", tmp_path / "libnobody.so.7"])
    done = subprocess.run(
        [sys.executable, BUILD_DEB, "--program", odd, "--out", tmp_path / "out"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "libnobody.so.7" in done.stderr
    assert list((tmp_path / "out").iterdir()) == []
