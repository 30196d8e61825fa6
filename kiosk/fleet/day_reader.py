"""A day file from outside: a whole day that a kiosk can have released, or a reason against it.

A reason names the line, and repeats nothing of it. Keys that are not known are a newer kiosk's
and are left alone, but not in the tables of a block, which have every cell and no other.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final, NoReturn, TypeGuard, cast

from kiosk.application.day_file import FORMAT, DayFile
from kiosk.application.figures import Counts, HourCounts
from kiosk.application.figures_counted import added_hours
from kiosk.domain.block_sums import add_up
from kiosk.domain.blocks import (
    AT_CLOSE,
    LARGEST_EPSILON,
    ROWS_AND_COLUMNS,
    SMALLEST_EPSILON,
    Block,
    Table,
    epsilon_of,
    is_enough,
)

LARGEST: Final = 256 * 1024
"""More bytes than any day has."""

MOST: Final = 1_000_000
"""More than come through one door in a day, or are in one block."""

_MOST_BLOCKS: Final = 100
_MOST_MODELS: Final = 20

_BEYOND_NOISE: Final = 40
"""Noise is larger than so many times 1/epsilon once in 10 to the power of 17."""

_CLOSE_ENOUGH: Final = 2e-6
"""Two machines may give a variance another last digit, for it has an exponential in it."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
# No comma, which stands between them in the lake.
_MODEL: Final = re.compile(r"[ -+\--~]{1,256}")


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
    # Not isinstance, nor equality alone: for Python, true is a number too, and 2.0 is 2.
    if type(number) is not int or number < FORMAT:
        head.refuse("format is none that is taken")
    if number > FORMAT:
        head.refuse(f"its format is newer than this program, which knows {FORMAT} at most")
    last = lines[-1]
    if "end" not in last.keys or last is head:
        raise CutShort("it is cut short: its last line, which says how many there are, is missing")
    if last.number_of("end", 0, MOST) != len(lines) - 1:
        last.refuse(f"it says of another number of lines than the {len(lines) - 1} before it")
    if head.keys.get("kiosk") != kiosk:
        head.refuse("it names another kiosk than its folder does")
    if head.keys.get("day") != day.isoformat():
        head.refuse("it names another day than its name does")
    return _day(kiosk, day, head, lines[1:-1])


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
        if not _is_whole(value, least, most):
            self.refuse(f"{key} is no whole number from {least} to {most:,}")
        return value

    def number_or_none(self, key: str) -> int | None:
        return None if self.keys.get(key) is None else self.number_of(key, 0, MOST)

    def day_of(self, key: str) -> date:
        value = self.keys.get(key)
        found = day_named(value) if isinstance(value, str) else None
        if found is None:
            self.refuse(f"{key} is no day, such as 2026-11-24")
        return found


def _is_whole(untrusted_value: object, least: int, most: int) -> TypeGuard[int]:
    """Whether it is a whole number of these."""
    # Not isinstance: for Python, true is a number too.
    return type(untrusted_value) is int and least <= untrusted_value <= most


