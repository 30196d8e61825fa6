"""What a set-up says: its own words, and the notice's sentences that an answer will stand in."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from kiosk.adapters.notices.template import TemplateBroken, load_template
from kiosk.application.shipped import NotShipped, shipped
from kiosk.bootstrap import parts
from kiosk.ui.drawable import undrawable

LANGUAGES: Final = ("en", "zh_CN")
"""The languages that a set-up can be held in."""

_SENTENCES: Final = re.compile(r"(?<=[.。；;])\s*")


def words_in(language: str) -> Mapping[str, Any]:
    """The words of the set-up, as their file has them. Raises NotShipped."""
    path = shipped("assets") / "setup" / f"{language}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as why:
        raise NotShipped(f"{path}: cannot be read ({why})") from why


def sentence_with(language: str, fact: str, value: str) -> str | None:
    """The first sentence of the full notice that states this fact, with the value in it.

    None where no text states it, or the text is broken, which the check of the notice names.
    """
    try:
        template = load_template(parts.notices_folder() / f"{language}.toml", language)
    except TemplateBroken:
        return None
    place = f"{{{fact}}}"
    for section in template.sections:
        for paragraph in section.paragraphs:
            for sentence in _SENTENCES.split(paragraph.text):
                if place in sentence and sentence.count("{") == 1:
                    return sentence.replace(place, value).strip()
    return None


def letters_lacking(text: str) -> str:
    """The characters that visitors would see as empty boxes."""
    return undrawable(text)
