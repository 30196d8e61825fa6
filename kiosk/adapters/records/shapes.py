"""What a row of each kind may say: these fields and no others, so that nothing slips in.

A name, an age or a gender has no place in any of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.adapters.records.ledger import Entry
from kiosk.domain.consent import Medium, Purpose, Way
from kiosk.domain.states import WatchFault

RESTARTED: Final = "restarted"
"""The fault of a look that the program was ended in the middle of."""

_DAY: Final = '"[0-9]{4}-[0-9]{2}-[0-9]{2}"'
_HASH: Final = '"[0-9a-f]{64}"'
_NUMBER: Final = "(?:0|[1-9][0-9]{0,14})"
_LANGUAGE: Final = '"[a-z]{2,3}(?:_[A-Z]{2})?"'
_RECORD: Final = '"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"'


@dataclass(frozen=True, slots=True)
class Shape:
    """``payload`` fits the whole of what a row of this kind commits to, in canonical form.

    ``names_consent`` and ``names_notice`` say whether its leaf has a ``ref`` and a ``notice``.
    """

    payload: re.Pattern[bytes]
    names_consent: bool = False
    names_notice: bool = False


def _fields(**values: str) -> re.Pattern[bytes]:
    # In canonical JSON the keys are in order, and nothing stands between the parts.
    said = ",".join(f'"{key}":{values[key]}' for key in sorted(values))
    return re.compile(f"\\{{{said}\\}}".encode())


def _one_of(*texts: str) -> str:
    return f'"(?:{"|".join(map(re.escape, texts))})"'


_NOTHING: Final = _fields()

SHAPES: Final[Mapping[Entry, Shape]] = {
    Entry.CONSENT_GIVEN: Shape(
        _fields(
            language=_LANGUAGE,
            medium=_one_of(*(medium.value for medium in Medium)),
            notice=_HASH,
            purpose=_one_of(*(purpose.value for purpose in Purpose)),
            record=_RECORD,
            way=_one_of(Way.CAMERA.value, Way.TOLD.value),
        ),
        names_notice=True,
    ),
    Entry.CONSENT_WITHDRAWN: Shape(_NOTHING, names_consent=True),
    Entry.CONSENT_EXPIRED: Shape(_fields(before=_DAY)),
    Entry.CAMERA_OPENED: Shape(_NOTHING, names_consent=True),
    Entry.CAMERA_CLOSED: Shape(_fields(seconds=_NUMBER), names_consent=True),
    Entry.ANALYSIS_COMPLETED: Shape(_NOTHING, names_consent=True),
    Entry.ANALYSIS_ABORTED: Shape(
        _fields(fault=_one_of(RESTARTED, *(fault.value for fault in WatchFault))),
        names_consent=True,
    ),
    Entry.RECORDS_EXPIRED: Shape(_fields(day=_DAY, visits=_NUMBER)),
    Entry.COUNTS_EXPIRED: Shape(_fields(first=_DAY)),
    Entry.STORAGE_FULL: Shape(_NOTHING),
    Entry.CLOCK_STEPPED: Shape(_fields(seconds=f"-?{_NUMBER}")),
    Entry.ASSESSED: Shape(_fields(assessment=_HASH, signed=_DAY)),
    Entry.KEY_MADE: Shape(_fields(public=_HASH)),
    Entry.RESTORED: Shape(_fields(backup=_DAY, first=_NUMBER, last=_NUMBER)),
    Entry.WIPED: Shape(_NOTHING),
    Entry.STARTED: Shape(_NOTHING),
    Entry.STOPPED: Shape(_NOTHING),
}
"""Every kind of row that this program writes."""
