"""An inbox of day files taken into a lake: what is right once, what is wrong set aside.

What a day's file says is taken from the first that comes. The same file again is nothing new;
another one for the same day is set aside, unless it is told to count instead. In whatever order and
in however many parts files come, the lake is the same, byte for byte.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

import pyarrow as pa

from kiosk.application.day_file import DayFile
from kiosk.fleet import month_writer
from kiosk.fleet.day_reader import CutShort, DayFileRefused, read_day
from kiosk.fleet.inbox import Inbox, NotPlain, Unreadable, path_of
from kiosk.fleet.lake import DAYS
from kiosk.fleet.lake_folder import Lake
from kiosk.fleet.parts import part_of
from kiosk.fleet.set_aside import Refused, SetAside, set_aside
from kiosk.fleet.tables import Rows

ARRIVING_SECONDS: Final = 600
"""A file without its end that was written to so short a time ago may still be on its way."""

FIRST_DAY: Final = date(2020, 1, 1)
"""There was no kiosk before."""

AHEAD: Final = timedelta(days=2)
"""A kiosk's calendar may be a day ahead of ours, and its clock wrong by hours."""

_KIOSKS_AT_ONCE: Final = 500
"""Rows of so many kiosks' month are in memory together."""

_EVERY: Final = 250

_FIGURES_OF_A_DEMO: Final = "its figures are a demo’s, and this lake’s are not"
_NO_FIGURES_OF_A_DEMO: Final = "its figures are a shop’s, and this lake’s are invented"
_DIFFERS: Final = "it differs from the one taken before for this kiosk and day"


@dataclass(slots=True)
class Compacted:
    """What came of each file. ``arriving`` ones are left for the next time, and so is what came or
    went while we looked. ``not_removed`` should have gone, and the system did not let it.
    ``set_aside`` is sorted by path.
    """

    files: int = 0
    read: int = 0
    taken: int = 0
    replaced: int = 0
    already_there: int = 0
    arriving: int = 0
    removed: int = 0
    not_removed: int = 0
    set_aside: list[SetAside] = field(default_factory=list[SetAside])


Progress = Callable[[Compacted, int], None]
"""Called now and then with what there is so far, and how many are refused so far."""


def compact(
    inbox_folder: Path,
    lake: Lake,
    now: float,
    *,
    replace: bool = False,
    remove: bool = False,
    progress: Progress = lambda so_far, refused: None,
) -> Compacted:
    """Take what is new, month by month: each month as a whole, or as it was.

    ``now`` is in seconds since 1970 began, as that of a file's last change is.
    ``replace`` lets another file for a day that is there count instead of the one before; with
    ``remove`` a file that is safely in the lake goes from the inbox. Raises LakeDamaged, OSError.
    """
    month_writer.finish_what_was_cut_short(lake)
    run = _Compaction(Inbox(inbox_folder), lake, now, replace, remove, progress)
    return run.whole()


