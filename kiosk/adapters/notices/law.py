"""The law packs as they lie on disk: one TOML file a jurisdiction, read whole or refused."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kiosk.adapters.notices.items import ItemPart, ItemsBroken, load_items
from kiosk.domain.law import LawPack, Part
from kiosk.domain.notice import ITEMS

ITEMS_FILE: Final = "items.toml"
"""Beside the packs: what each item of a notice consists of, for all of them."""


class LawPackBroken(Exception):
    """A law pack's file cannot be read or says what it must not; the text names the file."""


def load_packs(folder: Path) -> Mapping[str, LawPack]:
    """Every law pack of ``folder`` by its name, in the order of the names.

    Raises LawPackBroken for the first file that is no law pack, and for a folder without any:
    a kiosk that cannot say which law binds it asks nobody.
    """
    paths = [path for path in sorted(folder.glob("*.toml")) if path.name != ITEMS_FILE]
    if not paths:
        raise LawPackBroken(f"{folder}: there is no law pack here")
    try:
        parts = load_items(folder / ITEMS_FILE, packs={path.stem for path in paths})
    except ItemsBroken as why:
        raise LawPackBroken(str(why)) from why
    return {path.stem: _load(path, parts) for path in paths}


def _load(path: Path, parts: tuple[ItemPart, ...]) -> LawPack:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as why:
        raise LawPackBroken(f"{path}: cannot be read ({why})") from why
    return _pack(path, found, parts)


def _pack(path: Path, found: Mapping[str, Any], parts: tuple[ItemPart, ...]) -> LawPack:
    if set(found) - {"filing_from"} != {"name", "minimum_age", "articles"}:
        raise LawPackBroken(
            f"{path}: a law pack has name, minimum_age, articles and perhaps filing_from, no more"
        )
    age, articles, filing = found["minimum_age"], found["articles"], found.get("filing_from")
    if found["name"] != path.stem:
        raise LawPackBroken(f"{path}: the pack calls itself {found['name']!r}, unlike its file")
    if type(age) is not int or not 14 <= age <= 18:
        raise LawPackBroken(f"{path}: minimum_age = {age!r}, but 14 to 18 are allowed")
    if filing is not None and (type(filing) is not int or filing < 1):
        raise LawPackBroken(f"{path}: filing_from = {filing!r}, but a number of faces is asked for")
    if not isinstance(articles, dict) or not articles:
        raise LawPackBroken(f"{path}: articles must be a table of items")
    for item, article in articles.items():
        if item not in ITEMS or not isinstance(article, str) or not article.strip():
            raise LawPackBroken(f"{path}: {item} = {article!r} is no item with its article")
    asked: list[Part] = []
    for part in parts:
        article = part.article_under(path.stem, articles)
        if article is not None:
            asked.append(Part(part.item, part.name, part.says, article, part.facts, part.given))
    return LawPack(path.stem, age, tuple(articles.items()), filing, tuple(asked))
