"""The window: a visit in, its screen out, and around it what every screen has."""

import time
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kiosk.application.ports import Preview
from kiosk.application.staff import StaffDesk
from kiosk.domain import events, states
from kiosk.domain.notice import Notice
from kiosk.domain.states import Visit
from kiosk.ui.announce import announce
from kiosk.ui.colours import colours
from kiosk.ui.corner import Corner, is_demos_end, is_staffs_key
from kiosk.ui.frame import Frame
from kiosk.ui.front import Front
from kiosk.ui.gate import GUARD_SECONDS, Gate
from kiosk.ui.languages import SOURCE, Tongue, direction
from kiosk.ui.phone import PhoneCodes
from kiosk.ui.place import Appearance, Place
from kiosk.ui.screen_care import ScreenCare
from kiosk.ui.screens.by_state import screen_of
from kiosk.ui.screens.looking import preview_box
from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import ReadingAids, Stage
from kiosk.ui.theme import STILL, Motion, Theme

_DRAWN: Final = QSize(1080, 1920)
_TICK_MS: Final = 200
_AIDS_SECONDS: Final = 60.0
"""After so long with nobody at the idle screen its reading aids are off again."""


def _never() -> bool:
    return False


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("a window needs an application first")
    return application


def theme_for(
    size: QSize, look: Appearance, *, larger: bool = False, contrast: bool = False
) -> Theme:
    """The shop's look at this size in pixels, with the reading aids that are on."""
    return Theme(
        size=size,
        pixels_per_mm=look.pixels_per_mm,
        colours=colours(dark=look.dark, high_contrast=contrast),
        larger=larger,
        motion=STILL if look.reduced_motion else Motion(),
    )


