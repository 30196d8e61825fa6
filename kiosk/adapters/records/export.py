"""What the evidence bundle is made of, read from the store in short strides.

In between, the file is free for a kiosk that has something to erase: a bundle of a large ledger
must not make a visitor wait for being forgotten. Nothing here reads a tag into a result, a
day's key, or a visit.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from kiosk.adapters.records import chain, heads, ledger, notices, schema, tags
from kiosk.adapters.records.ledger import LedgerBroken
from kiosk.adapters.records.merkle import leaf_hash
from kiosk.adapters.records.reading import NoRecords, reading
from kiosk.application.bundle_logs import said_in
from kiosk.application.evidence_sources import KeptNotice, LedgerHead, LedgerRow
from kiosk.domain.consent import ReceiptCode
from kiosk.domain.notice import Notice

_STRIDE: Final = 5_000
_HOURS: Final = (
    "day",
    "hour",
    "asked",
    "agreed",
    "told",
    "declined",
    "walked_away",
    "counted",
)
_DAYS: Final = ("day", "not_counted", "withdrawn")
_ROW: Final = (
    "SELECT seq, leaf, leaf_hash, salt, payload"
    " FROM consent_ledger LEFT JOIN ledger_opening USING (seq)"
)


class ExportedRecords:
    """Implements ``evidence.Books``. Every method raises NoRecords if the file cannot be read.

    Counts are those of business days before ``today``: they are closed.
    """

    def __init__(self, path: Path, today: date) -> None:
        self._path = path
        self._today = today

    def row_count(self) -> int:
        with reading(self._path) as connection:
            return connection.execute(
                "SELECT coalesce(max(seq), 0) FROM consent_ledger"
            ).fetchone()[0]

    def rows(self) -> Iterator[LedgerRow]:
        """Every row in order, to the end as it is when the last of them is read.

        A row that says why an opening has gone is written with its going: so whoever finds an
        opening missing here finds that row too.
        """
        last = 0
        while True:
            with reading(self._path) as connection:
                found = connection.execute(
                    f"{_ROW} WHERE seq > ? ORDER BY seq LIMIT {_STRIDE}", [last]
                ).fetchall()
            for row in found:
                yield LedgerRow(*row)
            if len(found) < _STRIDE:
                return
            last = found[-1][0]

    def still_open(self, rows: Collection[int]) -> Collection[int]:
        question = "SELECT EXISTS(SELECT 1 FROM ledger_opening WHERE seq = ?)"
        with reading(self._path) as connection:
            return [seq for seq in rows if connection.execute(question, [seq]).fetchone()[0]]

    def heads(self, up_to: int) -> Sequence[LedgerHead]:
        """The signed heads over rows up to ``up_to``, as notes; unchecked."""
        with reading(self._path) as connection:
            found = heads.listed(connection, up_to)
        return [LedgerHead(head.tree_size, head.checkpoint, head.public_key) for head in found]

    def notices(self) -> Sequence[KeptNotice]:
        with reading(self._path) as connection:
            found = connection.execute("SELECT hash, text FROM notice ORDER BY hash").fetchall()
        try:
            return [
                KeptNotice(hashed, text, notices.from_exact_text(text)) for hashed, text in found
            ]
        except (ValueError, KeyError, TypeError) as why:
            raise NoRecords(f"A notice in {self._path} is not as it was kept.") from why

    def notice_of(self, row: LedgerRow) -> Notice | None:
        """The notice that a consent's row names, if it is kept."""
        named = str(said_in(row.leaf).get("notice"))
        with reading(self._path) as connection:
            return notices.find(connection, named)

    def hours(self) -> Iterable[Sequence[str | int]]:
        return self._counts("day_hour", _HOURS)

    def days(self) -> Iterable[Sequence[str | int]]:
        return self._counts("day", _DAYS)

    def is_demo(self) -> bool:
        """True for the demo's records."""
        with reading(self._path) as connection:
            published = connection.execute("SELECT demo FROM publication").fetchone()
        return published is not None and bool(published[0])

    def keys(self) -> Sequence[bytes]:
        """The public halves of all keys that the ledger announces, in their order."""
        with reading(self._path) as connection:
            found = connection.execute(
                "SELECT seq, payload FROM consent_ledger JOIN ledger_opening USING (seq)"
                f" WHERE {schema.IS_KEY_MADE} ORDER BY seq"
            ).fetchall()
            return [chain.key_in(seq, payload) for seq, payload in found]

    def consent_of(self, code: ReceiptCode) -> LedgerRow | None:
        """The row of the consent that a receipt's code finds, with its opening, which fits it."""
        with reading(self._path) as connection:
            for _, key in tags.day_keys(connection):
                found = connection.execute(
                    f"{_ROW} WHERE tag = ?", [tags.consent_tag(key, code)]
                ).fetchone()
                if found is not None:
                    return _fitting(LedgerRow(*found))
        return None

    def _counts(self, table: str, columns: tuple[str, ...]) -> Iterable[Sequence[str | int]]:
        with reading(self._path) as connection:
            found: list[Sequence[str | int]] = connection.execute(
                f"SELECT {', '.join(columns)} FROM {table} WHERE day < ? ORDER BY 1, 2",
                [self._today.isoformat()],
            ).fetchall()
        return [columns, *found]


def _fitting(row: LedgerRow) -> LedgerRow:
    """The row, if it is as it was hashed and its opening is what it committed to."""
    opened = ledger.commitment(row.salt or b"", (row.payload or "").encode())
    is_as_hashed = row.leaf_hash == leaf_hash(row.leaf.encode())
    if not is_as_hashed or opened.hex() != said_in(row.leaf).get("commit"):
        raise LedgerBroken(f"row {row.seq} of the ledger does not fit its opening")
    return row
