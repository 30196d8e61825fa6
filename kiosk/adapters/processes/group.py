"""What belongs to a child of the kiosk, ended as a whole: the process group that it leads, and
cannot leave by its filter; and where there is one to be had, a cgroup, which nothing leaves."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from kiosk.adapters.processes import cgroup


class ChildGroup:
    """A child just started with ``start_new_session``, and whatever it might start.

    To be made before the child is told or given anything. ``within`` is the cgroup to divide.
    """

    def __init__(self, leader: subprocess.Popen[bytes], within: Path | None = None) -> None:
        self._leader = leader
        self._cgroup = None
        if os.name == "posix":
            self._cgroup = cgroup.for_child(leader.pid, within or cgroup.divisible())

    @property
    def has_cgroup(self) -> bool:
        return self._cgroup is not None

    def kill(self) -> None:
        """Kill them all; who has gone is left alone.

        To be called before the child has been waited for: until then no other group can have its
        number.
        """
        if os.name != "posix":
            self._leader.kill()
            return
        if self._cgroup is not None:
            self._cgroup.kill()
        if self._leader.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._leader.pid, signal.SIGKILL)

    def clear(self) -> bool:
        """Kill whoever is left when the child has been waited for; True if somebody was.

        A group that is not empty keeps its number from being given to anybody else.
        """
        if os.name != "posix":
            return False
        somebody = self._cgroup is not None and self._cgroup.clear()
        try:
            os.killpg(self._leader.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            # Nobody; or, of another account, somebody who has the number by now.
            return somebody
        return True
