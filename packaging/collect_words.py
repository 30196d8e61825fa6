"""Collect the words of the screens into i18n/*.ts, and build the .qm files the program reads.

`make i18n` runs this. English is written in the sources, so its file holds plurals only.
"""

import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parent.parent
I18N = ROOT / "i18n"
SCREENS = ROOT / "kiosk" / "ui"
PLURALS_ONLY = {"en"}
LANGUAGES = ("en", "zh_CN")


def tool(name: str) -> str:
    """The path of a program that came with this Python's Qt."""
    return str(Path(sysconfig.get_path("scripts")) / name)


def words(folder: Path, language: str) -> Path:
    """The file of a language's words."""
    return folder / f"askfirst_{language}.ts"


def collect(folder: Path, *options: str) -> None:
    """Bring every words file of a folder up to the sources; finished work is kept."""
    sources = [str(path.relative_to(ROOT)) for path in sorted(SCREENS.rglob("*.py"))]
    for language in LANGUAGES:
        command = [tool("pyside6-lupdate"), *sources, "-silent", "-locations", "none", *options]
        command += ["-source-language", "en", "-target-language", language]
        command += ["-pluralonly"] if language in PLURALS_ONLY else []
        command += ["-ts", str(words(folder, language))]
        subprocess.run(command, check=True, cwd=ROOT)


def build(source: Path, folder: Path) -> Path:
    """Build what the program reads from a words file; returns its path."""
    built = folder / source.with_suffix(".qm").name
    command = [tool("pyside6-lrelease"), "-silent", str(source), "-qm", str(built)]
    subprocess.run(command, check=True, cwd=ROOT)
    return built


def main() -> int:
    """Exit code 0, or the fault of the Qt tool as an exception."""
    I18N.mkdir(exist_ok=True)
    collect(I18N, "-no-obsolete")
    for language in LANGUAGES:
        print(build(words(I18N, language), I18N).relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
