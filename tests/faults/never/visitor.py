"""Whoever stands at the kiosk, and whatever happens to it meanwhile: carries plans out."""

import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk.adapters.analysis.health import Door
from kiosk.domain import events, states
from kiosk.ui.screens.age import AgeScreen
from kiosk.ui.screens.armed import ArmedScreen
from kiosk.ui.screens.idle import IdleScreen
from kiosk.ui.screens.notice import NoticeScreen
from kiosk.ui.screens.result import ResultScreen
from kiosk.ui.widgets.press import Press
from tests.faults.never.accounts import Accounts, camera_processes
from tests.faults.never.deeds import Aim, Deed, Plan
from tests.journeys.kiosk import Kiosk
from tests.journeys.phone import Phone

_STORES = (states.StoringConsent, states.Keeping, states.Withdrawing, states.SavingCorrection)
_NOTICES = 3
_STEPS_TO_NOBODY = 12
_CRASHES = (signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT)
_LINGERS_MS = 150
_TYPED = "2K7QM 9\t4"


class Visitor:
    """At this kiosk's window, whose camera is a film that can be pulled.

    ``done`` is all deeds, ``picture`` the last one that the window got to show (RGB), if any.
    """

    def __init__(self, kiosk: Kiosk, film: Path, accounts: Accounts) -> None:
        self._kiosk = kiosk
        self._film = film
        self._accounts = accounts
        self.done: list[Deed] = []
        self.picture = b""
        self._stopped: set[int] = set()

    def come(self, plan: Plan) -> None:
        """One visit, from nobody there until nobody is there."""
        self._wait_for_nobody()
        self._go_towards(plan.aim)
        for deed, pick in plan.deeds:
            self.done.append(deed)
            self._do(deed, pick)
            self.settle()
        self._plug_in()
        # One that hangs while it gets warm is given twenty seconds, of which nothing comes here.
        _signal(self._stopped & set(camera_processes()), signal.SIGKILL)
        self._stopped.clear()
        self._leave()

    def settle(self) -> None:
        """Balance the books of the camera."""
        self._accounts.settle(self._kiosk.visit)

    # Straight on ------------------------------------------------------------------------------

    def _go_towards(self, aim: Aim) -> None:
        """As far as the machine lets anybody: a store may be slow, a camera's process not ready."""
        kiosk = self._kiosk
        match aim:
            case Aim.NOWHERE:
                return
            case Aim.NOTICE:
                self._tap_on(IdleScreen)
            case Aim.TELLING:
                if self._tap_on(IdleScreen):
                    kiosk.post(events.ChoseTelling())
                    self._tap_on(AgeScreen)
            case Aim.ARMED | Aim.PHONE_YES:
                is_armed = self._tap_on(IdleScreen) and self._agree_on_a_phone()
                if is_armed and aim is Aim.PHONE_YES:
                    self._tap_on(ArmedScreen)
            case Aim.AGE:
                self._open_the_cameras_door()
            case Aim.YES | Aim.LOOK | Aim.RESULT | Aim.RECEIPT:
                if self._open_the_cameras_door() and self._tap_on(AgeScreen):
                    self._be_looked_at(aim)
        self.settle()

    def _be_looked_at(self, aim: Aim) -> None:
        kiosk = self._kiosk
        if aim is not Aim.YES:
            self._wait_while(states.StoringConsent)
            kiosk.wait_until(lambda: getattr(kiosk.visit, "opened", True), "camera that opened")
        if aim in (Aim.RESULT, Aim.RECEIPT):
            kiosk.wait_until(self._has_seen_a_picture, "picture")
            self._wait_while(states.Looking)
            self.settle()
        if aim is Aim.RECEIPT and self._tap_on(ResultScreen):
            self._wait_while(states.Keeping)

    def _has_seen_a_picture(self) -> bool:
        """Keep what the window shows just now; True also where the look is over without any."""
        shown = self._kiosk.joined.watch.latest()
        if shown is not None:
            self.picture = bytes(shown.pixels)
        return shown is not None or not isinstance(self._kiosk.visit, states.Looking)

    def _open_the_cameras_door(self) -> bool:
        """Whether it was there, in one of a few notices: a child may just be being made anew."""
        kiosk = self._kiosk
        for _ in range(_NOTICES):
            kiosk.wait_until(self._is_offered, "warm child")
            if not self._tap_on(IdleScreen):
                return False
            if isinstance(kiosk.visit, states.Reading) and kiosk.visit.ask.camera:
                return self._tap_on(NoticeScreen)
            self._leave()
        return False

    def _is_offered(self) -> bool:
        watch = self._kiosk.joined.watch
        if watch.health().door is Door.RESTING:
            # Three failures in a row, and staff would have to see to it.
            watch.retry()
        return self._kiosk.joined.runner.camera_offered

    def _tap_on(self, kind: type[QWidget]) -> bool:
        """Tap the button that leads on, if such a screen is there: a camera that is lost, or a
        store that is slow, may have put another one in its place.
        """
        kiosk, window = self._kiosk, self._kiosk.joined.window
        kiosk.wait_until(
            lambda: window.takes_presses or not isinstance(window.shown, kind),
            "screen that listens",
        )
        button = leading_on(window.shown)
        if not isinstance(window.shown, kind) or button is None:
            return False
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return True

    def _agree_on_a_phone(self) -> bool:
        phone = self._phone()
        assert phone is not None
        phone.come_up()
        phone.agree()
        return isinstance(self._kiosk.visit, states.Armed)

    def _phone(self) -> Phone | None:
        desk = self._kiosk.joined.phone
        url = desk and desk.codes.notice()
        return Phone(self._kiosk, url) if url else None

    # At random --------------------------------------------------------------------------------

    def _do(self, deed: Deed, pick: int) -> None:
        kiosk = self._kiosk
        window = kiosk.joined.window
        match deed:
            case Deed.TAP | Deed.TAP_TWICE:
                kiosk.wait_until(lambda: window.takes_presses, "screen that listens")
                self._tap(pick)
                if deed is Deed.TAP_TWICE:
                    self._tap(pick)
            case Deed.MISS:
                place = QPoint(pick * 7919 % window.width(), pick * 104729 % window.height())
                met = window.childAt(place) or window
                QTest.mouseClick(met, Qt.MouseButton.LeftButton, pos=met.mapFrom(window, place))
            case Deed.TYPE:
                QTest.keyClicks(window, _TYPED[pick % len(_TYPED) :])
            case Deed.ESCAPE:
                QTest.keyClick(window, Qt.Key.Key_Escape)
            case Deed.SILENCE:
                self._let_time_run_out()
            case Deed.LINGER:
                QTest.qWait(_LINGERS_MS)
            case Deed.CHILD_KILLED:
                _signal(camera_processes(), _CRASHES[pick % len(_CRASHES)])
            case Deed.CHILD_STOPPED:
                children = camera_processes()
                self._stopped |= set(children)
                _signal(children, signal.SIGSTOP)
            case Deed.UNPLUGGED:
                self._unplug()
            case Deed.PLUGGED_IN:
                self._plug_in()
            case Deed.PHONE_YES:
                self._try_a_phone()
            case Deed.STAFF:
                if isinstance(kiosk.visit, states.Idle | states.Resting):
                    kiosk.post(events.StaffCalled())

    def _tap(self, pick: int) -> None:
        window = self._kiosk.joined.window
        buttons = [each for each in window.findChildren(Press) if _can_be_tapped(each)]
        if buttons:
            button = buttons[pick % len(buttons)]
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _try_a_phone(self) -> None:
        phone = self._phone()
        # The offer may have been taken back since; then there is no button on its page.
        if phone is not None and phone.open().status == 200 and "data-csrf" in phone.page:
            phone.agree()

    def _let_time_run_out(self) -> None:
        if self._kiosk.joined.runner.wait_left() is not None:
            self._kiosk.post(events.TimedOut())

    @property
    def _gone(self) -> Path:
        return self._film.with_suffix(".gone")

    def _unplug(self) -> None:
        if self._film.exists():
            self._film.rename(self._gone)
            self._kiosk.joined.watch.prepare()

    def _plug_in(self) -> None:
        if self._gone.exists():
            self._gone.rename(self._film)
            self._kiosk.joined.watch.prepare()

    # The end ----------------------------------------------------------------------------------

    def _leave(self) -> None:
        """Do nothing more until nobody is there."""
        for _ in range(_STEPS_TO_NOBODY):
            self.settle()
            if isinstance(self._kiosk.visit, states.Idle):
                return
            self._wait_while(*_STORES)
            self.settle()
            if isinstance(self._kiosk.visit, states.Resting):
                self._wait_for_nobody()
            else:
                self._let_time_run_out()
        self._wait_for_nobody()

    def _wait_for_nobody(self) -> None:
        self._kiosk.wait_for(states.Idle)

    def _wait_while(self, *kinds: type[states.Visit]) -> None:
        self._kiosk.wait_until(lambda: not isinstance(self._kiosk.visit, kinds), "next state")


def leading_on(screen: QWidget) -> Press | None:
    """The button that leads further into a visit with the camera."""
    match screen:
        case IdleScreen():
            return screen.action
        case NoticeScreen():
            return screen.camera_door
        case AgeScreen() | ArmedScreen():
            return screen.yes
        case ResultScreen():
            return screen.keep
        case _:
            return None


def _can_be_tapped(button: Press) -> bool:
    return button.isVisible() and button.isEnabled()


def _signal(children: Iterable[int], number: signal.Signals) -> None:
    for child in children:
        # It may have ended since.
        with suppress(ProcessLookupError):
            os.kill(child, number)
