"""What all phone pages have in common: head, languages, foot, and the parts their script shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from kiosk.application.markup import document, drawing, made
from kiosk.application.phone_page_words import PageWords

MADE_BY: Final = "AskFirst"
"""How a file tells that it was written by this program, and may be replaced by it."""

_SITE_RULES: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'"
)
"""The static page may load its two files and nothing else, and may send nothing at all."""


@dataclass(frozen=True, slots=True)
class Other:
    """The same page in a language, and where it is; ``is_this`` for the page's own."""

    words: PageWords
    address: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """Which page it is, in which language, for whom; ``kind`` is what the script knows it by.

    ``files`` is what stands before the names of the two files. ``on_web_site``: nobody adds
    headers to it, so that it carries its own rules. ``chooses``: the script may go to a language
    that the phone likes better.
    """

    kind: str
    words: PageWords
    others: Sequence[Other]
    icons: Mapping[str, str]
    controller: str
    files: str = "/"
    on_web_site: bool = False
    chooses: bool = False

    def page(self, title: str, inside: Sequence[Element], foot: Sequence[Element] = ()) -> str:
        """The whole document."""
        main = made("main", made("h1", title), *inside)
        head = made("header", made("p", self.controller, class_="controller"), *self._languages())
        said = made("p", id="said", class_="unseen", role="status", aria_live="polite")
        body = made("body", head, main, said, *([made("footer", *foot)] if foot else []))
        return document(
            made(
                "html",
                self._head(title),
                body,
                lang=self.words.html_tag,
                dir=self.words.direction,
                data_page=self.kind,
                data_chooses=self.chooses,
            )
        )

    def lamp(self, *, on: bool) -> Element:
        """The same eye as on the screen: open while the camera is."""
        word = self.words.say("lamp_on" if on else "lamp_off")
        eye = drawing(self.icons["eye" if on else "eye-closed"])
        return made("p", eye, made("span", word), class_="lamp on" if on else "lamp")

    def story(
        self, name: str, *more: Element, lamp: bool | None = None, **values: object
    ) -> Element:
        """A part that the script shows when it comes to that."""
        title = made("h2", self.words.say(f"{name}_title"))
        text = made("p", self.words.say(name, **values))
        lit = [] if lamp is None else [self.lamp(on=lamp)]
        return made("template", *lit, title, *more, text, data_story=name.replace("_", "-"))

    def reload(self) -> Element:
        return made("p", made("a", self.words.say("reload"), href="", data_reload=True))

    def _head(self, title: str) -> Element:
        rules = made("meta", http_equiv="Content-Security-Policy", content=_SITE_RULES)
        return made(
            "head",
            made("meta", charset="utf-8"),
            *([rules] if self.on_web_site else []),
            made("meta", name="viewport", content="width=device-width, initial-scale=1"),
            made("meta", name="generator", content=MADE_BY),
            made("meta", name="referrer", content="no-referrer"),
            made("meta", name="color-scheme", content="light dark"),
            made("meta", name="format-detection", content="telephone=no"),
            made("title", f"{title} – {self.controller}"),
            made("link", rel="stylesheet", href=f"{self.files}page.css"),
            # Not deferred: it says that it is there before anything is painted.
            made("script", src=f"{self.files}page.js"),
        )

    def _languages(self) -> Sequence[Element]:
        if len(self.others) < 2:
            return ()
        links = [
            made(
                "a",
                each.words.name,
                href=each.address,
                lang=each.words.html_tag,
                hreflang=each.words.html_tag,
                aria_current="page" if each.is_this else False,
            )
            for each in self.others
        ]
        return (made("nav", *links, aria_label=self.words.say("languages"), id="languages"),)
