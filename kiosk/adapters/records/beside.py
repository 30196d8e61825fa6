"""Reading the store beside the kiosk that writes it: blocks, a notice that was shown."""

from datetime import date
from pathlib import Path

from kiosk.adapters.records import blocks, notices
from kiosk.adapters.records.reading import reading
from kiosk.domain.blocks import Block
from kiosk.domain.notice import Notice


class ReadingRecords:
    """The store's file, opened for one question at a time and never for writing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def blocks(self, first: date, last: date) -> tuple[Block, ...]:
        """The blocks that closed on these business days, oldest first. Raises NoRecords."""
        with reading(self._path) as connection:
            return blocks.closed_between(connection, first, last)

    def notice(self, content_hash: str) -> Notice | None:
        """The notice that a consent names by its hash, word for word. Raises NoRecords."""
        with reading(self._path) as connection:
            return notices.find(connection, content_hash)

    def notices(self, beginning: str) -> list[Notice]:
        """Those that were shown whose hash begins so, word for word.

        Raises NoRecords, and NoticeChanged for a text that is not what its hash says.
        """
        with reading(self._path) as connection:
            return notices.find_all(connection, beginning)
