"""The few facts that both sides of the phone page share."""

import hashlib

import pytest

from kiosk.application.phone import CSRF_SLOT, OFFER_SECONDS, hash_of, wifi_text


def test_a_token_goes_by_its_sha_256() -> None:
    assert hash_of("token") == hashlib.sha256(b"token").hexdigest()
    # Whatever stands in an address has a hash, and so finds nothing instead of failing.
    assert len(hash_of("\udcff")) == 64


def test_an_offer_is_good_for_ten_minutes() -> None:
    assert OFFER_SECONDS == 600


def test_the_slot_of_a_secret_survives_any_escaping() -> None:
    assert CSRF_SLOT.replace("-", "").isalpha()
    assert CSRF_SLOT.isascii()


@pytest.mark.parametrize(
    ("name", "password", "text"),
    [
        ("Lakeside", None, "WIFI:T:nopass;S:Lakeside;;"),
        ("Lakeside", "welcome", "WIFI:T:WPA;S:Lakeside;P:welcome;;"),
        ('a;b,c:d"e\\f', "p;w", 'WIFI:T:WPA;S:a\\;b\\,c\\:d\\"e\\\\f;P:p\\;w;;'),
        ("湖畔汽车", "x" * 63, f"WIFI:T:WPA;S:湖畔汽车;P:{'x' * 63};;"),
    ],
)
def test_a_guest_network_is_written_as_phones_read_it(
    name: str, password: str | None, text: str
) -> None:
    assert wifi_text(name, password) == text
