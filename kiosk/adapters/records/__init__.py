"""The store: visits, counts and the consent ledger in one file, and how to read it."""

from kiosk.adapters.records.beside import ReadingRecords
from kiosk.adapters.records.figures import ReadingFigures
from kiosk.adapters.records.reading import NoRecords
from kiosk.adapters.records.store import RecordsStore

__all__ = ["NoRecords", "ReadingFigures", "ReadingRecords", "RecordsStore"]
