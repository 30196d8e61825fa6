"""What each item of a notice consists of, as it lies on disk beside the law packs."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kiosk.domain.notice import ITEMS

PART_NAME: Final = re.compile(r"[a-z]+")
_KEYS: Final = {"says", "facts", "given", "articles"}


class ItemsBroken(Exception):
    """The file cannot be read or says what it must not; the text names it."""


@dataclass(frozen=True, slots=True)
class ItemPart:
    """A part of an item. ``articles`` names the packs that ask for it, or is None for all."""

    item: str
    name: str
    says: str
    facts: tuple[str, ...]
    given: str | None
    articles: Mapping[str, str] | None

    def article_under(self, pack: str, of_items: Mapping[str, str]) -> str | None:
        """The article by which this pack asks for the part; None if it does not."""
        if self.articles is None:
            return of_items.get(self.item)
        return self.articles.get(pack)


def load_items(path: Path, packs: Collection[str]) -> tuple[ItemPart, ...]:
    """Every part of every item, in the file's order. Raises ItemsBroken, naming the flaw."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as why:
        raise ItemsBroken(f"{path}: cannot be read ({why})") from why
    if set(found) != set(ITEMS):
        raise ItemsBroken(f"{path}: the items must be {ITEMS[0]} to {ITEMS[-1]}")
    parts: list[ItemPart] = []
    for item, named in found.items():
        if not isinstance(named, dict) or not named:
            raise ItemsBroken(f"{path}: {item} has no parts")
        parts += [_part(path, item, name, each, packs) for name, each in named.items()]
    return tuple(parts)


def _part(path: Path, item: str, name: str, found: Any, packs: Collection[str]) -> ItemPart:
    where = f"{path}: {item}.{name}"
    if not PART_NAME.fullmatch(name) or not isinstance(found, dict):
        raise ItemsBroken(f"{where} is no part of an item")
    if not {"says"} <= set(found) <= _KEYS:
        raise ItemsBroken(f"{where} must have says, and may have facts, given and articles")
    facts, articles = found.get("facts", []), found.get("articles")
    texts = [found["says"], found.get("given", "-")]
    if not isinstance(facts, list) or not all(_is_text(text) for text in [*texts, *facts]):
        raise ItemsBroken(f"{where} has what is no text")
    if articles is not None and not (
        isinstance(articles, dict)
        and articles
        and set(articles) <= set(packs)
        and all(_is_text(article) for article in articles.values())
    ):
        raise ItemsBroken(f"{where}: articles must name packs, each with its article")
    return ItemPart(item, name, found["says"], tuple(facts), found.get("given"), articles)


def _is_text(found: object) -> bool:
    return isinstance(found, str) and bool(found.strip())
