"""A document as plain text, for a terminal or a mail."""

import textwrap
import unicodedata
from typing import Final, assert_never

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

_COLUMNS: Final = 78
_UNDERLINES: Final = {1: "=", 2: "-"}


def as_text(document: Document) -> str:
    """All that the document says, in lines that fit a terminal where words can be broken.

    The title stands at its head unless the document begins with a heading of its own.
    """
    blocks = document.blocks
    match blocks:
        case (Heading(level=1), *_):
            pass
        case _:
            blocks = (Heading(document.title, 1), *blocks)
    parts = [part for block in blocks if (part := _text_of(block, document.colon))]
    return "\n\n".join(parts)


def _text_of(block: Block, colon: str) -> str:
    match block:
        case Heading(text, level):
            under = _UNDERLINES.get(level, "")
            return f"{text}\n{under * _width(text)}" if under else text
        case Paragraph(text):
            return wrapped(text)
        case Bullets(items):
            return "\n".join(wrapped(item, "- ", "  ") for item in items)
        case Table(head, rows):
            return "\n\n".join(
                "\n".join(
                    wrapped(f"{name}{colon}{cell}") for name, cell in zip(head, row, strict=True)
                )
                for row in rows
            )
        case Lines(labels, room):
            return "\n".join(f"{label}{colon}{'_' * 20 * room}" for label in labels)
        case QrPicture(content, label):
            return label if content in label else f"{label}{colon}{content}"
        case PageBreak():
            return ""
        case _:
            assert_never(block)


def wrapped(text: str, first: str = "", then: str = "") -> str:
    """A paragraph in lines that fit a terminal, ``first`` before it and ``then`` before the rest.

    Chinese is left to the terminal: it has no spaces to break at.
    """
    if any(unicodedata.east_asian_width(letter) in "WF" for letter in text):
        return first + text
    return textwrap.fill(
        text,
        _COLUMNS,
        initial_indent=first,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _width(text: str) -> int:
    """Columns of a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
