"""The doctor's checks of what lies on the disk: settings, texts, models, data.

Everything is read; nothing is written, not even to try whether it could be.
"""

import os
import shutil
import stat
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kiosk.application.doctor import Check

ENOUGH_ROOM: Final = 200 * 1024 * 1024
"""Bytes that should be free: a year's records take a tenth of it, and a full disk asks nobody."""


EXAMPLE_FILE: Final = (
    "/etc/askfirst/askfirst.example.toml (as the package installs it; in the project's source it "
    "is packaging/askfirst.example.toml)"
)
"""Where the settings to begin with are."""

_AS_OWNER: Final = "Run this as the folder's owner, or give the folder to this account."


def settings_file(path: Path, problems: Sequence[str], *, is_missing: bool) -> Iterable[Check]:
    """One check for each problem, or one that says that the file is whole."""
    if is_missing:
        yield Check(
            "settings",
            False,
            f"{path}: there is no settings file",
            f"Set the shop up: askfirst setup. Or copy {EXAMPLE_FILE} to {path} and change what is "
            "not true of your shop.",
        )
        return
    cure = "Mend it; docs/settings.md has every setting."
    if problems and not os.access(path, os.R_OK):
        cure = _AS_OWNER
    for problem in problems:
        yield Check("settings", False, problem, cure)
    if not problems:
        yield Check("settings", True, f"{path} is whole")


def notices(
    languages: Sequence[str], offered: Mapping[str, str], problems: Sequence[str]
) -> Iterable[Check]:
    """One check a language; ``offered`` gives the short version of each notice offered.

    ``problems`` are lines that begin with the language they are about.
    """
    for language in languages:
        name = f"notice {language}"
        if language in offered:
            yield Check(name, True, f"whole, version {offered[language]}")
        for problem in problems:
            if problem.startswith(f"{language} "):
                yield Check(
                    name, False, problem, f"Mend that, or take {language} out of the settings."
                )


def law(packs: Mapping[str, int], problem: str | None) -> Iterable[Check]:
    """``packs`` are the law packs in force with their minimum ages."""
    if problem is not None:
        yield Check("law", False, problem, "Install the program anew: its law packs are damaged.")
        return
    named = ", ".join(f"{name} (from {age} years)" for name, age in packs.items())
    yield Check("law", True, f"{named}: guidance for engineers, for your counsel to confirm")


def data_folder(folder: Path) -> Iterable[Check]:
    """Whether records could be kept in it, by its owner, and by nobody else."""
    try:
        is_there = folder.exists()
    except PermissionError:
        says = f"this account may not even see whether {folder} is there"
        yield Check("data folder", False, says, _AS_OWNER)
        return
    if not is_there:
        parent = next(place for place in folder.parents if place.exists())
        can_be_made = os.access(parent, os.W_OK | os.X_OK)
        cure = (
            ""
            if can_be_made
            else f"Make the folder, or give it a place you may write to: {parent}."
        )
        yield Check("data folder", can_be_made, f"{folder} does not exist yet", cure)
        return
    if not folder.is_dir():
        yield Check("data folder", False, f"{folder} is no folder", "Name another with --data-dir.")
        return
    yield from _permissions(folder)
    free = shutil.disk_usage(folder).free
    room = free >= ENOUGH_ROOM
    cure = "" if room else "Make room on the disk: a kiosk that cannot record asks nobody."
    yield Check("disk", room, f"{free // 1024**2:,} MiB are free", cure)


def _permissions(folder: Path) -> Iterable[Check]:
    found = folder.stat()
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield Check(
            "data folder",
            False,
            f"{folder} may not be written to by this account",
            _AS_OWNER,
        )
    elif os.name == "posix" and found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Check(
            "data folder",
            False,
            f"{folder} is open to other accounts ({stat.S_IMODE(found.st_mode):03o})",
            f"chmod 700 {folder} (the kiosk does so when it starts)",
        )
    else:
        yield Check("data folder", True, f"{folder} can be written to, by its owner alone")


def newest_write(folder: Path) -> datetime | None:
    """When anything directly in a folder was last written, or None if nothing is there."""
    try:
        times = [entry.stat().st_mtime for entry in os.scandir(folder)]
    except OSError:
        return None
    return datetime.fromtimestamp(max(times), UTC) if times else None


def records(path: Path, fault: str | None, cure: str) -> Iterable[Check]:
    """``fault`` is what an examination of the file found, or None if it found nothing.

    Where nothing has been recorded there is no file, and nothing wrong with that.
    """
    if fault is not None:
        yield Check("records", False, f"{path}: {fault}", cure)
    elif path.exists():
        yield Check("records", True, f"{path} is sound ({path.stat().st_size // 1024:,} KiB)")
    else:
        yield Check("records", True, "nothing has been recorded here yet")


def contents(
    findings: Sequence[str], unread: Sequence[str], values: int, files: int
) -> Iterable[Check]:
    """``findings`` is what a look for pictures and face vectors found of those values and files.

    ``unread`` is what could not be looked through.
    """
    for finding in unread:
        yield Check(
            "contents",
            False,
            finding,
            "Make it readable: until then nobody can tell what is in it.",
        )
    for finding in findings:
        yield Check(
            "contents",
            False,
            finding,
            "Find out how it came there, write that down, and take it away. Visitors are shown on "
            "“What is in this machine?” that something was found.",
        )
    if not (findings or unread):
        yield Check(
            "contents",
            True,
            f"no picture and no face vector in {values:,} values and {files:,} files",
        )


def models(problems: Iterable[str]) -> Iterable[Check]:
    """``problems`` has one line for each model that is missing or altered."""
    found = list(problems)
    for problem in found:
        cure = "Install the program anew; until then visitors can tell us themselves."
        yield Check("models", False, problem, cure)
    if not found:
        yield Check("models", True, "the models are the ones that were tested")


def fonts_and_words(fonts: Path, words: Path, languages: Iterable[str]) -> Iterable[Check]:
    """``fonts`` and ``words`` are the folders with typefaces and translations."""
    lacking = [] if any(fonts.glob("*.[ot]tf")) else [f"{fonts} holds no typeface"]
    lacking += [
        f"{file} is missing"
        for language in languages
        if not (file := words / f"askfirst_{language}.qm").is_file()
    ]
    for line in lacking:
        yield Check(
            "fonts and words", False, line, "Install the program anew: the build is broken."
        )
    if not lacking:
        yield Check("fonts and words", True, "typefaces and translations are here")


def other_kiosk(*, runs: bool, older_settings: bool) -> Iterable[Check]:
    """That one runs is never wrong: it only explains why another start would be refused."""
    if older_settings:
        says = "the kiosk is running with older settings: what was changed since is not in force"
        yield Check("kiosk", False, says, "Restart it.")
        return
    says = "the kiosk is running on this data folder" if runs else "no kiosk is running here"
    yield Check("kiosk", True, says)
