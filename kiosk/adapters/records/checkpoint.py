"""A signed head as text: a C2SP checkpoint (c2sp.org/tlog-checkpoint), a signed note of its kind.

askfirst/<the first half of the first row's hash>
<how many rows>
<the root, base64>
timestamp <the hour>
previous <the root of the head before, base64; the first head has no such line>

— askfirst/… <key id and signature, base64>
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_KEY_ID_BYTES: Final = 4
_SIGNATURE_BYTES: Final = 64
_HASH_BYTES: Final = 32
_ED25519: Final = b"\x01"
_DASH: Final = "\N{EM DASH} "


class NotACheckpoint(ValueError):
    """A text that should be a checkpoint is none; what it says is how it ends a sentence."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint's text says, before anybody has checked that it is true.

    ``signatures`` are those under the origin's name, each with its key's id; other signers'
    (witnesses') are left out.
    """

    text: str
    origin: str
    tree_size: int
    root_hash: bytes
    signatures: tuple[tuple[bytes, bytes], ...]

    def is_signed_by(self, keys: Iterable[bytes]) -> bool:
        """True if one of these public keys signed it, and none of them signed something else."""
        known = {key_id(self.origin, public): public for public in keys}
        ours = [(known[each], signature) for each, signature in self.signatures if each in known]
        message = self.text.encode()
        return bool(ours) and all(has_signed(*each, message) for each in ours)


def text_of(
    origin: str, tree_size: int, root_hash: bytes, hour: str, prev_root_hash: bytes | None
) -> str:
    """What is signed: a checkpoint's lines up to the blank one."""
    lines = [origin, str(tree_size), _base64(root_hash), f"timestamp {hour}"]
    if prev_root_hash is not None:
        lines.append(f"previous {_base64(prev_root_hash)}")
    return "".join(f"{line}\n" for line in lines)


def signed_note(text: str, name: str, public: bytes, signature: bytes) -> str:
    """The text with its signature (c2sp.org/signed-note)."""
    return f"{text}\n{_DASH}{name} {_base64(key_id(name, public) + signature)}\n"


def key_id(name: str, public: bytes) -> bytes:
    """The four bytes that tell keys of one name apart (c2sp.org/signed-note, for Ed25519)."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:_KEY_ID_BYTES]


def parse_checkpoint(text: str) -> Checkpoint:
    """Read a checkpoint that was kept elsewhere. Raises NotACheckpoint.

    A mark or line ends that a text editor put in are taken out again: the signature tells
    whether what is left is what was signed.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").rstrip("\n") + "\n"
    body, blank, signed = plain.rpartition("\n\n")
    lines = body.split("\n")
    if not blank or len(lines) < 3 or "" in lines:
        raise NotACheckpoint("it is not three lines or more, a blank one, and a signature")
    origin, size, root_hash = lines[:3]
    if not (size.isascii() and size.isdigit()) or size.startswith("0") or len(size) > 18:
        raise NotACheckpoint("its second line is no number of rows")
    no_root = "its third line is no root"
    found = _bytes_of(root_hash, no_root)
    if len(found) != _HASH_BYTES:
        raise NotACheckpoint(no_root)
    return Checkpoint(
        text=f"{body}\n",
        origin=origin,
        tree_size=int(size),
        root_hash=found,
        signatures=tuple(_signatures_of(signed.removesuffix("\n").split("\n"), origin)),
    )


def has_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """True if the private half of ``public`` made this Ed25519 signature of this message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _signatures_of(lines: list[str], name: str) -> Iterable[tuple[bytes, bytes]]:
    for line in lines:
        signer, _, value = line.removeprefix(_DASH).rpartition(" ")
        if not line.startswith(_DASH) or not signer:
            raise NotACheckpoint("it ends with no signature")
        found = _bytes_of(value, "its signature is none")
        # Others are of kinds that this ledger does not sign with, and say nothing about it.
        if signer == name and len(found) == _KEY_ID_BYTES + _SIGNATURE_BYTES:
            yield found[:_KEY_ID_BYTES], found[_KEY_ID_BYTES:]


def _bytes_of(text: str, flaw: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as why:
        raise NotACheckpoint(flaw) from why


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
