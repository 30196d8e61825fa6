"""What one process of a soak weighs and holds at a moment, by the kernel's own word."""

import os
from pathlib import Path

from tests.benchmarks.memory import processes


def sample() -> dict[str, float]:
    """Memory in MB (a million bytes) of all processes, handles and threads of the kiosk, zombies.

    ``mb`` is the proportional set size, of which ``anon_mb`` is no file's: what is a file's is
    less for each other program on the machine that uses the same libraries.
    """
    own = os.getpid()
    children = [pid for pid in processes() if pid != own]
    living = [pid for pid in children if not _is_zombie(pid)]
    kiosk = _memory_of(own)
    each = [kiosk, *map(_memory_of, living)]
    return {
        "mb": round(sum(one["Pss"] for one in each), 2),
        "anon_mb": round(sum(one["Pss_Anon"] for one in each), 2),
        "kiosk_anon_mb": round(kiosk["Pss_Anon"], 2),
        "handles": sum(1 for _ in Path("/proc/self/fd").iterdir()) - 1,
        "threads": sum(1 for _ in Path("/proc/self/task").iterdir()),
        "children": len(living),
        "zombies": len(children) - len(living),
    }


def _memory_of(pid: int) -> dict[str, float]:
    """Of another process only root is told. One that has just ended weighs nothing."""
    found = {"Pss": 0.0, "Pss_Anon": 0.0}
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return found
    for line in lines:
        name, _, rest = line.partition(":")
        if name in found:
            found[name] = int(rest.split()[0]) * 1024 / 1e6
    return found


def _is_zombie(pid: int) -> bool:
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return told.rpartition(")")[2].split()[0] == "Z"
