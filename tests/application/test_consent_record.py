"""A consent as other programs read it: whole by the profile, sound JSON-LD, without an answer."""

import copy
import json
from collections.abc import Iterator
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
    law = union(PACKS[name] for name in packs)
    return FilledNotices(NOTICES, FACTS, law, LANGUAGES).offered()[language]


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


def consents() -> Iterator[Any]:
    """Each law by itself and all together, each language, each way, and one that is withdrawn."""
    for language, packs, way in (
        ("en", ("cn",), Way.CAMERA),
        ("en", ("eu",), Way.TOLD),
        ("en", ("us-il",), Way.CAMERA),
        ("zh_CN", ("cn",), Way.TOLD),
        ("zh_CN", tuple(PACKS), Way.CAMERA),
    ):
        name = f"{language}-{'+'.join(packs)}-{way.value}"
        yield pytest.param(given(notice(language, packs), way), id=name)
    yield pytest.param(replace(given(notice()), withdrawn=NOW), id="withdrawn")


@pytest.fixture(scope="module", params=consents())
def consent(request: pytest.FixtureRequest) -> GivenConsent:
    return request.param


@pytest.fixture(scope="module", params=["record", "receipt"])
def document(request: pytest.FixtureRequest, consent: GivenConsent) -> dict[str, Any]:
    """What another program is given of a consent."""
    if request.param == "record":
        return consent_record(consent, JURISDICTIONS)
    return consent_receipt(consent, JURISDICTIONS, NOW)


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


def test_no_mandatory_field_is_missing(document: dict[str, Any]) -> None:
    assert lacking(document) == ()


def test_it_is_json_ld_of_which_nothing_is_dropped(document: dict[str, Any]) -> None:
    sealed = seal(document, SIGNER, NOW)
    made = expanded(sealed)
    assert len(made) == 1
    for key in keys(made):
        assert key.startswith(("@", "http://", "https://")), key
    # Every key is still there, by its whole name, and every value with it.
    prefixes = {name: iri for name, iri in CONTEXT.items() if isinstance(iri, str)}
    for key in keys(document):
        prefix, colon, rest = key.partition(":")
        assert key.startswith("@") or f"{prefixes[prefix]}{rest}" in set(keys(made)), key
        assert key.startswith("@") or colon
    back = jsonld.compact(made, sealed["@context"], OPTIONS)
    assert jsonld.normalize(back, OPTIONS) == jsonld.normalize(sealed, OPTIONS)
    bare = copy.deepcopy(sealed)
    del bare["proof"]["@context"]
    assert set(leaves(bare)) <= {*leaves(back), "DataIntegrityProof"}


def test_every_name_in_it_is_whole(document: dict[str, Any]) -> None:
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

    for name in names(expanded(document)):
        assert name.startswith(("https://", "http://", "urn:uuid:", "ni:///sha-256;")), name


def test_it_names_no_face_template_no_answer_and_no_code(document: dict[str, Any]) -> None:
    text = json.dumps(document, ensure_ascii=False)
    whole = json.dumps(expanded(document), ensure_ascii=False)
    for never in ("FacialPrint", "pd:Biometric", "pd#Biometric", "SpecialCategory"):
        assert never not in text + whole
    assert CODE.symbols not in text
    assert CODE.grouped not in text
    values = {leaf.strip() for leaf in leaves(document)}
    assert not values & {gender.value for gender in Gender}
    assert not values & {band.name for band in age_bands(14)}
    assert f"{DPV}InferredPersonalData" in whole or f"{DPV}ProvidedPersonalData" in whole


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


def test_a_missing_field_is_found() -> None:
    record = consent_record(given(notice()), JURISDICTIONS)
    receipt = consent_receipt(given(notice()), JURISDICTIONS, NOW)
    for whole, fields in ((record, MANDATORY_OF_RECORD), (receipt, MANDATORY_OF_RECEIPT)):
        assert len(fields) > 20
        for field in fields:
            document = copy.deepcopy(whole)
            drop(document, field.place)
            assert field.iso in lacking(document), field.place


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
