"""The model card that came with the models: its figures, and all its tables as Markdown."""

import json
from pathlib import Path
from typing import Any, Final

from kiosk.bootstrap import parts

FIGURES: Final = "model-card.json"
TABLES: Final = "model-card.md"


class CardMissing(Exception):
    """The card is not there or cannot be read; the text names the file and the cure."""


def figures() -> dict[str, Any]:
    """The card's figures. Raises CardMissing."""
    path = parts.models_folder() / FIGURES
    try:
        found = json.loads(_text(path))
    except ValueError as why:
        raise _broken(path) from why
    if not isinstance(found, dict):
        raise _broken(path)
    return found


def tables() -> str:
    """Every table of the card, as Markdown. Raises CardMissing."""
    return _text(parts.models_folder() / TABLES)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as why:
        raise _broken(path) from why


def _broken(path: Path) -> CardMissing:
    cure = "Copy it again from the release that this program came with."
    return CardMissing(f"{path}: the model card is missing or cannot be read. {cure}")
