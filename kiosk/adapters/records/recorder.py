"""Everything that can be done to the open store, each in one transaction.

What is returned has happened: it is on disk, synced. Nothing here knows of threads; a command
that changes the store while no kiosk runs can use it as it is.
"""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from kiosk.adapters.records import (
    assessed,
    entering,
    given,
    heads,
    ledger,
    notices,
    opening,
    quarantine,
    terms,
    traces,
    visits,
)
from kiosk.adapters.records.ballast import Room
from kiosk.adapters.records.close_of_day import Closed, DaysToClose
from kiosk.adapters.records.connection import StoreUnavailable, fault_of, transaction
from kiosk.adapters.records.due_time import DueTime
from kiosk.adapters.records.inside import InsideOfStore
from kiosk.adapters.records.owed_erasure import OwedErasure
from kiosk.adapters.records.reports import Reports
from kiosk.application.ports import Clock, Signer
from kiosk.domain import events
from kiosk.domain.assessment import Assessment
from kiosk.domain.consent import ConsentRecord, Moment, ReceiptCode, Way
from kiosk.domain.estimate import Answer
from kiosk.domain.inside import Inside, SelfCheck
from kiosk.domain.notice import Notice
from kiosk.domain.retention import Retention
from kiosk.domain.states import KeptRecord, StoreFault

_UNDONE_WITHIN_SECONDS: Final = 10.0
"""By then nobody undoes a row any more, so it may be in a block, out of which it never comes.

Who waits for the word that a row is kept gives up after two seconds and has it undone; of a row
that was written later than that, the undoing is the next job in the store's queue.
"""

LastKept = tuple[UUID, int]
"""The consent of the row that was written last, and that row's number."""