class KioskWindow(QWidget):
    """Shows the visit it is told of. All calls are made on the Qt thread.

    ``guard_seconds`` is how long a new screen takes no press; ``clock`` is monotonic seconds.
    Without a ``desk`` there are no staff's pages, and nothing leads to them. Without ``phone``
    phones can read the notice at its own page, if the place has one, and do nothing more.
    ``may_be_dark`` says whether this is an hour in which the screen may be. ``end`` is called
    where a key of the demo's asks for its end; elsewhere no key does.
    """

    def __init__(
        self,
        front: Front,
        notices: Mapping[str, Notice],
        preview: Preview,
        place: Place,
        appearance: Appearance | None = None,
        *,
        size: QSize = _DRAWN,
        clock: Callable[[], float] = time.monotonic,
        guard_seconds: float = GUARD_SECONDS,
        desk: StaffDesk | None = None,
        phone: PhoneCodes | None = None,
        may_be_dark: Callable[[], bool] = _never,
        end: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self.place = place
        self.phone = phone or PhoneCodes.of_page(place.notice_url)
        self.aids = ReadingAids()
        self.desk = desk
        self._front = front
        self._notices = notices
        self._preview = preview
        self._appearance = appearance or Appearance()
        self._clock = clock
        self._tongue = Tongue()
        self._language = next(iter(notices), SOURCE)
        self._visit: Visit = states.Starting()
        self._may_close = False
        self._last_touch = clock()
        self.care = ScreenCare(self, clock, may_be_dark)
        self._end = end if place.demo else None
        self.corner = Corner(self, self._call_staff)
        self._gate = Gate(self, clock, self._touched, guard_seconds)
        _application().installEventFilter(self._gate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setAutoFillBackground(True)
        self.setWindowTitle("AskFirst")
        self.resize(size)
        self._build()
        self.aids.changed.connect(self._build)
        self._ticking = QTimer(self)
        self._ticking.timeout.connect(self._tick)
        self._ticking.start(_TICK_MS)

    # The visit ------------------------------------------------------------------------------

    def show_visit(self, visit: Visit) -> None:
        """Show this state. Called after every step, also after one that changed nothing."""
        before, self._visit = self._visit, visit
        if visit == before:
            return
        if type(visit) is type(before) and self.shown.follow(visit):
            self._light_lamp()
            return
        if isinstance(visit, states.Idle):
            # Quietly: the screen that this would rebuild is about to go.
            self.aids.changed.disconnect(self._build)
            self.aids.reset()
            self.aids.changed.connect(self._build)
            self._build()
        else:
            self._change_screen()

    def show_language(self, tag: str) -> None:
        """Speak and show this language from now on. Raises NoWords."""
        self._tongue.speak(tag)
        self._language = tag
        self._build()

    def show_look(self, appearance: Appearance) -> None:
        """Look so from now on: a manager has changed it at this screen."""
        if appearance == self._appearance:
            return
        self._appearance = appearance
        self._build()

    @property
    def language(self) -> str:
        """The tag of the language now shown."""
        return self._language

    @property
    def visit(self) -> Visit:
        """The state now shown."""
        return self._visit

    @property
    def takes_presses(self) -> bool:
        """False in the first moments of a screen, in which it is deaf."""
        return self._gate.is_open

    def preview_size(self) -> tuple[int, int]:
        """The size in pixels of the picture the child should send: no larger than it is drawn."""
        return preview_box(self.theme, self.devicePixelRatioF())

    def allow_close(self) -> None:
        """Let the next request to close the window through; every other one is ignored."""
        self._may_close = True

    # The frame around it --------------------------------------------------------------------

    def _build(self) -> None:
        """Make everything anew: for another size, another language, another reading aid."""
        before = getattr(self, "_frame", None)
        if isinstance(before, Frame):
            before.remove()
        self.theme = self._make_theme()
        self.setLayoutDirection(direction(self._language))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, self.theme.colour("paper"))
        self.setPalette(palette)
        name = self.place.name_in(self._language)
        self._frame = Frame(self, self.theme, name, self._badges(), self._front.touched)
        self.head, self.foot = self._frame.head, self._frame.foot
        self.still_there = self._frame.still_there
        self.corner.watch(self.head, self.theme)
        self._change_screen()

    def _change_screen(self) -> None:
        before = getattr(self, "shown", None)
        self.shown = screen_of(self._visit, self._stage())
        self.shown.setParent(self)
        for piece, following in pairwise(self.shown.tab_order):
            QWidget.setTabOrder(piece, following)
        if isinstance(before, Screen):
            self.shown.resume(before)
            before.closing()
            before.hide()
            before.deleteLater()
        self._gate.close_for_a_moment(unasked=self.shown.comes_unasked)
        self.corner.let_go()
        self._light_lamp()
        self.shown.foot_changed.connect(self._say_foot)
        self._place_pieces()
        self._say_foot()
        self.still_there.hide()
        # Nothing on a new screen has the focus: a key that is still down chooses nothing.
        self.setFocus()
        for piece in (self.head, self.shown, self.foot):
            piece.show()
        announce(self, self.shown.heading())
        self._tick()

    def _make_theme(self) -> Theme:
        return theme_for(
            self.size(), self._appearance, larger=self.aids.larger, contrast=self.aids.contrast
        )

    def _stage(self) -> Stage:
        return Stage(
            self._front,
            self.place,
            self._notices,
            self._preview,
            self.theme,
            self.aids,
            self._language,
            self._clock,
            self.phone,
            self.desk,
        )

    def _badges(self) -> tuple[str, ...]:
        badges: list[str] = []
        if self.place.demo:
            badges.append(self.tr("DEMO"))
        if self.place.unconfined:
            badges.append(self.tr("unconfined"))
        return (" · ".join(badges),) if badges else ()

    def _place_pieces(self) -> None:
        self.shown.setGeometry(self._frame.place(self.rect(), self.care.place()))

    def _say_foot(self) -> None:
        self.foot.say(*self.shown.foot())

    def _light_lamp(self) -> None:
        self.head.lamp.light(isinstance(self._visit, states.Looking) and self._visit.opened)

    def _nobody_is_here(self) -> bool:
        return isinstance(self._visit, states.Idle | states.Resting)

    def _call_staff(self) -> None:
        if self.desk is not None and self._nobody_is_here():
            self._front.post(events.StaffCalled())

    def _touched(self) -> None:
        self._last_touch = self._clock()
        if self.care.wake():
            # Whoever wakes it has not seen what there is to press.
            self._gate.close_for_a_moment(unasked=True)
        self._front.touched()

    def _tick(self) -> None:
        waited = self._front.wait_left()
        warning = False
        if waited is not None:
            left, warns = waited
            self.shown.tick(left, warns)
            warning = not self.shown.counts_down and 0 < left <= warns
        self._frame.warn(is_due=warning)
        alone = self._clock() - self._last_touch
        if alone > _AIDS_SECONDS and isinstance(self._visit, states.Idle):
            self.aids.reset()
        if not self._nobody_is_here():
            self.care.wake()
        elif self.care.look(self.theme, alone):
            self._place_pieces()

    # Qt's own events ------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size() != self.theme.size:
            self._build()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shown.way_out()
        elif is_staffs_key(event):
            self._call_staff()
        elif self._end is not None and is_demos_end(event):
            self._end()
        elif event.text():
            self.shown.typed(event.text())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            _application().removeEventFilter(self._gate)
            self._tongue.rest()
            self._ticking.stop()
            event.accept()
        else:
            event.ignore()
