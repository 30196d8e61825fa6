"""A notice before it is filled: what a language's TOML file may hold, and nothing else."""

import re
import string
import tomllib
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from kiosk.application.spacing import joined
from kiosk.domain.notice import ITEMS

_UNITS: Final = ("day", "days", "hour", "hours", "month", "months", "year", "years")
PACKS: Final = ("cn", "eu", "us-il")
OPTIONAL: Final = (
    *("dpo", "notice_url", "phone", "phone_network", "phone_site", "chain"),
    *(f"pack:{name}" for name in PACKS),
)
"""What a paragraph may depend on: facts that a shop may leave out, whether and where a phone may
agree, whether a chain collects the totals, and the law that binds the shop."""

_CARD: Final = ("icon", "title", "text")
_ITEM: Final = "|".join(ITEMS)
_PARTS: Final = re.compile(rf"(?:{_ITEM})\.[a-z]+(?: (?:{_ITEM})\.[a-z]+)*")


class TemplateBroken(Exception):
    """Why a language's notice cannot be shown; the text is for whoever set the kiosk up."""


@dataclass(frozen=True, slots=True)
class Card:
    """``when`` or ``unless`` names the fact or the law that it depends on, or is None."""

    icon: str
    title: str
    text: str
    when: str | None = None
    unless: str | None = None

    def applies(self, given: Container[str]) -> bool:
        """``given`` is what ``check.given_under`` finds to be so."""
        return _applies(self.when, self.unless, given)


@dataclass(frozen=True, slots=True)
class Said:
    """Some sentences, and the parts of items that they say, such as ``N3.opens``."""

    parts: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``when`` or ``unless`` names the fact or the law that it depends on, or is None.

    ``text`` is all of it; ``said`` is the same by the parts of items, where it answers any.
    """

    text: str
    when: str | None = None
    unless: str | None = None
    said: tuple[Said, ...] = ()

    def applies(self, given: Container[str]) -> bool:
        """``given`` is what ``check.given_under`` finds to be so."""
        return _applies(self.when, self.unless, given)


@dataclass(frozen=True, slots=True)
class Section:
    """Its texts may be empty: the check names what is then unsaid."""

    title: str
    paragraphs: tuple[Paragraph, ...]

    def items(self, given: Container[str]) -> tuple[str, ...]:
        """The items that it says a part of, where ``given`` is so; in the order of the text."""
        parts = [
            part
            for paragraph in self.paragraphs
            if paragraph.applies(given)
            for said in paragraph.said
            for part in said.parts
        ]
        return tuple(dict.fromkeys(part.partition(".")[0] for part in parts))


@dataclass(frozen=True, slots=True)
class Template:
    """One language's file, checked for its shape; ``units`` turns numbers into words."""

    language: str
    title: str
    layout: int
    units: Mapping[str, str]
    cards: tuple[Card, ...]
    sections: tuple[Section, ...]


def _applies(when: str | None, unless: str | None, given: Container[str]) -> bool:
    if when is not None:
        return when in given
    return unless is None or unless not in given


def fill(text: str, words: Mapping[str, str]) -> str:
    """The text with every name in braces replaced.

    Raises TemplateBroken for a name without a word, and for a brace that is no name: what a
    visitor reads never shows how it was made.
    """
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError as why:
        raise TemplateBroken(f"a brace is open in “{text[:40]}”") from why
    filled: list[str] = []
    for literal, name, style, conversion in parts:
        filled.append(literal)
        if name is None:
            continue
        if name not in words or style or conversion:
            raise TemplateBroken(f"nothing fills {{{name}}} in “{text[:40]}”")
        filled.append(words[name])
    return joined(filled)


