"""A day file from outside: a whole day that a kiosk can have released, or a reason against it.

A reason names the line, and repeats nothing of it. Keys that are not known are a newer kiosk's
and are left alone; keys that older kiosks did not write yet have a value of their own here.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final, NoReturn

from kiosk.application.day_file import FORMAT, DayFile, HourCounts
from kiosk.domain.batch_shapes import SMALLEST_K, adds_up, is_shape
from kiosk.domain.batches import Batch, Cell, Form, Source
from kiosk.fleet.lake import MOST_CELLS

LARGEST: Final = 256 * 1024
"""More bytes than any day has."""

MOST: Final = 1_000_000
"""More than come through one door in a day, or are in one batch."""

_MOST_BATCHES: Final = 1_000
_MOST_K: Final = 1_000
_MOST_MODELS: Final = 20
_LONGEST: Final = 40
"""More letters than a cell's gender or its ages have."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# No comma, which stands between them in the lake.
_MODEL: Final = re.compile(r"[ -+\--~]{1,256}")

_SOURCES: Final = {source.value: source for source in Source}
_FORMS: Final = {form.value: form for form in Form}


class DayFileRefused(Exception):
    """Nothing of the file is taken; the text says why, and in which line if it is one."""


class CutShort(DayFileRefused):
    """It has no end, as a file that is still arriving has none."""


def read_day(untrusted_content: bytes, kiosk: str, day: date) -> DayFile:
    """What the file of this kiosk and day says, which it has to name. Raises DayFileRefused."""
    lines = _lines(untrusted_content)
    head = lines[0]
    if head.keys.get("askfirst") != "day":
        head.refuse("this is no day file of AskFirst")
    number = head.keys.get("format")
    read = _READERS.get(number) if type(number) is int else None
    if read is None:
        if type(number) is int and number > FORMAT:
            head.refuse(f"its format is newer than this program, which knows {FORMAT} at most")
        head.refuse("format is none that there is")
    last = lines[-1]
    if "end" not in last.keys or last is head:
        raise CutShort("it is cut short: its last line, which says how many there are, is missing")
    if last.number_of("end", 0, MOST) != len(lines) - 1:
        last.refuse(f"it says of another number of lines than the {len(lines) - 1} before it")
    if head.keys.get("kiosk") != kiosk:
        head.refuse("it names another kiosk than its folder does")
    if head.keys.get("day") != day.isoformat():
        head.refuse("it names another day than its name does")
    return read(kiosk, day, head, lines[1:-1])


def day_named(text: str) -> date | None:
    """The day that is written so and in no other way, as in a file's name."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class _Line:
    """One line's object, asked for what it has to hold."""

    __slots__ = ("keys", "number")

    def __init__(self, number: int, keys: dict[str, Any]) -> None:
        self.number = number
        self.keys = keys

    def refuse(self, why: str) -> NoReturn:
        raise DayFileRefused(f"line {self.number}: {why}")

    def number_of(self, key: str, least: int, most: int) -> int:
        value = self.keys.get(key)
        # Not isinstance: for Python, true is a number too.
        if type(value) is not int or not least <= value <= most:
            self.refuse(f"{key} is no whole number from {least} to {most:,}")
        return value

    def day_of(self, key: str) -> date:
        value = self.keys.get(key)
        found = day_named(value) if isinstance(value, str) else None
        if found is None:
            self.refuse(f"{key} is no day, such as 2026-11-24")
        return found

    def one_of(self, key: str, known: Mapping[str, Any]) -> Any:
        value = self.keys.get(key)
        found = known.get(value) if isinstance(value, str) else None
        if found is None:
            self.refuse(f"{key} is none of {', '.join(known)}")
        return found


def _lines(untrusted_content: bytes) -> Sequence[_Line]:
    if len(untrusted_content) > LARGEST:
        raise DayFileRefused(f"it is over {LARGEST // 1024} KiB, which no day file is")
    try:
        lines = untrusted_content.decode().split("\n")
    except UnicodeDecodeError as why:
        line = untrusted_content.count(b"\n", 0, why.start) + 1
        raise DayFileRefused(f"line {line}: this is no UTF-8 text") from why
    if lines.pop():
        raise CutShort("it is cut short: its last line has no end")
    if not lines:
        raise CutShort("it is empty")
    return [_Line(number, _object(number, line)) for number, line in enumerate(lines, start=1)]


def _object(number: int, line: str) -> dict[str, Any]:
    try:
        found = _DECODER.decode(line)
    except _NotTaken as why:
        raise DayFileRefused(f"line {number}: {why}") from None
    except (ValueError, RecursionError):
        # ValueError is also Python's answer to a number of thousands of digits.
        raise DayFileRefused(f"line {number}: this is no JSON that can be read") from None
    if not isinstance(found, dict):
        raise DayFileRefused(f"line {number}: this is no JSON object")
    return found


