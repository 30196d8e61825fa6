"""A document as Markdown: to be kept beside its print, compared, and read in any editor."""

import re
from collections.abc import Iterator
from typing import assert_never

from kiosk.application.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Lines,
    PageBreak,
    Paragraph,
    QrPicture,
    Table,
)

_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]<>|])")
_BEGINS_SOMETHING = re.compile(r"^(\s*)([#+-]|\d+[.)](?=\s))")


def to_markdown(document: Document) -> str:
    """The whole document (CommonMark with tables), ending in a line's end.

    Every text is taken as it stands: nothing that was typed into the settings becomes a link,
    a heading or HTML.
    """
    return "\n\n".join("\n".join(_lines(block, document.colon)) for block in document.blocks) + "\n"


def _lines(block: Block, colon: str) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * level} {_inline(text)}"
        case Paragraph(text):
            yield _paragraph(text)
        case Bullets(items):
            yield from (f"- {_paragraph(item)}" for item in items)
        case Table(head, rows):
            yield _row(head)
            yield _row(("---",) * len(head), as_it_is=True)
            yield from (_row(row) for row in rows)
        case Lines(labels, room):
            empty = "_" * 30 * room
            yield from (f"- {_paragraph(label)}{colon}{empty}" for label in labels)
        case QrPicture(content, label):
            yield f"{_paragraph(label)}{colon}{_inline(content)}"
        case PageBreak():
            yield "---"
        case _:
            assert_never(block)


def _row(cells: tuple[str, ...], *, as_it_is: bool = False) -> str:
    shown = cells if as_it_is else tuple(_inline(cell) for cell in cells)
    return f"| {' | '.join(shown)} |"


def _paragraph(text: str) -> str:
    """A text that begins a line: what would make it a heading or a list is taken as it stands."""
    return _BEGINS_SOMETHING.sub(_escaped_beginning, _inline(text))


def _escaped_beginning(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}{mark[:-1]}\\{mark[-1]}"


def _inline(text: str) -> str:
    return _MEANS_SOMETHING.sub(r"\\\1", " ".join(text.split()))
