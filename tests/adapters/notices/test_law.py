"""The law packs that come with the program; a broken one is refused by name."""

import shutil
from pathlib import Path

import pytest

from kiosk.adapters.notices.law import LawPackBroken, load_packs
from kiosk.adapters.settings.keys import PACKS
from kiosk.domain.law import union
from kiosk.domain.notice import ITEMS
from tests.adapters.notices.shop import ASSETS

ITEMS_FILE = ASSETS / "law" / "items.toml"
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


def test_every_item_that_a_pack_asks_for_has_parts_with_their_articles() -> None:
    for name, pack in load_packs(ASSETS / "law").items():
        assert {part.item for part in pack.parts} == set(pack.required)
        for part in pack.parts:
            if part.code not in {"N3.category", "N4.sensitive", "N4.geometry", "N5.policy"} | {
                *("N9.unobliged", "N11.proof", "N11.separate", "N11.explicit", "N11.release"),
            }:
                assert part.article == dict(pack.articles)[part.item], (name, part.code)


def test_a_part_is_asked_for_by_the_article_of_each_law_that_asks() -> None:
    packs = load_packs(ASSETS / "law")
    both = {part.code: part.article for part in union([packs["cn"], packs["eu"]]).parts}
    assert both["N6.effect"] == "PIPL 30, Measures 5"
    assert both["N11.proof"] == "SPC 6; GDPR 7(1)"
    assert both["N9.free"] == "PIPL 16, SPC 4, Measures 10, Measures 12; GDPR 7(4)"
    assert both["N3.category"] == "AI Act 50(3)"
    assert "N11.release" not in both


def test_a_folder_without_packs_is_refused(tmp_path: Path) -> None:
    shutil.copy(ITEMS_FILE, tmp_path)
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
    shutil.copytree(ASSETS / "law", tmp_path, dirs_exist_ok=True)
    path = tmp_path / "cn.toml"
    path.write_text(WHOLE.replace(old, new), encoding="utf-8")
    with pytest.raises(LawPackBroken, match=r"cn\.toml"):
        load_packs(tmp_path)


def test_packs_without_what_their_items_consist_of_are_refused(tmp_path: Path) -> None:
    (tmp_path / "cn.toml").write_text(WHOLE, encoding="utf-8")
    with pytest.raises(LawPackBroken, match=r"items\.toml"):
        load_packs(tmp_path)


WHO = '[N1.who]\nsays = "who the controller is"\nfacts = ["controller"]\n'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (WHO, "[N1.who"),
        (WHO, "[N99.who]\nsays = 'who'\n"),
        (WHO, "[N1.Who]\nsays = 'who'\n"),
        (WHO, "[N1]\nwho = 'who'\n"),
        (WHO, "[N1.who]\nfacts = ['controller']\n"),
        (WHO, "[N1.who]\nsays = 'who'\nlaw = 'PIPL'\n"),
        (WHO, "[N1.who]\nsays = ' '\n"),
        (WHO, "[N1.who]\nsays = 'who'\nfacts = 'controller'\n"),
        (WHO, "[N1.who]\nsays = 'who'\nfacts = [3]\n"),
        (WHO, "[N1.who]\nsays = 'who'\ngiven = 3\n"),
        (WHO, "[N1.who]\nsays = 'who'\narticles = {}\n"),
        (WHO, "[N1.who]\nsays = 'who'\narticles = { fr = 'Loi 1' }\n"),
        (WHO, "[N1.who]\nsays = 'who'\narticles = { cn = '' }\n"),
        (WHO, "[N1.who]\nsays = 'who'\narticles = 'PIPL 17'\n"),
        ("[N14.", "[N13."),
    ],
)
def test_a_broken_list_of_parts_is_refused_by_name(tmp_path: Path, old: str, new: str) -> None:
    shutil.copytree(ASSETS / "law", tmp_path, dirs_exist_ok=True)
    path = tmp_path / "items.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LawPackBroken, match=r"items\.toml"):
        load_packs(tmp_path)
