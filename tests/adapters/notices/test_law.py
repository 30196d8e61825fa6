from pathlib import Path

import pytest

from kiosk.adapters.notices.law import LawPackBroken, load_packs
from kiosk.adapters.settings.keys import PACKS
from kiosk.domain.law import union
from kiosk.domain.notice import ITEMS
from tests.adapters.notices.shop import ASSETS

WHOLE = 'name = "cn"\nminimum_age = 14\n[articles]\nN1 = "PIPL 17(1)①"\n'


def test_the_packs_that_come_with_the_program() -> None:
    packs = load_packs(ASSETS / "law")
    assert {name: pack.minimum_age for name, pack in packs.items()} == {
        "cn": 14,
        "eu": 16,
        "us-il": 18,
    }
    assert set(packs) == set(PACKS)
    assert {name: pack.filing_from for name, pack in packs.items()} == {
        "cn": 100_000,
        "eu": None,
        "us-il": None,
    }


def test_together_they_ask_for_every_item() -> None:
    asked = union(load_packs(ASSETS / "law").values())
    assert set(asked.required) == set(ITEMS)
    assert dict(asked.articles)["N8"] == "PIPL 15, Measures 6; GDPR 7(3), GDPR 13(2)(c)"


def test_a_folder_without_packs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawPackBroken, match="no law pack"):
        load_packs(tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"cn"', '"eu"'),
        ("14", "13"),
        ("14", "true"),
        ("[articles]", "filing_from = 0\n[articles]"),
        ("[articles]", "filing_from = true\n[articles]"),
        ("[articles]", "filed = 1\n[articles]"),
        ("N1", "N99"),
        ('"PIPL 17(1)①"', '""'),
        ('N1 = "PIPL 17(1)①"', ""),
        ("[articles]", "[article]"),
        ("[articles]", "[articles"),
    ],
)
def test_a_broken_pack_is_refused_by_name(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "cn.toml"
    path.write_text(WHOLE.replace(old, new), encoding="utf-8")
    with pytest.raises(LawPackBroken, match=r"cn\.toml"):
        load_packs(tmp_path)
