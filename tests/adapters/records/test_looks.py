"""The camera is opened on a consent to it, given before and not withdrawn, and once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.adapters.records.ledger import Entry
from kiosk.adapters.records.verification import verify
from tests.adapters.records.ledger_files import LedgerFile


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[LedgerFile]:
    file = LedgerFile(tmp_path / "records.db")
    yield file
    file.close()


def flaw(ledger: LedgerFile) -> str | None:
    """What is broken about the ledger; None if it is whole."""
    return verify(ledger.path).broken


def test_a_look_is_on_a_consent_given_before(ledger: LedgerFile) -> None:
    given = ledger.give()
    for entry in (Entry.CAMERA_OPENED, Entry.CAMERA_CLOSED, Entry.ANALYSIS_COMPLETED):
        ledger.append(entry, ref=given)
    assert flaw(ledger) is None


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (Entry.CAMERA_OPENED, "opens the camera without a consent before it"),
        (Entry.CAMERA_CLOSED, "is about no consent before it"),
        (Entry.ANALYSIS_COMPLETED, "is about no consent before it"),
        (Entry.ANALYSIS_ABORTED, "is about no consent before it"),
    ],
)
@pytest.mark.parametrize("ref", [1, 3, 99])
def test_a_look_on_no_consent_is_named(
    ledger: LedgerFile, entry: Entry, ref: int, says: str
) -> None:
    ledger.give()
    row = ledger.append(entry, ref=ref)
    ledger.give()
    assert flaw(ledger) == f"row {row} of the ledger {says}"


def test_it_opens_once_on_a_consent(ledger: LedgerFile) -> None:
    given = ledger.give()
    ledger.append(Entry.CAMERA_OPENED, ref=given)
    row = ledger.append(Entry.CAMERA_OPENED, ref=given)
    assert str(flaw(ledger)).startswith(f"row {row} ") and "camera" in str(flaw(ledger))


def test_it_does_not_open_after_the_withdrawal(ledger: LedgerFile) -> None:
    given = ledger.give()
    ledger.withdraw(given)
    row = ledger.append(Entry.CAMERA_OPENED, ref=given)
    assert flaw(ledger) == (
        f"row {row} of the ledger opens the camera after the consent was withdrawn"
    )


def test_it_does_not_open_on_a_visitor_who_told(ledger: LedgerFile) -> None:
    given = ledger.give("told")
    row = ledger.append(Entry.CAMERA_OPENED, ref=given)
    assert flaw(ledger) == (
        f"row {row} of the ledger opens the camera on a consent to something else"
    )


def test_nobody_knows_what_a_consent_without_its_proof_was_to(ledger: LedgerFile) -> None:
    given = ledger.give()
    ledger.append(Entry.CAMERA_OPENED, ref=given)
    ledger.withdraw(given)
    assert flaw(ledger) is None
