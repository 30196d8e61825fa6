"""What is printed beside the notice: sign, slips and the text for staff, filled from settings."""

import tomllib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kiosk.adapters.notices.check import given_under
from kiosk.adapters.notices.facts import NoticeFacts
from kiosk.adapters.notices.template import (
    Paragraph,
    TemplateBroken,
    fill,
    load_template,
    paragraph_of,
)
from kiosk.application.document import Block, Bullets, Document, Heading, Lines, QrPicture
from kiosk.application.document import Paragraph as Said
from kiosk.domain.law import LawPack
from kiosk.domain.notice import Notice

OF_ONE_SETTING: Final = {"dpo": "dpo", "phone": "notice_url"}
"""Texts of the sign that are there only if the shop gives the fact they are about."""


_NO_PAPERS: Final = (
    *(OSError, ValueError, KeyError, TypeError, AttributeError),
    TemplateBroken,
)
"""What a file that is missing, cut off or of another shape ends in."""


class PapersBroken(Exception):
    """A language's papers cannot be printed; the text says why."""


@dataclass(frozen=True, slots=True)
class Papers:
    """One language's texts, filled: by their names, and the text for staff as a document.

    In ``sign``, ``dpo`` and ``phone`` are there only if the shop has the one or the other.
    """

    language: str
    sign: Mapping[str, str]
    slips: Mapping[str, str]
    requests: Document


def load_papers(
    papers: Path, notices: Path, language: str, facts: NoticeFacts, pack: LawPack
) -> Papers:
    """The papers of one language, filled for this shop. Raises PapersBroken.

    ``notices`` is the folder of notices: both count days and people in the same words.
    """
    path = papers / f"{language}.toml"
    try:
        units = load_template(notices / f"{language}.toml", language).units
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        if unsaid := facts.unsaid(language):
            raise TemplateBroken(f"the settings have no {' and no '.join(unsaid)} in {language}")
        words = facts.words(language, units)
        return _papers(found, language, words, given_under(words, facts.marks, pack))
    except _NO_PAPERS as why:
        raise PapersBroken(f"{path}: nothing can be printed from it ({why}).") from why


def printed(papers: Path, notice: Notice, *, is_draft: bool = False) -> Document:
    """A notice as a document to be printed, which ends with the number it goes by.

    Needs nothing of the shop's present settings. A draft is one that no visitor is shown: it
    says so on every page. Raises PapersBroken.
    """
    path = papers / f"{notice.language}.toml"
    version = notice.version
    url = notice.conditions.notice_url if notice.conditions else None
    words = {"version": version.short, "hash": version.content_hash, "notice_url": url or ""}
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))["copy"]
        phone, number = fill(said["phone"], words), fill(said["version"], words)
        mark, why = fill(said["draft"], words), fill(said["draft_why"], words)
    except _NO_PAPERS as why:
        raise PapersBroken(f"{path}: nothing can be printed from it ({why}).") from why
    blocks: list[Block] = [Heading(notice.title, 1)]
    if is_draft:
        blocks.append(Said(why))
    for card in notice.cards:
        blocks += [Heading(card.title, 3), Said(card.text)]
    for section in notice.sections:
        blocks += [Heading(section.title), *map(Said, section.paragraphs)]
    if url is not None:
        blocks.append(QrPicture(url, phone))
    blocks.append(Said(why if is_draft else number))
    mark = mark if is_draft else ""
    return Document(notice.title, notice.language, tuple(blocks), mark)


def _papers(
    found: Mapping[str, Any], language: str, words: Mapping[str, str], given: Set[str]
) -> Papers:
    if found["language"] != language:
        raise TemplateBroken(f"the text is in {found['language']!r}")
    absent = {name for name, fact in OF_ONE_SETTING.items() if fact not in words}
    return Papers(
        language,
        sign={
            name: fill(_chosen(text, language, given), words)
            for name, text in found["sign"].items()
            if name not in absent
        },
        slips={name: fill(text, words) for name, text in found["slips"].items()},
        requests=_requests(found["requests"], language, words, given),
    )


def _chosen(text: str | Sequence[object], language: str, given: Set[str]) -> str:
    """A text as it is, or the sentences of a list that apply here, one after the other."""
    if isinstance(text, str):
        return text
    parts = [paragraph_of(each, "the sign") for each in text]
    # Chinese sentences follow each other without a space.
    between = "" if language.partition("_")[0] == "zh" else " "
    return between.join(part.text for part in parts if part.applies(given))


def _requests(
    found: Mapping[str, Any], language: str, words: Mapping[str, str], given: Set[str]
) -> Document:
    def filled(texts: Sequence[object], title: str) -> list[str]:
        parts: list[Paragraph] = [paragraph_of(text, title) for text in texts]
        return [fill(part.text, words) for part in parts if part.applies(given)]

    title = fill(found["title"], words)
    blocks: list[Block] = [Heading(title, 1), Said(fill(found["lead"], words))]
    for section in found["sections"]:
        heading = fill(section["title"], words)
        blocks.append(Heading(heading))
        blocks += map(Said, filled(section.get("paragraphs", ()), heading))
        if bullets := filled(section.get("bullets", ()), heading):
            blocks.append(Bullets(tuple(bullets)))
        blocks += map(Said, filled(section.get("after", ()), heading))
        if lines := filled(section.get("lines", ()), heading):
            blocks.append(Lines(tuple(lines)))
    return Document(title, language, tuple(blocks))
