"""The list of libraries that the system brings, beside the one that sets up a checkout."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).parents[3] / "packaging"


@pytest.fixture(scope="module")
def listed() -> ModuleType:
    place = PACKAGING / "linux" / "system_libraries.py"
    spec = importlib.util.spec_from_file_location("system_libraries", place)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_a_checkout_needs_is_known_by_the_same_packages(listed: ModuleType) -> None:
    bootstrap = (PACKAGING / "bootstrap.sh").read_text(encoding="utf-8")
    pairs = re.findall(r"(lib\S+?\.so\.\d+)=(\S+)", bootstrap)
    assert len(pairs) > 30
    for library, package in pairs:
        assert package in listed.PACKAGES[library].split(" | "), library


def test_each_library_stands_for_its_package(listed: ModuleType) -> None:
    assert listed.packages_of({"libEGL.so.1", "libGL.so.1"}) == {"libegl1", "libgl1"}


def test_unknown_libraries_are_named(listed: ModuleType) -> None:
    with pytest.raises(listed.UnknownLibrary, match=r"^libone\.so\.1, libtwo\.so\.2$"):
        listed.packages_of({"libtwo.so.2", "libEGL.so.1", "libone.so.1"})
