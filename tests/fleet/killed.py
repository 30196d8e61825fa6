"""A compaction that is killed before its Nth change to the lake: ``python -m … INBOX LAKE N``.

Prints "whole" where it came to its end before that.
"""

import os
import signal
import sys
from pathlib import Path

from tests.fleet.day_files import take

_CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate")


def main(inbox: Path, lake: Path, number: int) -> None:
    left = number

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event == "open":
            path, mode, flags = arguments
            changes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
            del mode
        else:
            path, changes = arguments[0] if arguments else "", event in _CHANGES
        if not changes or not isinstance(path, str | os.PathLike | bytes):
            return
        # What is moved out of the inbox goes by a name below a folder that is held.
        in_lake = os.fsdecode(path).startswith(str(lake)) or event == "os.rename"
        if in_lake:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    take(inbox, lake, replace=True)
    print("whole")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
