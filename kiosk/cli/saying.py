"""How the command line speaks: results on one stream, everything else on the other."""

import sys


def say(text: str) -> None:
    """A result, which a script may read."""
    print(text)


def complain(text: str) -> None:
    """What a person should know, beside the result or instead of it."""
    print(text, file=sys.stderr)
