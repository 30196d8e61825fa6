"""One visit at a time, from the ask to its one outcome, and the counts that come of it.

``open_visit`` holds the ask that has no outcome yet. Whatever ends it empties that row in the
same transaction as it counts, so that on every closed day

    asked         = agreed + told + declined + walked away
    agreed + told = counted + not counted + withdrawn

All counts of a visit go into the day and hour it was asked in. Everything here belongs inside
the caller's transaction.
"""

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from kiosk.adapters.records import ledger, tags
from kiosk.adapters.records.connection import StoreUnavailable
from kiosk.domain.consent import ConsentRecord, Moment, ReceiptCode, Way
from kiosk.domain.estimate import UNSAID, AgeBand, Answer, Gender
from kiosk.domain.states import StoreFault

HourCount = Literal["asked", "agreed", "told", "declined", "walked_away", "counted"]
DayCount = Literal["not_counted", "withdrawn"]


class NoAskOpen(StoreUnavailable):
    """The visit that was to be recorded is not the one that is open: it ended, or never was.

    That happens when its ask could not be written; a kiosk that rests and tries again is right.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(StoreFault.SLOW, reason)


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """The ask without an outcome; ``consent_seq`` is its consent's row, once there is one."""

    moment: Moment
    consent_seq: int | None


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A kept visit as it lies in its table."""

    row_id: int
    moment: Moment
    answer: Answer
    way: Way
    shown: Answer | None


def count(connection: sqlite3.Connection, moment: Moment, what: HourCount, step: int = 1) -> None:
    """Add to one of an hour's counts; a check of the table keeps it from going under 0."""
    connection.execute(
        "INSERT OR IGNORE INTO day_hour(day, hour) VALUES (?, ?)",
        [moment.day.isoformat(), moment.hour],
    )
    connection.execute(
        f"UPDATE day_hour SET {what} = {what} + ? WHERE day = ? AND hour = ?",
        [step, moment.day.isoformat(), moment.hour],
    )


def count_of_day(connection: sqlite3.Connection, day: date, what: DayCount) -> None:
    """Add one to a day's count of visits that ended without a record."""
    connection.execute("INSERT OR IGNORE INTO day(day) VALUES (?)", [day.isoformat()])
    connection.execute(f"UPDATE day SET {what} = {what} + 1 WHERE day = ?", [day.isoformat()])


def find_open(connection: sqlite3.Connection) -> OpenVisit | None:
    """The visit that is going on, if one is."""
    row = connection.execute("SELECT day, hour, consent_seq FROM open_visit").fetchone()
    return row and OpenVisit(Moment(date.fromisoformat(row[0]), row[1]), row[2])


def open_ask(connection: sqlite3.Connection, moment: Moment) -> None:
    """Count an ask; one that was left open ends first, by the best that is known of it."""
    left_open = find_open(connection)
    if left_open is not None:
        end_without_record(connection, left_open)
    count(connection, moment, "asked")
    connection.execute(
        "INSERT INTO open_visit(only, day, hour) VALUES (1, ?, ?)",
        [moment.day.isoformat(), moment.hour],
    )


def end_unasked(
    connection: sqlite3.Connection, moment: Moment, outcome: Literal["declined", "walked_away"]
) -> None:
    """End the ask of this moment without a yes; does nothing if it has ended or said yes."""
    open_visit = find_open(connection)
    if open_visit == OpenVisit(moment, None):
        count(connection, moment, outcome)
        _forget_open(connection)


def end_without_record(connection: sqlite3.Connection, open_visit: OpenVisit) -> None:
    """Walked away if no yes is on disk, else not counted; nobody holds a code for either."""
    if open_visit.consent_seq is None:
        count(connection, open_visit.moment, "walked_away")
    else:
        count_of_day(connection, open_visit.moment.day, "not_counted")
        drop_tag(connection, open_visit.consent_seq)
    _forget_open(connection)


def give_consent(connection: sqlite3.Connection, consent: ConsentRecord, now: datetime) -> int:
    """Write the yes of the visit that is open and return its row in the ledger.

    Raises NoAskOpen if this consent's ask is not open, or has its yes.
    """
    if find_open(connection) != OpenVisit(consent.moment, None):
        raise NoAskOpen("a yes came for an ask that is not open")
    key = tags.day_key(connection, consent.moment.day)
    seq = ledger.append(
        connection,
        ledger.Entry.CONSENT_GIVEN,
        now,
        {
            "language": consent.notice.language,
            "medium": consent.medium.value,
            "notice": consent.notice.content_hash,
            "purpose": consent.purpose.value,
            "record": str(consent.record_id),
            "way": consent.way.value,
        },
        notice=consent.notice.content_hash,
        tag=ledger.Tag(consent.moment.day, tags.consent_tag(key, consent.code)),
    )
    count(connection, consent.moment, "told" if consent.way is Way.TOLD else "agreed")
    connection.execute("UPDATE open_visit SET consent_seq = ?", [seq])
    return seq


def open_with(connection: sqlite3.Connection, consent: ConsentRecord) -> OpenVisit | None:
    """The open visit, if it is the one of this consent and the consent is on disk."""
    open_visit = find_open(connection)
    if open_visit is None or open_visit.consent_seq is None:
        return None
    seq = _consent_found_by(connection, consent.moment.day, consent.code)
    return open_visit if seq == open_visit.consent_seq else None


