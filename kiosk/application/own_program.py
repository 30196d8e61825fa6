"""Starting this very program once more, for a process of it beside the kiosk's own.

The one place that knows whether it is built (an executable that holds everything) or runs from
source, and how either is started so that nothing runs in it before its first line.
"""

import os
import sys
from pathlib import Path
from typing import Final

import kiosk

_PASSED_ON: Final = ("LD_LIBRARY_PATH", "SYSTEMROOT")


def own_program() -> list[str]:
    """This very program; its arguments come after these. To be started in ``own_environment``.

    From source it is the same Python without ``site``, the working folder and the account's own
    packages: a ``.pth`` file may run code at every start of Python, and in a process that is to
    be confined nothing may run before it is.
    """
    if is_built():
        return [sys.executable]
    return [sys.executable, "-S", "-s", "-P", "-B", "-m", "kiosk"]


def own_environment() -> dict[str, str]:
    """The least that such a process has to know of the outside: where its code is.

    A built program finds it by itself, and pays no heed to what is said of it here.
    """
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return passed_on | {"PYTHONPATH": os.pathsep.join(_places_of_code()), "PYTHONUTF8": "1"}


def is_built() -> bool:
    """True in the program that ``make package`` makes, False from source or installed by pip."""
    return bool(getattr(sys, "frozen", False))


def _places_of_code() -> list[str]:
    package = Path(kiosk.__file__).resolve().parent
    folders = [str(package.parent), *(entry for entry in sys.path if _holds_libraries(entry))]
    return list(dict.fromkeys(folders))


def _holds_libraries(entry: str) -> bool:
    """True for the folders that installed packages are in; Python finds its own by itself."""
    return Path(entry).name in {"site-packages", "dist-packages"} and Path(entry).is_dir()
