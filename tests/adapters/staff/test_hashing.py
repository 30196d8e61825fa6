import pytest

from kiosk.adapters.staff.faults import FileUnusable
from kiosk.adapters.staff.hashing import Hashing
from tests.adapters.staff.house import MANAGER_PIN, QUICK, STAFF_PIN


def test_a_shops_hashes_are_made_as_rfc_9106_recommends() -> None:
    made = Hashing().hash(STAFF_PIN)
    assert made.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert Hashing().matches(STAFF_PIN, made)
    assert not Hashing().matches(MANAGER_PIN, made)


def test_two_hashes_of_one_pin_are_not_alike() -> None:
    assert QUICK.hash(STAFF_PIN) != QUICK.hash(STAFF_PIN)


def test_a_hash_is_compared_by_its_own_parameters() -> None:
    assert Hashing().matches(STAFF_PIN, QUICK.hash(STAFF_PIN))


def test_nothing_fits_where_nothing_is_set_and_it_is_no_less_work() -> None:
    assert not QUICK.matches("", QUICK.of_nothing)
    parameters = [made.split("$")[1:4] for made in (QUICK.of_nothing, QUICK.hash(STAFF_PIN))]
    assert parameters[0] == parameters[1]


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("argon2id", "argon2i"),
        ("m=8", "m=9999999999"),
        ("m=8", "m=0"),
        ("t=1", "t=x"),
        ("t=1", "t=0"),
        ("p=1", "p=0"),
        ("$argon2id", ""),
    ],
)
def test_what_was_never_written_is_damage_and_no_wrong_pin(written: str, instead: str) -> None:
    kept = QUICK.hash(STAFF_PIN)
    with pytest.raises(FileUnusable):
        QUICK.matches(STAFF_PIN, kept.replace(written, instead, 1))
