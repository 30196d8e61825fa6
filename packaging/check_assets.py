"""Check that every file in assets/ has a known origin, and that the fonts can draw every word.

What others made stands in assets/CREDITS.md, one row a file with its licence and sha256; what
was made here stands there too, as a list. A file in neither, a row without its file, or another
hash fails. So does a character of the words or notices that a weight of the fonts lacks, and a
model that is not the one models.json describes.

    python packaging/check_assets.py             exit code 1 and a line for each fault
    python packaging/check_assets.py --rehash    write the present hashes into CREDITS.md
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont
from subset_fonts import FONTS, ROOT, WEIGHTS, hanzi_of_gb_2312, texts

ASSETS = ROOT / "assets"
CREDITS = ASSETS / "CREDITS.md"
ROW = re.compile(r"^\| `(?P<file>[^`]+)` \|.*\| `(?P<sha256>[0-9a-f]*)` \|$")
OURS = re.compile(r"^- `(?P<pattern>[^`]+)`")


def sha256(path: Path) -> str:
    """The hash of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def credited() -> dict[str, str]:
    """The hash that CREDITS.md gives for each file others made."""
    rows = map(ROW.match, CREDITS.read_text(encoding="utf-8").splitlines())
    return {row["file"]: row["sha256"] for row in rows if row}


def made_here() -> set[str]:
    """The files that CREDITS.md lists as our own."""
    lines = map(OURS.match, CREDITS.read_text(encoding="utf-8").splitlines())
    found = (ASSETS.glob(line["pattern"]) for line in lines if line)
    return {path.relative_to(ASSETS).as_posix() for paths in found for path in paths}


def wrong_credits() -> Iterator[str]:
    """Files without an origin, origins without a file, and changed bytes."""
    rows = credited()
    ours = made_here()
    present = {p.relative_to(ASSETS).as_posix() for p in ASSETS.rglob("*") if p.is_file()}
    for name in sorted(present - rows.keys() - ours):
        yield f"assets/{name}: not in assets/CREDITS.md"
    for name in sorted(rows.keys() & ours):
        yield f"assets/{name}: in assets/CREDITS.md as ours and as another's"
    for name, expected in rows.items():
        if name not in present:
            yield f"assets/{name}: in assets/CREDITS.md, but not there"
        elif sha256(ASSETS / name) != expected:
            yield f"assets/{name}: sha256 is not the one in assets/CREDITS.md"


def wrong_models() -> Iterator[str]:
    """Models that are missing, of another size, or other bytes."""
    folder = ASSETS / "models"
    for name, facts in json.loads((folder / "models.json").read_text(encoding="utf-8")).items():
        path = folder / name
        if not path.is_file():
            yield f"assets/models/{name}: missing"
        elif (path.stat().st_size, sha256(path)) != (facts["bytes"], facts["sha256"]):
            yield f"assets/models/{name}: not the file that models.json describes"


def characters_of(style: str) -> set[int]:
    """The characters that a weight of the fonts has, in both families together."""
    drawn: set[int] = set()
    for path in sorted(FONTS.glob(f"*-{style}.*")):
        drawn |= set(TTFont(path).getBestCmap() or {})
    return drawn


def undrawable() -> Iterator[str]:
    """Characters that a visitor would see as an empty box, by weight."""
    for style in WEIGHTS:
        drawn = characters_of(style)
        if lacking := set(map(ord, hanzi_of_gb_2312())) - drawn:
            yield f"assets/fonts: {style} lacks {len(lacking)} characters of GB 2312"
        if drawn != characters_of("Regular"):
            # Whether a shop's names can be drawn is looked up in one weight.
            yield f"assets/fonts: {style} has other characters than Regular"
        for path, text in texts():
            lacking = {letter for letter in text if letter.isprintable()} - set(map(chr, drawn))
            if lacking:
                letters = "".join(sorted(lacking))
                where = path.relative_to(ROOT)
                yield f"{where}: {style} cannot draw {letters}; `make fonts` cuts them anew"


def rehash() -> None:
    """Write the present hash of every credited file into CREDITS.md."""

    def line(text: str) -> str:
        row = ROW.match(text)
        if not row or not (ASSETS / row["file"]).is_file():
            return text
        return f"{text[: row.start('sha256')]}{sha256(ASSETS / row['file'])}` |"

    lines = CREDITS.read_text(encoding="utf-8").splitlines()
    CREDITS.write_text("".join(f"{line(text)}\n" for text in lines), encoding="utf-8")


def main() -> int:
    """Exit code 0 when nothing is wrong, else 1."""
    parser = argparse.ArgumentParser(description="Check the files in assets/.")
    parser.add_argument("--rehash", action="store_true", help="write the hashes, check the rest")
    if parser.parse_args().rehash:
        rehash()
    faults = [*wrong_credits(), *wrong_models(), *undrawable()]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
