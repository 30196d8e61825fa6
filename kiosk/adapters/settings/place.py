"""Where a kiosk's data lies, and with it its settings."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import platformdirs

DATA_DIR_VARIABLE: Final = "ASKFIRST_DATA_DIR"


def data_dir(named: str | None, environment: Mapping[str, str]) -> Path:
    """The data folder: the one named, else the environment's, else the system's for this user.

    The folder need not exist. A ``~`` is the home folder; a relative path stays relative to
    where the program was started, made absolute here so that it stays the same one.
    """
    chosen = named or environment.get(DATA_DIR_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    return Path(platformdirs.user_data_dir("askfirst", appauthor=False))
