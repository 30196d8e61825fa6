from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.notice import ITEMS, Conditions, Notice, NoticeCard, NoticeSection

NOTICE = Notice(
    language="en",
    title="Before you choose",
    cards=(NoticeCard("eye", "What we estimate", "An age range."),),
    sections=(
        NoticeSection("Who asks", ("Lakeside Motors.",), ("N1",)),
        NoticeSection("Your rights", ("See it.", "Delete it."), ("N7", "N8")),
    ),
    controller="Lakeside Motors Ltd.",
    contact="privacy@lakeside.example",
    minimum_age=14,
)

CONDITIONS = Conditions(
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

CHANGES = {
    "language": "zh_CN",
    "title": "Before you choose.",
    "cards": (NoticeCard("eye", "What we estimate", "An age range!"),),
    "sections": NOTICE.sections[:1],
    "controller": "Lakeside Motors Ltd",
    "contact": "privacy@lakeside.test",
    "minimum_age": 16,
    "layout": 2,
    "conditions": CONDITIONS,
}


def test_the_same_words_are_the_same_version() -> None:
    assert replace(NOTICE).version == NOTICE.version
    assert len(NOTICE.version.content_hash) == 64
    assert NOTICE.version.short == NOTICE.version.content_hash[:4]
    assert NOTICE.version.language == "en"


@pytest.mark.parametrize("part", CHANGES)
def test_any_change_is_a_new_version(part: str) -> None:
    changed = replace(NOTICE, **{part: CHANGES[part]})

    assert changed.version.content_hash != NOTICE.version.content_hash


@pytest.mark.parametrize(
    "change",
    [
        {"packs": ("cn", "eu")},
        {"purpose": "plan stock"},
        {"address": "2 Lakeside Road"},
        {"authority": "the Fire Office"},
        {"camera_seconds": 9},
        {"day_ends": "05:00"},
        {"window_hours": 71},
        {"counts_months": 24},
        {"proof_years": 4},
        {"dpo": "Wang Min"},
        {"notice_url": "https://lakeside.example/notice"},
    ],
)
def test_the_same_words_under_other_conditions_are_a_new_version(change: dict[str, Any]) -> None:
    bound = replace(NOTICE, conditions=CONDITIONS)
    otherwise = replace(NOTICE, conditions=replace(CONDITIONS, **change))

    assert bound.version.content_hash != otherwise.version.content_hash


def test_an_icon_and_an_items_place_are_part_of_the_version() -> None:
    other_icon = replace(NOTICE, cards=(replace(NOTICE.cards[0], icon="clock"),))
    other_items = replace(
        NOTICE, sections=(replace(NOTICE.sections[0], items=("N2",)), NOTICE.sections[1])
    )

    assert len({NOTICE.version, other_icon.version, other_items.version}) == 3


def test_the_version_does_not_change_from_one_release_to_the_next() -> None:
    """Old rows of the ledger name it: a new way of hashing would orphan them."""
    assert NOTICE.version.content_hash.startswith("15627eab1aeafaa1")


def test_the_text_is_all_that_is_read() -> None:
    assert NOTICE.text == (
        "Before you choose\n\nWhat we estimate\nAn age range.\n\n"
        "Who asks\nLakeside Motors.\n\nYour rights\nSee it.\nDelete it."
    )


def test_items_without_a_text_are_missing() -> None:
    assert NOTICE.missing(("N1", "N7", "N8")) == ()
    assert NOTICE.missing(("N8", "N9", "N12")) == ("N9", "N12")
    blank = replace(NOTICE, sections=(replace(NOTICE.sections[0], paragraphs=(" ", "")),))
    assert blank.missing(("N1",)) == ("N1",)
    untitled = replace(NOTICE, sections=(replace(NOTICE.sections[0], title=" "),))
    assert untitled.missing(("N1",)) == ("N1",)


def test_there_are_eighteen_items() -> None:
    assert ITEMS[0] == "N1"
    assert ITEMS[-1] == "N18"
    assert len(ITEMS) == 18
