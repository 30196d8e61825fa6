"""The store: visits, counts and the consent ledger in one file, and how to read it."""

# Before any of the others, each of which loads sqlite-utils.
from kiosk.adapters.records import alone  # noqa: F401  # pyright: ignore[reportUnusedImport]
from kiosk.adapters.records.beside import ReadingRecords
from kiosk.adapters.records.figures import ReadingFigures
from kiosk.adapters.records.reading import NoRecords
from kiosk.adapters.records.store import RecordsStore

__all__ = ["NoRecords", "ReadingFigures", "ReadingRecords", "RecordsStore"]
