"""HTML of elements: every text in it is escaped, because there is no other way to put one in."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_SVG: Final = "{http://www.w3.org/2000/svg}"
_ON_LINES_OF_THEIR_OWN: Final = frozenset(
    {"html", "head", "body", "header", "nav", "main", "footer", "section", "template", "details"}
    | {"meta", "link", "script", "title", "h1", "h2", "h3", "p", "ul", "li", "div", "form", "dl"}
    | {"figure", "table", "thead", "tbody", "tr"}
)

_BEFORE_WHAT_IS_COUNTED: Final = re.compile(r"(?<=\d) (?=\w)")
_UNBROKEN: Final = "\u00a0"


def made(name: str, /, *inside: Element | str, **attributes: str | bool) -> Element:
    """An element. ``class_`` and ``for_`` lose their line, other lines become hyphens.

    True is an attribute without a value, False is none. No line ends between a number in a text
    and what it counts: of “8 秒”, half would be left on each.
    """
    element = Element(name, _attributes(attributes))
    for each in inside:
        _put(element, each)
    if name in _ON_LINES_OF_THEIR_OWN:
        element.tail = "\n"
    return element


def drawing(svg: str, *, large: bool = False) -> Element:
    """A drawing of our assets as part of the page, for the eye alone: the words say it, too."""
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
        element.text = element.tail = None
    root.set("class", "drawing large" if large else "drawing")
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    return root


def document(root: Element) -> str:
    """The whole page as a file."""
    return "<!doctype html>\n" + ElementTree.tostring(root, encoding="unicode", method="html")


def _attributes(given: dict[str, str | bool]) -> dict[str, str]:
    return {
        name.rstrip("_").replace("_", "-"): "" if value is True else str(value)
        for name, value in given.items()
        if value is not False
    }


def _put(element: Element, inside: Element | str) -> None:
    if isinstance(inside, Element):
        element.append(inside)
        return
    inside = _BEFORE_WHAT_IS_COUNTED.sub(_UNBROKEN, inside)
    if len(element):
        last = element[-1]
        last.tail = (last.tail or "") + inside
    else:
        element.text = (element.text or "") + inside
