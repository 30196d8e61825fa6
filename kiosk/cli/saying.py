"""How the command line speaks and listens: results on one stream, everything else on the other."""

import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

NOTHING_YET: Final = "Nothing has been recorded here yet."
"""Of a data folder without records."""


def say(text: str) -> None:
    """A result, which a script may read."""
    print(text)


def complain(text: str) -> None:
    """What a person should know, beside the result or instead of it."""
    print(text, file=sys.stderr)


def many(number: int, what: str) -> str:
    """So many of something, which takes an ``s`` unless it is one."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def counting_up() -> Callable[[str, int, int], None]:
    """Shows what is being done, how much is, and of how much: to somebody who waits, or nobody."""
    if not sys.stderr.isatty():
        return lambda what, done, total: None

    def show(what: str, done: int, total: int) -> None:
        line = f"{done:,} of {total:,} {what}"
        end = f"\r{' ' * len(line)}\r" if done == total else ""
        print(f"\r{line}{end}", end="", file=sys.stderr, flush=True)

    return show


def words_of(why: OSError) -> str:
    """What the system refused, and of which file, without its number and without a full stop."""
    if not why.strerror:
        return str(why)
    return f"{why.filename}: {why.strerror}" if why.filename else why.strerror


def deliver(text: str, to: Path | None) -> None:
    """A result that must not be lost: in a new file, on disk when this returns, or said.

    Raises OSError.
    """
    if to is None:
        say(text)
        sys.stdout.flush()
        return
    with to.open("x", encoding="utf-8") as file:
        file.write(f"{text}\n")
        file.flush()
        os.fsync(file.fileno())


def untrusted_code() -> str:
    """Typed without echo, or one line of standard input; an argument would stay in the history."""
    if sys.stdin.isatty():
        return getpass.getpass("Receipt code (not shown as you type): ")
    return sys.stdin.readline(64)
