"""Two logs of the evidence bundle, drawn from the ledger's rows: the camera's, the erasures'."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

CAMERA_HEAD: Final = "opened_row,closed_row,consent_row,hour,seconds"
ERASURE_HEAD: Final = "row,time,what,consent_row,says"

ERASURES: Final = frozenset(
    {"consent withdrawn", "records expired", "counts expired", "consent expired", "wiped"}
)


@dataclass(frozen=True, slots=True)
class _Opening:
    row: int
    consent: Any
    hour: str


class CameraLog:
    """Joins each opening of the camera with the closing after it; there is one at a time."""

    def __init__(self) -> None:
        self._open: _Opening | None = None

    def note(self, seq: int, fields: Mapping[str, Any], payload: str | None) -> Iterator[bytes]:
        """The line of an opening that this row ends, if it ends one."""
        match fields.get("type"):
            case "camera opened":
                yield from self.end()
                self._open = _Opening(seq, fields.get("ref", ""), str(fields.get("ts")))
            case "camera closed":
                opened, self._open = self._open, None
                seconds = said_in(payload).get("seconds", "")
                if opened is None:
                    opened = _Opening(0, fields.get("ref", ""), str(fields.get("ts")))
                row = opened.row or ""
                yield _csv_line([row, seq, opened.consent, opened.hour, seconds])
            case _:
                pass

    def end(self) -> Iterator[bytes]:
        """The line of an opening that no row ends: the power went, or it is open now."""
        opened, self._open = self._open, None
        if opened is not None:
            yield _csv_line([opened.row, "", opened.consent, opened.hour, ""])


def said_in(text: str | None) -> Mapping[str, Any]:
    """A JSON object's fields; none of a text that is no object, for it is exported as it is."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}  # pyright: ignore[reportUnknownVariableType]


def erasure_line(seq: int, fields: Mapping[str, Any], payload: str | None) -> bytes | None:
    """What a row says was erased, or None if it is about something else."""
    what = fields.get("type")
    if what not in ERASURES:
        return None
    return _csv_line([seq, fields.get("ts", ""), what, fields.get("ref", ""), payload or ""])


def _csv_line(values: Sequence[object]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue().encode()
