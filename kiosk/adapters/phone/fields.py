"""What each field of a message may hold; by its name, which means the same in every message."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Final

from kiosk.application.phone import Ending, LanguagePages, Outcome, Wish

_LONGEST_TEXT: Final = 200
_LONGEST_PATH: Final = 4096
_MOST_LINES: Final = 12
_LARGEST: Final = 2**53


def _is_whole(value: object) -> bool:
    return type(value) is int and 0 <= value <= _LARGEST


def _is_seconds(value: object) -> bool:
    return type(value) in (int, float) and 0 <= value <= 3600  # pyright: ignore[reportOperatorIssue]


def _is_line(value: object, longest: int = _LONGEST_TEXT) -> bool:
    return isinstance(value, str) and len(value) <= longest and value.isprintable()


def _or_none(check: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: value is None or check(value)


def _matches(pattern: str) -> Callable[[object], bool]:
    compiled = re.compile(pattern)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _is_path(value: object) -> bool:
    return _is_line(value, _LONGEST_PATH)


def _are_pages(value: object) -> bool:
    names = {each.name for each in fields(LanguagePages)}
    return (
        isinstance(value, dict)
        and bool(value)
        and all(
            _is_tag(tag)
            and isinstance(page, dict)
            and page.keys() == names
            and all(isinstance(text, str) for text in page.values())
            for tag, page in value.items()
        )
    )


def _are_lines(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= _MOST_LINES
        and all(
            isinstance(line, list) and len(line) == 2 and all(map(_is_line, line)) for line in value
        )
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str)


_is_tag: Final = _matches(r"[a-z]{2,3}(_[A-Z]{2})?")
_is_hash: Final = _matches(r"[0-9a-f]{64}")

CHECKS: Final[Mapping[str, Callable[[object], bool]]] = {
    "address": _is_line,
    "port": lambda value: type(value) is int and 0 <= value <= 65535,
    "name": _or_none(_is_line),
    "certificate": _or_none(_is_path),
    "key": _or_none(_is_path),
    "pages": _are_pages,
    "style": _is_text,
    "script": _is_text,
    "token_hash": _is_hash,
    "seconds": _is_seconds,
    "story": _matches("armed|busy|looking|done|ended"),
    "number": _is_whole,
    "reason": _matches("|".join(("", *(each.value for each in Ending)))),
    "outcome": _matches("|".join(each.value for each in Outcome)),
    "lines": _are_lines,
    "unconfined": _or_none(_is_line),
    "why": _is_line,
    "language": _is_tag,
    "notice_hash": _is_hash,
    "wish": _matches("|".join(each.value for each in Wish)),
    "code": _matches("[0-9A-HJKMNP-TV-Z]{10}"),
    "age": _or_none(_matches(r"\d{2}(\+|-\d{2})|unsaid")),
    "gender": _or_none(_matches("woman|man|unsaid")),
}
