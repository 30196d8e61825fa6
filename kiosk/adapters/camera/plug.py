"""A file that stands in for a camera is pulled out like one: by moving, deleting or emptying it."""

import os


class Plug:
    """Whether the open file is still as it was when this was made; without one it is not in.

    A player that has read ahead would go on without the file, as no camera could.
    """

    def __init__(self, descriptor: int | None = None) -> None:
        self._descriptor = descriptor
        self._known = None if descriptor is None else _facts(descriptor)

    def is_in(self) -> bool:
        if self._descriptor is None:
            return False
        return _facts(self._descriptor) == self._known


def _facts(descriptor: int) -> tuple[int, int, int]:
    found = os.fstat(descriptor)
    # The last changes with a file's name, and not by reading it.
    return found.st_nlink, found.st_size, found.st_ctime_ns
