"""Pictures of screens: where they are taken, and where they are refused."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import kiosk.ui
from kiosk.domain import states
from kiosk.ui.gallery import items
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.pictures import PicturesRefused, save_picture
from kiosk.ui.samples import PLACE
from tests.ui.test_screens import EVERY_STATE


def test_a_picture_is_taken(window: KioskWindow, tmp_path: Path) -> None:
    window.show_visit(states.Idle())
    save_picture(window, tmp_path / "idle.png")
    assert (tmp_path / "idle.png").read_bytes().startswith(b"\x89PNG")


def test_none_is_taken_with_a_webcam(window: KioskWindow, tmp_path: Path) -> None:
    window.place = replace(PLACE, webcam=True)
    with pytest.raises(PicturesRefused):
        save_picture(window, tmp_path / "idle.png")
    assert not any(tmp_path.iterdir())


def test_there_is_no_other_way_to_save_one() -> None:
    folder = Path(kiosk.ui.__file__).parent
    savers = {
        path.name
        for path in folder.rglob("*.py")
        if re.search(r"\.grab\(|\.save\([^)]|toImage\(|grabWindow", path.read_text("utf-8"))
    }
    assert savers == {"pictures.py"}


def test_every_state_is_in_the_gallery() -> None:
    hung = {type(item.visit("en")) for item in items()}
    assert hung == {type(visit) for visit, _ in EVERY_STATE}
