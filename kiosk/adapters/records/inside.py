"""What is in this machine, counted from the tables themselves and about nobody."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sqlite_utils import Database

from kiosk.adapters.records import erasure, heads, schema, terms
from kiosk.adapters.records.opening import Publication
from kiosk.domain.consent import Moment
from kiosk.domain.inside import Inside, LedgerHead, SelfCheck
from kiosk.domain.retention import Retention
from kiosk.domain.statistics import FEWEST

# Their checks hold every value to its size, and they are too long to be read through.
_THE_LEDGER: Final = frozenset({"consent_ledger", "ledger_opening", "signed_tree_head"})

_LARGEST_BLOB: Final = 64
_LARGEST_TEXT: Final = 4096
_KNOWN_TEXTS: Final = frozenset({("notice", "text")})


class _Until(NamedTuple):
    """Up to when is counted: the last business day, and the hour in which it ended."""

    day: str
    hour: str


_NOW: Final = _Until("9999-12-31", "9999-12-31T23")
_NEVER: Final = _Until("", "")

_HOUR_OF_LEAF: Final = "substr(json_extract(leaf, '$.ts'), 1, 13)"


class InsideOfStore:
    """The inside of one open store, as whoever stands before the machine may see it.

    In a shop it is what there was when the last business day was closed: a number that moved with
    every visit would give visitors away. In the demo, which has none, it is what there is, counted
    anew only when something was written since, so that a screen may ask every few seconds.
    """

    def __init__(
        self, db: Database, retention: Retention, publication: Publication, public_key: bytes
    ) -> None:
        self._db = db
        self._retention = retention
        self._demo = publication.demo
        self._public_key = public_key
        self._counted: tuple[object, Inside] | None = None

    def look(self, checked: SelfCheck | None) -> Inside:
        """What is kept, with what the last self-check found, if there was one.

        ``pictures`` is whichever is more: values that are large enough to be one, or what that
        check took for one. The last signed head is told as soon as it is signed.
        """
        connection = self._db.conn
        until = _NOW if self._demo else self._closed()
        state: object = until
        if self._demo:
            # The first rises with what this connection writes, the second with what others do.
            state = (connection.total_changes, _number(connection, "PRAGMA data_version"))
        if self._counted is None or self._counted[0] != state:
            self._counted = (state, self._count(until))
        inside = self._counted[1]
        pictures = max(inside.pictures, checked.pictures if checked is not None else 0)
        return replace(
            inside,
            pictures=pictures,
            # Its rows are numbered without a gap: the last number is how many there are.
            ledger_rows=_number(connection, "SELECT coalesce(max(seq), 0) FROM consent_ledger"),
            head=_head(connection),
            checked=checked,
        )

    def _closed(self) -> _Until:
        found = self._db.conn.execute("SELECT day FROM close_of_day").fetchone()
        if found is None:
            return _NEVER
        # The ledger's times are in the shop's zone, and a day ends with a full hour.
        return _Until(
            found[0], _hour(self._retention.business_day.end(date.fromisoformat(found[0])))
        )

    def _count(self, until: _Until) -> Inside:
        connection, days = self._db.conn, [until.day]
        held = [each for each in erasure.days_held(connection) if each.isoformat() <= until.day]
        opened, consent = self._camera_last_opened(until)
        return Inside(
            columns=tuple(self._db.table("visit").columns_dict),
            records=_number(connection, "SELECT count(*) FROM visit WHERE day <= ?", days),
            waiting=_number(
                connection,
                "SELECT count(*) FROM visit WHERE day <= ? AND (block IS NULL OR block IN"
                " (SELECT id FROM block WHERE closed_on > ?))",
                days * 2,
            ),
            blocks=_number(connection, "SELECT count(*) FROM block WHERE closed_on <= ?", days),
            released=_number(
                connection, "SELECT coalesce(sum(visits), 0) FROM block WHERE closed_on <= ?", days
            ),
            pictures=_values_as_large_as_pictures(self._db),
            openings=_number(
                connection,
                "SELECT count(*) FROM consent_ledger JOIN ledger_opening USING (seq)"
                f" WHERE {schema.IS_CONSENT} AND {_HOUR_OF_LEAF} < ?",
                [until.hour],
            ),
            camera_last_opened=opened,
            camera_opened_for=consent,
            next_erasure=min(
                (terms.window_closes(connection, self._retention, day) for day in held),
                default=None,
            ),
            ledger_rows=0,
            head=None,
            public_key=self._public_key,
            checked=None,
        )

    def _camera_last_opened(self, until: _Until) -> tuple[Moment | date | None, int | None]:
        """Its hour and its consent; in a shop the last day on which enough agreed to it."""
        connection = self._db.conn
        if not self._demo:
            return self._last_day_of_many(until), None
        row = connection.execute(
            "SELECT json_extract(leaf, '$.ts'), json_extract(leaf, '$.ref') FROM consent_ledger"
            f" WHERE {schema.IS_CAMERA_OPENED} ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        if row is None:
            return None, None
        return self._retention.business_day.moment(datetime.fromisoformat(row[0])), row[1]

    def _last_day_of_many(self, until: _Until) -> date | None:
        connection, business_day = self._db.conn, self._retention.business_day
        days = connection.execute(
            "SELECT day FROM day_hour WHERE day <= ? GROUP BY day HAVING sum(agreed) >= ?"
            " ORDER BY day DESC",
            [until.day, FEWEST],
        ).fetchall()
        for day in (date.fromisoformat(found) for (found,) in days):
            hours = [_hour(business_day.end(each)) for each in (day - timedelta(days=1), day)]
            if _number(
                connection,
                f"SELECT EXISTS(SELECT 1 FROM consent_ledger WHERE {schema.IS_CAMERA_OPENED}"
                f" AND {_HOUR_OF_LEAF} >= ? AND {_HOUR_OF_LEAF} < ?)",
                hours,
            ):
                return day
        return None


def _head(connection: sqlite3.Connection) -> LedgerHead | None:
    head = heads.latest(connection)
    return head and LedgerHead(head.tree_size, head.timestamp, head.checkpoint)


def _values_as_large_as_pictures(db: Database) -> int:
    found = 0
    for table in db.table_names():
        if table in _THE_LEDGER:
            continue
        for column in db.table(table).columns_dict:
            if (table, column) not in _KNOWN_TEXTS:
                found += _number(
                    db.conn,
                    f"SELECT count(*) FROM [{table}] WHERE length(CAST([{column}] AS BLOB))"
                    f" > iif(typeof([{column}]) = 'blob', {_LARGEST_BLOB}, {_LARGEST_TEXT})",
                )
    return found


def _hour(instant: datetime) -> str:
    return instant.isoformat()[:13]


def _number(connection: sqlite3.Connection, question: str, named: Sequence[str] = ()) -> int:
    return connection.execute(question, named).fetchone()[0]