def _is_number(untrusted_value: object, least: float, most: float) -> TypeGuard[float]:
    """The same of any number; one that has no end, or is infinite, is none of these."""
    return type(untrusted_value) in (float, int) and least <= cast(float, untrusted_value) <= most


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
    """JSON that says two things at once, or a number that is none."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _NotTaken("a key is there twice")
    return found


def _no_number(untrusted_number: str) -> NoReturn:
    raise _NotTaken("a number is none")


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_each_once, parse_constant=_no_number)


def _day(kiosk: str, day: date, head: _Line, lines: Sequence[_Line]) -> DayFile:
    invented = head.keys.get("invented")
    if not isinstance(invented, bool):
        head.refuse("invented is neither true nor false")
    hours: dict[int, HourCounts] = {}
    blocks: list[Block] = []
    for line in lines:
        if "end" in line.keys:
            line.refuse("the end comes before the last line")
        if "hour" in line.keys:
            hour = line.number_of("hour", 0, 23)
            if hour in hours:
                line.refuse("its hour is there twice")
            hours[hour] = _hour(line)
        elif "block" in line.keys:
            blocks.append(_block(line, day))
    found = DayFile(
        kiosk,
        day,
        head.number_of("minimum_age", 14, 18),
        invented,
        _models(head),
        _counts(head),
        hours,
        tuple(blocks),
    )
    _check_whole(found)
    return found


def _models(head: _Line) -> tuple[str, ...]:
    models = head.keys.get("models")
    if (
        not isinstance(models, list)
        or len(models) > _MOST_MODELS
        or not all(isinstance(each, str) and _MODEL.fullmatch(each) for each in models)
    ):
        head.refuse("models is no list of names")
    return tuple(models)


def _counts(head: _Line) -> Counts:
    count = partial(head.number_of, least=0, most=MOST)
    found = Counts(
        asked=count("asked"),
        agreed=count("agreed"),
        told=count("told"),
        declined=count("declined"),
        walked_away=count("walked_away"),
        entered=head.number_or_none("entered"),
    )
    if found.said_yes + found.declined + found.walked_away > found.asked:
        head.refuse("there are more answers than were asked")
    return found


def _hour(line: _Line) -> HourCounts:
    count = partial(line.number_of, least=0, most=MOST)
    found = HourCounts(count("asked"), count("said_yes"), line.number_or_none("entered"))
    if found.said_yes > found.asked:
        line.refuse("more said yes than were asked")
    return found


def _block(line: _Line, day: date) -> Block:
    closed_at = line.keys.get("block")
    if not isinstance(closed_at, str) or not (closed_at == AT_CLOSE or _TIME.fullmatch(closed_at)):
        line.refuse(f"block is no time of day, nor {AT_CLOSE}")
    first, last = line.day_of("first"), line.day_of("last")
    if not first <= last <= day:
        line.refuse("its first day is after its last, or that after the day it closed on")
    visits = line.number_of("visits", 1, MOST)
    if closed_at != AT_CLOSE and not is_enough(visits, at_close=False):
        line.refuse("it has fewer visits than close a block at a time of day")
    epsilon = line.keys.get("epsilon")
    if not _is_number(epsilon, SMALLEST_EPSILON, LARGEST_EPSILON):
        line.refuse(f"epsilon is no number from {SMALLEST_EPSILON} to {LARGEST_EPSILON}")
    epsilon = float(epsilon)
    cells = [number for table in Table for number in _cells(line, table, visits, epsilon)]
    found = Block(first, last, day, closed_at, visits, epsilon, tuple(cells))
    _check_variances(line, found)
    return found


def _cells(line: _Line, table: Table, visits: int, epsilon: float) -> list[int]:
    """A table's numbers in the order of CELLS."""
    rows, columns = ROWS_AND_COLUMNS[table]
    untrusted_rows = line.keys.get(table.value)
    if not _has_just(untrusted_rows, rows):
        line.refuse(f"{table.value} has not the rows of that table")
    reach = math.ceil(_BEYOND_NOISE / epsilon_of(table, epsilon))
    found: list[int] = []
    for row in rows:
        untrusted_cells = untrusted_rows[row]
        if not _has_just(untrusted_cells, columns):
            line.refuse(f"{table.value} has not the columns of that table")
        for column in columns:
            number = untrusted_cells[column]
            if not _is_whole(number, -reach, visits + reach):
                line.refuse(f"{table.value} has a cell that no noise makes of these visits")
            found.append(number)
    return found


def _has_just(untrusted_object: object, names: Sequence[str]) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(untrusted_object, dict) and untrusted_object.keys() == {*names}


def _check_variances(line: _Line, block: Block) -> None:
    """They follow from epsilon, and are reckoned anew: here a file must only agree."""
    untrusted = line.keys.get("noise_variance")
    found = add_up([block]).micro_variances
    expected = {table.value: variance / 1_000_000 for table, variance in found.items()}
    if not _has_just(untrusted, [*expected]) or not all(
        _is_number(untrusted[name], each - _CLOSE_ENOUGH, each + _CLOSE_ENOUGH)
        for name, each in expected.items()
    ):
        line.refuse("noise_variance is not that of its epsilon")


def _check_whole(found: DayFile) -> None:
    """What no single line can tell."""
    if len(found.blocks) > _MOST_BLOCKS:
        raise DayFileRefused(f"there are over {_MOST_BLOCKS:,} blocks")
    hours = added_hours(found.hours.values())
    of_day = HourCounts(found.counts.asked, found.counts.said_yes, found.counts.entered)
    if hours != of_day:
        raise DayFileRefused("its hours do not add up to its day")
    of_this_day = (each for each in found.blocks if each.first_day == found.day)
    if sum(block.visits for block in of_this_day) > found.counts.said_yes:
        raise DayFileRefused("its blocks have more visits of this day than said yes")
