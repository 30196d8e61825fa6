"""A consent in a form that other programs read: the controller's record, the visitor's receipt.

Both are JSON-LD by the profile in ``consent_profile``, as plain dicts. All they say comes from the
consent's opening and from the notice that it names, as it was then. An estimate or an answer is
in neither, for it is in none of these.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from kiosk.application.consent_processing import Jurisdiction, processing
from kiosk.application.consent_profile import CONTEXT, RECEIPT_SCHEMA, RECORD_SCHEMA
from kiosk.application.linked_data import (
    Document,
    described,
    english,
    hash_name,
    hour,
    language,
    lasting,
    said,
    term,
)
from kiosk.domain.consent import Medium, Purpose, Way
from kiosk.domain.notice import Conditions, Notice

_CONTROLLERS: Final = UUID("6ac9c6ee-4ff0-5cba-a2a1-6d1ab1f2f9a5")
"""The name space in which a controller's name and address make its identifier."""

_INDICATED: Final = {
    Medium.TOUCH: "a touch on the machine's screen, on a question of its own",
    Medium.PHONE: "a choice on the visitor's phone, confirmed at the machine's screen",
}


class NotAConsent(ValueError):
    """What should be a consent of the ledger, or its notice, cannot be made a record of."""


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """A consent as its row of the ledger and the opening of it prove it.

    ``leaf_hash`` is that row's, in hex. ``principal_id`` stands for the visitor and
    ``receipt_id`` for the receipt; both are random and belong to this one consent.
    """

    row: int
    leaf_hash: str
    record_id: UUID
    principal_id: UUID
    receipt_id: UUID
    notice: Notice
    purpose: Purpose
    way: Way
    medium: Medium
    hour: datetime
    withdrawn: datetime | None = None


def given_consent(leaf: str, salt: bytes, payload: str, notice: Notice) -> GivenConsent:
    """A consent from its row's leaf, its opening, and the notice it names. Raises NotAConsent.

    That the opening fits the leaf is for the caller to have checked.
    """
    try:
        fields, opened = json.loads(leaf), json.loads(payload)
        consent = GivenConsent(
            row=fields["seq"],
            leaf_hash=hashlib.sha256(b"\0" + leaf.encode()).hexdigest(),
            record_id=UUID(opened["record"]),
            principal_id=_from_salt(salt, b"principal"),
            receipt_id=_from_salt(salt, b"receipt"),
            notice=notice,
            purpose=Purpose(opened["purpose"]),
            way=Way(opened["way"]),
            medium=Medium(opened["medium"]),
            hour=datetime.fromisoformat(fields["ts"]),
        )
        named = {opened["notice"], fields["notice"]}
    except (ValueError, KeyError, TypeError, AttributeError) as why:
        raise NotAConsent("a row or its opening is no consent's") from why
    if named != {notice.version.content_hash}:
        raise NotAConsent(f"row {consent.row} is no consent to this notice")
    return consent


def consent_record(given: GivenConsent, jurisdictions: Sequence[Jurisdiction]) -> Document:
    """The controller's record of a consent; ``jurisdictions`` are those of all known law packs.

    Raises NotAConsent for a notice without conditions, or with a law pack that is not known.
    """
    return {"@context": dict(CONTEXT), **_record(given, jurisdictions)}


def consent_receipt(
    given: GivenConsent, jurisdictions: Sequence[Jurisdiction], created: datetime
) -> Document:
    """The visitor's copy of the record, with how to use the code: never with the code itself.

    Raises NotAConsent as ``consent_record`` does.
    """
    return {
        "@context": dict(CONTEXT),
        "@id": given.receipt_id.urn,
        "@type": "dpv:ConsentReceipt",
        "dct:conformsTo": term(RECEIPT_SCHEMA),
        "dct:identifier": str(given.receipt_id),
        "dpv:hasIdentifier": str(given.receipt_id),
        "dct:created": hour(created),
        "dct:publisher": term(_controller_id(given.notice)),
        "schema:recipient": term(given.principal_id.urn),
        **described(given.notice, "N7", "N8"),
        "dpv:hasRecordOfActivity": _record(given, jurisdictions),
    }


