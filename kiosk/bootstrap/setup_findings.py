"""The doctor's findings in the language of a set-up, as far as they have been translated."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from kiosk.application.doctor import Check
from kiosk.application.shipped import NotShipped, shipped

ANYTHING: Final = "{}"
"""Stands in a line for what differs each time: a path, a number, a reason."""


def in_language(check: Check, language: str) -> Check:
    """The same finding in this language; what no line of its file fits stays in English.

    The doctor itself speaks English, and so do the pages that its words are looked up in: this is
    for whoever has just answered a set-up's questions. Raises NotShipped.
    """
    if language == "en":
        return check
    words = findings_in(language)
    return replace(
        check,
        name=words["names"].get(check.name, check.name),
        says=_translated(check.says, words),
        cure=_translated(check.cure, words),
    )


def findings_in(language: str) -> Mapping[str, Any]:
    """The lines of a language as their file has them. Raises NotShipped."""
    path = shipped("assets") / "setup" / f"findings.{language}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as why:
        raise NotShipped(f"{path}: cannot be read ({why})") from why


def _translated(text: str, words: Mapping[str, Any]) -> str:
    # The one with the most words of its own: "{}" alone would fit everything.
    for line in sorted(words["lines"], key=lambda line: -len(line["of"])):
        parts = (re.escape(part) for part in line["of"].split(ANYTHING))
        found = re.fullmatch("(.+?)".join(parts), text, re.DOTALL)
        if found is not None:
            return _filled(line["is"], found.groups())
    return text


def _filled(text: str, facts: tuple[str, ...]) -> str:
    first, *rest = text.split(ANYTHING)
    return first + "".join(fact + part for fact, part in zip(facts, rest, strict=True))
