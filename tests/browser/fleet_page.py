"""A fleet's page in a browser: at a desk, on a phone, on paper; and pictures of it to be looked at.

python -m tests.browser.fleet_page FOLDER [REPORT …]
"""

import base64
import sys
from io import BytesIO
from pathlib import Path
from typing import Final

import cv2
import pypdfium2

from kiosk.fleet.page import as_html
from kiosk.fleet.report import FleetReport
from kiosk.fleet.words import LANGUAGES
from tests.browser.chromium import Browser, Tab, browser
from tests.fleet.sample_reports import ALL

WIDE: Final = 1280
NARROW: Final = 390
_MILLIMETRES: Final = 25.4
_A4: Final = (210 / _MILLIMETRES, 297 / _MILLIMETRES)


def write(report: FleetReport, language: str, path: Path) -> str:
    """The page as a file; gives the address that a browser opens it by."""
    path.write_text(as_html(report, language), encoding="utf-8")
    return path.as_uri()


def at_width(tab: Tab, width: int) -> None:
    """A screen of this width in CSS pixels."""
    tab.ask(
        "Emulation.setDeviceMetricsOverride",
        width=width,
        height=900,
        deviceScaleFactor=1 if width > NARROW else 2,
        mobile=width <= NARROW,
    )


def printed(tab: Tab) -> bytes:
    """What the open page is on A4, as a PDF."""
    told = tab.ask(
        "Page.printToPDF",
        paperWidth=_A4[0],
        paperHeight=_A4[1],
        preferCSSPageSize=True,
        printBackground=False,
    )
    return base64.b64decode(told["data"])


def pages_of(pdf: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(BytesIO(pdf))


def draw(opened: Browser, folder: Path, name: str, language: str) -> None:
    """Pictures of one report: a desk's screen, a phone's, and each page of paper."""
    stem = f"{name}-{language}"
    address = write(ALL[name](), language, folder / f"{stem}.html")
    with opened.tab() as tab:
        for width in (WIDE, NARROW):
            at_width(tab, width)
            tab.open(address)
            tab.picture(folder / f"{stem}-{width}.png")
        pdf = printed(tab)
        (folder / f"{stem}.pdf").write_bytes(pdf)
        for number, page in enumerate(pages_of(pdf), start=1):
            picture = page.render(scale=2).to_numpy()
            cv2.imwrite(str(folder / f"{stem}-page-{number}.png"), picture)


def main(folder: Path, names: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with browser() as opened:
        for name in names or ALL:
            for language in LANGUAGES:
                draw(opened, folder, name, language)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
