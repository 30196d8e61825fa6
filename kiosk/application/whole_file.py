"""A small file that is there whole under its name, or not at all, whatever is cut short."""

import os
from pathlib import Path


def write_whole(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a file, for its owner alone unless ``mode`` says else; on disk when this returns.

    What had the name before is replaced. A power cut may leave a file beside it with ``.new``
    behind the name, which the next takes away; a full disk leaves none. Raises OSError.
    """
    WholeFile(path, content, mode).put_in_place()


class WholeFile:
    """A file's content, on disk under another name until it is put in its place, or given up.

    So whoever writes several things knows that there was room for this one before the first of
    the others is changed.
    """

    def __init__(self, path: Path, content: bytes, mode: int = 0o600) -> None:
        """Raises OSError, and then has left nothing."""
        self._path = path
        self._unfinished = path.with_name(f"{path.name}.new")
        self._unfinished.unlink(missing_ok=True)
        descriptor = os.open(self._unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(descriptor)
            if mode != 0o600:
                self._unfinished.chmod(mode)
        except OSError:
            self.give_up()
            raise

    def put_in_place(self) -> None:
        """Let it have its name; on disk when this returns. Raises OSError."""
        try:
            self._unfinished.replace(self._path)
        except OSError:
            self.give_up()
            raise
        # Windows syncs a folder's names with its files, and opens no folder.
        if os.name == "posix":
            folder = os.open(self._path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def give_up(self) -> None:
        """Take it away again."""
        self._unfinished.unlink(missing_ok=True)
