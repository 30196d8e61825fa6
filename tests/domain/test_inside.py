"""What a machine says of its own look through itself."""

from datetime import UTC, datetime

from kiosk.domain.inside import SelfCheck

NIGHT = datetime(2026, 11, 24, 4, tzinfo=UTC)


def test_a_check_without_findings_is_well() -> None:
    assert SelfCheck(NIGHT, (), files=3, values=90, pictures=0, vectors=0).ok


def test_any_finding_is_not() -> None:
    assert not SelfCheck(NIGHT, ("a file",), files=3, values=90, pictures=0, vectors=0).ok
