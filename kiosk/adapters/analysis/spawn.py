"""Starting a child: which executable, with which environment, over which pipes."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Final

from kiosk.adapters.analysis.orders import CHILD_ARGUMENT, Orders

_PASSED_ON: Final = ("LD_LIBRARY_PATH", "SYSTEMROOT")


def own_program() -> list[str]:
    """This very program. From source: the same Python, without ``site`` and its hooks.

    A ``.pth`` file may run code at every start of Python, and in the child nothing may run
    before it is confined; it finds its libraries by ``PYTHONPATH`` instead.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-S", "-s", "-P", "-B", "-m", "kiosk"]


def environment() -> dict[str, str]:
    """All that the child knows of the outside: where its code is, how libraries shall behave."""
    package = Path(__file__).resolve().parents[2]
    folders = [str(package.parent), *(entry for entry in sys.path if _holds_libraries(entry))]
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return passed_on | {
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(folders)),
        "PYTHONUTF8": "1",
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


def _holds_libraries(entry: str) -> bool:
    """True for the folders that installed packages are in; Python finds its own by itself."""
    return Path(entry).name in {"site-packages", "dist-packages"} and Path(entry).is_dir()
