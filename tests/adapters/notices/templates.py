"""Templates taken apart, changed and written down again."""

import copy
import functools
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.adapters.notices.shop import CHAIN, NOTICES, with_phone


def parts_of(language: str, phone: str = "off") -> dict[str, Any]:
    """A shipped template as its tables, to be changed, without what is of another phone page."""
    parts = copy.deepcopy(_shipped(language))
    marks = with_phone(phone).marks
    for section in parts["sections"]:
        section["paragraphs"] = [
            each
            for each in section["paragraphs"]
            if not (each.get("when", "").startswith(("phone", CHAIN)) and each["when"] not in marks)
            and each.get("unless") not in marks
        ]
    return parts


@functools.cache
def _shipped(language: str) -> dict[str, Any]:
    return tomllib.loads((NOTICES / f"{language}.toml").read_text(encoding="utf-8"))


def places(parts: Mapping[str, Any]) -> Iterator[tuple[int, int, str]]:
    """Where each group of sentences stands: its section, its paragraph, the parts it says."""
    for number, section in enumerate(parts["sections"]):
        for place, paragraph in enumerate(section.get("paragraphs", ())):
            for key in codes_of(paragraph):
                yield number, place, key


def codes_of(paragraph: Any) -> list[str]:
    """What a paragraph's groups of sentences are marked with, without what it depends on."""
    if not isinstance(paragraph, dict):
        return []
    return [key for key in paragraph if key not in ("when", "unless", "text")]


def items_of(section: Mapping[str, Any]) -> set[str]:
    """The items that a section says any part of."""
    return {
        code.partition(".")[0]
        for paragraph in section.get("paragraphs", ())
        for key in codes_of(paragraph)
        for code in key.split()
    }


def write(parts: Mapping[str, Any], folder: Path) -> None:
    """Write a changed template where a shop's would lie."""
    lines = [f"{key} = {_value(parts[key])}" for key in ("language", "title", "layout")]
    lines += ["[units]", *(f"{key} = {_value(word)}" for key, word in parts["units"].items())]
    for table in ("cards", "sections"):
        for each in parts[table]:
            lines += [f"[[{table}]]", *(f"{key} = {_value(word)}" for key, word in each.items())]
    path = folder / f"{parts['language']}.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _value(value: object) -> str:
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)} = {_value(each)}" for key, each in value.items())
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)
