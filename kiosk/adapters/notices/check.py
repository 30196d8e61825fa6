"""The one check of a notice: whatever it finds keeps the language from being offered."""

import enum
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from kiosk.adapters.notices.sentences import Measure, measure
from kiosk.adapters.notices.stale import stale_facts
from kiosk.adapters.notices.template import Template, TemplateBroken, fill
from kiosk.domain.law import LawPack

CARDS: Final = 5
"""How many cards the first layer has: as many as fit a screen without scrolling."""

_LEFT: Final = r"[{}｛｝]|_{3,}|\b(?:TODO|TBD|FIXME|XXX)\b"
_LEFT_ANYWHERE: Final = re.compile(_LEFT)
# A shop's own word may have brackets, such as an officer's name with <an address>.
_LEFT_IN_TEXT: Final = re.compile(rf"{_LEFT}|\[[^\]]*\]|【[^】]*】|<[^<>]*>")
_SHOWN: Final = 40


class Fault(enum.Enum):
    """Why a language is not offered."""

    BROKEN = "the file is missing, or is no notice"
    UNSAID = "the settings lack a text in this language"
    UNDRAWN = "the letters of the program lack a character of the settings"
    EMPTY = "a text is empty"
    UNANSWERED = "an item that the law asks for has no answer"
    UNFILLED = "a placeholder is left in the text"
    STALE = "a fact stands in the text itself"
    LONG = "the sentences are too long"


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason; ``says`` is a clause for whoever set the kiosk up.

    ``item`` and ``article`` are named where the law is what asks, and ``part`` where it is a
    part of an item that is unsaid and not all of it; else they are empty.
    """

    fault: Fault
    says: str
    item: str = ""
    article: str = ""
    part: str = ""


def findings(
    template: Template, words: Mapping[str, str], marks: Set[str], pack: LawPack
) -> tuple[tuple[Finding, ...], Measure]:
    """All that is wrong with a language's text for this shop under this law, and its measure."""
    given = given_under(words, marks, pack)
    found = [
        *_shape(template, given),
        *_answers(template, words, given, pack),
        *_fillings(template, words, given),
        *_stale(template, words),
    ]
    texts = [card.text for card in template.cards if card.applies(given)]
    texts += [
        part.text
        for section in template.sections
        for part in section.paragraphs
        if part.applies(given)
    ]
    length = measure(texts, words, template.language)
    if length.is_too_long:
        longest = "; ".join(f"“{text}” ({size})" for size, text in length.longest)
        found.append(
            Finding(
                Fault.LONG,
                f"a sentence has {length.mean:.1f} {length.unit} on average, where {length.limit}"
                f" are the most; the longest are {longest}",
            )
        )
    return tuple(found), length


def given_under(words: Mapping[str, str], marks: Set[str], pack: LawPack) -> frozenset[str]:
    """What a paragraph may depend on, and is so here: a fact with a word, a mark, a law."""
    return frozenset((*words, *marks, *(f"pack:{name}" for name in pack.names)))


def _shape(template: Template, given: frozenset[str]) -> Iterator[Finding]:
    cards = sum(card.applies(given) for card in template.cards)
    if cards != CARDS:
        says = f"it has {cards} cards, not {CARDS}"
        yield Finding(Fault.BROKEN, says)
    for section in template.sections:
        where = f"“{section.title}”" if section.title.strip() else "a section"
        if not section.title.strip():
            yield Finding(Fault.EMPTY, "a section has no title")
        if any(not part.text.strip() for part in section.paragraphs):
            yield Finding(Fault.EMPTY, f"{where} has an empty paragraph")


def _answers(
    template: Template, words: Mapping[str, str], given: frozenset[str], pack: LawPack
) -> Iterator[Finding]:
    """Each item that no text answers, and each part of one that is unsaid, or without its facts."""
    said = _said(template, given)
    answered = {code.partition(".")[0] for code in said}
    for item, article in pack.articles:
        if item not in answered:
            says = f"nothing answers {item}, which {article} asks for"
            yield Finding(Fault.UNANSWERED, says, item, article)
    for part in pack.parts:
        if part.item not in answered or (part.given is not None and part.given not in given):
            continue
        texts = said.get(part.code, [])
        wanting = [
            fact
            for fact in part.facts
            if fact in words and not any(f"{{{fact}}}" in text for text in texts)
        ]
        asked = f"{part.code}, which {part.article} asks for"
        if not texts:
            says = f"nothing says {part.says} ({asked})"
            yield Finding(Fault.UNANSWERED, says, part.item, part.article, part.name)
        elif wanting:
            without = " and ".join(f"{{{fact}}}" for fact in wanting)
            says = f"it says {part.says} without {without} ({asked})"
            yield Finding(Fault.UNANSWERED, says, part.item, part.article, part.name)


def _said(template: Template, given: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """What each part is said with to a visitor of this shop, under a title."""
    texts: dict[str, list[str]] = {}
    for section in template.sections:
        for paragraph in section.paragraphs if section.title.strip() else ():
            for said in paragraph.said if paragraph.applies(given) else ():
                for code in said.parts if said.text.strip() else ():
                    texts.setdefault(code, []).append(said.text)
    return texts


def _fillings(
    template: Template, words: Mapping[str, str], given: frozenset[str]
) -> Iterator[Finding]:
    for text in _all_texts(template, given):
        try:
            filled = fill(text, words)
        except TemplateBroken as why:
            yield Finding(Fault.UNFILLED, str(why))
            continue
        own = re.sub(r"{\w+}", "", text)
        if left := _LEFT_IN_TEXT.search(own) or _LEFT_ANYWHERE.search(filled):
            says = f"“{left[0]}” is left in “{filled[:_SHOWN]}”"
            yield Finding(Fault.UNFILLED, says)


def _stale(template: Template, words: Mapping[str, str]) -> Iterator[Finding]:
    for text in _all_texts(template, None):
        for says in stale_facts(text, words):
            yield Finding(Fault.STALE, f"{says} (in “{text[:_SHOWN]}”)")


def _all_texts(template: Template, given: frozenset[str] | None) -> Iterable[str]:
    """Every text from top to bottom, those that apply here, or all of them."""
    yield template.title
    for card in template.cards:
        if given is None or card.applies(given):
            yield card.title
            yield card.text
    for section in template.sections:
        yield section.title
        for part in section.paragraphs:
            if given is None or part.applies(given):
                yield part.text
