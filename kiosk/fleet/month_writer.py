"""A month's three files, written anew beside the old ones and then put in their place together.

What is cut short before all three are whole on the disk leaves the lake as it was. What is cut
short after that is finished by the next compaction, from what lies there.
"""

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from kiosk.application.whole_file import write_whole
from kiosk.fleet.lake_folder import UNFINISHED, Lake
from kiosk.fleet.parts import ROWS_TOGETHER, SCHEMAS, SETTINGS, part_of
from kiosk.fleet.tables import IN_ORDER, Rows, in_order

_NEW: Final = "_new"
"""Begins so that no engine takes it for a part of the table."""

_MONTH: Final = re.compile(r"[0-9]{4}-[0-9]{2}")


class LakeDamaged(Exception):
    """A file of the lake cannot be read or is gone; the text names it."""


class MonthWriter:
    """Written kiosk by kiosk: ``add`` has all of them once, in order, or nothing is right.

    As long as nothing new comes, nothing is written. Leaving it without ``finish`` gives up.
    """

    def __init__(self, lake: Lake, month: str) -> None:
        self._lake = lake
        self._month = month
        self._passed: list[Sequence[str]] = []
        self._files: dict[str, _NewFile] = {}

    def __enter__(self) -> "MonthWriter":
        return self

    def __exit__(self, *why: object) -> None:
        for file in self._files.values():
            file.give_up()

    def add(self, kiosks: Sequence[str], rows: Rows) -> None:
        """The rows of these kiosks, sorted and after all before; the old ones of theirs stay.

        Raises LakeDamaged, OSError.
        """
        if not rows.days and not self._files:
            self._passed.append(kiosks)
            return
        if not self._files:
            self._check_whole()
            for table in IN_ORDER:
                self._files[table] = _NewFile(part_of(self._lake.folder, table, self._month), table)
            for file in self._files.values():
                file.begin()
            for before in self._passed:
                self._add(before, Rows())
        self._add(kiosks, rows)

    def _check_whole(self) -> None:
        """A month has all three files or none: anew, one that is gone would lack what it had."""
        parts = [part_of(self._lake.folder, table, self._month) for table in IN_ORDER]
        gone = [path for path in parts if not path.exists()]
        if gone and len(gone) < len(parts):
            raise LakeDamaged(f"{gone[0]} is gone, and the rest of its month is there.")

    def _add(self, kiosks: Sequence[str], rows: Rows) -> None:
        for table, file in self._files.items():
            path = part_of(self._lake.folder, table, self._month)
            old = read(path, table, SCHEMAS[table].names, between(kiosks))
            file.add(in_order(old, rows.table(table), kiosks, rows))

    def finish(self) -> None:
        """Put the files in place, if anything new came; on disk when this returns."""
        if not self._files:
            return
        for file in self._files.values():
            file.close()
        # From here on nobody may take them away but who knows that there is no mark: one that was
        # taken away after another was put in place would leave three files of two minds.
        files, self._files = self._files, {}
        mark = self._lake.folder / UNFINISHED
        try:
            write_whole(mark, f"{self._month}\n".encode())
        except OSError:
            mark.unlink(missing_ok=True)
            for file in files.values():
                file.give_up()
            raise
        _put_in_place(self._lake, self._month)


def finish_what_was_cut_short(lake: Lake) -> None:
    """Put in place what the last compaction had ready, and take away what it had not."""
    try:
        month = (lake.folder / UNFINISHED).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        pass
    except ValueError as why:
        raise LakeDamaged(f"{lake.folder / UNFINISHED} names no month.") from why
    else:
        if not _MONTH.fullmatch(month):
            raise LakeDamaged(f"{lake.folder / UNFINISHED} names no month.")
        _put_in_place(lake, month)
    for table in IN_ORDER:
        for left in lake.folder.glob(f"{table}/month=*/{_NEW}"):
            _take_away(left)


Filters = list[tuple[str, str, Any]] | None


def between(kiosks: Sequence[str]) -> Filters:
    """All kiosks from the first of these to the last."""
    return [("kiosk", ">=", kiosks[0]), ("kiosk", "<=", kiosks[-1])]


def read(path: Path, table: str, columns: Sequence[str], filters: Filters) -> pa.Table:
    """Some columns of a file of the lake; no rows where there is none. Raises LakeDamaged."""
    whole = SCHEMAS[table]
    schema = pa.schema([whole.field(name) for name in columns])
    if not path.exists():
        return schema.empty_table()
    try:
        # Opened by us: by its path it would get a column more, for the month in it.
        with path.open("rb") as file:
            found = pq.read_table(file, columns=list(columns), filters=filters)
        return found.select(list(columns)).cast(schema)
    except (pa.ArrowException, ValueError, KeyError, OSError) as why:
        if isinstance(why, OSError) and why.errno is not None:
            raise
        # Arrow, too, has an OSError for what it cannot make out, but none of the system's numbers.
        raise LakeDamaged(f"{path} cannot be read: it is damaged, or not AskFirst’s.") from why


class _NewFile:
    """Rows on their way into one file, whose groups depend on nothing but the rows."""

    def __init__(self, place: Path, table: str) -> None:
        self._path = place.with_name(_NEW)
        self._waiting = SCHEMAS[table].empty_table()
        self._file: BinaryIO | None = None
        self._writer: pq.ParquetWriter | None = None

    def begin(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("wb")
        self._writer = pq.ParquetWriter(self._file, self._waiting.schema, **SETTINGS)

    def add(self, rows: pa.Table) -> None:
        self._waiting = pa.concat_tables([self._waiting, rows])
        while self._waiting.num_rows >= ROWS_TOGETHER:
            self._write(self._waiting.slice(0, ROWS_TOGETHER))
            self._waiting = self._waiting.slice(ROWS_TOGETHER)

    def _write(self, rows: pa.Table) -> None:
        assert self._writer is not None
        # Pages end where pieces do, so the pieces that rows came in must not be seen.
        self._writer.write_table(rows.combine_chunks(), row_group_size=ROWS_TOGETHER)

    def close(self) -> None:
        """On disk when this returns, under its other name."""
        assert self._writer is not None
        assert self._file is not None
        if self._waiting.num_rows:
            self._write(self._waiting)
        self._writer.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        _sync_folder(self._path.parent)

    def give_up(self) -> None:
        with suppress(OSError, ValueError, pa.ArrowException):
            if self._writer is not None:
                self._writer.close()
        with suppress(OSError):
            if self._file is not None:
                self._file.close()
        with suppress(OSError):
            _take_away(self._path)


def _put_in_place(lake: Lake, month: str) -> None:
    for table in IN_ORDER:
        place = part_of(lake.folder, table, month)
        with suppress(FileNotFoundError):
            place.with_name(_NEW).replace(place)
        _sync_folder(place.parent)
        _sync_folder(place.parent.parent)
    (lake.folder / UNFINISHED).unlink()
    _sync_folder(lake.folder)


def _take_away(unfinished: Path) -> None:
    """With the folders that were made for it."""
    unfinished.unlink(missing_ok=True)
    for folder in (unfinished.parent, unfinished.parent.parent):
        try:
            folder.rmdir()
        except OSError:
            return


def _sync_folder(folder: Path) -> None:
    # Windows syncs a folder's names with its files, and opens no folder.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
