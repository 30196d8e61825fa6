"""The secret that a door counter sends along: in a file of its own, never in the settings."""

import hashlib
import os
import re
import secrets
import stat
from pathlib import Path
from typing import Final

from kiosk.application.whole_file import write_whole

TOKEN_FILE: Final = "token"
_RANDOM_BYTES: Final = 32
_TOKEN: Final = re.compile(r"[A-Za-z0-9._~+/=-]{20,200}")


class TokenUnusable(Exception):
    """There is no token to be had; the text says what to do."""


def load_or_make(path: Path) -> str:
    """The kiosk's own token, made now if there is none. Raises TokenUnusable."""
    return load(path) if path.exists() else make(path)


def make(path: Path) -> str:
    """A new token in place of any that was there; only this account can read it."""
    token = secrets.token_urlsafe(_RANDOM_BYTES)
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        write_whole(path, f"{token}\n".encode())
    except OSError as why:
        raise TokenUnusable(f"{path}: the token cannot be written ({why.strerror}).") from why
    return token


def load(path: Path) -> str:
    """The token in a file: one line of 20 to 200 letters, digits and ``._~+/=-``.

    Raises TokenUnusable, whose text never repeats it, also for a file that others can read.
    """
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            untrusted_content = file.read(1024)
    except OSError as why:
        raise TokenUnusable(f"{path}: the token cannot be read ({why.strerror}).") from why
    if os.name == "posix" and mode & (stat.S_IRWXO | stat.S_IWGRP):
        raise TokenUnusable(
            f"{path}: other accounts may read or change this token: chmod 600, and make a new one."
        )
    token = untrusted_content.decode("ascii", "replace").strip()
    if not _TOKEN.fullmatch(token):
        raise TokenUnusable(
            f"{path}: this is no token: one line of 20 to 200 letters, digits and ._~+/=- is one."
        )
    return token


def hash_of(token: str) -> str:
    """What the process that listens is given: enough to know the token by, not to send it."""
    return hashlib.sha256(token.encode()).hexdigest()
