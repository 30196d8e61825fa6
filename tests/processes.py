"""Which processes another one has started, by the kernel's word."""

from contextlib import suppress
from pathlib import Path


def children(pid: int) -> list[int]:
    """The processes that ``pid`` has started and not waited for yet; none if it has ended."""
    found: list[int] = []
    for thread in _inside(Path(f"/proc/{pid}/task")):
        # A thread may have ended since it was listed, and the process too.
        with suppress(FileNotFoundError, ProcessLookupError):
            listed = (thread / "children").read_text(encoding="ascii")
            found += [int(number) for number in listed.split()]
    return found


def _inside(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except (FileNotFoundError, ProcessLookupError):
        return []
