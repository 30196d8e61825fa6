"""Randomness that a test can foresee."""

from itertools import count
from uuid import UUID

from kiosk.domain.consent import ReceiptCode


class FakeRandomness:
    """Numbers its records from 1 and its codes likewise."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def record_id(self) -> UUID:
        return UUID(int=next(self._numbers), version=4)

    def receipt_code(self) -> ReceiptCode:
        return ReceiptCode.from_random([next(self._numbers) % 32] * 9)

    def phone_secret(self) -> str:
        return f"SECRET{next(self._numbers)}"

    def two_digits(self) -> int:
        return 10 + next(self._numbers) % 90
