"""What a fault of the store leaves to a visitor who wants a record deleted."""

import pytest

from kiosk.domain.states import StoreFault


@pytest.mark.parametrize(
    ("fault", "spares", "troubles"),
    [
        (StoreFault.FULL, True, True),
        (StoreFault.SLOW, False, True),
        (StoreFault.BROKEN, False, True),
        (StoreFault.NO_NOTICE, True, False),
        (StoreFault.NOT_ASSESSED, True, False),
    ],
)
def test_a_record_is_within_reach_or_its_visitor_is_told_whom_to_write_to(
    fault: StoreFault, spares: bool, troubles: bool
) -> None:
    assert (fault.spares_records, fault.troubles_records) == (spares, troubles)


def test_no_fault_leaves_a_visitor_without_either() -> None:
    assert all(fault.spares_records or fault.troubles_records for fault in StoreFault)
