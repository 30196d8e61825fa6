"""The manuals name what there is: every command, option and setting, and none that is not."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.adapters.phone.guard import HEADERS
from kiosk.adapters.settings.keys import KEYS
from kiosk.cli.arguments import parser
from kiosk.cli.codes import MEANINGS

DOCS = Path(__file__).parents[2] / "docs"
COMMAND_LINE = (DOCS / "command-line.md").read_text(encoding="utf-8")


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every command there is, in the order of the help; one of a group by both its words."""
    return dict(_below(parser()))


def _below(parent: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parent._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, made in action.choices.items():
                inner = dict(_below(made))
                yield from {f"{name} {own}": each for own, each in inner.items()}.items()
                if not inner:
                    yield name, made


def options(command: argparse.ArgumentParser) -> set[str]:
    found = {name for action in command._actions for name in action.option_strings}
    return found - {"-h"}


def documented(command: str | None) -> set[str]:
    """The options listed under a command's heading, or before the first heading."""
    start = COMMAND_LINE.index(f"## askfirst {command}\n") if command else 0
    end = COMMAND_LINE.find("\n## ", start + 1)
    return set(re.findall(r"^- `(--[a-z-]+)`", COMMAND_LINE[start:end], re.MULTILINE))


def test_every_command_is_documented_and_every_documented_one_exists() -> None:
    named = re.findall(r"^## askfirst (.+)$", COMMAND_LINE, re.MULTILINE)
    assert named == list(commands())


def test_options_before_the_command_are_documented() -> None:
    assert documented(None) == options(parser())


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_option_is_documented_and_every_documented_one_exists(name: str) -> None:
    everywhere = {"--data-dir", "--help"}
    assert documented(name) == options(commands()[name]) - everywhere


def test_every_exit_code_is_documented() -> None:
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", COMMAND_LINE, re.MULTILINE)
    assert {int(code): meaning for code, meaning in rows} == MEANINGS


def test_commands_named_anywhere_exist() -> None:
    for path in sorted(DOCS.glob("*.md")):
        for name in re.findall(r"`askfirst ([a-z][a-z -]*)", path.read_text(encoding="utf-8")):
            assert _names_a_command(name), f"{path.name} names askfirst {name}"


def _names_a_command(words: str) -> bool:
    return any(f"{words.strip()} ".startswith(f"{known} ") for known in commands())


def test_settings_named_anywhere_exist() -> None:
    known = {key.name for key in KEYS}
    tables = "|".join(sorted({key.table for key in KEYS}))
    for path in sorted(DOCS.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for name in re.findall(rf"`((?:{tables})\.[a-zA-Z_]+)`", text):
            assert name in known, f"{path.name} names the setting {name}"


def test_every_setting_is_documented() -> None:
    manual = (DOCS / "settings.md").read_text(encoding="utf-8")
    for key in KEYS:
        assert f"| `{key.name}` |" in manual


def test_every_header_of_the_phone_page_is_named() -> None:
    manual = (DOCS / "phone.md").read_text(encoding="utf-8")
    for name in HEADERS:
        assert f"`{name}" in manual
