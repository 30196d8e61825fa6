"""A file that stands in for a camera is pulled out like one: by moving or emptying it."""

from pathlib import Path


class Plug:
    """Whether the file is still the one it was when this was made; asks its name, opens nothing.

    A player that has read ahead would go on without the file, as no camera could.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = self._now()

    def is_in(self) -> bool:
        return self._known is not None and self._now() == self._known

    def _now(self) -> tuple[int, int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_size
