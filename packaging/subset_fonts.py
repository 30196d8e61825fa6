"""Make assets/fonts: the two faces AskFirst draws with, cut down to the characters it can need.

Noto Sans keeps Latin with its accents; Noto Sans SC keeps the 3,755 common simplified
characters (level 1 of GB 2312), Chinese punctuation, and whatever else the words and notices
in this checkout use. SC is the simplified face of the four in the source file: another one
would draw Chinese with Japanese shapes.

    make fonts                                          fetches the four packages with apt-get
    python packaging/subset_fonts.py FOLDER             takes them from a folder

The same packages and the same words make the same bytes.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parent.parent
FONTS = ROOT / "assets" / "fonts"
PACKAGES = ("fonts-noto-core", "fonts-noto-extra", "fonts-noto-cjk", "fonts-noto-cjk-extra")
WEIGHTS = {"Light": 300, "Regular": 400, "Medium": 500}
SIMPLIFIED = "Noto Sans CJK SC"
# Unicode's words for the blocks: ASCII, Latin-1, Latin Extended-A; then the dashes, quotes,
# dots, signs and arrows of good typesetting.
LATIN = [range(0x20, 0x7F), range(0xA0, 0x180)]
SIGNS = "‐‑‒–—―‘’‚“”„†‡•…‰′″‹›⁄\u2009\u200a\u202f\u2007€™←↑→↓−≈≠≤≥×÷·"
CHINESE_SIGNS = [range(0x3000, 0x3018), range(0xFF01, 0xFF5F), range(0xFFE5, 0xFFE6)]
# Kerning, ligatures, placing of accents, forms by language, figures of one width.
FEATURES = ["kern", "liga", "ccmp", "mark", "mkmk", "locl", "tnum", "lnum"]


def common_hanzi() -> str:
    """The 3,755 characters of GB 2312's first level, in its order (rows 16 to 55)."""
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    # The last row of the level ends five cells early.
    return "".join(pair.decode("gb2312") for pair in pairs if pair < b"\xd7\xfa")


def texts() -> Iterator[tuple[Path, str]]:
    """Every text to be translated or already in two languages, with the file it stands in."""
    for path in sorted((ROOT / "i18n").glob("*.ts")):
        tree = ElementTree.parse(path)
        yield path, "".join(tree.getroot().itertext())
    for folder in ("assets/assessment", "assets/law", "assets/notices", "assets/papers"):
        for path in sorted((ROOT / folder).glob("**/*.toml")):
            yield path, path.read_text(encoding="utf-8")


def characters_used() -> set[str]:
    """Every character of texts() that is drawn."""
    return {letter for _, text in texts() for letter in text if letter.isprintable()}


def spread(ranges: list[range]) -> str:
    """The characters of some ranges of code points."""
    return "".join(chr(code) for block in ranges for code in block)


def simplified_face(collection: Path) -> TTFont:
    """The face of a font collection that draws simplified Chinese; raises LookupError."""
    # A Noto CJK collection holds at most ten faces: JP, KR, SC, TC, HK, and their half widths.
    for number in range(10):
        face = TTFont(collection, fontNumber=number, recalcTimestamp=False)
        if face["name"].getBestFamilyName() == SIMPLIFIED:
            return face
    raise LookupError(f"{collection}: no face named {SIMPLIFIED}")


def cut(font: TTFont, characters: set[str]) -> None:
    """Leave in the font only these characters, English names and the features in use."""
    options = Options()
    options.hinting = False
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(letter) for letter in characters])
    subsetter.subset(font)


def name(font: TTFont, family: str, style: str) -> None:
    """Name the font so that all its weights are one family to Qt, fontconfig and Windows."""
    plain = style == "Regular"
    records = {
        1: family if plain else f"{family} {style}",
        2: "Regular",
        4: f"{family} {style}",
        6: f"{family.replace(' ', '')}-{style}",
        16: family,
        17: style,
    }
    for identity, text in records.items():
        font["name"].setName(text, identity, 3, 1, 0x409)
    setattr(font["OS/2"], "usWeightClass", WEIGHTS[style])  # noqa: B010 - fontTools adds it by name


def unpack(debs: Path, into: Path) -> None:
    """Unpack the font packages of a folder, first fetched into it where they are missing."""
    if not list(debs.glob("fonts-noto-*.deb")):
        subprocess.run(["apt-get", "-q", "download", *PACKAGES], check=True, cwd=debs)
    for package in sorted(debs.glob("fonts-noto-*.deb")):
        subprocess.run(["dpkg-deb", "-x", package, into], check=True)


def make(source: Path) -> Iterator[Path]:
    """Write the six fonts from an unpacked set of packages, one at a time."""
    used = characters_used()
    latin = set(spread(LATIN) + SIGNS) | used
    chinese = set(spread(LATIN[:1] + CHINESE_SIGNS) + SIGNS + common_hanzi()) | used
    fonts = source / "usr" / "share" / "fonts"
    for style in WEIGHTS:
        plain = TTFont(fonts / f"truetype/noto/NotoSans-{style}.ttf", recalcTimestamp=False)
        cjk = simplified_face(fonts / f"opentype/noto/NotoSansCJK-{style}.ttc")
        for family, font, characters, ending in (
            ("Noto Sans", plain, latin, "ttf"),
            ("Noto Sans SC", cjk, chinese, "otf"),
        ):
            cut(font, characters)
            name(font, family, style)
            path = FONTS / f"{family.replace(' ', '')}-{style}.{ending}"
            font.save(path)
            yield path


def main() -> int:
    """Print each font made and its size."""
    parser = argparse.ArgumentParser(description="Make the fonts of AskFirst.")
    parser.add_argument("debs", type=Path, help="folder of the four Debian packages, or for them")
    debs = parser.parse_args().debs
    for folder in (FONTS, debs):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        unpack(debs, Path(name))
        for path in make(Path(name)):
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
