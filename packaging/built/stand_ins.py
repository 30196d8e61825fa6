"""Stand-ins for libraries that another one is linked with, and that nothing here ever calls.

OpenCV's wheel links codecs, TLS and linear algebra for everybody. A stand-in has the same name and
the very functions that are asked for when the program starts; whoever called one would end the
process at once (an illegal instruction), and never go on with a wrong result.
"""

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

NEVER_CALLED = {
    "libopenblasp": "linear algebra of large matrices",
    "libaom": "pictures in AVIF",
    "libssl-": "films from the web",
    "libcrypto-": "films from the web",
}
"""The beginnings of their names in the wheel of OpenCV, and what they are there for."""

WHERE = "opencv_python_headless.libs/"


def is_never_called(place: str) -> bool:
    """True for a file of the build, by its place in there, that gets a stand-in."""
    return place.startswith(WHERE) and Path(place).name.startswith(tuple(NEVER_CALLED))


def make(library: Path, asking: Iterable[Path], folder: Path) -> Path:
    """A stand-in for ``library`` in ``folder``, with what the libraries ``asking`` want of it.

    Raises CalledProcessError where the assembler or the linker fail.
    """
    offered = _symbols(library, "--defined-only")
    wanted = {name for each in asking for name in _symbols(each, "--undefined-only")}
    functions = {name: offered[name] for name in sorted(wanted & offered.keys())}
    source, versions, unlinked = (folder / f"{library.name}{end}" for end in (".s", ".map", ".o"))
    source.write_text(_assembly(functions), encoding="ascii")
    versions.write_text(_versions(functions), encoding="ascii")
    made = folder / library.name
    subprocess.run(["as", "-o", unlinked, source], check=True)
    link = ["ld", "-shared", "-z", "noexecstack", "--build-id=none", "-soname", library.name]
    subprocess.run([*link, "--version-script", versions, "-o", made, unlinked], check=True)
    return made


def _symbols(library: Path, which: str) -> dict[str, str]:
    """The version of each dynamic symbol by its name, "" where it has none."""
    command = ["nm", "-D", "--with-symbol-versions", "--format=posix", which, library]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = {}
    for line in told.splitlines():
        name, _, version = line.split()[0].partition("@")
        found[name] = version.removeprefix("@")
    return found


def _assembly(functions: Iterable[str]) -> str:
    lines = ['.section .note.GNU-stack,"",@progbits', ".text"]
    for name in functions:
        lines += [f".globl {name}", f".type {name}, @function", f"{name}: ud2"]
        lines += [f".size {name}, .-{name}"]
    return "\n".join([*lines, ""])


def _versions(functions: Mapping[str, str]) -> str:
    """A linker's script that gives each function the version that the library gave it."""
    plain = [name for name, version in functions.items() if not version]
    if len(plain) == len(functions):
        return f"{{ global: {' '.join(f'{name};' for name in plain)} local: *; }};\n"
    blocks = []
    for version in sorted(set(functions.values()) - {""}):
        names = " ".join(f"{name};" for name, own in functions.items() if own == version)
        blocks.append(f"{version} {{ global: {names} }};\n")
    return "".join(blocks)
