"""Which consents may be without their proof, and which must be."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.adapters.records import chain
from kiosk.adapters.records.ledger import Entry, LedgerBroken
from kiosk.adapters.records.verification import verify
from tests.adapters.records.ledger_files import NOW, LedgerFile

THREE_YEARS_AGO = date(2023, 11, 24)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[LedgerFile]:
    file = LedgerFile(tmp_path / "records.db")
    yield file
    file.close()


def flaw(ledger: LedgerFile, *, left_out: tuple[int, int] | None = None) -> str | None:
    """What is broken about the ledger; None if it is whole."""
    return verify(ledger.path, left_out=left_out).broken


def test_a_proof_that_is_gone_for_no_reason(ledger: LedgerFile) -> None:
    given = [ledger.give() for _ in range(3)]
    ledger.erase(given[1])
    ledger.erase(given[2])
    assert flaw(ledger) == (
        f"row {given[1]} of the ledger has lost its opening, and no later row says why"
    )


def test_only_a_consent_may_be_without_a_proof(ledger: LedgerFile) -> None:
    row = ledger.append(Entry.STARTED)
    ledger.append(Entry.RESTORED, {"backup": "2026-11-23", "first": row, "last": row})
    ledger.erase(row)
    assert str(flaw(ledger)).startswith(f"row {row} ")


def test_a_withdrawn_consents_proof_must_be_gone(ledger: LedgerFile) -> None:
    given = ledger.give()
    ledger.append(Entry.CONSENT_WITHDRAWN, ref=given)
    assert flaw(ledger) == (
        f"row {given} of the ledger was withdrawn, and its opening is still there"
    )


def test_a_withdrawal_is_of_a_consent_before_it(ledger: LedgerFile) -> None:
    for ref in (1, 5, 99):
        row = ledger.append(Entry.CONSENT_WITHDRAWN, ref=ref)
        assert str(flaw(ledger)).startswith(f"row {row} ")
        ledger.drop_triggers()
        ledger.erase(row)
        ledger.connection.execute("DELETE FROM consent_ledger WHERE seq = ?", [row])


def test_a_consent_is_withdrawn_once(ledger: LedgerFile) -> None:
    given = ledger.give()
    ledger.withdraw(given)
    again = ledger.append(Entry.CONSENT_WITHDRAWN, ref=given)
    assert str(flaw(ledger)).startswith(f"row {again} ")


def test_proofs_go_after_three_years(ledger: LedgerFile) -> None:
    ledger.now = datetime(2023, 11, 23, 18, tzinfo=UTC)
    ledger.give()
    ledger.now = NOW
    assert ledger.expire(THREE_YEARS_AGO)
    found = verify(ledger.path)
    assert (found.broken, found.expired) == (None, 1)


def test_no_proof_goes_before_three_years_are_over(ledger: LedgerFile) -> None:
    row = ledger.expire(THREE_YEARS_AGO + timedelta(days=1))
    assert str(flaw(ledger)).startswith(f"row {row} ")


@pytest.mark.parametrize(
    ("given_at", "may_go"),
    [
        (datetime(2023, 11, 23, 23, tzinfo=UTC), True),
        # A business day ends at noon of the next day at the latest.
        (datetime(2023, 11, 24, 11, tzinfo=UTC), True),
        (datetime(2023, 11, 24, 12, tzinfo=UTC), False),
        (datetime(2024, 5, 1, 9, tzinfo=UTC), False),
    ],
)
def test_an_expiry_is_of_the_days_it_says(
    ledger: LedgerFile, given_at: datetime, *, may_go: bool
) -> None:
    ledger.now = given_at
    given = ledger.give()
    ledger.now = NOW
    ledger.append(Entry.CONSENT_EXPIRED, {"before": THREE_YEARS_AGO.isoformat()})
    ledger.erase(given)
    assert (flaw(ledger) is None) is may_go


def test_an_expiry_is_of_consents_before_it(ledger: LedgerFile) -> None:
    ledger.append(Entry.CONSENT_EXPIRED, {"before": THREE_YEARS_AGO.isoformat()})
    ledger.now = datetime(2023, 1, 1, tzinfo=UTC)  # a clock that was set back
    given = ledger.give()
    assert flaw(ledger) is None
    ledger.erase(given)
    assert flaw(ledger) == (
        f"row {given} of the ledger has lost its opening, and no later row says why"
    )


def test_the_latest_of_some_expiries_counts(ledger: LedgerFile) -> None:
    ledger.now = datetime(2023, 6, 1, 18, tzinfo=UTC)
    given = ledger.give()
    ledger.now = NOW
    ledger.append(Entry.CONSENT_EXPIRED, {"before": "2023-11-01"})
    ledger.append(Entry.CONSENT_EXPIRED, {"before": "2023-02-01"})
    assert str(flaw(ledger)).startswith(f"row {given} ")
    ledger.erase(given)
    assert flaw(ledger) is None


def test_an_expiry_says_a_day(ledger: LedgerFile) -> None:
    row = ledger.append(Entry.CONSENT_EXPIRED, {"before": "2023-02-29"})
    assert str(flaw(ledger)).startswith(f"row {row} ")


def test_a_restored_backup_came_without_some_proofs(ledger: LedgerFile) -> None:
    given = [ledger.give() for _ in range(4)]
    ledger.restore(given[1], given[2])
    assert flaw(ledger) is None
    ledger.erase(given[3])
    assert flaw(ledger) == (
        f"row {given[3]} of the ledger has lost its opening, and no later row says why"
    )


def test_a_restored_backup_says_nothing_of_later_rows(ledger: LedgerFile) -> None:
    ledger.append(Entry.RESTORED, {"backup": "2026-11-23", "first": 1, "last": 99})
    given = ledger.give()
    ledger.erase(given)
    assert flaw(ledger) is not None


def test_a_restored_backup_may_have_had_every_proof(ledger: LedgerFile) -> None:
    ledger.append(Entry.RESTORED, {"backup": "2026-11-23", "first": 0, "last": 0})
    assert flaw(ledger) is None


def test_a_backup_is_without_the_proofs_it_leaves_out(ledger: LedgerFile) -> None:
    given = [ledger.give() for _ in range(4)]
    ledger.erase(given[2])
    ledger.erase(given[3])
    assert flaw(ledger) is not None
    assert flaw(ledger, left_out=(given[2], given[3])) is None
    assert verify(ledger.path, left_out=(given[2], given[3])).left_out == 2
    assert flaw(ledger, left_out=(given[3], given[3])) == (
        f"row {given[2]} of the ledger has lost its opening, and no later row says why"
    )


def test_a_consent_of_no_day_is_named(ledger: LedgerFile) -> None:
    """An expiry is reckoned from a row's own time, so that has to be one."""
    assert chain.day_of(_row("2026-11-24T14+00:00")) == NOW.date()
    with pytest.raises(LedgerBroken, match="row 3 "):
        chain.day_of(_row("2026-13-24T14+00:00"))


def _row(ts: str) -> chain.Row:
    return chain.Row(3, Entry.CONSENT_EXPIRED, ts, None, "")
