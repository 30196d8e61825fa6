"""Starting a child: which executable, with which environment, over which pipes."""

import subprocess
from collections.abc import Mapping, Sequence
from typing import IO

from kiosk.adapters.analysis.orders import CHILD_ARGUMENT, Orders
from kiosk.application.own_program import own_environment


def environment() -> dict[str, str]:
    """All that the child knows of the outside: where its code is, how libraries shall behave."""
    return own_environment() | {
        # So that nobody looks for a file of time zones.
        "TZ": "UTC0",
        # A camera that stalls is noticed within this many seconds, the fewest there are.
        "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT": "1",
        "OPENCV_LOG_LEVEL": "SILENT",
        "GLOG_minloglevel": "3",
    }


def start(
    program: Sequence[str],
    orders: Orders,
    *,
    errors: int | IO[bytes] = subprocess.DEVNULL,
    extra: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child that inherits its pipes, the preview's descriptor, and nothing else.

    It is killed when the *thread* that called this ends. ``errors`` is where its tracebacks
    and its libraries' chatter go. Raises OSError.
    """
    return subprocess.Popen(
        [*program, CHILD_ARGUMENT, orders.argument()],
        stdin=subprocess.PIPE,
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
