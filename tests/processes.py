"""Which processes another one has started, by the kernel's word."""

from contextlib import suppress
from pathlib import Path


def children(pid: int) -> list[int]:
    """The processes that ``pid`` has started and not waited for yet; none if it has ended."""
    found: list[int] = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        # A thread may have ended since it was listed.
        with suppress(FileNotFoundError, ProcessLookupError):
            found += [int(number) for number in listed.read_text(encoding="ascii").split()]
    return found
