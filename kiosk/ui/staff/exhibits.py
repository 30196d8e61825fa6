"""What there is to look at behind the corner: the way in, and every page there is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from kiosk.application.staff import Role, SignedIn, SignInResult
from kiosk.domain import states
from kiosk.domain.states import Visit
from kiosk.ui import samples
from kiosk.ui.exhibits import Item
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.staff import tabs
from kiosk.ui.staff.sample_desk import (
    MANAGER_PIN,
    NEW_RECOVERY_CODE,
    RECOVERY_CODE,
    STAFF_PIN,
    SampleDesk,
)
from kiosk.ui.staff.screen import StaffScreen
from kiosk.ui.staff.settings import SettingsPage
from kiosk.ui.staff.tabs import Tab

_NEW_PIN = "48271906"


def staff_exhibits() -> Iterator[Item]:
    """All of it, in the order of somebody who has forgotten the PIN and is back."""
    real = replace(samples.PLACE, demo=False)
    yield _item("staff-pin", _nothing, place=real)
    yield _item("staff-pin-demo", _nothing)
    yield _item("staff-pin-typing", partial(_type, "123"))
    yield _item("staff-pin-still-there", _nothing, left=(9.0, 15.0))
    yield _item("staff-pin-wrong", partial(_type, "12345678"))
    for outcome in (SignedIn.MUST_WAIT, SignedIn.NO_PIN, SignedIn.UNUSABLE):
        before = SignInResult(outcome, wait_seconds=42 if outcome is SignedIn.MUST_WAIT else 0)
        name = f"staff-pin-{outcome.name.lower().replace('_', '-')}"
        yield _item(name, _nothing, desk=partial(SampleDesk, before), place=real)
    yield _item("staff-recovery", partial(_type_code, RECOVERY_CODE.symbols[:12]))
    yield _item("staff-recovery-mistyped", partial(_type_code, RECOVERY_CODE.symbols[:19] + "0"))
    yield _item("staff-recovery-wrong", partial(_type_code, NEW_RECOVERY_CODE.symbols))
    yield _item("staff-new-pin", partial(_type_code, RECOVERY_CODE.symbols))
    yield _item("staff-new-pin-easy", partial(_choose, "12345678"))
    yield _item("staff-new-pin-again", partial(_choose, _NEW_PIN))
    yield _item("staff-new-code", partial(_choose, _NEW_PIN + _NEW_PIN))
    yield _item("staff-signed-in", partial(_type, STAFF_PIN))
    for tab in tabs.tabs_for(Role.MANAGER):
        yield _item(f"staff-{tab.value}", partial(_open, tab))
        troubled = partial(SampleDesk, troubled=True)
        yield _item(f"staff-{tab.value}-troubled", partial(_open, tab), desk=troubled)
    yield from _pressed()


def _pressed() -> Iterator[Item]:
    """Pages on which something was done."""
    troubled = partial(SampleDesk, troubled=True)
    erase = partial(_press, Tab.RECORDS, 0)
    yield _item("staff-records-erase", partial(erase, samples.CODE.symbols[:6]))
    yield _item("staff-records-erased", partial(erase, f"{samples.CODE.symbols}\r"))
    yield _item("staff-records-mistyped", partial(erase, f"{samples.CODE.symbols[:9]}0\r"))
    for tab in (Tab.REPORTS, Tab.CLOSING):
        write = partial(_press, tab, 0, "")
        yield _item(f"staff-{tab.value}-written", write)
        yield _item(f"staff-{tab.value}-refused", write, desk=troubled)
    yield _item("staff-closing-ask", partial(_press, Tab.CLOSING, 1, ""))
    yield _item("staff-settings-refused", _pick_the_other_look, desk=troubled)
    yield _item("staff-reports-as-staff", partial(_open, Tab.REPORTS, pin=STAFF_PIN))


def _item(name: str, prepare: Callable[[StaffScreen], None], **others: object) -> Item:
    def prepared(window: KioskWindow) -> None:
        assert isinstance(window.shown, StaffScreen)
        prepare(window.shown)

    return replace(Item(name, _attended, prepare=prepared), **others)


def _attended(language: str) -> Visit:
    return states.Attended()


def _nothing(screen: StaffScreen) -> None:
    pass


def _type(text: str, screen: StaffScreen) -> None:
    for letter in text:
        screen.typed(letter)


def _type_code(code: str, screen: StaffScreen) -> None:
    screen.ask_recovery_code()
    _type(code, screen)


def _choose(pin: str, screen: StaffScreen) -> None:
    _type_code(RECOVERY_CODE.symbols, screen)
    _type(pin, screen)


def _open(tab: Tab, screen: StaffScreen, *, pin: str = MANAGER_PIN) -> None:
    _type(pin, screen)
    screen.open_tab(tab)


def _press(tab: Tab, door: int, then: str, screen: StaffScreen) -> None:
    """Open a page, press one of its doors, and type."""
    _open(tab, screen)
    assert screen.page is not None
    screen.page.doors[door].click()
    _type(then, screen)


def _pick_the_other_look(screen: StaffScreen) -> None:
    _open(Tab.SETTINGS, screen)
    assert isinstance(screen.page, SettingsPage)
    screen.page.look.chips[1].click()
