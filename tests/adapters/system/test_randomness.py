"""Codes and record ids: well formed, and never the same twice."""

from kiosk.adapters.system.randomness import SystemRandomness
from kiosk.application.ports import Randomness
from kiosk.domain.consent import ALPHABET, ReceiptCode


def test_codes_can_be_typed_back_and_differ() -> None:
    randomness: Randomness = SystemRandomness()
    codes = [randomness.receipt_code() for _ in range(2000)]
    assert all(ReceiptCode.parse(code.grouped) == code for code in codes)
    assert len({code.symbols for code in codes}) == 2000


def test_every_symbol_occurs_in_every_place() -> None:
    codes = [SystemRandomness().receipt_code() for _ in range(2000)]
    for place in range(9):
        assert {code.symbols[place] for code in codes} == set(ALPHABET)


def test_record_ids_are_random_uuids() -> None:
    ids = [SystemRandomness().record_id() for _ in range(1000)]
    assert {record_id.version for record_id in ids} == {4}
    assert len(set(ids)) == 1000
