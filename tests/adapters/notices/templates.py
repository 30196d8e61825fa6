"""Templates taken apart, changed and written down again."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.adapters.notices.shop import NOTICES


def parts_of(language: str) -> dict[str, Any]:
    """A shipped template as its tables, to be changed."""
    return tomllib.loads((NOTICES / f"{language}.toml").read_text(encoding="utf-8"))


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
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)
