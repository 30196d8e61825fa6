"""A whole settings file from values by their names: a new one, or the shop's own, changed.

Values are as TOML has them: texts, whole numbers, true and false, lists of texts, and tables
with a text for each language. None takes a setting out of the file, so that its default holds.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table
from tomlkit.toml_document import TOMLDocument

from kiosk.adapters.settings.keys import KEYS, Key
from kiosk.adapters.settings.reading import SettingsRefused
from kiosk.adapters.settings.times import as_text

LAST_TABLE: Final = KEYS[-1].table
"""The table that stays at the end, for with it a file that was cut off is told from a whole one."""

_WIDTH: Final = 92
_HEADER: Final = re.compile(r"\[(?P<table>[^\[\]]+)\]\s*(?:#.*)?")

_HEAD: Final = """\
# The settings of this AskFirst kiosk. Every setting is in docs/settings.md; "askfirst doctor" says
# whether the file is whole. Restart the kiosk after a change.
# A line that begins with "#" is not read; where one shows a setting, its default holds.
# Leave [purpose] at the end: so the kiosk can tell a whole file from one that was cut off.
"""


def new_file(values: Mapping[str, Any], head: str = _HEAD) -> str:
    """A file with every setting explained: those given are set, the others shown as comments."""
    lines = [head.rstrip()]
    table = ""
    for key in KEYS:
        if key.table != table:
            table = key.table
            lines += ["", f"[{table}]"]
        lines += [f"# {line}" for line in _wrapped(key.says)]
        given = values.get(key.name)
        lines.append(f"# {_shown(key)}" if given is None else f"{key.own} = {as_toml(given)}")
    return "\n".join(lines) + "\n"


def changed_file(text: str, changed: Mapping[str, Any], path: Path) -> str:
    """The text of the file at ``path`` with these values; comments, order and the rest stay.

    A setting that the file only shows, as a comment, is set in that line. Raises
    SettingsRefused if it is no whole TOML file.
    """
    try:
        document = tomlkit.parse(text)
        for name, value in changed.items():
            if value is not None and _value(document, name) is None:
                text = _with_line_set(tomlkit.dumps(document), name, value)
                document = tomlkit.parse(text)
            _change(document, name, value)
        return tomlkit.dumps(document)
    except TOMLKitError as why:
        raise SettingsRefused((f"{path}: is no whole TOML file: {why}",)) from why


def as_toml(value: Any) -> str:
    """One value in one line."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{tag} = {as_toml(text)}' for tag, text in value.items())} }}"
    # What JSON writes for texts on one line, numbers, lists, true and false is TOML as well.
    # A time of day stands there as a text.
    return json.dumps(value, ensure_ascii=False, default=as_text)


def _shown(key: Key) -> str:
    return f"{key.own} = {key.example or as_toml(key.default)}"


def _value(document: TOMLDocument, name: str) -> Any:
    table, _, own = name.partition(".")
    found = document.get(table)
    return found.get(own) if isinstance(found, Table) else None


def _with_line_set(text: str, name: str, value: Any) -> str:
    """The text with the first comment that shows this setting turned into the setting."""
    table, _, own = name.partition(".")
    lines = text.splitlines(keepends=True)
    within = ""
    for number, line in enumerate(lines):
        content = line.rstrip("\r\n")
        if header := _HEADER.fullmatch(content):
            within = header["table"]
        elif within == table and content.startswith(f"# {own} = "):
            lines[number] = f"{own} = {as_toml(value)}{line[len(content) :]}"
            break
    return "".join(lines)


def _change(document: TOMLDocument, name: str, value: Any) -> None:
    table, _, own = name.partition(".")
    found = document.get(table)
    if not isinstance(found, Table):
        if value is not None:
            _add(document, table, own, value)
    elif value is None:
        found.pop(own, None)
    elif found.get(own) != (list(value) if isinstance(value, tuple) else value):
        found[own] = _item(value)


def _item(value: Any) -> Any:
    if isinstance(value, Mapping):
        inline = tomlkit.inline_table()
        inline.update(value)
        return inline
    return list(value) if isinstance(value, tuple) else value


def _add(document: TOMLDocument, name: str, own: str, value: Any) -> None:
    """A new table before the one that has to be the last."""
    table = tomlkit.table()
    table[own] = _item(value)
    last = document.pop(LAST_TABLE) if LAST_TABLE in document else None
    document[name] = table
    if last is not None:
        table.add(tomlkit.nl())
        document[LAST_TABLE] = last


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
