"""Make assets/fonts: the two faces AskFirst draws with, cut down to the characters it can need.

Noto Sans keeps Latin with its accents; Noto Sans SC keeps the 8,105 characters of general use
in mainland China and the 6,763 of GB 2312 (names of people and places need both), Chinese
punctuation, and whatever else the words and notices in this checkout use. SC is the simplified
face of the four in the source file: another one would draw Chinese with Japanese shapes.

    make fonts                                          fetches the five packages with apt-get
    python packaging/subset_fonts.py FOLDER             takes them from a folder

The same packages and the same words make the same bytes.
"""

import argparse
import bz2
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
PACKAGES = (
    *("fonts-noto-core", "fonts-noto-extra", "fonts-noto-cjk", "fonts-noto-cjk-extra"),
    "unicode-data",
)
WEIGHTS = {"Light": 300, "Regular": 400, "Medium": 500}
SIMPLIFIED = "Noto Sans CJK SC"
# Unicode's words for the blocks: ASCII, Latin-1, Latin Extended-A; then the dashes, quotes,
# dots, signs and arrows of good typesetting.
LATIN = [range(0x20, 0x7F), range(0xA0, 0x180)]
SIGNS = "‐‑‒–—―‘’‚“”„†‡•…‰′″‹›⁄\u2009\u200a\u202f\u2007€™←↑→↓−≈≠≤≥×÷·"
CHINESE_SIGNS = [range(0x3000, 0x3018), range(0xFF01, 0xFF5F), range(0xFFE5, 0xFFE6)]
# Kerning, ligatures, placing of accents, forms by language, figures of one width.
FEATURES = ["kern", "liga", "ccmp", "mark", "mkmk", "locl", "tnum", "lnum"]


def hanzi_of_gb_2312() -> str:
    """The 6,763 characters of both levels of GB 2312, in its order (rows 16 to 87)."""
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    # The last row of the first level ends five cells early.
    return "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)


def hanzi_of_general_use(mappings: Path) -> str:
    """The 8,105 characters of the list of 2013 (通用规范汉字表), as Unihan has it.

    ``mappings`` is Unihan's file of mappings to other sets, where the list is ``kTGH``.
    """
    lines = bz2.decompress(mappings.read_bytes()).decode().splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return "".join(chr(int(row[0][2:], 16)) for row in rows if row[1:2] == ["kTGH"])


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
    lacking = [name for name in PACKAGES if not list(debs.glob(f"{name}_*.deb"))]
    if lacking:
        subprocess.run(["apt-get", "-q", "download", *lacking], check=True, cwd=debs)
    for package in sorted(each for name in PACKAGES for each in debs.glob(f"{name}_*.deb")):
        subprocess.run(["dpkg-deb", "-x", package, into], check=True)


def make(source: Path) -> Iterator[Path]:
    """Write the six fonts from an unpacked set of packages, one at a time."""
    used = characters_used()
    latin = set(spread(LATIN) + SIGNS) | used
    share = source / "usr" / "share"
    hanzi = hanzi_of_gb_2312()
    hanzi += hanzi_of_general_use(share / "unicode" / "Unihan_OtherMappings.txt.bz2")
    chinese = set(spread(LATIN[:1] + CHINESE_SIGNS) + SIGNS + hanzi) | used
    fonts = share / "fonts"
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
    parser.add_argument("debs", type=Path, help="folder of the five Debian packages, or for them")
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
