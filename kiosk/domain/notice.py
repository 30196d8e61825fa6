"""The text a visitor is shown before choosing, and the version that text goes by."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """One of the five short cards of the first layer; ``icon`` names a drawing, not a path."""

    icon: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class NoticeSection:
    """One section of the full text; ``items`` are the ids of the duties it answers (N1 to N18)."""

    title: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeVersion:
    """Which exact text was shown: the SHA-256 of text, language, layout, conditions, in hex."""

    content_hash: str
    language: str

    @property
    def short(self) -> str:
        """Four characters for the foot of a screen: enough to tell two versions apart aloud."""
        return self.content_hash[:4]


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a yes to a notice is bound to, so that a program can read it: the text says the same.

    They are part of the notice's version, and so a consent that names the version is bound to
    them for good, whatever the settings say later. ``packs`` names the laws; ``day_ends`` is a
    time such as ``04:00``, from which ``window_hours`` count.
    """

    packs: tuple[str, ...]
    purpose: str
    address: str
    authority: str
    camera_seconds: int
    day_ends: str
    window_hours: int
    counts_months: int
    proof_years: int
    dpo: str | None = None
    notice_url: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice filled with the controller's facts, in one language, ready to be shown.

    ``layout`` numbers the arrangement of cards and sections on the screen: the same words
    arranged anew are a new version, for prominence is part of what was shown.
    """

    language: str
    title: str
    cards: tuple[NoticeCard, ...]
    sections: tuple[NoticeSection, ...]
    controller: str
    contact: str
    minimum_age: int
    layout: int = 1
    conditions: Conditions | None = None

    @property
    def version(self) -> NoticeVersion:
        return NoticeVersion(content_hash(self), self.language)

    @property
    def text(self) -> str:
        """Everything the notice says, as the lines a visitor reads, top to bottom."""
        cards = (f"{card.title}\n{card.text}" for card in self.cards)
        sections = ("\n".join((section.title, *section.paragraphs)) for section in self.sections)
        return "\n\n".join((self.title, *cards, *sections))

    def missing(self, required: Iterable[str]) -> tuple[str, ...]:
        """The required items (such as "N8") that no section of this notice answers."""
        answered = {
            item
            for section in self.sections
            if section.title.strip() and any(part.strip() for part in section.paragraphs)
            for item in section.items
        }
        return tuple(item for item in required if item not in answered)


ITEMS: Final = tuple(f"N{number}" for number in range(1, 19))
"""The ids of everything a notice may have to say; a law pack says which of them bind."""


def content_hash(notice: Notice) -> str:
    """The SHA-256 in hex of the exact text, its language, its layout and its conditions."""
    return hashlib.sha256(exact_text(notice).encode()).hexdigest()


def exact_text(notice: Notice) -> str:
    """All of a notice as one JSON text, always written the same way: what its version hashes."""
    exact: dict[str, object] = {
        "cards": [[card.icon, card.title, card.text] for card in notice.cards],
        "contact": notice.contact,
        "controller": notice.controller,
        "language": notice.language,
        "layout": notice.layout,
        "minimum_age": notice.minimum_age,
        "sections": [
            [section.title, list(section.paragraphs), list(section.items)]
            for section in notice.sections
        ],
        "title": notice.title,
    }
    if notice.conditions is not None:
        exact["conditions"] = asdict(notice.conditions)
    return json.dumps(exact, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
