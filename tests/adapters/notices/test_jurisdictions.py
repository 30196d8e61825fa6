"""Every law pack has its part in a consent record; a broken file is refused by name."""

from pathlib import Path

import pytest

from kiosk.adapters.notices.jurisdictions import load_jurisdictions
from kiosk.adapters.notices.law import LawPackBroken, load_packs
from kiosk.application.consent_processing import RIGHTS
from tests.adapters.notices.shop import ASSETS

SHIPPED = ASSETS / "consent" / "jurisdictions.toml"


def test_every_law_pack_has_its_part() -> None:
    found = {each.pack: each for each in load_jurisdictions(SHIPPED)}
    assert found.keys() == load_packs(ASSETS / "law").keys()
    assert {each.location for each in found.values()} == {"loc:CN", "loc:EU", "loc:US-IL"}
    assert found["eu"].rights.keys() == found["eu"].terms.keys() == RIGHTS.keys()
    assert found["cn"].rights.keys() == RIGHTS.keys()
    assert all(each.laws for each in found.values())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('location = "loc:CN"', "location = 7", "cn: location is no text"),
        ('location = "loc:CN"', "", "cn must have laws, legal_basis, location, rights"),
        ('location = "loc:CN"', 'location = "loc:CN"\nage = 14', "cn must have"),
        ("legal_basis = []", 'legal_basis = [""]', "cn: legal_basis is no list of texts"),
        ("legal_basis = []", 'legal_basis = "none"', "cn: legal_basis is no list of texts"),
        ('withdraw = "PIPL 15"', 'return = "PIPL 15"', "cn: rights names a right that is not"),
        ('withdraw = "PIPL 15"', "withdraw = 15", "cn: rights is no list of texts"),
        ("[cn]", "[cn", "cannot be read"),
        ("[cn]", "us = 1\n[cn]", "us must have"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "jurisdictions.toml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LawPackBroken, match=says):
        load_jurisdictions(broken)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawPackBroken, match="cannot be read"):
        load_jurisdictions(tmp_path / "jurisdictions.toml")
