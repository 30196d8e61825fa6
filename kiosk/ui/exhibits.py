"""What there is to look at: every state and variant that a screen of a visit can be in."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from PySide6.QtWidgets import QApplication

from kiosk.application.staff import StaffDesk
from kiosk.domain import states
from kiosk.domain.consent import Way
from kiosk.domain.states import FarewellReason, Hint, StoreFault, Visit
from kiosk.ui import samples
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.phone import PhoneCodes
from kiosk.ui.place import Place
from kiosk.ui.screens.inside import InsideScreen
from kiosk.ui.screens.looking import LookingScreen
from kiosk.ui.screens.my_record import CodeScreen
from kiosk.ui.screens.notice import NoticeScreen
from kiosk.ui.screens.phone_code import PhoneCodeScreen
from kiosk.ui.screens.telling import TellingScreen
from kiosk.ui.staff.sample_desk import SampleDesk


class _StoppedClock:
    """Monotonic seconds that pass only when somebody says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


CLOCK: Final = _StoppedClock()


def _nothing(window: KioskWindow) -> None:
    pass


def _no_phone() -> PhoneCodes | None:
    return None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at: a state, and what else is so while it is shown."""

    name: str
    visit: Callable[[str], Visit]
    left: tuple[float, float] | None = None
    larger: bool = False
    contrast: bool = False
    dark: bool = False
    place: Place = field(default=samples.PLACE)
    desk: Callable[[], StaffDesk] = SampleDesk
    phone: Callable[[], PhoneCodes | None] = _no_phone
    prepare: Callable[[KioskWindow], None] = _nothing


def _in_full(window: KioskWindow) -> None:
    assert isinstance(window.shown, NoticeScreen)
    window.shown.show_in_full(True)


def _two_seconds_in(window: KioskWindow) -> None:
    assert isinstance(window.shown, LookingScreen)
    CLOCK.now += 2.6
    window.shown.refresh()


def _picked(window: KioskWindow) -> None:
    assert isinstance(window.shown, TellingScreen)
    window.shown.genders.choices[0].click()
    window.shown.ages.choices[2].click()


def _six_typed(window: KioskWindow) -> None:
    assert isinstance(window.shown, CodeScreen)
    window.shown.typed("K7QM29")


def _ten_typed(window: KioskWindow) -> None:
    assert isinstance(window.shown, CodeScreen)
    window.shown.typed("K7QM29XRT0")
    window.shown.typed("\r")


def _two_digits_typed(window: KioskWindow) -> None:
    assert isinstance(window.shown, PhoneCodeScreen)
    window.shown.typed("04")


def _wifi_turned_on(window: KioskWindow) -> None:
    assert isinstance(window.shown, NoticeScreen)
    offer = window.shown.phone
    assert offer is not None
    assert offer.wifi is not None
    offer.wifi.click()


def _at_the_end(window: KioskWindow) -> None:
    assert isinstance(window.shown, InsideScreen)
    QApplication.processEvents()
    while not window.shown.body.is_at_end:
        window.shown.body.turn_page()


def _telling(language: str) -> Visit:
    return states.Telling(samples.ask(language), samples.consent(language))


def _correcting(language: str) -> Visit:
    shown = samples.result(language)
    return states.Correcting(shown.ask, shown.consent, shown.estimate)


def _age(way: Way) -> Callable[[str], Visit]:
    return lambda language: states.AskingAge(samples.ask(language), way)


def _receipt(language: str) -> Visit:
    version = samples.NOTICES[language].version
    return states.ShowingReceipt(samples.CODE, version, samples.UNTIL)


def _receipt_longer(language: str) -> Visit:
    version = samples.NOTICES[language].version
    return states.ShowingReceipt(samples.CODE, version, samples.UNTIL, longer=True)


def _armed(number: int | None) -> Callable[[str], Visit]:
    return lambda language: states.Armed(samples.ask(language), number)


def _digits(wrong: int = 0) -> Callable[[str], Visit]:
    return lambda language: states.EnteringPhoneCode(samples.ask(language), wrong)


def _plain(visit: Visit) -> Callable[[str], Visit]:
    return lambda language: visit


def _reading(language: str) -> Visit:
    return states.Reading(samples.ask(language))


def exhibits() -> tuple[Item, ...]:
    """Everything of a visit, in its order."""
    idle, code = _plain(states.Idle()), samples.CODE
    offline = replace(samples.PLACE, notice_url=None)
    real = replace(samples.PLACE, demo=False)
    bare = replace(real, unconfined=True, accuracy=None, notice_url=None, filing_from=None)
    windows = replace(real, unconfinable=True)
    return (
        Item("starting", _plain(states.Starting())),
        Item("idle", idle),
        Item("idle-phone", idle, phone=samples.served),
        Item("idle-not-demo", idle, place=real),
        Item("idle-unconfined", idle, place=replace(samples.PLACE, unconfined=True)),
        Item("notice", _reading),
        Item("notice-full", _reading, prepare=_in_full),
        Item("notice-two-doors", lambda tag: states.Reading(samples.ask(tag, camera=False))),
        Item("notice-no-phone", _reading, place=offline),
        Item("notice-phone", _reading, phone=samples.served),
        Item("notice-phone-wifi", _reading, phone=samples.served_in_wifi),
        Item(
            "notice-phone-joining",
            _reading,
            phone=samples.served_in_wifi,
            prepare=_wifi_turned_on,
        ),
        Item("notice-phone-digits", _reading, phone=samples.on_the_shops_site),
        Item("notice-phone-gone", _reading, phone=samples.out_of_reach),
        Item("notice-still-there", _reading, left=(9.0, 15.0)),
        Item("age-camera", _age(Way.CAMERA)),
        Item("age-telling", _age(Way.TOLD)),
        Item("phone-code", _digits()),
        Item("phone-code-typing", _digits(), prepare=_two_digits_typed),
        Item("phone-code-wrong", _digits(wrong=1)),
        Item("armed", _armed(47), left=(23.0, 15.0)),
        Item("armed-by-digits", _armed(None), left=(23.0, 15.0)),
        Item("age-still-there", _age(Way.CAMERA), left=(9.0, 15.0)),
        Item("storing-consent", samples.storing),
        Item("looking-opening", lambda tag: samples.looking(tag, opened=False)),
        Item("looking", lambda tag: samples.looking(tag, Hint.GOOD), prepare=_two_seconds_in),
        *(
            Item(
                f"looking-{hint.value.replace('_', '-')}",
                lambda tag, h=hint: samples.looking(tag, h),
            )
            for hint in Hint
            if hint is not Hint.GOOD
        ),
        Item("result", samples.result, left=(24.0, 15.0)),
        Item("result-man", lambda tag: samples.result(tag, samples.MAN), left=(24.0, 15.0)),
        Item("result-not-sure", lambda tag: samples.result(tag, samples.UNSURE), left=(24.0, 15.0)),
        Item("result-countdown", samples.result, left=(8.6, 15.0)),
        Item("correcting", _correcting),
        Item("telling", _telling),
        Item("telling-picked", _telling, prepare=_picked),
        Item("keeping", lambda tag: states.Keeping(samples.consent(tag), receipt=True)),
        Item("receipt", _receipt, left=(16.4, 20.0)),
        Item("receipt-phone", _receipt, left=(16.4, 20.0), phone=samples.served),
        Item("receipt-phone-secret", _receipt, left=(16.4, 20.0), phone=samples.served_secretly),
        Item("receipt-longer", _receipt_longer, left=(71.0, 90.0)),
        Item("withdrawing", _plain(states.Withdrawing(code, FarewellReason.ERASED))),
        Item("code", _plain(states.EnteringCode())),
        Item("code-typing", _plain(states.EnteringCode()), prepare=_six_typed),
        Item("code-mistyped", _plain(states.EnteringCode()), prepare=_ten_typed),
        Item("code-found-nothing", _plain(states.EnteringCode(wrong=1))),
        Item("finding-record", _plain(states.FindingRecord(code, 0))),
        Item("record", lambda tag: states.ShowingRecord(code, samples.kept(tag))),
        Item("record-corrected", lambda tag: states.ShowingRecord(code, samples.corrected(tag))),
        Item("correcting-record", _plain(states.CorrectingRecord(code, samples.kept()))),
        Item("saving-correction", _plain(states.SavingCorrection(code))),
        Item("inside", _plain(states.ReadingInside(samples.INSIDE))),
        Item("inside-end", _plain(states.ReadingInside(samples.INSIDE)), prepare=_at_the_end),
        Item("inside-found", _plain(states.ReadingInside(samples.FOUND)), place=bare),
        Item("inside-never-looks", _plain(states.ReadingInside(samples.FOUND)), place=windows),
        Item(
            "inside-found-end",
            _plain(states.ReadingInside(samples.FOUND)),
            place=bare,
            prepare=_at_the_end,
        ),
        *(
            Item(f"farewell-{reason.value.replace('_', '-')}", _plain(states.Farewell(reason)))
            for reason in FarewellReason
        ),
        *(
            Item(f"resting-{fault.name.lower().replace('_', '-')}", _plain(states.Resting(fault)))
            for fault in StoreFault
        ),
    )
