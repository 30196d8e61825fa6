"""Numbers that nobody can guess, from the operating system."""

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