class _Compaction:
    def __init__(
        self,
        inbox: Inbox,
        lake: Lake,
        now: float,
        replace: bool,
        remove: bool,
        progress: Progress,
    ) -> None:
        self._inbox = inbox
        self._lake = lake
        self._now = now
        self._latest = date(1970, 1, 1) + timedelta(seconds=now) + AHEAD
        self._replace = replace
        self._remove = remove
        self._progress = progress
        self._done = Compacted()
        self._refused: list[Refused] = []

    def whole(self) -> Compacted:
        found, strangers = self._inbox.look()
        self._done.files = sum(len(days) for days in found.values()) + len(strangers)
        self._done.read = len(strangers)
        self._refused += (Refused(each.path, each.why, None, each.is_file) for each in strangers)
        for month, files in _by_month(found):
            self._take_month(month, files)
        self._done.set_aside = set_aside(self._inbox, self._refused, self._lake.set_aside)
        return self._done

    def _take_month(self, month: str, files: Mapping[str, Sequence[date]]) -> None:
        known = self._days_of(month, ("kiosk",), None)
        kiosks = sorted({*known["kiosk"].unique().to_pylist(), *files})
        in_lake: list[tuple[str, str]] = []
        with month_writer.MonthWriter(self._lake, month) as writer:
            for some in _parts(kiosks, _KIOSKS_AT_ONCE):
                before = self._taken_before(month, some) if any(k in files for k in some) else {}
                rows = Rows()
                for kiosk in some:
                    for day in files.get(kiosk, ()):
                        path = path_of(kiosk, day)
                        sha256 = self._take(path, kiosk, day, before.get((kiosk, day)), rows)
                        if sha256 is not None and self._remove:
                            in_lake.append((path, sha256))
                        self._done.read += 1
                        if self._done.read % _EVERY == 0:
                            self._tell()
                writer.add(some, rows)
            writer.finish()
        self._tell()
        for path, sha256 in in_lake:
            self._remove_taken(path, sha256)

    def _take(self, path: str, kiosk: str, day: date, before: str | None, rows: Rows) -> str | None:
        """Add a file to the rows if it is new and right; its hash, if the lake is to have it."""
        sha256 = None
        is_file = True
        try:
            read = self._inbox.read(path)
            sha256 = hashlib.sha256(read.content).hexdigest()
            if sha256 == before:
                self._done.already_there += 1
                return sha256
            try:
                found = self._checked(read.content, kiosk, day)
            except CutShort:
                if abs(self._now - read.changed) < ARRIVING_SECONDS:
                    self._done.arriving += 1
                    return None
                raise
            if before is not None and not self._replace:
                raise DayFileRefused(_DIFFERS)
        except FileNotFoundError:
            # Gone since we looked: whoever took it away may bring another.
            self._done.arriving += 1
            return None
        except DayFileRefused as why:
            is_file = not isinstance(why, NotPlain | Unreadable)
            self._refused.append(Refused(path, str(why), sha256, is_file))
            return None
        rows.add(found, sha256)
        if before is None:
            self._done.taken += 1
        else:
            self._done.replaced += 1
        return sha256

    def _checked(self, untrusted_content: bytes, kiosk: str, day: date) -> DayFile:
        if day < FIRST_DAY:
            raise DayFileRefused("its day is before there was any kiosk")
        if day > self._latest:
            raise DayFileRefused("its day is still to come")
        found = read_day(untrusted_content, kiosk, day)
        if found.invented != self._lake.invented:
            raise DayFileRefused(_FIGURES_OF_A_DEMO if found.invented else _NO_FIGURES_OF_A_DEMO)
        return found

    def _taken_before(self, month: str, kiosks: Sequence[str]) -> dict[tuple[str, date], str]:
        """The hash of each file of these kiosks that was taken."""
        days = self._days_of(month, ("kiosk", "day", "sha256"), month_writer.between(kiosks))
        columns = (days[name].to_pylist() for name in ("kiosk", "day", "sha256"))
        return {(kiosk, day): sha256 for kiosk, day, sha256 in zip(*columns, strict=True)}

    def _days_of(
        self, month: str, columns: Sequence[str], filters: month_writer.Filters
    ) -> pa.Table:
        return month_writer.read(part_of(self._lake.folder, DAYS, month), DAYS, columns, filters)

    def _remove_taken(self, path: str, sha256: str) -> None:
        """Only the very file that was taken: another one may have come to its place since."""
        try:
            if hashlib.sha256(self._inbox.read(path).content).hexdigest() == sha256:
                self._inbox.remove(path)
                self._done.removed += 1
        except (DayFileRefused, FileNotFoundError):
            return
        except OSError:
            # A folder in which we may not delete keeps no other kiosk's files out of the lake.
            self._done.not_removed += 1

    def _tell(self) -> None:
        self._progress(self._done, len(self._refused))


def _by_month(
    found: Mapping[str, Sequence[date]],
) -> Iterator[tuple[str, Mapping[str, Sequence[date]]]]:
    """The same by month of the year, oldest first."""
    months: dict[str, dict[str, list[date]]] = {}
    for kiosk, days in found.items():
        for day in days:
            of_month = months.setdefault(f"{day:%Y-%m}", {})
            of_month.setdefault(kiosk, []).append(day)
    yield from sorted(months.items())


def _parts(all_of_them: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(all_of_them)
    while part := list(islice(rest, size)):
        yield part
