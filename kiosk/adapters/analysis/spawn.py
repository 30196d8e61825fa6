"""Starting a child: which executable, with which environment, over which socket and pipe."""

import socket
import subprocess
from collections.abc import Mapping, Sequence
from typing import IO, Any

from kiosk.adapters.analysis.orders import CHILD_ARGUMENT, Orders
from kiosk.application.own_program import own_environment


def environment() -> dict[str, str]:
    """All that the child knows of the outside: where its code is, how libraries shall behave."""
    return own_environment() | {
        # So that nobody looks for a file of time zones.
        "TZ": "UTC0",
        "OPENCV_LOG_LEVEL": "SILENT",
        "GLOG_minloglevel": "3",
    }


class ChildProcess(subprocess.Popen[bytes]):
    """A child that inherits its end of the line, its pipes, the preview's descriptor, and no more.

    ``line`` is the kiosk's end of the socket pair, over which the child gets its one order and
    the open camera, and says nothing. It is killed when the *thread* that made this ends.
    ``errors`` is where its tracebacks and its libraries' chatter go. Raises OSError.
    """

    def __init__(
        self,
        program: Sequence[str],
        orders: Orders,
        *,
        errors: int | IO[bytes] = subprocess.DEVNULL,
        extra: Mapping[str, str] | None = None,
    ) -> None:
        self.line, theirs = socket.socketpair()
        # What a child would say here finds no ear, and no room that could fill up.
        self.line.shutdown(socket.SHUT_RD)
        self.line.setblocking(False)
        try:
            with theirs:
                super().__init__(
                    [*program, CHILD_ARGUMENT, orders.argument()],
                    stdin=theirs.fileno(),
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    bufsize=0,
                    close_fds=True,
                    pass_fds=() if orders.preview is None else (orders.preview,),
                    cwd="/",
                    env={**environment(), **(extra or {})},
                    # A Ctrl+C meant for the kiosk is not for the child.
                    start_new_session=True,
                )
        except OSError:
            self.line.close()
            raise

    def __exit__(self, *raised: Any) -> None:
        self.line.close()
        super().__exit__(*raised)
