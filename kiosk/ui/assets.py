"""Fonts, icons and words that come with the program, and where they lie."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase

import kiosk


class AssetMissing(Exception):
    """A file that every build carries is not there: the build is broken, and says which."""


def folder(name: str) -> Path:
    """``assets`` or ``i18n``: inside the package when installed, beside it in a checkout.

    Raises AssetMissing.
    """
    package = Path(kiosk.__file__).parent
    for place in (package / name, package.parent / name):
        if place.is_dir():
            return place
    raise AssetMissing(f"the folder {name} is missing beside {package}")


def icon_file(name: str) -> Path:
    """The drawing that goes by this name. Raises AssetMissing."""
    file = folder("assets") / "icons" / f"{name}.svg"
    if not file.is_file():
        raise AssetMissing(f"there is no icon called {name}")
    return file


def load_fonts() -> None:
    """Make the bundled families known to Qt, once a process. Raises AssetMissing."""
    files = sorted((folder("assets") / "fonts").glob("*.[ot]tf"))
    if not files:
        raise AssetMissing("the folder assets/fonts holds no font")
    for file in files:
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise AssetMissing(f"the font {file.name} cannot be read")
