"""The notices that were shown, word for word, so that a consent can say what it was given to.

What is stored is the very text that the notice's hash is taken of: SHA-256 of it is the hash.
"""

import hashlib
import json
import sqlite3
from typing import Any

from kiosk.domain.notice import Conditions, Notice, NoticeCard, NoticeSection, exact_text


class NoticeChanged(Exception):
    """The text kept under a hash is not the one that the hash was taken of; names the hash."""


def remember(connection: sqlite3.Connection, notice: Notice) -> None:
    """Keep the notice's text under its hash; it is kept once, however often it is shown."""
    connection.execute(
        "INSERT OR IGNORE INTO notice(hash, language, text) VALUES (?, ?, ?)",
        [notice.version.content_hash, notice.language, exact_text(notice)],
    )


def find(connection: sqlite3.Connection, content_hash: str) -> Notice | None:
    """The notice that was shown under this hash, as it was."""
    row = connection.execute("SELECT text FROM notice WHERE hash = ?", [content_hash]).fetchone()
    return None if row is None else from_exact_text(row[0])


def find_all(connection: sqlite3.Connection, beginning: str) -> list[Notice]:
    """The notices that were shown whose hash begins so, in the order of their hashes.

    Raises NoticeChanged for a text that is no longer the one its hash was taken of.
    """
    rows = connection.execute(
        "SELECT hash, text FROM notice WHERE substr(hash, 1, ?) = ? ORDER BY hash",
        [len(beginning), beginning],
    ).fetchall()
    for content_hash, text in rows:
        if hashlib.sha256(text.encode()).hexdigest() != content_hash:
            raise NoticeChanged(content_hash)
    return [from_exact_text(text) for _, text in rows]


def from_exact_text(text: str) -> Notice:
    """A notice from the text that its hash is taken of."""
    exact: dict[str, Any] = json.loads(text)
    return Notice(
        language=exact["language"],
        title=exact["title"],
        cards=tuple(NoticeCard(*card) for card in exact["cards"]),
        sections=tuple(
            NoticeSection(title, tuple(paragraphs), tuple(items))
            for title, paragraphs, items in exact["sections"]
        ),
        controller=exact["controller"],
        contact=exact["contact"],
        minimum_age=exact["minimum_age"],
        layout=exact["layout"],
        conditions=_conditions(exact.get("conditions")),
    )


def _conditions(found: dict[str, Any] | None) -> Conditions | None:
    if found is None:
        return None
    whole: dict[str, Any] = {**found, "packs": tuple(found["packs"])}
    return Conditions(**whole)
