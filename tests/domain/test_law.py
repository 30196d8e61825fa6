from dataclasses import replace

import pytest

from kiosk.domain.law import LawPack, Part, union

CN = LawPack("cn", 14, (("N1", "PIPL 17"), ("N15", "PIPL 26")), filing_from=100_000)
EU = LawPack("eu", 16, (("N1", "GDPR 13(1)(a)"), ("N12", "GDPR 13(2)(d)")))


def test_one_pack_binds_alone() -> None:
    assert union([CN]) == CN
    assert CN.required == ("N1", "N15")
    assert CN.names == ("cn",)


def test_of_two_packs_the_union_binds() -> None:
    both = union([CN, EU])

    assert both.name == "cn+eu"
    assert both.names == ("cn", "eu")
    assert both.minimum_age == 16
    assert both.filing_from == 100_000
    assert both.articles == (
        ("N1", "PIPL 17; GDPR 13(1)(a)"),
        ("N15", "PIPL 26"),
        ("N12", "GDPR 13(2)(d)"),
    )


def test_of_two_packs_each_part_is_asked_for_by_the_articles_of_both() -> None:
    who = Part("N1", "who", "who asks", "PIPL 17", ("controller",))
    sign = Part("N15", "sign", "that there is a sign", "PIPL 26")
    also = Part("N1", "who", "who asks", "GDPR 13(1)(a)", ("controller",))
    court = Part("N12", "court", "that there are courts", "GDPR 13(2)(d)", given="dpo")
    both = union([replace(CN, parts=(who, sign)), replace(EU, parts=(also, court))])
    assert both.parts == (replace(who, article="PIPL 17; GDPR 13(1)(a)"), sign, court)
    assert who.code == "N1.who"


def test_where_nobody_names_a_number_of_faces_none_is_due() -> None:
    assert union([EU, EU]).filing_from is None


def test_a_kiosk_without_a_law_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no law pack"):
        union([])