def _record(given: GivenConsent, jurisdictions: Sequence[Jurisdiction]) -> Document:
    notice, conditions = given.notice, given.notice.conditions
    if conditions is None:
        raise NotAConsent("its notice does not say by itself what it binds to")
    known = {each.pack: each for each in jurisdictions}
    if not known.keys() >= set(conditions.packs):
        raise NotAConsent("its notice names a law pack that this program does not know")
    bound = [known[pack] for pack in conditions.packs]
    return {
        "@id": given.record_id.urn,
        "@type": "dpv:ConsentRecord",
        "dct:conformsTo": term(RECORD_SCHEMA),
        "dct:identifier": str(given.record_id),
        "dpv:hasIdentifier": str(given.record_id),
        "dct:source": {
            "@type": "dpv:Record",
            "dct:title": english(f"row {given.row} of the machine's consent ledger"),
            "dct:identifier": given.leaf_hash,
        },
        "dpv:hasDataSubject": {
            "@id": given.principal_id.urn,
            "@type": ["dpv:DataSubject", "dpv:Visitor"],
            "dct:identifier": str(given.principal_id),
        },
        "dpv:hasNotice": _notice(notice, conditions),
        "dpv:hasProcess": {
            **processing(notice, conditions, bound, given.purpose, given.way),
            "dpv:hasDataController": term(_controller_id(notice)),
        },
        "dpv:hasEntity": _controller(notice, conditions),
        "dpv:hasConsentStatus": list(_events(given)),
    }


def _notice(notice: Notice, conditions: Conditions) -> Document:
    version = notice.version.content_hash
    named: Document = {
        "@id": hash_name(version),
        "@type": ["dpv:ConsentNotice", "dpv:LayeredNotice"],
        "dct:title": said(notice, notice.title),
        "dct:identifier": version,
        "dct:language": language(notice),
        "dct:source": english(f"notices/{version}.txt of the machine's evidence bundle"),
    }
    if conditions.notice_url is not None:
        named["schema:url"] = term(conditions.notice_url)
    return named


def _controller_id(notice: Notice) -> str:
    address = notice.conditions.address if notice.conditions else ""
    return uuid5(_CONTROLLERS, f"{notice.controller}\n{address}").urn


def _controller(notice: Notice, conditions: Conditions) -> Document:
    way = "schema:email" if "@" in notice.contact else "schema:telephone"
    controller: Document = {
        "@id": _controller_id(notice),
        "@type": ["dpv:LegalEntity", "dpv:DataController"],
        "dpv:hasIdentifier": _controller_id(notice),
        "dpv:hasName": said(notice, notice.controller),
        "dpv:hasAddress": said(notice, conditions.address),
        "dpv:hasContact": notice.contact,
        "schema:contactPoint": [
            {"@type": "schema:ContactPoint", way: notice.contact},
            {
                "@type": "schema:PostalAddress",
                "schema:streetAddress": said(notice, conditions.address),
            },
        ],
    }
    if conditions.dpo is not None:
        controller["dpv:hasDataProtectionOfficer"] = {
            "@type": "dpv:DataProtectionOfficer",
            "dpv:hasName": conditions.dpo,
        }
    return controller


def _events(given: GivenConsent) -> list[Document]:
    by = {"dpv:isIndicatedBy": term(given.principal_id.urn)}
    events: list[Document] = [
        {
            "@type": ["dpv:ConsentGiven", "dpv:ExplicitlyExpressedConsent"],
            "dpv:isIndicatedAtTime": hour(given.hour),
            **by,
            "dpv:hasIndicationMethod": english(_INDICATED[given.medium]),
            # For one visit: the next time, everyone is asked again.
            "dpv:hasDuration": lasting("dpv:FixedOccurrencesDuration", "1", "xsd:integer"),
        }
    ]
    if given.withdrawn is not None:
        events.append(
            {
                "@type": "dpv:ConsentWithdrawn",
                "dpv:isIndicatedAtTime": hour(given.withdrawn),
                **by,
                "dpv:hasDuration": {"@type": "dpv:EndlessDuration"},
            }
        )
    return events


def _from_salt(salt: bytes, what: bytes) -> UUID:
    """A random number of this consent's own, as random as its salt, and gone with it."""
    return UUID(bytes=hmac.new(salt, what, hashlib.sha256).digest()[:16], version=4)