class Recorder:
    """The open file. Making one checks it, ends what a crash left open and closes ended days.

    Without a signer it signs no heads, and does all else. Where it is no kiosk but a command that
    works, the ledger is told of no start and no stop. Every method, and making one, may raise
    StoreUnavailable, sqlite3.Error or OSError; then nothing of it was done.
    """

    def __init__(
        self,
        path: Path,
        publication: opening.Publication,
        retention: Retention,
        signer: Signer | None,
        clock: Clock,
        model: str | None,
        *,
        is_kiosk: bool = True,
    ) -> None:
        self._path = path
        self._is_kiosk = is_kiosk
        self._retention = retention
        self._epsilon = publication.rules.epsilon
        self._signer = signer
        self._clock = clock
        # For undoing a row without a receipt, which nothing on disk can find. In memory only,
        # and only until the next visitor.
        self.last_kept: LastKept | None = None
        self._kept_at = clock.monotonic()
        opened = opening.open_store(
            path, publication, retention, signer, clock.now(), is_kiosk=is_kiosk
        )
        self._db = opened.db
        self._owed = OwedErasure(self._db, path)
        self._room = Room(self._db, path)
        self._reports = Reports()
        self._inside = InsideOfStore(self._db, retention, publication, opened.public_key)
        self.days = DaysToClose(
            self._db,
            path,
            retention,
            publication.rules,
            signer,
            DueTime(clock, opened.last_written),
        )
        try:
            self._model = None if model is None else opening.model_number(self._db.conn, model)
            self.closed_at_start = self._close_days()
            self.finish_erasure()
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """Write down that the kiosk stopped in good order, sign for all, and close the file."""
        try:
            with transaction(self._db) as connection:
                now = self._clock.now()
                if self._is_kiosk:
                    ledger.append(connection, ledger.Entry.STOPPED, now, {})
                heads.sign_head(connection, self._signer, now)
        finally:
            self._db.close()

    def abandon(self) -> None:
        """Close a file that cannot be relied on, writing nothing more."""
        self._db.close()

    # Room ------------------------------------------------------------------------------------

    def rest_until_room(self) -> None:
        """Give the ballast's room to what must be written; nobody is asked until it is back."""
        self._room.give()

    def write_down_full(self) -> None:
        """Say in the ledger that the disk is full, in the room the ballast had; ask no one more."""
        self.rest_until_room()
        with transaction(self._db) as connection:
            ledger.append(connection, ledger.Entry.STORAGE_FULL, self._clock.now(), {})

    def check_room(self) -> None:
        """See that a real write works, and take the ballast's room again."""
        self.finish_erasure()
        self._room.check()

    # Counts, consent, what the camera did ----------------------------------------------------

    def count_asked(self, moment: Moment) -> None:
        """Open an ask, ending one that was left open; sign the head that is then due.

        It waits for the next ask, so that no head tells of a visit that is going on.
        """
        self._check_asking()
        self.last_kept = None
        with transaction(self._db) as connection:
            visits.open_ask(connection, moment)
            terms.note(connection, moment.day, self._retention.terms(self._epsilon))
            if heads.is_due(connection):
                heads.sign_head(connection, self._signer, self._clock.now())

    def count_declined(self, moment: Moment) -> None:
        """End the open ask with a no."""
        with transaction(self._db) as connection:
            visits.end_unasked(connection, moment, "declined")

    def count_walked_away(self, moment: Moment) -> None:
        """End the open ask with silence, which is a no."""
        with transaction(self._db) as connection:
            visits.end_unasked(connection, moment, "walked_away")

    def store_consent(self, consent: ConsentRecord) -> events.ConsentStored:
        """Write the yes of the open ask into the ledger. Raises NoAskOpen if it is not open."""
        self._check_asking()
        with transaction(self._db) as connection:
            seq = visits.give_consent(connection, consent, self._clock.now())
        self._reports.follow(consent, seq)
        return events.ConsentStored(consent.record_id, self._clock.monotonic())

    def record(self, entry: ledger.Entry, consent: ConsentRecord, payload: ledger.Payload) -> None:
        """Write what the camera or the analysis did, even if its visit has ended."""
        with transaction(self._db) as connection:
            self._reports.write(connection, entry, consent, self._clock.now(), payload)

    def record_entered(self, day: date, hour: int, entered: int, *, replace: bool) -> None:
        """Add to what the door counter saw in an hour; with ``replace`` write over it."""
        with transaction(self._db) as connection:
            entering.record_entered(connection, day, hour, entered, replace=replace)

    # The visit's row -------------------------------------------------------------------------

    def keep_visit(
        self,
        consent: ConsentRecord,
        answer: Answer,
        way: Way,
        shown: Answer | None,
        *,
        receipt: bool,
    ) -> events.VisitKept:
        """End the open visit with a row, and its yes with it if it was told."""
        if way is Way.TOLD:
            self._check_asking()
        with transaction(self._db) as connection:
            if way is Way.TOLD:
                visits.give_consent(connection, consent, self._clock.now())
            row_id = visits.keep(
                connection, consent, answer, way, shown, self._model, receipt=receipt
            )
            until = terms.window_closes(connection, self._retention, consent.moment.day)
        self.last_kept = (consent.record_id, row_id)
        self._kept_at = self._clock.monotonic()
        return events.VisitKept(consent.record_id, until)

    def close_uncounted(self, consent: ConsentRecord) -> None:
        """End this consent's visit without a row; a row that was kept after all goes again."""
        if self.last_kept is not None and self.last_kept[0] == consent.record_id:
            with transaction(self._db) as connection:
                visits.undo_kept(connection, consent, self.last_kept[1])
                traces.owe(connection)
                quarantine.erase_copies(self._path)
            self.last_kept = None
            self._owed.owe()
            self.finish_erasure()
            return
        with transaction(self._db) as connection:
            open_visit = visits.open_with(connection, consent)
            if open_visit is not None:
                visits.end_without_record(connection, open_visit)
            else:
                visits.end_unasked(connection, consent.moment, "walked_away")

    # By a receipt's code ---------------------------------------------------------------------

    def erase_visit(self, code: ReceiptCode) -> events.Erased | events.RecordNotFound:
        """Withdraw the yes that the code belongs to, with all that came of it."""
        self._close_days_if_there_is_room()
        # Tried again, it is not deleted twice; but not before it is off the disk is it deleted.
        if not self._owed.is_of(code):
            with transaction(self._db) as connection:
                now = self._clock.now()
                today = self._retention.business_day.moment(now).day
                if not visits.withdraw(connection, code, now, today):
                    return events.RecordNotFound(code)
                traces.owe(connection)
                quarantine.erase_copies(self._path)
            self._owed.owe(code)
        self.finish_erasure()
        return events.Erased(code)

    def find_record(self, code: ReceiptCode) -> events.RecordFound | events.RecordNotFound:
        """The kept visit that the code finds, until its window closes."""
        is_closed = self._close_days_if_there_is_room()
        with transaction(self._db) as connection:
            row = visits.find_kept(connection, code)
            proof = given.find_proof(connection, self._retention, code)
            if row is None or proof is None:
                return events.RecordNotFound(code)
            until = terms.window_closes(connection, self._retention, row.moment.day)
        if not is_closed and until <= self._clock.now():
            # It is due, and there was no room to erase it in.
            return events.RecordNotFound(code)
        kept = KeptRecord(row.answer, row.way, row.moment, until, row.shown, proof)
        return events.RecordFound(code, kept)

    def correct_record(
        self, code: ReceiptCode, answer: Answer
    ) -> events.CorrectionStored | events.RecordNotFound:
        """Write what its visitor says over what the record said."""
        self._close_days()
        with transaction(self._db) as connection:
            row = visits.find_kept(connection, code)
            if row is None:
                return events.RecordNotFound(code)
            visits.correct(connection, row.row_id, answer)
        return events.CorrectionStored(code)

    # Days that end ---------------------------------------------------------------------------

    @property
    def may_still_undo(self) -> bool:
        """Whether the last row may yet turn out not to have been kept: it belongs in no block."""
        waited = self._clock.monotonic() - self._kept_at
        return self.last_kept is not None and waited < _UNDONE_WITHIN_SECONDS

    def catch_up(self, *, confirmed: bool = False) -> Closed:
        """Close the days that have ended and erase what is due; a reader may delay the last of it.

        ``confirmed`` takes the clock's word, even after a leap.
        """
        quarantine.erase_due_copies(self._path, self._clock.now())
        closed = self._close_days(confirmed=confirmed)
        self._owed.is_finished()
        return closed

    # The rest --------------------------------------------------------------------------------

    def remember_notice(self, notice: Notice) -> None:
        """Keep the notice's exact text under its hash."""
        with transaction(self._db) as connection:
            notices.remember(connection, notice)

    def note_assessment(self, assessment: Assessment) -> None:
        """Say in the ledger which assessment is in force from here on, if it is another one."""
        with transaction(self._db) as connection:
            assessed.note(connection, assessment, self._clock.now())

    def inside(self, checked: SelfCheck | None = None) -> Inside:
        """What is in this machine, as a visitor may see it, with the last self-check."""
        return self._inside.look(checked)

    def _check_asking(self) -> None:
        """No new yes on a full disk, nor while something taken back is still on the disk."""
        if self._room.is_full:
            raise StoreUnavailable(StoreFault.FULL, "there was no room for the last row")
        self.finish_erasure()

    def finish_erasure(self) -> None:
        """See that nothing of what was deleted is left on the disk. Raises StoreUnavailable."""
        self._owed.finish()

    @property
    def is_rewriting(self) -> bool:
        """Whether the file is being rewritten; may be asked from any thread."""
        return self._owed.is_rewriting

    def _close_days_if_there_is_room(self) -> bool:
        """Close the days that have ended; False on a full disk, where nobody waits for that."""
        try:
            self._close_days()
        except (sqlite3.Error, OSError) as error:
            if fault_of(error, self._path.parent) is not StoreFault.FULL:
                raise
            return False
        return True

    def _close_days(self, *, confirmed: bool = False) -> Closed:
        closed = self.days.close(confirmed=confirmed, may_still_undo=self.may_still_undo)
        if closed.is_erasure:
            self._owed.owe()
        return closed
