"""The folder that files of counts are dropped into: taken when whole, put away when counted."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.adapters.door.csv_file import LARGEST, CountsFile, FileRefused, read_counts
from kiosk.application.door_intake import DoorIntake, reasons_in_words
from kiosk.domain.consent import Moment
from kiosk.domain.retention import BusinessDay

DONE: Final = "done"
REFUSED: Final = "refused"

_LOOK_SECONDS: Final = 60.0
_MOST_FILES: Final = 100

HOURS_AT_ONCE: Final = 20
_NEXT_SECONDS: Final = 1.0
"""A year of hours is handed over little by little, for a visitor's answer waits behind them."""

Look = tuple[int, int]
"""A file's size and when it was last written: while either changes, somebody is writing it."""


@dataclass(slots=True)
class _Reading:
    """One file on its way into the records: what is still to be handed over, what was, and the
    lines that are not, with their reasons. ``written`` are those hours that no later file has.
    """

    look: Look
    counts: CountsFile
    wrong: list[tuple[int, str]]
    to_hand_over: list[Moment]
    taken: int = 0
    written: dict[Moment, int] = field(default_factory=dict[Moment, int])


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
        self._readings: dict[str, _Reading] = {}

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
                is_still = self._seen.get(name) == look
                if is_still and self._work_on(self._folder / name, look):
                    return _NEXT_SECONDS
            self._seen = looks
            self._readings = {name: one for name, one in self._readings.items() if name in looks}
        except OSError as why:
            self._intake.note_trouble(f"{why.filename or self._folder}: {why.strerror or why}")
        return _LOOK_SECONDS

    def hear(self, news: object) -> None:
        """Nothing is ever said to it."""

    def close(self) -> None:
        """What is not done is found in the folder at the next start."""

    def _files(self) -> Iterator[tuple[str, Look]]:
        found = sorted(path for path in self._folder.iterdir() if _is_counts(path))
        for path in found[:_MOST_FILES]:
            with suppress(FileNotFoundError):
                of_file = path.lstat()
                if stat.S_ISREG(of_file.st_mode):
                    yield path.name, (of_file.st_size, of_file.st_mtime_ns)

    def _work_on(self, path: Path, look: Look) -> bool:
        """True if anything was handed over: then that is enough for now."""
        reading = self._readings.get(path.name)
        if reading is None or reading.look != look:
            reading = self._read(path, look)
            if reading is None:
                return False
            self._readings[path.name] = reading
        is_work = bool(reading.to_hand_over)
        if is_work:
            self._hand_over(reading)
        if reading.to_hand_over or not self._intake.has_written(reading.written):
            return is_work
        if reading.wrong:
            self._refuse(path, _of_a_part(reading))
        else:
            _put_away(path, self._folder / DONE)
        del self._readings[path.name]
        return is_work

    def _read(self, path: Path, look: Look) -> _Reading | None:
        try:
            counts = read_counts(_content(path), self._shop)
        except FileRefused as why:
            self._intake.note_refused(f"{path.name}: {why}")
            self._refuse(path, ["Nothing of this file was counted:", str(why)])
            return None
        for _, reason in counts.wrong:
            self._intake.note_refused(reason)
        return _Reading(look, counts, list(counts.wrong), list(counts.hours))

    def _hand_over(self, reading: _Reading) -> None:
        moments = reading.to_hand_over[:HOURS_AT_ONCE]
        del reading.to_hand_over[:HOURS_AT_ONCE]
        taken, wrong = take_in(reading.counts, moments, self._intake)
        reading.taken += len(taken)
        reading.wrong += wrong
        for other in self._readings.values():
            # What this file writes over will never be seen of the other.
            other.written = {each: n for each, n in other.written.items() if each not in taken}
        reading.written |= taken

    def _refuse(self, path: Path, reasons: list[str]) -> None:
        put = _put_away(path, self._folder / REFUSED)
        said = "".join(f"{line}\n" for line in reasons)
        put.with_name(f"{put.name}.txt").write_text(said, encoding="utf-8")


def take_in(
    counts: CountsFile, moments: Iterable[Moment], intake: DoorIntake
) -> tuple[dict[Moment, int], list[tuple[int, str]]]:
    """Hand these hours of a file to the records; those that were taken, and which lines were not,
    each with its reason.
    """
    hours = {moment: counts.hours[moment] for moment in moments}
    refused = intake.put(hours)
    wrong = [(line, reason) for moment, reason in refused.items() for line in counts.lines[moment]]
    return {moment: n for moment, n in hours.items() if moment not in refused}, wrong


def _of_a_part(reading: _Reading) -> list[str]:
    rest = f"{reading.taken} hours of it were" if reading.taken != 1 else "One hour of it was"
    reasons = reasons_in_words(reading.wrong)
    return [f"{rest} counted, and these lines were not:", *reasons]


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
