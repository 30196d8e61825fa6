"""A consent as other programs read it: whole by the profile, sound JSON-LD, without an answer."""

import copy
import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given as tried
from hypothesis import strategies as st
from pyld import jsonld

from kiosk.adapters.keys.sealing import seal, sealed_by
from kiosk.adapters.notices.jurisdictions import load_jurisdictions
from kiosk.adapters.notices.law import load_packs
from kiosk.adapters.notices.notices import FilledNotices
from kiosk.application.consent_profile import (
    CONTEXT,
    MANDATORY_OF_RECEIPT,
    MANDATORY_OF_RECORD,
    lacking,
)
from kiosk.application.consent_record import (
    GivenConsent,
    NotAConsent,
    consent_receipt,
    consent_record,
    given_consent,
)
from kiosk.domain.consent import Medium, Purpose, Way
from kiosk.domain.estimate import Gender, age_bands
from kiosk.domain.law import union
from kiosk.domain.notice import Notice
from tests.adapters.notices.shop import ASSETS, FACTS, LANGUAGES, NOTICES
from tests.domain.samples import CODE
from tests.fakes.signer import SIGNER

PACKS = load_packs(ASSETS / "law")
JURISDICTIONS = load_jurisdictions(ASSETS / "consent" / "jurisdictions.toml")
SHANGHAI = timezone(timedelta(hours=8))
HOUR = datetime(2026, 11, 24, 22, tzinfo=SHANGHAI)
NOW = datetime(2026, 11, 24, 23, 41, 7, tzinfo=SHANGHAI)
DPV = "https://w3id.org/dpv#"


def notice(language: str = "en", packs: tuple[str, ...] = ("cn",)) -> Notice:
    return _notices(packs)[language]


@functools.cache
def _notices(packs: tuple[str, ...]) -> Mapping[str, Notice]:
    law = union(PACKS[name] for name in packs)
    return FilledNotices(NOTICES, FACTS, law, LANGUAGES).offered()


def given(shown: Notice, way: Way = Way.CAMERA, medium: Medium = Medium.TOUCH) -> GivenConsent:
    return GivenConsent(
        row=3,
        leaf_hash="ab" * 32,
        record_id=UUID("00000000-0000-4000-8000-000000000001"),
        principal_id=UUID("00000000-0000-4000-8000-000000000002"),
        receipt_id=UUID("00000000-0000-4000-8000-000000000003"),
        notice=shown,
        purpose=Purpose.VISITOR_STATISTICS,
        way=way,
        medium=medium,
        hour=HOUR,
    )


def no_network(url: str, options: object) -> Any:
    raise AssertionError(f"reading a consent record asked for {url}")


OPTIONS: Any = {"documentLoader": no_network}


def expanded(document: dict[str, Any]) -> list[dict[str, Any]]:
    return jsonld.expand(document, OPTIONS)


def documents() -> Iterator[tuple[str, dict[str, Any]]]:
    """One of every shape: by language, law, way, and as a record or a receipt."""
    every_law = tuple(sorted(PACKS))
    for language in LANGUAGES:
        for pack in every_law:
            alone = given(notice(language, (pack,)))
            yield f"record-{language}-{pack}", consent_record(alone, JURISDICTIONS)
        for way in (Way.CAMERA, Way.TOLD):
            made = given(notice(language, every_law), way)
            name = f"{language}-every-law-{way.value}"
            yield f"record-{name}", consent_record(made, JURISDICTIONS)
            yield f"receipt-{name}", consent_receipt(made, JURISDICTIONS, NOW)
    gone = replace(given(notice()), withdrawn=NOW)
    yield "record-withdrawn", consent_record(gone, JURISDICTIONS)
    yield "receipt-withdrawn", consent_receipt(gone, JURISDICTIONS, NOW)


DOCUMENTS = dict(documents())


@functools.cache
def expansion(name: str) -> list[dict[str, Any]]:
    return expanded(DOCUMENTS[name])