class _NotTaken(Exception):
    """JSON that says two things at once, or a number that is no count."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _NotTaken("a key is there twice")
    return found


def _no_fraction(untrusted_number: str) -> NoReturn:
    raise _NotTaken("a number is not whole")


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_each_once, parse_float=_no_fraction, parse_constant=_no_fraction
)


# Format 1 ----------------------------------------------------------------------------------------


def _read_1(kiosk: str, day: date, head: _Line, lines: Sequence[_Line]) -> DayFile:
    invented = head.keys.get("invented")
    if not isinstance(invented, bool):
        head.refuse("invented is neither true nor false")
    least = 1 if invented else SMALLEST_K
    k = head.number_of("k", least, _MOST_K)
    hours: dict[int, HourCounts] = {}
    batches: list[Batch] = []
    for line in lines:
        if "end" in line.keys:
            line.refuse("the end comes before the last line")
        if "hour" in line.keys:
            hour = line.number_of("hour", 0, 23)
            if hour in hours:
                line.refuse("its hour is there twice")
            hours[hour] = _hour(line)
        elif "batch" in line.keys:
            batches.append(_batch(line, day, least))
    found = DayFile(
        kiosk,
        day,
        k,
        head.number_of("minimum_age", 14, 18),
        invented,
        _models(head),
        hours,
        tuple(batches),
    )
    _check_whole(found)
    return found


def _models(head: _Line) -> tuple[str, ...]:
    models = head.keys.get("models", [])
    if (
        not isinstance(models, list)
        or len(models) > _MOST_MODELS
        or not all(isinstance(each, str) and _MODEL.fullmatch(each) for each in models)
    ):
        head.refuse("models is no list of names")
    return tuple(models)


def _hour(line: _Line) -> HourCounts:
    count = partial(line.number_of, least=0, most=MOST)
    asked = count("asked")
    found = HourCounts(
        asked,
        count("agreed"),
        count("told"),
        count("declined"),
        count("walked_away"),
        None if line.keys.get("entered") is None else count("entered"),
    )
    if found.agreed + found.told + found.declined + found.walked_away > asked:
        line.refuse("there are more answers than were asked")
    return found


def _batch(line: _Line, day: date, least: int) -> Batch:
    source = line.one_of("batch", _SOURCES)
    form = line.one_of("form", _FORMS)
    first, last = line.day_of("first"), line.day_of("last")
    if not first <= last <= day:
        line.refuse("its first day is after its last, or that after the day it closed on")
    batch = Batch(source, first, last, form, line.number_of("visits", 1, MOST), _cells(line))
    if not is_shape(source, form, tuple((cell.gender, cell.ages) for cell in batch.cells)):
        line.refuse("no batch has such cells")
    if any(cell.visits < least for cell in batch.cells):
        line.refuse(f"a cell has fewer than {least} visits, which no kiosk lets out")
    if not adds_up(batch):
        line.refuse("its cells do not add up to its visits")
    return batch


def _cells(line: _Line) -> tuple[Cell, ...]:
    untrusted_cells = line.keys.get("cells")
    if not isinstance(untrusted_cells, list) or len(untrusted_cells) > MOST_CELLS:
        line.refuse(f"cells is no list of {MOST_CELLS} at most")
    found: list[Cell] = []
    for each in untrusted_cells:
        if not isinstance(each, list) or len(each) != 3:
            line.refuse("a cell is not gender, ages and visits")
        gender, ages, visits = each
        if not isinstance(gender, str) or not isinstance(ages, str) or type(visits) is not int:
            line.refuse("a cell is not gender, ages and visits")
        if len(gender) > _LONGEST or len(ages) > _LONGEST or not 0 <= visits <= MOST:
            line.refuse("no batch has such a cell")
        found.append(Cell(gender, ages, visits))
    return tuple(found)


def _check_whole(found: DayFile) -> None:
    """What no single line can tell."""
    if len(found.batches) > _MOST_BATCHES:
        raise DayFileRefused(f"there are over {_MOST_BATCHES:,} batches")
    said_yes = sum(hour.agreed + hour.told for hour in found.hours.values())
    of_this_day = (each for each in found.batches if each.first_day == found.day)
    if sum(batch.visits for batch in of_this_day) > said_yes:
        raise DayFileRefused("its batches have more visits of this day than said yes")


_Reader = Callable[[str, date, _Line, Sequence[_Line]], DayFile]

_READERS: Final[Mapping[int, _Reader]] = {1: _read_1}
"""How each format is read, by its number; what older ones lack is filled in by their reader."""
