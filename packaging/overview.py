"""The README's picture: six screens side by side, from the pictures that `make screens` made.

python packaging/overview.py build/screens docs/screens.png
"""

import sys
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

SCREENS = ("idle", "notice-no-phone", "age-camera", "looking", "result", "receipt")
WIDTH, HEIGHT, APART = 300, 533, 16
GROUND = QColor("#CFC7B6")


def overview(folder: Path) -> QImage:
    """Raises FileNotFoundError for a screen without a picture."""
    width = len(SCREENS) * (WIDTH + APART) + APART
    whole = QImage(width, HEIGHT + 2 * APART, QImage.Format.Format_RGB32)
    whole.fill(GROUND)
    painter = QPainter(whole)
    for place, name in enumerate(SCREENS):
        file = folder / "1080x1920" / "en" / f"{name}.png"
        picture = QImage(str(file))
        if picture.isNull():
            raise FileNotFoundError(file)
        small = picture.scaled(
            WIDTH,
            HEIGHT,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawImage(QRect(APART + place * (WIDTH + APART), APART, WIDTH, HEIGHT), small)
    painter.end()
    return whole


def main() -> None:
    folder, file = map(Path, sys.argv[1:3])
    if not overview(folder).save(str(file)):
        raise OSError(f"{file} could not be written")


if __name__ == "__main__":
    main()
