"""The folder that files of counts are dropped into: taken when whole, put away when counted."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.adapters.door.csv_file import LARGEST, CountsFile, FileRefused, read_counts
from kiosk.application.door_intake import DoorIntake, reasons_in_words
from kiosk.domain.consent import Moment
from kiosk.domain.retention import BusinessDay

DONE: Final = "done"
REFUSED: Final = "refused"

_LOOK_SECONDS: Final = 60.0
_MOST_AT_ONCE: Final = 100

Look = tuple[int, int]
"""A file's size and when it was last written: while either changes, somebody is writing it."""


@dataclass(frozen=True, slots=True)
class _HandedIn:
    """What was handed to the records of one file, and the lines that were not."""

    look: Look
    hours: dict[Moment, int]
    reasons: tuple[str, ...]


class CsvDoor:
    """Looks into the folder once a minute. A file counts as done when the records show it.

    A file is written over what its hours had: dropped a second time, or mended, it changes
    nothing but what differs. The folder is the shop's; only ``done`` and ``refused`` are made.
    In ``data`` it must not be: there everything that is not ours is taken for a finding.
    """

    def __init__(self, folder: Path, data: Path, intake: DoorIntake, shop: BusinessDay) -> None:
        self._folder = folder
        self._is_ours = lies_in(folder, data)
        self._intake = intake
        self._shop = shop
        self._seen: dict[str, Look] = {}
        self._handed_in: dict[str, _HandedIn] = {}

    def step(self) -> float:
        """Look once; returns in how many seconds to look again."""
        if self._is_ours:
            self._intake.note_trouble(f"{self._folder} lies in the data folder: name another")
            return _LOOK_SECONDS
        try:
            looks = dict(self._files())
            self._intake.note_trouble(None)
            for name, look in looks.items():
                # Once as it is now and once a look ago: then nobody is writing it any more.
                if self._seen.get(name) == look:
                    self._work_on(self._folder / name, look)
            self._seen = looks
            self._handed_in = {name: was for name, was in self._handed_in.items() if name in looks}
        except OSError as why:
            self._intake.note_trouble(f"{why.filename or self._folder}: {why.strerror or why}")
        return _LOOK_SECONDS

    def hear(self, news: object) -> None:
        """Nothing is ever said to it."""

    def close(self) -> None:
        """What is not done is found in the folder at the next start."""

    def _files(self) -> Iterator[tuple[str, Look]]:
        found = sorted(path for path in self._folder.iterdir() if _is_counts(path))
        for path in found[:_MOST_AT_ONCE]:
            with suppress(FileNotFoundError):
                of_file = path.lstat()
                if stat.S_ISREG(of_file.st_mode):
                    yield path.name, (of_file.st_size, of_file.st_mtime_ns)

    def _work_on(self, path: Path, look: Look) -> None:
        handed_in = self._handed_in.get(path.name)
        if handed_in is None or handed_in.look != look:
            handed_in = self._hand_in(path, look)
            if handed_in is None:
                return
            self._handed_in[path.name] = handed_in
        if handed_in.hours and not self._intake.has_written(handed_in.hours):
            return
        if handed_in.reasons:
            self._refuse(path, self._of_a_part(handed_in))
        else:
            _put_away(path, self._folder / DONE)
        del self._handed_in[path.name]

    def _hand_in(self, path: Path, look: Look) -> _HandedIn | None:
        try:
            counts = read_counts(_content(path), self._shop)
        except FileRefused as why:
            self._intake.note_refused(f"{path.name}: {why}")
            self._refuse(path, ["Nothing of this file was counted:", str(why)])
            return None
        return _HandedIn(look, *take_in(counts, self._intake))

    def _of_a_part(self, handed_in: _HandedIn) -> list[str]:
        hours = len(handed_in.hours)
        rest = f"{hours} hours of it were" if hours != 1 else "One hour of it was"
        return [f"{rest} counted, and these lines were not:", *handed_in.reasons]

    def _refuse(self, path: Path, reasons: list[str]) -> None:
        put = _put_away(path, self._folder / REFUSED)
        said = "".join(f"{line}\n" for line in reasons)
        put.with_name(f"{put.name}.txt").write_text(said, encoding="utf-8")


def take_in(counts: CountsFile, intake: DoorIntake) -> tuple[dict[Moment, int], tuple[str, ...]]:
    """Hand a file's hours to the records; the hours that were taken, and why lines were not."""
    for _, reason in counts.wrong:
        intake.note_refused(reason)
    refused = intake.put(counts.hours)
    reasons = [
        *counts.wrong,
        *((line, reason) for moment, reason in refused.items() for line in counts.lines[moment]),
    ]
    taken = {moment: n for moment, n in counts.hours.items() if moment not in refused}
    return taken, tuple(reasons_in_words(reasons))


def lies_in(folder: Path, data: Path) -> bool:
    """Whether files that are dropped there would lie among our own."""
    return folder.resolve().is_relative_to(data.resolve())


def _is_counts(path: Path) -> bool:
    return path.suffix.lower() == ".csv" and not path.name.startswith(".")


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _put_away(path: Path, folder: Path) -> Path:
    """Move a file into a folder beside it, under a name that nothing there has."""
    folder.mkdir(exist_ok=True)
    put, number = folder / path.name, 1
    while os.path.lexists(put):
        number += 1
        put = folder / f"{path.stem}-{number}{path.suffix}"
    path.rename(put)
    return put
