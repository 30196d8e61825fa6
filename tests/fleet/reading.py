"""A page of a fleet taken apart, as a browser would."""

from html.parser import HTMLParser

from kiosk.application.correction import Correction
from kiosk.bootstrap.figures import correction

_VOID = {"meta"}


def known_error() -> Correction:
    """The published error of our own model."""
    found = correction()
    assert found is not None
    return found


class Reading(HTMLParser):
    """Elements, attributes and texts of a page; notes an element that is closed out of turn.

    ``unsaid`` are drawings that no words stand for, ``untold`` pictures without their table.
    ``tables`` are those of each caption, row by row, their heads first.
    """

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.style = ""
        self.unsaid: list[dict[str, str | None]] = []
        self.untold: list[str] = []
        self.tables: dict[str, list[list[str]]] = {}
        self._open: list[str] = []
        self._caption = ""
        self._picture = 0
        self._pictures: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag == "svg" and not self._picture and attributes.get("aria-hidden") != "true":
            self.unsaid.append(attributes)
        if tag == "table":
            self._pictures.clear()
        if tag == "caption":
            self._caption = ""
        elif tag == "tr":
            self.tables.setdefault(self._caption, []).append([])
        elif tag in ("th", "td"):
            self.tables[self._caption][-1].append("")
        if tag not in _VOID:
            self._open.append(tag)
        if attributes.get("role") == "img":
            self._picture = len(self._open)
            self._pictures.append(attributes.get("aria-label") or "")

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) == self._picture:
            self._picture = 0
        assert self._open.pop() == tag
        if tag == "section":
            self.untold += self._pictures
            self._pictures.clear()

    def handle_data(self, data: str) -> None:
        if "caption" in self._open:
            self._caption += data
        elif {"th", "td"} & {*self._open}:
            self.tables[self._caption][-1][-1] += data.replace("\u00a0", " ")
        if self._open and self._open[-1] == "style":
            self.style += data
        elif data.strip():
            self.texts.append(data.replace("\u00a0", " "))

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def of_class(self, name: str) -> int:
        return sum(name in (each.get("class") or "").split() for _, each in self.elements)
