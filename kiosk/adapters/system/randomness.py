"""Numbers that nobody can guess, from the operating system."""

import base64
import secrets
import uuid

from kiosk.domain.consent import ALPHABET, RANDOM_SYMBOLS, ReceiptCode


class SystemRandomness:
    """Implements the Randomness port."""

    def receipt_code(self) -> ReceiptCode:
        """A code that has been given to nobody: 45 random bits."""
        return ReceiptCode.from_random(
            [secrets.randbelow(len(ALPHABET)) for _ in range(RANDOM_SYMBOLS)]
        )

    def record_id(self) -> uuid.UUID:
        """A random UUID (version 4)."""
        return uuid.uuid4()

    def phone_secret(self) -> str:
        """128 random bits in base 32, without padding: a QR code's compact letters."""
        return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")

    def two_digits(self) -> int:
        """A number that nobody can foresee, from 10 to 99."""
        return 10 + secrets.randbelow(90)