def keys(value: Any) -> Iterator[str]:
    """Every key of a document but its context's, as often as it is there."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key != "@context":
                yield key
                yield from keys(each)
    elif isinstance(value, list):
        for each in value:
            yield from keys(each)


def leaves(value: Any) -> list[str]:
    """Every text of a document but its context's, in an order of their own."""
    if isinstance(value, dict):
        found = [leaf for key, each in value.items() if key != "@context" for leaf in leaves(each)]
    elif isinstance(value, list):
        found = [leaf for each in value for leaf in leaves(each)]
    else:
        found = [str(value)]
    return sorted(found)


def test_no_mandatory_field_is_missing() -> None:
    assert {name: lacking(document) for name, document in DOCUMENTS.items()} == dict.fromkeys(
        DOCUMENTS, ()
    )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_is_json_ld_of_which_nothing_is_dropped(name: str) -> None:
    document = DOCUMENTS[name]
    sealed = seal(document, SIGNER, NOW)
    made = expanded(sealed)
    assert len(made) == 1
    for key in keys(made):
        assert key.startswith(("@", "http://", "https://")), key
    # Every key is still there, by its whole name, and every value with it.
    prefixes = {name: iri for name, iri in CONTEXT.items() if isinstance(iri, str)}
    whole = set(keys(made))
    for key in keys(document):
        prefix, colon, rest = key.partition(":")
        assert key.startswith("@") or f"{prefixes[prefix]}{rest}" in whole, key
        assert key.startswith("@") or colon
    back = jsonld.compact(made, sealed["@context"], OPTIONS)
    assert jsonld.normalize(back, OPTIONS) == jsonld.normalize(sealed, OPTIONS)
    bare = copy.deepcopy(sealed)
    del bare["proof"]["@context"]
    assert set(leaves(bare)) <= {*leaves(back), "DataIntegrityProof"}


