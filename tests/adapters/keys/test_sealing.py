"""A seal fits its document alone, and is the one that other software makes and checks."""

import copy
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.adapters.keys import sealing
from kiosk.adapters.keys.sealing import key_name, seal, sealed_by
from kiosk.adapters.keys.signing import SigningKey, has_signed
from tests.fakes.signer import OTHER_SIGNER, SIGNER

CREATED = datetime(2026, 11, 24, 14, tzinfo=UTC)
DOCUMENT = {
    "@context": {"name": "https://schema.org/name"},
    "name": "Überblick 安排 \N{GRINNING FACE}",
    "parts": [{"n": 1, "z": None}, {"is": True, "": ""}],
}

# Data Integrity EdDSA Cryptosuites v1.0, B.2: the key, the document and the proof value there.
PUBLISHED_KEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
PUBLISHED_SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
PUBLISHED_VALUE = (
    "z63t83Y53KfzJ5ZosfKTnqfMcKB2dmTrfjSaQjeNNjAD5srBowQfmWqeRb8rRjmeEuCBEsddF9LsVogtuTsijJKh4"
)
PUBLISHED_CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://www.w3.org/ns/credentials/examples/v2",
]
PUBLISHED = {
    "@context": PUBLISHED_CONTEXT,
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}


def sealed() -> dict[str, Any]:
    return seal(DOCUMENT, SIGNER, CREATED)


def test_a_seal_names_its_key_and_its_hour() -> None:
    proof = sealed()["proof"]
    assert proof["created"] == "2026-11-24T14:00:00Z"
    assert proof["verificationMethod"] == key_name(SIGNER.public)
    assert proof["cryptosuite"] == "eddsa-jcs-2022"
    assert sealed_by(sealed()) == SIGNER.public


def test_the_same_document_has_the_same_seal_in_every_zone_and_order() -> None:
    later_zone = CREATED.astimezone(timezone(timedelta(hours=8)))
    assert seal(dict(reversed(DOCUMENT.items())), SIGNER, later_zone) == sealed()


def test_the_published_signature_is_over_the_hash_we_take() -> None:
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2023-02-24T23:36:38Z",
        "verificationMethod": f"https://vc.example/issuers/5678#{PUBLISHED_KEY}",
        "proofPurpose": "assertionMethod",
        "@context": PUBLISHED_CONTEXT,
    }
    hashed = sealing._hashed(PUBLISHED, options)
    assert hashed.hex().endswith("59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19")
    public = sealing._public_key(f"did:key:{PUBLISHED_KEY}#{PUBLISHED_KEY}")
    signature = sealing._bytes_of(PUBLISHED_VALUE)
    assert public is not None
    assert signature is not None
    assert has_signed(public, signature, hashed)


def test_the_published_key_makes_a_whole_seal() -> None:
    secret = sealing._bytes_of(PUBLISHED_SECRET)
    assert secret is not None
    key = SigningKey(Ed25519PrivateKey.from_private_bytes(secret[2:]))
    made = seal(PUBLISHED, key, datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC))
    assert made["proof"]["verificationMethod"] == f"did:key:{PUBLISHED_KEY}#{PUBLISHED_KEY}"
    assert sealed_by(made) == key.public


def test_a_document_is_sealed_once() -> None:
    with pytest.raises(ValueError, match="sealed once"):
        seal(sealed(), SIGNER, CREATED)


def test_another_key_in_the_proof_breaks_it() -> None:
    forged = sealed()
    forged["proof"] = {**forged["proof"], "verificationMethod": key_name(OTHER_SIGNER.public)}
    assert sealed_by(forged) is None


@pytest.mark.parametrize(
    "proof",
    [
        None,
        "proof",
        [],
        {},
        {"type": "Ed25519Signature2020"},
        {"cryptosuite": "eddsa-rdfc-2022"},
        {"proofPurpose": "authentication"},
        {"@context": {}},
        {"verificationMethod": 7},
        {"verificationMethod": "did:key:z6Mk"},
        {"verificationMethod": "https://elsewhere.example/key"},
        {"verificationMethod": key_name(SIGNER.public).partition("#")[0]},
        {"verificationMethod": key_name(bytes(31))},
        {"proofValue": None},
        {"proofValue": "z"},
        {"proofValue": "zIl0"},
        {"proofValue": "z" + "1" * 200},
        {"proofValue": "u" + "2" * 80},
    ],
)
def test_what_is_no_seal_is_none(proof: object) -> None:
    whole = sealed()
    if isinstance(proof, dict) and proof:
        proof = {**whole["proof"], **proof}
    assert sealed_by({**whole, "proof": proof}) is None


def test_a_document_without_a_seal_is_sealed_by_nobody() -> None:
    assert sealed_by(DOCUMENT) is None
    assert sealed_by({**sealed(), "n": float("nan")}) is None


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in a document."""
    inner: list[tuple[Any, ...]] = []
    if isinstance(value, dict):
        inner = [found for key, each in value.items() for found in places(each, (*path, key))]
    elif isinstance(value, list):
        inner = [found for key, each in enumerate(value) for found in places(each, (*path, key))]
    return [path, *inner] if path else inner


VALUES = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=8)


@given(st.sampled_from(places(seal(DOCUMENT, SIGNER, CREATED))), VALUES, st.data())
def test_any_change_breaks_it(path: tuple[Any, ...], value: Any, data: st.DataObject) -> None:
    changed = copy.deepcopy(sealed())
    inside: Any = changed
    for key in path[:-1]:
        inside = inside[key]
    was = inside[path[-1]]
    match data.draw(st.sampled_from(["replace", "remove", "add"])):
        case "replace":
            if type(was) is type(value) and was == value:
                return
            inside[path[-1]] = value
        case "remove":
            del inside[path[-1]]
        case _:
            added: Any = inside[path[-1]]
            if not isinstance(added, dict) or "new" in added:
                return
            added["new"] = value
    assert sealed_by(changed) is None


@given(st.binary(max_size=70))
def test_base_58_comes_back_as_it_was(data: bytes) -> None:
    assert sealing._bytes_of("z" + sealing._base58(data)) == data
