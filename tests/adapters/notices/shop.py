"""A shop's facts for the notices' tests, each one a word that no text holds by itself."""

from dataclasses import replace
from pathlib import Path

from kiosk.adapters.notices.facts import NoticeFacts
from kiosk.adapters.notices.law import load_packs
from kiosk.domain.law import LawPack, Part, union

ASSETS = Path(__file__).parents[3] / "assets"
NOTICES = ASSETS / "notices"
LANGUAGES = ("en", "zh_CN")

FACTS = NoticeFacts(
    controller={"en": "Lakeside Motors Ltd.", "zh_CN": "湖畔汽车销售服务有限公司"},
    kiosk={"en": "North Door", "zh_CN": "北门"},
    contact="privacy@lakeside.example",
    address={"en": "1 Lakeside Road", "zh_CN": "湖畔路1号"},
    authority={"en": "the Water Office", "zh_CN": "水务办公室"},
    purpose={"en": "plan staff and stock by who visits", "zh_CN": "安排人手和商品"},
    minimum_age=18,
    camera_seconds=8,
    window_hours=72,
    counts_months=25,
    backups=9,
    day_begins=4,
    public_key=bytes.fromhex("0123456789abcdef" * 4),
    dpo="Wang Min",
    notice_url="https://lakeside.example/notice",
)

PHONES = ("off", "network", "site")
CHAIN = "chain"
KINDS = (*PHONES, CHAIN)
"""Shops that a notice says different things of: by what a phone can do, and one of a chain."""


def with_phone(phone: str) -> NoticeFacts:
    """The same shop, where one may agree on a phone there; nowhere if it is off, or of a chain."""
    return replace(FACTS, chain=True) if phone == CHAIN else replace(FACTS, phone=phone)


def asked(law: LawPack, phone: str = "off") -> tuple[Part, ...]:
    """The parts that a law asks of this shop, which gives every fact and has its page there."""
    marks = with_phone(phone).marks
    return tuple(
        part
        for part in law.parts
        if not (part.given or "").startswith(("phone", CHAIN)) or part.given in marks
    )


def every_law() -> LawPack:
    """The union of all packs: nothing a law asks for may be missing."""
    return union(load_packs(ASSETS / "law").values())
