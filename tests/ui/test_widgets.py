"""The pieces that screens are made of, where a screen does not show all they can do."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from kiosk.ui import gallery
from kiosk.ui.assets import AssetMissing, icon_file
from kiosk.ui.languages import own_name
from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.arrange import column, holder
from kiosk.ui.widgets.buttons import Chip
from kiosk.ui.widgets.door import Door, DoorRow
from kiosk.ui.widgets.flow import Flow
from kiosk.ui.widgets.keypad import CodeField
from kiosk.ui.widgets.pin_pad import PinPad
from kiosk.ui.widgets.scroll import Scroll
from kiosk.ui.widgets.text_block import TextBlock
from kiosk.ui.widgets.words import Words

THEME = Theme(QSize(1080, 1920), pixels_per_mm=2.71)
LONG = "Only what is inside the oval is looked at, and nothing of it is ever kept. " * 40


def block(text: str, kind: Type = Type.BODY, *, balanced: bool = False) -> TextBlock:
    return TextBlock(text, THEME.font(kind), kind.value[2], balanced=balanced)


# Text -----------------------------------------------------------------------------------------


def test_a_balanced_text_fills_its_lines_evenly(fonts: None) -> None:
    text = "Kept. This is your receipt, and it is yours alone."
    ragged, even = block(text, Type.TITLE), block(text, Type.TITLE, balanced=True)
    assert even.size(936).height() == ragged.size(936).height()
    assert even.size(936).width() <= ragged.size(936).width()


def test_no_word_is_left_over(fonts: None) -> None:
    text = "The estimate was “Woman, between 27 and 39”."
    width = block(text).natural_width() - 30
    mended = block(text).size(width)
    assert mended.width() < 0.85 * width, "the break moved back, so that two words moved on"


def test_chinese_breaks_where_a_clause_ends(fonts: None) -> None:
    text = "由计算机根据面部估计年龄段和性别。可能有误，结果先给您看。"
    whole = block(text)
    clause = block("由计算机根据面部估计年龄段和性别。可能有误，")
    assert whole.size(whole.natural_width() - 40).width() == clause.natural_width()


def test_words_never_need_more_than_they_ask_for(fonts: None, qtbot: QtBot) -> None:
    words = Words(THEME, Type.BODY, LONG)
    qtbot.addWidget(words)
    for width in (200, 500, 900):
        assert words.heightForWidth(width) >= words.block.size(width).height()
    words.say("")
    assert words.heightForWidth(500) == 0


# Scrolling ------------------------------------------------------------------------------------


@pytest.fixture
def scroll(fonts: None, qtbot: QtBot) -> Scroll:
    piece = Scroll(THEME, holder(column(Words(THEME, Type.BODY, LONG))), "More", "To the top")
    qtbot.addWidget(piece)
    piece.resize(900, 600)
    piece.show()
    QApplication.processEvents()
    return piece


def test_the_button_turns_pages_and_comes_back(scroll: Scroll, qtbot: QtBot) -> None:
    assert scroll.is_longer
    assert scroll.button.text() == "More"
    for _ in range(20):
        if scroll.button.text() != "More":
            break
        qtbot.mouseClick(scroll.button, Qt.MouseButton.LeftButton)
    assert scroll.button.text() == "To the top"
    qtbot.mouseClick(scroll.button, Qt.MouseButton.LeftButton)
    assert scroll.button.text() == "More"


def test_keys_move_it_too(scroll: Scroll, qtbot: QtBot) -> None:
    for _ in range(20):
        qtbot.keyClick(scroll, Qt.Key.Key_PageDown)
    assert scroll.button.text() == "To the top"
    qtbot.keyClick(scroll, Qt.Key.Key_Up)
    assert scroll.button.text() == "More"


def test_what_fits_has_no_button(fonts: None, qtbot: QtBot) -> None:
    piece = Scroll(THEME, holder(column(Words(THEME, Type.BODY, "Short."))), "More", "To the top")
    qtbot.addWidget(piece)
    piece.resize(900, 600)
    piece.show()
    assert not piece.is_longer
    assert not piece.button.isVisible()


def test_how_far_it_moves_is_as_much_as_is_out_of_sight(fonts: None, qtbot: QtBot) -> None:
    words = Words(THEME, Type.BODY, "Short.")
    piece = Scroll(THEME, holder(column(words)), "More", "To the top")
    qtbot.addWidget(piece)
    piece.resize(900, 600)
    piece.show()
    area = piece.findChild(QScrollArea)
    shown = area and area.widget()
    assert area is not None and shown is not None

    def is_right(longer: bool) -> bool:
        out = shown.size() - area.viewport().size()
        down, along = area.verticalScrollBar().maximum(), area.horizontalScrollBar().maximum()
        return piece.is_longer is longer and (down, along) == (max(0, out.height()), 0)

    for text in (LONG, "Short.", LONG):
        words.say(text)
        qtbot.waitUntil(partial(is_right, text == LONG), timeout=30_000)


# Rows -----------------------------------------------------------------------------------------


def test_doors_stay_equal_at_every_width(fonts: None, qtbot: QtBot) -> None:
    doors = [Door(THEME, text) for text in ("Yes", "A door with a good deal to say", "No")]
    row = DoorRow(THEME, doors, 150)
    qtbot.addWidget(row)
    for width in range(600, 640):
        row.resize(width, row.heightForWidth(width))
        row.show()
        assert len({door.size().toTuple() for door in doors}) == 1
        assert doors[-1].geometry().right() == width - 1
        assert all(door.fits() for door in doors)


def test_doors_are_mirrored_where_one_reads_from_the_right(fonts: None, qtbot: QtBot) -> None:
    doors = [Door(THEME, text, "check", beside=True) for text in ("first", "second")]
    row = DoorRow(THEME, doors, 150)
    qtbot.addWidget(row)
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    row.resize(900, 200)
    row.show()
    QApplication.processEvents()
    assert doors[0].x() > doors[1].x()


def test_a_flow_takes_another_line_when_it_must(fonts: None, qtbot: QtBot) -> None:
    chips = [Chip(THEME, f"Language {number}") for number in range(6)]
    flow = Flow(THEME, chips[:4], chips[4:])
    qtbot.addWidget(flow)
    one_line = flow.heightForWidth(3000)
    assert flow.heightForWidth(600) > one_line
    flow.resize(600, flow.heightForWidth(600))
    flow.show()
    boxes = [chip.geometry() for chip in chips]
    assert all(QRect(0, 0, 600, flow.height()).contains(box) for box in boxes)


def test_an_even_flow_leaves_no_piece_over(fonts: None, qtbot: QtBot) -> None:
    chips = [Chip(THEME, f"Tab {number}") for number in range(8)]
    flow = Flow(THEME, chips, even=True)
    qtbot.addWidget(flow)
    seven = sum(chip.sizeHint().width() for chip in chips[:7]) + 6 * THEME.apart
    flow.resize(seven, flow.heightForWidth(seven))
    flow.show()
    tops = [chip.y() for chip in chips]
    assert tops == [tops[0]] * 4 + [tops[4]] * 4
    assert tops[4] > tops[0]
    assert flow.heightForWidth(seven + chips[7].sizeHint().width() + THEME.apart) == (
        chips[0].height()
    )


# Codes, languages, files ----------------------------------------------------------------------


def test_a_code_field_takes_what_a_code_can_have(fonts: None, qtbot: QtBot) -> None:
    field = CodeField(THEME)
    qtbot.addWidget(field)
    field.take("o i-l u!")
    assert field.typed == "011"
    field.take("ASKFIRST:7K7QM29XRT4TOO MUCH")
    assert field.typed == "7K7QM29XRT"
    field.take_back()
    assert (field.typed, field.is_full) == ("7K7QM29XR", False)
    assert field.accessibleName() == "7 K 7 Q M 2 9 X R"


def test_a_longer_code_stands_in_two_lines_and_is_for_nobodys_ears(
    fonts: None, qtbot: QtBot
) -> None:
    short, long = CodeField(THEME), CodeField(THEME, 20, spoken=False)
    for field in (short, long):
        qtbot.addWidget(field)
    long.take("7K7QM29XRT 7K7QM29XRT 7")
    assert long.is_full
    assert long.sizeHint().width() == short.sizeHint().width()
    assert long.sizeHint().height() > 2 * short.sizeHint().height() - 1
    assert long.accessibleName() == ""


def test_the_keys_of_a_pin_stand_as_on_a_telephone(fonts: None, qtbot: QtBot) -> None:
    pad = PinPad(THEME, "Take back")
    qtbot.addWidget(pad)
    pad.resize(pad.sizeHint())
    pad.show()
    lines: dict[int, str] = {}
    for key in pad.keys:
        lines[key.y()] = lines.get(key.y(), "") + key.text()
    assert list(lines.values()) == ["123", "456", "789", "0"]
    assert pad.keys[9].x() == pad.keys[1].x()
    assert pad.back.geometry().right() < pad.width() and pad.back.y() == pad.keys[9].y()


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "English"),
        ("zh_CN", "中文"),
        ("zh-CN", "中文"),
        ("ar", "العربية"),
        ("nl", "Nederlands"),
    ],
)
def test_languages_call_themselves(tag: str, name: str) -> None:
    assert own_name(tag) == name


def test_a_missing_drawing_is_named() -> None:
    with pytest.raises(AssetMissing, match="unicorn"):
        icon_file("unicorn")


def test_the_bundled_families_are_used(fonts: None) -> None:
    assert THEME.font(Type.TITLE).families()[0] == "Noto Sans"
    assert THEME.font(Type.TITLE).weight() == QFont.Weight.Light


def test_the_gallery_writes_its_pictures(fonts: None, tmp_path: Path) -> None:
    chosen = ["--size", "1280x800", "--language", "en", "--only", "resting-full"]
    assert gallery.main([str(tmp_path), *chosen]) == 0
    assert [path.name for path in tmp_path.rglob("*.png")] == ["resting-full.png"]
