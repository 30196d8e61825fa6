"""Signing keys that are the same in every test."""

from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.adapters.keys.signing import SigningKey


def _key(number: int) -> SigningKey:
    return SigningKey(Ed25519PrivateKey.from_private_bytes(bytes([number] * 32)))


SIGNER: Final = _key(1)
OTHER_SIGNER: Final = _key(2)
