"""Where every file of the built program comes from, and under which licence.

Three origins there are beside our own: Python packages, Python itself, and libraries of the Debian
or Ubuntu that the program is built on.
"""

import functools
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LICENCES = ROOT / "packaging" / "licences"
COMMON = Path("/usr/share/common-licenses")
OURS = "askfirst-kiosk"

_TEXTS = re.compile(r"LICEN[CS]E|COPYING|NOTICE|AUTHORS", re.IGNORECASE)
_ADDED = {
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt", "Qt-third-parties.txt", "ICU.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "pyserial": ("pyserial.txt",),
}
"""Texts that a wheel should bring and does not, by its name; they lie in packaging/licences."""

_LICENCE_OF_CLASSIFIER = {
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: MIT License": "MIT",
}


class OriginUnknown(Exception):
    """A file of the build has no origin that we know; the text names it."""


@dataclass(slots=True)
class Origin:
    """One package that something in the build is from: ``kind`` is "pypi", "deb" or "python".

    ``texts`` are its licences' texts by a name; ``places`` the files of the build; ``changed`` what
    was done to some of them.
    """

    kind: str
    name: str
    version: str
    licence: str
    texts: dict[str, str]
    places: list[str] = field(default_factory=list)
    changed: dict[str, str] = field(default_factory=dict)


def origins(contents: Path) -> list[Origin]:
    """Everything that others made and that is in the build, by name. Raises OriginUnknown.

    ``contents`` is the list that the spec left.
    """
    found: dict[str, Origin] = {"bootloader": _of_distribution(_installed("pyinstaller"))}
    found["bootloader"].places.append("askfirst")
    owners = _owners()
    for part in json.loads(contents.read_text(encoding="utf-8")):
        if part["kind"] == "SYMLINK" or part["source"] in ("-", ""):
            continue
        source = Path(part["source"])
        origin = _origin(source, owners)
        if origin is None:
            continue
        held = found.setdefault(f"{origin.kind} {origin.name}", origin)
        held.places.append(part["place"])
        if part["changed"]:
            held.changed[part["place"]] = part["changed"]
    merged = found.pop("bootloader")
    found.setdefault("pypi pyinstaller", merged)
    return sorted(found.values(), key=lambda origin: (origin.kind, origin.name.lower()))


def normal(name: str) -> str:
    """A package's name as the lock file spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _origin(source: Path, owners: dict[Path, Distribution]) -> Origin | None:
    """None for what is ours."""
    real = source.resolve()
    owner = owners.get(real)
    if owner is not None:
        if normal(owner.metadata["Name"]) == OURS:
            return None
        return _of_distribution(owner)
    if real.is_relative_to(Path(sys.base_prefix).resolve()) or real.name == "base_library.zip":
        return _python()
    if real.is_relative_to(ROOT) and not real.is_relative_to(ROOT / ".venv"):
        return None
    return _of_debian(real)


def _owners() -> dict[Path, Distribution]:
    return {
        Path(str(each.locate_file(file))).resolve(): each
        for each in distributions()
        for file in each.files or ()
    }


def _installed(name: str) -> Distribution:
    return next(each for each in distributions() if normal(each.metadata["Name"]) == name)


def _of_distribution(found: Distribution) -> Origin:
    name = normal(found.metadata["Name"])
    return _of_named_distribution(name)


@functools.cache
def _of_named_distribution(name: str) -> Origin:
    found = _installed(name)
    texts = {
        "/".join(file.parts[1:]): Path(str(found.locate_file(file))).read_text("utf-8", "replace")
        for file in found.files or ()
        if file.parts[0].endswith(".dist-info") and _TEXTS.search(file.name)
    }
    for added in _ADDED.get(name, ()):
        texts[added] = (LICENCES / added).read_text(encoding="utf-8")
    if not texts:
        raise OriginUnknown(f"{name} brings no text of its licence: add it to packaging/licences")
    return Origin("pypi", name, found.version, _licence(found), texts)


def _licence(found: Distribution) -> str:
    about = found.metadata
    if "License-Expression" in about:
        return about["License-Expression"]
    known = [_LICENCE_OF_CLASSIFIER.get(each) for each in about.get_all("Classifier") or ()]
    return next(filter(None, [*known, *(about.get_all("License") or ())]), "see its text")


@functools.cache
def _python() -> Origin:
    text = Path(sys.base_prefix) / f"lib/python{sys.version_info[0]}.{sys.version_info[1]}"
    places = (text / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt")
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        # Debian's own Python keeps it with its package.
        found = Path(f"/usr/share/doc/python3.{sys.version_info[1]}/copyright")
    version = ".".join(map(str, sys.version_info[:3]))
    licence = {"LICENSE": found.read_text(encoding="utf-8")}
    return Origin("python", "Python", version, "PSF-2.0", licence)


def _of_debian(library: Path) -> Origin:
    package = _package_of(library)
    shown = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${Version}", package],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    name, _, version = shown.partition(" ")
    return _of_package(name, version)


@functools.cache
def _of_package(name: str, version: str) -> Origin:
    place = Path("/usr/share/doc") / name / "copyright"
    if not place.is_file():
        raise OriginUnknown(f"{name} has no copyright file in {place.parent}")
    text = place.read_text("utf-8", "replace")
    texts = {"copyright": text} | _common(text)
    named = re.findall(r"^License: *([\w.+/-]+(?: (?:or|and) [\w.+/-]+)*)$", text, re.MULTILINE)
    return Origin("deb", name, version, " / ".join(dict.fromkeys(named)) or "see its text", texts)


def _common(text: str) -> dict[str, str]:
    """The licences that Debian keeps once for all, where a package's text refers to them."""
    named = {name.rstrip(".") for name in re.findall(rf"{COMMON}/([\w.+-]+)", text)}
    found = [COMMON / name for name in sorted(named)]
    return {place.name: place.read_text(encoding="utf-8") for place in found if place.is_file()}


def _package_of(library: Path) -> str:
    for place in _spellings(library):
        told = subprocess.run(["dpkg", "-S", place], capture_output=True, text=True, check=False)
        if told.returncode == 0:
            return told.stdout.partition(": ")[0].partition(",")[0]
    raise OriginUnknown(f"no package brings {library}")


def _spellings(library: Path) -> Iterable[str]:
    yield str(library)
    yield str(library).removeprefix("/usr")
