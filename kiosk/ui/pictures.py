"""Pictures of screens: of the demo's and of made-up ones, never where a visitor could be."""

from pathlib import Path

from kiosk.ui.kiosk_window import KioskWindow


class PicturesRefused(Exception):
    """A picture of a screen was asked for while a real camera may be in it."""


def save_picture(window: KioskWindow, file: Path) -> None:
    """Save what the window shows as a PNG file; its folder is made if it is not there.

    Raises PicturesRefused for a window with a webcam behind it, whatever it shows just now: a
    face must not reach a disk this way either. Raises OSError if it cannot be written.
    """
    if window.place.webcam:
        raise PicturesRefused(
            "No pictures of the screens are taken where a real camera may be in them."
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    if not window.grab().save(str(file), "PNG"):
        raise OSError(f"the picture {file} could not be written")
