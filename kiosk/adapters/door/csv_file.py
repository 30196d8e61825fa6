"""One file of counts: read whole, or refused with a reason for the line that is wrong."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kiosk.domain.consent import Moment
from kiosk.domain.door_count import (
    CountRefused,
    begins,
    day_of,
    ends,
    hour_of,
    moment_of_clock,
    moment_of_stamp,
    number_of,
    stamp_of,
)
from kiosk.domain.retention import BusinessDay

LARGEST: Final = 1024 * 1024
"""More bytes than years of hours have; what is larger is some other file."""

MOST_WRONG: Final = 100
"""A file with more wrong lines than that is of another kind: nobody reads so many reasons."""

_SEPARATORS: Final = ";\t,"
_BY_HOUR: Final = ("day", "hour", "entered")
_BY_TIME: Final = ("timestamp", "entered")
_HOUR_SECONDS: Final = 3600


class FileRefused(Exception):
    """Nothing of the file can be believed; the text says why, naming the line if it is one."""


@dataclass(slots=True)
class CountsFile:
    """What a file says: ``hours`` to be counted, ``lines`` where each hour stands in the file,
    and ``wrong`` lines with their reasons.
    """

    hours: dict[Moment, int] = field(default_factory=dict[Moment, int])
    lines: dict[Moment, list[int]] = field(default_factory=dict[Moment, list[int]])
    wrong: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])


def read_counts(untrusted_content: bytes, shop: BusinessDay) -> CountsFile:
    """Read lines of ``day,hour,entered`` (by the shop's calendar and clock) or of
    ``timestamp,entered``, whose numbers are added up by the hour. Raises FileRefused.

    An hour with a line that is wrong in any way is left out as a whole.
    """
    rows = _rows(_text(untrusted_content))
    line, header = next(rows, (1, []))
    columns = _columns(header, line)
    found = CountsFile()
    spoiled: set[Moment] = set()
    for line, row in rows:
        _take(found, spoiled, line, row, columns, shop)
        if len(found.wrong) > MOST_WRONG:
            first, why = found.wrong[0]
            raise FileRefused(f"over {MOST_WRONG} lines are wrong; line {first}: {why}")
    for moment in spoiled:
        found.hours.pop(moment, None)
    return found


def _text(untrusted_content: bytes) -> str:
    if len(untrusted_content) > LARGEST:
        raise FileRefused("it is over 1 MiB, which no file of counts is")
    if untrusted_content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused("line 1: this is UTF-16 text: save it as UTF-8")
    try:
        return untrusted_content.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        line = untrusted_content.count(b"\n", 0, why.start) + 1
        raise FileRefused(f"line {line}: this is no UTF-8 text: save it as UTF-8") from why


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every line that has anything in it, with its number, its cells trimmed."""
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    separator = next((each for each in _SEPARATORS if each in first), ",")
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as why:
        raise FileRefused(f"line {reader.line_num}: this is no CSV ({why})") from why


def _columns(header: list[str], line: int) -> Mapping[str, int]:
    """Where the columns stand that are needed; others may be there, and are not read."""
    names = [name.lower() for name in header]
    for wanted in (_BY_TIME, _BY_HOUR):
        if all(names.count(name) == 1 for name in wanted):
            return {name: names.index(name) for name in wanted}
    raise FileRefused(
        f"line {line}: the header has to name day, hour and entered, or timestamp and entered, "
        "each once"
    )


def _take(
    found: CountsFile,
    spoiled: set[Moment],
    line: int,
    row: list[str],
    columns: Mapping[str, int],
    shop: BusinessDay,
) -> None:
    moment: Moment | None = None
    try:
        cells = {name: row[place] for name, place in columns.items() if place < len(row)}
        if len(cells) < len(columns):
            raise CountRefused("it has fewer columns than the header")
        moment = _moment(cells, shop)
        entered = number_of(cells["entered"])
        before = found.lines.setdefault(moment, [])
        if "hour" not in cells or len(before) < _times(moment, shop):
            found.hours[moment] = found.hours.get(moment, 0) + entered
        elif found.hours.get(moment) != entered:
            raise CountRefused(f"the same hour has another number on line {before[0]}")
        before.append(line)
    except CountRefused as why:
        found.wrong.append((line, str(why)))
        if moment is not None:
            spoiled.add(moment)


def _moment(cells: Mapping[str, str], shop: BusinessDay) -> Moment:
    if "timestamp" in cells:
        return moment_of_stamp(stamp_of(cells["timestamp"]), shop)
    return moment_of_clock(day_of(cells["day"]), hour_of(cells["hour"]), shop)


def _times(moment: Moment, shop: BusinessDay) -> int:
    """How often this hour of the clock comes in its day: twice where winter time repeats it."""
    return round((ends(moment, shop) - begins(moment, shop)).total_seconds() / _HOUR_SECONDS)
