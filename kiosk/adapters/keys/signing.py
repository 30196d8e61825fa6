"""The machine's own signing key: Ed25519, made here, never shown, never copied."""

from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.application.whole_file import write_whole

KEY_FILE: Final = "signing.key"
"""What the key's file is called, beside the records that it signs."""

_KEY_BYTES: Final = 32


class KeyUnusable(Exception):
    """The key's file is there and is no key, or cannot be read or made; the text says which."""


class SigningKey:
    """Implements ``ports.Signer``. The private half is only ever in its file and in memory."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private

    @staticmethod
    def load_or_make(folder: Path) -> "SigningKey":
        """The key in ``folder``, made now if there is none. Raises KeyUnusable.

        A key that is there and unreadable is never replaced: what it signed could not be
        checked against a new one.
        """
        path = folder / KEY_FILE
        try:
            if not path.exists():
                write_whole(path, Ed25519PrivateKey.generate().private_bytes_raw())
            found = path.read_bytes()
        except OSError as why:
            said = f"{path}: the signing key cannot be read or made ({why.strerror or why})."
            raise KeyUnusable(said) from why
        if len(found) != _KEY_BYTES:
            raise KeyUnusable(f"{path}: this is no signing key of {_KEY_BYTES} bytes.")
        return SigningKey(Ed25519PrivateKey.from_private_bytes(found))

    @property
    def public(self) -> bytes:
        """The 32 bytes of the public half."""
        return self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of an Ed25519 signature (RFC 8032) over exactly these bytes."""
        return self._private.sign(message)


def has_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """True if the private half of ``public`` (32 bytes) made this signature of this message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
