"""The terminal that a set-up is held at, and the language it is held in."""

import getpass
import io
import os
import sys
from collections.abc import Mapping
from typing import Any, Final

from kiosk.application.setup import Words
from kiosk.cli.saying import complain

_UNREADABLE: Final = "\N{REPLACEMENT CHARACTER}"
_LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


class Terminal:
    """Implements ``application.setup.Asker``: asks on the terminal, shows nothing of a PIN."""

    def __init__(self) -> None:
        if isinstance(sys.stdin, io.TextIOWrapper):
            # Whatever bytes come from the keyboard are an answer, if one that cannot be taken.
            sys.stdin.reconfigure(errors="replace")

    def ask(self, prompt: str, *, hidden: bool) -> str:
        if hidden:
            try:
                return getpass.getpass(prompt)
            except UnicodeDecodeError:
                return _UNREADABLE
        # Not by input(): where there is a result on standard output, prompts are none.
        print(prompt, end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")

    def tell(self, text: str) -> None:
        complain(text)


def language_of(chosen: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """The language asked for, else Chinese where the session is Chinese, else English."""
    if chosen is not None:
        return chosen
    spoken = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    return "zh_CN" if spoken.lower().startswith("zh") else "en"


def interviews_words(words: Mapping[str, Any]) -> Words:
    """What is said around every question."""
    own = words["interview"]
    return Words(own["needed"], own["again"], own["unlike"], own["at_the_first"])
