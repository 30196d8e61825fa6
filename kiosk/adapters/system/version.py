"""Which release of the program this is, and of a built one, what it was built from."""

import json
import sys
from importlib import metadata
from pathlib import Path

from kiosk.application.own_program import is_built

_FACTS = "build.json"
_SHORT = 12


def version() -> str:
    """The version as it was built or installed, such as ``0.1.0``."""
    if is_built():
        return str(_facts()["version"])
    try:
        return metadata.version("askfirst-kiosk")
    except metadata.PackageNotFoundError:
        return "of this checkout (not installed)"


def version_and_commit() -> str:
    """The version, and in a built program the commit; "+" there is for what was not committed."""
    if not is_built():
        return version()
    whole = str(_facts()["commit"])
    commit = whole.rstrip("+")
    return f"{version()} (commit {commit[:_SHORT]}{whole[len(commit) :]})"


def _facts() -> dict[str, object]:
    inside = Path(getattr(sys, "_MEIPASS", Path(sys.executable).parent))
    return json.loads((inside / _FACTS).read_text(encoding="utf-8"))
