"""A fleet's page in a browser: at a desk, on a phone, on paper; and pictures of it to be looked at.

python -m tests.browser.fleet_page FOLDER [REPORT …]
python -m tests.browser.fleet_page docs/fleet.png
"""

import base64
import sys
import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

import cv2
import pypdfium2

from kiosk.fleet.engines import DuckDB
from kiosk.fleet.kiosk_list import NAME, read
from kiosk.fleet.lake_folder import reading
from kiosk.fleet.page import as_html
from kiosk.fleet.report import FleetReport
from kiosk.fleet.reporting import Wish, report
from kiosk.fleet.simulated.simulation import Simulation
from kiosk.fleet.words import LANGUAGES
from tests.browser.chromium import Browser, Tab, browser
from tests.fleet.sample_reports import ALL

WIDE: Final = 1280
NARROW: Final = 390
_MILLIMETRES: Final = 25.4
_EDGE: Final = (195, 210, 217)
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


def overview(opened: Browser, path: Path) -> None:
    """Two printed pages of an invented chain's report, for the documentation."""
    with tempfile.TemporaryDirectory() as name, DuckDB() as engine, opened.tab() as tab:
        lake = Path(name) / "lake"
        Simulation(lake, kiosks=200, days=62, first=date(2026, 10, 1)).run()
        with reading(lake) as opened_lake:
            made = report(opened_lake, Wish(by=("region",)), read(lake / NAME), engine)
        tab.open(write(made, "en", Path(name) / "report.html"))
        paper = pages_of(printed(tab))
        pages = [paper[number].render(scale=1).to_numpy() for number in (0, 3)]
    edged = [
        cv2.copyMakeBorder(page, 6, 6, 6, 6, cv2.BORDER_CONSTANT, value=_EDGE) for page in pages
    ]
    cv2.imwrite(str(path), cv2.hconcat(edged), [cv2.IMWRITE_PNG_COMPRESSION, 9])


def main(folder: Path, names: list[str]) -> None:
    with browser() as opened:
        if folder.suffix == ".png":
            overview(opened, folder)
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name in names or ALL:
            for language in LANGUAGES:
                draw(opened, folder, name, language)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