def load_template(path: Path, language: str) -> Template:
    """Read one language's file. Raises TemplateBroken, whose text names what is wrong."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as why:
        raise TemplateBroken(f"its file {path} is missing") from why
    except (OSError, ValueError) as why:
        raise TemplateBroken(f"its file {path} cannot be read ({why})") from why
    try:
        return _template(found, language)
    except TemplateBroken as why:
        raise TemplateBroken(f"in {path}, {why}") from why


def _template(found: Mapping[str, Any], language: str) -> Template:
    # A text without any section lacks every item, and the check says so one by one.
    found = {"sections": [], **found}
    _only(found, {"language", "title", "layout", "units", "cards", "sections"}, "the notice")
    if found["language"] != language:
        raise TemplateBroken(f"the text is in {found['language']!r}")
    if type(found["layout"]) is not int:
        raise TemplateBroken("layout is no whole number")
    units = found["units"]
    _only(units, set(_UNITS), "units")
    return Template(
        language=language,
        title=_text(found["title"], "the title"),
        layout=found["layout"],
        units={name: _text(units[name], f"the unit {name}") for name in _UNITS},
        cards=tuple(_card(card) for card in _tables(found["cards"], "cards")),
        sections=tuple(
            _section(section, language) for section in _tables(found["sections"], "sections")
        ),
    )


def _card(found: Mapping[str, Any]) -> Card:
    depends = {key: value for key, value in found.items() if key in ("when", "unless")}
    _only({key: found[key] for key in found if key not in depends}, set(_CARD), "a card")
    if len(depends) > 1 or not set(depends.values()) <= set(OPTIONAL):
        raise TemplateBroken("a card depends on what is no optional fact, phone page or law pack")
    return Card(*(_text(found[key], f"a card's {key}") for key in _CARD), **depends)


def _section(found: Mapping[str, Any], language: str) -> Section:
    # What is left out here leaves an item unanswered, which says more than "this is missing".
    whole = {"title": "", "paragraphs": [], **_table(found, "a section")}
    _only(whole, {"title", "paragraphs"}, "a section")
    title = _string(whole["title"], "a section's title")
    if not isinstance(whole["paragraphs"], list):
        raise TemplateBroken(f"the paragraphs of “{title}” are no list")
    # Chinese sentences follow each other without a space.
    between = "" if language.partition("_")[0] == "zh" else " "
    return Section(title, tuple(_answer(each, title, between) for each in whole["paragraphs"]))


def _answer(found: object, title: str, between: str) -> Paragraph:
    """A paragraph whose sentences are named by the parts that they say, or one that says none."""
    if not isinstance(found, dict) or "text" in found:
        return paragraph_of(found, title)
    said: list[Said] = []
    for parts in [key for key in found if key not in ("when", "unless")]:
        if not _PARTS.fullmatch(parts):
            raise TemplateBroken(f"“{parts}” in “{title}” is no part of an item, as N3.opens is")
        said.append(Said(tuple(parts.split()), _string(found[parts], f"{parts} of “{title}”")))
    whole = {key: found[key] for key in ("when", "unless") if key in found}
    # A text that is left empty leaves its parts unsaid, and no gap.
    whole["text"] = between.join(each.text for each in said if each.text.strip())
    paragraph = paragraph_of(whole if len(whole) > 1 else whole["text"], title)
    return replace(paragraph, said=tuple(said))


def paragraph_of(found: object, title: str) -> Paragraph:
    """A paragraph as it stands in a file, under a title. Raises TemplateBroken."""
    if not isinstance(found, dict):
        return Paragraph(_string(found, f"a paragraph of “{title}”"))
    depends = set(found) - {"text"}
    if depends not in ({"when"}, {"unless"}) or found[next(iter(depends))] not in OPTIONAL:
        raise TemplateBroken(
            f"a paragraph of “{title}” depends on what is no optional fact, phone page or law pack"
        )
    text = _string(found.get("text"), f"a paragraph of “{title}”")
    return Paragraph(text, found.get("when"), found.get("unless"))


def _only(found: object, keys: set[str], where: str) -> None:
    if not isinstance(found, dict) or set(found) != keys:
        raise TemplateBroken(f"{where} must have {', '.join(sorted(keys))}, and nothing else")


def _tables(found: object, where: str) -> list[Any]:
    if not isinstance(found, list):
        raise TemplateBroken(f"{where} is no list")
    return found


def _table(found: object, where: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise TemplateBroken(f"{where} is no table")
    return found


def _text(found: object, where: str) -> str:
    if not _string(found, where).strip():
        raise TemplateBroken(f"{where} is empty")
    return str(found)


def _string(found: object, where: str) -> str:
    if not isinstance(found, str):
        raise TemplateBroken(f"{where} is no text")
    return found
