"""Sealing a JSON document with the machine's key, so that anyone can check it with any software.

A seal is a Data Integrity proof of the suite ``eddsa-jcs-2022`` (W3C, Data Integrity EdDSA
Cryptosuites v1.0): Ed25519 over the SHA-256 of the proof and that of the document, both in the
canonical form of RFC 8785. Its ``verificationMethod`` is the public key itself, as a did:key.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import rfc8785

from kiosk.adapters.keys.signing import has_signed
from kiosk.application.ports import Signer

SUITE: Final = "eddsa-jcs-2022"

_BASE_58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519_KEY: Final = b"\xed\x01"
_KEY_BYTES: Final = 32
_SIGNATURE_BYTES: Final = 64
_FIXED: Final = {
    "type": "DataIntegrityProof",
    "cryptosuite": SUITE,
    "proofPurpose": "assertionMethod",
}


def seal(document: Mapping[str, Any], signer: Signer, created: datetime) -> dict[str, Any]:
    """The document with its ``proof``; ``created`` is an aware time, written as UTC.

    Raises ValueError for a document that has a proof, or that JSON cannot say exactly.
    """
    if "proof" in document:
        raise ValueError("a document is sealed once")
    proof: dict[str, Any] = {
        **_FIXED,
        "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": key_name(signer.public),
    }
    if "@context" in document:
        proof["@context"] = document["@context"]
    signature = signer.sign(_hashed(document, proof))
    return {**document, "proof": {**proof, "proofValue": "z" + _base58(signature)}}


def sealed_by(document: Mapping[str, Any]) -> bytes | None:
    """The public key (32 bytes) whose seal is whole on exactly this document, or None.

    Whether that key is one to be trusted is for the caller to say.
    """
    proof = document.get("proof")
    if not isinstance(proof, dict) or any(proof.get(key) != is_ for key, is_ in _FIXED.items()):
        return None
    if proof.get("@context") != document.get("@context"):
        return None
    public = _public_key(proof.get("verificationMethod"))
    signature = _bytes_of(proof.get("proofValue"))
    if public is None or signature is None or len(signature) != _SIGNATURE_BYTES:
        return None
    bare = {key: value for key, value in document.items() if key != "proof"}
    options = {key: value for key, value in proof.items() if key != "proofValue"}
    try:
        message = _hashed(bare, options)
    except ValueError:
        return None
    return public if has_signed(public, signature, message) else None


def key_name(public: bytes) -> str:
    """A public key as the did:key URL that stands in a proof."""
    multibase = "z" + _base58(_ED25519_KEY + public)
    return f"did:key:{multibase}#{multibase}"


def _hashed(document: Mapping[str, Any], proof: Mapping[str, Any]) -> bytes:
    return b"".join(
        hashlib.sha256(rfc8785.dumps(dict(part))).digest() for part in (proof, document)
    )


def _public_key(name: object) -> bytes | None:
    if not isinstance(name, str):
        return None
    multibase = name.rpartition("#")[2]
    found = _bytes_of(multibase)
    if found is None or name != f"did:key:{multibase}#{multibase}":
        return None
    if not found.startswith(_ED25519_KEY) or len(found) != len(_ED25519_KEY) + _KEY_BYTES:
        return None
    return found.removeprefix(_ED25519_KEY)


def _base58(data: bytes) -> str:
    number = int.from_bytes(data, "big")
    digits = ""
    while number:
        number, digit = divmod(number, 58)
        digits = _BASE_58[digit] + digits
    return _BASE_58[0] * (len(data) - len(data.lstrip(b"\0"))) + digits


def _bytes_of(multibase: object) -> bytes | None:
    """The bytes of a base 58 text with its mark, if it is written as we would write it."""
    # No longer than a signature is: reading base 58 takes the square of its length.
    if not isinstance(multibase, str) or not multibase.startswith("z") or len(multibase) > 100:
        return None
    number = 0
    for symbol in multibase[1:]:
        digit = _BASE_58.find(symbol)
        if digit < 0:
            return None
        number = number * 58 + digit
    zeros = len(multibase) - 1 - len(multibase[1:].lstrip(_BASE_58[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
