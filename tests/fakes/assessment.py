"""Sign-offs without a folder: there, or not."""

from datetime import date
from typing import Final

from kiosk.domain.assessment import Assessment

SIGNED: Final = Assessment("5a" * 32, "Wang Min", date(2026, 1, 30))


class FakeAssessments:
    """Implements the Assessments port; ``found`` may be changed at any time."""

    def __init__(self, found: Assessment | None = SIGNED) -> None:
        self.found = found

    def in_force(self) -> Assessment | None:
        return self.found
