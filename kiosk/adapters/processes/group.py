"""The process group that each child of the kiosk leads, and cannot leave: ended as a whole."""

import os
import signal
import subprocess
from contextlib import suppress


def kill_group(leader: subprocess.Popen[bytes]) -> None:
    """Kill a child, and whatever else might be in its group; one that has gone is left alone.

    It was started with ``start_new_session``. To be called before the child has been waited for:
    until then no other group can have its number.
    """
    if os.name != "posix":
        leader.kill()
        return
    if leader.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(leader.pid, signal.SIGKILL)


def clear_group(leader: subprocess.Popen[bytes]) -> bool:
    """Kill whoever is left of the group of a child that has been waited for; True if somebody was.

    A group that is not empty keeps its number from being given to anybody else.
    """
    if os.name != "posix":
        return False
    try:
        os.killpg(leader.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        # Nobody; or, of another account, somebody who has the number by now.
        return False
    return True
