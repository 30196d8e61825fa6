"""Contrast, computed as WCAG 2 defines it."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

import kiosk.ui
from kiosk.ui.colours import DARK, DARK_HIGH, LIGHT, LIGHT_HIGH, Colours

LOOKS = {"light": LIGHT, "dark": DARK, "light-high": LIGHT_HIGH, "dark-high": DARK_HIGH}

TEXT = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "pressed"),
    ("soft_ink", "paper"),
    ("soft_ink", "card"),
    ("on_green", "green"),
    ("on_green", "green_pressed"),
    ("on_pill", "pill"),
    ("lamp_on_ink", "lamp_on_fill"),
]
CONTROLS = [
    ("ink", "paper"),
    ("control_line", "paper"),
    ("control_line", "card"),
    ("focus", "paper"),
    ("focus", "card"),
    ("green", "paper"),
    ("green", "trough"),
    ("ebb", "paper"),
    ("qr_dark", "qr_light"),
]


def _luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    rgb = QColor(colour)
    red, green, blue = (linear(part) for part in (rgb.redF(), rgb.greenF(), rgb.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", LOOKS)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_has_seven_to_one(name: str, ink: str, ground: str) -> None:
    look = LOOKS[name]
    assert contrast(getattr(look, ink), getattr(look, ground)) >= 7


@pytest.mark.parametrize("name", LOOKS)
@pytest.mark.parametrize(("edge", "ground"), CONTROLS)
def test_controls_have_three_to_one(name: str, edge: str, ground: str) -> None:
    look = LOOKS[name]
    assert contrast(getattr(look, edge), getattr(look, ground)) >= 3


def test_only_the_lamp_and_the_ring_use_the_lamps_green() -> None:
    folder = Path(kiosk.ui.__file__).parent
    users = {
        path.name
        for path in folder.rglob("*.py")
        if re.search(r"[\"']lamp_on", path.read_text(encoding="utf-8"))
    }
    assert users == {"lamp.py", "preview_view.py"}
    for look in LOOKS.values():
        greens = {look.lamp_on, look.lamp_on_ink, look.lamp_on_fill} - {look.paper, look.card}
        others = {getattr(look, name) for name in Colours.__slots__ if "lamp" not in name}
        assert not greens & others
