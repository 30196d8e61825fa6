"""Turning a PIN into what may be kept of it."""

import base64
import os
import re
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from kiosk.adapters.staff.faults import FileUnusable

_SALT_BYTES: Final = 16
_HASH_BYTES: Final = 32
_DAMAGED: Final = "what is kept of a PIN is damaged"
# What we write, with any parameters that a machine could bear: a flipped bit must not ask for
# terabytes.
_FORM: Final = re.compile(
    r"\$argon2id\$v=19\$m=\d{1,6},t=\d{1,2},p=\d{1,2}\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}"
)


@dataclass(frozen=True, slots=True)
class Hashing:
    """Argon2id; each hash carries its parameters and its salt with it, in the PHC's form.

    The parameters are the second recommended option of RFC 9106 (section 4): for machines that
    cannot give two gigabytes. Measured on two cores: 0.1 s each.
    """

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4

    def hash(self, text: str) -> str:
        """What to keep: another one each time, for its salt is random."""
        made = Argon2id(
            salt=os.urandom(_SALT_BYTES),
            length=_HASH_BYTES,
            iterations=self.iterations,
            lanes=self.lanes,
            memory_cost=self.memory_kib,
        )
        return made.derive_phc_encoded(text.encode())

    def matches(self, text: str, kept: str) -> bool:
        """Whether ``kept`` was made of this text, whatever the parameters were then.

        Raises FileUnusable for what we never wrote.
        """
        if not _FORM.fullmatch(kept):
            raise FileUnusable(_DAMAGED)
        try:
            Argon2id.verify_phc_encoded(text.encode(), kept)
        except InvalidKey:
            return False
        except (ValueError, MemoryError) as why:
            # No lanes, or more memory than there is: one flipped bit is enough.
            raise FileUnusable(_DAMAGED) from why
        return True

    @property
    def of_nothing(self) -> str:
        """A hash of no text, which takes as long to compare with as any other."""
        salt, nothing = (_base64(bytes(count)) for count in (_SALT_BYTES, _HASH_BYTES))
        parameters = f"m={self.memory_kib},t={self.iterations},p={self.lanes}"
        return f"$argon2id$v=19${parameters}${salt}${nothing}"


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode().rstrip("=")
