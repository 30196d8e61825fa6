"""Erasing files for good, as far as a program can: overwritten once, synced, then taken away.

A file system that writes elsewhere (on flash, or with snapshots) may keep the old bytes; against
that only an encrypted disk helps.
"""

import os
from pathlib import Path
from typing import Final

_PIECE: Final = 1024 * 1024


def erase(path: Path) -> int:
    """Overwrite and remove a file, or a folder with all that is in it; how many files that were.

    A link is taken away and what it points to is left alone. Raises OSError if something could
    not be erased; what came before it is. Nothing there is nothing to do.
    """
    if path.is_dir() and not path.is_symlink():
        erased = sum(erase(inside) for inside in sorted(path.iterdir()))
        path.rmdir()
    elif path.is_symlink() or path.exists():
        if path.is_file() and not path.is_symlink():
            _overwrite(path)
        path.unlink()
        erased = 1
    else:
        return 0
    _sync_names(path.parent)
    return erased


def _overwrite(path: Path) -> None:
    if os.name == "posix":
        # Even what was made read-only, by whoever owns it.
        path.chmod(0o600)
    with path.open("r+b", buffering=0) as file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, _PIECE)))
        os.fsync(file.fileno())


def _sync_names(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
