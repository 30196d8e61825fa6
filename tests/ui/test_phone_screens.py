"""A visitor's phone and the screens: codes to read, digits to type, and one question."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.application.phone import wifi_text
from kiosk.domain import events, states
from kiosk.ui import samples
from kiosk.ui.gallery import SIZES
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.phone import PhoneCodes
from kiosk.ui.samples import SampleFront
from kiosk.ui.scan import PAUSE_SECONDS
from kiosk.ui.screens.armed import ArmedScreen
from kiosk.ui.screens.notice import NoticeScreen
from kiosk.ui.screens.phone_code import PhoneCodeScreen
from kiosk.ui.screens.phone_offer import PhoneOffer
from kiosk.ui.screens.receipt import QR_PREFIX, ReceiptScreen
from kiosk.ui.widgets.press import Press
from kiosk.ui.widgets.qr import QUIET, QrCode, modules_of
from kiosk.ui.widgets.words import Words
from tests.ui.conftest import MakeWindow, StoppedClock

LEFT = Qt.MouseButton.LeftButton

SEEN_PER_MM = 2.3
"""Pixels a millimetre in a phone's picture of 1,920 by 1,080 pixels, 60 cm away, across 70°."""

TOKEN = "K2V4QZ7MNRB5XJ3DT6WHYUECFA"


class Served:
    """A phone page that a test can take away and bring back."""

    def __init__(self, wifi: str | None = None, origin: str = "http://192.168.178.120:8471"):
        self.origin: str | None = origin
        self.token = TOKEN
        self.codes = PhoneCodes(self._notice, self._receipts, wifi=wifi)

    def _notice(self) -> str | None:
        return None if self.origin is None else f"{self.origin}/n/{self.token}"

    def _receipts(self) -> str | None:
        return None if self.origin is None else f"{self.origin}/r"

    def now(self, origin: str | None) -> None:
        self.origin = origin
        self.codes.changed.emit()


def reading(*, camera: bool = True) -> states.Visit:
    return states.Reading(samples.ask(camera=camera))


def receipt() -> states.Visit:
    return states.ShowingReceipt(samples.CODE, samples.NOTICES["en"].version, samples.UNTIL)


def offer_on(window: KioskWindow) -> PhoneOffer:
    assert isinstance(window.shown, NoticeScreen)
    assert window.shown.phone is not None
    return window.shown.phone


def words_on(window: KioskWindow) -> str:
    return "\n".join(words.text() for words in window.findChildren(Words) if words.isVisible())


def box_of(piece: QWidget, window: KioskWindow) -> QRect:
    return QRect(piece.mapTo(window, QPoint(0, 0)), piece.size())


