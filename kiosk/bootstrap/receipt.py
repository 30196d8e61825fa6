"""The receipt that a visitor may take along, and whether a sealed document is genuine."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from kiosk.adapters.keys.sealing import seal, sealed_by
from kiosk.adapters.records.export import ExportedRecords
from kiosk.adapters.settings.settings import Settings
from kiosk.application.consent_record import NotAConsent, consent_receipt, given_consent
from kiosk.bootstrap import parts
from kiosk.domain.consent import ReceiptCode

_LARGEST: Final = 1024 * 1024


class NotADocument(Exception):
    """The file is no JSON document that could be sealed; the text says why."""


@dataclass(frozen=True, slots=True)
class Genuine:
    """A seal that is whole: of what kind of document, by whose key, and since when.

    ``kind`` is the document's own ``@type``, or None. ``is_ours`` if this machine's ledger
    announces the key.
    """

    kind: str | None
    public: bytes
    created: str
    is_ours: bool


def document(data: Path, settings: Settings, code: ReceiptCode) -> dict[str, Any] | None:
    """The sealed receipt of the consent that a code finds, or None if it finds none.

    The code is not in it. Raises NoRecords, KeyUnusable, and NotAConsent where the notice that
    was shown is of before this program wrote receipts.
    """
    signer = parts.present_signer_of(data, demo=settings.demo)
    clock = parts.clock_of(settings)
    records = ExportedRecords(parts.records_file(data, demo=settings.demo), clock.moment().day)
    row = records.consent_of(code)
    if row is None or row.salt is None or row.payload is None:
        return None
    notice = records.notice_of(row)
    if notice is None:
        raise NotAConsent("the notice that it names is not kept")
    given = given_consent(row.leaf, row.salt, row.payload, notice)
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    return seal(consent_receipt(given, parts.jurisdictions(), now), signer, now)


def check(data: Path, file: Path, *, demo: bool) -> Genuine | None:
    """Whose seal is whole on exactly what a file holds; None if no seal is.

    Raises NotADocument, OSError, and NoRecords where the ledger cannot be read.
    """
    document = _untrusted_document(file)
    public = sealed_by(document)
    if public is None:
        return None
    kind, proof = document.get("@type"), document["proof"]
    return Genuine(
        kind if isinstance(kind, str) else None,
        public,
        str(proof.get("created")),
        public in _announced(data, demo=demo),
    )


def _announced(data: Path, *, demo: bool) -> Sequence[bytes]:
    path = parts.records_file(data, demo=demo)
    # What it can say of the ledger does not depend on the day.
    return ExportedRecords(path, date.min).keys() if path.exists() else ()


def _untrusted_document(file: Path) -> dict[str, Any]:
    with file.open("rb") as opened:
        content = opened.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise NotADocument("it is over 1 MiB, which no receipt is")
    try:
        found = json.loads(content.decode(), object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as why:
        raise NotADocument("it is no JSON") from why
    if not isinstance(found, dict):
        raise NotADocument("it is no JSON object")
    return found  # pyright: ignore[reportUnknownVariableType]


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are all different: of two alike, another reader takes the other."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands in it twice")
    return found
