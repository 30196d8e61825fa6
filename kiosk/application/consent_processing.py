"""What a consent is to, as its record says it: purpose, data, storage, recipients, rights."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.application.linked_data import Document, described, english, lasting, said, term
from kiosk.domain.consent import Purpose, Way
from kiosk.domain.notice import Conditions, Notice

RIGHTS: Final = {
    "withdraw": "Right to withdraw consent",
    "access": "Right to see the record",
    "rectify": "Right to correct the record",
    "erase": "Right to have the record erased",
    "object": "Right to object",
    "complain": "Right to complain to an authority",
}
"""What the notice gives every visitor, under whatever law; the law's articles are data."""


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """What a law pack adds to a record; ``rights`` and ``terms`` go by the names in RIGHTS."""

    pack: str
    location: str
    laws: tuple[str, ...]
    legal_basis: tuple[str, ...]
    rights: Mapping[str, str]
    terms: Mapping[str, str]


def processing(
    notice: Notice,
    conditions: Conditions,
    bound: Sequence[Jurisdiction],
    purpose: Purpose,
    way: Way,
) -> Document:
    """The one process of a record, but for who controls it."""
    by_camera = way is Way.CAMERA
    does = ("Observe", "Analyse", "Infer") if by_camera else ("Collect",)
    process: Document = {
        "@type": "dpv:Process",
        "dpv:hasPurpose": {
            "@type": "dpv:Purpose",
            "skos:broader": term("dpv:ServiceUsageAnalytics"),
            "dct:identifier": purpose.value,
            "dct:description": said(notice, conditions.purpose),
        },
        "dpv:hasLegalBasis": [
            term("dpv:ExplicitlyExpressedConsent"),
            *(term(name) for each in bound for name in each.legal_basis),
        ],
        "dpv:hasPersonalData": list(_personal_data(by_camera)),
        "dpv:hasProcessing": [
            term(f"dpv:{what}") for what in (*does, "Store", "Aggregate", "Erase")
        ],
        "dpv:hasDataSource": {
            "@type": "dpv:DataSubjectDataSource",
            "dpv:hasProcessing": term("dpv:Observe" if by_camera else "dpv:Collect"),
            "dct:description": english(
                "a camera, for some seconds, after the yes"
                if by_camera
                else "what the visitor chooses to tell at the screen; the camera stays closed"
            ),
        },
        "dpv:hasStorageCondition": list(_storage(conditions, by_camera)),
        "dpv:hasRecipient": {
            "@type": "dpv:Recipient",
            "dpv:hasApplicability": term("dpv:NotApplicable"),
            **described(notice, "N10"),
        },
        "dpv:hasConsentControl": {"@type": "dpv:WithdrawConsent", **described(notice, "N8")},
        "dpv:hasJurisdiction": [term(each.location) for each in bound],
        "dpv:hasApplicableLaw": [
            {"@type": "dpv:Law", "dct:title": english(law)} for each in bound for law in each.laws
        ],
        "dpv:hasRight": [_right(name, notice, conditions, bound) for name in RIGHTS],
    }
    if by_camera:
        process["dpv:isImplementedUsingTechnology"] = {
            "@type": "dpv:Technology",
            "dct:title": english("an AI estimate within the machine: no identity, no template"),
        }
        process["dpv:hasHumanInvolvement"] = term("dpv:HumanInvolvementForVerification")
    return process


def _personal_data(by_camera: bool) -> Iterable[Document]:
    kind = "dpv:InferredPersonalData" if by_camera else "dpv:ProvidedPersonalData"
    # Whoever tells may say "rather not say" to either; whoever is looked at gets both estimated.
    need = "dpv:Required" if by_camera else "dpv:Optional"
    yield _data(["dpv:PersonalData", kind], "pd:AgeRange", "a range of years", need)
    yield _data(["dpv:PersonalData", kind], "pd:Gender", "a gender", need)
    says = "the business day and the hour of the visit"
    yield _data(["dpv:PersonalData"], "dpv:ObservedPersonalData", says, "dpv:Required")
    if by_camera:
        says = "pictures of a face, in memory only, while the camera is open; never saved"
        yield _data(["dpv:SensitivePersonalData"], "pd:Picture", says, need)


def _data(types: list[str], broader: str, says: str, need: str) -> Document:
    return {
        "@type": types,
        "skos:broader": term(broader),
        "dct:description": english(says),
        "dpv:hasNecessity": term(need),
    }


def _storage(conditions: Conditions, by_camera: bool) -> Iterable[Document]:
    yield {
        "@type": "dpv:StorageLocation",
        "dpv:hasLocation": {
            "@type": "dpv:LocalLocation",
            "dct:description": english("within the machine that asked; nothing is sent"),
        },
    }
    ends = f"the record: from the end of the business day, at {conditions.day_ends}"
    yield _kept(ends, f"PT{conditions.window_hours}H")
    yield _kept("totals, which hold no record", f"P{conditions.counts_months}M")
    yield _kept("the proof of the yes, unless it is withdrawn", f"P{conditions.proof_years}Y")
    if by_camera:
        yield _kept("pictures, in memory, at most", f"PT{conditions.camera_seconds}S")


def _kept(what: str, duration: str) -> Document:
    return {
        "@type": ["dpv:StorageDuration", "dpv:StorageDeletion"],
        "dct:description": english(what),
        "dpv:hasDuration": lasting("dpv:TemporalDuration", duration, "xsd:duration"),
    }


def _right(
    name: str, notice: Notice, conditions: Conditions, bound: Sequence[Jurisdiction]
) -> Document:
    right: Document = {
        "@type": [
            "dpv:DataSubjectRight",
            *(each.terms[name] for each in bound if name in each.terms),
        ],
        "dct:title": english(RIGHTS[name]),
    }
    articles = [each.rights[name] for each in bound if name in each.rights]
    if articles:
        right["dct:source"] = articles
    if name == "complain":
        authority = said(notice, conditions.authority)
        right["dpv:isExercisedAt"] = {"@type": "dpv:Authority", "dpv:hasName": authority}
    return right