def keep(
    connection: sqlite3.Connection,
    consent: ConsentRecord,
    answer: Answer,
    way: Way,
    shown: Answer | None,
    model: int | None,
    *,
    receipt: bool,
) -> int:
    """Write the row of the open visit and return its number.

    Without a receipt nothing finds it: neither row nor opening has a tag. Raises NoAskOpen if
    the open visit is not this consent's.
    """
    open_visit = open_with(connection, consent)
    if open_visit is None or open_visit.consent_seq is None:
        raise NoAskOpen("an answer came for a visit that is not open")
    moment = open_visit.moment
    row_id = secrets.randbits(63)
    tag = None
    if receipt:
        tag = tags.visit_tag(tags.day_key(connection, moment.day), consent.code)
    else:
        drop_tag(connection, open_visit.consent_seq)
    connection.execute(
        "INSERT INTO visit(id, day, hour, gender, age_band, way, shown_gender, shown_band,"
        " model, tag) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            row_id,
            moment.day.isoformat(),
            moment.hour,
            answer.gender.value,
            _band_name(answer),
            way.value,
            shown and shown.gender.value,
            shown and _band_name(shown),
            model if shown else None,
            tag,
        ],
    )
    count(connection, moment, "counted")
    _forget_open(connection)
    return row_id


def undo_kept(connection: sqlite3.Connection, consent: ConsentRecord, row_id: int) -> None:
    """Take back a row whose visitor was told that nothing was kept; once it is gone, nothing."""
    row = connection.execute(
        "DELETE FROM visit WHERE id = ? RETURNING day, hour", [row_id]
    ).fetchone()
    if row is None:
        return
    moment = Moment(date.fromisoformat(row[0]), row[1])
    count(connection, moment, "counted", -1)
    count_of_day(connection, moment.day, "not_counted")
    seq = _consent_found_by(connection, moment.day, consent.code)
    if seq is not None:
        drop_tag(connection, seq)


def withdraw(connection: sqlite3.Connection, code: ReceiptCode, now: datetime, today: date) -> bool:
    """Record that a yes was taken back, and delete all that came of it; False: no such code.

    Finds the open visit's consent as well as a kept visit's. The counts of a day that is closed
    stay as they are, for who compared them would learn who withdrew: it is counted in the month
    of ``today``, the running business day. What was deleted is off the disk only after the
    erasure's sync.
    """
    for day, key in tags.day_keys(connection):
        seq = _opening_tagged(connection, tags.consent_tag(key, code))
        if seq is None:
            continue
        kept = _visit_tagged(connection, tags.visit_tag(key, code))
        is_closed = kept is not None and _is_closed(connection, day)
        if kept is not None:
            connection.execute("DELETE FROM visit WHERE id = ?", [kept.row_id])
            if not is_closed:
                count(connection, kept.moment, "counted", -1)
        else:
            # A consent keeps its tag without a kept visit only while its visit is open.
            _forget_open(connection)
        ledger.append(connection, ledger.Entry.CONSENT_WITHDRAWN, now, {}, ref=seq)
        connection.execute("DELETE FROM ledger_opening WHERE seq = ?", [seq])
        if is_closed:
            _count_later(connection, today)
        else:
            count_of_day(connection, day, "withdrawn")
        return True
    return False


def find_kept(connection: sqlite3.Connection, code: ReceiptCode) -> VisitRow | None:
    """The kept visit that a receipt's code finds."""
    for _, key in tags.day_keys(connection):
        found = _visit_tagged(connection, tags.visit_tag(key, code))
        if found is not None:
            return found
    return None


def correct(connection: sqlite3.Connection, row_id: int, answer: Answer) -> None:
    """Write what the visitor says over what the row said."""
    connection.execute(
        "UPDATE visit SET gender = ?, age_band = ?, way = ? WHERE id = ?",
        [answer.gender.value, _band_name(answer), Way.CORRECTED.value, row_id],
    )


def drop_tag(connection: sqlite3.Connection, seq: int) -> None:
    """Afterwards no code finds this consent; its proof stays."""
    connection.execute("UPDATE ledger_opening SET tag = NULL, tag_day = NULL WHERE seq = ?", [seq])


def band_named(name: str) -> AgeBand | None:
    """The band that a row's ``age_band`` names; None where it was not said."""
    if name == UNSAID:
        return None
    first, _, last = name.partition("-")
    return AgeBand(int(first.rstrip("+")), int(last) if last else None)


def _is_closed(connection: sqlite3.Connection, day: date) -> bool:
    row = connection.execute("SELECT day FROM close_of_day").fetchone()
    return row is not None and day.isoformat() <= row[0]


def _count_later(connection: sqlite3.Connection, today: date) -> None:
    connection.execute(
        "INSERT INTO withdrawn_later(month, visits) VALUES (?, 1)"
        " ON CONFLICT(month) DO UPDATE SET visits = visits + 1",
        [today.replace(day=1).isoformat()],
    )


def _forget_open(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM open_visit")


def _consent_found_by(connection: sqlite3.Connection, day: date, code: ReceiptCode) -> int | None:
    key = tags.find_day_key(connection, day)
    return None if key is None else _opening_tagged(connection, tags.consent_tag(key, code))


def _opening_tagged(connection: sqlite3.Connection, tag: bytes) -> int | None:
    row = connection.execute("SELECT seq FROM ledger_opening WHERE tag = ?", [tag]).fetchone()
    return row and row[0]


def _visit_tagged(connection: sqlite3.Connection, tag: bytes) -> VisitRow | None:
    row = connection.execute(
        "SELECT id, day, hour, gender, age_band, way, shown_gender, shown_band FROM visit"
        " WHERE tag = ?",
        [tag],
    ).fetchone()
    if row is None:
        return None
    row_id, day, hour, gender, band, way, shown_gender, shown_band = row
    return VisitRow(
        row_id,
        Moment(date.fromisoformat(day), hour),
        Answer(Gender(gender), band_named(band)),
        Way(way),
        shown_gender and Answer(Gender(shown_gender), band_named(shown_band)),
    )


def _band_name(answer: Answer) -> str:
    return UNSAID if answer.age_band is None else answer.age_band.name
