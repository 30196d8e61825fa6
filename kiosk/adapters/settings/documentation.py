"""The manual's table of settings and the example file, both made from the one list of keys.

``make manuals`` writes both where they belong.
"""

import re
import tomllib
from typing import Final

from kiosk.adapters.settings.drafting import LAST_TABLE, as_toml, new_file
from kiosk.adapters.settings.keys import KEYS, Key

_HEAD: Final = """\
# The settings of one AskFirst kiosk. Copy this file to askfirst.toml in the data folder, change
# what is not true of your shop, and run "askfirst doctor". Every setting is in docs/settings.md.
# A line that begins with "#" is not read; where one shows a setting, its default holds.
# Leave [purpose] at the end: so the kiosk can tell a whole file from one that was cut off.
"""


def example_file() -> str:
    """A whole settings file with every key: required ones set, the others shown as comments."""
    set_here = (key for key in KEYS if key.is_required or key.table == LAST_TABLE)
    values = {key.name: tomllib.loads(f"example = {key.example}")["example"] for key in set_here}
    return new_file(values, _HEAD)


def settings_table() -> str:
    """The table of docs/settings.md, one row a setting."""
    rows = ["| Setting | What it says | Allowed | If left out |", "|---|---|---|---|"]
    for key in KEYS:
        says = f"{key.says} *Demo: {key.in_demo.allowed}.*" if key.in_demo else key.says
        rows.append(f"| `{key.name}` | {says} | {key.kind.allowed} | {_left_out(key)} |")
    # What names a page from the checkout's root is a link beside it.
    return re.sub(r"docs/([\w/-]+\.md)", r"[\1](\1)", "\n".join(rows)) + "\n"


def _left_out(key: Key) -> str:
    if key.is_required:
        return "**refused**"
    if key.table == "purpose":
        return "refused, if the language is offered"
    return "—" if key.default is None else f"`{as_toml(key.default)}`"
