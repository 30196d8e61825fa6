"""Make the built program: ``build/package/askfirst``, a folder that needs no Python to run.

    python packaging/built/package.py            what "make package" does
    python packaging/built/package.py --again    build a second time beside it, and compare the two

The long part, PyInstaller's, is done only when something that goes into it has changed. The folder
appears whole or not at all: it is made beside its place, and put there last.
"""

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import bill
import contents
import licences
from contents import ROOT

BUILD = ROOT / "build"
PACKAGE = BUILD / "package" / "askfirst"
INSIDE = "_internal"
FACTS = "build.json"
HASHES = "SHA256SUMS"
BILL = "sbom.cdx.json"
NOTICES = "THIRD-PARTY-NOTICES.txt"
NEEDED = "SYSTEM-LIBRARIES.txt"

_GOES_IN = (
    "kiosk",
    "assets",
    "i18n",
    "packaging",
    "pyproject.toml",
    "requirements.lock",
    "LICENSE",
)
_NOT_BUILT_FROM = {"__pycache__", "linux", "windows"}


def main() -> int:
    """Exit code 0 when the folder is there, and with ``--again`` when both are the same."""
    arguments = argparse.ArgumentParser(description="Make the built program.")
    arguments.add_argument("--again", action="store_true", help="build twice, and compare")
    chosen = arguments.parse_args()
    with _turn():
        return _made(again=chosen.again)


def _made(*, again: bool) -> int:
    make(PACKAGE)
    print(f"{PACKAGE.relative_to(ROOT)}: {sum(_sizes(PACKAGE)) / 1e6:.0f} MB")
    if not again:
        return 0
    second = BUILD / "package-again" / "askfirst"
    make(second, anew=True)
    different = sorted(_lines(PACKAGE) ^ _lines(second))
    for line in different:
        print(line)
    print("both builds are the same" if not different else "the builds differ")
    return 1 if different else 0


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    """Two builds at once would write into one folder."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "package.turn").open("wb") as turn:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def make(package: Path, *, anew: bool = False) -> None:
    """Build, or take the last build of the same tree, and put all that belongs to it into place."""
    work = BUILD / ("pyinstaller-again" if anew else "pyinstaller")
    moment = _moment()
    tree = tree_hash()
    made_from = work / "made-from"
    if anew or not made_from.is_file() or made_from.read_text(encoding="ascii") != tree:
        _run_pyinstaller(work, moment)
        made_from.write_text(tree, encoding="ascii")
    waiting = package.with_name(f"{package.name}.new")
    shutil.rmtree(waiting, ignore_errors=True)
    shutil.copytree(work / "dist" / "askfirst", waiting, symlinks=True)
    _complete(waiting, work / "contents.json", moment)
    _settle(waiting, moment)
    shutil.rmtree(package, ignore_errors=True)
    waiting.rename(package)


def tree_hash() -> str:
    """One number for everything that a build is made from, the tools among it."""
    whole = hashlib.sha256(f"{sys.version} {sys.base_prefix}\n".encode())
    for path in _inputs():
        mode = "x" if os.access(path, os.X_OK) else "-"
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{digest} {mode} {path.relative_to(ROOT).as_posix()}\n".encode())
    return whole.hexdigest()


def _inputs() -> Iterator[Path]:
    for name in _GOES_IN:
        place = ROOT / name
        found = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in found:
            inner = path.relative_to(ROOT).parts
            if path.is_file() and not _NOT_BUILT_FROM & set(inner):
                yield path


def _run_pyinstaller(work: Path, moment: int) -> None:
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    command = [
        sys.executable,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--clean",
        "--log-level",
        "ERROR",
    ]
    places = ["--distpath", work / "dist", "--workpath", work / "work"]
    environment = os.environ | {
        "ASKFIRST_BUILD": str(work),
        "PYINSTALLER_CONFIG_DIR": str(work / "cache"),
        "SOURCE_DATE_EPOCH": str(moment),
        "PYTHONHASHSEED": "0",
    }
    spec = ROOT / "packaging" / "askfirst.spec"
    with (work / "log").open("wb") as log:
        done = subprocess.run(
            [*command, *places, spec],
            env=environment,
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode != 0:
        told = (work / "log").read_text("utf-8", "replace")
        raise SystemExit(f"{told}\nPyInstaller could not build the program (see {work / 'log'}).")


def _complete(folder: Path, list_of_contents: Path, moment: int) -> None:
    """What has to go with the program: facts of the build, licences, the bill."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    commit = _commit()
    facts = {"version": version, "commit": commit, "source_date_epoch": moment}
    origins = contents.origins(list_of_contents)
    _write(folder / INSIDE / FACTS, json.dumps(facts, indent=2) + "\n")
    _write(folder / NOTICES, licences.notices(origins))
    _write(folder / BILL, bill.bill(origins, version, commit, moment))
    _write(folder / NEEDED, "".join(f"{name}\n" for name in system_libraries(folder)))
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE")


def _settle(folder: Path, moment: int) -> None:
    """Modes and times that are the same everywhere, and the hash of every file."""
    lines = []
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            continue
        is_open = path.is_dir() or path == folder / "askfirst"
        path.chmod(0o755 if is_open else 0o644)
        if path.is_file():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            lines.append(f"{digest}  {path.relative_to(folder).as_posix()}\n")
    _write(folder / HASHES, "".join(lines))
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (moment, moment), follow_symlinks=False)


def system_libraries(folder: Path) -> list[str]:
    """The libraries that the folder asks for and does not bring: the system has to have them."""
    if sys.platform != "linux":
        return []
    asked: set[str] = set()
    brought: set[str] = set()
    for path in [folder / "askfirst", *folder.rglob("*.so*")]:
        brought.add(path.name)
        told = subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=True)
        asked |= {line.split()[1] for line in told.stdout.splitlines() if " NEEDED " in line}
    return sorted(asked - brought)


def _commit() -> str:
    """The commit that is built, with "+" where the tree holds something else."""
    if not (ROOT / ".git").exists():
        return "unknown"
    head = _git("rev-parse", "HEAD")
    return f"{head}+" if _git("status", "--porcelain", "--", *_GOES_IN) else head


def _moment() -> int:
    """The time that the build is dated by: SOURCE_DATE_EPOCH, or its commit's."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    return int(_git("log", "-1", "--format=%ct")) if (ROOT / ".git").exists() else 0


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.strip()


def _lines(package: Path) -> set[str]:
    return set((package / HASHES).read_text(encoding="utf-8").splitlines())


def _sizes(package: Path) -> Iterator[int]:
    return (path.lstat().st_size for path in package.rglob("*") if path.is_file())


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
