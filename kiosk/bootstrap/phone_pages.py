"""The phone page of this shop: its notices, the shipped words and drawings, made into pages."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from kiosk.application.phone import Pages
from kiosk.application.phone_page import (
    SCRIPT_FILE,
    STYLE_FILE,
    Materials,
    served_pages,
    site_file,
    site_files,
)
from kiosk.application.phone_page_frame import MADE_BY
from kiosk.application.phone_page_words import PageWords, WordsBroken, words_of
from kiosk.application.shipped import shipped
from kiosk.application.whole_file import write_whole
from kiosk.domain.notice import Notice

_LICENCE = "LICENSE-Lucide.txt"
_FOR_EVERYBODY = 0o644


def phone_folder() -> Path:
    return shipped("assets") / "phone"


def materials_of(folder: Path) -> Materials:
    """Words of every language, drawings and the two files. Raises WordsBroken, OSError."""
    icons = folder.parent / "icons"
    licence = (icons / _LICENCE).read_text(encoding="utf-8")
    style = (folder / STYLE_FILE).read_text(encoding="utf-8")
    return Materials(
        {path.stem: _words(path) for path in sorted(folder.glob("*.toml"))},
        {path.stem: path.read_text(encoding="utf-8") for path in sorted(icons.glob("*.svg"))},
        # The drawings are part of the pages, and their licence goes where they go.
        f"/*\n{licence.strip()}\n*/\n{style}",
        (folder / SCRIPT_FILE).read_text(encoding="utf-8"),
    )


def pages_of(notices: Mapping[str, Notice], *, encrypted: bool) -> Pages:
    """What the kiosk serves, in the order of ``notices``; no language where none has both.

    ``encrypted``: with a certificate, so that a record may be shown. Raises WordsBroken.
    """
    return served_pages(notices, materials_of(phone_folder()), encrypted=encrypted)


def write_site(notices: Mapping[str, Notice], folder: Path) -> tuple[Path, ...]:
    """Write the static page, and take away ours in languages that are not offered any more.

    Every file is there whole or as it was. Raises WordsBroken, OSError.
    """
    materials = materials_of(phone_folder())
    files = site_files(notices, materials)
    folder.mkdir(parents=True, exist_ok=True)
    written = tuple(folder / name for name in files)
    for path, text in zip(written, files.values(), strict=True):
        write_whole(path, text.encode())
        # A web server, or whoever copies them to one, is somebody else than the kiosk.
        path.chmod(_FOR_EVERYBODY)
    for tag in materials.words:
        old = folder / site_file(tag)
        if old not in written and old.exists() and _is_ours(old):
            old.unlink()
    return written


def _is_ours(path: Path) -> bool:
    return f'content="{MADE_BY}"' in path.read_text(encoding="utf-8", errors="replace")


def _words(path: Path) -> PageWords:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as why:
        raise WordsBroken(f"{path}: {why}") from why
    return words_of(found, path.stem)
