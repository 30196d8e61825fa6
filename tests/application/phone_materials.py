"""What phone pages are made of in tests: an invented shop's notice and the shipped words."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kiosk.application.phone_page import Materials
from kiosk.bootstrap.phone_pages import materials_of
from kiosk.domain.notice import Conditions, Notice, NoticeCard
from tests.fakes.notices import notice

ASSETS = Path(__file__).parents[2] / "assets"
MATERIALS: Materials = materials_of(ASSETS / "phone")
LANGUAGES = ("en", "zh_CN")

_CONDITIONS = Conditions(
    packs=("cn",),
    purpose="plan staff",
    address="1 Lakeside Road",
    authority="the Water Office",
    camera_seconds=8,
    day_ends="04:00",
    window_hours=72,
    counts_months=25,
    proof_years=3,
)
_ICONS = ("eye", "clock", "house", "archive", "undo-2")


def whole_notice(language: str = "en") -> Notice:
    """Five cards, and texts that would be more than text if they were not escaped."""
    return replace(
        notice(language),
        title=f"Before you choose <{language}>",
        cards=tuple(NoticeCard(icon, f"Card & {icon}", '"5 > 3"') for icon in _ICONS),
        controller="O’Hara & Sons <Ltd>",
        conditions=_CONDITIONS,
    )


def notices(*languages: str) -> Mapping[str, Notice]:
    return {tag: whole_notice(tag) for tag in languages or LANGUAGES}
