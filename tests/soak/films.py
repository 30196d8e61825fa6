"""Writes a soak's three films into a folder: ``python -m tests.soak.films FOLDER``."""

import sys
from pathlib import Path
from typing import Final

from tests.adapters.camera import films

FRAMES: Final = 90


def main() -> None:
    folder = Path(sys.argv[1])
    films.write_film(folder / "black.avi", films.black(FRAMES))
    films.write_film(folder / "frozen.avi", films.frozen(FRAMES))
    # Last and as a whole: by it a soak knows that the three are there.
    written = films.write_film(folder / "writing.avi", films.astronaut(FRAMES))
    written.replace(folder / "film.avi")


if __name__ == "__main__":
    main()
