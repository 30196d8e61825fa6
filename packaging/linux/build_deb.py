"""Make the Debian package out of the built program; ``make deb`` runs it.

    python packaging/linux/build_deb.py [--program DIR] [--out DIR] [--version V] [--compression C]

What goes in: the program's folder; the files below ``root`` beside this script, at the very places
they have there; the settings to begin with; documents. The maintainer scripts are in ``scripts``.
The same program and commit give the same package. The package's path is on standard output.
"""

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Final

from system_libraries import UnknownLibrary, depends

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]

NAME: Final = "askfirst"
PROGRAM: Final = "usr/lib/askfirst"
DOCUMENTS: Final = "usr/share/doc/askfirst"
# To begin with, and the administrator's to change: upgrades leave them alone.
TEMPLATES: Final = {
    "etc/askfirst/askfirst.example.toml": "packaging/askfirst.example.toml",
    "etc/askfirst/setup-answers.example.toml": "packaging/setup-answers.example.toml",
}

# Three keys at once must not restart the machine.
LINKS: Final = {"etc/systemd/system/ctrl-alt-del.target": "/dev/null"}

_CONTROL: Final = """\
Package: {name}
Version: {version}
Architecture: amd64
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: {depends}
Section: misc
Priority: optional
Description: entrance kiosk that asks a visitor first, and looks only after a yes
 Turns this machine into a kiosk at a shop's entrance: it shows a privacy
 notice with three equal answers, and only after a yes it estimates age band
 and gender from a camera, in a process that can reach neither files nor
 network.
 .
 The kiosk takes the first screen, starts with the machine and comes back
 whenever it ends. Consoles, sleep, core files and Ctrl+Alt+Del are switched
 off. It runs once it has been set up: see
 /usr/share/doc/askfirst/linux.md.
"""

_CHANGELOG: Final = """\
{name} ({version}) unstable; urgency=medium

  * What changed is in /usr/share/doc/{name}/CHANGELOG.md.

 -- {maintainer}  {date}
"""


def build(program: Path, out: Path, version: str, compression: str, maintainer: str) -> Path:
    """The package, in ``out``, which is made too. Raises UnknownLibrary, CalledProcessError."""
    out.mkdir(parents=True, exist_ok=True)
    made = out / f"{NAME}_{version}_amd64.deb"
    moment = _moment()
    with tempfile.TemporaryDirectory(dir=out, prefix="deb-") as folder:
        tree = Path(folder) / "tree"
        _fill(tree, program)
        _write_changelog(tree, version, maintainer, moment)
        _set_modes(tree)
        _write_control(tree, program, version, maintainer)
        command = ["dpkg-deb", "--root-owner-group", f"-Z{compression}", "--build", tree, made]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(moment)}
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return made


def _fill(tree: Path, program: Path) -> None:
    shutil.copytree(HERE / "root", tree)
    shutil.copytree(program, tree / PROGRAM, symlinks=True)
    for place, target in LINKS.items():
        (tree / place).parent.mkdir(parents=True, exist_ok=True)
        (tree / place).symlink_to(target)
    for place, source in TEMPLATES.items():
        (tree / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / source, tree / place)
    page = tree / "usr/share/man/man1/askfirst.1.gz"
    page.parent.mkdir(parents=True)
    page.write_bytes(gzip.compress((HERE / "askfirst.1").read_bytes(), mtime=0))
    documents = tree / DOCUMENTS
    documents.mkdir(parents=True)
    shutil.copyfile(HERE / "copyright", documents / "copyright")
    shutil.copyfile(ROOT / "CHANGELOG.md", documents / "CHANGELOG.md")
    shutil.copyfile(ROOT / "docs" / "operations" / "linux.md", documents / "linux.md")


def _write_changelog(tree: Path, version: str, maintainer: str, moment: int) -> None:
    date = subprocess.run(
        ["date", "--utc", "--rfc-email", f"--date=@{moment}"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "LC_ALL": "C"},
    ).stdout.strip()
    text = _CHANGELOG.format(name=NAME, version=version, maintainer=maintainer, date=date)
    (tree / DOCUMENTS / "changelog.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def _set_modes(tree: Path) -> None:
    """What the builder's umask was must not be seen in the package."""
    tree.chmod(0o755)
    for path in tree.rglob("*"):
        if path.is_symlink():
            continue
        runs = path.is_dir() or os.access(path, os.X_OK)
        path.chmod(0o755 if runs else 0o644)


def _write_control(tree: Path, program: Path, version: str, maintainer: str) -> None:
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    folder = tree / "DEBIAN"
    folder.mkdir(mode=0o755)
    for script in sorted((HERE / "scripts").iterdir()):
        shutil.copyfile(script, folder / script.name)
        (folder / script.name).chmod(0o755)
    sums = [f"{_md5(path)}  {path.relative_to(tree)}\n" for path in files]
    (folder / "md5sums").write_text("".join(sums), encoding="utf-8")
    conffiles = "".join(f"/{place}\n" for place in TEMPLATES)
    (folder / "conffiles").write_text(conffiles, encoding="utf-8")
    control = _CONTROL.format(
        name=NAME,
        version=version,
        maintainer=maintainer,
        kilobytes=sum(-(-path.stat().st_size // 1024) for path in files),
        depends=depends(program),
    )
    (folder / "control").write_text(control, encoding="utf-8")


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _moment() -> int:
    """When this was committed; where nobody can say, what the environment or the clock says."""
    named = os.environ.get("SOURCE_DATE_EPOCH")
    if named:
        return int(named)
    command = ["git", "-C", ROOT, "log", "-1", "--format=%ct"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return int((ROOT / "pyproject.toml").stat().st_mtime)
    return int(told.stdout)


def _version() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return project["project"]["version"]


def main() -> int:
    """0 and the package's path, or 1 and one sentence."""
    parser = argparse.ArgumentParser(description="Make the Debian package.")
    parser.add_argument("--program", type=Path, default=ROOT / "build" / "package" / NAME)
    parser.add_argument("--out", type=Path, default=ROOT / "build")
    parser.add_argument("--version", default=_version())
    parser.add_argument("--compression", default="xz", choices=["xz", "zstd", "gzip", "none"])
    parser.add_argument("--maintainer", default="The AskFirst authors <packages@askfirst.example>")
    chosen = parser.parse_args()
    if not (chosen.program / NAME).is_file():
        print(f"{chosen.program} holds no built program: run make package first.", file=sys.stderr)
        return 1
    try:
        made = build(
            chosen.program, chosen.out, chosen.version, chosen.compression, chosen.maintainer
        )
    except UnknownLibrary as why:
        print(
            f"The program asks for {why}, which is neither in its folder nor in "
            "packaging/linux/system_libraries.py: add the library there, with its package.",
            file=sys.stderr,
        )
        return 1
    print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
