"""What a visitor was told will be undone is undone, even if the store could not at once."""

from pathlib import Path

from kiosk.domain.consent import Way
from kiosk.domain.events import RecordFound, RecordNotFound, StoreFailed, StoreReady, VisitKept
from kiosk.domain.states import StoreFault
from tests.contracts.records.houses import consent
from tests.domain.samples import ANSWER
from tests.faults.store_events import Kiosk, kiosk_at
from tests.faults.test_store_locked import lock

SLOW = StoreFailed(StoreFault.SLOW)


def keep(kiosk: Kiosk, number: int, *, receipt: bool = True) -> None:
    kiosk.agree(number)
    given = consent(number, kiosk.clock.moment())
    kiosk.store.keep_visit(given, ANSWER, Way.CAMERA, ANSWER, receipt=receipt)
    kiosk.expect(VisitKept)


def test_a_delete_that_failed_is_done_before_anyone_is_asked_again(tmp_path: Path) -> None:
    with kiosk_at(tmp_path / "data" / "records.db") as kiosk:
        keep(kiosk, 1)
        code = consent(1, kiosk.clock.moment()).code
        holder = lock(kiosk.path)
        kiosk.store.erase_visit(code)
        assert kiosk.next_event() == SLOW
        holder.close()
        kiosk.store.find_record(code)
        kiosk.expect(RecordFound)

        kiosk.store.probe()

        assert kiosk.next_event() == StoreReady()
        kiosk.store.find_record(code)
        assert kiosk.next_event() == RecordNotFound(code)
        assert kiosk.inside().records == 0


def test_while_it_is_still_owed_nobody_is_asked(tmp_path: Path) -> None:
    with kiosk_at(tmp_path / "data" / "records.db") as kiosk:
        keep(kiosk, 1)
        holder = lock(kiosk.path)
        kiosk.store.erase_visit(consent(1, kiosk.clock.moment()).code)
        assert kiosk.next_event() == SLOW
        kiosk.ask()
        assert kiosk.next_event() == SLOW
        holder.close()

        kiosk.ask()

        assert kiosk.inside().records == 0


def test_a_row_that_was_said_not_to_be_kept_goes_even_without_a_receipt(tmp_path: Path) -> None:
    with kiosk_at(tmp_path / "data" / "records.db") as kiosk:
        keep(kiosk, 1, receipt=False)
        holder = lock(kiosk.path)
        kiosk.store.close_uncounted(consent(1, kiosk.clock.moment()))
        assert kiosk.next_event() == SLOW
        holder.close()
        assert kiosk.inside().records == 1

        kiosk.store.probe()

        assert kiosk.next_event() == StoreReady()
        assert kiosk.inside().records == 0
