"""The fonts and icons that come with the program."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase

from kiosk.application.shipped import NotShipped, shipped


class AssetMissing(NotShipped):
    """A file that every build carries is not there: the build is broken, and says which."""


def icon_file(name: str) -> Path:
    """The drawing that goes by this name. Raises AssetMissing."""
    file = shipped("assets") / "icons" / f"{name}.svg"
    if not file.is_file():
        raise AssetMissing(f"there is no icon called {name}")
    return file


def load_fonts() -> None:
    """Make the bundled families known to Qt, once a process. Raises AssetMissing."""
    files = sorted((shipped("assets") / "fonts").glob("*.[ot]tf"))
    if not files:
        raise AssetMissing("the folder assets/fonts holds no font")
    for file in files:
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise AssetMissing(f"the font {file.name} cannot be read")
