"""No screen leans towards a yes: measured on what is drawn, in every language and size."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain import events, states
from kiosk.domain.consent import Way
from kiosk.domain.states import FarewellReason, Visit
from kiosk.domain.visit import advance
from kiosk.ui import samples
from kiosk.ui.gallery import LANGUAGES, SIZES
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.samples import SampleFront
from kiosk.ui.screens.age import AgeScreen
from kiosk.ui.screens.armed import ArmedScreen
from kiosk.ui.screens.idle import IdleScreen
from kiosk.ui.screens.my_record import CodeScreen, RecordScreen
from kiosk.ui.screens.notice import NoticeScreen
from kiosk.ui.screens.receipt import ReceiptScreen
from kiosk.ui.screens.result import ResultScreen
from kiosk.ui.widgets.door import Door, DoorRow
from kiosk.ui.widgets.press import Press
from tests.ui.conftest import MakeWindow

LEFT = Qt.MouseButton.LeftButton

Kind = TypeVar("Kind", bound=QWidget)


def reading(language: str) -> Visit:
    return states.Reading(samples.ask(language))


def asking(language: str) -> Visit:
    return states.AskingAge(samples.ask(language), Way.CAMERA)


def armed(language: str) -> Visit:
    return states.Armed(samples.ask(language), 47)


def result(language: str) -> Visit:
    return samples.result(language)


def receipt(language: str) -> Visit:
    version = samples.NOTICES[language].version
    return states.ShowingReceipt(samples.CODE, version, samples.UNTIL)


def record(language: str) -> Visit:
    return states.ShowingRecord(samples.CODE, samples.kept())


def doors_on(window: KioskWindow) -> tuple[Door, ...]:
    """The choice that the screen puts: the doors of its longest row, from left to right."""
    rows = [row for row in window.shown.findChildren(DoorRow) if row.isVisible()]
    doors = max((row.doors for row in rows), key=len)
    return tuple(sorted(doors, key=lambda door: box_of(door, window).x()))


def box_of(piece: QWidget, window: KioskWindow) -> QRect:
    return QRect(piece.mapTo(window, QPoint(0, 0)), piece.size())


def luminance(colour: QColor) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def colours_of(image: QImage, box: QRect) -> tuple[QColor, QColor, float]:
    """What a door is drawn with: its ground, its darkest ink, and the contrast of the two."""
    inner = box.adjusted(box.width() // 10, box.height() // 10, -box.width() // 10, 0)
    counted: dict[int, int] = {}
    for y in range(inner.top(), inner.bottom(), 2):
        for x in range(inner.left(), inner.right(), 2):
            counted[image.pixel(x, y)] = counted.get(image.pixel(x, y), 0) + 1
    ground = QColor(max(counted, key=lambda pixel: counted[pixel]))
    ink = min((QColor(pixel) for pixel in counted), key=luminance)
    light, dark = luminance(ground), luminance(ink)
    return ground, ink, (max(light, dark) + 0.05) / (min(light, dark) + 0.05)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("visit_in", "count"),
    [(reading, 3), (asking, 2), (armed, 3), (result, 3), (receipt, 3), (record, 3)],
    ids=["notice", "age", "armed", "result", "receipt", "record"],
)
def test_doors_are_drawn_alike_and_stand_alike(
    make_window: MakeWindow,
    visit_in: Callable[[str], Visit],
    count: int,
    language: str,
    size: str,
) -> None:
    pixels, per_mm = SIZES[size]
    window = make_window(size=pixels, pixels_per_mm=per_mm)
    window.show_language(language)
    window.show_visit(visit_in(language))
    QApplication.processEvents()
    doors = doors_on(window)
    assert len(doors) == count
    # One class has one kind of letters.
    assert {type(door) for door in doors} == {Door}

    boxes = [box_of(door, window) for door in doors]
    assert len({(box.width(), box.height(), box.top()) for box in boxes}) == 1, boxes
    gaps = [right.left() - left.right() for left, right in pairwise(boxes)]
    assert max(gaps) - min(gaps) <= 1, gaps
    assert len({door.settled()[0].name() + door.settled()[1].name() for door in doors}) == 1

    image = window.grab().toImage()
    drawn = [colours_of(image, box) for box in boxes]
    assert len({ground.name() for ground, _, _ in drawn}) == 1
    assert len({ink.name() for _, ink, _ in drawn}) == 1
    assert min(contrast for _, _, contrast in drawn) >= 7


# What the doors say, word for word: a change of tone is a change that somebody looks at.
WORDS = {
    "en": {
        reading: ("Yes, use the camera", "I’ll tell you myself", "No, thanks"),
        asking: ("Yes", "No"),
        armed: ("Yes", "No", "This is not me"),
        result: ("Keep it", "Correct it", "Delete it"),
        receipt: ("Done", "More time", "Delete it now"),
        record: ("Correct it", "Delete it", "Done"),
    },
    "zh_CN": {
        reading: ("同意，使用摄像头", "我自己告诉你们", "不，谢谢"),
        asking: ("是", "否"),
        armed: ("是", "否", "不是我"),
        result: ("保留", "更正", "删除"),
        receipt: ("完成", "延长显示", "立即删除"),
        record: ("更正", "删除", "完成"),
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_doors_say_these_words_and_no_others(make_window: MakeWindow, language: str) -> None:
    window = make_window()
    window.show_language(language)
    for visit_in, words in WORDS[language].items():
        window.show_visit(visit_in(language))
        QApplication.processEvents()
        assert tuple(door.text().replace("\n", "") for door in doors_on(window)) == words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "visit_in", [reading, asking, armed, result, receipt], ids=lambda each: each.__name__
)
def test_nothing_is_chosen_beforehand_or_by_enter(
    make_window: MakeWindow,
    front: SampleFront,
    qtbot: QtBot,
    visit_in: Callable[[str], Visit],
    language: str,
) -> None:
    window = make_window()
    window.show_language(language)
    window.show_visit(visit_in(language))
    for button in window.findChildren(QPushButton):
        assert not (button.isDefault() or button.autoDefault() or button.hasFocus())
    assert not any(door.isChecked() for door in doors_on(window))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(window, key)
    assert (front.posted, front.asked) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_farewell_has_one_shape(make_window: MakeWindow, language: str) -> None:
    window = make_window()
    window.show_language(language)
    shapes: dict[FarewellReason, object] = {}
    for reason in FarewellReason:
        window.show_visit(states.Farewell(reason))
        QApplication.processEvents()
        done = doors_on(window)
        shapes[reason] = (
            tuple(type(piece).__name__ for piece in window.shown.findChildren(QWidget)),
            tuple((door.text(), box_of(door, window).getRect()) for door in done),
        )
        assert len(done) == len(window.shown.findChildren(Press)) == 1, "nothing is asked again"
    assert len(set(shapes.values())) == 1, shapes


# Choices, counted by pressing what is on the screen -------------------------------------------


class Walk:
    """A visitor at a window whose every press is carried out by the rules themselves."""

    def __init__(self, window: KioskWindow, front: SampleFront, qtbot: QtBot) -> None:
        self._window, self._front, self._qtbot = window, front, qtbot
        self.visit: Visit = states.Idle()
        self.presses = 0
        self._show()

    def press(self, button: QPushButton) -> None:
        self.presses += 1
        self._qtbot.mouseClick(button, LEFT)
        for asked in self._front.asked:
            self.hear(self._answer(asked))
        for event in self._front.posted:
            self.hear(event)
        self._front.asked.clear()
        self._front.posted.clear()

    def hear(self, event: events.Event) -> None:
        self.visit, _ = advance(self.visit, event)
        self._show()

    def on(self, kind: type[Kind]) -> Kind:
        """The screen that is shown, which must be of this kind."""
        shown = self._window.shown
        assert isinstance(shown, kind)
        return shown

    def _show(self) -> None:
        self._window.show_visit(self.visit)
        QApplication.processEvents()

    @staticmethod
    def _answer(asked: str) -> events.Event:
        match asked:
            case "open_notice":
                return events.NoticeOpened(samples.ask())
            case "say_old_enough":
                return events.SaidOldEnough(samples.consent().record_id, samples.CODE)
            case _:
                raise AssertionError(asked)


@pytest.fixture
def walk(window: KioskWindow, front: SampleFront, qtbot: QtBot) -> Iterator[Walk]:
    yield Walk(window, front, qtbot)


def say_yes(walk: Walk) -> None:
    screen = walk.on(IdleScreen)
    walk.press(screen.action)
    screen = walk.on(NoticeScreen)
    walk.press(screen.doors.doors[0])
    screen = walk.on(AgeScreen)
    walk.press(screen.yes)


def come_to_result(walk: Walk) -> None:
    say_yes(walk)
    walk.hear(events.ConsentStored(samples.consent().record_id, 0.0))
    assert isinstance(walk.visit, states.Looking)
    shown = samples.result().estimate
    walk.hear(events.Estimated(walk.visit.grant, shown))


def test_a_yes_takes_three_choices_and_a_no_takes_two(walk: Walk) -> None:
    say_yes(walk)
    assert isinstance(walk.visit, states.StoringConsent)
    assert walk.presses == 3

    walk.visit, walk.presses = states.Idle(), 0
    walk.hear(events.CameraOffered(True))
    screen = walk.on(IdleScreen)
    walk.press(screen.action)
    screen = walk.on(NoticeScreen)
    walk.press(screen.doors.doors[2])
    assert walk.visit == states.Farewell(FarewellReason.REFUSED)
    assert walk.presses == 2


def test_a_yes_on_a_phone_is_asked_one_thing_more_and_a_no_costs_as_much(walk: Walk) -> None:
    walk.hear(events.PhoneAgreed(samples.ask(), 47))
    walk.press(walk.on(ArmedScreen).yes)
    assert isinstance(walk.visit, states.StoringConsent)
    assert walk.presses == 1

    for way, leads_to in (("no", states.Farewell), ("not_me", states.Reading)):
        walk.visit, walk.presses = states.Idle(), 0
        walk.hear(events.PhoneAgreed(samples.ask(), 47))
        walk.press(getattr(walk.on(ArmedScreen), way))
        assert isinstance(walk.visit, leads_to)
        assert walk.presses == 1


def test_the_screen_that_asks_whose_phone_it_is_holds_no_other_offer(walk: Walk) -> None:
    walk.hear(events.PhoneAgreed(samples.ask(), 47))
    screen = walk.on(ArmedScreen)
    presses = {button for button in screen.findChildren(Press) if button.isVisible()}
    assert presses == {screen.yes, screen.no, screen.not_me}


def test_taking_it_back_takes_one_choice_at_the_result(walk: Walk) -> None:
    come_to_result(walk)
    walk.presses = 0
    screen = walk.on(ResultScreen)
    walk.press(screen.delete)
    assert isinstance(walk.visit, states.Withdrawing)
    assert walk.presses == 1


def test_taking_it_back_takes_one_choice_at_the_receipt(walk: Walk) -> None:
    come_to_result(walk)
    screen = walk.on(ResultScreen)
    walk.press(screen.keep)
    walk.hear(events.VisitKept(samples.consent().record_id, samples.UNTIL))
    walk.presses = 0
    screen = walk.on(ReceiptScreen)
    walk.press(screen.delete)
    assert isinstance(walk.visit, states.Withdrawing)
    assert walk.presses == 1


def test_taking_it_back_from_idle_takes_two_choices_and_the_code(walk: Walk, qtbot: QtBot) -> None:
    screen = walk.on(IdleScreen)
    walk.press(screen.record)
    screen = walk.on(CodeScreen)
    keys = {key.text(): key for key in screen.keypad.keys}
    for symbol in samples.CODE.symbols:
        walk.press(keys[symbol])
    assert isinstance(walk.visit, states.FindingRecord), "the tenth character looks it up"
    walk.hear(events.RecordFound(samples.CODE, samples.kept()))
    screen = walk.on(RecordScreen)
    walk.press(screen.delete)
    assert isinstance(walk.visit, states.Withdrawing)
    assert walk.presses - len(samples.CODE.symbols) == 2


def test_the_screen_that_asks_holds_no_other_offer(walk: Walk) -> None:
    screen = walk.on(IdleScreen)
    walk.press(screen.action)
    walk.press(walk.on(NoticeScreen).doors.doors[0])
    screen = walk.on(AgeScreen)
    presses = {button for button in screen.findChildren(Press) if button.isVisible()}
    assert {screen.yes, screen.no} <= presses
    assert {button.text() for button in presses - {screen.yes, screen.no}} <= {"Back"}
