"""Writes the manuals that are made from the code, and the example of a settings file.

python -m tools.write_manuals     (``make manuals``)

docs/command-line.md comes from the parsers of the command line, docs/settings.md and
packaging/askfirst.example.toml from the list of settings. What neither says is in manuals.toml.
"""

import argparse
import textwrap
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, cast

from kiosk.adapters.settings.documentation import example_file, settings_table
from kiosk.cli.arguments import parser
from kiosk.cli.codes import MEANINGS

ROOT: Final = Path(__file__).parents[1]
COMMAND_LINE: Final = ROOT / "docs" / "command-line.md"
SETTINGS: Final = ROOT / "docs" / "settings.md"
EXAMPLE: Final = ROOT / "packaging" / "askfirst.example.toml"

TEXTS: Final[Mapping[str, Mapping[str, str]]] = tomllib.loads(
    Path(__file__).with_name("manuals.toml").read_text(encoding="utf-8")
)

_WRITTEN: Final = "<!-- By make manuals, from help texts and tools/manuals.toml -->\n"
_OF_EVERY_COMMAND: Final = ("help", "data_dir")
_WIDTH: Final = 120
_SHORT: Final = 4
"""Words of a help that are not worth a pointer to where they stand already."""


def manuals() -> dict[Path, str]:
    """What is to stand in each file."""
    return {COMMAND_LINE: command_line(), SETTINGS: settings(), EXAMPLE: example_file()}


def command_line() -> str:
    said: dict[str, str] = {}
    sections = "\n".join(_section(name, made, said) for name, made in commands(parser()))
    codes = "\n".join(f"| {code} | {meaning} |" for code, meaning in MEANINGS.items())
    texts = TEXTS["command_line"]
    return f"{_WRITTEN}{texts['head']}\n{sections}\n{texts['end'].format(codes=codes)}"


def settings() -> str:
    texts = TEXTS["settings"]
    return f"{_WRITTEN}{texts['head']}\n{settings_table()}\n{texts['end']}"


def commands(
    parent: argparse.ArgumentParser, path: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command in the order of the help; one of a group by both its words."""
    for action in _actions(parent):
        # Below a command its own commands; of an option, words or nothing.
        choices = cast(
            "Mapping[str, argparse.ArgumentParser] | Sequence[str] | None", action.choices
        )
        if isinstance(choices, Mapping):
            for name, made in choices.items():
                inner = list(commands(made, f"{path}{name} "))
                yield from inner or [(f"{path}{name}", made)]


def _actions(command: argparse.ArgumentParser) -> list[argparse.Action]:
    """argparse has no other way to ask which options there are."""
    return command._actions  # pyright: ignore[reportPrivateUsage]


def _section(name: str, command: argparse.ArgumentParser, said: dict[str, str]) -> str:
    """A command's part; ``said`` is where each longer help of an option stands already."""
    own = [each for each in _actions(command) if each.dest not in _OF_EVERY_COMMAND]
    named = [each for each in own if not each.option_strings]
    options = [_option(name, each, said) for each in own if each.option_strings]
    parts = [f"## askfirst {name}"]
    if named:
        words = (f"[{each.metavar}]" if each.nargs == "?" else str(each.metavar) for each in named)
        usage = ("    askfirst", name, *words, *(["[OPTION …]"] if options else []))
        parts.append(" ".join(usage))
    parts.append(_wrapped(f"{command.description} {TEXTS['notes'].get(name, '')}"))
    if options:
        parts.append("\n".join(options))
    return "".join(f"{part}\n\n" for part in parts).removesuffix("\n")


def _option(command: str, action: argparse.Action, said: dict[str, str]) -> str:
    option = action.option_strings[-1]
    value = "" if action.nargs == 0 else action.metavar or "|".join(action.choices or ())
    says = TEXTS["json"][command] if option == "--json" else str(action.help)
    where = said.setdefault(f"{option} {value}: {says}", command)
    if where != command and len(says.split()) > _SHORT:
        says = f"as of `{where}`"
    if option == "--demo" and len(says.split()) <= _SHORT:
        # "The demo's records", as the head of the page says of all of them.
        return "- `--demo`"
    required = " (required)" if action.required else ""
    return _wrapped(f"- `{option}`{f' {value}' if value else ''}: {says}{required}", "  ")


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text.strip(),
        _WIDTH,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def main() -> None:
    for path, text in manuals().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