def seen_from_afar(window: KioskWindow, per_mm: float) -> np.ndarray:
    """The whole screen as a phone's camera has it: smaller, grey and not quite sharp."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    scale = min(1.0, SEEN_PER_MM / per_mm)
    small = cv2.resize(
        rows[:, : image.width()], None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA
    )
    return cv2.GaussianBlur(small, (3, 3), 0.5)


def read(picture: np.ndarray) -> str:
    text, _, _ = cv2.QRCodeDetector().detectAndDecode(picture)
    return text


# The first screen ------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_the_first_screen_speaks_of_phones_while_one_will_do_and_no_button_moves(
    make_window: MakeWindow, size: str
) -> None:
    pixels, per_mm = SIZES[size]
    served = Served()
    window = make_window(size=pixels, pixels_per_mm=per_mm, phone=served.codes)
    window.show_visit(states.Idle())
    boxes: list[list[QRect]] = []
    for origin in (served.origin, None, served.origin):
        served.now(origin)
        QApplication.processEvents()
        assert ("on your phone" in words_on(window)) == (origin is not None)
        boxes.append([box_of(button, window) for button in window.findChildren(Press)])
    assert boxes[0] == boxes[1] == boxes[2]


def test_the_first_screen_speaks_of_no_phone_that_could_only_read(make_window: MakeWindow) -> None:
    window = make_window(phone=PhoneCodes.of_page("https://lakeside.example/notice"))
    window.show_visit(states.Idle())
    assert "phone" not in words_on(window)


# The code on the notice ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "camera", "label"),
    [
        (samples.served, True, "Read and choose on your phone"),
        (samples.on_the_shops_site, True, "Read and choose on your phone"),
        (samples.served, False, "Read it on your phone"),
        (lambda: PhoneCodes.of_page("https://lakeside.example/"), True, "Read it on your phone"),
    ],
)
def test_beside_the_code_stands_what_a_phone_can_do_with_it(
    make_window: MakeWindow, make: Callable[[], PhoneCodes], camera: bool, label: str
) -> None:
    window = make_window(phone=make())
    window.show_visit(reading(camera=camera))
    assert offer_on(window).words.text() == label


@pytest.mark.parametrize("look", ["light", "contrast", "larger"])
@pytest.mark.parametrize("make", [samples.served, samples.served_secretly, samples.served_in_wifi])
def test_a_phone_reads_the_notices_code_at_sixty_centimetres(
    make_window: MakeWindow, make: Callable[[], PhoneCodes], look: str
) -> None:
    pixels, per_mm = SIZES["1080x1920"]
    phone = make()
    window = make_window(size=pixels, pixels_per_mm=per_mm, phone=phone)
    window.aids.set_contrast(look == "contrast")
    window.aids.set_larger(look == "larger")
    window.show_visit(reading())
    QApplication.processEvents()
    assert read(seen_from_afar(window, per_mm)) == phone.notice()


@pytest.mark.parametrize("larger", [False, True], ids=["text", "larger-text"])
def test_a_phone_reads_the_wifi_and_the_receipt_likewise(
    make_window: MakeWindow, qtbot: QtBot, larger: bool
) -> None:
    pixels, per_mm = SIZES["1080x1920"]
    wifi = wifi_text("Lakeside; guests", 'a "long" password: with, all of it')
    window = make_window(size=pixels, pixels_per_mm=per_mm, phone=Served(wifi).codes)
    window.aids.set_larger(larger)
    window.show_visit(reading())
    qtbot.mouseClick(offer_on(window).wifi, LEFT)
    QApplication.processEvents()
    assert read(seen_from_afar(window, per_mm)) == wifi

    window.show_visit(receipt())
    QApplication.processEvents()
    held = f"http://192.168.178.120:8471/r#{samples.CODE.symbols}"
    assert read(seen_from_afar(window, per_mm)) == held


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_around_the_code_there_is_the_quiet_that_readers_need(
    make_window: MakeWindow, dark: bool
) -> None:
    window = make_window(phone=samples.served())
    window.aids.set_contrast(dark)
    window.show_visit(reading())
    QApplication.processEvents()
    code = offer_on(window).code
    image = code.grab().toImage()
    module = code.width() // (len(modules_of(code.content)) + 2 * QUIET)
    light = window.theme.colour("qr_light")
    for at in range(0, code.width(), module):
        for deep in range(0, QUIET * module, module):
            assert image.pixelColor(at, deep) == light
            assert image.pixelColor(deep, at) == light
    assert image.pixelColor(QUIET * module, QUIET * module) == window.theme.colour("qr_dark")


def test_where_a_phone_can_only_read_the_notices_page_is_the_code(window: KioskWindow) -> None:
    window.show_visit(reading())
    assert offer_on(window).code.content == samples.PLACE.notice_url
    assert offer_on(window).choices == ()


def test_where_there_is_no_page_there_is_no_place_for_a_code(make_window: MakeWindow) -> None:
    window = make_window(phone=PhoneCodes.of_page(None))
    window.show_visit(reading())
    assert isinstance(window.shown, NoticeScreen)
    assert window.shown.phone is None
    assert window.shown.findChildren(QrCode) == []


def test_the_code_goes_with_the_network_and_nothing_else_moves(
    make_window: MakeWindow, front: SampleFront, qtbot: QtBot
) -> None:
    served = Served(wifi_text("guests", None))
    window = make_window(phone=served.codes)
    window.show_visit(reading())
    QApplication.processEvents()
    offer = offer_on(window)
    assert isinstance(window.shown, NoticeScreen)
    assert len(offer.choices) == 1
    others = (window.shown.switch, *window.shown.languages, *window.shown.doors.doors)
    before = [box_of(each, window) for each in others]
    assert offer.code.isVisible()

    served.now(None)
    QApplication.processEvents()
    assert not offer.code.isVisible()
    assert not any(each.isVisible() for each in offer.choices)
    assert "on your phone" not in words_on(window)
    assert [box_of(each, window) for each in others] == before
    for door in window.shown.doors.doors:
        qtbot.mouseClick(door, LEFT)
    assert front.posted == [events.ChoseCamera(), events.ChoseTelling(), events.Refused()]

    served.now("http://192.168.178.121:8471")
    QApplication.processEvents()
    assert offer.code.isVisible()
    assert offer.code.content == f"http://192.168.178.121:8471/n/{TOKEN}"
    assert [box_of(each, window) for each in others] == before


def test_a_code_that_has_grown_old_goes_by_itself(make_window: MakeWindow) -> None:
    served = Served()
    window = make_window(phone=served.codes)
    window.show_visit(reading())
    # Nobody says that ten minutes are over: the clock does.
    served.origin = None
    window.shown.tick(100.0, 15.0)
    assert not offer_on(window).isVisible()


def test_a_notice_that_opens_without_network_shows_its_code_when_there_is_one(
    make_window: MakeWindow,
) -> None:
    served = Served()
    served.origin = None
    window = make_window(phone=served.codes)
    window.show_visit(reading())
    assert not offer_on(window).isVisible()
    served.now("http://10.0.0.7:8471")
    assert offer_on(window).code.isVisible()


def test_another_language_shows_another_offer(make_window: MakeWindow) -> None:
    served = Served()
    window = make_window(phone=served.codes)
    window.show_visit(reading())
    served.token = TOKEN[::-1]
    window.show_language("zh_CN")
    window.show_visit(states.Reading(samples.ask("zh_CN")))
    assert offer_on(window).code.content.endswith(TOKEN[::-1])


def test_a_code_tells_what_it_is_to_who_cannot_see_it(
    make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window(phone=samples.served_in_wifi())
    window.show_visit(reading())
    offer = offer_on(window)
    assert offer.code.accessibleName() == "QR code: the notice on your phone"
    qtbot.mouseClick(offer.wifi, LEFT)
    assert offer.code.accessibleName() == "QR code: the shop’s guest network"
    assert offer.wifi is not None
    assert offer.wifi.accessibleName() == "Now read the notice"
    qtbot.mouseClick(offer.wifi, LEFT)
    assert offer.code.accessibleName() == "QR code: the notice on your phone"
    assert offer.wifi.accessibleName() == "First join the Wi-Fi"


# The four digits -------------------------------------------------------------------------------


def test_digits_are_typed_where_the_page_is_the_shops_own(
    make_window: MakeWindow, front: SampleFront, qtbot: QtBot
) -> None:
    window = make_window(phone=samples.on_the_shops_site())
    window.show_visit(reading())
    assert offer_on(window).code.content.startswith(f"{samples.PLACE.notice_url}#")
    qtbot.mouseClick(offer_on(window).digits, LEFT)
    assert front.posted == [events.PhoneCodeOpened()]


def test_without_a_camera_no_digits_are_typed(make_window: MakeWindow) -> None:
    window = make_window(phone=samples.on_the_shops_site())
    window.show_visit(reading(camera=False))
    assert offer_on(window).digits is None


def test_the_fourth_digit_is_the_last_thing_to_do(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    window.show_visit(states.EnteringPhoneCode(samples.ask()))
    screen = window.shown
    assert isinstance(screen, PhoneCodeScreen)
    keys = {key.text(): key for key in screen.pad.keys}
    qtbot.mouseClick(keys["0"], LEFT)
    qtbot.mouseClick(keys["9"], LEFT)
    qtbot.mouseClick(screen.pad.back, LEFT)
    qtbot.keyClicks(window, "4x 2")
    assert front.asked == []
    qtbot.mouseClick(keys["7"], LEFT)
    assert front.asked == ["enter_phone_code 0427"]
    qtbot.mouseClick(screen.back, LEFT)
    assert front.posted == [events.WentBack()]


def test_wrong_digits_are_said_to_be_wrong_and_are_gone(window: KioskWindow) -> None:
    window.show_visit(states.EnteringPhoneCode(samples.ask()))
    window.shown.typed("0427")
    window.show_visit(states.EnteringPhoneCode(samples.ask(), wrong=1))
    assert isinstance(window.shown, PhoneCodeScreen)
    assert window.shown.field.typed == ""
    assert "not the digits" in words_on(window)


# Armed -----------------------------------------------------------------------------------------


def test_armed_asks_for_the_number_and_for_the_age(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    window.show_visit(states.Armed(samples.ask(), 47))
    QApplication.processEvents()
    screen = window.shown
    assert isinstance(screen, ArmedScreen)
    assert "47" in screen.heading() and "14" in screen.heading()
    text = words_on(window)
    assert "Does your phone show this number?\n47\nAre you 14 or older?" in text
    assert "at most 8 seconds" in text
    # To be read from where the phone is, two steps away.
    assert window.theme.text_px(screen.number.kind) / window.theme.pixels_per_mm > 60
    for door in screen.doors.doors:
        qtbot.mouseClick(door, LEFT)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert front.asked == ["say_old_enough"]
    assert front.posted == [events.SaidTooYoung(), events.NotMe(), events.NotMe()]


def test_where_digits_were_typed_only_the_age_is_asked(window: KioskWindow) -> None:
    window.show_visit(states.Armed(samples.ask(), None))
    screen = window.shown
    assert isinstance(screen, ArmedScreen)
    assert screen.heading() == "Are you 14 or older?"
    assert "number" not in words_on(window)
    assert [door.text() for door in screen.doors.doors] == ["Yes", "No", "This is not me"]


def test_armed_says_how_long_it_waits_and_nothing_prolongs_it(
    window: KioskWindow, front: SampleFront
) -> None:
    front.left = (7.5, 15.0)
    window.show_visit(states.Armed(samples.ask(), 47))
    screen = window.shown
    assert isinstance(screen, ArmedScreen)
    assert " 8 " in screen.foot()[0]
    assert screen.ebb.left == 0.25
    assert not window.still_there.isVisible()


# The receipt -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "says"),
    [
        ("http://192.168.178.120:8471", "or delete it on your phone in the shop’s network"),
        ("https://door.lakeside.example:8471", "here or on your phone in the shop’s network"),
    ],
)
def test_a_receipt_speaks_of_a_phone_only_while_one_can_get_there(
    make_window: MakeWindow, origin: str, says: str
) -> None:
    served = Served(origin=origin)
    window = make_window(phone=served.codes)
    window.show_visit(receipt())
    screen = window.shown
    assert isinstance(screen, ReceiptScreen)
    assert says in words_on(window)
    assert screen.qr.content == f"{origin}/r#{samples.CODE.symbols}"

    served.now(None)
    assert "phone" not in words_on(window)
    assert screen.qr.content == QR_PREFIX + samples.CODE.symbols


# A scanner at Idle -----------------------------------------------------------------------------


def scan(window: KioskWindow, text: str, qtbot: QtBot) -> None:
    qtbot.keyClicks(window, text)
    qtbot.keyClick(window, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    "text",
    [
        f"{QR_PREFIX}{samples.CODE.symbols}",
        f"askfirst:{samples.CODE.symbols.lower()}",
        f"http://192.168.178.120:8471/r#{samples.CODE.symbols}",
        f"https://door.lakeside.example:8471/r#{samples.CODE.symbols}",
    ],
)
def test_a_scanned_receipt_is_looked_up(
    window: KioskWindow, front: SampleFront, qtbot: QtBot, text: str
) -> None:
    window.show_visit(states.Idle())
    # What somebody had leant on before is no part of it.
    qtbot.keyClicks(window, "xx")
    scan_after_a_pause(window, text, qtbot)
    assert front.posted == [events.MyRecordOpened(), events.CodeEntered(samples.CODE)]


def scan_after_a_pause(window: KioskWindow, text: str, qtbot: QtBot) -> None:
    clock = window.shown.stage.clock
    assert isinstance(clock, StoppedClock)
    clock.now += PAUSE_SECONDS + 0.01
    scan(window, text, qtbot)


@pytest.mark.parametrize(
    "text",
    [
        "",
        samples.CODE.symbols,
        f"askfirst:{samples.CODE.symbols[:-1]}",
        f"askfirst:{samples.CODE.symbols[:-1]}Z",
        f"xaskfirst:{samples.CODE.symbols}",
        f"askfirst:{samples.CODE.symbols}x",
        f"https://elsewhere.example/menu#{samples.CODE.symbols}",
        f"javascript:/r#{samples.CODE.symbols}",
        "https://lakeside.example/" + "a" * 400,
    ],
)
def test_whatever_else_is_scanned_does_nothing(
    window: KioskWindow, front: SampleFront, qtbot: QtBot, text: str
) -> None:
    window.show_visit(states.Idle())
    scan(window, text, qtbot)
    assert (front.asked, front.posted) == ([], [])


def test_a_hand_that_types_a_receipt_at_idle_does_nothing(
    window: KioskWindow, front: SampleFront, clock: StoppedClock, qtbot: QtBot
) -> None:
    window.show_visit(states.Idle())
    for letter in f"askfirst:{samples.CODE.symbols}":
        clock.now += PAUSE_SECONDS + 0.01
        qtbot.keyClicks(window, letter)
    qtbot.keyClick(window, Qt.Key.Key_Return)
    assert front.posted == []


def test_a_pause_in_a_scan_spoils_it(
    window: KioskWindow, front: SampleFront, clock: StoppedClock, qtbot: QtBot
) -> None:
    window.show_visit(states.Idle())
    qtbot.keyClicks(window, "askfirst:K7QM")
    clock.now += PAUSE_SECONDS + 0.01
    scan(window, samples.CODE.symbols[4:], qtbot)
    assert front.posted == []


@pytest.mark.parametrize("visit", [states.Starting(), reading(), receipt()])
def test_a_scan_counts_at_idle_alone(
    window: KioskWindow, front: SampleFront, qtbot: QtBot, visit: states.Visit
) -> None:
    window.show_visit(visit)
    scan(window, QR_PREFIX + samples.CODE.symbols, qtbot)
    assert (front.asked, front.posted) == ([], [])


def test_a_short_address_makes_a_code_with_larger_modules(fonts: None) -> None:
    assert len(modules_of(f"http://10.0.0.5:8471/n/{TOKEN}")) == 29
    assert len(modules_of(f"http://10.0.0.5:8471/n/{TOKEN.lower()}")) == 33
