"""What lies in the built folder: everything that has to go with it, and nothing that must not."""

import ctypes
import hashlib
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Sequence
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

import jsonschema_rs
import pytest
from PyInstaller.archive.readers import CArchiveReader

from tests.frozen.built import ROOT, Built

pytestmark = [pytest.mark.timeout(1200)]

LARGEST = 300_000_000
BOOTLOADER = "pyinstaller"
"""The program begins with its code; its licence lets that go into any program."""

# The C library's own, which no program is without, and what comes with the C++ library.
_OF_EVERY_LINUX = re.compile(r"ld-linux-|libc\.|libm\.|libdl\.|libpthread\.|librt\.|libgcc_s\.")


@pytest.fixture(scope="session")
def bill(built: Built) -> dict[str, dict[str, object]]:
    """The components of the bill of materials, by their reference."""
    told = json.loads((built.folder / "sbom.cdx.json").read_text(encoding="utf-8"))
    return {component["bom-ref"]: component for component in told["components"]}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_file_has_its_hash_and_every_hash_its_file(built: Built) -> None:
    lines = (built.folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    named = {line[66:]: line[:64] for line in lines}
    present = {
        path.relative_to(built.folder).as_posix(): sha256(path)
        for path in built.folder.rglob("*")
        if path.is_file() and not path.is_symlink() and path.name != "SHA256SUMS"
    }
    assert named == present


def test_it_is_no_larger_than_promised(built: Built) -> None:
    sizes = [path.lstat().st_size for path in built.folder.rglob("*") if path.is_file()]
    assert sum(sizes) <= LARGEST


def test_it_says_its_version_and_its_commit(built: Built) -> None:
    facts = json.loads((built.inside / "build.json").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert facts["version"] == project["version"]
    short = facts["commit"][:12]
    assert built.run("--version").stdout.startswith(
        f"AskFirst {project['version']} (commit {short}"
    )


def test_it_names_no_place_of_the_machine_that_built_it(built: Built) -> None:
    ours = [built.program, *built.folder.glob("*.txt"), *built.folder.glob("*.json")]
    ours += [built.inside / "build.json", built.inside / "base_library.zip"]
    for path in ours:
        assert str(ROOT).encode() not in path.read_bytes(), path


def test_screens_of_every_kind_are_served(built: Built) -> None:
    platforms = {path.name for path in built.inside.rglob("plugins/platforms/*")}
    assert platforms == {"libqoffscreen.so", "libqwayland.so", "libqxcb.so"}
    assert [*built.inside.rglob("plugins/wayland-shell-integration/libxdg-shell.so")]


def test_only_what_is_needed_to_run_is_in_it(bill: dict[str, dict[str, object]]) -> None:
    inside = {ref.removeprefix("pypi:") for ref in bill if ref.startswith("pypi:")}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert inside - {BOOTLOADER} <= needed_to_run(project["dependencies"])
    libraries = {"pyside6-essentials", "mediapipe", "ai-edge-litert", "opencv-python-headless"}
    assert libraries | {"numpy"} <= inside


def needed_to_run(requirements: Sequence[str]) -> set[str]:
    """The packages that these ask for, and those that they ask for, without any extra."""
    found: set[str] = set()
    waiting = list(requirements)
    while waiting:
        line = waiting.pop()
        required = re.sub(r"[-_.]+", "-", re.split(r"[ \[<>=!~;(]", line)[0]).lower()
        if "extra ==" not in line and required not in found and is_installed(required):
            found.add(required)
            waiting += distribution(required).requires or ()
    return found


def is_installed(name: str) -> bool:
    try:
        distribution(name)
    except ModuleNotFoundError:
        return False
    return True


def test_no_tool_of_ours_is_in_it(built: Built) -> None:
    names = {path.name for path in built.folder.rglob("*")}
    assert not names & {"pytest", "ruff", "tests", "packaging", "hypothesis", "uv", "pip"}
    assert not [*built.folder.rglob("*.ts")]


def test_every_licence_stands_in_the_notices(
    built: Built, bill: dict[str, dict[str, object]]
) -> None:
    told = (built.folder / "THIRD-PARTY-NOTICES.txt").read_text(encoding="utf-8")
    for ref, component in bill.items():
        if not ref.startswith("asset:"):
            release = f"{component['name']} {component['version']}"
            assert f"\n- {release}" in told, release
            assert re.search(rf"^{re.escape(release)}: \S", told, re.MULTILINE), release
    for title in ("GNU LESSER GENERAL PUBLIC LICENSE", "Apache License", "PYTHON SOFTWARE"):
        assert title in told
    assert "To use another build of them" in told
    assert (built.folder / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert (built.inside / "assets" / "fonts" / "OFL.txt").is_file()


def test_what_was_changed_of_others_work_is_said(built: Built) -> None:
    told = (built.folder / "THIRD-PARTY-NOTICES.txt").read_text(encoding="utf-8")
    changed = dict(re.findall(r"^    changed: (\S+): (.+)$", told, re.MULTILINE))
    replaced = {built.inside / place for place, how in changed.items() if "stand-in" in how}
    assert {re.split(r"[-.]", path.name)[0] for path in replaced} == {
        *("libaom", "libcrypto", "libopenblasp", "libssl"),
    }
    assert all(path.stat().st_size < 32_768 for path in replaced)
    (data,) = [place for place, how in changed.items() if "languages" in how]
    assert Path(data).name.startswith("libicudata.")


def test_the_bill_of_materials_is_one(built: Built) -> None:
    schemas = files("cyclonedx.schema._res")

    def read(uri: str) -> dict[str, object]:
        name = uri.rpartition("/")[2]
        name = name.replace(".SNAPSHOT", "").replace(".schema", ".SNAPSHOT.schema")
        return json.loads(schemas.joinpath(name).read_text(encoding="utf-8"))

    whole = json.loads((built.folder / "sbom.cdx.json").read_text(encoding="utf-8"))
    jsonschema_rs.validator_for(read("bom-1.6.schema.json"), retriever=read).validate(whole)
    assert whole["metadata"]["component"]["name"] == "askfirst"


def test_the_bill_has_the_locks_hashes(bill: dict[str, dict[str, object]]) -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for ref, component in bill.items():
        if ref.startswith("pypi:"):
            release = f"\n{component['name']}=={component['version']} "
            start = f"\n{lock}".index(release)
            block = re.split(r"\n(?=\S)", lock[start:], maxsplit=1)[0]
            assert hashes(component) == set(re.findall(r"sha256:([0-9a-f]{64})", block)), ref


def test_the_bill_has_the_hash_of_every_model_and_font(
    built: Built, bill: dict[str, dict[str, object]]
) -> None:
    assets = {ref: component for ref, component in bill.items() if ref.startswith("asset:")}
    for component in assets.values():
        assert hashes(component) == {sha256(built.inside / str(component["name"]))}
    assert {"asset:models/age-v1.onnx", "asset:fonts/NotoSans-Regular.ttf"} <= set(assets)


def hashes(component: dict[str, object]) -> set[str]:
    listed = component["hashes"]
    assert isinstance(listed, list)
    return {each["content"] for each in listed}


def test_what_the_system_has_to_have_is_named_and_installed_with_the_rest(built: Built) -> None:
    named = (built.folder / "SYSTEM-LIBRARIES.txt").read_text(encoding="utf-8").split()
    bootstrap = (ROOT / "packaging" / "bootstrap.sh").read_text(encoding="utf-8")
    for library in named:
        ctypes.CDLL(library)
        assert _OF_EVERY_LINUX.match(library) or f"{library}=" in bootstrap, library


LOADED_FROM_SOURCE = """
import importlib, json, pkgutil, sys, kiosk
for found in pkgutil.walk_packages(kiosk.__path__, "kiosk."):
    if found.name != "kiosk.__main__" and not found.name.startswith(tuple(sys.argv[1:])):
        importlib.import_module(found.name)
print(json.dumps([name for name, each in sys.modules.items() if getattr(each, "__spec__", None)]))
"""

OF_THE_CHECKOUT_ALONE = (
    "kiosk.adapters.analysis.proof",
    "kiosk.adapters.settings.documentation",
    # A head office's, and no kiosk's.
    "kiosk.fleet",
    "kiosk.ui.charts.panels",
    "kiosk.ui.charts.preload",
    "kiosk.ui.exhibits",
    "kiosk.ui.gallery",
    "kiosk.ui.sample",
    "kiosk.ui.staff.exhibits",
    "kiosk.ui.staff.sample",
)
"""What makes pictures and pages for the manuals, and proves things in tests; no command uses it."""

ELSEWHERE = (
    # Made by others when they are imported, not found by a name of a file.
    *("cv2", "shibokensupport", "PySide6.support", "signature_bootstrap", "__feature__", "os.path"),
    *("_frozen_importlib", "_distutils_hack", "_sitebuiltins", "site"),
    # Left out, with a stand-in (packaging/built/no_opengl.py), or asked for and not needed.
    *("PySide6.QtOpenGL", "PySide6.QtTest"),
)


def test_no_module_is_missing_that_any_of_ours_imports(built: Built) -> None:
    asked = [sys.executable, "-c", LOADED_FROM_SOURCE, *OF_THE_CHECKOUT_ALONE]
    told = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    elsewhere = (*ELSEWHERE, "kiosk.fleet")
    wanted = {name for name in json.loads(told) if not name.startswith(elsewhere)}
    assert wanted - modules_of(built) == set()
    assert len(wanted) > 500


def modules_of(built: Built) -> set[str]:
    """The names of all modules that the built program can import."""
    program = CArchiveReader(str(built.program))
    found = set(sys.builtin_module_names) | {*program.toc}
    found |= {*program.open_embedded_archive("PYZ.pyz").toc}
    with zipfile.ZipFile(built.inside / "base_library.zip") as base:
        files_in_it = [Path(name).with_suffix("") for name in base.namelist()]
    libraries = [path.relative_to(built.inside) for path in built.inside.rglob("*.so")]
    for path in [*files_in_it, *libraries]:
        inner = path.parts[2:] if path.parts[0].startswith("python3") else path.parts
        name = ".".join([*inner[:-1], inner[-1].partition(".")[0]])
        found.add(name.removesuffix(".__init__"))
    return found
