"""A document of the assessment before it is filled: what its file may hold, and nothing else."""

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kiosk.application.spacing import joined

MADE: Final = ("duties", "columns", "accuracy", "risks", "configuration")
"""The tables whose rows the program makes; a file gives their head."""

CONDITIONS: Final = (
    *("cn", "eu", "us-il"),
    *("dpo", "demo", "signed", "counsel", "recorded"),
    *("confined", "unconfinable", "unconfined"),
    *("asked", "as_measured"),
    *("phone_network", "phone_site", "chain"),
)
"""What a part of a text may depend on."""

_WORDS: Final = ("units", "words", "packs", "groups", "sources", "columns", "facts")
_PART: Final = frozenset(
    {"heading", "level", "when", "unless", "text", "bullets", "head", "rows", "made", "lines"}
    | {"after", "room"}
)
_RISK: Final = ("name", "whom", "likelihood", "severity", "remains", "check")


class TextsBroken(Exception):
    """A file of texts cannot be used; the text says which and why, for whoever changed it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, item, or row (of several texts), and what it depends on."""

    texts: tuple[str, ...]
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def applies(self, so: frozenset[str]) -> bool:
        """True if all of ``when`` are so, and none of ``unless``."""
        return so.issuperset(self.when) and so.isdisjoint(self.unless)


@dataclass(frozen=True, slots=True)
class Part:
    """What stands together, in this order; ``made`` is a table the program makes, or None.

    ``room`` is how many lines there are to write on under each of ``lines``.
    """

    applies: Piece
    heading: str | None
    level: int
    text: tuple[Piece, ...]
    bullets: tuple[Piece, ...]
    head: tuple[str, ...]
    rows: tuple[Piece, ...]
    made: str | None
    lines: tuple[str, ...]
    room: int
    after: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Risk:
    """One risk; ``likelihood`` and ``severity`` are the names of words."""

    name: str
    whom: str
    likelihood: str
    severity: str
    measures: tuple[str, ...]
    remains: str
    check: str


@dataclass(frozen=True, slots=True)
class Words:
    """What one language calls things: a table for each kind of thing."""

    language: str
    units: Mapping[str, str]
    words: Mapping[str, str]
    packs: Mapping[str, str]
    groups: Mapping[str, str]
    sources: Mapping[str, str]
    columns: Mapping[str, str]
    facts: Mapping[str, str]

    def counted(self, number: int, unit: str) -> str:
        """A number with its unit: "1 day", "25 months"."""
        return self.units[unit if number == 1 else f"{unit}s"].format(n=number)


@dataclass(frozen=True, slots=True)
class Template:
    language: str
    title: str
    parts: tuple[Part, ...]
    risks: tuple[Risk, ...]


def fill(text: str, words: Mapping[str, str]) -> str:
    """The text with every name in braces replaced. Raises TextsBroken for one without a word."""
    try:
        parsed = list(string.Formatter().parse(text))
    except ValueError as why:
        raise TextsBroken(f"a brace is open in “{text[:40]}”") from why
    filled: list[str] = []
    for literal, name, style, conversion in parsed:
        filled.append(literal)
        if name is not None:
            if name not in words or style or conversion:
                raise TextsBroken(f"nothing fills {{{name}}} in “{text[:40]}”")
            filled.append(words[name])
    return joined(filled)


def load_words(path: Path, language: str) -> Words:
    """Raises TextsBroken."""
    found = _read(path, language)
    if set(found) != {"language", *_WORDS}:
        raise TextsBroken(f"{path}: it must have {', '.join(_WORDS)}, and nothing else")
    return Words(language, *(_all_texts(found[name], f"{path}: {name}") for name in _WORDS))


def load_template(path: Path, language: str) -> Template:
    """Raises TextsBroken."""
    found = _read(path, language)
    if not set(found) <= {"language", "title", "parts", "risks"}:
        raise TextsBroken(f"{path}: it must have language, title, parts and risks, no more")
    try:
        return Template(
            language=language,
            title=_text(found.get("title"), "the title"),
            parts=tuple(_part(part) for part in found.get("parts", ())),
            risks=tuple(_risk(risk) for risk in found.get("risks", ())),
        )
    except TextsBroken as why:
        raise TextsBroken(f"{path}: {why}") from why


def _read(path: Path, language: str) -> Mapping[str, Any]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as why:
        raise TextsBroken(f"{path}: cannot be read ({why})") from why
    if found.get("language") != language:
        raise TextsBroken(f"{path}: it is not in {language}")
    return found


def _part(found: Mapping[str, Any]) -> Part:
    if not set(found) <= _PART:
        raise TextsBroken(f"a part has {', '.join(sorted(set(found) - _PART))}")
    heading, made = found.get("heading"), found.get("made")
    where = f"“{heading}”" if heading else "a part without a heading"
    if made is not None and made not in MADE:
        raise TextsBroken(f"the program makes no table {made!r}")
    head = tuple(found.get("head", ()))
    rows = tuple(_piece(row, f"a row in {where}", "cells") for row in found.get("rows", ()))
    if any(len(row.texts) != len(head) for row in rows):
        raise TextsBroken(f"a row in {where} has not as many cells as its head")
    return Part(
        applies=Piece((), _conditions(found.get("when")), _conditions(found.get("unless"))),
        heading=None if heading is None else _text(heading, where),
        level=found.get("level", 2),
        text=_pieces(found, "text", where),
        bullets=_pieces(found, "bullets", where),
        head=head,
        rows=rows,
        made=made,
        lines=tuple(_text(line, where) for line in found.get("lines", ())),
        room=found.get("room", 1),
        after=_pieces(found, "after", where),
    )


def _pieces(found: Mapping[str, Any], name: str, where: str) -> tuple[Piece, ...]:
    return tuple(_piece(piece, where, "text") for piece in found.get(name, ()))


def _piece(found: Any, where: str, key: str) -> Piece:
    if not isinstance(found, dict):
        found = {key: found}
    if not {key} <= set(found) <= {key, "when", "unless"}:
        raise TextsBroken(f"{where} must have {key}, when and unless, no more")
    texts = found[key] if isinstance(found[key], list) else [found[key]]
    return Piece(
        tuple(_text(text, where) for text in texts),
        _conditions(found.get("when")),
        _conditions(found.get("unless")),
    )


def _risk(found: Mapping[str, Any]) -> Risk:
    if set(found) != {*_RISK, "measures"} or not found["measures"]:
        raise TextsBroken(f"a risk must have {', '.join(_RISK)} and measures, and nothing else")
    told = {name: _text(found[name], "a risk") for name in _RISK}
    return Risk(measures=tuple(_text(each, "a measure") for each in found["measures"]), **told)


def _conditions(found: Any) -> tuple[str, ...]:
    named = tuple(found or ())
    if any(name not in CONDITIONS for name in named):
        raise TextsBroken(f"nothing can depend on {', '.join(named)}")
    return named


def _all_texts(found: Any, where: str) -> Mapping[str, str]:
    if not isinstance(found, dict):
        raise TextsBroken(f"{where} is no table")
    return {name: _text(text, where) for name, text in found.items()}


def _text(found: Any, where: str) -> str:
    if not isinstance(found, str) or not found.strip():
        raise TextsBroken(f"{where} is empty or no text")
    return found
