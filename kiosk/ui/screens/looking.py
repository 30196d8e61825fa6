"""Looking: the visitor sees what the camera sees, and can stop it."""

from PySide6.QtCore import QSize, QTimer
from typing_extensions import override

from kiosk.domain.events import Withdrew
from kiosk.domain.states import Looking, Visit
from kiosk.ui import wording
from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.door import Door, DoorRow
from kiosk.ui.widgets.pill import Pill
from kiosk.ui.widgets.preview_view import PreviewView
from kiosk.ui.widgets.words import Words

_PROPORTION = 936 / 1060
_WORDS_AND_STOP = 452.0
_POLL_MS = 30
_WIDEST_PICTURE = 640


def view_size(theme: Theme) -> QSize:
    """How large the picture is drawn on this screen, in its pixels."""
    room = theme.size.height() - theme.head_height - theme.foot_height
    if theme.portrait:
        height = room - theme.px(_WORDS_AND_STOP) - (theme.px(70) if theme.larger else 0)
        width = theme.size.width() - 2 * theme.margin
    else:
        height = room
        width = round((theme.size.width() - 2 * theme.margin) * 0.48)
    scale = min(width / _PROPORTION, height)
    return QSize(round(scale * _PROPORTION), round(scale))


def preview_box(theme: Theme, pixel_ratio: float) -> tuple[int, int]:
    """The size of picture that is worth sending: as drawn or smaller, in multiples of four."""
    drawn = view_size(theme)
    shrink = min(1.0, _WIDEST_PICTURE / (drawn.width() * pixel_ratio)) * pixel_ratio
    return int(drawn.width() * shrink) // 4 * 4, int(drawn.height() * shrink) // 4 * 4


class LookingScreen(Screen):
    """The live picture, the seconds used, what would help, and Stop."""

    def __init__(self, stage: Stage, looking: Looking) -> None:
        super().__init__(stage)
        px = self.theme.px
        self._looking = looking
        self._opened_at: float | None = None
        self._whole_seconds = 0
        self.name = self.title(self.tr("Look this way"))
        words = Words(self.theme, Type.BODY, self.tr("Only what is inside the oval is looked at."))
        self.view = PreviewView(self.theme, stage.preview, view_size(self.theme))
        self.hint = Pill(self.theme, self.view)
        self.stop = Door(self.theme, self.tr("Stop and forget"))
        self.stop.clicked.connect(self.way_out)
        stop = DoorRow(self.theme, (self.stop,), 168)
        if self.theme.portrait:
            middle = row(None, self.view, None)
            self.fill(column(None, self.name, px(10), words, px(28), middle, None, stop))
        else:
            side = column(None, self.name, px(18), words, None, stop)
            sides = row(self.view, px(96), side)
            self.fill(sides)
        self._polling = QTimer(self)
        self._polling.timeout.connect(self.refresh)
        self._polling.start(_POLL_MS)
        self._show_news()

    @override
    def follow(self, visit: Visit) -> bool:
        if not isinstance(visit, Looking) or visit.grant is not self._looking.grant:
            return False
        self._looking = visit
        self._show_news()
        return True

    @override
    def closing(self) -> None:
        self._polling.stop()
        self.view.forget()

    @property
    def seconds_used(self) -> float:
        """For how long the camera has been open, as far as this screen was told."""
        return 0.0 if self._opened_at is None else self.stage.clock() - self._opened_at

    def _show_news(self) -> None:
        if self._looking.opened and self._opened_at is None:
            self._opened_at = self.stage.clock()
            self.view.open()
        self.hint.say(self._hint())
        self._place_hint()

    def _hint(self) -> str:
        if not self._looking.opened:
            return self.tr("The camera is about to open")
        if self._looking.hint is None:
            return self.tr("Looking for your face")
        return wording.hint(self._looking.hint)

    def _place_hint(self) -> None:
        view = self.view.size()
        size = self.hint.size_within(view.width() - 2 * self.theme.px(32))
        lowest = view.height() - size.height() - self.theme.px(28)
        top = min(lowest, round(view.height() * 0.92 - size.height() / 2))
        left = (view.width() - size.width()) // 2
        self.hint.setGeometry(left, top, size.width(), size.height())

    def refresh(self) -> None:
        """Show the newest picture and how much time is used."""
        most = self.stage.place.camera_seconds
        self.view.look(min(1.0, self.seconds_used / most))
        if int(self.seconds_used) != self._whole_seconds:
            self._whole_seconds = int(self.seconds_used)
            self.foot_changed.emit()

    @override
    def foot(self) -> tuple[str, str]:
        most = self.stage.place.camera_seconds
        used = self.tr("{used} of at most {most} seconds").format(
            used=min(most, int(self.seconds_used)), most=most
        )
        return used, self.tr("Nothing is saved yet")

    @override
    def way_out(self) -> None:
        self.front.post(Withdrew())

    @override
    def heading(self) -> str:
        return self.name.text()
