"""The phone page in all its languages: as the kiosk serves it, and as files for a web site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.application.phone import LanguagePages, Pages
from kiosk.application.phone_page_frame import Frame, Other
from kiosk.application.phone_page_notice import expired_page, served_notice, site_notice
from kiosk.application.phone_page_receipt import receipt_page
from kiosk.application.phone_page_words import PageWords
from kiosk.domain.notice import Notice

STYLE_FILE: Final = "page.css"
SCRIPT_FILE: Final = "page.js"
FIRST_FILE: Final = "index.html"


@dataclass(frozen=True, slots=True)
class Materials:
    """What pages are made of beside notices: words by language, drawings by name, two files."""

    words: Mapping[str, PageWords]
    icons: Mapping[str, str]
    style: str
    script: str


def served_pages(notices: Mapping[str, Notice], materials: Materials, *, encrypted: bool) -> Pages:
    """Everything that the kiosk serves, in each language that has a notice and words.

    ``encrypted``: nobody on the way to the phone can read along. Raises WordsBroken.
    """
    tags = tags_of(notices, materials)
    languages: dict[str, LanguagePages] = {}
    for tag in tags:
        notice = notices[tag]
        addresses = {each: f"?lang={each}" for each in tags}

        def frame(kind: str, tag: str = tag, addresses: Mapping[str, str] = addresses) -> Frame:
            others = _others(tag, addresses, materials)
            controller = notices[tag].controller
            return Frame(kind, materials.words[tag], others, materials.icons, controller)

        languages[tag] = LanguagePages(
            notice.version.content_hash,
            served_notice(frame("notice"), notice),
            expired_page(frame("expired")),
            receipt_page(frame("receipt"), notice.minimum_age, encrypted=encrypted),
        )
    return Pages(languages, materials.style, materials.script)


def site_files(notices: Mapping[str, Notice], materials: Materials) -> Mapping[str, str]:
    """The files of the static page by name: one a language, the first once more as the index.

    No language that has both a notice and words: no files. Raises WordsBroken.
    """
    tags = tags_of(notices, materials)
    if not tags:
        return {}
    files = {site_file(tag): _site_page(tag, tags, notices, materials) for tag in tags}
    index = _site_page(tags[0], tags, notices, materials, chooses=True)
    both = {STYLE_FILE: materials.style, SCRIPT_FILE: materials.script}
    return {FIRST_FILE: index, **files, **both}


def site_file(tag: str) -> str:
    """What the page in this language is called on a web site."""
    return f"{tag}.html"


def tags_of(notices: Mapping[str, Notice], materials: Materials) -> tuple[str, ...]:
    """The languages that pages are made in, in the order of the notices."""
    return tuple(tag for tag in notices if tag in materials.words)


def _site_page(
    tag: str,
    tags: Sequence[str],
    notices: Mapping[str, Notice],
    materials: Materials,
    *,
    chooses: bool = False,
) -> str:
    frame = Frame(
        "site",
        materials.words[tag],
        _others(tag, {each: site_file(each) for each in tags}, materials),
        materials.icons,
        notices[tag].controller,
        files="",
        on_web_site=True,
        chooses=chooses,
    )
    return site_notice(frame, notices[tag])


def _others(tag: str, addresses: Mapping[str, str], materials: Materials) -> tuple[Other, ...]:
    return tuple(
        Other(materials.words[each], address, each == tag) for each, address in addresses.items()
    )
