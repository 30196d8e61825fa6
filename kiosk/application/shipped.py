"""Where the files lie that come with the program: models, notices, fonts, words."""

import sys
from pathlib import Path
from typing import Final

import kiosk

OUR_MODEL: Final = "age-v1+gender-v1"
"""What estimates, by the name that stands beside every visit it estimated."""


class NotShipped(Exception):
    """A folder that every build carries is not there: the build is broken, and says which."""


def models_folder() -> Path:
    """Raises NotShipped."""
    return shipped("assets") / "models"


def shipped(name: str) -> Path:
    """``assets`` or ``i18n``: inside the package when installed, beside it in a checkout.

    Raises NotShipped.
    """
    package = Path(kiosk.__file__).parent
    built = Path(getattr(sys, "_MEIPASS", package))
    for place in (package / name, package.parent / name, built / name):
        if place.is_dir():
            return place
    raise NotShipped(f"the folder {name} is missing beside {package}")
