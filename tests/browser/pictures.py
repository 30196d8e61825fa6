"""Pictures of every phone page, to be looked at: each language, light and dark, each turn.

python -m tests.browser.pictures FOLDER
"""

import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.adapters.notices.notices import FilledNotices
from kiosk.application.phone import (
    Armed,
    Busy,
    Done,
    Ended,
    Ending,
    LookingNow,
    Outcome,
    RecordReply,
    Story,
)
from kiosk.bootstrap.phone_pages import pages_of, write_site
from kiosk.domain.consent import ReceiptCode
from kiosk.domain.notice import Notice
from tests.adapters.notices.shop import FACTS, LANGUAGES, NOTICES, every_law
from tests.adapters.phone import certificates
from tests.adapters.phone.serving import Place, Shop, open_shop
from tests.browser.chromium import Browser, Tab, browser
from tests.browser.web_site import WebSite

CODE = ReceiptCode.from_random(range(1, 10)).symbols
NONCE = "ABCDEFGHIJKLMNOP"
STORIES: Mapping[str, Story] = {
    "armed": Armed(47, 30.0),
    "looking": LookingNow(),
    "done": Done(),
    "busy": Busy(),
    **{each.value.replace("_", "-"): Ended(each) for each in Ending},
}
RECORD = (("What was counted", "woman, 25–34"), ("How", "estimated by the camera"))


def told(name: str) -> str:
    return f"document.querySelector('#story').dataset.told === '{name}'"


def notice(phone: Tab, shop: Shop, language: str, stem: str) -> None:
    """The notice, opened, read, refused, and agreed to with every end there is."""
    phone.open(f"{shop.origin}/n/{shop.offer()}?lang={language}")
    phone.picture(Path(f"{stem}-notice.png"))
    phone.tap("summary")
    phone.picture(Path(f"{stem}-full.png"))
    phone.tap("#refuse")
    phone.until(told("refused"))
    phone.picture(Path(f"{stem}-refused.png"))
    for name, story in STORIES.items():
        token = shop.offer()
        phone.open(f"{shop.origin}/n/{token}?lang={language}")
        shop.tell(token, story)
        phone.tap("#agree")
        phone.until(told(name))
        phone.picture(Path(f"{stem}-{name}.png"))
    phone.open(f"{shop.origin}/n/none?lang={language}")
    phone.picture(Path(f"{stem}-too-old.png"))


def receipt(phone: Tab, shop: Shop, language: str, stem: str) -> None:
    """The receipt's page over this line, and what it says when a record is found or not."""
    for outcome in (Outcome.NOT_FOUND, Outcome.ERASED):
        phone.open("about:blank")
        phone.open(f"{shop.origin}/r?lang={language}#{CODE}")
        phone.picture(Path(f"{stem}.png"))
        shop.desk.reply = RecordReply(outcome)
        phone.tap("[value=erase]")
        phone.until("!['', 'asking'].includes(document.querySelector('#story').dataset.told ?? '')")
        phone.picture(Path(f"{stem}-{outcome.value}.png"))


def encrypted(phone: Tab, shop: Shop, language: str, stem: str) -> None:
    phone.take_any_certificate()
    phone.open(f"{shop.origin}/r?lang={language}#{CODE}")
    shop.desk.reply = RecordReply(Outcome.SHOWN, RECORD)
    phone.tap("[value=show]")
    phone.until("!['', 'asking'].includes(document.querySelector('#story').dataset.told ?? '')")
    phone.picture(Path(f"{stem}-shown.png"))
    phone.tap("#correct")
    phone.picture(Path(f"{stem}-correcting.png"))


def web_site(phone: Tab, site: WebSite, language: str, stem: str) -> None:
    phone.open(site.address(f"{language}.html"))
    phone.picture(Path(f"{stem}-to-read.png"))
    phone.open("about:blank")
    phone.open(site.address(f"{language}.html#{NONCE}"))
    phone.picture(Path(f"{stem}.png"))
    phone.tap("#agree")
    phone.until(told("digits"))
    phone.picture(Path(f"{stem}-digits.png"))


def without_scripts(phone: Tab, shop: Shop, language: str, stem: str) -> None:
    phone.without_scripts()
    phone.open(f"{shop.origin}/n/{shop.offer()}?lang={language}")
    phone.picture(Path(f"{stem}-without-scripts.png"))


def draw(folder: Path, opened: Browser, notices: Mapping[str, Notice], beside: Path) -> None:
    """Every page into the folder; ``beside`` is for what the pages need meanwhile."""
    write_site(notices, beside / "notice")
    certificate, key = certificates.make(beside)
    place = Place(0, certificates.NAME, str(certificate), str(key))
    with (
        open_shop(pages=pages_of(notices, encrypted=False)) as shop,
        open_shop(pages=pages_of(notices, encrypted=True), place=place) as secret,
        WebSite(beside) as site,
    ):
        for language in LANGUAGES:
            for dark in (False, True):
                stem = f"{folder}/{language}-{'dark' if dark else 'light'}"
                for draws, name in (
                    (partial(notice, shop=shop), ""),
                    (partial(without_scripts, shop=shop), ""),
                    (partial(receipt, shop=shop), "-receipt"),
                    (partial(encrypted, shop=secret), "-receipt"),
                    (partial(web_site, site=site), "-site"),
                ):
                    with opened.tab() as phone:
                        phone.be(dark=dark)
                        draws(phone, language=language, stem=stem + name)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    notices = FilledNotices(NOTICES, FACTS, every_law(), LANGUAGES).offered()
    with browser() as opened, TemporaryDirectory() as beside:
        draw(folder, opened, notices, Path(beside))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
