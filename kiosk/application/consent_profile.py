"""What a consent record and a receipt must have, and the vocabularies they are written in.

Source: Data Privacy Vocabularies and Controls Community Group, "Consent Records and Receipts as
per ISO/IEC TS 27560:2023 using DPV" (w3id.org/dpv/guides/consent-27560). Where its table and its
chapters name a property differently (identifier, contact, address), a record has both.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

RECORD_SCHEMA: Final = "https://w3id.org/dpv/schema/dpv-27560#record"
RECEIPT_SCHEMA: Final = "https://w3id.org/dpv/schema/dpv-27560#receipt"

CONTEXT: Final[Mapping[str, Any]] = {
    "dct": "http://purl.org/dc/terms/",
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "loc": "https://w3id.org/dpv/loc#",
    "pd": "https://w3id.org/dpv/pd#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
    "sec": "https://w3id.org/security#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    # The words of a Data Integrity proof, as its own context has them.
    "DataIntegrityProof": "sec:DataIntegrityProof",
    "assertionMethod": "sec:assertionMethod",
    "created": {"@id": "dct:created", "@type": "xsd:dateTime"},
    "cryptosuite": {"@id": "sec:cryptosuite", "@type": "sec:cryptosuiteString"},
    "proof": {"@id": "sec:proof", "@type": "@id", "@container": "@graph"},
    "proofPurpose": {"@id": "sec:proofPurpose", "@type": "@vocab"},
    "proofValue": {"@id": "sec:proofValue", "@type": "sec:multibase"},
    "type": "@type",
    "verificationMethod": {"@id": "sec:verificationMethod", "@type": "@id"},
}
"""Stands in every document, whole: nobody has to fetch anything to read one."""


@dataclass(frozen=True, slots=True)
class Field:
    """One mandatory field: its name in ISO/IEC TS 27560, its place here, and where it comes from.

    A place is keys from the outside in; of a list, every part must have the rest. ``holds`` is
    what one of the values there must be.
    """

    iso: str
    place: tuple[str, ...]
    source: str
    holds: str | None = None


_PROCESS: Final = "dpv:hasProcess"
_STORED: Final = (_PROCESS, "dpv:hasStorageCondition")
_PARTY: Final = "dpv:hasEntity"
_EVENT: Final = "dpv:hasConsentStatus"

MANDATORY_OF_RECORD: Final = (
    Field("schema_version", ("dct:conformsTo", "@id"), "the profile", RECORD_SCHEMA),
    Field("record_id", ("dpv:hasIdentifier",), "the consent's opening"),
    Field("record_id", ("dct:identifier",), "the consent's opening"),
    Field("pii_principal_id", ("dpv:hasDataSubject", "dct:identifier"), "the opening's salt"),
    Field("privacy_notice", ("dpv:hasNotice", "@id"), "the consent's opening"),
    Field("language", ("dpv:hasNotice", "dct:language"), "the consent's opening"),
    Field("purpose", (_PROCESS, "dpv:hasPurpose"), "the notice's conditions"),
    Field("pii_information", (_PROCESS, "dpv:hasPersonalData"), "the way of the consent"),
    Field(
        "pii_type",
        (_PROCESS, "dpv:hasPersonalData", "skos:broader", "@id"),
        "the way of the consent",
        "pd:AgeRange",
    ),
    Field("pii_controllers", (_PROCESS, "dpv:hasDataController", "@id"), "the notice"),
    Field(
        "storage_locations",
        (*_STORED, "@type"),
        "the program: within the machine",
        "dpv:StorageLocation",
    ),
    Field(
        "retention_period", (*_STORED, "@type"), "the notice's conditions", "dpv:StorageDuration"
    ),
    Field("jurisdiction", (_PROCESS, "dpv:hasJurisdiction", "@id"), "the notice's conditions"),
    Field("recipient_third_parties", (_PROCESS, "dpv:hasRecipient"), "the program: nobody"),
    Field(
        "withdrawal_method",
        (_PROCESS, "dpv:hasConsentControl", "@type"),
        "the notice",
        "dpv:WithdrawConsent",
    ),
    # Optional in the standard, mandatory in the profile.
    Field(
        "privacy_rights",
        (_PROCESS, "dpv:hasRight", "@type"),
        "the law packs",
        "dpv:DataSubjectRight",
    ),
    Field("party_id", (_PARTY, "dpv:hasIdentifier"), "the notice"),
    Field("party_name", (_PARTY, "dpv:hasName"), "the notice"),
    Field("party_address", (_PARTY, "dpv:hasAddress"), "the notice's conditions"),
    Field("party_contact", (_PARTY, "dpv:hasContact"), "the notice"),
    Field("party_contact", (_PARTY, "schema:contactPoint"), "the notice"),
    Field("party_type", (_PARTY, "@type"), "the program: the controller", "dpv:DataController"),
    Field("event_time", (_EVENT, "dpv:isIndicatedAtTime"), "the ledger's row: its hour"),
    Field("validity_duration", (_EVENT, "dpv:hasDuration"), "the program: one visit"),
    Field("entity_id", (_EVENT, "dpv:isIndicatedBy", "@id"), "the opening's salt"),
    Field(
        "event_type",
        (_PROCESS, "dpv:hasLegalBasis", "@id"),
        "the program: explicit consent",
        "dpv:ExplicitlyExpressedConsent",
    ),
    Field("event_state", (_EVENT, "@type"), "the ledger's rows", "dpv:ConsentGiven"),
)

_RECORD: Final = "dpv:hasRecordOfActivity"

MANDATORY_OF_RECEIPT: Final = (
    Field("schema_version", ("dct:conformsTo", "@id"), "the profile", RECEIPT_SCHEMA),
    Field("receipt_id", ("dpv:hasIdentifier",), "the opening's salt"),
    # Not in the standard, but mandatory in the profile.
    Field("creation timestamp", ("dct:created",), "the clock: its hour"),
    *(Field(f.iso, (_RECORD, *f.place), f.source, f.holds) for f in MANDATORY_OF_RECORD),
)


def lacking(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the mandatory fields that a record, or a receipt, does not have."""
    is_receipt = document.get("@type") == "dpv:ConsentReceipt"
    fields = MANDATORY_OF_RECEIPT if is_receipt else MANDATORY_OF_RECORD
    return tuple(field.iso for field in fields if not _has(document, field))


def _has(document: Mapping[str, Any], field: Field) -> bool:
    values = list(_values(document, field.place))
    return None not in values and (field.holds is None or field.holds in values)


def _values(value: Any, place: Sequence[str]) -> Iterator[Any]:
    """What stands at the end of each way through the lists; None where it leads to nothing."""
    if isinstance(value, list):
        for part in cast("list[Any]", value or [None]):
            yield from _values(part, place)
    elif not place:
        yield None if value in ("", {}) else value
    elif isinstance(value, Mapping) and place[0] in value:
        yield from _values(value[place[0]], place[1:])
    else:
        yield None