def test_every_name_in_it_is_whole() -> None:
    """A prefix that the context lacks would leave a name such as "loc:CN" as it is."""

    def names(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for key, each in value.items():
                if key in ("@id", "@type"):
                    yield from [each] if isinstance(each, str) else each
                yield from names(each)
        elif isinstance(value, list):
            for each in value:
                yield from names(each)

    for document in DOCUMENTS:
        for name in names(expansion(document)):
            assert name.startswith(("https://", "http://", "urn:uuid:", "ni:///sha-256;")), (
                document,
                name,
            )


def test_it_names_no_face_template_no_answer_and_no_code() -> None:
    answers = {gender.value for gender in Gender} | {band.name for band in age_bands(14)}
    for name, document in DOCUMENTS.items():
        text = json.dumps(document, ensure_ascii=False)
        whole = json.dumps(expansion(name), ensure_ascii=False)
        for never in ("FacialPrint", "pd:Biometric", "pd#Biometric", "SpecialCategory"):
            assert never not in text + whole, name
        assert CODE.symbols not in text, name
        assert CODE.grouped not in text, name
        assert not answers & {leaf.strip() for leaf in leaves(document)}, name
        data = (f"{DPV}InferredPersonalData", f"{DPV}ProvidedPersonalData")
        assert any(each in whole for each in data), name


def test_the_record_says_what_was_agreed_to() -> None:
    shown = notice("zh_CN", ("cn", "eu"))
    record = consent_record(given(shown), JURISDICTIONS)
    assert record["dct:identifier"] == "00000000-0000-4000-8000-000000000001"
    assert record["dpv:hasNotice"]["dct:identifier"] == shown.version.content_hash
    assert record["dpv:hasNotice"]["dct:language"] == "zh-CN"
    assert record["dpv:hasEntity"]["dpv:hasName"] == {
        "@language": "zh-CN",
        "@value": "湖畔汽车销售服务有限公司",
    }
    process = record["dpv:hasProcess"]
    assert process["dpv:hasPurpose"]["dct:description"]["@value"] == "安排人手和商品"
    assert process["dpv:hasJurisdiction"] == [{"@id": "loc:CN"}, {"@id": "loc:EU"}]
    assert process["dpv:hasLegalBasis"][1:] == [{"@id": "eu-gdpr:A6-1-a"}]
    durations = [
        part["dpv:hasDuration"]["rdf:value"]["@value"]
        for part in process["dpv:hasStorageCondition"][1:]
    ]
    assert durations == ["PT72H", "P25M", "P3Y", "PT8S"]
    erase = next(r for r in process["dpv:hasRight"] if "eu-gdpr:A17" in r["@type"])
    assert erase["dct:source"] == ["PIPL 47", "GDPR 17"]
    complain = process["dpv:hasRight"][-1]
    assert complain["dpv:isExercisedAt"]["dpv:hasName"]["@value"] == "水务办公室"
    # In the words that were shown.
    withdrawing = process["dpv:hasConsentControl"]["dct:description"]["@value"]
    assert all(part in shown.text for part in withdrawing.split("\n"))
    assert "回执代码" in withdrawing


def test_time_is_told_to_the_hour() -> None:
    record = consent_record(replace(given(notice()), withdrawn=NOW), JURISDICTIONS)
    said, withdrawn = record["dpv:hasConsentStatus"]
    assert said["dpv:isIndicatedAtTime"]["@value"] == "2026-11-24T14:00:00Z"
    assert withdrawn["@type"] == "dpv:ConsentWithdrawn"
    assert withdrawn["dpv:isIndicatedAtTime"]["@value"] == "2026-11-24T15:00:00Z"
    receipt = consent_receipt(given(notice()), JURISDICTIONS, NOW)
    assert receipt["dct:created"]["@value"] == "2026-11-24T15:00:00Z"


def test_who_told_was_not_looked_at() -> None:
    process = consent_record(given(notice(), Way.TOLD), JURISDICTIONS)["dpv:hasProcess"]
    text = json.dumps(process)
    assert "pd:Picture" not in text
    assert 'dpv:Observe"' not in text
    assert "dpv:isImplementedUsingTechnology" not in process
    assert "dpv:ProvidedPersonalData" in text


def test_the_receipt_wraps_the_record_and_says_how_to_use_the_code() -> None:
    made = given(notice(), medium=Medium.PHONE)
    receipt = consent_receipt(made, JURISDICTIONS, NOW)
    record = consent_record(made, JURISDICTIONS)
    del record["@context"]
    assert receipt["dpv:hasRecordOfActivity"] == record
    assert "receipt code" in receipt["dct:description"]["@value"]
    assert "phone" in record["dpv:hasConsentStatus"][0]["dpv:hasIndicationMethod"]["@value"]


def test_a_shop_without_officer_address_on_the_web_or_mail_is_as_whole() -> None:
    shown = notice()
    assert shown.conditions is not None
    plain = replace(
        shown,
        contact="021 5555 0100",
        conditions=replace(shown.conditions, dpo=None, notice_url=None),
    )
    record = consent_record(given(plain), JURISDICTIONS)
    assert lacking(record) == ()
    assert record["dpv:hasEntity"]["schema:contactPoint"][0]["schema:telephone"] == plain.contact
    assert "schema:url" not in record["dpv:hasNotice"]
    assert "dpv:hasDataProtectionOfficer" not in record["dpv:hasEntity"]


def drop(document: Any, place: tuple[str, ...]) -> None:
    """Take what stands at a place out of a document, from every part of a list."""
    for part in document if isinstance(document, list) else [document]:
        if len(place) == 1:
            part.pop(place[0], None)
        elif place[0] in part:
            drop(part[place[0]], place[1:])


@pytest.mark.parametrize("field", MANDATORY_OF_RECORD, ids=lambda f: f"{f.iso}-{f.place[-1]}")
def test_a_record_without_a_field_is_found(field: Any) -> None:
    record = consent_record(given(notice()), JURISDICTIONS)
    drop(record, field.place)
    assert field.iso in lacking(record)


@pytest.mark.parametrize("field", MANDATORY_OF_RECEIPT, ids=lambda f: f"{f.iso}-{f.place[-1]}")
def test_a_receipt_without_a_field_is_found(field: Any) -> None:
    receipt = consent_receipt(given(notice()), JURISDICTIONS, NOW)
    drop(receipt, field.place)
    assert field.iso in lacking(receipt)


def test_an_empty_field_and_a_wrong_one_are_found() -> None:
    record = consent_record(given(notice()), JURISDICTIONS)
    record["dpv:hasProcess"]["dpv:hasJurisdiction"] = []
    record["dpv:hasProcess"]["dpv:hasStorageCondition"].pop(0)
    record["dpv:hasEntity"]["dpv:hasContact"] = ""
    assert lacking(record) == ("storage_locations", "jurisdiction", "party_contact")


def opening(shown: Notice, **changed: Any) -> tuple[str, bytes, str]:
    version = shown.version.content_hash
    leaf = {"notice": version, "seq": 9, "ts": "2026-11-24T22+08:00", "type": "consent given"}
    payload = {
        "language": shown.language,
        "medium": "touch",
        "notice": version,
        "purpose": "visitor-statistics",
        "record": "00000000-0000-4000-8000-000000000007",
        "way": "told",
    }
    return (
        rfc8785.dumps(leaf).decode(),
        bytes(range(32)),
        rfc8785.dumps({**payload, **changed}).decode(),
    )


def test_a_consent_is_read_from_its_row_and_opening() -> None:
    shown = notice()
    found = given_consent(*opening(shown), shown)
    assert found.row == 9
    assert found.record_id == UUID("00000000-0000-4000-8000-000000000007")
    assert found.way is Way.TOLD
    assert found.hour == HOUR
    assert found.principal_id.version == found.receipt_id.version == 4
    assert len({found.principal_id, found.receipt_id, found.record_id}) == 3
    other = given_consent(opening(shown)[0], bytes(32), opening(shown)[2], shown)
    assert other.principal_id != found.principal_id


@pytest.mark.parametrize(
    "changed",
    [{"way": "guessed"}, {"record": "7"}, {"record": 7}, {"notice": "0" * 64}, {"medium": None}],
)
def test_what_is_no_consent_is_refused(changed: dict[str, Any]) -> None:
    shown = notice()
    with pytest.raises(NotAConsent):
        given_consent(*opening(shown, **changed), shown)


def test_a_consent_to_another_notice_is_refused() -> None:
    with pytest.raises(NotAConsent, match="row 9"):
        given_consent(*opening(notice()), notice("zh_CN"))


def test_a_notice_that_binds_to_nothing_makes_no_record() -> None:
    with pytest.raises(NotAConsent):
        consent_record(given(replace(notice(), conditions=None)), JURISDICTIONS)
    with pytest.raises(NotAConsent):
        consent_record(given(notice()), JURISDICTIONS[1:])


SEALED = seal(consent_record(given(notice()), JURISDICTIONS), SIGNER, NOW)


@tried(st.data())
def test_any_change_of_a_sealed_record_breaks_its_seal(data: st.DataObject) -> None:
    changed = copy.deepcopy(SEALED)
    inside: Any = changed
    while True:
        key = data.draw(
            st.sampled_from(sorted(inside) if isinstance(inside, dict) else range(len(inside)))
        )
        if not isinstance(inside[key], dict | list) or not inside[key]:
            break
        inside = inside[key]
    was = inside[key]
    new = data.draw(st.text(max_size=6) | st.integers(0, 9) | st.none())
    if new == was:
        return
    inside[key] = new
    assert sealed_by(SEALED) == SIGNER.public
    assert sealed_by(changed) is None


def test_hours_are_the_same_in_every_zone() -> None:
    in_utc = replace(given(notice()), hour=HOUR.astimezone(UTC))
    assert consent_record(in_utc, JURISDICTIONS) == consent_record(given(notice()), JURISDICTIONS)
