"""A document to be printed or kept as text: what is written, and nothing of how it looks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 is the document's own, 2 a section's, 3 a part's."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Every row has as many cells as ``head``."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Empty lines to be filled in by hand: under each label as many as ``room`` says."""

    labels: tuple[str, ...]
    room: int = 1


@dataclass(frozen=True, slots=True)
class QrPicture:
    """A QR code; ``label`` says in words what it holds."""

    content: str
    label: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Bullets | Table | Lines | QrPicture | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """``language`` is a tag such as ``zh_CN``: the printed page chooses its letters by it.

    ``mark`` is what stands in large letters across every printed page, such as "DRAFT".
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    mark: str = ""

    @property
    def colon(self) -> str:
        """What stands between a label and what it is a label of."""
        return "：" if self.language.startswith("zh") else ": "
