"""Close the day: that it closes by itself, what is worth a look, and how the kiosk is ended."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout
from typing_extensions import override

from kiosk.application.staff import DayClosing, Role, StaffDesk
from kiosk.domain.periods import Span
from kiosk.ui import wording
from kiosk.ui.announce import announce
from kiosk.ui.staff.facts import Place, titled
from kiosk.ui.staff.page import StaffPage
from kiosk.ui.staff.report_words import FORMS
from kiosk.ui.staff.tabs import Tab
from kiosk.ui.staff.writing import Writing
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import Piece, column, holder, row
from kiosk.ui.widgets.buttons import Chip
from kiosk.ui.widgets.door import Door
from kiosk.ui.widgets.panel import Icon, Panel
from kiosk.ui.widgets.words import Words


class ClosingPage(StaffPage):
    """Nothing here has to be done. A manager can end the program, and is asked once more."""

    def __init__(self, stage: Stage, desk: StaffDesk, role: Role) -> None:
        super().__init__(stage, desk, role)
        self._closing: DayClosing | None = None
        self._asks = False
        self._has_ended = False
        self.writing = Writing(self)
        self.writing.busy_changed.connect(self._say_doors)
        self.writing.wants_health.connect(lambda: self.wants_tab.emit(Tab.HEALTH))
        self.body = Place()
        self.first = Door(self.theme, self.tr("Write today’s report"))
        self.first.clicked.connect(self._do_first)
        self.second = Door(self.theme, self.tr("Close the kiosk"))
        self.second.clicked.connect(self._do_second)
        is_manager = role is Role.MANAGER
        self.doors = (self.first, self.second) if is_manager else (self.first,)
        self.fill(column(self.writing, self.body, None))
        self._show()

    @override
    def heading(self) -> str:
        return self.tr("Close the kiosk?") if self._asks else self.tr("Close the day")

    # How it stands ----------------------------------------------------------------------------

    def _show(self) -> None:
        """Put on the page what there is to say just now."""
        if self._asks:
            self.body.show_piece(self._warning())
        elif self._closing is None:
            self.body.show_piece(Words(self.theme, Type.TITLE, self.tr("One moment")))
        else:
            self.body.show_piece(holder(self._arrange(self._closing)))
        self._say_doors()

    def _arrange(self, closing: DayClosing) -> QLayout:
        px = self.theme.px
        self.today = Chip(self.theme, self.tr("Today so far"))
        self.today.clicked.connect(lambda: self.wants_tab.emit(Tab.TODAY))
        words = column(*self._words(closing), px(22), row(self.today, None))
        listed = titled(self.theme, self.tr("Before you go"), *self._list())
        if self.theme.portrait:
            return column(words, px(32), listed, None)
        sides = row(column(words, None), px(48), column(listed, None))
        sides.setStretch(0, 1)
        sides.setStretch(2, 1)
        return sides

    def _words(self, closing: DayClosing) -> Sequence[Piece]:
        px, locale = self.theme.px, self.stage.locale
        ends = wording.instant(closing.ends, self.stage.place.zone, locale)
        what = self.tr(
            "It ends on {time}, and nobody has to do anything. Gender and age are added up at "
            "fixed times and when the day ends; where that would be very few, they are added to "
            "the next day’s."
        ).format(time=ends)
        last = self.tr("No day has been closed yet.")
        if closing.closed_until is not None:
            last = self.tr("The last day that was closed: {day}").format(
                day=wording.day(closing.closed_until, locale)
            )
        return (
            Words(self.theme, Type.TITLE, self.tr("The day ends by itself.")),
            px(12),
            Words(self.theme, Type.NOTE, what),
            px(10),
            Words(self.theme, Type.LABEL, last, colour="soft_ink"),
        )

    def _list(self) -> Sequence[Piece]:
        lines = (
            ("eye-closed", self.tr("The lamp at the top says “Camera off”.")),
            (
                "moon",
                self.tr("The screen may stay on: it asks nobody who does not come up to it."),
            ),
            (
                "clock",
                self.tr(
                    "Leave the machine on. At night it deletes what has had its time, makes a "
                    "backup and looks through itself; switched off, it does so at the next start."
                ),
            ),
        )
        pieces: list[Piece] = []
        for icon, text in lines:
            drawn = Icon(self.theme, icon, 44)
            line = row(drawn, self.theme.px(22), Words(self.theme, Type.NOTE, text))
            line.setAlignment(drawn, Qt.AlignmentFlag.AlignTop)
            line.setStretch(2, 1)
            pieces += [line, self.theme.px(16)]
        return pieces[:-1]

    def _warning(self) -> Panel:
        px = self.theme.px
        words = column(
            Words(self.theme, Type.HEADING, self.tr("This ends the program on this screen.")),
            px(10),
            Words(
                self.theme,
                Type.NOTE,
                self.tr(
                    "Nobody is asked any more, and nobody can delete their record here. What is "
                    "recorded stays, and the day still ends at its time, at the latest when the "
                    "kiosk is started again."
                ),
            ),
            px(10),
            Words(
                self.theme,
                Type.NOTE,
                self.tr(
                    "Where the machine is set up to keep it running, it comes back by itself "
                    "within a minute. To keep it closed, switch the machine off."
                ),
            ),
            None,
        )
        drawn = Icon(self.theme, "triangle-alert", 64, "terracotta")
        line = row(drawn, px(32), words)
        line.setAlignment(drawn, Qt.AlignmentFlag.AlignTop)
        line.setStretch(2, 1)
        return Panel(self.theme, line)

    # What is told -----------------------------------------------------------------------------

    @override
    def opened(self) -> None:
        self._ask_to_end(False)
        self.desk.closing(self.awaiting("closing", self._told))

    def _told(self, closing: DayClosing) -> None:
        self._closing = closing
        self._show()

    # What can be done -------------------------------------------------------------------------

    def _do_first(self) -> None:
        if self._asks:
            self._end()
        elif self._closing is not None:
            words = self.tr("today’s report, as a page to print")
            self.writing.write(Span.DAY, self._closing.day, FORMS[:1], words)
            self.to_top()

    def _do_second(self) -> None:
        self._ask_to_end(not self._asks)
        self.heading_changed.emit()
        announce(self, self.heading())

    def _ask_to_end(self, asks: bool) -> None:
        """Turn the doors over. Yes stands where nobody has just tapped: two quick taps on one
        place end nothing.
        """
        if asks != self._asks:
            self._asks = asks
            self.to_top()
        self._show()

    def _end(self) -> None:
        self._has_ended = True
        self._say_doors()
        self.desk.end_program()

    def _say_doors(self) -> None:
        if self._asks:
            self.first.say(self.tr("Yes, close it"))
            self.second.say(self.tr("No, keep it open"))
            self.first.setEnabled(not self._has_ended)
        else:
            self.first.say(self.tr("Write today’s report"))
            self.second.say(self.tr("Close the kiosk"))
            self.first.setEnabled(self._closing is not None and not self.writing.is_busy)
