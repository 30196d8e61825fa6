"""What the assessment's hash covers, and when a sign-off is good for it."""

import hashlib
import json
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
import rfc8785

from kiosk.domain.assessment import Assessment, Configuration, differences

SHOP = Configuration(
    controller={"en": "Lakeside Motors Ltd.", "zh_CN": "湖畔汽车“销售”"},
    contact="privacy@lakeside.example",
    address={"en": "1 Lakeside Road \\ Shanghai"},
    purpose={"en": "plan staff", "zh_CN": "安排人手"},
    packs=("cn", "eu"),
    minimum_age=16,
    camera_seconds=8,
    unconfined=False,
    window_hours=72,
    counts_months=25,
    proof_years=3,
    epsilon=2.0,
    model="age-v1+gender-v1",
    weights={"age-v1.onnx": "4f" * 32, "gender-v1.onnx": "d4" * 32},
)

OTHER: dict[str, Any] = {
    "controller": {"en": "Seaside Motors Ltd.", "zh_CN": "湖畔汽车“销售”"},
    "contact": "dpo@lakeside.example",
    "address": {"en": "2 Lakeside Road"},
    "purpose": {"en": "plan staff", "zh_CN": "安排人手和商品"},
    "packs": ("cn",),
    "minimum_age": 18,
    "camera_seconds": 9,
    "unconfined": True,
    "window_hours": 48,
    "counts_months": 24,
    "proof_years": 4,
    "epsilon": 0.5,
    "model": "age-v2+gender-v1",
    "weights": {"age-v1.onnx": "4e" * 32, "gender-v1.onnx": "d4" * 32},
    "phone": "own page",
    "chain": True,
}


def test_there_is_another_value_for_everything_it_states() -> None:
    assert OTHER.keys() == {field.name for field in fields(Configuration)}


@pytest.mark.parametrize("name", OTHER)
def test_everything_it_states_changes_the_hash_and_is_named(name: str) -> None:
    changed = replace(SHOP, **{name: OTHER[name]})
    assert changed.hash != SHOP.hash
    assert len(differences(SHOP.facts, changed.facts)) == 1


def test_a_text_in_one_more_language_is_another_statement() -> None:
    more = replace(SHOP, address={**SHOP.address, "zh_CN": "上海市"})
    assert more.hash != SHOP.hash
    assert differences(SHOP.facts, more.facts) == ("controller.address.zh_CN",)


def test_the_order_of_packs_texts_and_files_says_nothing() -> None:
    turned = replace(
        SHOP,
        packs=SHOP.packs[::-1],
        controller=dict(reversed([*SHOP.controller.items()])),
        weights=dict(reversed([*SHOP.weights.items()])),
    )
    assert turned.hash == SHOP.hash
    assert differences(SHOP.facts, turned.facts) == ()


def test_the_hash_is_over_canonical_json() -> None:
    facts = {name: list(v) if isinstance(v, tuple) else v for name, v in SHOP.facts.items()}
    assert SHOP.hash == hashlib.sha256(rfc8785.dumps(facts)).hexdigest()
    assert json.loads(rfc8785.dumps(facts))["kiosk.packs"] == ["cn", "eu"]


@pytest.mark.parametrize(
    ("configuration", "counsel", "counsel_is_asked", "is_good"),
    [
        ("this", None, False, True),
        ("this", "low risk", False, True),
        ("this", "low risk", True, True),
        ("this", None, True, False),
        ("other", "low risk", True, False),
        ("other", None, False, False),
    ],
)
def test_a_sign_off_is_good_for_what_it_is_of(
    configuration: str, counsel: str | None, counsel_is_asked: bool, is_good: bool
) -> None:
    signed = Assessment("this", "Wang Min", date(2026, 1, 31), counsel)
    assert signed.is_good_for(configuration, counsel_is_asked=counsel_is_asked) is is_good


@pytest.mark.parametrize(
    ("signed", "due"),
    [
        (date(2026, 1, 1), date(2027, 1, 1)),
        (date(2026, 12, 15), date(2027, 12, 15)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2026, 7, 31), date(2027, 7, 28)),
    ],
)
def test_it_is_to_be_looked_at_again_a_year_later(signed: date, due: date) -> None:
    assert Assessment("this", "Wang Min", signed).review_due == due
