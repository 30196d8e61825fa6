"""Contrast of what charts are drawn with, in every look, as WCAG 2 defines it."""

import pytest
from PySide6.QtGui import QFont

from kiosk.ui.charts.look import TONES, Look
from tests.ui.test_colours import LOOKS, contrast

MARKS = [
    ("green", "card"),
    ("terracotta", "card"),
    ("ink", "card"),
    ("control_line", "card"),
    # The hatching, and the line around it.
    ("green", "sand_deep"),
]
WORDS = ["ink", "soft_ink"]


@pytest.mark.parametrize("name", LOOKS)
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_have_three_to_one(name: str, mark: str, ground: str) -> None:
    look = LOOKS[name]
    assert contrast(getattr(look, mark), getattr(look, ground)) >= 3


@pytest.mark.parametrize("name", LOOKS)
@pytest.mark.parametrize("ink", WORDS)
def test_words_have_seven_to_one(name: str, ink: str) -> None:
    look = LOOKS[name]
    assert contrast(getattr(look, ink), look.card) >= 7


@pytest.mark.parametrize("name", LOOKS)
def test_numbers_have_seven_to_one_on_every_tone(name: str) -> None:
    look = Look(LOOKS[name], 1.0, QFont())
    for step in range(len(TONES) + 1):
        ink, tone = look.ink_on(step).name(), look.tone(step).name()
        assert contrast(ink, tone) >= 7, (step, ink, tone)


@pytest.mark.parametrize("name", LOOKS)
def test_tones_deepen(name: str) -> None:
    look = Look(LOOKS[name], 1.0, QFont())
    ground = look.tone(0).name()
    steps = [contrast(look.tone(step).name(), ground) for step in range(len(TONES) + 1)]
    assert steps == sorted(steps)
    assert len(set(steps)) == len(steps)
