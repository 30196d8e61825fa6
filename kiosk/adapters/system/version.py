"""Which release of the program this is."""

from importlib import metadata


def version() -> str:
    """The version as it was installed, such as ``0.1.0``."""
    try:
        return metadata.version("askfirst-kiosk")
    except metadata.PackageNotFoundError:
        return "of this checkout (not installed)"
