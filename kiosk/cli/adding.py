"""How a command is added to the command line, so that each group of them can stand in its file."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Exists for type checkers alone.
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

Work = Callable[[argparse.Namespace], int]
"""What a command does with its options; returns the exit code."""


class Commands:
    """The commands of one level; ``everywhere`` holds the options that each of them takes."""

    def __init__(self, level: "Subparsers", everywhere: argparse.ArgumentParser) -> None:
        self._level = level
        self._everywhere = everywhere

    def add(self, name: str, says: str, work: Work) -> argparse.ArgumentParser:
        """A command; ``says`` is its line in the help, in lower case and without a full stop."""
        made = self._parser(name, says)
        made.set_defaults(carry_out=work)
        return made

    def group(self, name: str, says: str) -> "Commands":
        """A command that only has commands of its own, such as ``notice check``."""
        level = self._parser(name, says).add_subparsers(metavar="COMMAND", required=True)
        return Commands(level, self._everywhere)

    def _parser(self, name: str, says: str) -> argparse.ArgumentParser:
        return self._level.add_parser(
            name,
            help=says,
            description=f"{says[0].upper()}{says[1:]}.",
            parents=[self._everywhere],
            allow_abbrev=False,
        )


def as_json(command: argparse.ArgumentParser) -> None:
    """Give a command the option ``--json``."""
    command.add_argument("--json", action="store_true", help="one JSON object, for a script")
