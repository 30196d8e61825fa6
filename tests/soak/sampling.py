"""What one process of a soak weighs and holds at a moment, by the kernel's own word."""

import os
from pathlib import Path

from tests.benchmarks.memory import processes, proportional_mb


def sample() -> dict[str, float]:
    """Memory in MB (a million bytes), handles and threads of the kiosk, its zombies."""
    own = os.getpid()
    children = [pid for pid in processes() if pid != own]
    living = [pid for pid in children if not _is_zombie(pid)]
    kiosk = proportional_mb([own]) * 1.048576
    child = _memory_of(living)
    return {
        "mb": round(kiosk + child, 2),
        "kiosk_mb": round(kiosk, 2),
        "handles": sum(1 for _ in Path("/proc/self/fd").iterdir()) - 1,
        "threads": sum(1 for _ in Path("/proc/self/task").iterdir()),
        "children": len(living),
        "zombies": len(children) - len(living),
    }


def _memory_of(children: list[int]) -> float:
    """Of another process only root is told. One that has just ended weighs nothing."""
    total = 0.0
    for pid in children:
        try:
            total += proportional_mb([pid]) * 1.048576
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total


def _is_zombie(pid: int) -> bool:
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return told.rpartition(")")[2].split()[0] == "Z"
